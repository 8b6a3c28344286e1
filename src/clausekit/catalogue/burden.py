"""The budget of work: what is heavy has a lighter variant, and what is printed agrees with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clausekit.errors import Fault
from clausekit.model.clause import Clause
from clausekit.model.quantity import Unit
from clausekit.model.tier import SupplierSize, Tier
from clausekit.model.wording import Value

if TYPE_CHECKING:
    from clausekit.catalogue.catalogue import Catalogue

__all__ = ["check_burden"]

# The clause whose value `cap` says how many metrics the parties follow.
_METRICS = "mon.kpi"
_SMALL = (SupplierSize.MICRO, SupplierSize.SMALL)


def check_burden(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each clause or set that asks more work than the budget allows."""
    for clause in catalogue.clauses.values():
        yield from _lighter(clause, catalogue)
    yield from _totals(catalogue)
    yield from _printed(catalogue)


def _lighter(clause: Clause, catalogue: Catalogue) -> Iterator[Fault]:
    if clause.effort is None:
        return
    start, yearly = clause.effort.start, clause.effort.yearly
    if start.medium + yearly.medium < catalogue.burden.lighter_from:
        return
    lighter = start.small + yearly.small < start.medium + yearly.medium
    variant = (
        not clause.applies.small_supplier
        or any(paragraph.small is not None for paragraph in clause.paragraphs)
        or any(value.small is not None for value in clause.values.values())
    )
    if not (lighter and variant):
        yield Fault(
            "catalogue.no-lighter-variant",
            f"The clause asks {start.medium + yearly.medium} hours of a medium supplier in the "
            "first year, and is no lighter for a small one.",
            clause.id,
            "Write a paragraph or a value for small suppliers, or spare them the clause.",
        )


def _totals(catalogue: Catalogue) -> Iterator[Fault]:
    """The core set of a tier keeps to the budget for every size."""
    for tier in Tier:
        core = [
            clause
            for clause in catalogue.clauses.values()
            if clause.applies.core and clause.tier.rank <= tier.rank
        ]
        for size in catalogue.burden.yearly:
            hours = sum(
                clause.effort.yearly.of(size)
                for clause in core
                if clause.effort and (clause.applies.small_supplier or size not in _SMALL)
            )
            cap = catalogue.burden.cap(size, tier)
            if hours > cap:
                yield Fault(
                    "catalogue.over-budget",
                    f"The {tier.value} core set asks {hours} hours a year of a {size.value} "
                    f"supplier; the budget is {cap}.",
                    "burden.yaml",
                    "Make clauses lighter, or spare that size some of them.",
                )


def _printed(catalogue: Catalogue) -> Iterator[Fault]:
    """What a document promises is the budget of a small supplier, tier by tier."""
    for clause, value in _values("burden", catalogue):
        printed = {tier: value.of(small=True, tier=tier) for tier in Tier}
        budget = {tier: catalogue.burden.cap(SupplierSize.SMALL, tier) for tier in Tier}
        for tier, amount in printed.items():
            if (amount.amount, amount.unit) != (budget[tier], Unit.HOUR):
                yield Fault(
                    "catalogue.burden-differs",
                    f"The clause promises {amount} a year in the {tier.value} tier; the budget of "
                    f"a small supplier is {budget[tier]} hours.",
                    clause.id,
                    "Write the figures of burden.yaml.",
                )
    yield from _capped(catalogue)


def _capped(catalogue: Catalogue) -> Iterator[Fault]:
    """Every set says how many metrics the parties follow at most, and keeps to the budget."""
    metrics = catalogue.clauses.get(_METRICS)
    if metrics is not None and "cap" not in metrics.values:
        yield Fault(
            "catalogue.too-many-metrics",
            "The clause sets no limit to the number of metrics that are followed.",
            _METRICS,
            "Add the value `cap`, and print it.",
        )
    for clause, value in _values("cap", catalogue):
        for tier in Tier if clause.id == _METRICS else ():
            most = catalogue.burden.metrics[tier]
            for small in (True, False):
                allowed = value.of(small=small, tier=tier).amount
                if allowed > most:
                    yield Fault(
                        "catalogue.too-many-metrics",
                        f"The clause allows {allowed} metrics in the {tier.value} tier; "
                        f"{most} is the most.",
                        clause.id,
                        "Write a figure of burden.yaml or a smaller one.",
                    )


def _values(name: str, catalogue: Catalogue) -> Iterator[tuple[Clause, Value]]:
    for clause in catalogue.clauses.values():
        if name in clause.values:
            yield clause, clause.values[name]
