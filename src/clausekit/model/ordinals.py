"""Numbers as a list writes them: Roman numerals and letters."""

from __future__ import annotations

__all__ = ["alphabetic", "roman", "roman_value"]

_VALUES = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}


def roman(number: int) -> str:
    """Return a Roman numeral.

    Args:
        number: From 1; zero has no numeral, and gives an empty text.

    Example:
        >>> roman(14)
        'XIV'
    """
    numerals = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )  # fmt: skip
    text = ""
    for value, letters in numerals:
        text += letters * (number // value)
        number %= value
    return text


def roman_value(numeral: str) -> int:
    """Return the number that a Roman numeral stands for.

    Args:
        numeral: Capital letters.

    Example:
        >>> roman_value("XIV")
        14
    """
    values = [_VALUES[letter] for letter in numeral]
    # A letter before a greater one is taken away from it.
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def alphabetic(number: int) -> str:
    """Return a letter; after Z come AA, BB, as in Word.

    Args:
        number: From 1; zero has no letter, and gives an empty text.

    Example:
        >>> alphabetic(3), alphabetic(27)
        ('C', 'AA')
    """
    rounds, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) * (rounds + 1)
