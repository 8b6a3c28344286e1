"""Letters: signs that nobody sees, addresses, acronyms, and the first letter of a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from clausekit.language.checks.finding import Issue
from clausekit.language.checks.pair import Kind, Pair

if TYPE_CHECKING:
    from clausekit.language.checks.tongue import Tongue

__all__ = ["INVISIBLE", "check_acronyms", "check_addresses", "check_initial", "check_invisible"]

INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffd]"
)
# What stands before the @ has 64 letters at the most (RFC 5321), and is looked for no further.
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s»”)]+[\w/]|[\w.+-]{1,64}@[\w-]+\.[\w.]*\w")
_CAPITALS = re.compile(r"(?<!\w)[A-Z]{2,}s?(?!\w)")
_FIRST = re.compile(r"[^\W\d_]")


def check_invisible(pair: Pair, _: Tongue) -> Iterator[Issue]:
    """Tell of signs without width, control characters, and letters put together of two signs."""
    found = INVISIBLE.search(pair.target)
    if found:
        yield Issue("invisible", f"U+{ord(found[0]):04X}", "", found[0])
    elif not unicodedata.is_normalized("NFC", pair.target):
        yield Issue("invisible", "an accent as a sign of its own", "one letter with its accent")


def check_addresses(pair: Pair, _: Tongue) -> Iterator[Issue]:
    """Compare web and e-mail addresses letter by letter."""
    source, target = _addresses(pair.source), _addresses(pair.target)
    if source != target:
        lost, added = sorted(source - target), sorted(target - source)
        yield Issue("address", ", ".join(added), ", ".join(lost), added[0] if added else "")


def _addresses(text: str) -> set[str]:
    # Every address holds one of these.
    if "@" in text or "://" in text or "www." in text:
        return set(_ADDRESS.findall(text))
    return set()


def check_acronyms(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of an acronym that goes by other letters in the language."""
    acronyms = tongue.target.rules.acronyms
    if not acronyms:
        return
    wanted = _capitals(pair.source_words) & acronyms.keys()
    standing = wanted & _capitals(pair.target_words) if wanted else wanted
    for source in sorted(standing):
        if acronyms[source] != source:
            yield Issue("acronym", source, acronyms[source], source)


@lru_cache(maxsize=8192)
def _capitals(text: str) -> frozenset[str]:
    return frozenset(_CAPITALS.findall(text))


def check_initial(pair: Pair, _: Tongue) -> Iterator[Issue]:
    """Compare whether the texts begin with a capital; what begins with a placeholder is free."""
    if pair.kind in {Kind.TERM, Kind.PHRASE, Kind.TABLE}:
        return
    source, target = (text.lstrip("“«\"'‘(¿¡ ") for text in (pair.source_words, pair.target_words))
    if not (_FIRST.match(source) and _FIRST.match(target)):
        return
    # An English item may begin with a noun that has a capital of its own: State, Board.
    if pair.kind is Kind.ITEM and source[0].isupper():
        return
    if source[0].isupper() is not target[0].isupper():
        expected = target[0].swapcase()
        yield Issue("initial", target[0], expected, target[:12])
