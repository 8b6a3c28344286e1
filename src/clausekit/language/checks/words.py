"""Words that a text may hold, found without reading the text letter by letter for each of them.

A language has some hundred lists of words, and few of them stand in one text. So a list is looked
for only where a word of the text begins as one of the list does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

__all__ = ["Words", "count", "find_runs"]

_RUN = re.compile(r"\w+")
_LONGEST = 4  # letters of a beginning; more would part hardly any words
# The two letters that a pattern takes for an "i" without regard to case, and folding does not.
_ODD = re.compile("[\u0130\u0131]")
_LETTERS = re.compile(r"[^\W\d_]*")
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
# What can follow the letters of a word only where the word ends.
_ENDS = re.compile(r"(?:[ '’-]|\\[\W bs])(?![?*{])|$")


class Words:
    """A pattern that finds any of a list of patterns as whole words.

    It finds what the plain pattern finds; see `compile_words`.

    Args:
        patterns: The patterns; at least one.
        apart: What must not stand right before and after them: the inside of a set of characters.
        flags: Those of the pattern.

    Attributes:
        plain: The pattern itself.
    """

    __slots__ = ("_beginnings", "plain")

    def __init__(
        self,
        patterns: Iterable[str],
        *,
        apart: str = r"\w",
        flags: re.RegexFlag = re.IGNORECASE,
    ) -> None:
        joined = "|".join(patterns)
        self.plain = re.compile(rf"(?<![{apart}])(?:{joined})(?![{apart}])", flags)
        self._beginnings = _expected(joined)

    def within(self, text: str) -> re.Pattern[str] | None:
        """Return the plain pattern, or None where neither *text* nor a stretch of it holds it.

        A stretch begins and ends with whole words.
        """
        if self._beginnings is None:
            return self.plain
        begun = _begun(text)
        return None if begun is not None and self._beginnings.isdisjoint(begun) else self.plain

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first of the words."""
        pattern = self.within(text)
        return pattern.search(text) if pattern else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return each of the words, one after the other."""
        pattern = self.within(text)
        return pattern.finditer(text) if pattern else iter(())

    def findall(self, text: str) -> list[str]:
        """Return all of the words as they stand."""
        pattern = self.within(text)
        return pattern.findall(text) if pattern else []

    def sub(self, put: str, text: str, times: int = 0) -> str:
        """Return *text* with *put* in the place of the words, of the first *times* if not 0."""
        pattern = self.within(text)
        return pattern.sub(put, text, count=times) if pattern else text

    def match(self, text: str) -> re.Match[str] | None:
        """Return the word that *text* begins with."""
        return self.plain.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the word where it is the whole *text*."""
        return self.plain.fullmatch(text)


def count(words: Words | None, text: str) -> int:
    """Return how often *words* stand in *text*."""
    return 0 if words is None else sum(1 for _ in words.finditer(text))


def find_runs(text: str) -> list[str] | None:
    """Return the runs of letters and digits in *text* without regard to case.

    Returns:
        None for a text with letters of which the case is no matter of Unicode alone.
    """
    return None if _ODD.search(text) else [run.casefold() for run in _RUN.findall(text)]


@lru_cache(maxsize=64)  # the texts that are looked at now; they are large beside what is found
def _begun(text: str) -> frozenset[str] | None:
    """Return how the words of *text* begin: one to four letters, or the word and a full stop."""
    runs = find_runs(text)
    if runs is None:
        return None
    known = set(runs)
    return frozenset(
        {f"{run}." for run in known}.union(
            *({run[:length] for run in known} for length in range(1, _LONGEST + 1))
        )
    )


def _expected(pattern: str) -> frozenset[str] | None:
    """Return beginnings, in the manner of `_begun`, one of which each match of *pattern* has.

    Returns:
        None where the pattern does not show them.
    """
    found: set[str] = set()
    for choice in _choices(pattern)[0]:
        expected = _expected_of_group(choice) if choice.startswith("(?:") else _first(choice)
        if expected is None:
            return None
        found |= expected
    return frozenset(found)


def _first(choice: str) -> frozenset[str] | None:
    head = "".join(_LETTERS.findall(choice)[:1])
    rest = choice[len(head) :]
    if rest.startswith(("?", "*", "{")):
        head = head[:-1]  # the last letter may be missing
    if not head or _ODD.search(head):
        return None
    head = head.casefold()
    return frozenset({f"{head}." if _ENDS.match(rest) else head[:_LONGEST]})


def _expected_of_group(choice: str) -> frozenset[str] | None:
    inner, rest = _choices(choice[3:])
    if rest.startswith(("*", "+", "{")):
        return None
    if rest.startswith("?"):
        rest = rest[1:]
        inner.append("")
    return _expected("|".join(one + rest for one in inner))


def _choices(pattern: str) -> tuple[list[str], str]:
    """Return what *pattern* lets choose between, up to a bracket that closes, and what follows."""
    choices, depth, at = [""], 0, 0
    for sign in _TOKEN.findall(pattern):
        at += len(sign)
        if sign == ")" and not depth:
            break
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "|" and not depth:
            choices.append("")
        else:
            choices[-1] += sign
    return choices, pattern[at:]
