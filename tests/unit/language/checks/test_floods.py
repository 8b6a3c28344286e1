"""Texts of one letter without end are checked in one pass, and what is found stays the same.

No clock is asked: with the sizes given, nobody would wait for a time that grows with a square.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clausekit.language.checks.editing import refusals
from clausekit.language.checks.letters import check_addresses
from clausekit.language.checks.pair import FACT, Pair
from clausekit.language.checks.structure import check_spacing
from clausekit.language.checks.sums import find_shares
from clausekit.language.checks.terms import check_terms, find_terms
from clausekit.language.checks.tongue import load_tongue

LONG = 1_000_000
SITE = find_terms({"definition.site/term": ("Site | Sites", "Sitio | Sitios")})


@pytest.mark.parametrize("flood", ["1", "1,", "1.", "12.", "1 "])
def test_a_row_of_digits_is_gone_through_once(flood: str) -> None:
    assert find_shares(flood * LONG) == Counter()
    assert find_shares("1" * LONG + "%").keys() == {"1" * LONG}


@given(st.text(st.sampled_from(f"0127.,% {FACT}pa٣"), max_size=20))
@example("1.2.5 %")
@example("1% 22,5percent")
def test_the_shares_are_those_that_any_beginning_gives(text: str) -> None:
    words = "%|per ?cent|por ?ciento|por ?cento|pour ?cent|percent|Prozent"
    plain = rf"(\d+(?:[.,]\d+)?|{FACT})\s?(?:{words})"
    found = re.findall(plain, text, re.IGNORECASE)
    assert find_shares(text) == Counter(figure.replace(",", ".") for figure in found)


def _spacing(text: str) -> list[tuple[str, str]]:
    issues = check_spacing(Pair("a.b/paragraph.a", "Text.", text), load_tongue("es"))
    return [(issue.found, issue.at) for issue in issues if " a " not in issue.expected]


@pytest.mark.parametrize("sign", [" ", "\u00a0", "a", "é"])
def test_spaces_and_letters_without_end_are_gone_through_once(sign: str) -> None:
    told = _spacing(f"aa,bb{sign * LONG}x ,")
    assert "no space after “aa,”" in [found for found, _ in told]
    assert ("a space before “,”", " ,") in told


def test_each_mark_with_a_space_before_it_is_told_and_each_without_one_behind() -> None:
    told = _spacing("ab,cd,ef,g ha  , i . j")
    assert [found for found, _ in told] == [
        "two spaces or a tab", "a space before “,”", "a space before “.”",
        "no space after “ab,”", "no space after “cd,”",
    ]  # fmt: skip
    assert [at for found, at in told if "before" in found] == ["  ,", " ."]


@pytest.mark.parametrize("flood", ["a", "1.", "a-", "+", "_"])
def test_a_row_of_what_an_address_may_hold_is_no_address(flood: str) -> None:
    def told(source: str, target: str) -> list[str]:
        pair = Pair("a.b/paragraph.a", source, target)
        return [issue.found for issue in check_addresses(pair, load_tongue("es"))]

    assert told("Write to a.b+c@example.org.", f"@ {flood * LONG} a.b+c@example.org.") == []
    assert told("Write to us.", f"{flood * LONG} a.b+c@example.org.") == ["a.b+c@example.org"]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("Site.", False), ("It ends. Site.", False), ("It ends:  Site.", False),
        ("A Site.", True), ("It ends.Site.", True), ("It ends; the Site.", True),
    ],
)  # fmt: skip
def test_a_term_that_begins_a_sentence_may_be_a_plain_word(source: str, told: bool) -> None:
    tongue = load_tongue("es").with_terms(SITE)
    found = [issue.code for issue in check_terms(Pair("a.b/paragraph.a", source, "Lugar."), tongue)]
    assert ("term" in found) is told


def test_what_stands_before_a_term_is_not_gone_through_for_each() -> None:
    tongue = load_tongue("es").with_terms(SITE)
    pair = Pair("a.b/paragraph.a", "Site. " * 200_000, "Sitio. " * 200_000)
    assert list(check_terms(pair, tongue)) == []


@pytest.mark.parametrize("flood", ["1", "a ", "{a}", "The list. ", "{"])
def test_a_former_wording_that_is_far_longer_is_another_one(flood: str) -> None:
    times = LONG // len(flood)
    (told,) = refusals(flood * times, "The list.", load_tongue("es"))
    assert told == f"the length: {len(flood) * times} letters became 9"


def test_a_former_wording_that_is_little_longer_is_looked_at() -> None:
    new = "The list."
    at_most = new + " the" * 52 + " " * 10
    assert len(at_most) == 2 * len(new) + 209
    assert refusals(at_most[:-9], new, load_tongue("es")) == ()
    assert refusals(at_most[:-8], new, load_tongue("es")) == ("the length: 219 letters became 9",)
