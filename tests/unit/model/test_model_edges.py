"""Edges of the model that mutation testing found without a test, and the bounds of its types."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from pydantic.fields import FieldInfo

import clausekit.model
from clausekit.errors import Fault, InputError
from clausekit.model.blueprint import Blueprint
from clausekit.model.document import (
    Document,
    Heading,
    HeadingLevel,
    Provenance,
    Signatory,
    SignatureBlock,
    Slot,
)
from clausekit.model.effort import Effort, Hours
from clausekit.model.faults import LONGEST_TEXT, read_json
from clausekit.model.kind import DocumentKind
from clausekit.model.ordinals import alphabetic, roman, roman_value
from clausekit.model.quantity import Quantity
from clausekit.model.tender import Period, Tender
from clausekit.model.tier import SupplierSize

KINDS = ("min_length", "max_length", "ge", "gt", "le", "lt", "pattern")
BOUNDS = {
    "Blueprint.title": "min_length 1",
    "Blueprint.label": "min_length 1",
    "Blueprint.parts": "min_length 1",
    "DefinitionsPlan.title": "min_length 1",
    "DefinitionsPlan.intro": "min_length 1",
    "Part.id": "pattern ^[a-z][a-z0-9-]*$",
    "Part.title": "min_length 1",
    "Part.articles": "min_length 1",
    "Preamble.title": "min_length 1",
    "Preamble.recitals": "min_length 1",
    "Recital.id": "pattern ^[a-z][a-z0-9-]*$",
    "Recital.text": "min_length 1",
    "SignaturesPlan.title": "min_length 1",
    "SignaturesPlan.signatories": "min_length 1",
    "Applicability.months_from": "ge 1",
    "Clause.id": "pattern ^[a-z]+\\.[a-z][a-z0-9-]*$",
    "Clause.title": "min_length 1",
    "Clause.paragraphs": "min_length 1",
    "Clause.version": "pattern ^\\d+\\.\\d+\\.\\d+$",
    "Clause.stages": "min_length 1",
    "Clause.rights_holders": "min_length 1",
    "Clause.verifications": "min_length 1",
    "DraftingNote.why": "min_length 1",
    "DraftingNote.watch": "min_length 1",
    "DraftingNote.link": "min_length 1",
    "DraftingNote.proportion": "min_length 1",
    "Definition.id": "pattern ^[a-z][a-z0-9-]*$",
    "Definition.term": "min_length 1",
    "Definition.text": "min_length 1",
    "Cell.paragraphs": "min_length 1",
    "Column.share": "ge 1, le 100",
    "SignatureBlock.signatories": "min_length 1",
    "Table.columns": "min_length 1",
    "Hours.micro": "ge 0, le 10000",
    "Hours.small": "ge 0, le 10000",
    "Hours.medium": "ge 0, le 10000",
    "Hours.large": "ge 0, le 10000",
    "Instrument.id": "pattern ^[A-Z0-9][A-Z0-9-]*$",
    "Pinpoint.ref": "min_length 1",
    "Quantity.amount": "ge 0, le 999999999",
    "RemedyLadder.id": "pattern ^L[0-9]$",
    "RemedyLadder.title": "min_length 1",
    "RemedyLadder.purpose": "min_length 1",
    "RemedyLadder.steps": "min_length 3",
    "Step.id": "pattern ^[a-z][a-z0-9-]*$",
    "Step.title": "min_length 1",
    "Step.text": "min_length 1",
    "SectorProfile.level": "pattern ^(critical|high|medium|low)$",
    "SectorProfile.basis": "min_length 1",
    "Money.amount": "ge 0, lt 1000000000000",
    "Tender.codes": "max_length 100",
    "Tender.origins": "max_length 250",
    "Tender.languages": "max_length 100",
    "Tender.terms": "max_length 100",
    "ExitAssessment.weighs": "min_length 1",
    "Suspension.renewals": "ge 0, le 1",
    "Termination.ground": "min_length 1",
    "Metric.text": "min_length 1",
    "Verification.id": "pattern ^[a-z][a-z0-9-]*$",
    "Verification.evidence": "min_length 1",
    "Paragraph.id": "pattern ^[a-z][a-z0-9-]*$",
    "Paragraph.text": "min_length 1",
    "Provision.id": "pattern ^[a-z]+\\.[a-z][a-z0-9-]*$",
    "Provision.title": "min_length 1",
    "Provision.paragraphs": "min_length 1",
    "Source.instrument": "pattern ^[A-Z0-9][A-Z0-9-]*$",
    "AlignedPlace.id": "pattern ^[a-z][a-z0-9-]*$",
    "Alignment.rows": "min_length 1",
    "SocialBounds.at_least": "ge 0, le 100",
    "SocialBounds.at_most": "ge 0, le 100",
    "Criterion.id": "pattern ^[a-z][a-z0-9-]*$",
    "Criterion.title": "min_length 1",
    "Criterion.weight": "ge 1, le 100",
    "Criterion.scoring": "min_length 1",
    "Criterion.evidence": "min_length 1",
    "Criterion.link": "min_length 1",
    "AwardCriteria.criteria": "min_length 1",
    "Burden.lighter_from": "ge 1",
    "TextPiece.id": "pattern ^[a-z][a-z0-9-]*$",
    "TextPiece.text": "min_length 1",
    "Entry.id": "pattern ^[a-z][a-z0-9-]*$",
    "Entry.label": "min_length 1",
    "FieldsPiece.id": "pattern ^[a-z][a-z0-9-]*$",
    "FieldsPiece.title": "min_length 1",
    "FieldsPiece.fields": "min_length 1",
    "Question.id": "pattern ^[a-z][a-z0-9-]*$",
    "Question.title": "min_length 1",
    "Question.text": "min_length 1",
    "QuestionsPiece.id": "pattern ^[a-z][a-z0-9-]*$",
    "QuestionsPiece.title": "min_length 1",
    "QuestionsPiece.questions": "min_length 1",
    "GridColumn.id": "pattern ^[a-z][a-z0-9-]*$",
    "GridColumn.header": "min_length 1",
    "GridColumn.share": "ge 1, le 100",
    "GridPiece.id": "pattern ^[a-z][a-z0-9-]*$",
    "GridPiece.title": "min_length 1",
    "GridPiece.columns": "min_length 2",
    "GridPiece.rows": "ge 0, le 20",
    "Section.id": "pattern ^[a-z][a-z0-9-]*$",
    "Section.title": "min_length 1",
    "Section.content": "min_length 1",
    "Form.title": "min_length 1",
    "Form.label": "min_length 1",
    "Form.particulars": "min_length 1",
    "Form.sections": "min_length 1",
    "NonConformity.facts": "min_length 1, max_length 50",
    "NonConformity.paragraphs": "max_length 50",
    "NonConformity.asked": "max_length 20",
    "Safeguard.paragraphs": "min_length 1",
    "Topic.id": "pattern ^T(0[1-9]|[1-4]\\d|5[0-6])$",
    "Topic.name": "min_length 1",
}
"""What may be how long or how large: a change here is a change of what is accepted."""


def _fields() -> Iterator[tuple[str, FieldInfo]]:
    for info in pkgutil.iter_modules(clausekit.model.__path__):
        module = import_module(f"clausekit.model.{info.name}")
        for name, kind in vars(module).items():
            if isinstance(kind, type) and kind.__module__ == module.__name__:
                fields: dict[str, FieldInfo] = getattr(kind, "__pydantic_fields__", {})
                yield from ((f"{name}.{field}", told) for field, told in fields.items())


def _bounds() -> dict[str, str]:
    said = {
        name: [
            f"{bound} {getattr(one, bound)}"
            for one in told.metadata
            for bound in KINDS
            if getattr(one, bound, None) is not None
        ]
        for name, told in _fields()
    }
    return {name: ", ".join(bounds) for name, bounds in said.items() if bounds}


DEFAULTS = {
    "Applicability.core": False,
    "Applicability.large_contract": False,
    "Applicability.small_contract": True,
    "Applicability.small_supplier": True,
    "Blank.date": False,
    "Criterion.social": False,
    "ExitAssessment.consults_workers": True,
    "GridPiece.rows": 0,
    "NonConformity.people_at_risk": False,
    "NonConformity.reported_by_supplier": False,
    "SocialBounds.at_least": 0,
    "SocialBounds.at_most": 100,
    "Table.headed": True,
}
"""What holds where nothing is said: a change here is a change of what a document says."""


def test_what_holds_where_nothing_is_said_is_laid_down() -> None:
    found = {
        name: told.default
        for name, told in _fields()
        if not told.is_required() and isinstance(told.default, bool | int)
    }
    assert found == DEFAULTS


def test_the_bounds_of_every_type_are_those_that_were_laid_down() -> None:
    assert _bounds() == BOUNDS


NUMERALS = {
    1: "I", 2: "II", 3: "III", 4: "IV", 5: "V", 6: "VI", 8: "VIII", 9: "IX", 10: "X", 11: "XI",
    14: "XIV", 19: "XIX", 39: "XXXIX", 40: "XL", 44: "XLIV", 49: "XLIX", 50: "L", 89: "LXXXIX",
    90: "XC", 99: "XCIX", 100: "C", 399: "CCCXCIX", 400: "CD", 444: "CDXLIV", 500: "D",
    899: "DCCCXCIX", 900: "CM", 999: "CMXCIX", 1000: "M", 1994: "MCMXCIV", 2026: "MMXXVI",
}  # fmt: skip


@pytest.mark.parametrize("number", NUMERALS)
def test_roman_numerals(number: int) -> None:
    assert roman(number) == NUMERALS[number]
    assert roman_value(NUMERALS[number]) == number


@pytest.mark.parametrize(
    ("number", "letters"),
    [(0, ""), (1, "A"), (2, "B"), (3, "C"), (25, "Y"), (26, "Z"), (27, "AA"), (28, "BB"),
     (52, "ZZ"), (53, "AAA")],
)  # fmt: skip
def test_letters_of_schedules(number: int, letters: str) -> None:
    assert alphabetic(number) == letters


@pytest.mark.parametrize(
    ("size", "hours"), [("micro", 1), ("small", 2), ("medium", 6), ("large", 12), ("unknown", 6)]
)
def test_hours_by_size(size: str, hours: int) -> None:
    assert Hours(micro=1, small=2, medium=6, large=12).of(SupplierSize(size)) == hours


@pytest.mark.parametrize("hours", [(2, 1, 6, 12), (1, 7, 6, 12), (1, 2, 13, 12)])
def test_a_smaller_supplier_has_no_more_hours(hours: tuple[int, ...]) -> None:
    names = ("micro", "small", "medium", "large")
    with pytest.raises(ValueError, match="no more hours"):
        Hours(**dict(zip(names, hours, strict=True)))
    assert Hours(micro=3, small=3, medium=3, large=3).large == 3


def test_a_clause_without_hours_for_a_size_asks_none_of_it() -> None:
    none, some = (Hours(micro=0, small=0, medium=0, large=large) for large in (0, 2))
    for effort in (Effort(start=some, yearly=none), Effort(start=none, yearly=some)):
        assert effort.asks(SupplierSize.LARGE)
        assert not effort.asks(SupplierSize.SMALL)
        assert not effort.asks(SupplierSize.UNKNOWN)
    assert not Effort(start=none, yearly=none).asks(SupplierSize.LARGE)


def test_the_byte_that_is_no_utf8_is_counted_from_one() -> None:
    for start in (0, 1, 5):
        fault = read_json(b"x" * start + b"\xff")
        assert isinstance(fault, Fault)
        assert f"byte {start + 1} cannot be read" in fault.message


def test_a_text_that_is_too_long_is_told_with_the_limit() -> None:
    fault = read_json(" " * (LONGEST_TEXT + 1))
    assert isinstance(fault, Fault)
    assert fault.message.startswith("The file is larger than 4 MB; ")
    for text in (" " * (LONGEST_TEXT - 1) + "1", " " * (LONGEST_TEXT - 2) + "1 "):
        assert read_json(text) == (text, 1)


@pytest.mark.parametrize(
    "written", ["0 days", "1 day", "2 days", "1 working day", "2 working days", "3 months"]
)
def test_an_amount_is_written_as_it_is_read(written: str) -> None:
    assert str(Quantity.model_validate(written)) == written


def test_a_message_begins_with_a_capital() -> None:
    with pytest.raises(InputError) as caught:
        Tender.model_validate({"title": "a\nb", "period": {"start": "2027-01-02"}})
    messages = [fault.message for fault in caught.value.faults]
    assert "Character U+000A at position 2 cannot stand in a line of a document." in messages


@pytest.mark.parametrize(
    ("start", "end", "months"), [("0001-01-01", "0003-01-01", 25), ("2026-03-10", "2027-02-09", 11)]
)
def test_months_of_any_year(start: str, end: str, months: int) -> None:
    assert Period.model_validate({"start": start, "end": end}).months == months


def _heading(text: str) -> Heading:
    return Heading(level=HeadingLevel.PLAIN, content=text)


def test_blocks_come_in_the_order_of_the_slots() -> None:
    one = Signatory(role="For X", lines=())
    signatures = SignatureBlock(title="Signed", signatories=(one,))
    document = Document(
        kind=DocumentKind.TENDER_ANNEX, language="en", word_language="en-GB", title="T", facts={},
        paper="a4", contents_title="C", author="A", subject="S",
        sections={
            Slot.SIGNATURES: (signatures,),
            Slot.CLAUSES: (_heading("b"), _heading("c")),
            Slot.PARTICULARS: (_heading("a"),),
        },
        provenance=Provenance(library="0", clauses=(), tender_hash="", text_hash=""),
    )  # fmt: skip
    assert list(document.blocks()) == [_heading("a"), _heading("b"), _heading("c"), signatures]
    assert [heading.content for heading in document.headings] == ["a", "b", "c"]


def _plan(**changes: Any) -> dict[str, Any]:
    return {
        "id": "supplier-code",
        "title": "Code",
        "label": "Model",
        "particulars": False,
        "definitions": {"title": "Words", "intro": "Here:"},
        "verification": "inline",
        "preamble": {"title": "Why", "recitals": [{"id": "a", "text": "Since."}]},
        "parts": [{"id": "one", "title": "One", "articles": ["definitions", "fl.ban"]}],
        "schedules": ["blanks"],
        "signatures": {"title": "Signed", "signatories": ["supplier"]},
        **changes,
    }


@pytest.mark.parametrize(
    ("articles", "told"),
    [
        (["definitions", "fl.ban", "fl.ban", "fl.fees", "fl.fees"], "twice: fl.ban, fl.fees"),
        (["fl.ban"], "no part holds the definitions"),
    ],
)
def test_a_plan_has_every_article_once(articles: list[str], told: str) -> None:
    assert Blueprint.model_validate(_plan()).parts[0].articles == ("definitions", "fl.ban")
    with pytest.raises(ValueError, match=told):
        Blueprint.model_validate(_plan(parts=[{"id": "one", "title": "One", "articles": articles}]))
