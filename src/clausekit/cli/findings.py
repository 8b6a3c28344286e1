"""``clausekit templates check``: what a translator or a lawyer should look at."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clausekit.cli.changing import changing
from clausekit.cli.output import json_option, print_json, printable, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clausekit.language.checks.finding import Finding

__all__ = ["check"]

EXIT_FINDINGS = 1


_FORMS = ("text", "json", "sarif", "github")


@click.command(
    "check",
    epilog="\b\nExamples:\n  clausekit templates check\n"
    "  clausekit templates check templates -l es --json\n"
    "  clausekit templates check templates --fix",
)
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@click.option("-l", "--language", "languages", multiple=True, metavar="LANG",
              help="es, fr or pt; may be repeated. Without it, all.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(_FORMS), default="text",
              help="How findings are printed.")  # fmt: skip
@click.option("--fix", is_flag=True,
              help="Mend spaces, straight quotation marks and invisible signs first; needs "
              "FOLDER.")  # fmt: skip
@json_option
def check(
    folder: Path | None, languages: tuple[str, ...], form: str, fix: bool, as_json: bool
) -> int:
    """Look for mistakes in the translations and in the Word templates.

    Compares each translation with its English wording: placeholders, numbers, citations, duties and
    rights, negations, limits, defined terms, lists, spaces. Compares each Word template with the
    English one. FOLDER holds the template sets; without it, the shipped ones are checked. The exit
    code is 1 where a finding is an error, else 0.
    """
    from clausekit import Catalogue
    from clausekit.catalogue.messages import messages
    from clausekit.cli.frames import check_frames
    from clausekit.language.checks.run import check_folder, find_languages
    from clausekit.resources import templates_root

    if fix:
        if folder is None:
            raise click.UsageError("--fix writes into files: name the FOLDER.")
        _fix(folder, languages)
    root = folder or templates_root()
    found = list(check_folder(root, messages(Catalogue.load()), languages))
    found += check_frames(root, find_languages(root, languages))
    if folder is not None:
        found = [replace(one, file=(folder / one.file).as_posix()) for one in found]
    counted = Counter(one.severity.value for one in found)
    if as_json or form == "json":
        findings = [{**asdict(one), "severity": one.severity.value} for one in found]
        print_json("templates-check", {"counts": _complete(counted), "findings": findings})
    elif form == "sarif":
        _print_sarif(found)
    elif form == "github":
        _print_annotations(found)
    else:
        for one in found:
            click.echo(f"{printable(str(one))}\n  {printable(one.hint)}")
        tell(_sum(counted))
    return EXIT_FINDINGS if counted["error"] else 0


def _fix(folder: Path, languages: tuple[str, ...]) -> None:
    from clausekit.language.checks.run import find_languages
    from clausekit.language.fixing import plan_fixes

    with changing(folder) as save:
        files, count = plan_fixes(folder, find_languages(folder, languages))
        save({folder / place: text.encode() for place, text in files.items()})
    tell(f"{_many(count, 'text')} mended.")


def _print_sarif(found: Sequence[Finding]) -> None:
    from clausekit.assembly.assembly import library_version
    from clausekit.cli.sarif import to_sarif
    from clausekit.language.checks.registry import CODES

    log = to_sarif(found, CODES, version=library_version())
    click.echo(json.dumps(log, ensure_ascii=False, indent=2))


def _complete(counted: Counter[str]) -> dict[str, int]:
    return {name: counted[name] for name in ("error", "warning", "information")}


def _sum(counted: Counter[str]) -> str:
    errors, warnings, others = _complete(counted).values()
    return f"{_many(errors, 'error')}, {_many(warnings, 'warning')}, {others} for information."


def _many(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _print_annotations(found: Sequence[Finding]) -> None:
    """Print workflow commands, which GitHub shows beside the line of the file."""
    levels = {"error": "error", "warning": "warning", "information": "notice"}
    for one in found:
        place = f"file={_escape(one.file, ':,')},line={max(1, one.line)},title={one.code}"
        told = str(one).split("] ", maxsplit=1)[1]
        click.echo(f"::{levels[one.severity.value]} {place}::{_escape(f'{told}. {one.hint}')}")


def _escape(text: str, also: str = "") -> str:
    for sign in f"%\r\n{also}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
