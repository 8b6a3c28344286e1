"""A definition is used where its term stands as words, and not as a part of others."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausekit.assembly.definitions import _used_in, used_definitions
from clausekit.catalogue.catalogue import Catalogue
from clausekit.catalogue.messages import messages
from clausekit.model.definition import Definition, forms


def catalogue(*terms: str) -> Any:
    """Return as much of a catalogue as the definitions need; each is its own."""

    class Own(SimpleNamespace):
        __hash__ = object.__hash__

    known = [Definition(id=f"d{number}", term=term, text="x") for number, term in enumerate(terms)]
    return Own(definitions={one.id: one for one in known})


def by_pattern(term: str, text: str) -> bool:
    """Tell the same with a pattern, as the words of a regular expression end."""
    return bool(re.search("|".join(rf"\b{re.escape(form)}\b" for form in forms(term)), text))


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("The Worker is paid.", True),
        ("Workers", True),
        ("(Worker)", True),
        ("Worker’s", True),
        ("Worker_2", False),
        ("CoWorker", False),
        ("Workerless, and the Worker", True),
        ("worker", False),
        ("ÉWorker", False),
        ("", False),
    ],
)
def test_a_term_stands_as_a_word(text: str, used: bool) -> None:
    assert bool(_used_in(catalogue("Worker | Workers"), text)) is used


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("Remedy and CoRemedy Plan", False),
        ("Remedy and Remedy Plans", False),
        ("Remedy, CoRemedy Plan, Remedy Plan", True),
    ],
)
def test_a_term_of_several_words_stands_alone(text: str, used: bool) -> None:
    assert bool(_used_in(catalogue("Remedy Plan"), text)) is used


@given(st.text(alphabet="ABab _-’é1.", max_size=30))
def test_words_are_told_as_a_pattern_tells_them(text: str) -> None:
    terms = ("A", "AB | a b", "Ab-a", "B é", "b’a | 1")
    expected = {f"d{place}" for place, term in enumerate(terms) if by_pattern(term, text)}
    assert set(_used_in(catalogue(*terms), text)) == expected


def test_every_text_of_the_catalogue_is_told_as_a_pattern_tells_it() -> None:
    shipped = Catalogue.load()
    for message in messages(shipped):
        expected = {
            one.id for one in shipped.definitions.values() if by_pattern(one.term, message.source)
        }
        assert set(_used_in(shipped, message.source)) == expected


def test_a_term_with_a_sign_in_front_is_found() -> None:
    assert _used_in(catalogue("§ Worker"), "the § Worker") == ("d0",)


def test_what_a_definition_uses_is_used_too() -> None:
    known = catalogue("Worker", "Site", "Other")
    known.definitions["d0"] = Definition(id="d0", term="Worker", text="who is on the Site")
    assert [one.id for one in used_definitions(known, ("a Worker",))] == ["d0", "d1"]
