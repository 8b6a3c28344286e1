"""Numbers, dates and units of time: the same on both sides, in figures or in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from clausekit.language.checks.finding import Issue
from clausekit.language.checks.pair import FACT, Pair
from clausekit.language.checks.words import Words

if TYPE_CHECKING:
    from clausekit.language.checks.rules import CheckRules
    from clausekit.language.checks.tongue import Side, Tongue

__all__ = [
    "check_dates",
    "check_figures",
    "check_numbers",
    "check_units",
    "find_figures",
    "find_months",
    "find_unit_names",
]

_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[ .,]\d+)*(?=(?:er|e|st|nd|rd|th|º|ª)?(?!\w))")
_IN_FIGURES = re.compile(
    r"(?<![\w/.-])(?:\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?![\w/-])"
)
_IN_BRACKETS = re.compile(r"\s*\((\d+(?:[ .,]\d+)*)\)")
_BEFORE_UNIT = re.compile(r"^(?:\s*\([^)]*\))?\s+(?:de |d')?")
_DIGIT = re.compile(r"\d")
_FACT = re.compile(FACT)


def check_numbers(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Compare the numbers by their value; how often each stands is free."""
    source = _numbers(pair.source_words, tongue.source)
    target = _numbers(pair.target_words, tongue.target)
    if not source and not target:
        return
    also = _also(pair.source_words, tongue.source) | _also(pair.target_words, tongue.target)
    known = {value for values in source.values() for value in values} | also
    lost = [words for words, values in source.items()
            if not values & ({v for vs in target.values() for v in vs} | also)]  # fmt: skip
    added = [words for words, values in target.items() if not values & known]
    if lost or added:
        yield Issue("number", ", ".join(added), ", ".join(lost), added[0] if added else "")


def check_figures(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Compare a number in words with the figure in brackets that follows it."""
    if "(" not in pair.target_words:
        return
    for words in tongue.target.number.finditer(pair.target_words):
        figure = _IN_BRACKETS.match(pair.target_words, words.end())
        if figure and tongue.target.spelled[words[0].lower()] not in _values(figure[1]):
            yield Issue("figure-and-words", figure[1], words[0], words[0])


def check_dates(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Compare the dates, and refuse one in figures alone: 3/4 is two days of the year."""
    if not pair.has_amounts:
        return
    source = sorted(_find_months(pair.source_words, "en"))
    target = sorted(find_months(pair.target_words, tongue.language.code))
    if source != target:
        lost, added = Counter(source), Counter(target)
        yield Issue("date", _told(added - lost), _told(lost - added))
    for match in _IN_FIGURES.finditer(pair.target_words):
        yield Issue("numeric-date", match[0], "the name of the month", match[0])


def check_units(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Compare the units that numbers count: working days are no days."""
    source, target = (
        _units(pair.source_words, tongue.source),
        _units(pair.target_words, tongue.target),
    )
    if not tongue.target.units or source == target:
        return
    lost, added = source - target, target - source
    if lost or added:
        yield Issue("unit", ", ".join(sorted(added)), ", ".join(sorted(lost)))


def find_figures(text: str, side: Side) -> list[str]:
    """Return every number of *text* as it stands there, in figures or in words."""
    found = [match[0] for match in _figures(text)]
    return found + [match[0].lower() for match in side.number.finditer(text)]


def _figures(text: str) -> Iterator[re.Match[str]]:
    return _FIGURE.finditer(text) if _DIGIT.search(text) else iter(())


@lru_cache(maxsize=8192)
def _numbers(text: str, side: Side) -> Mapping[str, set[float]]:
    found = {match[0]: _values(match[0]) for match in _figures(text)}
    for match in side.number.finditer(text):
        found[match[0]] = {float(side.spelled[match[0].lower()])}
    return found


def _also(text: str, side: Side) -> set[float]:
    return {value for words, value in _also_words(side.rules) if words.search(text)}


@lru_cache(maxsize=32)
def _also_words(rules: CheckRules) -> tuple[tuple[Words, float], ...]:
    return tuple((Words([word]), float(value)) for word, value in rules.numbers.also.items())


@lru_cache(maxsize=1024)
def _read(figure: str) -> frozenset[float]:
    """Return what a figure may mean: 1.500 is fifteen hundred, or one and a half."""
    plain = figure.replace(" ", "")
    separators = re.findall(r"[.,]", plain)
    if not separators:
        return frozenset({float(plain)})
    readings = set()
    if all(len(group) == 3 for group in re.split(r"[.,]", plain)[1:]):
        readings.add(float(re.sub(r"[.,]", "", plain)))
    whole, _, rest = plain.rpartition(separators[-1])
    readings.add(float(f"{re.sub(r'[.,]', '', whole)}.{rest}"))
    return frozenset(readings)


def _values(figure: str) -> set[float]:
    return set(_read(figure))


@lru_cache(maxsize=8192)
def _find_months(text: str, code: str) -> tuple[str, ...]:
    return tuple(find_months(text, code))


def find_months(text: str, code: str) -> list[str]:
    """Return the dates of *text* that name a month, as ``2024-03-12``; what it leaves out is 0.

    Example:
        >>> find_months("the law of 12 March 2024", "en"), find_months("le 1er juillet", "fr")
        (['2024-03-12'], ['0-07-01'])
    """
    found: list[str] = []
    if not _DIGIT.search(text):
        return found
    for name, pattern, number in _dates(code):
        if not name.search(text):
            continue
        for match in pattern.finditer(text):
            day = match["before"] or match["after"] or "0"
            if match["before"] or match["after"] or match["year"]:
                found.append(f"{match['year'] or '0'}-{number:02}-{int(day):02}")
    return found


@lru_cache(maxsize=8)
def _dates(code: str) -> tuple[tuple[Words, re.Pattern[str], int], ...]:
    ordinal = "(?:er|º|ª|°|st|nd|rd|th|\\.)?"
    return tuple(
        (
            Words([name]),
            re.compile(
                rf"(?:(?<!\d)(?P<before>\d{{1,2}}){ordinal} (?:de |of )?)?(?<!\w){name}(?!\w)"
                rf"(?: (?P<after>\d{{1,2}}){ordinal}(?!\d))?(?:,? (?:de |del )?(?P<year>\d{{4}}))?",
                re.IGNORECASE,
            ),
            number,
        )
        for number, name in _month_names(code)
    )


@lru_cache(maxsize=8)
def _month_names(code: str) -> tuple[tuple[int, str], ...]:
    from babel import Locale

    wide = Locale.parse(code).months["format"]["wide"]
    return tuple((number, re.escape(name)) for number, name in wide.items())


def _told(dates: Counter[str]) -> str:
    return ", ".join(sorted(dates.elements())) or "no date"


def find_unit_names(text: str, side: Side) -> frozenset[str]:
    """Return the units that numbers count in *text*, by name."""
    return _units(text, side)


@lru_cache(maxsize=8192)
def _units(text: str, side: Side) -> frozenset[str]:
    """Return the units that stand right after a number; the longest name of a unit wins."""
    found: set[str] = set()
    ends = [match.end() for match in side.number.finditer(text)]
    ends += [match.end() for match in _figures(text)]
    ends += [match.end() for match in _FACT.finditer(text)]
    for end in ends:
        rest = _BEFORE_UNIT.sub("", text[end : end + 60])
        for name, pattern in side.units.items():
            if pattern is not None and pattern.match(rest):
                found.add(name)
                break
    return frozenset(found)
