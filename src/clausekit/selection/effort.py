"""The hours of work that a selection asks of the supplier, by its size."""

from __future__ import annotations

from collections.abc import Iterable

from clausekit.model.clause import Clause
from clausekit.model.tender import Period
from clausekit.model.tier import SupplierSize
from clausekit.record import record

__all__ = ["KNOWN_SIZES", "Workload", "workload"]

KNOWN_SIZES = tuple(size for size in SupplierSize if size is not SupplierSize.UNKNOWN)
"""The sizes of a supplier, the smallest first."""


@record
class Workload:
    """Estimated hours of the supplier's own work.

    Args:
        size: For a supplier of this size.
        start: Once, at the start of the contract.
        yearly: In each year.
        total: Over the whole contract; None where its period is not known.
        cap: The most hours in each year that the catalogue allows for this size and tier.
    """

    size: SupplierSize
    start: int
    yearly: int
    total: int | None
    cap: int

    @property
    def over(self) -> int:
        """The hours a year beyond the cap."""
        return max(0, self.yearly - self.cap)


def workload(
    clauses: Iterable[Clause], size: SupplierSize, *, period: Period | None, cap: int
) -> Workload:
    """Add up what *clauses* ask of a supplier of *size*.

    A part of a year asks for its part of the hours, rounded up.
    """
    efforts = [clause.effort for clause in clauses if clause.effort is not None]
    start = sum(effort.start.of(size) for effort in efforts)
    yearly = sum(effort.yearly.of(size) for effort in efforts)
    total = None if period is None else start - (-yearly * period.months // 12)
    return Workload(size, start, yearly, total, cap)
