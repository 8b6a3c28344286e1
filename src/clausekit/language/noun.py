"""A noun that names a party, with what a sentence must know to agree with it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from clausekit.model.base import Model

__all__ = ["Noun"]


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

    def named(self, *, plural: bool = False) -> str:
        """Return the name as it is printed, in the plural if asked or if always plural."""
        return self.plural if plural or self.number == "plural" else self.form
