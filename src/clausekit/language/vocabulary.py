"""The words of a region, put in place of those of the language it varies.

A variant never copies the wording: it lists the words that differ (*cadeia de suprimentos* in
Brazil, *cadeia de abastecimento* in Portugal). An entry that stands for itself protects a phrase
from the shorter entries. Where the gender or number changes, the article
before the word follows: *o treinamento*, *a formação*.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from clausekit.language.data import Swap
from clausekit.language.grammar import Inflected, any_of, fold
from clausekit.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clausekit.language.grammar import Grammar

__all__ = ["Vocabulary", "build_vocabulary"]

# The name of what fills a place is the same in every region: {site}, not {sítio}.
_NAME = re.compile(r"\{[^{}:|]*")


@record(eq=False)
class Vocabulary:
    """Whole words and their replacements; the longest that fits is taken, capitals are kept."""

    words: Mapping[str, Swap]
    pattern: re.Pattern[str] | None
    grammar: Grammar

    def adapt(self, text: str) -> str:
        """Return *text* in the words of the region."""
        if self.pattern is None:
            return text
        out: list[str] = []
        at = 0
        names = [found.span() for found in _NAME.finditer(text)]
        starts = [start for start, _ in names]
        for found in self.pattern.finditer(text):
            name = bisect_right(starts, found.start()) - 1
            if name >= 0 and found.start() < names[name][1]:
                continue
            swap = self.words[fold(found[0])]
            before = text[at : found.start()]
            out.append(self._follow(before, found[0], swap) if swap.now else before)
            out.append(_keep_capitals(found[0], swap.put))
            at = found.end()
        return "".join((*out, text[at:]))

    def _follow(self, before: str, written: str, swap: Swap) -> str:
        was = self._inflect(written, swap.was)
        now = self._inflect(swap.put, swap.now)
        lead = self.grammar.find_lead(before, was)
        if lead is None or not lead.suits(was):
            return before
        kept = before[: len(before) - len(lead.written) - len(lead.gap)]
        return kept + lead.agree(now, apostrophes=self.grammar.rules.apostrophes)

    def _inflect(self, text: str, cell: str) -> Inflected:
        index = self.grammar.rules.cells.index(cell)
        return Inflected(text, index, self.grammar.sound(text), 0, plural=cell.endswith("p"))


def _keep_capitals(written: str, put: str) -> str:
    if len(written) > 1 and written.isupper() and not put.isupper():
        return put.upper()
    if not written[0].isupper():
        return put
    words = written.split()
    if len(words) > 1 and words[-1][0].isupper():
        # A defined term in capitals stays one: Devida Diligência, Dever de Diligência.
        return " ".join(_capitalise(word) if len(word) > 3 else word for word in put.split())
    return _capitalise(put)


def _capitalise(word: str) -> str:
    return word[:1].upper() + word[1:]


def build_vocabulary(words: Mapping[str, str | Swap], grammar: Grammar) -> Vocabulary:
    """Prepare a list of words; the longest go first."""
    table = {
        fold(key): Swap(put=value) if isinstance(value, str) else value
        for key, value in words.items()
    }
    if not table:
        return Vocabulary(table, None, grammar)
    pattern = re.compile(rf"(?<!\w)(?:{any_of(table)})(?!\w)", re.IGNORECASE)
    return Vocabulary(table, pattern, grammar)
