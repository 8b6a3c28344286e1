"""The typed clause: requirement, verification, remedy, and termination as the last resort."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from clausekit.model.base import Model
from clausekit.model.effort import Effort
from clausekit.model.remedy import RemedyLadder
from clausekit.model.sector import Risk, Sector
from clausekit.model.tender import Procurement, Stage
from clausekit.model.termination import Termination
from clausekit.model.tier import Tier
from clausekit.model.verification import Verification
from clausekit.model.wording import Provision, Source

__all__ = [
    "Applicability",
    "Clause",
    "DraftingNote",
    "FlowDown",
    "Obligor",
    "Principle",
    "RightsHolder",
    "Theme",
]


class Theme(StrEnum):
    """What a clause is about; one file of wording and of translations each."""

    GENERAL = "general"
    DUE_DILIGENCE = "due-diligence"
    FORCED_LABOUR = "forced-labour"
    CHILD_LABOUR = "child-labour"
    ORGANISING = "organising"
    EQUALITY = "equality"
    WORKING_CONDITIONS = "working-conditions"
    EMPLOYMENT = "employment"
    COMMUNITIES = "communities"
    PUBLIC_SERVICES = "public-services"
    INTEGRITY = "integrity"
    VOICE_AND_REMEDY = "voice-and-remedy"
    BUYER = "buyer"
    PERFORMANCE = "performance"
    ENDING = "ending"


class Obligor(StrEnum):
    """Who owes the conduct."""

    SUPPLIER = "supplier"
    BUYER = "buyer"
    BOTH = "both"


class Principle(StrEnum):
    """The five ILO fundamental principles and rights at work (1998, as amended in 2022)."""

    FREEDOM_OF_ASSOCIATION = "freedom-of-association"
    FORCED_LABOUR = "forced-labour"
    CHILD_LABOUR = "child-labour"
    NON_DISCRIMINATION = "non-discrimination"
    SAFETY_AND_HEALTH = "safety-and-health"


class RightsHolder(StrEnum):
    """Whose rights a clause protects."""

    WORKERS = "workers"
    CHILDREN = "children"
    YOUNG_WORKERS = "young-workers"
    MIGRANT_WORKERS = "migrant-workers"
    WOMEN = "women"
    WORKER_REPRESENTATIVES = "worker-representatives"
    HOMEWORKERS = "homeworkers"
    PERSONS_WITH_DISABILITIES = "persons-with-disabilities"
    COMMUNITIES = "communities"
    INDIGENOUS_PEOPLES = "indigenous-peoples"
    SERVICE_USERS = "service-users"
    CONSUMERS = "consumers"
    DEFENDERS = "defenders"


class FlowDown(StrEnum):
    """How far along the chain the supplier passes the obligation on."""

    NONE = "none"
    FIRST_TIER = "first-tier"
    RISK_SUPPLIERS = "risk-suppliers"
    ALL_FLAGGED = "all-flagged"


class Applicability(Model):
    """When a clause belongs into a document.

    A clause is *core* (always in, from its tier on), or it answers sectors, risks or kinds of
    procurement. A risk that a tender shows brings the clause in even below its tier.

    Args:
        core: In every document of the clause's tier.
        sectors: Sectors that need it.
        risks: Risks that need it, whatever the tier.
        procurement: Goods, services, works: where it can apply at all; empty: everywhere.
        months_from: In contracts that run at least so many months, whatever the tier.
        large_contract: Also in large contracts, whatever the tier.
        small_contract: Whether a small contract bears it at all.
        small_supplier: Whether a small supplier bears it where no risk calls for it.
    """

    core: bool = False
    sectors: tuple[Sector, ...] = ()
    risks: tuple[Risk, ...] = ()
    procurement: tuple[Procurement, ...] = ()
    months_from: int | None = Field(default=None, ge=1)
    large_contract: bool = False
    small_contract: bool = True
    small_supplier: bool = True

    @model_validator(mode="after")
    def _says_when(self) -> Applicability:
        reasons = (self.core, self.sectors, self.risks, self.months_from, self.large_contract)
        if not any(reasons):
            raise ValueError(
                "say when the clause applies: core, sectors, risks, months_from or large_contract"
            )
        return self


Topic = Annotated[str, StringConstraints(pattern=r"^T(0[1-9]|[1-4]\d|5[0-6])$")]
"""A topic of the field, by its number in the topic map."""


class DraftingNote(Model):
    """What a procurement officer should know of a clause; printed in the reasons file.

    Args:
        why: Why the clause is there.
        watch: What to watch when it is used and managed.
        link: Its link to the subject-matter of the contract.
        proportion: Why it is proportionate and does not discriminate, and how procurement law is
            kept to.
    """

    why: str = Field(min_length=1)
    watch: str = Field(min_length=1)
    link: str = Field(min_length=1)
    proportion: str = Field(min_length=1)


class Clause(Provision):
    """An obligation with all that makes it real.

    Args:
        version: ``major.minor.patch``: legal effect, clarification, typographical.
        theme: What it is about.
        obligor: Who owes it.
        tier: From which tier on it is in the set.
        stages: Stages of a procurement at which it may lawfully stand.
        applies: When it belongs into a document.
        rights_holders: Whom it protects.
        principle: The ILO fundamental principle that it puts into practice, if any.
        verifications: At least one.
        remedy: The ladder that answers a failure.
        termination: The ground on which the contract may at last end, if any.
        flow_down: How far the obligation is passed on.
        note: For the procurement officer.
        topics: The topics of the field that it covers, ``T01`` to ``T56``; the topic map stands
            in the documentation.
        effort: The work that it asks of the supplier; None where it binds the buyer alone.
        legal_basis: What allows it at the stages of selection and award.
        announced_from: The date from which suppliers knew of it, where it came later.
    """

    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    theme: Theme
    obligor: Obligor
    tier: Tier
    stages: tuple[Stage, ...] = Field(min_length=1)
    applies: Applicability
    rights_holders: tuple[RightsHolder, ...] = Field(min_length=1)
    principle: Principle | None = None
    verifications: tuple[Verification, ...] = Field(min_length=1)
    remedy: RemedyLadder
    termination: Termination | None = None
    flow_down: FlowDown = FlowDown.NONE
    drafting_note: str = ""
    note: DraftingNote | None = None
    topics: tuple[Topic, ...] = ()
    effort: Effort | None = None
    legal_basis: tuple[Source, ...] = ()
    announced_from: datetime.date | None = None

    @model_validator(mode="after")
    def _is_coherent(self) -> Clause:
        if self.termination is not None and self.termination.after != self.remedy:
            raise ValueError("termination must come after the clause's own remedy ladder")
        if self.termination is not None and self.obligor is Obligor.BUYER:
            raise ValueError("a buyer's own failure is no ground to end the supplier's contract")
        ids = [verification.id for verification in self.verifications]
        if len(set(ids)) != len(ids):
            raise ValueError("two verifications share an id")
        if not any(paragraph.nature for paragraph in self.paragraphs):
            raise ValueError("no paragraph says whether it owes a result or means")
        if not self.sources:
            raise ValueError("no paragraph names a source")
        if not self.drafting_note and self.note is None:
            raise ValueError("no note tells the procurement officer why the clause is there")
        if all(verification.tier for verification in self.verifications):
            raise ValueError("no verification is made in every tier")
        early = {Stage.SELECTION, Stage.AWARD} & set(self.stages)
        if early and not self.legal_basis:
            raise ValueError("a clause at selection or award names its legal basis")
        return self

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources of the wording, each once, in order."""
        return tuple(
            dict.fromkeys(source for paragraph in self.paragraphs for source in paragraph.sources)
        )
