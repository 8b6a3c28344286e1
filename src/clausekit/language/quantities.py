"""Periods, shares and counts as a legal text writes them: ``treinta (30) días corridos``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from clausekit.language.typography import NO_BREAK
from clausekit.model.quantity import Quantity, Unit
from clausekit.record import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from clausekit.language.data import GrammarRules
    from clausekit.language.figures import Figures
    from clausekit.language.numbers import Speller

__all__ = ["Quantities", "Style", "link_millions"]

Style = Literal["both", "words", "figures"]


@record(eq=False)
class Quantities:
    """Writes amounts in one language."""

    rules: GrammarRules
    speller: Speller
    figures: Figures
    starts_with_vowel: Callable[[str], bool]

    def write(self, quantity: Quantity, *, gender: str = "", style: Style = "both") -> str:
        """Return *quantity* in words and figures, with its unit."""
        return _write(self, quantity.amount, quantity.unit, gender, style)

    def is_one(self, amount: int) -> bool:
        """Tell whether the singular follows *amount*."""
        return amount in self.rules.quantities.singular


@lru_cache(maxsize=4096)
def _write(writer: Quantities, amount: int, unit: Unit, gender: str, style: Style) -> str:
    rules = writer.rules
    figure = writer.figures.whole(amount)
    if unit is Unit.PERCENT:
        return f"{figure}{rules.typography.percent}%"
    words = rules.quantities.units.get(unit)
    gender = gender or (words.gender if words else "") or next(iter(rules.genders), "")
    spelled = writer.speller.spell(amount, gender=gender)
    number = {"both": f"{spelled} ({figure})", "words": spelled, "figures": figure}[style]
    if words is None:
        return number
    name = words.one if writer.is_one(amount) else words.many
    link = link_millions(amount, name, rules, writer.starts_with_vowel)
    return f"{number}{' ' if style == 'words' else NO_BREAK}{link}{name}"


def link_millions(
    amount: int, name: str, rules: GrammarRules, starts_with_vowel: Callable[[str], bool]
) -> str:
    """Return the word between whole millions and the noun: ``de `` in *un millón de días*."""
    numbers = rules.numbers
    if amount == 0 or amount % 1_000_000 or not numbers.of:
        return ""
    return numbers.of_vowel if numbers.of_vowel and starts_with_vowel(name) else numbers.of + " "
