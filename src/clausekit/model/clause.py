"""The typed clause: requirement, verification, remedy, and termination as the last resort."""

from __future__ import annotations

import datetime
from enum import StrEnum

from pydantic import Field, model_validator

from clausekit.model.base import Model
from clausekit.model.remedy import RemedyLadder
from clausekit.model.sector import Risk, Sector
from clausekit.model.tender import Procurement, Stage, Tier
from clausekit.model.termination import Termination
from clausekit.model.verification import Verification
from clausekit.model.wording import Provision, Source

__all__ = ["Applicability", "Clause", "FlowDown", "Obligor", "Principle", "RightsHolder", "Theme"]


class Theme(StrEnum):
    """What a clause is about; one file of wording and of translations each."""

    GENERAL = "general"
    DUE_DILIGENCE = "due-diligence"
    FORCED_LABOUR = "forced-labour"
    CHILD_LABOUR = "child-labour"
    ORGANISING = "organising"
    EQUALITY = "equality"
    WORKING_CONDITIONS = "working-conditions"
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
    COMMUNITIES = "communities"
    SERVICE_USERS = "service-users"
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
    """

    core: bool = False
    sectors: tuple[Sector, ...] = ()
    risks: tuple[Risk, ...] = ()
    procurement: tuple[Procurement, ...] = ()
    months_from: int | None = Field(default=None, ge=1)
    large_contract: bool = False
    small_contract: bool = True

    @model_validator(mode="after")
    def _says_when(self) -> Applicability:
        reasons = (self.core, self.sectors, self.risks, self.months_from, self.large_contract)
        if not any(reasons):
            raise ValueError(
                "say when the clause applies: core, sectors, risks, months_from or large_contract"
            )
        return self


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
        drafting_note: For the procurement officer: why, what to watch, how to stay within
            procurement law.
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
    drafting_note: str = Field(min_length=1)
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
        return self

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources of the wording, each once, in order."""
        return tuple(
            dict.fromkeys(source for paragraph in self.paragraphs for source in paragraph.sources)
        )
