"""What an import writes into the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

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
