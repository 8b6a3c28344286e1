"""``clausekit templates waive``: a finding that stands, with its reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clausekit.cli.changing import changing
from clausekit.cli.output import Words, json_option, print_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clausekit.errors import Fault
    from clausekit.language.checks.run import Sheet
    from clausekit.language.checks.waivers import Waiver

__all__ = ["waive"]


@click.command(
    "waive",
    epilog="\b\nExample:\n  clausekit templates waive templates negation dd.act/drafting-note \\\n"
    '    -l es --reason "The word ajeno says it." --by "A. Reader"',
)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("code")
@click.argument("key")
@click.option("-l", "--language", "languages", multiple=True, required=True, metavar="LANG",
              help="es, fr or pt; may be repeated.")  # fmt: skip
@click.option("--reason", required=True, type=Words(), help="Why the text is right as it stands.")
@click.option("--by", required=True, type=Words(), metavar="NAME", help="Who says so.")
@json_option
def waive(
    folder: Path,
    code: str,
    key: str,
    languages: tuple[str, ...],
    reason: str,
    by: str,
    as_json: bool,
) -> None:
    """Let the finding CODE on the text KEY stand.

    It is written into waivers.toml of the language with a hash of both wordings, and holds until
    one of them changes. What could not be printed cannot be waived.
    """
    from clausekit.language.checks.registry import CODES
    from clausekit.language.checks.waivers import Waiver, refuse_unwaivable

    refuse_unwaivable(code, CODES)
    blank = [name for name, text in (("--reason", reason), ("--by", by)) if not text.strip()]
    if blank:
        raise click.UsageError(f"{' and '.join(blank)}: say something.")
    with changing(folder) as save:
        files = _waived(folder, languages, Waiver(code, key, reason, by, "", ""))
        save(files)
    if as_json:
        print_json("templates-waive", {"changed": [str(path) for path in files]})
    else:
        for path in files:
            click.echo(path)


def _waived(folder: Path, languages: tuple[str, ...], new: Waiver) -> dict[Path, bytes]:
    """Return the files with the waivers as they will be, for each wording of its text.

    Raises:
        InputError: There is no such text.
    """
    from clausekit.errors import InputError
    from clausekit.language.checks.run import find_languages, read_sheets
    from clausekit.language.checks.waivers import read_waivers, write_waivers
    from clausekit.language.ledger import fingerprint

    files: dict[Path, bytes] = {}
    faults: list[Fault] = []
    for language in find_languages(folder, languages):
        sheets = read_sheets(folder, language)
        pairs = [
            (entry.msgid, entry.msgstr)
            for sheet in sheets
            for entry in sheet.entries
            if entry.msgctxt == new.key and entry.msgstr
        ]
        if not pairs:
            faults.append(_unknown(new.key, language, sheets))
            continue
        added = [replace(new, source=fingerprint(source), target=fingerprint(target))
                 for source, target in pairs]  # fmt: skip
        kept = [
            one
            for one in read_waivers(folder, language)
            if (one.code, one.key) != (new.code, new.key)
        ]
        files[folder / language / "waivers.toml"] = write_waivers([*kept, *added]).encode()
    if faults:
        raise InputError(*faults)
    return files


def _unknown(key: str, language: str, sheets: Iterable[Sheet]) -> Fault:
    from clausekit.errors import Fault, nearest

    done = {entry.msgctxt for sheet in sheets for entry in sheet.entries if entry.msgstr}
    message = f"There is no translated text {key!r} in {language!r}."
    return Fault("templates.unknown-key", message, key, nearest(key, done))
