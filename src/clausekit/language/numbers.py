"""Whole numbers in words, from rules that stand as data.

The rules follow the rule-based number format of the Unicode CLDR (UTS 35, part 3), so that a new
language needs a table and no Python. One rule a line: ``base: words``, or ``base/radix: words``.
In the words ``<<`` spells the quotient and ``>>`` the rest with the same set of rules, ``<set<``
and ``>set>`` with another, ``=set=`` the number itself; ``[...]`` stands only if there is a rest.
One sign is our own: ``&`` is the conjunction if the rest closes the number, else a space.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from clausekit.errors import Fault, LanguageError
from clausekit.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clausekit.language.data import NumberRules, NumberSet

__all__ = ["LIMIT", "Speller", "build_speller"]

LIMIT = 999_999_999_999

_LINE = re.compile(r"(?P<base>\d+)(?:/(?P<radix>\d+))?:(?: (?P<words>.*))?")
_TOKEN = re.compile(r"<(?P<quotient>[a-z-]*)<|>(?P<rest>[a-z-]*)>|=(?P<same>[a-z-]+)=|&")


@record
class _Rule:
    base: int
    divisor: int
    always: str
    with_rest: str


@record(eq=False)
class Speller:
    """Spells whole numbers in one language."""

    sets: Mapping[str, tuple[_Rule, ...]]
    conjunction: str

    def spell(self, number: int, *, gender: str = "", before_noun: bool = True) -> str:
        """Return *number* in words.

        Args:
            number: 0 to 999 999 999 999.
            gender: The gender of what is counted.
            before_noun: Whether the noun follows (Spanish *veintiún días*, but *veintiuno*).
        """
        if number != int(number) or not 0 <= number <= LIMIT:
            raise LanguageError(
                Fault(
                    "language.number-range",
                    f"The number {number} cannot be written in words.",
                    hint=f"Use a whole number from 0 to {LIMIT}.",
                )
            )
        return _spell(self, self._choose(gender, before_noun=before_noun), number)

    def _choose(self, gender: str, *, before_noun: bool) -> str:
        names = (f"{gender}-noun", gender) if before_noun else (gender,)
        return next((name for name in names if name in self.sets), next(iter(self.sets)))


@lru_cache(maxsize=4096)
def _spell(speller: Speller, name: str, number: int) -> str:
    rules = speller.sets[name]
    rule = rules[bisect_right(rules, number, key=lambda found: found.base) - 1]
    quotient, rest = divmod(number, rule.divisor)

    def put(token: re.Match[str]) -> str:
        if token["quotient"] is not None:
            return _spell(speller, token["quotient"] or name, quotient)
        if token["rest"] is not None:
            return _spell(speller, token["rest"] or name, rest)
        if token["same"]:
            return _spell(speller, token["same"], number)
        return speller.conjunction if _closes(rest) else " "

    return _TOKEN.sub(put, rule.with_rest if rest else rule.always)


def _closes(rest: int) -> bool:
    """Tell whether the rest is one last group of digits: below a hundred, or whole hundreds."""
    while rest and rest % 1000 == 0:
        rest //= 1000
    return rest < 100 or (rest < 1000 and rest % 100 == 0)


def build_speller(rules: NumberRules) -> Speller:
    """Read the rules of a language."""
    sets = {name: _read_set(name, rules.sets) for name in rules.sets}
    return Speller(sets, rules.conjunction)


def _read_set(name: str, sets: Mapping[str, NumberSet]) -> tuple[_Rule, ...]:
    found: dict[int, _Rule] = {}
    chain = [sets[name]]
    while chain[-1].extends:
        chain.append(sets[chain[-1].extends])
    # A variant's changes hold for the sets that extend the one it changed, but give way to theirs.
    for each in reversed(chain):
        for line in f"{each.rules}\n{each.more}".splitlines():
            if line.strip():
                rule = _read_rule(line.strip(), name)
                found[rule.base] = rule
    return tuple(found[base] for base in sorted(found))


def _read_rule(line: str, place: str) -> _Rule:
    read = _LINE.fullmatch(line)
    if read is None:
        raise LanguageError(
            Fault("language.bad-data", f"Cannot read the number rule {line!r}.", where=place)
        )
    base, radix = int(read["base"]), int(read["radix"] or 10)
    divisor = radix
    while divisor * radix <= base:
        divisor *= radix
    words = (read["words"] or "").removeprefix("'")
    return _Rule(
        base,
        divisor,
        always=re.sub(r"\[.*?\]", "", words),
        with_rest=words.replace("[", "").replace("]", ""),
    )
