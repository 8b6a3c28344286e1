"""Texts and files that took minutes or gigabytes, as translators' tools or strangers make them.

No clock is asked: with the sizes given, nobody would wait for a time that grows with a square.
"""

from __future__ import annotations

import pytest

from clausekit import load_language
from clausekit.errors import LanguageError
from clausekit.language.pseudoparties import choose_names, compare_names


def test_a_text_of_many_parties_is_compared_place_by_place() -> None:
    french = load_language("fr")
    text = f"x{'le fournisseur {supplier} ' * 1000} :"
    found = compare_names(text, french, "supplier", choose_names(french, "supplier"))
    assert len(found) == 1000
    assert {one.words["feminine"] for one in found} == {"Société"}


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("en", "The {buyer}, the {buyer} shall pay.", ["Buyers,", "Buyers"]),
        ("en", "The {buyer} {buyer:pays/pay} it.", ["Buyers pay"]),
        ("en", "({buyer})", ["(Buyers)"]),
        ("fr", "Avis de l’{buyer}, du {buyer}.", ["des Ministères, des Ministères."]),
    ],
)
def test_what_names_share_beside_what_differs(code: str, text: str, words: list[str]) -> None:
    language = load_language(code)
    found = compare_names(text, language, "buyer", choose_names(language, "buyer"))
    assert [one.words["plural"] for one in found] == words


def test_more_placeholders_than_can_be_told_apart_are_refused() -> None:
    language = load_language("en")
    assert language.render("{a}" * 6400, {"a": "x"}) == ("x" * 6400,)
    with pytest.raises(LanguageError) as caught:
        language.render("{a}" * 6401, {"a": "x"})
    assert caught.value.code == "language.bad-placeholder"
    assert "6401" in caught.value.message


STACKED = "a" + "\u0315" * 100_000 + "\u0300" * 100_000
