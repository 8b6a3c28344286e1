"""An amount in a currency, never finer than the currency itself."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from clausekit.model.base import Model
from clausekit.model.codes import CURRENCIES, decimals

__all__ = ["TOO_FINE", "Currency", "Money", "too_fine"]

TOO_FINE = "money_decimals"
"""What pydantic calls the finding that an amount is finer than its currency."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_EXACT = Context(prec=64)
"""Room for every amount that is allowed, whatever the program around works with."""
_FINEST = 20
"""Decimals that are worked with at all; a number may claim more than a machine has room for."""


def _known_currency(value: str) -> str:
    if value not in CURRENCIES:
        raise ValueError(f"unknown currency {value!r}")
    return value


Currency = Annotated[str, AfterValidator(_known_currency)]
"""ISO 4217."""


def _plain_number(value: Any) -> Any:
    """Refuse what Python takes for a number and nobody else does: 1_000, figures of Arabic."""
    if isinstance(value, str) and not _NUMBER.fullmatch(value.strip()):
        raise PydanticCustomError("decimal_parsing", "not a number")
    return value


class Money(Model):
    """An amount in a currency.

    Args:
        amount: Zero or more, below a trillion (10^12), with no more decimals than the currency.
        currency: ISO 4217.
    """

    amount: Annotated[
        Decimal,
        BeforeValidator(_plain_number),
        Field(ge=0, lt=10**12, allow_inf_nan=False),
    ]
    currency: Currency

    @model_validator(mode="after")
    def _is_paid_in_coins(self) -> Self:
        found = too_fine(self.amount, self.currency, decimals(self.currency))
        if found is not None:
            said, hint = found
            raise PydanticCustomError(TOO_FINE, "{said}", {"said": said, "hint": hint})
        return self


def too_fine(amount: Decimal, currency: str, places: int) -> tuple[str, str] | None:
    """Return what is wrong with an amount of more decimals than *places*, and what to do.

    Three decimals are told apart from others: as a number 1.000 is one, but who writes it in
    Santiago or in Madrid means a thousand.

    Example:
        >>> too_fine(Decimal("1000.50"), "EUR", 2) is None
        True
        >>> print(too_fine(Decimal("1000.50"), "CLP", 0)[0])
        The amount 1000.50 has more decimals than CLP, which has none.
    """
    has = places or "none"
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_FINEST:
        return f"The amount has more than {_FINEST} decimals.", "Write what is paid."
    if exponent == -3 and places < 3 and 1 <= amount < 1000:
        return (
            f"The amount {amount} has three decimals, more than {currency}, which has {has}.",
            "Where the point parts thousands, leave it out; where it stands before "
            f"decimals, write {has} of them.",
        )
    if amount != amount.quantize(Decimal(1).scaleb(-places, _EXACT), context=_EXACT):
        return (
            f"The amount {amount} has more decimals than {currency}, which has {has}.",
            "Round it where the price is set; clausekit never rounds money.",
        )
    return None
