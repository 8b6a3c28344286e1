"""``clausekit explain``: why each clause is in or out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clausekit.cli.output import json_option, print_json
from clausekit.model.tender import Tender

if TYPE_CHECKING:
    from clausekit.catalogue.risk import OriginFinding
    from clausekit.catalogue.services import ServiceFinding
    from clausekit.selection.effort import Workload
    from clausekit.selection.selection import Selection

__all__ = ["command"]


@click.command(
    "explain",
    epilog="\b\nExamples:\n  clausekit explain tender.json\n  clausekit explain tender.json --json",
)
@click.argument("tender", metavar="TENDER.json", type=click.Path(path_type=Path))
@json_option
def command(tender: Path, as_json: bool) -> None:
    """Say for every clause whether it is in or out, why, and which rule decided.

    What lists and tables say of the codes and origins follows, each with its source, edition and
    date; then the hours of work that the set asks of a supplier; then what to look at.
    """
    from clausekit import Catalogue, select

    selection = select(Tender.read(tender), Catalogue.load())
    if as_json:
        print_json("explain", _data(selection))
    else:
        for line in _lines(selection):
            click.echo(line)


def _data(selection: Selection) -> dict[str, Any]:
    from clausekit.selection.findings import origin_findings, service_findings
    from clausekit.selection.review import review

    tender, catalogue = selection.tender, selection.catalogue
    return {
        "lighter_set": selection.small,
        "decisions": [
            {
                "clause": decision.clause,
                "version": catalogue.clauses[decision.clause].version,
                "included": decision.included,
                "rule": decision.rule,
                "facts": dict(decision.facts),
                "reason": decision.reason,
                "also": list(decision.also),
                "depth": decision.depth.value,
            }
            for decision in selection.decisions
        ],
        "codes": [
            {**code.model_dump(mode="json"), "title": catalogue.labels.find(code, "en")}
            for code in tender.codes
        ],
        "origins": [
            finding.model_dump(mode="json") for finding in origin_findings(tender, catalogue)
        ],
        "services": [
            finding.model_dump(mode="json") for finding in service_findings(tender, catalogue)
        ],
        "effort": [asdict(load) for load in _loads(selection)],
        "warnings": [asdict(fault) for fault in review(selection)],
    }


def _loads(selection: Selection) -> list[Workload]:
    from clausekit.selection.effort import KNOWN_SIZES

    return [selection.effort(size) for size in KNOWN_SIZES]


def _lines(selection: Selection) -> Iterator[str]:
    from clausekit.selection.review import review

    catalogue = selection.catalogue
    for included, heading in ((True, "In:"), (False, "Out:")):
        yield heading
        for decision in selection.decisions:
            if decision.included is included:
                title = catalogue.clauses[decision.clause].title
                yield f"  {decision.clause:<20} {title}"
                yield f"  {'':<20} {decision.reason} [{decision.rule}]"
                for sentence in decision.also:
                    yield f"  {'':<20} {sentence}"
    if selection.small:
        yield catalogue.rules["small-supplier"]
    yield from _findings(selection)
    yield "Hours of work that the set asks of a supplier, estimated:"
    for load in _loads(selection):
        total = "" if load.total is None else f", {load.total} over the contract"
        yield (
            f"  {load.size.value:<7} {load.start} at the start, {load.yearly} a year{total} "
            f"(budget: {load.cap} a year)"
        )
    faults = list(review(selection))
    if faults:
        yield "To look at:"
        for fault in faults:
            yield f"  {fault.message} [{fault.code}]"
            yield f"    {fault.hint}"


def _findings(selection: Selection) -> Iterator[str]:
    from clausekit.selection.findings import origin_findings, service_findings

    tender, catalogue = selection.tender, selection.catalogue
    origins = list(origin_findings(tender, catalogue))
    if origins:
        yield "Goods and origins:"
        yield from (f"  {_origin(finding, selection)}" for finding in origins)
        yield f"  Source: {_source(origins[0])}."
        yield "  A good that is not listed may still be at risk."
    services = list(service_findings(tender, catalogue))
    if services:
        yield "Services and works:"
        for finding in services:
            yield f"  {_named(finding, selection)}: {finding.presence.value}"
            for row in finding.risks:
                yield f"    {row.risk.value}: {row.why} ({row.told})"
        yield f"  Source: {_source(services[0])}."


def _origin(finding: OriginFinding, selection: Selection) -> str:
    goods = ", ".join(
        f"{good.good} ({', '.join(risk.value for risk in good.risks)})" for good in finding.goods
    )
    said = f": {goods}" if goods else ""
    country = f"{_countries().get(finding.country, '')} ({finding.country})"
    return f"{_named(finding, selection)} from {country}: {finding.presence.value}{said}"


@cache
def _countries() -> Mapping[str, str]:
    from clausekit.language.locale import load_language

    return load_language("en").babel.territories


def _named(finding: OriginFinding | ServiceFinding, selection: Selection) -> str:
    title = selection.catalogue.labels.find(finding.code, "en")
    return f"{finding.code} ({title})" if title else str(finding.code)


def _source(finding: OriginFinding | ServiceFinding) -> str:
    return f"{finding.source}, of {finding.date.isoformat()}"
