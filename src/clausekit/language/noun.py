"""A noun that names a party, with what a sentence must know to agree with it."""

from __future__ import annotations

import unicodedata
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from clausekit.model.base import Model

__all__ = ["Noun"]

_UNSEEN = frozenset("ZCM")
"""The classes of spaces, of signs without width and of accents, which need a letter below."""
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs by their class, and nothing to be seen."""


class Noun(Model):
    """The name of a party and its grammar.

    Args:
        form: The name of one party, for example ``Entidad Contratante``.
        plural: The name of several; the same as *form* where it is left out.
        gender: ``m``, ``f`` or ``n``; empty in a language without genders.
        number: ``plural`` for a party that is always several, where wording of your own agrees
            with one; a consortium is one party.
        onset: The first sound where its letters mislead: ``vowel``, ``consonant`` or
            ``stressed-a`` (Spanish *el área*). Left out, it is read from the first letters.

    Raises:
        ValidationError: Pydantic's own; a value does not fit. Whether a language needs a gender is
            told where the noun is used.

    Example:
        >>> Noun(form="Haut-Commissariat", gender="m", onset="consonant").plural
        'Haut-Commissariat'
    """

    form: str = Field(min_length=1)
    plural: str = ""
    gender: Literal["m", "f", "n", ""] = ""
    number: Literal["singular", "plural"] = "singular"
    onset: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, value: object) -> object:
        if isinstance(value, dict) and not value.get("plural"):
            return {**value, "plural": value.get("form", "")}
        return value

    @field_validator("form", "plural")
    @classmethod
    def _is_seen(cls, value: str, info: ValidationInfo) -> str:
        # A plural that was left out is the singular, whose fault is told already.
        is_told = info.field_name == "plural" and "form" not in info.data
        if value and not is_told and not any(map(_shows, value)):
            raise ValueError("the name has no letter that can be seen")
        return value

    def named(self, *, plural: bool = False) -> str:
        """Return the name as it is printed, in the plural if asked or if always plural."""
        return self.plural if plural or self.number == "plural" else self.form


def _shows(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in _UNSEEN and letter not in _FILLERS
