"""Where steps lead, what a value of a tier is, and what names stand twice."""

from __future__ import annotations

import copy
import datetime
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import ValidationError

from clausekit import NonConformity, Tender
from clausekit.errors import InputError
from clausekit.model import reading
from clausekit.model.award import AwardCriteria
from clausekit.model.base import Model
from clausekit.model.blueprint import Blueprint
from clausekit.model.clause import Clause
from clausekit.model.document import (
    Document,
    Heading,
    HeadingLevel,
    Paragraph,
    ParagraphRole,
    Slot,
    Strong,
)
from clausekit.model.faults import LONGEST_TEXT, fields_at, read_json
from clausekit.model.form import Form
from clausekit.model.kind import DocumentKind
from clausekit.model.mapping import FrozenMapping
from clausekit.model.quantity import Quantity
from clausekit.model.remedy import RemedyLadder
from clausekit.model.tender import Code, Period
from clausekit.model.tier import Tier
from clausekit.model.wording import Provision, Source, Value
from facts import clause_facts, ladder_facts, shipped, step_facts, tender_facts


def test_each_step_leads_to_the_next_and_a_cure_back_to_performance() -> None:
    ladder = RemedyLadder.model_validate(ladder_facts("notice", "protect", "remedy", "verify"))
    assert ladder.ways == {
        "step-0": ("step-1",),
        "step-1": ("step-2", "performing"),
        "step-2": ("step-3", "performing"),
        "step-3": ("closed",),
    }
    assert [step.id for step in ladder.corrective_steps] == ["step-1", "step-2"]


@pytest.mark.parametrize(
    ("starts", "told"),
    [
        (("receipt", "previous-step", "previous-step"), ""),
        (("previous-step", "receipt", "receipt"), "the first step waits for one before it"),
        (("receipt", "plan-approval", "receipt"), "waits for a plan that no step submits"),
        (("receipt", "receipt", "plan-approval"), ""),
    ],
)
def test_no_step_waits_for_what_never_happens(starts: tuple[str, ...], told: str) -> None:
    kinds = ("notice", "plan", "remedy")
    steps = [
        step_facts(f"s{place}", kind, starts=start)
        for place, (kind, start) in enumerate(zip(kinds, starts, strict=True))
    ]
    if told:
        with pytest.raises(ValidationError, match=told):
            RemedyLadder.model_validate(ladder_facts(steps=steps))
        return
    assert len(RemedyLadder.model_validate(ladder_facts(steps=steps)).steps) == 3


def test_an_amount_of_a_tier_is_that_of_the_next_lower_one_that_says_it() -> None:
    def amounts(**said: str) -> list[str]:
        value = Value.model_validate({"standard": "1 day", **said})
        return [str(value.of(small=False, tier=tier)) for tier in Tier]

    assert amounts() == ["1 day", "1 day", "1 day"]
    assert amounts(intermediate="2 days") == ["1 day", "2 days", "2 days"]
    assert amounts(advanced="3 days") == ["1 day", "1 day", "3 days"]
    assert amounts(intermediate="2 days", advanced="3 days") == ["1 day", "2 days", "3 days"]
    small = Value.model_validate({"standard": "1 day", "small": "9 days", "advanced": "3 days"})
    assert {str(small.of(small=True, tier=tier)) for tier in Tier} == {"9 days"}
    for tier in ("intermediate", "advanced"):
        with pytest.raises(ValidationError, match="the amounts of two tiers differ in unit"):
            amounts(**{tier: "2 months"})


def test_all_names_that_stand_twice_are_told_and_no_others() -> None:
    def told(kind: type[Model], facts: dict[str, Any]) -> str:
        with pytest.raises(ValidationError) as caught:
            kind.model_validate(facts)
        return str(caught.value)

    def paragraphs(*names: str) -> list[dict[str, Any]]:
        return [{"id": name, "text": "So."} for name in names]

    provision = {"id": "gen.a", "title": "A", "paragraphs": paragraphs("b", "c", "a", "b", "a")}
    assert "paragraph ids stand twice: a, b " in told(Provision, provision)
    plan = shipped().blueprints[DocumentKind.TENDER_ANNEX].model_dump(mode="json")
    part = plan["parts"][0]
    twice = {**part, "id": "again", "articles": part["articles"][:1]}
    expected = f"articles stand twice: {part['articles'][0]} "
    assert expected in told(Blueprint, {**plan, "parts": [*plan["parts"], twice]})
    form = shipped().forms[DocumentKind.SELF_ASSESSMENT].model_dump(mode="json")
    first = form["sections"][0]
    again = {**first, "content": [{"kind": "text", "id": "alone", "text": "So."}]}
    expected = f"names stand twice: section {first['id']} "
    assert expected in told(Form, {**form, "sections": [*form["sections"], again]})
    step = ladder_facts()["steps"]
    assert "two steps share an id" in told(RemedyLadder, ladder_facts(steps=[*step, step[0]]))


@pytest.mark.parametrize("given", [datetime.date(2027, 1, 4), "2027-01-04"])
def test_a_day_is_a_day(given: object) -> None:
    assert Period.model_validate({"start": given, "end": given}).months == 1


@pytest.mark.parametrize("given", [datetime.datetime(2027, 1, 4), 20270104, None, "20270104", b""])
def test_what_has_an_hour_or_is_a_number_is_no_day(given: object) -> None:
    with pytest.raises(ValidationError, match="no date"):
        Period.model_validate({"start": given, "end": "2027-01-04"})


def test_a_hundred_years_are_counted_from_any_year() -> None:
    with pytest.raises(ValidationError, match="longer than 100 years"):
        Period.model_validate({"start": "0050-01-01", "end": "0200-01-01"})


def test_one_entry_of_many_tells_a_notice() -> None:
    notice = {"ocid": "ocds-213czf-1"}
    for notices, code in (([notice, {}], "tender.ocds"), ([{}, notice], "tender.not-an-object")):
        with pytest.raises(InputError) as caught:
            Tender.model_validate(notices)
        assert caught.value.code == code


def test_the_reason_why_a_file_cannot_be_read_is_the_systems(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"The file cannot be read: No such file or directory\."):
        Tender.read(tmp_path / "none.json")
    with pytest.raises(InputError, match=r"The file cannot be read: ValueError\."):
        Tender.read("a\0b.json")


def test_no_more_of_a_file_is_read_than_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    reads = classmethod(lambda cls, content: seen.append(len(content)))
    monkeypatch.setattr(Tender, "model_validate_json", reads)
    path = tmp_path / "large.json"
    for size in (LONGEST_TEXT, LONGEST_TEXT + 5):
        path.write_bytes(b" " * size)
        Tender.read(path)
    assert LONGEST_TEXT == 4 * 2**20
    assert seen == [LONGEST_TEXT, LONGEST_TEXT + 1]


def test_a_name_that_stands_three_times_has_no_place() -> None:
    for text, where in (
        ('{"a": 1, "a": 2}', "line 1, column 10"),
        ('{"a": 1, "\\u0061": 2}', ""),
        ('{"a": 1, "b": {"a": 1}, "a": 2}', ""),
    ):
        fault = read_json(text)
        assert not isinstance(fault, tuple)
        assert (fault.code, fault.where) == ("tender.double-name", where)


def test_findings_of_other_kinds_are_told_in_their_own_way() -> None:
    class Own(Model):
        fields: tuple[int, ...] = ()
        where: Literal["x"] = "x"
        notes: FrozenMapping[str, Source] = {}

    assert fields_at(Own, ("notes", "any", "instrument")) == []
    assert fields_at(Own, ("notes", "any")) == ["instrument", "pinpoint"]
    with pytest.raises(InputError) as caught:
        NonConformity.model_validate(
            {"clause": "x", "facts": [], "known": "2027-03-01", "served": "2027-03-05"}
        )
    (fault,) = caught.value.faults
    assert fault.message.endswith("has too few entries; it needs at least 1.")
    with pytest.raises(InputError) as caught:
        NonConformity.model_validate(
            {"clause": "x", "facts": ["", 7], "known": "2027-03-01", "served": "2027-03-05"}
        )
    assert [fault.where for fault in caught.value.faults] == ["/facts/0", "/facts/1"]


def test_half_a_pair_is_told_with_what_else_is_wrong() -> None:
    with pytest.raises(InputError) as caught:
        Tender.model_validate_json('{"title": "\\ud800", "secter": 1}')
    where = [fault.where for fault in caught.value.faults]
    assert {"/title", "/secter", "/sector"} <= {*where}


def test_two_ids_are_never_fewer_than_one() -> None:
    criterion = {
        "id": "a", "title": "A", "weight": 50, "scoring": "S", "evidence": "E", "link": "L",
    }  # fmt: skip
    with pytest.raises(ValidationError, match="two criteria share an id"):
        AwardCriteria.model_validate({"criteria": [criterion, criterion]})
    check = clause_facts()["verifications"][0]
    with pytest.raises(ValidationError, match="two verifications share an id"):
        Clause.model_validate(clause_facts(verifications=[check, check]))


def test_a_copy_is_a_shallow_one_where_nothing_else_is_asked() -> None:
    tender = Tender.model_validate(tender_facts())
    assert tender.copy().buyer is tender.buyer
    assert tender.copy(deep=True).buyer is not tender.buyer
    assert copy.copy(tender).buyer is tender.buyer


def test_a_default_is_validated_like_any_other_value() -> None:
    class Own(Model):
        number: int = "x"  # type: ignore[assignment]

    with pytest.raises(ValidationError):
        Own()


def test_a_value_shows_itself_by_its_fields() -> None:
    assert repr(Strong(text="x")) == "Strong(kind='strong', text='x')"


def test_readers_are_called_on_the_class() -> None:
    # They are methods of the class for whoever calls them by hand, or in a subclass.
    for kind, given in (
        (Quantity, "3 days"),
        (Value, "3 days"),
        (Source, "UNGP"),
        (Code, "CPV 18"),
    ):
        assert isinstance(kind._read(given), dict)  # type: ignore[attr-defined]


def test_a_document_that_is_long_is_read_by_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(reading, "read_long", lambda content, read: asked.append(len(content)))
    document = Document.model_validate(
        {
            "kind": "tender-annex", "language": "en", "word_language": "en-GB", "title": "T",
            "facts": {}, "paper": "a4", "contents_title": "C", "author": "A", "subject": "S",
            "sections": {}, "provenance": {
                "library": "0", "clauses": [], "tender_hash": "", "text_hash": "",
            },
        }
    )  # fmt: skip
    text = document.model_dump_json()
    for length in (len(text), 1_000_000, 1_000_001):
        assert Document.model_validate_json(text + " " * (length - len(text))) == document
    assert asked == [1_000_001]


def test_any_blocks_in_any_slot_are_put_into_a_document() -> None:
    document = Document.model_construct(
        kind="tender-annex", language="en", word_language="en-GB", title="T", facts={},
        paper="a4", contents_title="C", author="A", subject="S", sections={},
        provenance={"library": "0", "clauses": [], "tender_hash": "", "text_hash": ""},
    )  # fmt: skip
    heading = Heading(level=HeadingLevel.PLAIN, content="H")
    body = Paragraph(role=ParagraphRole.BODY, content=("x",))
    for sections in ({}, {Slot.CLAUSES: (heading,)}, {Slot.CLAUSES: (heading, body)}):
        assert reading.put_blocks(document, sections).sections == sections  # type: ignore[arg-type]
