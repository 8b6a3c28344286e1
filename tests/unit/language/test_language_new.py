"""A language is data: German is added here by files alone."""

from __future__ import annotations

import datetime

import pytest

from clausekit.language import Noun, available_languages, load_language
from clausekit.model.quantity import Quantity

GRAMMAR = """
genders = ["m", "f", "n"]
cells = ["m", "f", "n", "p"]
[[leads]]
forms = ["der", "die", "das", "die"]
[[leads]]
forms = ["des", "der", "des", "der"]
[[leads]]
forms = ["dem", "der", "dem", "den"]
[[leads]]
forms = ["vom", "von der", "vom", "von den"]
[numbers.sets.all]
rules = '''
0: null
1: eins
2: zwei
3: drei
4: vier
5: fünf
6: sechs
7: sieben
8: acht
9: neun
10: zehn
20: zwanzig
21: >part>undzwanzig
30: dreißig
31: >part>unddreißig
100: <part<hundert[>>]
'''
[numbers.sets.part]
extends = "all"
rules = "1: ein"
[quantities.units.day]
one = "Kalendertag"
many = "Kalendertage"
gender = "m"
[dates]
pattern = "{day}.\\u00a0{month} {year}"
[money]
link = "und"
[lists.conjunctions]
and = "und"
or = "oder"
[citations]
range = "{} bis {}"
preamble = "Präambel"
units = { article = "Artikel {}" }
subs = { number = "Absatz {}", letter = "Buchstabe {})", roman = "Ziffer {}" }
[typography]
quotes = ["„", "“"]
inner_quotes = ["‚", "‘"]
"""
TERMS = """
[language]
name = "Deutsch"
word_tag = "de-DE"
babel = "de-DE"
[defaults]
supplier = "contractor"
[supplier.contractor]
form = "Auftragnehmer"
gender = "m"
[supplier.company]
form = "Gesellschaft"
plural = "Gesellschaften"
gender = "f"
[supplier.enterprise]
form = "Unternehmen"
gender = "n"
"""


@pytest.fixture
def german(tmp_path):
    folder = tmp_path / "de"
    folder.mkdir()
    (folder / "grammar.toml").write_text(GRAMMAR, encoding="utf-8")
    (folder / "terms.toml").write_text(TERMS, encoding="utf-8")
    assert available_languages(root=tmp_path) == ("de",)
    return load_language("de", root=tmp_path)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("contractor", "Der Auftragnehmer zahlt; vom Auftragnehmer; er"),
        ("company", "Die Gesellschaft zahlt; von der Gesellschaft; sie"),
        ("enterprise", "Das Unternehmen zahlt; vom Unternehmen; es"),
    ],
)
def test_three_genders(german, name, sentence):
    said = german.with_parties({"supplier": name}).render(
        "Der {supplier} zahlt; vom {supplier}; {supplier:er|sie|es}", {}
    )
    assert said == (sentence,)


def test_plural_party(german):
    noun = Noun(form="Gesellschaft", plural="Gesellschaften", gender="f", number="plural")
    assert german.with_parties({"supplier": noun}).render("Der {supplier}", {}) == (
        "Die Gesellschaften",
    )


def test_numbers_dates_and_citations(german):
    assert german.number_words(31) == "einunddreißig"
    assert german.number_words(121) == "einhunderteinundzwanzig"
    period = Quantity.model_validate("30 days")
    assert german.quantity(period) == "dreißig (30)\u00a0Kalendertage"
    assert german.date(datetime.date(2026, 3, 1)) == "1.\u00a0März 2026"
    assert german.citation("art. 2(1)(a)") == "Artikel 2, Absatz 1, Buchstabe a)"
    assert german.join(["a", "b", "c"]) == "a, b und c"
