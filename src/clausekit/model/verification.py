"""How it is found out whether an obligation is met."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from clausekit.model.base import Model
from clausekit.model.quantity import Quantity
from clausekit.model.tier import Tier

__all__ = ["Comparison", "Frequency", "Method", "Metric", "MetricKind", "Verification", "Verifier"]


class Method(StrEnum):
    """A way of verifying, after ``clause-content`` B.1.1."""

    DOCUMENT_REVIEW = "document-review"
    SELF_ASSESSMENT = "self-assessment"
    WORKER_INTERVIEWS = "worker-interviews"
    SITE_VISIT = "site-visit"
    INDEPENDENT_AUDIT = "independent-audit"
    WORKER_DRIVEN_MONITORING = "worker-driven-monitoring"
    DATA_FEED = "data-feed"
    GRIEVANCE_LOG = "grievance-log"
    TRACEABILITY = "traceability"
    REGISTER_CHECK = "register-check"
    CONSULTATION = "consultation"
    TEST = "test"


class Verifier(StrEnum):
    """Who verifies."""

    BUYER = "buyer"
    SUPPLIER = "supplier"
    THIRD_PARTY = "third-party"
    WORKER_ORGANISATION = "worker-organisation"
    PEER_BUYER = "peer-buyer"


class MetricKind(StrEnum):
    """What a metric speaks of: what was done, what came of it, or what people say of it."""

    PROCESS = "process"
    OUTCOME = "outcome"
    TESTIMONY = "testimony"


class Comparison(StrEnum):
    """How a measured value is held against its target."""

    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    EXACTLY = "exactly"


class Frequency(StrEnum):
    """When a verification takes place."""

    AT_START = "at-start"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"
    AT_START_AND_YEARLY = "at-start-and-yearly"
    EACH_CASE = "each-case"
    CONTINUOUS = "continuous"


class Metric(Model):
    """A figure that shows whether an obligation is met.

    Args:
        text: What is measured.
        kind: Process, outcome or testimony.
        target: The value that is expected.
        comparison: How the measured value is held against the target.
    """

    text: str = Field(min_length=1)
    kind: MetricKind
    target: Quantity
    comparison: Comparison


class Verification(Model):
    """One way of finding out whether an obligation is met.

    Args:
        id: Unique inside the clause; part of the key of its translations.
        method: How.
        verifier: Who.
        evidence: What is looked at.
        metric: The figure that comes out.
        frequency: When.
        tier: The tier from which on it is made; None: in every tier.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    method: Method
    verifier: Verifier
    evidence: str = Field(min_length=1)
    metric: Metric
    frequency: Frequency
    tier: Tier | None = None
