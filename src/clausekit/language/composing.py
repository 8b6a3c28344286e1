"""Letters and their accents brought together, in a time that does not run away."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

__all__ = ["compose"]

_MOST = 30
"""Marks on one letter, as in the stream-safe text of Unicode (annex 15); no script needs them."""
_STACKED = re.compile(rf"[^\w\s\x00-\u02ff]{{{_MOST + 1}}}")


def compose(text: str) -> str:
    r"""Return *text* with each letter and its accents in one character, where there is one (NFC).

    A text with more than thirty marks on one letter is left as it is: they are put in order first,
    which takes a time that grows with the square of their number.

    Example:
        >>> compose("e\u0301") == "\u00e9"
        True
    """
    if _STACKED.search(text) and any(
        is_mark and sum(1 for _ in run) > _MOST for is_mark, run in groupby(text, _is_mark)
    ):
        return text
    return unicodedata.normalize("NFC", text)


def _is_mark(letter: str) -> bool:
    return unicodedata.combining(unicodedata.normalize("NFD", letter)[0]) > 0
