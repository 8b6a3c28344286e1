"""Amounts are what their text says, whatever the program around works with."""

from __future__ import annotations

import decimal
from decimal import Decimal

import pytest
from pydantic import ValidationError

from clausekit.errors import InputError
from clausekit.model.codes import CURRENCIES
from clausekit.model.money import Money, too_fine
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


@pytest.mark.parametrize(
    ("amount", "places", "said"),
    [
        (f"1.{'0' * 20}", 2, ""),
        (f"1.{'0' * 21}", 2, "The amount has more than 20 decimals."),
        ("1.000", 0, "The amount 1.000 has three decimals, more than EUR, which has none."),
        ("1.000", 2, "The amount 1.000 has three decimals, more than EUR, which has 2."),
        ("1.005", 3, ""),
        ("1000.000", 0, ""),
        ("0.500", 0, "The amount 0.500 has more decimals than EUR, which has none."),
        ("1E+3", 0, ""),
        ("0", 0, ""),
        ("2.50", 0, "The amount 2.50 has more decimals than EUR, which has none."),
        ("NaN", 2, None),
    ],
)
def test_decimals_are_those_of_the_currency(amount: str, places: int, said: str | None) -> None:
    if said is None:
        assert Decimal(amount).as_tuple().exponent == "n"
        return
    found = too_fine(Decimal(amount), "EUR", places)
    assert (found[0] if found else "") == said


@pytest.mark.parametrize(
    ("written", "sound"),
    [
        ("1", True), ("+1", True), ("-0", True), ("1.", True), (".5", True), ("1e2", True),
        ("1E+2", True), (" 1 ", True), ("1,5", False), ("1 000", False), ("1__0", False),
        ("e2", False), (".", False), ("1e", False), ("0x1", False), ("１", False),
    ],
)  # fmt: skip
def test_a_number_is_written_in_one_way(written: str, sound: bool) -> None:
    if sound:
        assert Money.model_validate({"amount": written, "currency": "EUR"}).amount >= 0
        return
    with pytest.raises(ValidationError, match="not a number"):
        Money.model_validate({"amount": written, "currency": "EUR"})


def test_a_currency_is_one_of_iso_4217() -> None:
    assert len(CURRENCIES) == len({Money(amount=0, currency=one).currency for one in CURRENCIES})
    for wrong in ("EURO", "eur", "DEM", ""):
        with pytest.raises(ValidationError, match="unknown currency"):
            Money.model_validate({"amount": "1", "currency": wrong})


@pytest.mark.parametrize(
    ("amount", "places", "told"),
    [
        ("1.000", 0, "three decimals"), ("999.999", 2, "three decimals"), ("1.000", 3, ""),
        ("1.5", 3, ""), ("0.999", 2, "more decimals than"), ("1000.000", 2, ""),
        ("1000.005", 2, "more decimals than"), ("1.0000", 2, ""), ("1.005", 4, ""),
        ("1.23456", 2, "more decimals than"), ("1E-400", 2, "more than"),
    ],
)  # fmt: skip
def test_an_amount_is_paid_in_the_coins_there_are(amount: str, places: int, told: str) -> None:
    found = too_fine(Decimal(amount), "EUR", places)
    assert (found is not None) is bool(told)
    assert found is None or told in found[0]
