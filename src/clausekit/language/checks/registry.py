"""Every check and every code, in one table each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from clausekit.language.checks.agreement import check_leads, check_untracked
from clausekit.language.checks.citations import check_citations, check_places
from clausekit.language.checks.finding import Issue, Severity
from clausekit.language.checks.foreign import (
    check_length,
    check_mixture,
    check_overlong,
    check_region,
    check_unchanged,
)
from clausekit.language.checks.letters import (
    check_acronyms,
    check_addresses,
    check_initial,
    check_invisible,
)
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
from clausekit.language.checks.roles import check_roles
from clausekit.language.checks.structure import (
    check_brackets,
    check_ending,
    check_lists,
    check_quotes,
    check_sentences,
    check_spacing,
)
from clausekit.language.checks.sums import check_currencies, check_shares
from clausekit.language.checks.terms import check_false_friends, check_synonyms, check_terms
from clausekit.language.checks.undefined import check_undefined

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
    check_currencies,
    check_shares,
    check_modals,
    check_negations,
    check_opposites,
    check_conditions,
    check_coordination,
    check_roles,
    check_terms,
    check_synonyms,
    check_false_friends,
    check_undefined,
    check_leads,
    check_untracked,
    check_ending,
    check_lists,
    check_sentences,
    check_initial,
    check_invisible,
    check_addresses,
    check_acronyms,
    check_spacing,
    check_brackets,
    check_quotes,
    check_unchanged,
    check_mixture,
    check_region,
    check_length,
)
"""The checks of a text that can be read and printed."""

_ERROR, _WARNING, _INFORMATION = Severity

CODES: Mapping[str, tuple[Severity, str]] = MappingProxyType(
    {
        "missing": (_ERROR, "Translate the text."),
        "stale": (
            _ERROR,
            "Compare the English wordings and correct the text; or sign it by its key.",
        ),
        "unknown-key": (_WARNING, "Run templates update, and move the text to its entry."),
        "no-tables": (_WARNING, "Write checks.toml for the language; see the shipped ones."),
        "unreadable": (_ERROR, "Mend the file; the others were checked."),
        "question": (_ERROR, "Write the answer in the place of the three question marks."),
        "waiver-expired": (_WARNING, "Look again: a wording changed. Waive it anew, or drop it."),
        "waiver-unused": (_WARNING, "Take the waiver away: there is no such finding."),
        "ambiguous-source": (_INFORMATION, "See whether the English wording is clear enough."),
        "reused": (_WARNING, "Give two articles two headings, unless English means one."),
        "unused-term": (_WARNING, "Use the term in the texts as it is defined."),
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
        "currency": (_ERROR, "Name the currency by its ISO code, the same as in English."),
        "percent": (_ERROR, "Write the same shares in per cent as the English wording."),
        "unit": (_ERROR, "Count in the same unit as the English wording."),
        "modal": (_ERROR, "Keep duty, right, prohibition and advice what they are."),
        "negation": (_WARNING, "See whether both texts say yes, or both say no."),
        "inversion": (_ERROR, "Turn the limit or the condition round again."),
        "condition": (_WARNING, "See whether the condition or the limit got lost."),
        "coordination": (_WARNING, "See whether the parts are joined as in English: and, or."),
        "party": (_WARNING, "See whether the right party acts."),
        "term": (_ERROR, "Write the defined term, with its capital letters."),
        "term-count": (_WARNING, "See whether the defined term got lost in one place."),
        "term-added": (_WARNING, "See whether the English wording means this defined term."),
        "undefined": (_WARNING, "Write the word small, or use the term that is defined."),
        "synonym": (_WARNING, "Write the defined term, not another word for it."),
        "false-friend": (_WARNING, "Look the English word up; this one says something else."),
        "lead": (_WARNING, "Write the sentence for the default name of the party."),
        "agreement": (_WARNING, "Write the forms for each gender: {supplier:bound|bound}."),
        "list-conjunction": (_ERROR, "End the item with the same conjunction."),
        "list-colon": (_ERROR, "Let a colon stand where items follow, and only there."),
        "list-items": (_ERROR, "Give the text the same lettered items."),
        "ending": (_WARNING, "End the text as the English wording ends."),
        "line-breaks": (_WARNING, "Break the text where the English wording is broken."),
        "sentences": (_WARNING, "See whether a sentence got lost, or was joined to another."),
        "initial": (_WARNING, "Begin the text as the English wording begins."),
        "invisible": (_WARNING, "Take the sign away; nobody sees it, and searches trip over it."),
        "address": (_ERROR, "Copy the address letter by letter."),
        "acronym": (_WARNING, "Write the acronym of the language."),
        "spacing": (_WARNING, "Mend the space."),
        "doubled-word": (_WARNING, "Take one of the two words away."),
        "brackets": (_ERROR, "Give each bracket its partner."),
        "parentheses": (_WARNING, "See whether a remark in brackets got lost."),
        "quotes": (_WARNING, "Put the quotation marks of the language, in pairs."),
        "frame-broken": (_ERROR, "Mend the Word template; no document can be made with it."),
        "frame-untranslated": (_ERROR, "Translate the text in Word."),
        "frame-foreign": (_WARNING, "See whether the words belong to the language."),
        "frame-tag": (_ERROR, "Let the template have the tags of the English one, untranslated."),
        "frame-order": (_WARNING, "See whether the order of the tags is meant."),
        "frame-structure": (_WARNING, "See whether a table, a field or a section got lost."),
        "frame-quotes": (_ERROR, "Type straight quotation marks inside a tag."),
        "frame-split": (_INFORMATION, "Type the tag anew in one go; Word cut it into pieces."),
        "frame-language": (_WARNING, "Set the language for spelling in Word, in the styles."),
        "frame-missing": (_ERROR, "Copy the template of another language and translate it."),
        "unchanged": (_ERROR, "Translate the text; it still reads as in English."),
        "unchanged-short": (_INFORMATION, "Translate it, or list it under same in checks.toml."),
        "untranslated": (_ERROR, "Translate the words that still stand in English."),
        "mixed-language": (_ERROR, "Write the whole text in one language."),
        "foreign-word": (_WARNING, "See whether the word belongs to the language."),
        "regional": (_INFORMATION, "Use a word of all countries; a variant has its own."),
        "truncated": (_ERROR, "See where the rest of the text went."),
        "overlong": (_ERROR, "See what was added; no translation is so much longer."),
        "length": (_WARNING, "See whether something got lost or was added."),
    }
)
"""Each code with its severity and its hint."""


def examine(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Yield what all checks tell of one text."""
    if endless := list(check_overlong(pair, tongue)):
        yield from endless
        return
    for reading in (check_syntax, check_printing):
        broken = list(reading(pair, tongue))
        if broken or not pair.readable:
            yield from broken
            return
    for check in CHECKS:
        yield from check(pair, tongue)
