"""Facts out of a program, a text or a file, at the edge of what is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from clausekit.errors import Fault, InputError
from clausekit.model import facts as facts_module
from clausekit.model.facts import Facts, in_file
from clausekit.model.faults import LONGEST_TEXT
from clausekit.model.tender import Tender
from facts import tender_facts
from refusals import told


def test_each_value_counts_once_and_what_it_holds_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = tender_facts()
    values = len(facts) + len(facts["buyer"])
    monkeypatch.setattr(facts_module, "_MOST_VALUES", values)
    assert Tender.model_validate(facts).title == facts["title"]
    assert Tender.model_validate_json(json.dumps(facts)).title == facts["title"]
    monkeypatch.setattr(facts_module, "_MOST_VALUES", values - 1)
    for read in (
        Tender.model_validate,
        lambda facts: Tender.model_validate_json(json.dumps(facts)),
    ):
        with pytest.raises(InputError) as caught:
            read(facts)
        (fault,) = caught.value.faults
        assert (fault.code, fault.where) == ("tender.too-many", "/buyer")


def test_a_short_text_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[object] = []
    monkeypatch.setattr(Tender, "_bound", classmethod(lambda cls, obj: counted.append(obj)))
    text = json.dumps(tender_facts())
    for room in (10_000, 20_000):
        Tender.model_validate_json(text + " " * (room - len(text)))
    assert not counted
    Tender.model_validate_json(text + " " * (20_001 - len(text)))
    assert len(counted) == 1


@pytest.mark.parametrize("where", ["/title", "line 2", ""])
def test_faults_are_placed_in_their_file(where: str) -> None:
    error = in_file(InputError(Fault("a.b", "Wrong.", where), Fault("a.c", "Too.")), "f.json")
    first = {"/title": "f.json#/title", "line 2": "f.json, line 2", "": "f.json"}[where]
    assert [fault.where for fault in error.faults] == [first, "f.json"]


def test_facts_of_ones_own_have_codes_of_their_own() -> None:
    class Own(Facts):
        _prefix = "own"
        _called = "record"
        number: int

    assert Own.model_validate({"number": 1}).number == 1
    for read, code in (
        (lambda: Own.model_validate({}), "own.missing"),
        (lambda: Own.model_validate_json("{"), "own.malformed-json"),
        (lambda: Own.model_validate_json('{"number": "x"}'), "own.invalid-number"),
        (lambda: Own.model_validate({"number": [1] * 20_000}), "own.too-many"),
        (lambda: Own.read("/nowhere/at/all.json"), "own.unreadable"),
    ):
        with pytest.raises(InputError) as caught:
            read()
        assert [fault.code for fault in caught.value.faults] == [code]


def test_what_is_too_deep_for_python_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def deep(*_: Any, **__: Any) -> None:
        raise RecursionError

    monkeypatch.setattr(BaseModel, "model_validate", classmethod(deep))
    (fault,) = told(tender_facts())
    assert (fault.code, fault.where) == ("tender.malformed-json", "/")
    assert fault.message == "The file is nested too deeply."


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


def test_half_a_pair_is_told_with_what_else_is_wrong() -> None:
    with pytest.raises(InputError) as caught:
        Tender.model_validate_json('{"title": "\\ud800", "secter": 1}')
    where = [fault.where for fault in caught.value.faults]
    assert {"/title", "/secter", "/sector"} <= {*where}


def test_a_range_without_end_is_too_many() -> None:
    with pytest.raises(InputError) as caught:
        Tender.model_validate(tender_facts(codes=range(10**30)))
    assert [fault.code for fault in caught.value.faults] == ["tender.too-many"]
