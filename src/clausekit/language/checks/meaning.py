"""Meaning: who must, may or must not; conditions and limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from clausekit.language.checks.finding import Issue
from clausekit.language.checks.pair import Pair
from clausekit.language.checks.words import count

if TYPE_CHECKING:
    from clausekit.language.checks.tongue import Side, Tongue

__all__ = [
    "check_conditions",
    "check_coordination",
    "check_modals",
    "check_opposites",
]


class _Modals(NamedTuple):
    duty: int
    right: int
    prohibition: int
    advice: int
    ability: int


def check_modals(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of a duty that became a right, and of every other conversion.

    The absence of a modal verb is no finding: French lays a duty down in the present indicative.
    """
    if not pair.is_legal or not tongue.target.rules.modal.duty:
        return
    for source_text, target_text in pair.sentences:
        source, target = _modals(source_text, tongue.source), _modals(target_text, tongue.target)
        told = _conversion(source, target)
        # "May only" and "shall ... only where" are written as a prohibition with an exception.
        if told and told[0] == "a prohibition" and _limits(source_text, tongue.source):
            told = None
        if not told and source.prohibition and not target.prohibition:
            negated = _denials(target_text, tongue.target)
            told = None if negated else ("no negation", "a prohibition")
        if told:
            at = _first(target_text, tongue.target)
            yield Issue("modal", told[0], told[1], at)


def _conversion(source: _Modals, target: _Modals) -> tuple[str, str] | None:
    rights = source.right + source.ability
    if target.right > rights and target.duty < source.duty:
        return "a right", "a duty"
    if target.duty > source.duty and target.right < source.right:
        return "a duty", "a right"
    if target.right > rights and target.prohibition < source.prohibition:
        return "a right", "a prohibition"
    if target.duty > source.duty and target.prohibition < source.prohibition:
        return "a duty", "a prohibition"
    if target.prohibition > source.prohibition and target.right < source.right:
        return "a prohibition", "a right"
    if target.advice > source.advice and target.duty < source.duty:
        return "advice", "a duty"
    if source.advice > target.advice and target.duty > source.duty:
        return "a duty", "advice"
    if target.prohibition > source.prohibition and target.duty < source.duty:
        return "a prohibition", "a duty"
    return None


def _limits(text: str, side: Side) -> bool:
    return (
        bool(_find("only", text, side) or _find("unless", text, side)) or _denials(text, side) > 0
    )


@lru_cache(maxsize=8192)
def _denials(text: str, side: Side) -> int:
    return count(side.denial, text)


@lru_cache(maxsize=8192)
def _modals(text: str, side: Side) -> _Modals:
    forbidden = side.modal["prohibition"]
    prohibition = count(forbidden, text)
    if forbidden is not None:
        text = forbidden.sub(" ", text)
    duty, right, advice, ability = (
        count(side.modal[name], text) for name in ("duty", "right", "advice", "ability")
    )
    return _Modals(duty, right, prohibition, advice, ability)


def _first(text: str, side: Side) -> str:
    found = [
        match
        for name in ("right", "duty", "prohibition", "advice")
        if (pattern := side.modal[name]) is not None and (match := pattern.search(text))
    ]
    return min(found, key=re.Match.start)[0] if found else ""


def check_opposites(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of *at least* that became *at most*, *before* that became *after*, and the like.

    "Not before" is "only after": where one side has more negations, or has *only* for itself,
    nothing is told.
    """
    source = _classes(pair.source_words, tongue.source)
    text, side = pair.target_words, tongue.target
    if not source or _denials(pair.source_words, tongue.source) != _denials(text, side):
        return
    if ("only" in source) is not bool(_find("only", text, side)):
        return
    pairs = tongue.source.rules.opposites
    for one, other in (*pairs, *((other, one) for one, other in pairs)):
        if one not in source or other in source:
            continue
        found = _find(other, text, side)
        if found and not _find(one, text, side):
            yield Issue("inversion", found, source[one], found)


def check_coordination(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of *or* that became *and*, and the reverse; *nor* and *neither* may be either."""
    if not pair.is_legal:
        return
    for source_text, target_text in pair.sentences:
        source = _joins(source_text, tongue.source)
        target = _joins(target_text, tongue.target)
        if sum(source) != sum(target) or source[2] != target[2] or source == target:
            continue
        found, expected = ("and", "or") if target[0] > source[0] else ("or", "and")
        yield Issue("coordination", found, expected)


@lru_cache(maxsize=8192)
def _joins(text: str, side: Side) -> tuple[int, int, int]:
    """Return how often *text* says *and*, *or*, and *nor*."""
    nor = side.classes.get("nor")
    nors = count(nor, text)
    if nor is not None:
        text = nor.sub(" ", text)
    ands, ors = (count(side.classes.get(name), text) for name in ("and", "or"))
    return ands, ors, nors


def check_conditions(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of a condition or a limit that has no counterpart."""
    if not pair.is_legal:
        return
    source = _classes(pair.source_words, tongue.source)
    for name in tongue.source.rules.wanted:
        known = name in source and name in tongue.target.classes
        if known and not _find(name, pair.target_words, tongue.target):
            yield Issue("condition", "", source[name])


def _find(name: str, text: str, side: Side) -> str:
    """Return the first word of a class in *text*; empty where there is none."""
    pattern = side.classes.get(name)
    match = pattern.search(text) if pattern is not None else None
    return match[0] if match else ""


@lru_cache(maxsize=8192)
def _classes(text: str, side: Side) -> Mapping[str, str]:
    found = {}
    for name, pattern in side.classes.items():
        match = pattern.search(text) if pattern is not None else None
        if match:
            found[name] = match[0]
    return MappingProxyType(found)
