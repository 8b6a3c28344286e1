"""How much work the documents may ask of a supplier, by its size and by the tier."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from clausekit.model.base import Model
from clausekit.model.mapping import FrozenMapping
from clausekit.model.tier import SupplierSize, Tier

__all__ = ["Burden"]

_KNOWN = [size for size in SupplierSize if size is not SupplierSize.UNKNOWN]


class Burden(Model):
    """The budget of work of a set.

    Args:
        yearly: The most hours in each year, by size and tier.
        lighter_from: A clause that asks so many hours of a medium supplier, the start and one year
            together, has a lighter variant for a small one.
        metrics: The most metrics that the parties follow, by tier.
    """

    yearly: FrozenMapping[SupplierSize, FrozenMapping[Tier, int]]
    lighter_from: int = Field(ge=1)
    metrics: FrozenMapping[Tier, int]

    @model_validator(mode="after")
    def _is_complete_and_grows(self) -> Self:
        if set(self.yearly) != set(_KNOWN):
            raise ValueError("give the hours for micro, small, medium and large")
        for caps in (*self.yearly.values(), self.metrics):
            if set(caps) != set(Tier):
                raise ValueError("give a figure for each tier")
            if not caps[Tier.BASIC] <= caps[Tier.INTERMEDIATE] <= caps[Tier.ADVANCED]:
                raise ValueError("a higher tier has no smaller budget than a lower one")
        for tier in Tier:
            hours = [self.yearly[size][tier] for size in _KNOWN]
            if hours != sorted(hours):
                raise ValueError("a smaller supplier has no larger budget than a larger one")
        return self

    def cap(self, size: SupplierSize, tier: Tier) -> int:
        """Return the most hours a year; an unknown size counts as medium."""
        known = SupplierSize.MEDIUM if size is SupplierSize.UNKNOWN else size
        return self.yearly[known][tier]
