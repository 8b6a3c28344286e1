"""``clausekit templates``: the work of translators."""

from __future__ import annotations

from pathlib import Path

import click

from clausekit.cli.changing import changing
from clausekit.cli.exchange import export, import_
from clausekit.cli.findings import check
from clausekit.cli.output import json_option, print_json, tell
from clausekit.cli.parties import parties
from clausekit.cli.progress import status
from clausekit.cli.review import review
from clausekit.cli.scaffold import new_language, new_variant
from clausekit.cli.sets import own_sets
from clausekit.cli.waive import waive

__all__ = ["command"]


@click.group("templates")
def command() -> None:
    """Maintain the template sets."""


for part in (
    check, export, import_, new_language, new_variant, parties, review, status, waive,
):  # fmt: skip
    command.add_command(part)


@command.command("update", epilog="\b\nExamples:\n  clausekit templates update templates\n"
                 "  clausekit templates update templates --editorial fl.fees/title")  # fmt: skip
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@click.option("-l", "--language", "languages", multiple=True, metavar="LANG",
              help="es, fr or pt; may be repeated. Without it, all.")  # fmt: skip
@click.option("--editorial", multiple=True, metavar="KEY",
              help="A text whose English changed in its form only; may be repeated. Its "
              "translations stand. Refused where more than the form changed.")  # fmt: skip
@json_option
def update(
    folder: Path | None, languages: tuple[str, ...], editorial: tuple[str, ...], as_json: bool
) -> None:
    """Bring new and changed wording into the PO files, by clause id.

    Every translation that still stands is kept; one whose English wording changed is kept too,
    marked fuzzy, with the former wording beside it. Run twice, it changes nothing. A file that
    cannot be read is told and left alone; the others are updated. Without FOLDER, the sets of the
    checkout that clausekit runs from.
    """
    from clausekit import Catalogue
    from clausekit.catalogue.messages import messages
    from clausekit.errors import TranslationError
    from clausekit.language.translations import SOURCE_LANGUAGE
    from clausekit.language.updating import plan_update

    folder = own_sets(folder)
    with changing(folder) as save:
        codes = _languages(folder, languages, SOURCE_LANGUAGE)
        plan = plan_update(folder, messages(Catalogue.load()), codes, editorial=editorial)
        changed = save({folder / place: text.encode() for place, text in plan.files.items()})
    if as_json:
        print_json("templates-update", {"changed": [str(path) for path in changed]})
    else:
        for path in changed:
            click.echo(path)
        tell(f"{len(changed)} of {len(plan.files)} files changed.")
    if plan.faults:
        raise TranslationError(*plan.faults)


def _languages(folder: Path, wanted: tuple[str, ...], source: str) -> tuple[str, ...]:
    """Return the languages to update: those asked for, or all whose sets stand in *folder*."""
    from clausekit.errors import Fault, InputError, UnknownName, nearest

    known = sorted(
        path.name
        for path in folder.iterdir()
        if (path / "terms.toml").is_file() and path.name != source
    )
    if not known:
        raise InputError(
            Fault(
                "templates.no-sets",
                "The folder holds no template sets: no es/terms.toml or the like.",
                str(folder),
                "Name the folder that holds one folder for each language.",
            )
        )
    unknown = [
        Fault(
            "templates.unknown-language",
            f"There is no template set {code!r} here.",
            str(folder),
            nearest(code, known),
        )
        for code in wanted
        if code not in known
    ]
    if unknown:
        raise UnknownName(*unknown)
    return wanted or tuple(known)
