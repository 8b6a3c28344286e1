"""The names that the parties go by in one text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clausekit.errors import Fault, LanguageError, UnknownName, nearest
from clausekit.language.noun import Noun

__all__ = ["choose_names"]


def choose_names(
    wanted: Mapping[str, str | Noun],
    known: Mapping[str, Mapping[str, Noun]],
    genders: Sequence[str],
    language: str,
) -> dict[str, Noun]:
    """Return the noun for each party.

    Args:
        wanted: For a party, one of the listed choices or a noun of its own.
        known: The choices of each party.
        genders: The genders of the language; none where a name needs no gender.
        language: Its name, for the errors.

    Raises:
        UnknownName: A party or a choice is not known.
        LanguageError: A noun lacks the gender that the language needs.
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
            if genders and choice.gender not in genders:
                message = f"The name {choice.form!r} needs a gender in {language}."
                hint = f"Give one of: {', '.join(genders)}."
                unfit.append(Fault("language.noun-gender", message, where=party, hint=hint))
            chosen[party] = choice
        elif choice in known[party]:
            chosen[party] = known[party][choice]
        else:
            message = f"{choice!r} is not a listed name for the {party}."
            hint = nearest(choice, known[party])
            unknown.append(Fault("language.unknown-choice", message, where=party, hint=hint))
    if unknown:
        raise UnknownName(*unknown)
    if unfit:
        raise LanguageError(*unfit)
    return chosen
