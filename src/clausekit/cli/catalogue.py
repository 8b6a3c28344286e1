"""``clausekit catalogue``: the work of those who write clauses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clausekit.cli.output import json_option, print_json, tell

if TYPE_CHECKING:
    from clausekit.errors import Fault

__all__ = ["command"]

EXIT_FINDINGS = 1
_PLACE = re.compile(
    r"(?P<file>[^,:]+\.(?:yaml|csv))(?:, line (?P<line>\d+)(?:, column (?P<column>\d+))?)?"
)


@click.group("catalogue")
def command() -> None:
    """Maintain the catalogue."""


@command.command("check", epilog="\b\nExamples:\n  clausekit catalogue check\n"
                 "  clausekit catalogue check my-catalogue --json")  # fmt: skip
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@json_option
def check(folder: Path | None, as_json: bool) -> int:
    """Look for faults in a catalogue.

    Reads every file of FOLDER, without it those of the shipped catalogue, and tells each fault with
    its file, line and code. What the files say together, such as references and the balance of
    duties, is looked at once each file can be read. The exit code is 1 where there is a fault.
    """
    from clausekit import Catalogue
    from clausekit.errors import CatalogueError
    from clausekit.resources import catalogue_root

    faults: tuple[Fault, ...] = ()
    count = 0
    try:
        # The shipped folder is named too, so that its files are read and judged.
        count = len(Catalogue.load(folder or catalogue_root()).clauses)
    except CatalogueError as error:
        faults = error.faults
    if as_json:
        findings = [_row(fault) for fault in faults]
        print_json("catalogue-check", {"clauses": count, "findings": findings})
    else:
        for fault in faults:
            place = f"{fault.where}: " if fault.where else ""
            click.echo(f"{place}{fault.message} [{fault.code}]")
            if fault.hint:
                click.echo(f"  {fault.hint}")
        what = "finding" if len(faults) == 1 else "findings"
        told = f"{len(faults)} {what}." if faults else f"{count} clauses, no finding."
        tell(told)
    return EXIT_FINDINGS if faults else 0


def _row(fault: Fault) -> dict[str, str | int | None]:
    place = _PLACE.search(fault.where)
    found: dict[str, str | None] = place.groupdict() if place else {}
    line, column = found.get("line"), found.get("column")
    return {
        "code": fault.code,
        "message": fault.message,
        "file": found.get("file"),
        "line": int(line) if line else None,
        "column": int(column) if column else None,
        "where": fault.where,
        "hint": fault.hint,
    }
