"""Periods that protect people, wherever they stand: they may not shrink."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clausekit.errors import Fault
from clausekit.model.quantity import Quantity, Unit
from clausekit.model.tier import Tier
from clausekit.model.wording import Value

if TYPE_CHECKING:
    from clausekit.catalogue.catalogue import Catalogue

__all__ = ["check_periods"]

_HOURS = {Unit.HOUR: 1, Unit.DAY: 24, Unit.WORKING_DAY: 24, Unit.WEEK: 168, Unit.MONTH: 720,
          Unit.YEAR: 8640}  # fmt: skip
_SHORTEST_HEARING = 10 * 24
_LONGEST_NOTICE = 3 * 24
_SHORTEST_ROADMAP = 6 * 720
# Names under which the values of clauses hold time to prepare a hearing.
_HEARINGS = frozenset({"heard", "hearing"})


def check_periods(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each period that leaves people or the supplier too little time."""
    yield from _hearings(catalogue)
    yield from _serious_matters(catalogue)
    yield from _roadmap(catalogue)
    yield from _directions(catalogue)


def _amounts(value: Value) -> list[Quantity]:
    return [
        amount
        for amount in (value.standard, value.small, value.intermediate, value.advanced)
        if amount is not None
    ]


def _hours(amount: Quantity) -> int:
    return amount.amount * _HOURS.get(amount.unit, 0)


def _hearings(catalogue: Catalogue) -> Iterator[Fault]:
    for clause in catalogue.clauses.values():
        for name in sorted(_HEARINGS & set(clause.values)):
            for amount in _amounts(clause.values[name]):
                if _hours(amount) < _SHORTEST_HEARING:
                    yield Fault(
                        "catalogue.short-hearing",
                        f"The value {name!r} leaves {amount} to prepare a hearing.",
                        clause.id,
                        "Give at least 10 days.",
                    )


def _serious_matters(catalogue: Catalogue) -> Iterator[Fault]:
    clause = catalogue.clauses.get("int.notify")
    value = clause.values.get("notify") if clause else None
    if clause is None or value is None:
        message = "No clause says within which time a serious matter is notified."
        hint = "Give the clause int.notify a value `notify`."
        yield Fault("catalogue.late-notice", message, "int.notify", hint)
        return
    for amount in _amounts(value):
        if _hours(amount) > _LONGEST_NOTICE:
            message = f"A serious matter is notified only within {amount}."
            yield Fault("catalogue.late-notice", message, clause.id, "Give at most 3 days.")


def _roadmap(catalogue: Catalogue) -> Iterator[Fault]:
    found = [
        (clause.id, amount)
        for clause in catalogue.clauses.values()
        if clause.applies.core and clause.tier is Tier.BASIC and "roadmap" in clause.values
        for amount in _amounts(clause.values["roadmap"])
    ]
    if not found:
        message = "No basic core clause says how long before stricter conditions are announced."
        yield Fault("catalogue.short-roadmap", message, hint="Give a clause the value `roadmap`.")
    for name, amount in found:
        if _hours(amount) < _SHORTEST_ROADMAP:
            message = f"Stricter conditions are announced only {amount} before they take effect."
            yield Fault("catalogue.short-roadmap", message, name, "Give at least 6 months.")


def _directions(catalogue: Catalogue) -> Iterator[Fault]:
    """An amount moves in one direction from tier to tier: a set never turns back."""
    for clause in catalogue.clauses.values():
        for name, value in clause.values.items():
            amounts = [value.of(small=False, tier=tier).amount for tier in Tier]
            if amounts not in (sorted(amounts), sorted(amounts, reverse=True)):
                yield Fault(
                    "catalogue.tier-turns-back",
                    f"The value {name!r} goes up and down again from tier to tier.",
                    clause.id,
                    "Let it grow, or let it fall, from the basic tier to the advanced one.",
                )
