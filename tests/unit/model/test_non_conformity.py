"""The facts of a possible failure: read from JSON, with every fault told."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from clausekit import NonConformity
from clausekit.errors import InputError
from clausekit.model.faults import LONGEST_TEXT


def _facts(**changes: Any) -> dict[str, Any]:
    facts = {
        "clause": "fl.fees",
        "facts": ["Two agencies charged fees."],
        "known": "2027-03-01",
        "served": "2027-03-05",
        **changes,
    }
    return {name: value for name, value in facts.items() if value is not None}


@pytest.mark.parametrize(
    ("changes", "code", "where", "told"),
    [
        ({"clause": None}, "case.missing", "/clause", "missing"),
        ({"facts": []}, "case.invalid-facts", "/facts", "at least 1"),
        ({"facts": ["a\nb"]}, "case.invalid-facts", "/facts/0", "U+000A"),
        ({"paragraphs": ["a"] * 51}, "case.too-many", "/paragraphs", "the limit is 50"),
        ({"clause": ""}, "case.invalid-clause", "/clause", "empty"),
        ({"known": "1 March"}, "case.not-a-date", "/known", "2026-12-31"),
        (
            {"people_at_risk": "maybe"},
            "case.invalid-people-at-risk",
            "/people_at_risk",
            "'maybe' is neither true nor false. Write true or false",
        ),
        ({"servd": "2027-03-05"}, "case.unknown-field", "/servd", "served"),
        ({"served": "2027-02-01"}, "case.invalid-value", "/", "before the facts were known"),
        ({"received": "2027-03-04"}, "case.invalid-value", "/", "before it is dated"),
        ({"plan_approved": "2027-03-04"}, "case.invalid-value", "/", "before the notice"),
        ({"supplier_knew": "2027-03-06"}, "case.invalid-value", "/", "after it received"),
    ],
)
def test_a_fault_is_told_with_its_place(
    changes: dict[str, Any], code: str, where: str, told: str
) -> None:
    with pytest.raises(InputError) as caught:
        NonConformity.model_validate(_facts(**changes))
    found = [fault for fault in caught.value.faults if fault.code == code]
    assert found, caught.value.faults
    assert any(fault.where == where for fault in found), found
    assert any(told in f"{fault.message} {fault.hint}" for fault in found), found


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        NonConformity.model_validate(_facts(clause=None, known="soon", people_at_risk="perhaps"))
    assert len(caught.value.faults) == 3
    days = {"known": "2027-03-10", "received": "2027-01-01", "plan_approved": "2026-01-01"}
    with pytest.raises(InputError) as caught:
        NonConformity.model_validate(_facts(**days, supplier_knew="2030-01-01"))
    assert [fault.code for fault in caught.value.faults] == ["case.invalid-value"] * 4


def test_a_list_without_a_sound_entry_is_told_once() -> None:
    with pytest.raises(InputError) as caught:
        NonConformity.model_validate(_facts(facts=[""]))
    assert [fault.where for fault in caught.value.faults] == ["/facts/0"]


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"{", "case.malformed-json", ", line 1, column 2"),
        (b"\xff", "case.not-utf8", ""),
        (b'{"clause": "a", "clause": "b"}', "case.double-name", ", line 1, column 17"),
        (b"{}", "case.missing", "#/clause"),
        (b" " * (LONGEST_TEXT + 1), "case.too-long", ""),
        (b'{"facts": ["\\ud800"]}', "case.missing", "#/clause"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, content: bytes, code: str, place: str
) -> None:
    file = tmp_path / "facts.json"
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        NonConformity.read(file)
    assert caught.value.code == code
    assert caught.value.where == f"{file}{place}"
    assert all(fault.where.startswith(str(file)) for fault in caught.value.faults)


@pytest.mark.parametrize("name", ["none.json", "with\0nul.json", "."])
def test_a_file_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        NonConformity.read(tmp_path / name)
    assert caught.value.code == "case.unreadable"


def test_a_text_in_json_is_told_as_a_file_is() -> None:
    with pytest.raises(InputError) as caught:
        NonConformity.model_validate_json(json.dumps(_facts(clause=None)))
    assert (caught.value.code, caught.value.where) == ("case.missing", "/clause")


def test_facts_are_read_with_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(_facts()).encode())
    assert NonConformity.read(file) == NonConformity.model_validate(_facts())


def test_knowledge_of_the_supplier_begins_with_the_notice_at_the_latest() -> None:
    day = datetime.date
    assert NonConformity.model_validate(_facts()).learnt == day(2027, 3, 5)
    assert NonConformity.model_validate(_facts(received="2027-03-08")).learnt == day(2027, 3, 8)
    reported = NonConformity.model_validate(_facts(reported_by_supplier=True))
    assert reported.learnt == day(2027, 3, 1)
    knew = NonConformity.model_validate(_facts(supplier_knew="2027-02-20"))
    assert knew.learnt == day(2027, 2, 20)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ({"served": "2027-03-01"}, ""),
        ({"served": "2027-02-28"}, "before the facts were known"),
        ({"received": "2027-03-05"}, ""),
        ({"received": "2027-03-04"}, "before it is dated"),
        ({"supplier_knew": "2027-03-05"}, ""),
        ({"supplier_knew": "2027-03-06"}, "after it received the notice"),
        ({"plan_approved": "2027-03-05"}, ""),
        ({"plan_approved": "2027-03-06"}, ""),
        ({"plan_approved": "2027-03-04"}, "before the notice is received"),
        ({"received": "2027-03-08", "plan_approved": "2027-03-08"}, ""),
        (
            {"received": "2027-03-08", "plan_approved": "2027-03-07"},
            "before the notice is received",
        ),
    ],
)
def test_the_days_of_a_failure_follow_each_other(days: dict[str, str], told: str) -> None:
    facts = {
        "clause": "fl.fees", "facts": ["Fees."], "known": "2027-03-01", "served": "2027-03-05",
        **days,
    }  # fmt: skip
    if told:
        with pytest.raises(InputError, match=told):
            NonConformity.model_validate(facts)
        return
    case = NonConformity.model_validate(facts)
    received = datetime.date.fromisoformat(facts.get("received", facts["served"]))
    assert case.receipt == received
    knew = facts.get("supplier_knew")
    assert case.learnt == (datetime.date.fromisoformat(knew) if knew else received)
