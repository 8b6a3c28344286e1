"""The risks to people that a tender's facts point to, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Protocol

from clausekit.catalogue.catalogue import Catalogue
from clausekit.catalogue.risk import OriginFinding, Presence
from clausekit.catalogue.services import ServiceFinding
from clausekit.model.mapping import Frozen
from clausekit.model.sector import Risk, Sector, SectorProfile
from clausekit.model.tender import Code, CodeScheme
from clausekit.record import record

__all__ = ["RiskFinding", "origin_findings", "risk_findings", "sectors_of", "service_findings"]


@record
class RiskFinding:
    """A risk and the fact that points to it.

    Args:
        risk: The risk.
        rule: The rule that found it: ``risk-of-origin``, ``risk-of-service``, ``risk-of-code`` or
            ``risk-of-sector``.
        facts: What the rule's sentence names.
    """

    risk: Risk
    rule: str
    facts: Mapping[str, str] = Frozen()

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", Frozen(self.facts))


@lru_cache(maxsize=4096)
def sectors_of(code: Code, catalogue: Catalogue) -> tuple[Sector, ...]:
    """Return the sectors whose code prefixes fit *code* best: the longest prefix decides."""
    best = 0
    found: list[Sector] = []
    for profile in catalogue.sectors.values():
        length = max(
            (len(p) for p in _prefixes(profile, code) if code.code.startswith(p)), default=0
        )
        if length > best:
            best, found = length, [profile.sector]
        elif length == best and length:
            found.append(profile.sector)
    return tuple(found)


class Bought(Protocol):
    """What is bought, and where it comes from: a tender, or the grounds that it gives."""

    @property
    def sector(self) -> Sector:
        """The official's own word."""

    @property
    def codes(self) -> tuple[Code, ...]:
        """The same in codes."""

    @property
    def origins(self) -> tuple[str, ...]:
        """Where it comes from."""


def origin_findings(tender: Bought, catalogue: Catalogue) -> Iterator[OriginFinding]:
    """Yield what public lists say of every code and origin of the tender."""
    for code in tender.codes:
        for country in tender.origins:
            yield catalogue.risks.finding(code, country)


def service_findings(tender: Bought, catalogue: Catalogue) -> Iterator[ServiceFinding]:
    """Yield what the table of services says of every code of the tender.

    Of goods it says nothing, and nobody asks it.
    """
    for code in tender.codes:
        finding = catalogue.services.finding(code, catalogue.lists["services"])
        if finding.presence is not Presence.UNKNOWN or not code.of_goods:
            yield finding


def risk_findings(tender: Bought, catalogue: Catalogue) -> tuple[RiskFinding, ...]:
    """Return the risks that sector, codes and origins point to, the strongest reason first.

    A listed origin is the strongest, then a service of the table, then a code, then the sector.
    Each risk keeps all its reasons, so that an official can weigh them.
    """
    found: list[RiskFinding] = []
    for finding in origin_findings(tender, catalogue):
        if finding.presence is Presence.LISTED:
            found.extend(
                RiskFinding(
                    risk,
                    "risk-of-origin",
                    {
                        "good": good.good,
                        "origin": finding.country,
                        "source": finding.source,
                        "date": finding.date.isoformat(),
                    },
                )
                for good in finding.goods
                for risk in good.risks
            )
    for service in service_findings(tender, catalogue):
        if service.sector is not None:
            found.extend(
                RiskFinding(
                    row.risk,
                    "risk-of-service",
                    {
                        "code": str(service.code),
                        "sector": service.sector.value,
                        "source": row.told,
                        "date": service.date.isoformat(),
                    },
                )
                for row in service.risks
            )
    for code in tender.codes:
        for sector in sectors_of(code, catalogue):
            found.extend(
                RiskFinding(risk, "risk-of-code", {"code": str(code), "sector": sector.value})
                for risk in catalogue.sectors[sector].risks
            )
    found.extend(
        RiskFinding(risk, "risk-of-sector", {"sector": tender.sector.value})
        for risk in catalogue.sectors[tender.sector].risks
    )
    return tuple(found)


def _prefixes(profile: SectorProfile, code: Code) -> tuple[str, ...]:
    return profile.cpv if code.scheme is CodeScheme.CPV else profile.unspsc
