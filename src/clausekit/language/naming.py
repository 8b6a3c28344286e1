"""The names that the parties go by in one text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from clausekit.errors import Fault, LanguageError, UnknownName, nearest
from clausekit.language.grammar import fold
from clausekit.language.noun import Noun

if TYPE_CHECKING:
    from clausekit.language.data import GrammarRules, LanguageData
    from clausekit.language.files import LanguageFiles

__all__ = ["choose_names", "refuse_plurals", "wrong_defaults"]

_SOUNDS = ("vowel", "consonant", "stressed-a")
"""What a noun may begin with in any language; a language without a rule for one pays no heed."""


def choose_names(
    wanted: Mapping[str, str | Noun],
    known: Mapping[str, Mapping[str, Noun]],
    rules: GrammarRules,
    language: str,
) -> dict[str, Noun]:
    """Return the noun for each party.

    Args:
        wanted: For a party, one of the listed choices or a noun of its own.
        known: The choices of each party.
        rules: The grammar of the language: its genders and its article.
        language: Its name, for the errors.

    Raises:
        UnknownName: A party or a choice is not known.
        LanguageError: A noun lacks the gender that the language needs, has an article of its own,
            is a plural that says it is none, or begins with a sound that no rule speaks of.
    """
    chosen: dict[str, Noun] = {}
    unknown: list[Fault] = []
    unfit: list[Fault] = []
    for party, choice in wanted.items():
        if party not in known:
            message = f"{party!r} is not a party of the contract."
            hint = nearest(party, known)
            unknown.append(Fault("language.unknown-party", message, where=party, hint=hint))
        elif isinstance(choice, Noun):
            unfit += _misfits(choice, party, known[party], rules, language)
            chosen[party] = choice
        elif isinstance(choice, str) and choice in known[party]:
            chosen[party] = known[party][choice]
        else:
            message = f"{choice!r} is not a listed name for the {party}."
            hint = (
                nearest(choice, known[party])
                if isinstance(choice, str)
                else "Give one of the listed names as a text, or a clausekit.Noun."
            )
            unknown.append(Fault("language.unknown-choice", message, where=party, hint=hint))
    if unknown:
        raise UnknownName(*unknown)
    if unfit:
        raise LanguageError(*unfit)
    return chosen


def refuse_plurals(parties: Mapping[str, Noun], known: Mapping[str, Mapping[str, Noun]]) -> None:
    """Refuse a party that is always several, for wording whose verbs stand in the singular.

    Args:
        parties: The names that are printed.
        known: The choices of each party.

    Raises:
        LanguageError: With every such party.
    """
    faults = [
        Fault(
            "language.plural-party",
            f"The name {noun.named()!r} of the {party} is a plural; the wording speaks of one.",
            where=party,
            hint=f"Name the party in the singular, {_singular(noun, known[party])!r}."
            + (" Several go by the name 'consortium'." if "consortium" in known[party] else ""),
        )
        for party, noun in parties.items()
        if noun.number == "plural"
    ]
    if faults:
        raise LanguageError(*faults)


def _misfits(
    noun: Noun, party: str, known: Mapping[str, Noun], rules: GrammarRules, language: str
) -> Iterator[Fault]:
    """Yield what is wrong with a noun that somebody gave."""
    genders = rules.genders
    if genders and noun.gender not in genders:
        message = f"The name {noun.form!r} needs a gender in {language}."
        hint = f"Give one of: {', '.join(genders)}."
        yield Fault("language.noun-gender", message, where=party, hint=hint)
    sounds = {*_SOUNDS, *(rule.sound for rule in rules.onsets)} - {""}
    if noun.onset is not None and noun.onset not in sounds:
        message = f"The name {noun.form!r} begins with no sound {noun.onset!r}."
        hint = nearest(noun.onset, sounds)
        yield Fault("language.noun-onset", message, where=party, hint=hint)
    article = _article(noun.form, rules)
    bare = noun.form[len(article) :].strip()
    if article:
        message = f"The name {noun.form!r} begins with an article; the wording has its own."
        hint = f"Write the name alone, {bare!r}."
        yield Fault("language.noun-article", message, where=party, hint=hint)
    if noun.number == "singular" and _is_listed_plural(bare, known):
        singular = _singular(Noun(form=bare), known)
        message = f"The name {noun.form!r} is a plural; the wording speaks of one."
        hint = f"Name the party in the singular, such as {singular!r}."
        yield Fault("language.noun-number", message, where=party, hint=hint)


def _article(name: str, rules: GrammarRules) -> str:
    """Return the article with which *name* begins, as it is written there; else nothing."""
    if not rules.leads:
        return ""
    first = rules.leads[0]
    forms = {*first.forms, *(form for row in first.before.values() for form in row)} - {""}
    for form in sorted(forms, key=len, reverse=True):
        begins = form if form.endswith("’") else f"{form} "
        if fold(name).startswith(begins):
            return name[: len(begins)]
    return ""


def _is_listed_plural(name: str, known: Mapping[str, Noun]) -> bool:
    """Tell whether *name* begins with the plural of a listed name, and with no singular."""
    word = _first_word(name)
    return word in {_first_word(noun.plural) for noun in known.values()} - {
        _first_word(noun.form) for noun in known.values()
    }


def _singular(noun: Noun, known: Mapping[str, Noun]) -> str:
    """Return the name of one: the noun's own, that of the listed name it resembles, or any."""
    if noun.form != noun.plural and not _is_listed_plural(noun.form, known):
        return noun.form
    word = _first_word(noun.form)
    alike = (one for one in known.values() if _first_word(one.plural) == word)
    return next(alike, next(iter(known.values()))).form


def _first_word(name: str) -> str:
    return fold(name).partition(" ")[0]


def wrong_defaults(files: LanguageFiles, data: LanguageData) -> Iterator[Fault]:
    """Yield a fault for each party whose usual name is not listed, with the file that says it."""
    *_, own = files.places  # that of the variant, where there is one
    for party, choice in data.defaults.items():
        names = data.parties.get(party, {})
        # Without a name of the base, nobody knows what the wording is written for.
        of_base = party not in data.authored
        if of_base or choice not in names:
            yield Fault(
                "language.bad-data",
                f"The default name for {party!r} is not in the list."
                if of_base
                else f"The default name {choice!r} for {party!r} is not in the list.",
                f"{files.code}/terms.toml: /defaults/{party}"
                if of_base or files.variant is None
                else f"{own}: /defaults/{party}",
                nearest(choice, names),
            )
