"""Defined terms: each in an allowed form of its own, and no synonym in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from clausekit.language.checks.finding import Issue
from clausekit.language.checks.pair import Kind, Pair
from clausekit.language.checks.rules import compile_words
from clausekit.language.checks.tongue import Term
from clausekit.language.checks.words import Words

if TYPE_CHECKING:
    from clausekit.language.checks.rules import CheckRules
    from clausekit.language.checks.tongue import Tongue

__all__ = ["check_false_friends", "check_synonyms", "check_terms", "find_terms"]

_NONE: Counter[str] = Counter()
_TERM_KEY = re.compile(r"^definition\.(?P<id>[^/]+)/term$")


def find_terms(texts: Mapping[str, tuple[str, str]]) -> tuple[Term, ...]:
    """Return the defined terms among *texts*, which holds source and target by key.

    Example:
        >>> find_terms({"definition.site/term": ("Site | Sites", "Site | Sites")})[0].id
        'site'
    """
    found = []
    for key, (source, target) in texts.items():
        named = _TERM_KEY.match(key)
        if named and target:
            found.append(Term(named["id"], _forms(source), _forms(target)))
    return tuple(found)


def _forms(text: str) -> tuple[str, ...]:
    return tuple(part.strip().replace("’", "'") for part in text.split("|") if part.strip())


def check_terms(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Count every defined term on both sides.

    None at all in the translation is an error; fewer than half as many is a warning, for a pronoun
    may stand where English repeats the noun; a term that the source lacks is a warning.
    """
    if pair.kind in {Kind.TERM, Kind.HEADING, Kind.PHRASE, Kind.NOTE}:
        return
    source = _count(pair.source_words, tongue, "source")
    target = _count(pair.target_words, tongue, "target")
    if not source and not target:
        return
    sure = _count(pair.source_words, tongue, "source", sure=True)
    forms = {name: term.target for name, term in tongue.by_name.items()}
    for name in sure:
        if not target[name]:
            lower = [form for form in forms[name] if form.lower() in pair.target_words.lower()]
            at = ""
            if lower:
                start = pair.target_words.lower().index(lower[0].lower())
                at = pair.target_words[start : start + len(lower[0])]
            yield Issue("term", at, forms[name][0], at)
        elif target[name] * 2 < sure[name]:
            yield Issue(
                "term-count", f"{forms[name][0]}: {target[name]}", str(source[name]), forms[name][0]
            )
    for name in target:
        rules = tongue.target.rules.terms.get(name)
        if name not in source and name in forms and not (rules and rules.may_be_added):
            yield Issue("term-added", forms[name][0], "", forms[name][0])


def _count(text: str, tongue: Tongue, side: str, *, sure: bool = False) -> Counter[str]:
    """Count the terms of *text*; *sure* leaves out a single word that begins a sentence."""
    words = tongue.source_terms if side == "source" else tongue.target_terms
    forms = _find_forms(text, words, sure) if words else ()
    return Counter(tongue.by_form[(side, form)] for form in forms) if forms else _NONE


@lru_cache(maxsize=8192)
def _find_forms(text: str, words: Words, sure: bool) -> tuple[str, ...]:
    return tuple(
        match[0]
        for match in words.finditer(text)
        if not (sure and " " not in match[0] and _starts(text, match.start()))
    )


def _starts(text: str, at: int) -> bool:
    """Tell whether a sentence begins at *at*; what stands further before is not looked at."""
    end = at
    while end and text[end - 1].isspace():
        end -= 1
    return not at or (0 < end < at and text[end - 1] in ".:;")


def check_synonyms(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of a word that must not stand for a defined term."""
    if pair.kind is Kind.TERM:
        return
    for name in _count(pair.source_words, tongue, "source"):
        rules = tongue.target.rules.terms.get(name)
        forbidden = compile_words(rules.forbidden) if rules else None
        words = forbidden.within(pair.target_words) if forbidden else None
        if words is None or tongue.target_terms is None:
            continue
        match = words.search(tongue.target_terms.sub("", pair.target_words))
        # "Workers, migrant workers among them": the small word may stand on both sides.
        if match and not _plain(tongue.by_name[name].source).search(pair.source_words):
            yield Issue("synonym", match[0], tongue.by_name[name].target[0], match[0])


@lru_cache(maxsize=256)
def _plain(forms: tuple[str, ...]) -> Words:
    return Words([re.escape(form.lower()) for form in forms], flags=re.NOFLAG)


def check_false_friends(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of a word that looks like the English one and says something else."""
    for source, target, instead in _friends(tongue.target.rules):
        match = target.search(pair.target_words)
        if match and source.search(pair.source_words):
            yield Issue("false-friend", match[0], instead, match[0])


@lru_cache(maxsize=32)
def _friends(rules: CheckRules) -> tuple[tuple[Words, Words, str], ...]:
    return tuple(
        (Words([friend.source]), Words([friend.target]), friend.instead)
        for friend in rules.false_friends
    )
