"""``clausekit explain``: why each clause is in or out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clausekit.cli.output import json_option, print_json
from clausekit.model.tender import Tender

if TYPE_CHECKING:
    from clausekit.assembly.account import Account, Finding, Reason
    from clausekit.selection.effort import Workload
    from clausekit.selection.selection import Selection

__all__ = ["command"]

_INDENT = " " * 23


@click.command(
    "explain",
    epilog="\b\nExamples:\n  clausekit explain tender.json\n  clausekit explain tender.json -l es"
    "\n  clausekit explain tender.json --json",
)
@click.argument("tender", metavar="TENDER.json", type=click.Path(path_type=Path, readable=False))
@click.option(
    "-l", "--language", default="en", metavar="LANG",
    help="es, en, fr, pt or a variant such as es-CL; English without it.",
)  # fmt: skip
@json_option
def command(tender: Path, language: str, as_json: bool) -> None:
    """Say for every clause whether it is in or out, why, and which rule decided.

    What lists and tables say of the codes, the origins and the sector follows, numbered, each with
    its source, edition and date; then the hours of work that the set asks of a supplier; then what
    to look at. The phrases are those of the reasons file, the codes the same in every language.
    """
    from clausekit import Catalogue, select
    from clausekit.assembly.account import account_of

    selection = select(Tender.read(tender), Catalogue.load())
    account = account_of(selection, language=language)
    if as_json:
        print_json("explain", _data(selection, account))
    else:
        for line in _lines(selection, account):
            click.echo(line)


def _data(selection: Selection, account: Account) -> dict[str, Any]:
    from clausekit.selection.findings import origin_findings, service_findings

    tender, catalogue = selection.tender, selection.catalogue
    titles = account.composer.language.code
    return {
        "language": account.language,
        "lighter_set": selection.small,
        "decisions": [_decision(reason, selection) for reason in account.reasons],
        "findings": [_finding(finding) for finding in account.findings],
        "codes": [
            {**code.model_dump(mode="json"), "title": catalogue.labels.find(code, titles)}
            for code in tender.codes
        ],
        "origins": [
            finding.model_dump(mode="json") for finding in origin_findings(tender, catalogue)
        ],
        "services": [
            finding.model_dump(mode="json") for finding in service_findings(tender, catalogue)
        ],
        "effort": [asdict(load) for load in _loads(selection)],
        "warnings": [asdict(fault) for fault in account.to_look_at],
    }


def _decision(reason: Reason, selection: Selection) -> dict[str, Any]:
    decision = reason.decision
    return {
        "clause": decision.clause,
        "version": selection.catalogue.clauses[decision.clause].version,
        "title": reason.title,
        "included": decision.included,
        "rule": decision.rule,
        "facts": dict(decision.facts),
        "reason": reason.text,
        "also": [*reason.risks, *filter(None, [reason.strengthened])],
        "risks": [
            {"risk": risk.value, "findings": [entry.number for entry in entries]}
            for risks, entries in reason.answered
            for risk in risks
        ],
        "depth": decision.depth.value,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    evidence = finding.evidence
    return {
        "number": evidence.number,
        "subject": evidence.subject.value,
        "presence": evidence.presence.value,
        "name": evidence.name,
        "codes": [str(code) for code in evidence.codes],
        "stated": evidence.stated,
        "origins": [
            {"countries": list(origin.countries), "risks": [risk.value for risk in origin.risks]}
            for origin in evidence.origins
        ],
        "risks": [risk.value for risk in evidence.risks],
        "source": evidence.source.id,
        "edition": evidence.source.edition,
        "date": evidence.source.date.isoformat(),
        "basis": list(evidence.basis),
        "text": {
            "subject": list(finding.subject),
            "presence": finding.presence,
            "reported": list(finding.reported),
            "source": list(finding.source),
        },
    }


def _loads(selection: Selection) -> list[Workload]:
    from clausekit.selection.effort import KNOWN_SIZES

    return [selection.effort(size) for size in KNOWN_SIZES]


def _lines(selection: Selection, account: Account) -> Iterator[str]:
    for included, heading in ((True, "included"), (False, "excluded")):
        yield _section(account, heading)
        for reason in account.reasons:
            if reason.decision.included is included:
                yield from _clause(reason, account)
    if account.lighter:
        yield account.lighter
    if account.findings:
        yield _section(account, "findings")
        yield from _titles(selection, account)
        for finding in account.findings:
            yield from _told(finding)
    yield account.composer.word("table.hours")
    yield from (f"  {line}" for line in _hours(selection, account))
    if account.to_look_at:
        yield account.composer.text("rule.look")
        for fault in account.to_look_at:
            yield f"  {fault.message} [{fault.code}]"
            yield f"    {fault.hint}"


def _section(account: Account, name: str) -> str:
    return account.composer.text(f"document.reasons-file/section.{name}")


def _clause(reason: Reason, account: Account) -> Iterator[str]:
    yield f"  {reason.decision.clause:<20} {reason.title}"
    yield f"{_INDENT}{reason.text} [{reason.decision.rule}]"
    if reason.risks:
        yield f"{_INDENT}{account.composer.word('row.risks')}"
        yield from (f"{_INDENT}  {line}" for line in reason.risks)
    if reason.strengthened:
        yield f"{_INDENT}{reason.strengthened} [strengthened]"


def _titles(selection: Selection, account: Account) -> Iterator[str]:
    for code in selection.tender.codes:
        title = selection.catalogue.labels.find(code, account.composer.language.code)
        if title:
            yield f"  {code}: {title}"


def _told(finding: Finding) -> Iterator[str]:
    number = f"{finding.evidence.number}."
    yield f"  {number:<3} {'; '.join(finding.subject)} - {finding.presence}"
    yield from (f"      {line}" for line in finding.reported)
    yield from (f"      {line}" for line in finding.source)


def _hours(selection: Selection, account: Account) -> Iterator[str]:
    from clausekit.assembly.reasons import figure
    from clausekit.assembly.verification import capital

    composer = account.composer
    for load in _loads(selection):
        values = {"start": figure(load.start, composer), "yearly": figure(load.yearly, composer)}
        parts = [composer.word("hours", values)]
        if load.total is not None:
            parts.append(composer.word("hours.total", {"total": figure(load.total, composer)}))
        parts.append(composer.word("hours.budget", {"cap": figure(load.cap, composer)}))
        yield f"{capital(composer.name('size', load.size.value))}: {'; '.join(parts)}"
