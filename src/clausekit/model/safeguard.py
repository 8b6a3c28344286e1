"""Promises to people that a set of clauses keeps, each with the paragraphs that hold it."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from clausekit.model.base import Model

__all__ = ["Promise", "Safeguard"]


class Promise(StrEnum):
    """What must be said somewhere in every document that binds the parties."""

    PEOPLE_FIRST = "people-first"
    """Nobody is dismissed, and no source is cut off, as the first answer to a finding."""
    SUSPENSION_WITH_REASONS = "suspension-with-reasons"
    """A suspension says what it stops, why, and until when."""
    PENALTIES_WITHIN_LIMITS = "penalties-within-limits"
    """Money held back is capped, in proportion, and never while a plan is on time."""
    OWN_PART_ONLY = "own-part-only"
    """Each party answers for its own part in a harm."""
    AUDITS_FREE_FOR_THE_SMALL = "audits-free-for-the-small"
    """A small supplier pays for no audit."""
    SUPPORT_PASSED_ON = "support-passed-on"
    """With the standards, fair conditions and support are passed on along the chain."""
    HIGHER_STANDARD = "higher-standard"
    """The rule that protects people better applies."""
    CONFLICT_OF_LAWS = "conflict-of-laws"
    """Where law stands in the way, other lawful means are sought, with the ladder for it."""
    PERSONAL_DATA = "personal-data"
    """Personal data have a purpose, few readers, and a day on which they are erased."""
    FREE_SPEECH = "free-speech"
    """Confidentiality never stops a report to an authority, a union or the grievance channel."""
    PEOPLE_BEFORE_MONEY = "people-before-money"
    """Remedy to people ranks before payment between the parties."""
    GOOD_FAITH_NOTICE = "good-faith-notice"
    """Who reports a serious matter in good faith is not punished for it."""
    CONTINUITY = "continuity"
    """An essential service goes on, and the buyer can step in."""
    COMPETITION = "competition"
    """Buyers that share audits exchange nothing that restricts competition."""
    HEARING_BEFORE_PUBLICATION = "hearing-before-publication"
    """No name is published before a hearing and a final finding."""
    LAST_RESORT = "last-resort"
    """The contract ends only when all conditions are met."""
    EFFORT_SHOWN = "effort-shown"
    """Whoever owes an effort keeps a record of it, and so can show it."""
    FEW_METRICS = "few-metrics"
    """The metrics that the parties follow are no more than the cap."""
    OUTCOME_AMONG_METRICS = "outcome-among-metrics"
    """Among them are what has come of it for people, and what these say themselves."""


class Safeguard(Model):
    """Where a promise is held.

    Args:
        id: The promise.
        paragraphs: The paragraphs that hold it, as ``rem.remedy/priority``.
    """

    id: Promise
    paragraphs: tuple[str, ...] = Field(min_length=1)
