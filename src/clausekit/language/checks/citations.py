"""Citations: the same instrument by its number, the same place in it by its kind and number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from clausekit.language.checks.finding import Issue
from clausekit.language.checks.pair import Pair

if TYPE_CHECKING:
    from clausekit.language.checks.tongue import Side, Tongue

__all__ = ["check_citations", "check_places", "find_citations"]

# 2016/679, 2014/24/EU, 17/344; the letters of the Union differ by language.
_ACT = re.compile(r"(?<![\w/])(\d{1,4}/\d{1,4})(?:/(?:EU|UE|EC|CE|EEC|CEE))?(?![\w/])")
# C138, R190; C. 138 in some styles.
_CONVENTION = re.compile(r"(?<!\w)([CRP])\.?\s?(\d{2,3})(?!\w)")
_NUMBER = r"(?P<number>\d+(?:\.\d+)*|[IVXLC]+)(?:[.]?[º°ª]|er)?(?P<subs>(?:\s?\(\w{1,4}\))*)(?!\w)"
_CITES = re.compile(r" (?:\d|[IVXLC])")
_SUB = re.compile(r"\(?(\w{1,4})\)?")
_DIGIT = re.compile(r"\d")


def find_citations(text: str, side: Side) -> Counter[str]:
    """Return what *text* cites by number: instruments, and places in them.

    Example:
        >>> from clausekit.language.checks.tongue import load_english
        >>> sorted(find_citations("Article 5(2) of Directive 2014/24/EU", load_english().source))
        ['2014/24', 'article 5', 'article 5 (2)']
    """
    found = _instruments(text)
    for kind, number, subs in _places(text, side):
        found[f"{kind} {number}"] += 1
        found.update(f"{kind} {number} ({sub})" for sub in subs)
    return found


def check_citations(pair: Pair, _: Tongue) -> Iterator[Issue]:
    """Compare the numbers of instruments."""
    if not pair.has_amounts:
        return
    source, target = _instruments(pair.source_words), _instruments(pair.target_words)
    if source.keys() != target.keys():
        lost, added = sorted(set(source) - set(target)), sorted(set(target) - set(source))
        yield Issue("citation", ", ".join(added), ", ".join(lost), added[0] if added else "")


def check_places(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Compare the places that are cited by number: article 12, annex III, letter b."""
    if not tongue.target.places or not tongue.source.places:
        return
    source = list(_places(pair.source_words, tongue.source))
    target = list(_places(pair.target_words, tongue.target))
    if not source and not target:
        return
    wanted = {(kind, number) for kind, number, _ in source}
    stands = {(kind, number) for kind, number, _ in target}
    inner = {sub for _, _, subs in source for sub in subs}
    # What English puts in brackets, another language names: article 12, paragraph 3.
    added = {place for place in stands - wanted if place[1].lower() not in inner}
    lost = wanted - stands
    if lost or added:
        yield Issue("place", _told(added), _told(lost))
        return
    found = {sub for _, _, subs in target for sub in subs}
    found |= {number.lower() for _, number, _ in target}
    letters = {letter.lower() for letter in re.findall(r"(?<!\w)(\w{1,4})\)", pair.target_words)}
    missing = inner - found - letters
    if missing:
        yield Issue("place", "", ", ".join(f"({sub})" for sub in sorted(missing)))


def _told(places: set[tuple[str, str]]) -> str:
    return ", ".join(f"{kind} {number}" for kind, number in sorted(places))


def _instruments(text: str) -> Counter[str]:
    if not _DIGIT.search(text):
        return Counter()
    found = Counter(match[1] for match in _ACT.finditer(text))
    found.update(match[1] + match[2] for match in _CONVENTION.finditer(text))
    return found


def _places(text: str, side: Side) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield kind, number and what follows in brackets of every place that is cited."""
    if not _CITES.search(text):
        return
    for kind, pattern in side.places.items():
        if pattern is None:
            continue
        for match in pattern.finditer(text):
            number = _AFTER.match(text, match.end())
            if number:
                subs = tuple(sub.lower() for sub in _SUB.findall(number["subs"]))
                yield kind, number["number"], subs


_AFTER = re.compile(rf"\s(?:n\.?[º°]\s)?{_NUMBER}")
