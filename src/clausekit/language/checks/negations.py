"""Negations: as many on both sides, sentence by sentence.

Languages say no in different numbers: Spanish underlines (*no ... ninguna*), English does not;
where English writes *or*, others write *ni*. So each side has a range, and a finding needs ranges
that do not meet, with no other word that says no (*prohibir*, *unless*) to make up for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from clausekit.language.checks.finding import Issue
from clausekit.language.checks.pair import Kind, Pair
from clausekit.language.checks.words import Words, count

if TYPE_CHECKING:
    from clausekit.language.checks.tongue import Side, Tongue

__all__ = ["check_negations"]

_PART = re.compile(r"[,;:.?!()]")


class _Range(NamedTuple):
    """The words that say no.

    Args:
        low: Each strong word once: the fewest negations that the text can hold.
        strong: Every strong word.
        high: Those, the words that say no alone, and those that carry a negation on.
        joining: How many of the last there are.
    """

    low: list[str]
    strong: list[str]
    high: list[str]
    joining: int


_NOTHING = _Range([], [], [], 0)


class _Others(NamedTuple):
    """What may make up for a negation of the other text, or stand beside one."""

    weak: int
    loose: int
    ors: int
    nors: int


def check_negations(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of a negation that got lost or came in."""
    if pair.kind in {Kind.TERM, Kind.PHRASE} or tongue.target.strong is None:
        return
    for source_text, target_text in pair.sentences:
        source = _negations(source_text, tongue.source)
        target = _negations(target_text, tongue.target)
        prefixed = _prefixed(source_text, tongue.source)
        if not (source.strong or prefixed or target.low):
            continue
        others = _others(source_text, tongue.source)
        # "Impagado" answers "unpaid", and is no answer to anything else then.
        answering = tongue.target.negation["prefixed"] if prefixed else None
        answered = min(len(prefixed), count(answering, target_text))
        rest = answering.sub("", target_text, answered) if answering and answered else target_text
        weak_target = count(tongue.target.negation["weak"], rest)
        # A "ni" that stands for "or" carries on a negation and is none of its own; one that stands
        # for "and shall not" is.
        carried = min(max(0, target.joining - others.nors), others.ors)
        answers = len(target.high) - carried + max(0, weak_target - others.weak)
        if len(source.strong) + len(prefixed) > answers + answered:
            told = ", ".join(target.high) or "no negation"
            yield Issue("negation", told, ", ".join((*source.strong, *prefixed)))
            continue
        if len(target.low) > len(source.high) + others.weak + others.loose:
            told = ", ".join(source.high) or "no negation"
            yield Issue("negation", ", ".join(target.low), told, target.low[-1])


@lru_cache(maxsize=8192)
def _negations(text: str, side: Side) -> _Range:
    strong, reinforcing, joining = (
        words.within(text) if (words := side.negation[name]) else None
        for name in ("strong", "reinforcing", "joining")
    )
    if not (strong or reinforcing or joining):
        return _NOTHING
    high: list[str] = []
    carried = 0
    for part in _parts(text, side):
        found = list(strong.finditer(part)) if strong else []
        high += [match[0] for match in found]
        high += _alone(part, reinforcing, found, follows=side.rules.negation.follows)
        for match in joining.finditer(part) if joining else ():
            # "Ni" carries on what was said before it, or opens the sentence.
            if high or not text[: text.index(part) + match.start()].strip():
                high.append(match[0])
                carried += 1
    doubtful = side.negation["doubtful"]
    sure = doubtful.sub("", text) if doubtful and strong else text
    every = _found(strong, sure)
    alone_only = [] if strong and strong.search(text) else high[:1]
    low = list({word.lower(): word for word in every}.values()) or alone_only
    return _Range(low, every or alone_only, high, carried)


@lru_cache(maxsize=8192)
def _prefixed(text: str, side: Side) -> tuple[str, ...]:
    return tuple(_found(side.negation["prefixed"], text))


@lru_cache(maxsize=8192)
def _others(text: str, side: Side) -> _Others:
    weak, loose = (count(side.negation[name], text) for name in ("weak", "loose"))
    ors, nors = (count(side.classes.get(name), text) for name in ("or", "nor"))
    return _Others(weak, loose, ors, nors)


def _found(pattern: re.Pattern[str] | Words | None, text: str) -> list[str]:
    return [match[0] for match in pattern.finditer(text)] if pattern else []


def _parts(text: str, side: Side) -> Iterator[str]:
    """Yield what stands between punctuation marks and conjunctions."""
    joins = [
        pattern
        for name in ("and", "or")
        if (words := side.classes.get(name)) and (pattern := words.within(text))
    ]
    for part in _PART.split(text):
        rest = part
        for pattern in joins:
            rest = pattern.sub("\n", rest)
        yield from rest.split("\n")


def _alone(
    part: str, words: re.Pattern[str] | None, strong: list[re.Match[str]], *, follows: bool
) -> list[str]:
    """Return the *words* that say no by themselves: *nadie* where no *no* stands by."""
    found = list(words.finditer(part)) if words else []
    if not strong:
        return [match[0] for match in found]
    first = strong[0].start()
    before = [match[0] for match in found if match.start() < first]
    return before[:1] if follows else []
