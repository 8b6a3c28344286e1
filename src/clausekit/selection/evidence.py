"""What public sources say of the facts of a tender: one numbered entry for each matter.

A tender with many codes and origins gives many findings that differ in a code or a country alone.
An entry gathers those of one source and one good, service or sector, and names every code, origin
and risk of which it speaks, so that each can be checked once and be referred to by its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from clausekit.catalogue.catalogue import Catalogue
from clausekit.catalogue.risk import Listing, Presence
from clausekit.catalogue.services import ServiceRisk
from clausekit.model.mapping import Frozen
from clausekit.model.sector import Risk, Sector
from clausekit.model.tender import Code, Tender
from clausekit.record import record
from clausekit.selection.findings import origin_findings, sectors_of, service_findings

__all__ = ["Evidence", "Origin", "Subject", "answered_by", "evidence_of"]


class Subject(StrEnum):
    """Of what an entry speaks."""

    GOOD = "good"
    SERVICE = "service"
    SECTOR = "sector"


@record
class Origin:
    """Countries of which a list says the same.

    Args:
        countries: ISO 3166-1 alpha-2, in the order of the tender.
        risks: What the list reports there; none where it does not list the good.
    """

    countries: tuple[str, ...]
    risks: tuple[Risk, ...] = ()


@record
class Evidence:
    """What one source says of one good, service or sector.

    Args:
        number: Its number among all entries, from 1.
        subject: Of what it speaks.
        presence: Listed, not listed or unknown.
        name: The good by its name on the list, the service or the sector; empty where the source
            names nothing.
        codes: The codes of the tender of which it speaks; for a sector, those that point to it.
        origins: The countries of which it speaks. Each holds for each of the codes.
        rows: The rows of the table of services.
        risks: The risks to which it points, each once.
        basis: What the profile of a sector rests on.
        stated: Whether the tender itself names the sector.
        source: The list or the table, with its edition and its date.
    """

    number: int
    subject: Subject
    presence: Presence
    source: Listing
    name: str = ""
    codes: tuple[Code, ...] = ()
    origins: tuple[Origin, ...] = ()
    rows: tuple[ServiceRisk, ...] = ()
    risks: tuple[Risk, ...] = ()
    basis: tuple[str, ...] = ()
    stated: bool = False


def evidence_of(tender: Tender, catalogue: Catalogue) -> tuple[Evidence, ...]:
    """Return what the sources of *catalogue* say of the codes, the origins and the sector.

    Goods come first, then services, then the profiles of sectors. The same facts give the same
    numbers, in every language.

    Example:
        >>> from clausekit import Catalogue, Tender
        >>> tender = Tender.model_validate({
        ...     "reference": "7", "title": "Uniforms", "procurement": "goods",
        ...     "sector": "textiles", "buyer": {"name": "City", "country": "CL"},
        ...     "codes": ["CPV 18110000", "CPV 18130000"], "origins": ["BD", "CN"],
        ... })
        >>> first = evidence_of(tender, Catalogue.load())[0]
        >>> first.name, len(first.codes), [origin.countries for origin in first.origins]
        ('Garments', 2, [('BD',), ('CN',)])
    """
    found = [
        *_goods(tender, catalogue),
        *_services(tender, catalogue),
        *_sectors(tender, catalogue),
    ]
    return tuple(replace(entry, number=number) for number, entry in enumerate(found, start=1))


def answered_by(
    entries: Iterable[Evidence], risks: Iterable[Risk]
) -> Mapping[tuple[Risk, ...], tuple[Evidence, ...]]:
    """Return, of *risks*, those to which *entries* point, with these entries.

    Risks to which the same entries point stand together, in the order in which they were found.
    """
    wanted, known = set(risks), tuple(entries)
    order = dict.fromkeys(risk for entry in known for risk in entry.risks if risk in wanted)
    grouped: dict[tuple[Evidence, ...], list[Risk]] = {}
    for risk in order:
        grouped.setdefault(tuple(e for e in known if risk in e.risks), []).append(risk)
    return Frozen({tuple(named): pointing for pointing, named in grouped.items()})


def _goods(tender: Tender, catalogue: Catalogue) -> Iterator[Evidence]:
    findings = list(origin_findings(tender, catalogue))
    source = catalogue.risks.listing
    goods: dict[str, dict[Code, None]] = {}
    reported: dict[str, dict[str, tuple[Risk, ...]]] = {}
    for finding in findings:
        for good in finding.goods:
            goods.setdefault(good.good, {})[finding.code] = None
            reported.setdefault(good.good, {})[finding.country] = good.risks
    for name, codes in goods.items():
        origins: dict[tuple[Risk, ...], list[str]] = {}
        for country in tender.origins:
            if country in reported[name]:
                origins.setdefault(reported[name][country], []).append(country)
        yield Evidence(
            0,
            Subject.GOOD,
            Presence.LISTED,
            source,
            name,
            codes=tuple(codes),
            origins=tuple(Origin(tuple(found), risks) for risks, found in origins.items()),
            risks=tuple(dict.fromkeys(risk for risks in origins for risk in risks)),
        )
    for presence in (Presence.NOT_LISTED, Presence.UNKNOWN):
        countries: dict[Code, list[str]] = {}
        for finding in findings:
            if finding.presence is presence:
                countries.setdefault(finding.code, []).append(finding.country)
        # Only codes of which the same countries are said stand together: each pair holds.
        alike: dict[tuple[str, ...], list[Code]] = {}
        for code, found in countries.items():
            alike.setdefault(tuple(found), []).append(code)
        for found_in, which in alike.items():
            yield Evidence(
                0, Subject.GOOD, presence, source, codes=tuple(which), origins=(Origin(found_in),)
            )


def _services(tender: Tender, catalogue: Catalogue) -> Iterator[Evidence]:
    alike: dict[tuple[Presence, Sector | None], list[Code]] = {}
    rows: dict[tuple[Presence, Sector | None], tuple[ServiceRisk, ...]] = {}
    for finding in service_findings(tender, catalogue):
        alike.setdefault((finding.presence, finding.sector), []).append(finding.code)
        rows[finding.presence, finding.sector] = finding.risks
    for presence in Presence:
        for (found, sector), codes in alike.items():
            if found is presence:
                yield Evidence(
                    0,
                    Subject.SERVICE,
                    presence,
                    catalogue.lists["services"],
                    "" if sector is None else sector.value,
                    codes=tuple(codes),
                    rows=rows[found, sector],
                    risks=tuple(row.risk for row in rows[found, sector]),
                )


def _sectors(tender: Tender, catalogue: Catalogue) -> Iterator[Evidence]:
    pointing: dict[Sector, list[Code]] = {}
    for code in tender.codes:
        for sector in sectors_of(code, catalogue):
            pointing.setdefault(sector, []).append(code)
    for sector in dict.fromkeys((tender.sector, *pointing)):
        profile = catalogue.sectors[sector]
        if profile.risks:
            yield Evidence(
                0,
                Subject.SECTOR,
                Presence.LISTED,
                catalogue.lists["sectors"],
                sector.value,
                codes=tuple(pointing.get(sector, ())),
                risks=profile.risks,
                basis=profile.basis,
                stated=sector is tender.sector,
            )
