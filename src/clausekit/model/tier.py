"""How demanding a set is, and for how large a supplier."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["SupplierSize", "Tier"]


class Tier(StrEnum):
    """How demanding the set is: simple rules first, stronger ones as the system matures."""

    BASIC = "basic"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"

    @property
    def rank(self) -> int:
        """0, 1 or 2."""
        return _RANKS[self]


_RANKS = {tier: rank for rank, tier in enumerate(Tier)}


class SupplierSize(StrEnum):
    """The size of the supplier that is expected or known."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    UNKNOWN = "unknown"

    @property
    def is_small(self) -> bool:
        """Whether the lighter set applies."""
        return self is SupplierSize.MICRO or self is SupplierSize.SMALL
