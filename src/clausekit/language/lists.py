"""Lists in a sentence, ``a, b y c``, and the letters of a list whose items stand apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from clausekit.errors import Fault, LanguageError
from clausekit.model.ordinals import alphabetic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clausekit.language.data import ListRules
    from clausekit.language.grammar import Grammar

__all__ = ["choose_conjunction", "join_items", "write_letter"]

_LAST: Final = 780
"""The last item that Word gives a letter, thirty times Z."""


def join_items(
    items: Sequence[str],
    rules: ListRules,
    grammar: Grammar,
    conjunction: Literal["and", "or"] = "and",
) -> str:
    """Join *items* into a list.

    No comma stands before the conjunction, unless an item holds a conjunction itself and the
    reader could not tell where it ends; items with commas of their own are parted by semicolons.
    """
    if len(items) < 2:
        return "".join(items)
    word = choose_conjunction(items[-1], rules, grammar, conjunction)
    if any("," in item or ";" in item for item in items):
        mark = rules.semicolon
        return f"{mark} ".join(items[:-1]) + f"{mark} {word} {items[-1]}"
    words = "|".join(map(re.escape, rules.conjunctions.values()))
    doubt = any(re.search(rf"(?<!\w)(?:{words})(?!\w)", each) for each in items)
    return f"{', '.join(items[:-1])}{',' if doubt else ''} {word} {items[-1]}"


def write_letter(position: int, rules: ListRules) -> str:
    """Return the letter of the item at *position*, counted from 1, with the marks round it."""
    if not 1 <= position <= _LAST:
        raise LanguageError(
            Fault(
                "language.number-range",
                "An item has no letter: no list goes as far.",
                hint=f"Use a whole number from 1 to {_LAST}.",
            )
        )
    return rules.letter.replace("{}", alphabetic(position).lower())


def choose_conjunction(
    following: str, rules: ListRules, grammar: Grammar, conjunction: Literal["and", "or"]
) -> str:
    """Return the word that stands before the last item of a list, as its first sound wants it."""
    word = rules.conjunctions[conjunction]
    lead = grammar.find_lead(f"{word} ", None)
    return word if lead is None else grammar.follow_sound(lead, following, "names").rstrip()
