"""Roman numerals and letters."""

from __future__ import annotations

import pytest

from clausekit.model.ordinals import alphabetic, roman, roman_value

NUMERALS = {
    1: "I", 2: "II", 3: "III", 4: "IV", 5: "V", 6: "VI", 8: "VIII", 9: "IX", 10: "X", 11: "XI",
    14: "XIV", 19: "XIX", 39: "XXXIX", 40: "XL", 44: "XLIV", 49: "XLIX", 50: "L", 89: "LXXXIX",
    90: "XC", 99: "XCIX", 100: "C", 399: "CCCXCIX", 400: "CD", 444: "CDXLIV", 500: "D",
    899: "DCCCXCIX", 900: "CM", 999: "CMXCIX", 1000: "M", 1994: "MCMXCIV", 2026: "MMXXVI",
}  # fmt: skip


@pytest.mark.parametrize("number", NUMERALS)
def test_roman_numerals(number: int) -> None:
    assert roman(number) == NUMERALS[number]
    assert roman_value(NUMERALS[number]) == number


@pytest.mark.parametrize(
    ("number", "letters"),
    [(0, ""), (1, "A"), (2, "B"), (3, "C"), (25, "Y"), (26, "Z"), (27, "AA"), (28, "BB"),
     (52, "ZZ"), (53, "AAA")],
)  # fmt: skip
def test_letters_of_schedules(number: int, letters: str) -> None:
    assert alphabetic(number) == letters


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("I", 1), ("II", 2), ("IIII", 4), ("IV", 4), ("MM", 2000), ("MCM", 1900)],
)
def test_a_numeral_that_is_written_out_is_read_too(numeral: str, number: int) -> None:
    assert roman_value(numeral) == number
