"""International instruments and the places in them that clauses cite."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from clausekit.model.base import Model
from clausekit.model.mapping import FrozenMapping

__all__ = ["Confidence", "Instrument", "InstrumentKind", "Pinpoint"]


class Confidence(StrEnum):
    """How sure it is that a title, date or number is right; only ``high`` is printed."""

    HIGH = "high"
    MEDIUM = "medium"


class InstrumentKind(StrEnum):
    """The legal nature of an instrument."""

    DECLARATION = "declaration"
    TREATY = "treaty"
    RESOLUTION = "resolution"
    SOFT_LAW = "soft-law"
    STANDARD = "standard"
    EU_LAW = "eu-law"


class Pinpoint(Model):
    """A place in an instrument.

    Args:
        ref: Canonical form, such as ``art. 2(1)(a)``.
        gist: What it says, in our own words.
        confidence: How sure the number is.
    """

    ref: str = Field(min_length=1)
    gist: str = ""
    confidence: Confidence


class Instrument(Model):
    """A treaty, declaration or standard.

    Args:
        id: Such as ``ILO-C029``.
        kind: Its legal nature.
        body: Who adopted it.
        adopted: When, as an ISO date or month.
        symbol: Document symbol, where it has one.
        titles: Official title by language (``en es fr pt_BR pt_PT``).
        cite: Short form by language.
        brief: The title without its subtitle, by language, where a title is too long to stand in
            every note; used from the second citation on.
        url: Where the text is found.
        pinpoints: The places that may be cited.
        confidence: Medium as soon as a title, a date or one pinpoint is.
        cited_in: ISO 3166-1 alpha-2 codes of the countries whose buyers cite it; empty: all. An
            EU directive has no place in the contract of a Chilean municipality.
    """

    id: str = Field(pattern=r"^[A-Z0-9][A-Z0-9-]*$")
    kind: InstrumentKind
    body: str
    adopted: str = ""
    symbol: str = ""
    titles: FrozenMapping[str, str]
    cite: FrozenMapping[str, str]
    brief: FrozenMapping[str, str] = {}
    url: str
    pinpoints: tuple[Pinpoint, ...] = ()
    confidence: Confidence
    cited_in: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """Whose way of naming its parts it follows: ``eu-law``, or that of treaties."""
        return "eu-law" if self.kind is InstrumentKind.EU_LAW else ""

    def is_cited_in(self, country: str) -> bool:
        """Tell whether a buyer in *country* cites the instrument."""
        return not self.cited_in or country in self.cited_in

    def pinpoint(self, ref: str) -> Pinpoint | None:
        """Return the place *ref*, or None where the catalogue does not know it."""
        return next((place for place in self.pinpoints if place.ref == ref), None)
