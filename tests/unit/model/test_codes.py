"""Country and currency codes, held against what Unicode CLDR knows of them."""

from __future__ import annotations

import re

import pytest
from babel import Locale
from babel.numbers import get_currency_precision
from pydantic import ValidationError

from clausekit.model.codes import (
    CURRENCIES,
    LETTER_COUNTRIES,
    TERRITORIES,
    alpha2,
    alpha3,
    decimals,
)
from clausekit.model.tender import Code, CodeScheme

# Codes that were given up are easy to mistake for those in use.
ALPHA3 = {
    "BR": "BRA", "CA": "CAN", "CD": "COD", "CL": "CHL", "CO": "COL", "DE": "DEU", "ES": "ESP",
    "FR": "FRA", "GB": "GBR", "ME": "MNE", "MM": "MMR", "MX": "MEX", "PT": "PRT", "RO": "ROU",
    "RS": "SRB", "SS": "SSD", "TL": "TLS", "US": "USA", "VN": "VNM", "ZA": "ZAF",
}  # fmt: skip


@pytest.mark.parametrize(("two", "three"), ALPHA3.items())
def test_alpha2_and_alpha3(two: str, three: str) -> None:
    assert alpha3(two) == three
    assert alpha2(three) == two
    assert alpha2(f" {three.lower()} ") == two


def test_territories_are_those_of_iso_3166() -> None:
    assert len(TERRITORIES) == 249
    assert len(set(TERRITORIES.values())) == 249
    assert all(re.fullmatch("[A-Z]{3}", code) for code in TERRITORIES.values())
    assert not {"ZAR", "FXX", "TMP", "ROM", "BUR", "YUG"} & set(TERRITORIES.values())


@pytest.mark.parametrize("language", ["es", "es_419", "en", "fr", "fr_CA", "pt", "pt_PT"])
def test_every_territory_has_a_name_in_every_language(language: str) -> None:
    assert not set(TERRITORIES) - set(Locale.parse(language).territories)


def test_currencies_are_those_in_use() -> None:
    assert all(re.fullmatch("[A-Z]{3}", code) for code in CURRENCIES)
    assert not CURRENCIES - set(Locale.parse("en").currencies)
    assert {"CLP", "CLF", "MXN", "COP", "BRL", "CAD", "USD", "EUR", "GBP"} <= CURRENCIES
    given_up = {"VEF", "ZWL", "HRK", "ANG", "CUC", "SLL", "MRO", "STD", "XXX", "XTS", "XAU"}
    assert not CURRENCIES & given_up


def test_no_currency_has_fewer_decimals_than_people_count_with() -> None:
    used = {code: get_currency_precision(code) for code in CURRENCIES}
    assert all(decimals(code) >= count for code, count in used.items())
    assert not any(used[code] for code in CURRENCIES if not decimals(code))
    assert {decimals(code) for code in CURRENCIES} == {0, 2, 3, 4}


def test_letter_countries_are_countries() -> None:
    assert set(TERRITORIES) >= LETTER_COUNTRIES
    assert {"CL", "CA", "MX", "US", "CO"} <= LETTER_COUNTRIES
    assert not {"BR", "PT", "ES", "FR", "GB", "AR", "PE"} & LETTER_COUNTRIES


@pytest.mark.parametrize(
    ("written", "scheme", "code"),
    [
        ("CPV 18110000", CodeScheme.CPV, "18110000"),
        ("CPV 18110000-3", CodeScheme.CPV, "18110000"),
        ("cpv 18", CodeScheme.CPV, "18"),
        ("UNSPSC 53102700", CodeScheme.UNSPSC, "53102700"),
    ],
)
def test_a_code_is_read(written: str, scheme: CodeScheme, code: str) -> None:
    read = Code.model_validate(written)
    assert (read.scheme, read.code) == (scheme, code)


@pytest.mark.parametrize("written", ["", "18110000", "CPV", "CPV 1", "CPV 181100001", "NIGP 18"])
def test_what_is_no_code_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        Code.model_validate(written)


@pytest.mark.parametrize(
    ("written", "told_of"),
    [
        ("x" * 40, "x" * 40), ("x" * 41, f"{'x' * 40}..."),
        ("CPV " + "1" * 40, "1" * 40), ("CPV " + "1" * 41, f"{'1' * 40}..."),
    ],
)  # fmt: skip
def test_a_code_is_shown_to_forty_letters(written: str, told_of: str) -> None:
    with pytest.raises(ValidationError, match=f"'{told_of}' is not a code"):
        Code.model_validate(written)


def test_a_check_digit_is_one_of_the_cpv_alone() -> None:
    assert Code.model_validate("CPV 18110000-3").code == "18110000"
    for scheme, faults in (("AAA", 2), ("ZZZ", 2), ("UNSPSC", 1)):
        with pytest.raises(ValidationError) as caught:
            Code.model_validate(f"{scheme} 18110000-3")
        assert caught.value.error_count() == faults, scheme


@pytest.mark.parametrize(
    ("code", "goods"),
    [
        ("CPV 03000000", True), ("CPV 44000000", True), ("CPV 45000000", False),
        ("CPV 47000000", False), ("CPV 48000000", True), ("CPV 49000000", False),
        ("UNSPSC 10000000", True), ("UNSPSC 69000000", True), ("UNSPSC 70000000", False),
        ("UNSPSC 71000000", False),
    ],
)  # fmt: skip
def test_the_first_two_digits_tell_goods(code: str, goods: bool) -> None:
    assert Code.model_validate(code).of_goods is goods
