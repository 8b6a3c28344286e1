"""Amounts that a legal text prints: periods, shares, counts.

A period stands once, as data, and every language prints it from there; so no translation can
change a deadline.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

from pydantic import Field, model_validator

from clausekit.model.base import Model

__all__ = ["Quantity", "Unit"]


class Unit(StrEnum):
    """What an amount counts."""

    HOUR = "hour"
    DAY = "day"
    """A calendar day: every day counts."""
    WORKING_DAY = "working-day"
    """A day on which public offices work at the buyer's seat."""
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    PERCENT = "percent"
    COUNT = "count"
    """Things that the text itself names after the number."""


_WRITTEN = re.compile(
    r"(?P<amount>\d{1,9})(?:\s+(?P<unit>[a-z]+(?:[ -][a-z]+)?)|\s*(?P<percent>%))?"
)


class Quantity(Model):
    """A whole amount of a unit, written ``30 days``, ``5 working days``, ``60 %`` or ``3``.

    Args:
        amount: Zero to 999 999 999.
        unit: What is counted.

    Example:
        >>> Quantity.model_validate("30 days")
        Quantity(amount=30, unit=<Unit.DAY: 'day'>)
        >>> str(Quantity.model_validate("60 %"))
        '60 %'
    """

    amount: int = Field(ge=0, le=999_999_999)
    unit: Unit = Unit.COUNT

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, bool):
            raise ValueError("write an amount, such as '30 days'")
        if isinstance(value, int):
            return {"amount": value, "unit": Unit.COUNT}
        if not isinstance(value, str):
            return value
        written = _WRITTEN.fullmatch(value.strip())
        if written is None:
            raise ValueError(f"cannot read the amount {value!r}: write '30 days', '60 %' or '3'")
        if written["percent"]:
            return {"amount": int(written["amount"]), "unit": Unit.PERCENT}
        unit = (written["unit"] or "count").replace(" ", "-").removesuffix("s")
        return {"amount": int(written["amount"]), "unit": unit}

    def __str__(self) -> str:
        if self.unit is Unit.PERCENT:
            return f"{self.amount} %"
        if self.unit is Unit.COUNT:
            return str(self.amount)
        return f"{self.amount} {self.unit.replace('-', ' ')}{'' if self.amount == 1 else 's'}"
