"""Words that look like a defined term and are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from clausekit.language.checks.finding import Issue
from clausekit.language.checks.pair import Kind, Pair

if TYPE_CHECKING:
    from clausekit.language.checks.tongue import Tongue
    from clausekit.language.checks.words import Words

__all__ = ["check_undefined"]

# A word within a sentence: after another word or a comma. What follows a full stop, a colon or a
# quotation mark may have its capital from there; so may "Request A".
_WITHIN = re.compile(r"(?:(?<=[^\W\d_],[ ])|(?<=[^\W\d_][ ]))[^\W\d_]{2,}(?![^\W\d_]| [A-Z]\b)")
# What a text with such a word holds, and is found faster: a letter after a space, not a small one
# without an accent.
_AFTER_SPACE = re.compile(r" [^\W\d_a-z]")


def check_undefined(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of a capital that stands for no defined term.

    A reader takes such a word for a defined term and looks for its meaning in vain. Where English
    itself has such a word, it is a name, and nothing is told.
    """
    if pair.kind in {Kind.TERM, Kind.HEADING, Kind.PHRASE, Kind.NOTE}:
        return
    found = _capitals(pair.target_words, tongue.target_terms)
    if found and not _capitals(pair.source_words, tongue.source_terms):
        yield Issue("undefined", found[0], "", found[0])


def _capitals(text: str, terms: Words | None) -> list[str]:
    if not _AFTER_SPACE.search(text):
        return []
    # A mark stands for each term, so that the word after it is still within the sentence.
    words = terms.sub("x", text) if terms is not None else text
    return [word for word in _WITHIN.findall(words) if word[0].isupper() and word[1].islower()]
