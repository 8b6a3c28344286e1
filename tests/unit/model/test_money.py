"""Amounts are what their text says, whatever the program around works with."""

from __future__ import annotations

import decimal
from decimal import Decimal

import pytest

from clausekit.errors import InputError
from clausekit.model.tender import Tender
from facts import tender_facts


def test_amounts_hang_on_nobodys_decimal_context() -> None:
    with decimal.localcontext(decimal.Context(prec=3)):
        exact = tender_facts(value={"amount": "123456789.50", "currency": "EUR"})
        found = Tender.model_validate(exact)
        finer = tender_facts(value={"amount": "123456789.505", "currency": "EUR"})
        with pytest.raises(InputError, match=r"tender\.money-decimals"):
            Tender.model_validate(finer)
    assert found.value is not None
    assert found.value.amount == Decimal("123456789.50")


@pytest.mark.parametrize("amount", ["1000000000000", Decimal("1e12"), 10**12])
def test_the_limit_of_an_amount_is_told_in_figures(amount: object) -> None:
    with pytest.raises(InputError) as caught:
        Tender.model_validate(tender_facts(value={"amount": amount, "currency": "EUR"}))
    assert caught.value.message.endswith(" is too large (the limit is 1000000000000).")
