"""Paragraphs of legal text, with their sources and the amounts they print."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, StringConstraints, model_validator

from clausekit.model.base import Model
from clausekit.model.mapping import FrozenMapping
from clausekit.model.quantity import Quantity
from clausekit.model.tier import Tier

__all__ = ["Nature", "Paragraph", "Provision", "Slug", "Source", "Value"]

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
"""A short name inside its owner; part of the key of a translation."""


class Nature(StrEnum):
    """What an obligation owes: the result itself, or the effort towards it.

    The distinction (*obligation de résultat*, *obligation de moyens*) decides who proves what.
    """

    RESULT = "result"
    MEANS = "means"


class Value(Model):
    """An amount that a clause prints, lighter for a small supplier, stronger for a higher tier.

    Args:
        standard: The amount of the basic set, and of every set that names no other.
        small: The amount for a small supplier, whatever the tier.
        intermediate: The amount from the intermediate tier on.
        advanced: The amount of the advanced tier.

    Example:
        >>> Value.model_validate("30 days").standard.amount
        30
        >>> Value.model_validate({"standard": "30 days", "small": "45 days"}).small.amount
        45
    """

    standard: Quantity
    small: Quantity | None = None
    intermediate: Quantity | None = None
    advanced: Quantity | None = None

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, str | int | Quantity):
            return {"standard": value}
        return value

    @model_validator(mode="after")
    def _same_unit(self) -> Value:
        if self.small is not None and self.small.unit is not self.standard.unit:
            raise ValueError("the amounts for a standard and a small supplier differ in unit")
        for other in (self.intermediate, self.advanced):
            if other is not None and other.unit is not self.standard.unit:
                raise ValueError("the amounts of two tiers differ in unit")
        return self

    def of(self, *, small: bool, tier: Tier = Tier.BASIC) -> Quantity:
        """Return the amount for a small supplier or, without one, that of *tier*."""
        if small and self.small is not None:
            return self.small
        amounts = {
            Tier.BASIC: self.standard,
            Tier.INTERMEDIATE: self.intermediate or self.standard,
            Tier.ADVANCED: self.advanced or self.intermediate or self.standard,
        }
        return amounts[tier]


class Source(Model):
    """A place in an instrument, written ``ILO-C029 art. 2(1)``.

    Example:
        >>> Source.model_validate("ILO-C029 art. 2(1)")
        Source(instrument='ILO-C029', pinpoint='art. 2(1)')
    """

    instrument: str = Field(pattern=r"^[A-Z0-9][A-Z0-9-]*$")
    pinpoint: str = "whole"

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, str):
            instrument, _, pinpoint = value.strip().partition(" ")
            return {"instrument": instrument, "pinpoint": pinpoint.strip() or "whole"}
        return value

    def __str__(self) -> str:
        return f"{self.instrument} {self.pinpoint}"


class Paragraph(Model):
    """A paragraph of wording, numbered in the document.

    Args:
        id: Unique inside its owner; part of the key of its translation.
        text: The English wording; it ends with a colon where items follow.
        items: Lettered items.
        sources: Where the standard comes from; printed as a note.
        nature: Result or means, where the paragraph obliges.
        small: True: only in the lighter set for a small supplier; False: only in the standard set;
            None: in both.
        tier: The tier from which on it stands; None: in every tier.
    """

    id: Slug
    text: str = Field(min_length=1)
    items: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    nature: Nature | None = None
    small: bool | None = None
    tier: Tier | None = None

    @model_validator(mode="after")
    def _items_are_introduced(self) -> Paragraph:
        if bool(self.items) is not self.text.endswith(":"):
            raise ValueError(f"paragraph {self.id!r}: a colon announces items, and only items")
        return self

    def stands(self, *, small: bool, tier: Tier = Tier.ADVANCED) -> bool:
        """Tell whether the paragraph belongs to the set of *tier* for a small or other supplier."""
        fits = self.small is None or self.small is small
        return fits and (self.tier is None or self.tier.rank <= tier.rank)


class Provision(Model):
    """An article without an obligation to verify: purpose, precedence, time limits.

    Args:
        id: Unique in the catalogue; the anchor of cross-references.
        title: The English heading.
        paragraphs: The wording.
        values: The amounts that it prints, by name.
    """

    id: str = Field(pattern=r"^[a-z]+\.[a-z][a-z0-9-]*$")
    title: str = Field(min_length=1)
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1)
    values: FrozenMapping[str, Value] = {}

    @model_validator(mode="after")
    def _paragraphs_are_unique(self) -> Provision:
        ids = [paragraph.id for paragraph in self.paragraphs]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"paragraph ids stand twice: {', '.join(twice)}")
        return self

    @model_validator(mode="after")
    def _values_are_printed(self) -> Provision:
        printed = {
            name
            for paragraph in self.paragraphs
            for text in (paragraph.text, *paragraph.items)
            for name in re.findall(r"\{([a-z_]+)(?::[a-z]+)?\}", text)
        }
        idle = sorted(set(self.values) - printed)
        if idle:
            raise ValueError(f"values that no wording prints: {', '.join(idle)}")
        return self
