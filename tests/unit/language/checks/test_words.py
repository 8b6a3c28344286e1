"""Words are found as the plain pattern finds them, only faster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausekit.language.checks.pair import read_words
from clausekit.language.checks.rules import CheckRules, read_rules
from clausekit.language.checks.run import read_sheets
from clausekit.language.checks.words import Words
from clausekit.model.base import Model
from clausekit.resources import templates_root

SHAPES = (
    "not", "works?", "s[oó]lo", "ha(?:s|ve) to", "(?:is|are) (?:bound|required)", "non-\\w+",
    "(?:se )?obliga", "n'\\w*", "sin(?! embargo)", "emplead[oa]s?", "(?:no|nor)\\b.{0,9}?may",
    "at least|at most", "art\\.", "kin", "d'ici", "à (?:la|l')\\s?fin", "(?:(?:un|in)kind|rest)ed",
    "ke?e?p", "ſo", "pa?",
)  # fmt: skip
OPEN = ("\\w+less", "(?:a|an)? ?end", "i[mr]\\w{2,}", "no{1,2}n", "(?:ab)*c", "ırmak")
"""Shapes that do not show how a word begins, and are looked for in every text."""
PIECES = (
    "not", "note", "works", "work", "solo", "sólo", "SÓLO", "have", "to", "is", "required", "eu",
    "non", "se", "obliga", "n'est", "sin", "embargo", "less", "endless", "empleada", "nobody",
    "may", "end", "impar", "at", "least", "most", "art.", "noon", "ababc", "c", "\u212ain",
    "\u212aeep", "d'ici", "à", "la", "l'fin", "fin", "unkinded", "rested", "ſo", "so", "ırmak",
    "irmak", "İrmak", "p", "pa", ",", "-", "a1", "\ue000", "ß", "",
)  # fmt: skip


def _patterns(table: object) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, Model):
        yield from _patterns(table.__dict__)
    elif isinstance(table, Mapping):
        for part in (*table, *table.values()):
            yield from _patterns(part)
    elif isinstance(table, tuple):
        for part in table:
            yield from _patterns(part)


def _agree(words: Words, text: str) -> bool:
    plain = [found.span() for found in words.plain.finditer(text)]
    return (
        [found.span() for found in words.finditer(text)] == plain
        and words.sub("*", text, 2) == words.plain.sub("*", text, count=2)
        and bool(words.search(text)) is bool(plain)
    )


@pytest.mark.parametrize("tag", ["en", "es", "fr", "pt"])
def test_every_word_of_a_language_is_found_as_its_pattern_finds_it(tag: str) -> None:
    rules = read_rules(templates_root() / tag)
    assert isinstance(rules, CheckRules)
    sheets = read_sheets(templates_root(), "es" if tag == "en" else tag)
    entries = [entry for sheet in sheets for entry in sheet.entries][::100]
    texts = [read_words(entry.msgid if tag == "en" else entry.msgstr) for entry in entries]
    assert len(texts) > 20
    patterns = set(_patterns(rules))
    assert len(patterns) > 250
    for pattern in patterns:
        assert [text for text in texts if not _agree(Words([pattern]), text)] == [], pattern


@given(
    st.lists(st.sampled_from(SHAPES + OPEN), min_size=1, max_size=3, unique=True),
    st.lists(st.sampled_from(PIECES), max_size=8),
    st.sampled_from([" ", "  ", " - ", "'", ""]),
    st.booleans(),
)
def test_any_list_finds_what_its_pattern_finds(
    shapes: list[str], pieces: list[str], gap: str, loud: bool
) -> None:
    text = gap.join(pieces)
    assert _agree(Words(shapes), text.upper() if loud else text)
    assert _agree(Words(shapes, apart=r"\w-"), text)


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        ("l'?fin", "lfin"),
        ("jusqu'?\\w*", "jusque"),
        ("irma[ck]", "İrmak"),
        ("irma[ck]", "ırmac"),
        ("kilo\\w*", "\u212aILOS"),
        ("so", "ſO"),
        ("wor*k", "wok"),
        ("wor{0,2}k", "wok"),
        ("bound? to", "boun to"),
        ("(?:at )?last", "last"),
        ("(?:early )?end", "end"),
        ("(?:at (?:the )?|in )end", "at the end"),
        ("straße\\w*", "STRASSEN strasse straßen"),
        ("a|working (?:day|week)s?", "Working week"),
        ("set (?!aside)", "set  b"),
    ],
)
def test_what_a_beginning_hides_is_found(shape: str, text: str) -> None:
    words = Words([shape])
    assert words.plain.search(text)
    assert _agree(words, text)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_text_without_the_words_is_not_read_for_them(shape: str) -> None:
    assert Words([shape]).within("A quite different wording.") is None


@pytest.mark.parametrize("shape", OPEN)
def test_a_word_that_does_not_show_how_it_begins_is_looked_for_always(shape: str) -> None:
    assert Words([shape]).within("A quite different wording.") is not None
