"""The end of a contract: the very last resort, never without remedy before it.

The rule follows UNGP 19 and its commentary and the OECD Due Diligence Guidance (step 3.2): ending
a relationship comes after attempts to mitigate, and after weighing what it does to people.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from clausekit.model.base import Sealed
from clausekit.model.quantity import Quantity, Unit
from clausekit.model.remedy import RemedyLadder
from clausekit.model.wording import Source

__all__ = ["ExitAssessment", "ExitConcern", "Hearing", "Suspension", "Termination"]


class Hearing(Sealed):
    """The supplier is heard, in writing and in person, before a decision.

    Args:
        notice: Time to prepare, at least ten days.
    """

    notice: Quantity

    @model_validator(mode="after")
    def _leaves_time(self) -> Self:
        if self.notice.unit is not Unit.DAY or self.notice.amount < 10:
            raise ValueError("a hearing needs at least 10 days to prepare")
        return self


class ExitConcern(StrEnum):
    """What a responsible-exit assessment weighs."""

    JOBS_AND_WAGES = "jobs-and-wages"
    OPEN_REMEDIES = "open-remedies"
    REPRISALS = "reprisals"
    COMMUNITIES = "communities"
    CONTINUITY_OF_SERVICE = "continuity-of-service"
    ALTERNATIVES = "alternatives"


class ExitAssessment(Sealed):
    """What ending the contract does to the people affected, and how harm is avoided.

    Args:
        weighs: The concerns; jobs and wages, open remedies and alternatives are always among them.
        consults_workers: Workers' representatives are consulted; there is no other value.
    """

    weighs: tuple[ExitConcern, ...] = Field(min_length=1)
    consults_workers: Literal[True] = True

    @model_validator(mode="after")
    def _weighs_people(self) -> Self:
        needed = {
            ExitConcern.JOBS_AND_WAGES,
            ExitConcern.OPEN_REMEDIES,
            ExitConcern.ALTERNATIVES,
        }
        missing = sorted(needed - set(self.weighs))
        if missing:
            raise ValueError(f"an exit assessment also weighs: {', '.join(missing)}")
        return self


class Termination(Sealed):
    """A ground on which the contract may end, and all that must come before.

    It cannot be constructed without a ladder whose corrective steps come first, a hearing and a
    responsible-exit assessment. No flag turns this off.

    Args:
        ground: The ground, in words.
        after: The ladder that must have been gone through.
        hearing: The supplier is heard.
        exit_assessment: What the end does to people is weighed.
        notice: From decision to end, at least 60 days.
        sources: Where the rule comes from.
    """

    ground: str = Field(min_length=1)
    after: RemedyLadder
    hearing: Hearing
    exit_assessment: ExitAssessment
    notice: Quantity
    sources: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _comes_last(self) -> Self:
        if len(self.after.corrective_steps) < 2:
            raise ValueError(
                f"termination after ladder {self.after.id}: "
                "at least two corrective steps must come before"
            )
        if self.notice.unit is not Unit.DAY or self.notice.amount < 60:
            raise ValueError("termination needs at least 60 days' notice")
        return self


class Suspension(Sealed):
    """A stop that protects people: scoped, reasoned, limited in time, and followed by remedy.

    Args:
        at_most: The longest duration before it must be lifted or renewed.
        renewals: How often it may be renewed, at most once.
        followed_by: The ladder that goes on while it lasts.
    """

    at_most: Quantity
    renewals: int = Field(ge=0, le=1)
    followed_by: RemedyLadder

    @model_validator(mode="after")
    def _ends(self) -> Self:
        if self.at_most.unit is not Unit.DAY or not 1 <= self.at_most.amount <= 60:
            raise ValueError("a suspension lasts 1 to 60 days")
        return self
