"""What an import writes into the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from clausekit.errors import InputError
from clausekit.exchange.returned import Delivery, Returned
from clausekit.exchange.signing import record_report
from clausekit.exchange.taking import Report, take
from clausekit.exchange.units import Standing, State, Unit, stamp
from clausekit.language.ledger import Ledger, Record, fingerprint, read_ledger
from clausekit.language.ledger import Standing as Signed
from exchange_samples import Sets

KEY = "fl.ban/paragraph.ban"


def _report(sets: Sets, *, echoes: bool = True, **changes: Any) -> Report:
    unit = sets.units()[KEY]
    sent = Returned(KEY, "line 1", unit.source, unit.target, State.TRANSLATED, stamp(unit.source))
    back = replace(sent, **changes)
    return take(Delivery("f", "es", None, (back,), echoes), sets.root, sets.messages)


def _changed(unit: Unit) -> str:
    return f"{unit.target[:-1]}, en ningún caso."


def _after(sets: Sets, report: Report, reviewer: str = "") -> tuple[Signed, int]:
    ledger, count = record_report(read_ledger(sets.root, "es"), report, reviewer=reviewer)
    verdict, unit = report.verdicts[0], report.units[KEY]
    return ledger.standing(KEY, unit.source, verdict.target), count


def test_a_text_that_was_taken_is_not_signed(sets: Sets) -> None:
    assert sets.units()[KEY].standing is Standing.REVIEWED
    report = _report(sets, target=_changed(sets.units()[KEY]))
    assert _after(sets, report) == (Signed.UNREVIEWED, 0)
    assert _after(sets, report, "A. Reader") == (Signed.UNREVIEWED, 0)


@pytest.mark.parametrize(
    ("state", "echoes", "signed"),
    [
        (State.REVIEWED, True, 0),
        (State.REVIEWED, False, 1),
        (State.FINAL, True, 1),
        (State.FINAL, False, 1),
        (State.TRANSLATED, False, 0),
        (None, False, 0),
    ],
)
def test_a_reviewed_text_is_signed_unless_its_state_may_be_an_echo(
    sets: Sets, state: State | None, echoes: bool, signed: int
) -> None:
    target = _changed(sets.units()[KEY])
    report = _report(sets, echoes=echoes, target=target, state=state)
    standing = Signed.REVIEWED if signed else Signed.UNREVIEWED
    assert _after(sets, report, "A. Reader") == (standing, signed)
    assert _after(sets, report) == (Signed.UNREVIEWED, 0)


def test_a_signature_that_stands_is_kept(sets: Sets) -> None:
    before = read_ledger(sets.root, "es")
    report = _report(sets, state=State.FINAL)
    ledger, count = record_report(before, report, reviewer="A. Reader")
    assert (dict(ledger.signed), dict(ledger.drafts), count) == (
        dict(before.signed), dict(before.drafts), 0,
    )  # fmt: skip


def test_a_review_of_another_wording_is_not_signed(sets: Sets) -> None:
    report = _report(sets, echoes=False, state=State.FINAL, stamp="0" * 16)
    before = Ledger(drafts={KEY: Record("x", "y")})
    ledger, count = record_report(before, report, reviewer="A. Reader")
    assert (count, dict(ledger.signed)) == (0, {})


def test_a_stale_text_that_is_confirmed_stands_again(sets: Sets) -> None:
    unit = sets.units()[KEY]
    old = Record(fingerprint("Another English."), fingerprint(unit.target), "A. Reader")
    path = sets.root / "es" / "ledger" / "es.jsonl"
    ledger = read_ledger(sets.root, "es")
    path.write_text(Ledger({**ledger.signed, KEY: old}, ledger.drafts).write(), "utf-8")
    assert sets.units()[KEY].standing is Standing.STALE
    report = _report(sets)
    assert _after(sets, report) == (Signed.UNREVIEWED, 0)
    assert _after(sets, report, "B. Reader") == (Signed.UNREVIEWED, 0)
    report = _report(sets, state=State.FINAL)
    assert _after(sets, report, "B. Reader") == (Signed.REVIEWED, 1)


@pytest.mark.parametrize(
    ("went_out", "state", "is_signed"),
    [
        (Standing.REVIEWED, State.REVIEWED, False),
        (Standing.REVIEWED, State.FINAL, True),
        (Standing.UNREVIEWED, State.REVIEWED, True),
        (Standing.STALE, State.REVIEWED, True),
        (Standing.MISSING, State.REVIEWED, True),
        (None, State.REVIEWED, False),
        (None, State.FINAL, True),
    ],
)
def test_what_was_sent_out_decides_and_not_what_stands(
    sets: Sets, went_out: Standing | None, state: State, is_signed: bool
) -> None:
    unit = sets.units()[KEY]
    changes = {"target": _changed(unit), "state": state, "standing": went_out}
    first = _report(sets, sent=stamp(unit.target), **changes)
    sets.write("forced-labour", {KEY: _changed(unit)})
    second = _report(sets, sent=stamp(unit.target), **changes)
    assert [report.verdicts[0].outcome for report in (first, second)] == ["taken", "unchanged"]
    for report in (first, second):
        assert _after(sets, report, "A. Reader")[1] == is_signed


@pytest.mark.parametrize("sent", ["", "0" * 16])
def test_a_review_cannot_be_told_from_an_echo_where_a_tool_lost_what_was_sent(
    sets: Sets, sent: str
) -> None:
    target = _changed(sets.units()[KEY])
    sets.write("forced-labour", {KEY: target})
    report = _report(sets, target=target, sent=sent, state=State.REVIEWED)
    assert _after(sets, report, "A. Reader") == (Signed.UNREVIEWED, 0)
    # What came back as it went out was read, where nothing says that it went out as reviewed.
    report = _report(sets, target=target, sent=stamp(target), state=State.REVIEWED)
    assert _after(sets, report, "A. Reader") == (Signed.REVIEWED, 1)


def test_a_text_that_stands_and_that_the_ledger_does_not_know_is_written_down(sets: Sets) -> None:
    unit = sets.units()[KEY]
    target = _changed(unit)
    sets.write("forced-labour", {KEY: target})
    report = _report(sets, target=target, sent=stamp(unit.target))
    before = read_ledger(sets.root, "es")
    ledger, count = record_report(before, report)
    assert (ledger.drafts[KEY], count) == (Record(stamp(unit.source), stamp(target)), 0)
    assert record_report(ledger, report)[0].write() == ledger.write()


def test_a_text_that_was_kept_or_is_stale_is_not_written_down(sets: Sets) -> None:
    unit = sets.units()[KEY]
    before = read_ledger(sets.root, "es")
    sets.write("forced-labour", {KEY: _changed(unit)})
    kept = _report(sets, target=unit.target, sent=stamp(unit.target))
    assert record_report(before, kept)[0].write() == before.write()
    sets.make_stale("forced-labour", KEY)
    stale = _report(sets, target=_changed(unit), state=None)
    assert record_report(before, stale)[0].write() == before.write()


def test_a_name_that_nobody_can_read_signs_nothing(sets: Sets) -> None:
    report = _report(sets, state=State.FINAL)
    with pytest.raises(InputError, match="needs a name"):
        _after(sets, report, " ")
