"""A defined term."""

from __future__ import annotations

from pydantic import Field

from clausekit.model.base import Model
from clausekit.model.wording import Slug, Source

__all__ = ["Definition", "forms"]


class Definition(Model):
    """A term that the wording uses with initial capitals.

    Args:
        id: Unique among definitions.
        term: The headword, then its other forms in use, parted by a bar: ``Worker | Workers``.
        text: What it means; it reads on from the term.
        sources: Where the meaning comes from.
    """

    id: Slug
    term: str = Field(min_length=1)
    text: str = Field(min_length=1)
    sources: tuple[Source, ...] = ()


def forms(term: str) -> tuple[str, ...]:
    """Return the forms of a term, the headword first.

    Example:
        >>> forms("Worker | Workers")
        ('Worker', 'Workers')
    """
    return tuple(form.strip() for form in term.split("|"))
