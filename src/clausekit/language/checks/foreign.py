"""Text that is not translated, or only half of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from clausekit.language.checks.finding import Issue
from clausekit.language.checks.pair import Kind, Pair
from clausekit.language.checks.rules import compile_words

if TYPE_CHECKING:
    from clausekit.language.checks.tongue import Tongue

__all__ = ["check_length", "check_mixture", "check_overlong", "check_region", "check_unchanged"]

_SHORT = 40  # letters; a shorter text may be of any length in another language
_ALLOWED, _TIMES = 200, 5  # forms for each gender take their room too
_CUT, _SUSPECT, _LONG = 0.45, 0.55, 2.2
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_RUN = 4


def check_unchanged(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of a text that reads as in English."""
    if pair.source.strip() != pair.target.strip():
        return
    words = _WORD.findall(pair.source_words)
    same = compile_words(tongue.target.rules.same)
    if not words:
        return
    if pair.kind is Kind.TERM or (same is not None and same.fullmatch(pair.source.strip())):
        return
    code = "unchanged" if len(words) >= _RUN else "unchanged-short"
    yield Issue(code, pair.target[:60])


def check_mixture(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of words of another language, and of English words that stand in a row."""
    if pair.source.strip() == pair.target.strip():
        return
    target = _words(pair.target_words)
    known = _runs(pair.source_words)
    if not known.isdisjoint(_rows(target)):
        run = " ".join(next(row for row in _rows(target) if row in known))
        yield Issue("untranslated", run, "", run)
        return
    foreign = compile_words(tongue.target.rules.foreign)
    found = foreign.findall(pair.target_words) if foreign is not None else []
    if found:
        code = "mixed-language" if len(found) > 1 else "foreign-word"
        yield Issue(code, ", ".join(found), "", found[0])


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _rows(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the words that stand in a row, each four of them."""
    return zip(*(words[at:] for at in range(_RUN)), strict=False)


@lru_cache(maxsize=4096)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_rows(_words(text)))


def check_region(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of a word of one country in a text that is for all; a variant may use it."""
    regional = compile_words(tongue.target.rules.regional)
    if regional is None or tongue.language.tag != tongue.language.code:
        return
    for word in dict.fromkeys(regional.findall(pair.target_words)):
        yield Issue("regional", word, "", word)


def check_overlong(pair: Pair, _: Tongue) -> Iterator[Issue]:
    """Tell of a text so long that no translation can be; the other checks would take minutes."""
    most = _ALLOWED + _TIMES * len(pair.source)
    if len(pair.target) > most:
        yield Issue("overlong", f"{len(pair.target)} letters", f"at most {most}")


def check_length(pair: Pair, _: Tongue) -> Iterator[Issue]:
    """Tell of a translation that is much shorter or longer than its source."""
    length = len(pair.source_words)
    if length < _SHORT or pair.kind is Kind.TERM:
        return
    ratio = len(pair.target_words) / length
    if _SUSPECT <= ratio <= _LONG:
        return
    told = f"{len(pair.target_words)} letters for {length}"
    yield Issue("truncated" if ratio < _CUT else "length", told)
