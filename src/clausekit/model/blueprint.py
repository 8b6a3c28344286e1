"""The plan of a document kind: which articles stand in which parts, in which order."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from clausekit.model.base import Model
from clausekit.model.kind import DocumentKind
from clausekit.model.wording import Provision, Slug, Source

__all__ = [
    "DEFINITIONS",
    "Blueprint",
    "DefinitionsPlan",
    "Part",
    "Preamble",
    "Recital",
    "Schedule",
    "SignaturesPlan",
    "VerificationPlace",
]

DEFINITIONS = "definitions"
"""The token that stands for the article with the definitions."""


class Recital(Model):
    """A recital of the preamble."""

    id: Slug
    text: str = Field(min_length=1)
    sources: tuple[Source, ...] = ()


class Preamble(Model):
    """Why the document exists."""

    title: str = Field(min_length=1)
    recitals: tuple[Recital, ...] = Field(min_length=1)


class DefinitionsPlan(Model):
    """The article with the definitions; its entries come from the terms that are used."""

    title: str = Field(min_length=1)
    intro: str = Field(min_length=1)


class Part(Model):
    """A part of a document.

    Args:
        id: Unique in the document.
        title: Its heading.
        articles: Ids of clauses and provisions, and ``definitions``; a clause that is not
            selected is left out.
    """

    id: Slug
    title: str = Field(min_length=1)
    articles: tuple[str, ...] = Field(min_length=1)


class VerificationPlace(StrEnum):
    """Where the verifications are printed."""

    SCHEDULE = "schedule"
    INLINE = "inline"


class Schedule(StrEnum):
    """The schedules that can follow the articles."""

    VERIFICATION = "verification"
    LADDERS = "ladders"
    BLANKS = "blanks"


class SignaturesPlan(Model):
    """Who signs, at the end of the document."""

    title: str = Field(min_length=1)
    signatories: tuple[Literal["buyer", "supplier"], ...] = Field(min_length=1)


class Blueprint(Model):
    """The plan of a document kind.

    Args:
        id: The kind.
        title: The document's title.
        label: The line above the title.
        particulars: Whether a table of the contract's particulars comes first.
        definitions: The article with the definitions.
        verification: Where the verifications are printed.
        preamble: Why the document exists.
        provisions: Articles that belong to this kind alone.
        parts: What stands where.
        schedules: What follows the articles.
        signatures: Who signs.
    """

    id: DocumentKind
    title: str = Field(min_length=1)
    label: str = Field(min_length=1)
    particulars: bool
    definitions: DefinitionsPlan
    verification: VerificationPlace
    preamble: Preamble
    provisions: tuple[Provision, ...] = ()
    parts: tuple[Part, ...] = Field(min_length=1)
    schedules: tuple[Schedule, ...] = ()
    signatures: SignaturesPlan

    @model_validator(mode="after")
    def _blanks_are_listed(self) -> Blueprint:
        if self.schedules[-1:] != (Schedule.BLANKS,):
            raise ValueError("the last schedule lists the places that are left to be completed")
        return self

    @model_validator(mode="after")
    def _articles_stand_once(self) -> Blueprint:
        articles = [article for part in self.parts for article in part.articles]
        twice = sorted({name for name in articles if articles.count(name) > 1})
        if twice:
            raise ValueError(f"articles stand twice: {', '.join(twice)}")
        if DEFINITIONS not in articles:
            raise ValueError("no part holds the definitions")
        missing = sorted({p.id for p in self.provisions} - set(articles))
        if missing:
            raise ValueError(f"provisions without a place: {', '.join(missing)}")
        return self
