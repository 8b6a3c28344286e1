"""Names of reviewers: a signature is worth as much as what can be read of it."""

from __future__ import annotations

import unicodedata
from typing import Final

from clausekit.errors import Fault, InputError

__all__ = ["refuse_unnamed"]

_LONGEST: Final = 200
_COMMANDS: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""The classes of signs that part or turn a text, or that nobody sees."""
_FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by their class, and nothing to be seen."""


def refuse_unnamed(reviewer: str) -> None:
    """Refuse what is no name that others can read.

    Raises:
        InputError: It is empty, holds no letter or digit or a sign that nobody sees, or is long.
    """
    if not reviewer.strip():
        message = "A signature needs a name."
    elif _is_name(reviewer):
        return
    else:
        message = (
            "A signature needs a name that holds a letter or a digit, no sign that nobody sees or "
            f"that turns what is read, and at most {_LONGEST} letters."
        )
    raise InputError(Fault("templates.no-reviewer", message, hint="Add --reviewer NAME."))


def _is_name(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    classes = {unicodedata.category(letter) for letter in text if letter not in _FILLERS}
    return not classes & _COMMANDS and any(one[0] in "LN" for one in classes)
