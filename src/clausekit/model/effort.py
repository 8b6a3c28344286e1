"""What a clause costs the supplier in hours of work, by size."""

from __future__ import annotations

from pydantic import Field, model_validator

from clausekit.model.base import Model
from clausekit.model.tier import SupplierSize

__all__ = ["Effort", "Hours"]


class Hours(Model):
    """Whole hours of the supplier's own work, by the size of the supplier.

    Example:
        >>> Hours(micro=1, small=2, medium=6, large=12).of(SupplierSize.SMALL)
        2
    """

    micro: int = Field(ge=0, le=10_000)
    small: int = Field(ge=0, le=10_000)
    medium: int = Field(ge=0, le=10_000)
    large: int = Field(ge=0, le=10_000)

    @model_validator(mode="after")
    def _grow_with_size(self) -> Hours:
        if not self.micro <= self.small <= self.medium <= self.large:
            raise ValueError("a smaller supplier has no more hours than a larger one")
        return self

    def of(self, size: SupplierSize) -> int:
        """Return the hours for *size*; an unknown size counts as medium."""
        known = SupplierSize.MEDIUM if size is SupplierSize.UNKNOWN else size
        return int(getattr(self, known.value))


class Effort(Model):
    """The estimated work that a clause asks of the supplier.

    The figures are estimates of this catalogue: record keeping, reports, interviews and meetings;
    not the cost of the decent conditions themselves, which are owed anyway.

    Args:
        start: Once, at the start of the contract.
        yearly: In each year.
    """

    start: Hours
    yearly: Hours

    def asks(self, size: SupplierSize) -> bool:
        """Tell whether the clause asks any hours of a supplier of *size*."""
        return self.start.of(size) > 0 or self.yearly.of(size) > 0
