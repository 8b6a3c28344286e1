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
_OPEN = 3  # letters by which a word is known whose end is open
# The two letters that a pattern takes for an "i" without regard to case, and folding does not.
_ODD = re.compile("[\u0130\u0131]")
_LETTERS = re.compile(r"[^\W\d_]*")
_WORD = re.compile(r"(?:[^\W\d_]\??)*")
_OPTIONAL = 6  # letters of a word that may be missing; each doubles the words
_SET = re.compile(r"\[([^\W\d_]+)\]")
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
        known = tuple(patterns)
        joined = "|".join(known)
        self.plain = re.compile(rf"(?<![{apart}])(?:{joined})(?![{apart}])", flags)
        self._beginnings = _expected(
            choice
            for pattern in known
            for choice in (_read_group(pattern)[0] if "|" in pattern else [pattern])
        )

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
    pattern = words.within(text) if words else None
    return len(pattern.findall(text)) if pattern else 0


@lru_cache(maxsize=64)  # the texts that are looked at now; this is large beside what is found
def find_runs(text: str) -> tuple[str, ...] | None:
    """Return the runs of letters and digits in *text* without regard to case.

    Returns:
        None for a text with letters whose case no folding takes away.
    """
    return None if _ODD.search(text) else tuple(map(str.casefold, _RUN.findall(text)))


@lru_cache(maxsize=64)
def _begun(text: str) -> frozenset[str] | None:
    """Return the words of *text*, each with a full stop, and the first letters of each."""
    runs = find_runs(text)
    if runs is None:
        return None
    return frozenset([*(run + "." for run in runs), *(run[:_OPEN] for run in runs)])


def _expected(choices: Iterable[str]) -> frozenset[str] | None:
    """Return what `_begun` must hold some of for one of *choices* to match.

    Returns:
        None where that cannot be told; most patterns are words with a choice of endings.
    """
    found: set[str] = set()
    for choice in choices:
        expected = _expected_of(choice)
        if expected is None:
            return None
        found |= expected
    return frozenset(found)


def _expected_of(choice: str) -> frozenset[str] | None:
    head = "".join(_LETTERS.findall(choice)[:1])
    rest = choice[len(head) :]
    if rest.startswith("?") and head:
        if "".join(_WORD.findall(rest[1:])[:1]).count("?") > _OPTIONAL:
            return None
        return _expected((head + rest[1:], head[:-1] + rest[1:]))
    if rest.startswith(("*", "{")):
        head = head[:-1]
    elif len(head) < _OPEN:
        choices, rest = _read_choices(rest)
        if choices:
            return _expected(head + one + rest for one in choices)
    if not head or _ODD.search(head):
        return None
    head = head.casefold()
    if not (end := _ENDS.match(rest)):
        return frozenset({head[:_OPEN]}) if len(head) >= _OPEN else None
    # Of two words that the pattern asks for, the longer one is the rarer one.
    later = _expected_of(rest[1:]) if end[0] in {" ", "'"} else None
    whole = frozenset({f"{head}."})
    return later if later and len(min(later, key=len)) > len(head) + 1 else whole


def _read_choices(pattern: str) -> tuple[list[str], str]:
    """Return what a group or a set of letters at the beginning lets choose between, and the rest.

    Returns:
        No choices where there is no such thing, or it may stand several times.
    """
    if pattern.startswith("(?:"):
        choices, rest = _read_group(pattern[3:])
    elif letters := _SET.match(pattern):
        choices, rest = list(letters[1]), pattern[letters.end() :]
    else:
        return [], pattern
    if rest.startswith("?"):
        choices, rest = [*choices, ""], rest[1:]
    return ([], pattern) if rest.startswith(("?", "*", "+", "{")) else (choices, rest)


def _read_group(pattern: str) -> tuple[list[str], str]:
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
