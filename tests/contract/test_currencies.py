"""Every currency can be written in every language, by its name or not at all."""

from __future__ import annotations

import pytest

from clausekit import load_language
from clausekit.errors import LanguageError
from clausekit.language.locale import available_languages
from clausekit.model.codes import CURRENCIES


@pytest.mark.parametrize("tag", available_languages())
def test_an_amount_in_words_holds_no_code_in_disguise(tag: str) -> None:
    language = load_language(tag)
    wrong = []
    for currency in sorted(CURRENCIES):
        assert currency in language.money(5, currency)
        try:
            words = language.money_words(5, currency)
        except LanguageError:
            continue
        found = [word for word in words.split() if word.upper() == currency]
        wrong += [word for word in found if word != currency]
    assert wrong == []
