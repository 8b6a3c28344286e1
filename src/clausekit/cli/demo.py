"""``clausekit demo``: the documents of three real tenders, in four languages."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from clausekit.cli.build import documents, tell_unreviewed
from clausekit.cli.output import json_option, print_json
from clausekit.cli.writing import write_all
from clausekit.model.kind import BINDING_KINDS
from clausekit.model.tender import Tender

__all__ = ["command"]

LANGUAGES = ("es", "en", "fr", "pt")

_LOOK_AT = {
    "chile-uniforms": "uniforms sewn abroad for a Chilean municipality. Look at the particulars "
    "with the countries of origin, at the articles on recruitment fees and on the supply chain, "
    "and at the verification plan.",
    "jalisco-forms": "printed forms for the State of Jalisco (notice of 2017). Look at amounts and "
    "dates as they are written in Mexico, and at the remedy ladders with their time limits.",
    "montreal-testing": "a laboratory test of a light panel for Montréal (notice of 2017). Look at "
    "the lighter set: a small supplier has fewer duties and more time.",
}


@click.command("demo", epilog="\b\nExamples:\n  clausekit demo\n  clausekit demo -o out --json")
@click.option(
    "-o", "--output", default="out", type=click.Path(path_type=Path, file_okay=False),
    show_default=True, help="Folder for the documents.",
)  # fmt: skip
@json_option
def command(output: Path, as_json: bool) -> None:
    """Build a supplier code and a tender annex for three real tenders in four languages.

    Files of the same names in the folder are overwritten.
    """
    kinds = tuple(kind.value for kind in BINDING_KINDS)
    folder = files("clausekit.cli") / "tenders"
    written: dict[str, list[str]] = {}
    for name, look_at in _LOOK_AT.items():
        tender = Tender.model_validate_json((folder / f"{name}.json").read_bytes())
        unreviewed: dict[str, tuple[str, ...]] = {}
        built = documents(tender, LANGUAGES, kinds, unreviewed=unreviewed)
        paths = {output / f"{name}-{file}": content for file, content in built.items()}
        write_all(paths, overwrite=True)
        written[name] = [str(path) for path in paths]
        if not as_json:
            click.echo(f"{name}: {look_at}")
            for path in paths:
                click.echo(f"  {path}")
        tell_unreviewed({f"{name}-{file}": keys for file, keys in unreviewed.items()})
    if as_json:
        print_json("demo", {"tenders": written})
