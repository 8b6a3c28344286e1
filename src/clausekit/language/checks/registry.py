"""Every check and every code, in one table each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from clausekit.language.checks.agreement import check_leads, check_untracked
from clausekit.language.checks.citations import check_citations, check_places
from clausekit.language.checks.finding import Issue, Severity
from clausekit.language.checks.foreign import check_length, check_mixture, check_unchanged
from clausekit.language.checks.meaning import (
    check_conditions,
    check_coordination,
    check_modals,
    check_opposites,
)
from clausekit.language.checks.negations import check_negations
from clausekit.language.checks.numbers import (
    check_dates,
    check_figures,
    check_numbers,
    check_units,
)
from clausekit.language.checks.pair import Pair
from clausekit.language.checks.placeholders import (
    check_names,
    check_printing,
    check_syntax,
)
from clausekit.language.checks.structure import (
    check_brackets,
    check_ending,
    check_lists,
    check_quotes,
    check_spacing,
)
from clausekit.language.checks.terms import check_false_friends, check_synonyms, check_terms

if TYPE_CHECKING:
    from clausekit.language.checks.tongue import Tongue

__all__ = ["CHECKS", "CODES", "Check", "examine"]

Check = Callable[[Pair, "Tongue"], Iterator[Issue]]

CHECKS: tuple[Check, ...] = (
    check_names,
    check_numbers,
    check_figures,
    check_dates,
    check_units,
    check_citations,
    check_places,
    check_modals,
    check_negations,
    check_opposites,
    check_conditions,
    check_coordination,
    check_terms,
    check_synonyms,
    check_false_friends,
    check_leads,
    check_untracked,
    check_ending,
    check_lists,
    check_spacing,
    check_brackets,
    check_quotes,
    check_unchanged,
    check_mixture,
    check_length,
)
"""The checks of a text that can be read and printed."""

_ERROR, _WARNING, _INFORMATION = Severity

CODES: Mapping[str, tuple[Severity, str]] = MappingProxyType(
    {
        "missing": (_ERROR, "Translate the text."),
        "stale": (_ERROR, "Compare the two English wordings, correct the text, clear the mark."),
        "unknown-key": (_WARNING, "Run templates update, and move the text to its entry."),
        "no-tables": (_WARNING, "Write checks.toml for the language; see the shipped ones."),
        "inconsistent": (_WARNING, "Use one wording for both, unless they mean two things."),
        "syntax": (_ERROR, "Write {name}, {name:one|other} or {ref:clause.id}."),
        "placeholder": (_ERROR, "Use the same names in braces as the English wording."),
        "reference": (_ERROR, "Refer to the same clauses as the English wording."),
        "render": (_ERROR, "Mend the placeholder, so that the text can be printed."),
        "number": (_ERROR, "Write the same numbers as the English wording."),
        "figure-and-words": (_ERROR, "Let the figure and the words name the same number."),
        "date": (_ERROR, "Write the same date as the English wording."),
        "numeric-date": (_ERROR, "Write the month as a word: 3/4 is read in two ways."),
        "citation": (_ERROR, "Cite the same instrument by the same number."),
        "place": (_ERROR, "Cite the same article, annex or paragraph."),
        "unit": (_ERROR, "Count in the same unit as the English wording."),
        "modal": (_ERROR, "Keep duty, right, prohibition and advice what they are."),
        "negation": (_WARNING, "See whether both texts say yes, or both say no."),
        "inversion": (_ERROR, "Turn the limit or the condition round again."),
        "condition": (_WARNING, "See whether the condition or the limit got lost."),
        "coordination": (_WARNING, "See whether the parts are joined as in English: and, or."),
        "term": (_ERROR, "Write the defined term, with its capital letters."),
        "term-count": (_WARNING, "See whether the defined term got lost in one place."),
        "term-added": (_WARNING, "See whether the English wording means this defined term."),
        "synonym": (_WARNING, "Write the defined term, not another word for it."),
        "false-friend": (_WARNING, "Look the English word up; this one says something else."),
        "lead": (_WARNING, "Write the sentence for the default name of the party."),
        "agreement": (_WARNING, "Write the forms for each gender: {supplier:bound|bound}."),
        "list-conjunction": (_ERROR, "End the item with the same conjunction."),
        "list-colon": (_ERROR, "Let a colon stand where items follow, and only there."),
        "list-items": (_ERROR, "Give the text the same lettered items."),
        "ending": (_WARNING, "End the text as the English wording ends."),
        "line-breaks": (_WARNING, "Break the text where the English wording is broken."),
        "spacing": (_WARNING, "Mend the space."),
        "doubled-word": (_WARNING, "Take one of the two words away."),
        "brackets": (_ERROR, "Give each bracket its partner."),
        "parentheses": (_WARNING, "See whether a remark in brackets got lost."),
        "quotes": (_WARNING, "Put the quotation marks of the language, in pairs."),
        "unchanged": (_ERROR, "Translate the text; it still reads as in English."),
        "unchanged-short": (_INFORMATION, "Translate it, or list it under same in checks.toml."),
        "untranslated": (_ERROR, "Translate the words that still stand in English."),
        "mixed-language": (_ERROR, "Write the whole text in one language."),
        "foreign-word": (_WARNING, "See whether the word belongs to the language."),
        "truncated": (_ERROR, "See where the rest of the text went."),
        "length": (_WARNING, "See whether something got lost or was added."),
    }
)
"""Each code with its severity and its hint."""


def examine(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Yield what all checks tell of one text."""
    for reading in (check_syntax, check_printing):
        broken = list(reading(pair, tongue))
        if broken or not pair.readable:
            yield from broken
            return
    for check in CHECKS:
        yield from check(pair, tongue)
