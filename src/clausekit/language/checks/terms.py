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

if TYPE_CHECKING:
    from clausekit.language.checks.tongue import Tongue

__all__ = ["check_false_friends", "check_synonyms", "check_terms", "find_terms"]

_TERM_KEY = re.compile(r"^definition\.(?P<id>[^/]+)/term$")
_STARTS = re.compile(r"(?:^|[.:;]\s+)$")


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
    sure = _count(pair.source_words, tongue, "source", sure=True)
    forms = {term.id: term.target for term in tongue.terms}
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
    pattern = tongue.source_terms if side == "source" else tongue.target_terms
    found: Counter[str] = Counter()
    if pattern is None:
        return found
    for match in pattern.finditer(text):
        if sure and " " not in match[0] and _STARTS.search(text[: match.start()]):
            continue
        found[tongue.by_form[(side, match[0])]] += 1
    return found


def check_synonyms(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of a word that must not stand for a defined term."""
    if pair.kind is Kind.TERM:
        return
    source = _count(pair.source_words, tongue, "source")
    terms = {term.id: term for term in tongue.terms}
    words = tongue.target_terms.sub("", pair.target_words) if tongue.target_terms else ""
    for name in source:
        # "Workers, migrant workers among them": the small word may stand on both sides.
        if _plain(terms[name].source).search(pair.source_words):
            continue
        rules = tongue.target.rules.terms.get(name)
        pattern = compile_words(rules.forbidden) if rules else None
        match = pattern.search(words) if pattern is not None else None
        if match:
            yield Issue("synonym", match[0], terms[name].target[0], match[0])


@lru_cache(maxsize=256)
def _plain(forms: tuple[str, ...]) -> re.Pattern[str]:
    plain = "|".join(re.escape(form.lower()) for form in forms)
    return re.compile(rf"(?<!\w)(?:{plain})(?!\w)")


def check_false_friends(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of a word that looks like the English one and says something else."""
    for friend in tongue.target.rules.false_friends:
        source = compile_words((friend.source,))
        target = compile_words((friend.target,))
        if source is None or target is None or not source.search(pair.source_words):
            continue
        match = target.search(pair.target_words)
        if match:
            yield Issue("false-friend", match[0], friend.instead, match[0])
