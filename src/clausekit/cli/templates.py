"""``clausekit templates``: the work of translators."""

from __future__ import annotations

from pathlib import Path

import click

from clausekit.cli.exchange import export, import_
from clausekit.cli.findings import check
from clausekit.cli.output import json_option, print_json, write_all
from clausekit.cli.parties import parties
from clausekit.cli.progress import status

__all__ = ["command"]


@click.group("templates")
def command() -> None:
    """Maintain the template sets."""


command.add_command(check)
command.add_command(export)
command.add_command(import_)
command.add_command(parties)
command.add_command(status)


@command.command("update", epilog="\b\nExample:\n  clausekit templates update templates")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("-l", "--language", "languages", multiple=True, metavar="LANG",
              help="es, fr or pt; may be repeated. Without it, all.")  # fmt: skip
@json_option
def update(folder: Path, languages: tuple[str, ...], as_json: bool) -> None:
    """Bring new and changed wording into the PO files, by clause id.

    Every translation that still stands is kept; one whose English wording changed is kept too,
    marked fuzzy, with the former wording beside it. Run twice, it changes nothing.
    """
    from clausekit import Catalogue
    from clausekit.catalogue.messages import Message, messages
    from clausekit.language.merging import merge
    from clausekit.language.translations import SOURCE_LANGUAGE, read_po

    domains: dict[str, list[Message]] = {}
    for message in messages(Catalogue.load()):
        domains.setdefault(message.domain, []).append(message)
    codes = _languages(folder, languages, SOURCE_LANGUAGE)
    files: dict[Path, bytes] = {}
    for code in codes:
        for domain, found in domains.items():
            path = folder / code / "clauses" / f"{domain}.po"
            current = read_po(path) if path.is_file() else None
            files[path] = merge(current, found, language=code).encode()
    changed = [path for path, text in files.items()
               if not path.is_file() or path.read_bytes() != text]  # fmt: skip
    write_all({path: files[path] for path in changed}, overwrite=True)
    if as_json:
        print_json("templates-update", {"changed": [str(path) for path in changed]})
    else:
        for path in changed:
            click.echo(path)
        click.echo(f"{len(changed)} of {len(files)} files changed.", err=True)


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
