"""Amounts as lawyers write them: ``30 days``, ``5 working days``, ``60 %``, ``3``."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from clausekit.model.quantity import Quantity, Unit


@pytest.mark.parametrize(
    ("written", "amount", "unit"),
    [
        ("30 days", 30, Unit.DAY),
        ("1 day", 1, Unit.DAY),
        (" 30  days ", 30, Unit.DAY),
        ("5 working days", 5, Unit.WORKING_DAY),
        ("5 working-days", 5, Unit.WORKING_DAY),
        ("24 hours", 24, Unit.HOUR),
        ("2 weeks", 2, Unit.WEEK),
        ("12 months", 12, Unit.MONTH),
        ("15 years", 15, Unit.YEAR),
        ("60 %", 60, Unit.PERCENT),
        ("60%", 60, Unit.PERCENT),
        ("3", 3, Unit.COUNT),
        (3, 3, Unit.COUNT),
        ("0", 0, Unit.COUNT),
        ("999999999", 999_999_999, Unit.COUNT),
    ],
)
def test_an_amount_is_read(written: object, amount: int, unit: Unit) -> None:
    quantity = Quantity.model_validate(written)
    assert (quantity.amount, quantity.unit) == (amount, unit)


@pytest.mark.parametrize(
    "written",
    ["", "days", "thirty days", "30 fortnights", "-1 days", "1.5 days", "30days now", "1e3",
     "1000000000", "30 % of", "٣ days x", True, None, 1.5, -1, [], "30 days\nor so"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        Quantity.model_validate(written)


@pytest.mark.parametrize(
    "written",
    ["30 days", "0 days", "1 day", "2 days", "5 working days", "1 working day", "60 %", "3"],
)
def test_an_amount_is_written_as_it_is_read(written: str) -> None:
    assert str(Quantity.model_validate(written)) == written
