"""Dates and money."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from clausekit.errors import LanguageError
from clausekit.language import load_language


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("tag", "first", "sixth"),
    [
        ("en", "1 March 2026", "6 March 2026"),
        ("en-GB", "1 March 2026", "6 March 2026"),
        ("en-CA", "March 1, 2026", "March 6, 2026"),
        ("es", "1 de marzo de 2026", "6 de marzo de 2026"),
        ("es-CL", "1 de marzo de 2026", "6 de marzo de 2026"),
        ("es-ES", "1 de marzo de 2026", "6 de marzo de 2026"),
        ("fr", "1er mars 2026", "6 mars 2026"),
        ("fr-CA", "1er mars 2026", "6 mars 2026"),
        ("pt-BR", "1º de março de 2026", "6 de março de 2026"),
        ("pt-PT", "1 de março de 2026", "6 de março de 2026"),
    ],
)
def test_dates_in_full(tag, first, sixth):
    language = load_language(tag)
    assert plain(language.date(datetime.date(2026, 3, 1))) == first
    assert plain(language.date(datetime.date(2026, 3, 6))) == sixth


@pytest.mark.parametrize("tag", ["en", "en-CA", "es", "fr", "pt-BR"])
def test_day_and_month_stay_on_one_line(tag):
    assert "\u00a0" in load_language(tag).date(datetime.date(2026, 3, 6))


FIGURES = [
    ("es-CL", "185000000", "CLP", "CLP 185.000.000"),
    ("es-CL", "1234.5", "CAD", "CAD 1.234,50"),
    ("es-MX", "9396000", "MXN", "MXN 9,396,000.00"),
    ("es-MX", "9396000.00", "MXN", "MXN 9,396,000.00"),
    ("es-ES", "9999", "EUR", "9999,00 EUR"),
    ("es-ES", "12345.6", "EUR", "12.345,60 EUR"),
    ("es", "1000", "USD", "USD 1,000.00"),
    ("fr-CA", "8923.94", "CAD", "8 923,94 CAD"),
    ("fr", "1234567.5", "EUR", "1 234 567,50 EUR"),
    ("pt-BR", "1234.5", "BRL", "BRL 1.234,50"),
    ("pt-PT", "9999", "EUR", "9999,00 EUR"),
    ("pt-PT", "12345.6", "EUR", "12 345,60 EUR"),
    ("en", "1234.5", "GBP", "GBP 1,234.50"),
    ("en", "0", "JPY", "JPY 0"),
    ("en", "1.125", "KWD", "KWD 1.125"),
]


@pytest.mark.parametrize(("tag", "amount", "currency", "expected"), FIGURES)
def test_money_in_figures(tag, amount, currency, expected):
    written = load_language(tag).money(Decimal(amount), currency)
    assert plain(written) == expected
    assert f"\u00a0{currency}" in written or f"{currency}\u00a0" in written


WORDS = [
    ("es-CL", "185000000", "CLP", "ciento ochenta y cinco millones de pesos chilenos"),
    ("es", "1", "EUR", "un euro"),
    ("es", "31000", "ARS", "treinta y un mil pesos argentinos"),
    ("es", "21", "GBP", "veintiuna libras esterlinas"),
    ("es", "200", "SEK", "doscientas coronas suecas"),
    ("es", "1000000", "EUR", "un millón de euros"),
    ("es", "1000001", "EUR", "un millón un euros"),
    ("es", "12.5", "EUR", "doce euros con cincuenta céntimos"),
    ("es", "12.01", "USD", "doce dólares estadounidenses con un centavo"),
    (
        "es-MX",
        "9396000",
        "MXN",
        "nueve millones trescientos noventa y seis mil pesos mexicanos con 00/100",
    ),
    ("fr", "1000000", "EUR", "un million d’euros"),
    ("fr", "2000000", "CAD", "deux millions de dollars canadiens"),
    ("fr", "21", "GBP", "vingt et une livres sterling"),
    ("fr", "0", "EUR", "zéro euro"),
    (
        "fr-CA",
        "8923.94",
        "CAD",
        "huit mille neuf cent vingt-trois dollars canadiens et quatre-vingt-quatorze cents",
    ),
    ("pt-BR", "1200000", "BRL", "um milhão e duzentos mil reais"),
    ("pt-BR", "1000000", "BRL", "um milhão de reais"),
    ("pt-BR", "2.50", "CLP", None),
    ("pt-BR", "2", "GBP", "duas libras esterlinas"),
    ("pt-BR", "1.50", "EUR", "um euro e cinquenta cêntimos"),
    ("pt-PT", "16", "EUR", "dezasseis euros"),
    ("en", "10000", "EUR", "ten thousand euros"),
    ("en", "185000000", "CLP", "one hundred and eighty-five million Chilean pesos"),
    ("en", "1.01", "GBP", "one pound sterling and one penny"),
    ("en", "1.125", "KWD", "one Kuwaiti dinar and 125/1000"),
]


@pytest.mark.parametrize(("tag", "amount", "currency", "expected"), WORDS)
def test_money_in_words(tag, amount, currency, expected):
    language = load_language(tag)
    if expected is None:
        with pytest.raises(LanguageError, match=r"language\.money-decimals"):
            language.money_words(Decimal(amount), currency)
    else:
        assert language.money_words(Decimal(amount), currency) == expected


@pytest.mark.parametrize(
    ("amount", "currency", "code"),
    [
        ("1234567.5", "CLP", "language.money-decimals"),
        ("1.005", "EUR", "language.money-decimals"),
        ("1.000", "CLP", "language.money-decimals"),
        ("1.500", "EUR", "language.money-decimals"),
        ("999.000", "USD", "language.money-decimals"),
        ("-1", "EUR", "language.money-amount"),
        ("NaN", "EUR", "language.money-amount"),
        ("Infinity", "EUR", "language.money-amount"),
        ("1e30", "EUR", "language.number-range"),
        ("1e999999", "EUR", "language.number-range"),
        ("1000000000000", "EUR", "language.number-range"),
        ("1", "EUV", "language.unknown-currency"),
        ("1", "eur", "language.unknown-currency"),
        ("1", "", "language.unknown-currency"),
    ],
)
def test_money_that_cannot_be_written(amount, currency, code):
    with pytest.raises(LanguageError) as caught:
        load_language("es-CL").money(Decimal(amount), currency)
    assert caught.value.code == code


@pytest.mark.parametrize("amount", ["1.000,50", "", None, []])
def test_an_amount_that_is_no_number_is_told(amount):
    with pytest.raises(LanguageError, match=r"language\.money-amount"):
        load_language("es").money(amount, "EUR")


def test_an_amount_too_large_for_words():
    with pytest.raises(LanguageError, match=r"language\.number-range"):
        load_language("en").money_words(10**12, "EUR")


def test_trailing_zeros_are_no_decimals():
    spanish = load_language("es-CL")
    assert plain(spanish.money(Decimal("1000.00"), "CLP")) == "CLP 1.000"
    # No thousand is written so.
    assert plain(spanish.money(Decimal("1000.000"), "CLP")) == "CLP 1.000"
    assert plain(spanish.money(Decimal("0.500"), "EUR")) == "EUR 0,50"
    assert plain(spanish.money(Decimal("1.500"), "KWD")) == "KWD 1,500"
