"""Placeholders and references: the same names on both sides, each one readable."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from clausekit.errors import LanguageError
from clausekit.language.checks.finding import Issue
from clausekit.language.checks.pair import Pair
from clausekit.language.wording import placeholders
from clausekit.model.quantity import Quantity

if TYPE_CHECKING:
    from clausekit.language.checks.tongue import Tongue

__all__ = ["check_names", "check_printing", "check_syntax"]


def check_syntax(pair: Pair, _: Tongue) -> Iterator[Issue]:
    """Tell of braces that cannot be read; the other checks need them sound."""
    try:
        placeholders(pair.target)
    except LanguageError as error:
        for fault in error.faults:
            column = fault.where.removeprefix("column ")
            rest = pair.target[int(column) - 1 :] if column.isdigit() else ""
            yield Issue("syntax", fault.message, at=rest.split(" ", maxsplit=1)[0])


def check_names(pair: Pair, _: Tongue) -> Iterator[Issue]:
    """Compare the names in braces; how often each stands is free."""
    wanted, used = placeholders(pair.source), placeholders(pair.target)
    for code, refers in (("placeholder", False), ("reference", True)):
        missing = sorted(name for name in wanted - used if name.startswith("ref:") is refers)
        added = sorted(name for name in used - wanted if name.startswith("ref:") is refers)
        if missing or added:
            yield Issue(code, _braced(added), _braced(missing), "{" + added[0] if added else "")


def check_printing(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Print the text once with a stand-in for every fact; what cannot be printed is told."""
    names = {name for name in placeholders(pair.target) if not name.startswith("ref:")}
    for value in _stand_ins():
        facts = {name: value for name in names if name not in tongue.language.parties}
        try:
            tongue.language.render(pair.target, facts)
        except LanguageError as error:
            faults = error.faults
        else:
            return
    for fault in faults:
        yield Issue("render", fault.message)


@lru_cache(maxsize=1)
def _stand_ins() -> tuple[object, ...]:
    return Quantity.model_validate("30 days"), "text", Quantity.model_validate("3")


def _braced(names: list[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
