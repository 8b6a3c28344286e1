"""Risks in services and works, which no list of goods covers: a table with a source for each row.

What a service does to people hangs less on a country than on the work itself. So a finding here
speaks of a code alone. It has three values like that of an origin.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from clausekit.catalogue.risk import Listing, Presence
from clausekit.model.base import Model
from clausekit.model.mapping import FrozenMapping
from clausekit.model.sector import Risk, Sector
from clausekit.model.tender import Code, CodeScheme
from clausekit.model.wording import Source

__all__ = ["Service", "ServiceFinding", "ServiceRisk", "ServiceTable"]


class ServiceRisk(Model):
    """A row of the table.

    Args:
        risk: The risk.
        why: Why it is there, in one sentence.
        source: The place in an instrument that lays down a standard because of it.
        basis: Who else treats it as a high risk, where no instrument is cited.
    """

    risk: Risk
    why: str = Field(min_length=1)
    source: Source | None = None
    basis: str = ""

    @model_validator(mode="after")
    def _names_where_it_comes_from(self) -> Self:
        if self.source is None and not self.basis:
            raise ValueError(f"the risk {self.risk.value!r} names no source and no basis")
        return self

    @property
    def told(self) -> str:
        """The source or the basis, in a word."""
        return self.basis if self.source is None else str(self.source).removesuffix(" whole")


class Service(Model):
    """A kind of service or works.

    Args:
        sector: The sector that it belongs to; it gives the name.
        cpv: CPV 2008 code prefixes.
        unspsc: UNSPSC code prefixes.
        risks: What is known of it.
    """

    sector: Sector
    cpv: tuple[str, ...] = ()
    unspsc: tuple[str, ...] = ()
    risks: tuple[ServiceRisk, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_each_risk_once(self) -> Self:
        risks = [row.risk.value for row in self.risks]
        twice = sorted({risk for risk in risks if risks.count(risk) > 1})
        if twice:
            raise ValueError(f"{self.sector.value!r} names risks twice: {', '.join(twice)}")
        return self

    def prefixes(self, scheme: CodeScheme) -> tuple[str, ...]:
        """Return the code prefixes of a classification."""
        return self.cpv if scheme is CodeScheme.CPV else self.unspsc


class ServiceFinding(Model):
    """What the table says of a code; it names no supplier.

    Args:
        code: What is bought.
        presence: Listed, not listed or unknown.
        sector: The service, where listed.
        risks: The rows, where listed.
        source: The table.
        edition: Its edition.
        date: The date of the edition.
    """

    code: Code
    presence: Presence
    sector: Sector | None = None
    risks: tuple[ServiceRisk, ...] = ()
    source: str
    edition: str
    date: datetime.date


class ServiceTable(Model):
    """All services with their rows.

    Args:
        examined: For each classification, the prefixes that were looked at.
        services: What was found.
    """

    examined: FrozenMapping[str, tuple[str, ...]]
    services: tuple[Service, ...]

    def finding(self, code: Code, listing: Listing) -> ServiceFinding:
        """Return what the table says of *code*; *listing* is what the table is called."""
        found, best = None, 0
        for service in self.services:
            length = _longest(service.prefixes(code.scheme), code)
            if length > best:
                found, best = service, length
        examined = _longest(self.examined.get(code.scheme.value.lower(), ()), code)
        presence = Presence.NOT_LISTED if examined else Presence.UNKNOWN
        return ServiceFinding(
            code=code,
            presence=Presence.LISTED if found else presence,
            sector=found.sector if found else None,
            risks=found.risks if found else (),
            source=str(listing),
            edition=listing.edition,
            date=listing.date,
        )

    def sources(self) -> Mapping[str, Source]:
        """Return every source of the table by the place where it stands."""
        return {
            f"service.{service.sector}/{row.risk}": row.source
            for service in self.services
            for row in service.risks
            if row.source is not None
        }


def _longest(prefixes: tuple[str, ...], code: Code) -> int:
    return max((len(prefix) for prefix in prefixes if code.code.startswith(prefix)), default=0)
