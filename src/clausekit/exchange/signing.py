"""What an import writes into the ledger: what a text renders now, and who reviewed it."""

from __future__ import annotations

from clausekit.exchange.taking import Outcome, Report, Verdict
from clausekit.exchange.units import State, Unit
from clausekit.language.ledger import Ledger, Record, fingerprint
from clausekit.language.reviewers import refuse_unnamed

__all__ = ["record_report"]


def record_report(ledger: Ledger, report: Report, *, reviewer: str = "") -> tuple[Ledger, int]:
    """Return the ledger after an import, and how many texts were signed.

    A text that was taken renders the English wording of today. Nobody has signed that, unless the
    file says that it was reviewed and a *reviewer* is named. The same file gives the same ledger
    once more, whether all of it was taken before, or a part.

    Args:
        ledger: The ledger of the language as it is.
        report: What was taken.
        reviewer: Who reviewed what the file calls reviewed or final; empty to sign nothing.

    Raises:
        InputError: The name of the reviewer cannot be read.
    """
    if reviewer:
        refuse_unnamed(reviewer)
    signed, drafts = dict(ledger.signed), dict(ledger.drafts)
    count = 0
    for verdict in report.verdicts:
        unit = report.units.get(verdict.key)
        if unit is None or verdict.outcome not in {Outcome.TAKEN, Outcome.UNCHANGED}:
            continue
        record = Record(fingerprint(unit.source), fingerprint(verdict.target))
        if verdict.outcome is Outcome.TAKEN or _is_new(verdict, unit, ledger):
            _confirm(signed, drafts, verdict.key, record)
        is_echo = report.echoes and verdict.may_be_echo
        reviewed = bool(reviewer) and _is_reviewed(verdict) and not is_echo
        if reviewed and _differs(signed.get(verdict.key), record):
            signed[verdict.key] = Record(record.source, record.target, reviewer, "translated")
            drafts.pop(verdict.key, None)
            count += 1
    return Ledger(signed, drafts), count


def _confirm(
    signed: dict[str, Record], drafts: dict[str, Record], key: str, record: Record
) -> None:
    """Let *record* hold, where the ledger knows the translation beside another wording."""
    known = signed.get(key)
    if known is not None and known.target == record.target and _differs(known, record):
        del signed[key]
    if _differs(signed.get(key), record):
        drafts[key] = record


def _differs(known: Record | None, record: Record) -> bool:
    return known is None or (known.source, known.target) != (record.source, record.target)


def _is_new(verdict: Verdict, unit: Unit, ledger: Ledger) -> bool:
    """Tell whether the text stands as the file has it, and the ledger does not know it.

    So it is where an import was cut off before it wrote the ledger, and is run again.
    """
    return (
        unit.standing.is_done
        and fingerprint(verdict.target) == fingerprint(unit.target)
        and ledger.record_of(verdict.key, unit.target) is None
    )


def _is_reviewed(verdict: Verdict) -> bool:
    """Tell whether somebody read both wordings as they are; a review of others does not count."""
    of_these = all(not problem.code.startswith("exchange.") for problem in verdict.problems)
    return bool(verdict.target) and of_these and verdict.state in {State.REVIEWED, State.FINAL}
