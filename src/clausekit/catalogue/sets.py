"""What the sets that a catalogue makes must hold: principles, core clauses, balance, risks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from clausekit.errors import Fault
from clausekit.model.clause import Clause, Obligor, Principle
from clausekit.model.quantity import Unit
from clausekit.model.tier import Tier
from clausekit.model.verification import MetricKind

if TYPE_CHECKING:
    from clausekit.catalogue.catalogue import Catalogue

__all__ = ["check_sets"]

# At least one duty of the buyer for so many duties of the supplier.
_BUYER_SHARE = 5
# Core clauses that hold the rest together; each line is met by one of its clauses.
_NEEDED = (
    (("rem.gm",), "a grievance channel"),
    (("rem.noretaliation",), "protection from retaliation"),
    (("buy.practice",), "responsible purchasing by the buyer"),
    (("buy.commit", "buy.assist"), "the buyer's commitment or its support"),
    (("end.suspend",), "suspension"),
    (("end.terminate",), "termination as the last resort"),
)


def check_sets(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield what a set would lack."""
    yield from _core(catalogue)
    yield from _balance(catalogue)
    yield from _risks(catalogue)
    yield from _topics(catalogue)
    yield from _metrics(catalogue)
    yield from _units(catalogue)


def _set_of(catalogue: Catalogue, tier: Tier) -> list[Clause]:
    """Return the core clauses of *tier*, which stand in every set of it."""
    return [
        clause
        for clause in catalogue.clauses.values()
        if clause.applies.core and clause.tier.rank <= tier.rank
    ]


def _core(catalogue: Catalogue) -> Iterator[Fault]:
    basic = _set_of(catalogue, Tier.BASIC)
    for principle in Principle:
        if not any(clause.principle is principle for clause in basic):
            message = f"No basic core clause puts the principle {principle.value!r} into practice."
            yield Fault("catalogue.principle-not-covered", message)
    ids = {clause.id for clause in basic}
    for names, purpose in _NEEDED:
        if not ids & set(names):
            message = f"The basic core set lacks the clause {' or '.join(names)}: {purpose}."
            yield Fault("catalogue.core-clause-missing", message)


def _balance(catalogue: Catalogue) -> Iterator[Fault]:
    for tier in Tier:
        counted = Counter(clause.obligor for clause in _set_of(catalogue, tier))
        if counted[Obligor.SUPPLIER] > _BUYER_SHARE * counted[Obligor.BUYER]:
            message = (
                f"The {tier.value} set has {counted[Obligor.SUPPLIER]} clauses that bind the "
                f"supplier and {counted[Obligor.BUYER]} that bind the buyer."
            )
            yield Fault("catalogue.unbalanced", message, hint="Add duties of the buyer.")


def _risks(catalogue: Catalogue) -> Iterator[Fault]:
    """A risk of a sector is answered by a clause that comes in for it, whatever is bought."""
    answered = {
        risk
        for clause in catalogue.clauses.values()
        if not clause.applies.procurement
        for risk in clause.applies.risks
    }
    for profile in catalogue.sectors.values():
        for risk in profile.risks:
            if risk not in answered:
                yield Fault(
                    "catalogue.risk-not-answered",
                    f"No clause answers the risk {risk.value!r} of the sector "
                    f"{profile.sector.value!r}.",
                    "sectors.yaml",
                    "Name the risk in `applies` of a clause that answers it.",
                )


def _topics(catalogue: Catalogue) -> Iterator[Fault]:
    covered = {topic for clause in catalogue.clauses.values() for topic in clause.topics}
    for topic in catalogue.topics.values():
        if topic.id not in covered:
            message = f"No clause covers the topic {topic.id}, {topic.name}."
            hint = "Name it in `topics` of a clause, or write one."
            yield Fault("catalogue.topic-not-covered", message, "topics.yaml", hint)
    for clause in catalogue.clauses.values():
        for name in sorted(set(clause.topics) - set(catalogue.topics)):
            message = f"The topic map has no topic {name!r}."
            yield Fault("catalogue.unknown-topic", message, clause.id)


def _units(catalogue: Catalogue) -> Iterator[Fault]:
    """A share is told in per cent, and what is told in per cent says of what it is the share."""
    for clause in catalogue.clauses.values():
        for verification in clause.verifications:
            metric = verification.metric
            if metric.text.startswith("Share ") is not (metric.target.unit is Unit.PERCENT):
                yield Fault(
                    "catalogue.metric-without-unit",
                    f"The metric and the unit of its target, {metric.target}, do not fit.",
                    f"{clause.id}/verification.{verification.id}.metric",
                    'Begin a metric in per cent with "Share of", and give any other its own unit.',
                )


def _metrics(catalogue: Catalogue) -> Iterator[Fault]:
    kinds = {
        verification.metric.kind
        for clause in _set_of(catalogue, Tier.BASIC)
        for verification in clause.verifications
        if verification.tier is None
    }
    for kind in (MetricKind.OUTCOME, MetricKind.TESTIMONY):
        if kind not in kinds:
            message = f"No metric of the basic core set is a matter of {kind.value}."
            hint = "Add one: processes alone do not show what people live through."
            yield Fault("catalogue.no-outcome", message, hint=hint)
