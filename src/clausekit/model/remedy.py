"""What happens when an obligation is not met: people first, together, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field, model_validator

from clausekit.model.base import Model, Sealed
from clausekit.model.quantity import Quantity, Unit
from clausekit.model.wording import Slug, Source, Value

__all__ = ["Actor", "RemedyLadder", "Severity", "StartEvent", "Step", "StepKind"]


class Severity(StrEnum):
    """How grave a failure is, after UNGP 14 and 24: scale, scope, irremediability."""

    CRITICAL = "S1"
    SEVERE = "S2"
    SIGNIFICANT = "S3"
    ADMINISTRATIVE = "S4"


class Actor(StrEnum):
    """Who takes a step."""

    SUPPLIER = "supplier"
    BUYER = "buyer"
    BOTH = "both"
    THIRD_PARTY = "third-party"


class StepKind(StrEnum):
    """What a step does."""

    NOTICE = "notice"
    INFORM = "inform"
    PROTECT = "protect"
    STOP = "stop"
    FACT_FINDING = "fact-finding"
    PLAN = "plan"
    REVIEW = "review"
    CURE = "cure"
    REMEDY = "remedy"
    VERIFY = "verify"
    SUPPORT = "support"
    EXTEND = "extend"
    HEARING = "hearing"
    MEETING = "meeting"
    MEDIATE = "mediate"
    ANSWER = "answer"
    WITHHOLD = "withhold"
    FOLLOW_UP = "follow-up"

    @property
    def corrects(self) -> bool:
        """Whether the step itself mends what went wrong."""
        return self in _CORRECTIVE

    @property
    def takes_money(self) -> bool:
        """Whether the step costs the party money that does not reach the people affected."""
        return self is StepKind.WITHHOLD


_CORRECTIVE = frozenset(
    {StepKind.PROTECT, StepKind.STOP, StepKind.PLAN, StepKind.CURE, StepKind.REMEDY}
)
_REPAIRS = frozenset({StepKind.CURE, StepKind.REMEDY})


class StartEvent(StrEnum):
    """When the period of a step begins to run."""

    KNOWLEDGE = "knowledge"
    RECEIPT = "receipt"
    PREVIOUS_STEP = "previous-step"
    PLAN_APPROVAL = "plan-approval"
    AWARD = "award"


_SHORTEST_HEARING = 10
_DAYS = {Unit.DAY: 1, Unit.WORKING_DAY: 1, Unit.WEEK: 7, Unit.MONTH: 30, Unit.YEAR: 365}


def _days(period: Quantity) -> int:
    """Return the least days of *period*; hours are none."""
    return period.amount * _DAYS.get(period.unit, 0)


class Step(Model):
    """One step of a ladder.

    Args:
        id: Unique inside the ladder; part of the key of its translations.
        kind: What the step does.
        actor: Who takes it.
        title: Its name in the table.
        text: What is done.
        within: The period, above zero; a longer one for a small supplier.
        starts: When the period begins to run.
    """

    id: Slug
    kind: StepKind
    actor: Actor
    title: str = Field(min_length=1)
    text: str = Field(min_length=1)
    within: Value
    starts: StartEvent

    @model_validator(mode="after")
    def _period_is_a_period(self) -> Step:
        periods = [self.within.standard]
        if self.within.small is not None:
            periods.append(self.within.small)
            if self.within.small.amount < self.within.standard.amount:
                raise ValueError(f"step {self.id!r}: a small supplier gets less time")
        if self.within.intermediate is not None or self.within.advanced is not None:
            raise ValueError(f"step {self.id!r}: the time to act does not hang on the tier")
        for period in periods:
            if period.amount < 1 or period.unit in {Unit.PERCENT, Unit.COUNT}:
                raise ValueError(f"step {self.id!r}: the period must be above zero, in time")
            if self.kind is StepKind.HEARING and _days(period) < _SHORTEST_HEARING:
                raise ValueError(f"step {self.id!r}: a hearing needs at least 10 days to prepare")
        return self


class RemedyLadder(Sealed):
    """Ordered steps from a failure to its repair.

    A ladder cannot begin with money, and cannot hold money back before something was done to
    mend the failure or to repair its harm. Each step leads to the next one, or back to performance
    once the failure is cured; the last one ends it. No step waits for what never happens.

    Args:
        id: ``L0`` to ``L6``.
        title: Its name.
        purpose: For which failures it is used, in one sentence.
        severity: The gravest failure it answers.
        steps: In order, at least three.
        sources: Where the approach comes from.
    """

    id: str = Field(pattern=r"^L[0-9]$")
    title: str = Field(min_length=1)
    purpose: str = Field(min_length=1)
    severity: Severity
    steps: tuple[Step, ...] = Field(min_length=3)
    sources: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _is_sound(self) -> RemedyLadder:
        ids = [step.id for step in self.steps]
        if len(set(ids)) != len(ids):
            raise ValueError(f"ladder {self.id}: two steps share an id")
        if not any(step.kind in _REPAIRS for step in self.steps):
            raise ValueError(f"ladder {self.id}: no step cures the failure or repairs its harm")
        repaired = planned = False
        for position, step in enumerate(self.steps):
            # A period that waits for what never happens would never end.
            if step.starts is StartEvent.PREVIOUS_STEP and position == 0:
                raise ValueError(f"ladder {self.id}: the first step waits for one before it")
            if step.starts is StartEvent.PLAN_APPROVAL and not planned:
                raise ValueError(
                    f"ladder {self.id}: step {step.id!r} waits for a plan that no step submits"
                )
            planned = planned or step.kind is StepKind.PLAN
            if step.kind.takes_money and not repaired:
                raise ValueError(
                    f"ladder {self.id}: step {step.id!r} holds money back before any repair"
                )
            repaired = repaired or step.kind in _REPAIRS
        return self

    @property
    def ways(self) -> Mapping[str, tuple[str, ...]]:
        """Where each step leads: to the next one, to ``performing`` or, at the end, ``closed``."""
        ways: dict[str, tuple[str, ...]] = {}
        for step, following in zip(self.steps, (*self.steps[1:], None), strict=True):
            onward = following.id if following is not None else "closed"
            ways[step.id] = (onward, "performing") if step.kind.corrects else (onward,)
        return ways

    @property
    def corrective_steps(self) -> tuple[Step, ...]:
        """The steps that themselves mend what went wrong."""
        return tuple(step for step in self.steps if step.kind.corrects)
