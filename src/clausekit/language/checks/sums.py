"""Money and shares: the same currency, and a percentage that stays one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from clausekit.language.checks.finding import Issue
from clausekit.language.checks.pair import FACT, Pair

if TYPE_CHECKING:
    from clausekit.language.checks.tongue import Tongue

__all__ = ["check_currencies", "check_shares", "find_shares"]

_AMOUNT = rf"[\d{FACT}]"
# Only beside an amount: other names have three capitals too.
_CODE = re.compile(rf"(?<={_AMOUNT}\s)[A-Z]{{3}}(?![\w-])|(?<![\w-])[A-Z]{{3}}(?=\s?{_AMOUNT})")
_SIGN = re.compile(r"(?:US|CA|MX|R)?[$€£¥₡₲]")
_ANY_SIGN = re.compile(r"[$€£¥₡₲]")
# Not begun in the middle of a figure: a long one would be gone through from each of its digits.
_SHARE = re.compile(
    rf"(?P<figure>(?<!\d)\d++(?:[.,]\d++)?|{FACT})\s?"
    r"(?:%|per ?cent|por ?ciento|por ?cento|pour ?cent|percent|Prozent)",
    re.IGNORECASE,
)


def check_currencies(pair: Pair, _: Tongue) -> Iterator[Issue]:
    """Compare ISO codes, and refuse a sign that many currencies share."""
    if _ANY_SIGN.search(pair.target_words):
        for sign in _SIGN.findall(pair.target_words):
            yield Issue("currency", sign, "a code such as EUR", sign)
    if not pair.has_amounts:
        return
    source, target = _currencies(pair.source_words), _currencies(pair.target_words)
    if source != target:
        lost, added = sorted(source - target), sorted(target - source)
        yield Issue("currency", ", ".join(added), ", ".join(lost), added[0] if added else "")


def _currencies(text: str) -> set[str]:
    return {code for code in _CODE.findall(text) if code in _codes()}


def check_shares(pair: Pair, _: Tongue) -> Iterator[Issue]:
    """Tell of a percentage that became a plain number, and the reverse."""
    if not pair.has_amounts:
        return
    source, target = find_shares(pair.source_words).keys(), find_shares(pair.target_words).keys()
    if source != target:
        lost, added = sorted(source - target), sorted(target - source)
        told = [", ".join(f"{figure} %" for figure in figures).replace(FACT, "…")
                for figures in (added, lost)]  # fmt: skip
        yield Issue("percent", told[0], told[1])


def find_shares(text: str) -> Counter[str]:
    """Return the figures of *text* that are percentages."""
    return Counter(match["figure"].replace(",", ".") for match in _SHARE.finditer(text))


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    from babel import Locale

    return frozenset(Locale.parse("en").currencies)
