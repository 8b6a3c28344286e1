"""Alphabetical order, as a dictionary of the language has it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from clausekit.language.composing import compose

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["order_key"]

_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss"}


def order_key(text: str, letters: Mapping[str, str]) -> tuple[str, str, str]:
    """Return a key that sorts *text*: letters first, then accents, then capitals.

    Args:
        text: A word or a term of several words.
        letters: Letters that sort on their own, with what they sort as (``ñ`` after all *n*).

    Example:
        >>> sorted(["obra", "ñame", "nube", "Ética", "etapa"], key=lambda t: order_key(
        ...     t, {"ñ": "n~"}))
        ['etapa', 'Ética', 'nube', 'ñame', 'obra']
    """
    return _key(text, tuple(sorted(letters.items())))


@lru_cache(maxsize=8192)
def _key(text: str, letters: tuple[tuple[str, str], ...]) -> tuple[str, str, str]:
    folded = compose(text).lower()
    own = dict(letters)
    plain: list[str] = []
    for letter in folded:
        if letter in own:
            plain.append(own[letter])
            continue
        for part in unicodedata.normalize("NFD", _LIGATURES.get(letter, letter)):
            if part.isalnum():
                plain.append(part)
            elif part.isspace():
                plain.append(" ")
    return " ".join("".join(plain).split()), folded, text.swapcase()
