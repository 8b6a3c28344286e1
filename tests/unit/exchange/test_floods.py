"""Files that are small, or hold little, and took minutes or gigabytes to read.

No clock is asked: with the sizes given, nobody would wait for a time that grows with a square.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausekit.catalogue.messages import Message
from clausekit.exchange.codes import read_inline
from clausekit.exchange.markup import Node
from clausekit.exchange.reading import read_delivery
from clausekit.exchange.units import Scope, Standing, Unit

LONG = 400_000
XLIFF_12 = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file target-language="fr">'
    "<header><note>{note}</note></header><body><trans-unit id='a'><source>a</source>"
    "<target>{target}</target></trans-unit></body></file></xliff>"
)
XLIFF_20 = (
    '<xliff version="2.0" trgLang="fr" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file>'
    "<notes><note>{note}</note></notes><unit id='a'><segment><source>a</source>"
    "<target>{target}</target></segment></unit></file></xliff>"
)
FORMS = pytest.mark.parametrize("form", [XLIFF_12, XLIFF_20], ids=["1.2", "2.0"])


@FORMS
@pytest.mark.parametrize("flood", ["a" * LONG, "a=" * LONG, " " * LONG, "." * LONG])
def test_a_scope_of_any_length_is_read(form: str, flood: str) -> None:
    text = form.format(note=f"clausekit {flood} themes=buyer", target="b")
    scope = read_delivery(text.encode(), "f.xlf").scope
    assert scope is not None
    assert (scope.language, scope.themes) == ("", ("buyer",))


@FORMS
@pytest.mark.parametrize("space", ["\n", " ", "\t", "\u00a0", " \n", "\n\u00a0"])
def test_white_space_of_any_length_is_read(form: str, space: str) -> None:
    flood = space * LONG
    (unit,) = read_delivery(form.format(note="", target=f"a{flood}b").encode(), "f.xlf").units
    assert unit.target == f"a{flood}b"


@given(st.text(st.sampled_from("a \n\t\r\u00a0\u2028"), max_size=12))
def test_layout_at_the_ends_is_no_text(text: str) -> None:
    none = frozenset[str]()
    node = Node("target", "", 1, {}, [text])
    read, _ = read_inline(node, transparent=none, skipped=none, resolve=lambda _: None)
    assert read == re.sub(r"\A[ \t\r]*\n\s*|\s*\n[ \t\r]*\Z", "", text)


def test_a_scope_may_name_any_number_of_themes() -> None:
    units = [Unit(Message("a.b/title", "A", "buyer"), "", Standing.MISSING)] * 20_000
    many = tuple(map(str, range(LONG)))
    assert not list(Scope("fr", many).choose(units))
    assert list(Scope("fr", (*many, "buyer")).choose(units)) == units
    assert not list(Scope("fr", (), (Standing.STALE,)).choose(units))
