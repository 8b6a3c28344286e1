"""``clausekit explain``: why each clause is in or out."""

from __future__ import annotations

from pathlib import Path

import click

from clausekit.cli.output import json_option, print_json
from clausekit.model.tender import Tender

__all__ = ["command"]


@click.command(
    "explain",
    epilog="\b\nExamples:\n  clausekit explain tender.json\n  clausekit explain tender.json --json",
)
@click.argument("tender", metavar="TENDER.json", type=click.Path(path_type=Path))
@json_option
def command(tender: Path, as_json: bool) -> None:
    """Say for every clause whether it is in or out, why, and which rule decided."""
    from clausekit import Catalogue, select
    from clausekit.selection.findings import origin_findings

    catalogue = Catalogue.load()
    selection = select(Tender.read(tender), catalogue)
    origins = tuple(origin_findings(selection.tender, catalogue))
    if as_json:
        print_json(
            "explain",
            {
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
                    }
                    for decision in selection.decisions
                ],
                "origins": [finding.model_dump(mode="json") for finding in origins],
            },
        )
        return
    for included, heading in ((True, "In:"), (False, "Out:")):
        click.echo(heading)
        for decision in selection.decisions:
            if decision.included is included:
                title = catalogue.clauses[decision.clause].title
                click.echo(f"  {decision.clause:<20} {title}")
                click.echo(f"  {'':<20} {decision.reason} [{decision.rule}]")
                for sentence in decision.also:
                    click.echo(f"  {'':<20} {sentence}")
    if selection.small:
        click.echo(catalogue.rules["small-supplier"])
    if origins:
        click.echo("Goods and origins:")
        for finding in origins:
            goods = ", ".join(
                f"{good.good} ({', '.join(risk.value for risk in good.risks)})"
                for good in finding.goods
            )
            said = f": {goods}" if goods else ""
            click.echo(f"  {finding.code} from {finding.country}: {finding.presence.value}{said}")
        click.echo(
            f"  Source: {origins[0].source}. A good that is not listed may still be at risk."
        )
