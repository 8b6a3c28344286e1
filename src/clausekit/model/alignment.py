"""What the alignment matrix covers: places of the core instruments, and why a gap is a gap."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from clausekit.model.base import Model
from clausekit.model.wording import Slug, Source

__all__ = ["AlignedPlace", "Alignment", "CoreInstrument"]


class CoreInstrument(StrEnum):
    """The instruments of which every place is accounted for."""

    ILO = "ilo"
    """The ten fundamental Conventions and the Protocol of 2014."""
    UNGP = "ungp"
    OECD = "oecd"


class AlignedPlace(Model):
    """A place of an instrument that clauses serve, or do not.

    Args:
        id: Unique in its instrument; part of the key of its translations.
        source: The place; every place inside it counts as well.
        subject: What it is about; the title of the instrument where it is empty.
        remark: Why no clause of a contract can serve it, or how far one can.
        served_by: Clauses that serve the place as a whole, besides those that cite it.
    """

    id: Slug
    source: Source
    subject: str = ""
    remark: str = ""
    served_by: tuple[str, ...] = ()

    def covers(self, cited: Source) -> bool:
        """Tell whether *cited* is this place or lies inside it.

        Example:
            >>> place = AlignedPlace(id="p-1", source="UNGP principle 1")
            >>> place.covers(Source.model_validate("UNGP principle 1(a)"))
            True
            >>> place.covers(Source.model_validate("UNGP principle 19(a)"))
            False
        """
        if cited.instrument != self.source.instrument:
            return False
        if self.source.pinpoint in {"whole", cited.pinpoint}:
            return True
        inside = cited.pinpoint.removeprefix(self.source.pinpoint)
        return inside != cited.pinpoint and inside[0] in "(,"


class Alignment(Model):
    """An instrument with the places that the matrix accounts for.

    Args:
        id: Which.
        rows: The places, in order.
    """

    id: CoreInstrument
    rows: tuple[AlignedPlace, ...] = Field(min_length=1)
