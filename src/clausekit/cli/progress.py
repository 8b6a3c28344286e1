"""``clausekit templates status``: what is translated, and what is left."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clausekit.cli.output import json_option, print_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clausekit.errors import Fault
    from clausekit.language.checks.status import Progress

__all__ = ["status"]

_HEADINGS = ("language", "file", "texts", "done", "reviewed", "stale", "missing", "words left")


@click.command(
    "status",
    epilog="\b\nExamples:\n  clausekit templates status\n"
    "  clausekit templates status templates -l fr --json",
)
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@click.option("-l", "--language", "languages", multiple=True, metavar="LANG",
              help="es, fr or pt; may be repeated. Without it, all.")  # fmt: skip
@json_option
def status(folder: Path | None, languages: tuple[str, ...], as_json: bool) -> None:
    """Say how much is translated, by language and file.

    A text is done where it renders the English wording that stands, and reviewed where somebody
    signed it too. It is stale where the ledger knows it as the translation of another wording, or
    where it is marked fuzzy. FOLDER holds the template sets; without it, the shipped ones are
    looked at.
    """
    from clausekit import Catalogue
    from clausekit.catalogue.messages import messages
    from clausekit.errors import TranslationError
    from clausekit.language.checks.status import measure_progress
    from clausekit.resources import templates_root

    root = folder or templates_root()
    broken: list[Fault] = []
    found = list(measure_progress(root, messages(Catalogue.load()), languages, broken))
    if as_json:
        files = [{**asdict(one), "done": one.done} for one in found]
        print_json("templates-status", {"files": files})
    else:
        _print_table(found)
    if broken:
        raise TranslationError(*broken)


def _print_table(found: Sequence[Progress]) -> None:
    rows = [_HEADINGS, *(_row(one) for one in found)]
    for code in dict.fromkeys(one.language for one in found):
        rows.append(_total(code, (one for one in found if one.language == code)))
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEADINGS))]
    for row in rows:
        words = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
        figures = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        click.echo("  ".join([*words, *figures]))


def _row(one: Progress) -> tuple[str, ...]:
    figures = (one.texts, one.done, one.reviewed, one.stale, one.missing, one.words_left)
    return (one.language, one.file, *map(str, figures))


def _total(code: str, rows: Iterable[Progress]) -> tuple[str, ...]:
    figures = zip(
        *(
            (one.texts, one.done, one.reviewed, one.stale, one.missing, one.words_left)
            for one in rows
        ),
        strict=True,
    )
    return (code, "all files", *(str(sum(column)) for column in figures))
