"""The two languages of a pair, with their tables made ready for use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from clausekit.language.checks.rules import CheckRules, compile_words, read_rules
from clausekit.language.checks.words import Words
from clausekit.language.data import read_language
from clausekit.language.files import find_tags
from clausekit.language.locale import Language, load_language
from clausekit.record import record
from clausekit.resources import templates_root

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["SOURCE", "Side", "Term", "Tongue", "load_english", "load_source", "load_tongue"]

SOURCE = "en"
_NONE = CheckRules()
_SPELLED = (*range(2, 101), 120, 180, 200, 365, 500, 1000)


@record(eq=False)
class Side:
    """One language of the pair.

    Args:
        rules: Its tables.
        spelled: The numbers that it writes in words.
        number: A pattern of those words.
        modal: Patterns of duty, right, prohibition, advice and ability.
        classes: Patterns of conditions and limits.
        units: Patterns of the units of time.
        places: Patterns of the parts of an instrument.
        negation: Patterns of the words that say no; see ``rules.negation``.
    """

    rules: CheckRules
    spelled: Mapping[str, int]
    number: Words
    modal: Mapping[str, Words | None]
    classes: Mapping[str, Words | None]
    units: Mapping[str, Words | None]
    places: Mapping[str, Words | None]
    negation: Mapping[str, Words | None]

    @property
    def strong(self) -> Words | None:
        """Words each of which is a negation."""
        return self.negation["strong"]

    @property
    def denial(self) -> Words | None:
        """Every word that says no, alone or beside another."""
        return self.negation["denial"]


@record
class Term:
    """A defined term in both languages."""

    id: str
    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Tongue:
    """English, the language of the translation, and the terms that are defined in both.

    Args:
        language: The language of the translation.
        source: The English side.
        target: The other side.
        adjectives: What the engine makes agree with a party by itself.
        terms: The defined terms.
        source_terms: A pattern of their English forms.
        target_terms: A pattern of their forms in the other language.
        by_form: The name of a term by side and form.
        by_name: The forms of a term in the other language, by its name.
    """

    language: Language
    source: Side
    target: Side
    adjectives: frozenset[str]
    terms: tuple[Term, ...] = ()
    source_terms: Words | None = None
    target_terms: Words | None = None
    by_form: Mapping[tuple[str, str], str] = field(default_factory=dict)
    by_name: Mapping[str, Term] = field(default_factory=dict)

    def with_terms(self, terms: tuple[Term, ...]) -> Tongue:
        """Return this tongue with the defined terms of a template set."""
        forms: dict[tuple[str, str], str] = {}
        for term in terms:
            forms.update({("source", form): term.id for form in term.source})
            extra = self.target.rules.terms.get(term.id)
            for form in (*term.target, *(extra.forms if extra else ())):
                forms[("target", form)] = term.id
        return Tongue(
            self.language, self.source, self.target, self.adjectives, terms,
            _longest_first(frozenset(form for side, form in forms if side == "source")),
            _longest_first(frozenset(form for side, form in forms if side == "target")),
            forms, {term.id: term for term in terms},
        )  # fmt: skip


def load_tongue(tag: str, root: Traversable | None = None) -> Tongue:
    """Read the tables for the language or variant *tag*.

    Args:
        tag: ``es`` or ``fr-CA``.
        root: The folder of the template sets; the shipped one where it is None.

    Raises:
        UnknownName: There is no such language.
        LanguageError: A file of the language is not sound.
    """
    language = load_language(tag, root=root)
    english = load_source(root)
    folder = (root or templates_root()) / language.code
    grammar = read_language(folder, language.code, None).grammar
    tracked = {form.lower() for row in grammar.adjectives for form in row}
    tracked |= {form.lower() for lead in grammar.leads for form in lead.forms}
    # The tables of a set of one's own may be left out; those of English then come with clausekit.
    own = read_rules((root or templates_root()) / SOURCE) or read_rules(templates_root() / SOURCE)
    return Tongue(
        language,
        _side(english, own or _NONE),
        _side(language, read_rules(folder) or _NONE),
        frozenset(tracked),
    )


def load_source(root: Traversable | None) -> Language:
    """Return English as *root* has it, or as it comes with clausekit where *root* has none.

    Raises:
        LanguageError: A file of English is not sound.
    """
    own = root is not None and SOURCE in find_tags(root)
    return load_language(SOURCE, root=root if own else None)


def load_english(root: Traversable | None = None) -> Tongue:
    """Read the tables of English, for a text in English beside another one."""
    return load_tongue(SOURCE, root)


@lru_cache(maxsize=32)
def _side(language: Language, rules: CheckRules) -> Side:
    spelled: dict[str, int] = {}
    for number in _SPELLED:
        for gender in ("m", "f"):
            for before_noun in (True, False):
                words = language.number_words(number, gender=gender, before_noun=before_noun)
                spelled[words.replace("’", "'").replace("\u00a0", " ").lower()] = number
    for word in rules.numbers.ignore:
        spelled.pop(word, None)
    no = rules.negation
    numbers = [re.escape(word) for word in sorted(spelled, key=lambda w: (-len(w), w))]
    return Side(
        rules,
        spelled,
        Words(numbers, apart=r"\w-"),
        {
            name: compile_words(getattr(rules.modal, name))
            for name in ("duty", "right", "prohibition", "advice", "ability")
        },
        {name: compile_words(patterns) for name, patterns in rules.classes.items()},
        {name: compile_words(patterns) for name, patterns in rules.units.items()},
        {name: compile_words(patterns) for name, patterns in rules.places.items()},
        {
            name: compile_words(getattr(rules.negation, name))
            for name in (
                "strong", "reinforcing", "joining", "prefixed", "doubtful", "weak", "loose",
            )
        }
        | {"denial": compile_words((*no.strong, *no.reinforcing, *no.joining))},
    )  # fmt: skip


@lru_cache(maxsize=32)
def _longest_first(forms: frozenset[str]) -> Words | None:
    known = sorted(forms, key=lambda form: (-len(form), form))
    choices = [re.escape(form) for form in known]
    return Words(choices, apart=r"\w-", flags=re.NOFLAG) if choices else None
