"""Every place where a fact can stand: it comes out as it went in, or is refused by name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pydantic import BaseModel
from word_samples import HOSTILE

from clausekit import Catalogue, Tender, assemble, render_docx, select
from clausekit.errors import Fault, InputError
from facts import tender_facts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Place = Callable[[str], dict[str, Any]]


def _buyer(**changes: Any) -> dict[str, Any]:
    return {"buyer": {"name": "City", "country": "CL", **changes}}


PLACES: dict[str, Place] = {
    "/reference": lambda text: {"reference": text},
    "/title": lambda text: {"title": text},
    "/supplier": lambda text: {"supplier": text},
    "/buyer/name": lambda text: _buyer(name=text),
    "/buyer/grievance_channel": lambda text: _buyer(grievance_channel=text),
    "/buyer/contact/office": lambda text: _buyer(contact={"office": text}),
    "/buyer/contact/email": lambda text: _buyer(contact={"office": "x", "email": text}),
    "/buyer/contact/telephone": lambda text: _buyer(contact={"office": "x", "telephone": text}),
    "/buyer/contact/address": lambda text: _buyer(contact={"office": "x", "address": text}),
}
MORE = (
    "=1+1",
    '=HYPERLINK("http://example.org";"x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "%s %(x)s",
    "{supplier}",
    "{supplier:a|b}",
    "${x}",
    "{0.__class__}",
    "<!--",
    "&#13;",
    "_x000D_",
    "_x005F_x000D_",
    "\u202eright to left",
    "\u2066isolated\u2069",
    "\ufeffmark",
    "\u00ad",
    "a\u0301",
    "  two  spaces  ",
    "l'Office d'État",
    "« guillemets »",
    "100 %",
    "n° 5",
    "1,000.00",
    "...",
    "--",
    "x" * 500,
    "ﷺ" * 500,
)


def texts(content: bytes) -> list[str]:
    """The paragraphs of all parts with text."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                for paragraph in etree.fromstring(archive.read(name)).iter(f"{W}p"):
                    found.append("".join(text.text or "" for text in paragraph.iter(f"{W}t")))
    return found


def _kinds(annotation: Any) -> set[Any]:
    """Return the types that a field may have, without what is said of them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _kinds(get_args(annotation)[0])
    if origin in {Union, UnionType}:
        return set().union(*(_kinds(one) for one in get_args(annotation)))
    return {annotation}


def _lines(model: type[BaseModel], path: str) -> set[str]:
    """Return the places of all texts of *model*."""
    found = set()
    for name, field in model.model_fields.items():
        for kind in _kinds(field.annotation):
            if kind is str:
                found.add(f"{path}/{name}")
            elif isinstance(kind, type) and issubclass(kind, BaseModel):
                found |= _lines(kind, f"{path}/{name}")
    return found


def test_every_line_of_a_tender_has_its_place_here() -> None:
    closed = {"/buyer/country", "/value/currency"}
    assert _lines(Tender, "") - closed == set(PLACES)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "text",
    ["a\x00b", "bell\x07", "\x1b[31m", "a\nb", "a\tb", "a\rb", "\x85", "\u2028", "\u2029", "\ud800",
     "\ufffe", "\uffff", "", " ", "\u3000", "x" * 501, "x" * 1_000_000],
    ids=lambda text: ascii(text[:9]),
)  # fmt: skip
def test_what_no_line_can_hold_is_refused_by_name(place: str, text: str) -> None:
    with pytest.raises(InputError) as caught:
        Tender.model_validate(tender_facts(**PLACES[place](text)))
    (fault,) = caught.value.faults
    assert fault.where == place
    assert fault.code == f"tender.invalid-{place.rpartition('/')[2].replace('_', '-')}"
    assert len(str(fault)) < 500


def document_with(place: str, text: str, catalogue: Catalogue, language: str) -> bytes:
    tender = Tender.model_validate(tender_facts(**PLACES[place](text)))
    selection = select(tender, catalogue)
    return render_docx(assemble(selection, kind="tender-annex", language=language))


@pytest.mark.parametrize("language", ["es", "en", "fr", "pt"])
def test_a_hostile_text_comes_out_as_it_went_in(language: str, catalogue: Catalogue) -> None:
    # All places at once, each with a text of its own; each text comes to every place in turn.
    every = [*HOSTILE, *MORE]
    start = ["es", "en", "fr", "pt"].index(language)
    for turn in range(start, len(every), 4):
        told = {place: every[(turn + shift * 4) % len(every)] for shift, place in enumerate(PLACES)}
        facts = tender_facts()
        for place, text in told.items():
            _put(facts, place, text)
        tender = Tender.model_validate(facts)
        document = assemble(select(tender, catalogue), kind="tender-annex", language=language)
        found = texts(render_docx(document))
        for place, text in told.items():
            assert any(text in one for one in found), f"{place}: {text!a}"


def _put(facts: dict[str, Any], place: str, text: str) -> None:
    *path, last = place.strip("/").split("/")
    for step in path:
        facts = facts.setdefault(step, {})
    facts[last] = text


@given(place=st.sampled_from(list(PLACES)), text=st.text(min_size=1, max_size=40))
@settings(max_examples=20)
def test_any_text_comes_out_or_is_refused(catalogue: Catalogue, place: str, text: str) -> None:
    refused: tuple[Fault, ...] = ()
    found: list[str] = []
    try:
        found = texts(document_with(place, text, catalogue, "en"))
    except InputError as error:
        refused = error.faults
    assert any(text in one for one in found) or {fault.where for fault in refused} == {place}
