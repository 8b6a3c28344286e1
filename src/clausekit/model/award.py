"""Award criteria: weighted, scored, linked to what is bought, within the bounds of the law."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from clausekit.model.base import Model
from clausekit.model.wording import Slug, Source

__all__ = ["AwardCriteria", "Criterion", "SocialBounds"]

_WHOLE = 100


class SocialBounds(Model):
    """What national law says of the weight of social criteria together, in per cent.

    Args:
        at_least: Zero where the law asks for none.
        at_most: A hundred where the law sets no limit.
        source: Where the law says so.
    """

    at_least: int = Field(default=0, ge=0, le=_WHOLE)
    at_most: int = Field(default=_WHOLE, ge=0, le=_WHOLE)
    source: str = ""

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        if self.at_most < self.at_least:
            raise ValueError("the least weight of social criteria is above the most")
        if (self.at_least, self.at_most) != (0, _WHOLE) and not self.source:
            raise ValueError("bounds come from a law: name it as the source")
        return self


class Criterion(Model):
    """A criterion by which tenders are compared.

    Args:
        id: Unique among the criteria.
        title: What is compared.
        weight: In per cent.
        social: Whether it is a social one.
        scoring: How points are given.
        evidence: What the tenderer hands in; it can be verified.
        link: Its link to the subject-matter of the contract.
        legal_basis: What allows a social criterion.
    """

    id: Slug
    title: str = Field(min_length=1)
    weight: int = Field(ge=1, le=_WHOLE)
    social: bool = False
    scoring: str = Field(min_length=1)
    evidence: str = Field(min_length=1)
    link: str = Field(min_length=1)
    legal_basis: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _has_a_basis(self) -> Self:
        if self.social and not self.legal_basis:
            raise ValueError(f"the criterion {self.id!r} is a social one: name its legal basis")
        return self


class AwardCriteria(Model):
    """The criteria of a procedure. Their weights, in per cent, make a hundred.

    What does not fit raises pydantic's ``ValidationError``, with all that is wrong.

    Args:
        criteria: In order.
        bounds: What national law says of social criteria.

    Example:
        >>> quality = {"id": "repair", "title": "Repair of worn uniforms", "weight": 30,
        ...     "scoring": "Points by days", "evidence": "Repair plan",
        ...     "link": "Uniforms that are repaired serve longer."}
        >>> price = {**quality, "id": "price", "title": "Price", "weight": 70}
        >>> AwardCriteria.model_validate({"criteria": [price, quality]}).social_weight
        0
    """

    criteria: tuple[Criterion, ...] = Field(min_length=1)
    bounds: SocialBounds = SocialBounds()

    @property
    def social_weight(self) -> int:
        """The weight of all social criteria together."""
        return sum(criterion.weight for criterion in self.criteria if criterion.social)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        ids = [criterion.id for criterion in self.criteria]
        if len(set(ids)) != len(ids):
            raise ValueError("two criteria share an id")
        total = sum(criterion.weight for criterion in self.criteria)
        if total != _WHOLE:
            raise ValueError(f"the weights make {total}; they must make {_WHOLE}")
        if not self.bounds.at_least <= self.social_weight <= self.bounds.at_most:
            raise ValueError(
                f"social criteria weigh {self.social_weight}; the law allows "
                f"{self.bounds.at_least} to {self.bounds.at_most}"
            )
        return self
