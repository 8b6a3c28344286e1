"""The last day of each step of a ladder, counted as the annex counts."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from clausekit.assembly.calendar import add_months
from clausekit.errors import DocumentError, Fault
from clausekit.language.dates import is_weekend
from clausekit.model.quantity import Quantity, Unit
from clausekit.model.remedy import Actor, RemedyLadder, StartEvent, Step, StepKind
from clausekit.record import record

__all__ = ["Deadline", "Events", "after_weekend", "deadlines", "period_after"]

_PROTECTING = frozenset({StepKind.INFORM, StepKind.PROTECT, StepKind.STOP})
"""Steps that bring people out of danger: their last day is never moved to a later one."""


@record
class Events:
    """The days from which periods run.

    Args:
        known: The buyer learnt of the facts.
        learnt: The supplier's knowledge begins: with the notice at the latest.
        received: The notice was received.
        approved: The plan was approved, where it was.
        start: The contract began, where the period is known.
        country: Where the buyer sits: its weekend counts.
        review: How long the buyer has to approve a plan, where no step says it.
    """

    known: datetime.date
    learnt: datetime.date
    received: datetime.date
    approved: datetime.date | None
    start: datetime.date | None
    country: str
    review: Quantity


@record
class Deadline:
    """A step with its last day.

    Args:
        step: The step.
        day: Its last day; None where it hangs on a day that is not known.
        moved: Whether the day was moved from a weekend.
    """

    step: Step
    day: datetime.date | None
    moved: bool = False


def deadlines(ladder: RemedyLadder, events: Events, *, small: bool) -> Iterator[Deadline]:
    """Yield each step with its last day, as if every step before it took all its time.

    The day of the event is not counted. A last day on a weekend moves to the next working day,
    save where the step protects people from danger.
    """
    # Before the first step stands the notice.
    previous: datetime.date | None = events.received
    approval = events.approved
    for index, step in enumerate(ladder.steps):
        base = {
            # Each party's time runs from its own knowledge.
            StartEvent.KNOWLEDGE: events.learnt if step.actor is Actor.SUPPLIER else events.known,
            StartEvent.RECEIPT: events.received,
            StartEvent.PREVIOUS_STEP: previous,
            StartEvent.PLAN_APPROVAL: approval,
            StartEvent.AWARD: events.start,
        }[step.starts]
        if base is None:
            yield Deadline(step, None)
            previous = None
            continue
        day = period_after(base, step.within.of(small=small))
        moved = step.kind not in _PROTECTING and is_weekend(day, events.country)
        if moved:
            day = after_weekend(day, events.country)
        yield Deadline(step, day, moved)
        previous = day
        if events.approved is None and _approves(ladder, index):
            approval = day if step.kind is StepKind.SUPPORT else period_after(day, events.review)


def _approves(ladder: RemedyLadder, index: int) -> bool:
    """Tell whether the plan is approved with this step, or within the review that follows it."""
    step = ladder.steps[index]
    if step.kind is StepKind.SUPPORT:
        return index > 0 and ladder.steps[index - 1].kind is StepKind.PLAN
    if step.kind is not StepKind.PLAN:
        return False
    following = ladder.steps[index + 1 : index + 2]
    return not following or following[0].kind is not StepKind.SUPPORT


def after_weekend(day: datetime.date, country: str) -> datetime.date:
    """Return *day*, or the first day after the weekend that it falls on.

    Example:
        >>> after_weekend(datetime.date(2027, 3, 6), "CL")
        datetime.date(2027, 3, 8)
    """
    while is_weekend(day, country):
        day = _later(day, 1)
    return day


def period_after(day: datetime.date, period: Quantity) -> datetime.date:
    """Return the last day of *period* after the event on *day*, which is not counted.

    Raises:
        DocumentError: That day lies beyond the calendar.

    Example:
        >>> period_after(datetime.date(2027, 3, 5), Quantity.model_validate("30 days"))
        datetime.date(2027, 4, 4)
    """
    try:
        if period.unit is Unit.MONTH:
            return add_months(day, period.amount)
        if period.unit is Unit.YEAR:
            return add_months(day, 12 * period.amount)
        return _later(day, 7 * period.amount if period.unit is Unit.WEEK else period.amount)
    except ValueError:  # no month so late
        raise _too_late() from None


def _later(day: datetime.date, days: int) -> datetime.date:
    try:
        return day + datetime.timedelta(days=days)
    except OverflowError:
        raise _too_late() from None


def _too_late() -> DocumentError:
    return DocumentError(
        Fault(
            "case.too-late",
            "A last day would lie beyond the year 9999.",
            "/known",
            "Check the dates of the facts and the period of the contract.",
        )
    )
