"""Words that should change with the name of a party, and would not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from clausekit.language.checks.finding import Issue
from clausekit.language.checks.pair import PARTY, Kind, Pair

if TYPE_CHECKING:
    from clausekit.language.checks.tongue import Tongue

__all__ = ["check_leads", "check_untracked"]


def check_leads(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of an article that does not fit the name that the wording is written for."""
    for lead in tongue.language.misread_leads(pair.target):
        yield Issue("lead", lead, "the article of the default name", lead.replace("\u00a0", " "))


def check_untracked(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of a participle or adjective beside a party that has one form only."""
    if pair.kind is Kind.NOTE:
        return
    rules = tongue.target.rules.agreement
    for pattern in rules.after:
        for match in _compiled(rf"{PARTY}\s+(?P<word>{pattern})(?!\w)").finditer(pair.target_marks):
            yield Issue("agreement", match["word"], "{party:one|other}", match["word"])
    for pattern in rules.before:
        for match in _compiled(rf"(?<!\w)(?P<word>{pattern})\s+{PARTY}").finditer(
            pair.target_marks
        ):
            if match["word"].split()[-1].lower() not in tongue.adjectives:
                yield Issue("agreement", match["word"], "{party:one|other}", match["word"])


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
