"""``clausekit templates export`` and ``import``: to an agency or a reviewer, and back."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clausekit.cli.changing import changing
from clausekit.cli.output import Words, json_option, print_json, printable, tell
from clausekit.cli.sets import is_installed
from clausekit.cli.writing import write_all

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from clausekit.catalogue.messages import Message
    from clausekit.exchange.taking import Report, Verdict
    from clausekit.exchange.units import Standing

__all__ = ["export", "import_"]

EXIT_FINDINGS = 1
_FORMATS = ["xliff-2.0", "xliff-1.2", "docx", "tmx", "tbx"]
_ALL_LANGUAGES = {"tmx", "tbx"}
_LONGEST = 160


@click.command(
    "export",
    epilog="\b\nExamples:\n  clausekit templates export -l fr --format xliff-2.0 -o fr.xlf\n"
    "  clausekit templates export templates -l es --format docx --theme buyer -o buyer.docx\n"
    "  clausekit templates export -l pt --format xliff-1.2 --only missing,stale -o pt.xlf\n"
    "  clausekit templates export --format tmx -o memory.tmx",
)
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@click.option("-l", "--language", "languages", multiple=True, metavar="LANG",
              help="es, fr or pt. One for XLIFF and Word; TMX and TBX take several.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(_FORMATS), required=True,
              help="What the file is to be.")  # fmt: skip
@click.option("--theme", "themes", multiple=True, metavar="THEME",
              help="A theme, such as forced-labour; may be repeated. Without it, all.")  # fmt: skip
@click.option("--only", metavar="LIST", default="",
              help="missing, stale, unreviewed, reviewed; parted by commas.")  # fmt: skip
@click.option("-o", "--output", required=True,
              type=click.Path(path_type=Path, dir_okay=False, readable=False),
              metavar="FILE", help="The file to write.")  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Replace a file that stands there.")
@json_option
def export(
    folder: Path | None, languages: tuple[str, ...], form: str, themes: tuple[str, ...],
    only: str, output: Path, overwrite: bool, as_json: bool,
) -> None:  # fmt: skip
    """Write texts for an agency, a translation memory or a reviewer.

    XLIFF and Word documents come back with templates import. TMX is a translation memory and TBX a
    glossary, of all languages together. FOLDER holds the template sets; without it, the shipped
    ones are read.
    """
    from clausekit import Catalogue
    from clausekit.catalogue.messages import messages
    from clausekit.exchange.export import Format, prepare, write_shipment
    from clausekit.resources import templates_root

    root = folder or templates_root()
    texts = list(messages(Catalogue.load()))
    if form in _ALL_LANGUAGES:
        if themes or only:
            raise click.UsageError(f"--theme and --only do not go with {form}.")
        content, count = _write_memory(root, texts, languages, form)
    else:
        if len(languages) != 1:
            raise click.UsageError(f"Name one language with -l: {form} holds one.")
        standings = _standings(only)
        shipment = prepare(root, texts, languages[0], themes=themes, only=standings)
        count = len(shipment.units)
        content = write_shipment(shipment, Format(form), root) if count else b""
    if content:
        write_all({output: content}, overwrite=overwrite)
    if as_json:
        print_json(
            "templates-export",
            {"file": str(output) if content else None, "format": form, "texts": count},
        )
        return
    if content:
        click.echo(output)
    told = f"{count} texts written." if content else "No text is wanted; nothing was written."
    tell(told)


def _standings(only: str) -> list[Standing]:
    from clausekit.exchange.units import Standing

    wanted = [name.strip() for name in only.split(",") if name.strip()]
    known = [standing.value for standing in Standing]
    for name in wanted:
        if name not in known:
            raise click.UsageError(f"--only takes {', '.join(known)}; {name!r} is none of them.")
    return [Standing(name) for name in wanted]


def _write_memory(
    root: Traversable, texts: list[Message], languages: tuple[str, ...], form: str
) -> tuple[bytes, int]:
    from clausekit.assembly.assembly import library_version
    from clausekit.exchange.units import collect_units
    from clausekit.language.checks.run import find_languages

    by_language = {
        code: collect_units(root, texts, code) for code in find_languages(root, languages)
    }
    if form == "tmx":
        from clausekit.exchange.tmx import write_tmx

        written = write_tmx(by_language, library_version())
        return written.encode(), written.count("<tu ")
    from clausekit.exchange.glossary import gather_concepts
    from clausekit.exchange.tbx import write_tbx

    concepts = list(gather_concepts(root, by_language))
    return write_tbx(concepts).encode(), len(concepts)


@click.command(
    "import",
    epilog="\b\nExamples:\n  clausekit templates import fr.xlf templates\n"
    "  clausekit templates import buyer.docx templates -l es --dry-run --json",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, readable=False))
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@click.option("-l", "--language", metavar="LANG", default="",
              help="The language expected. Without it, the one that the file names.")  # fmt: skip
@click.option("--unfinished", is_flag=True,
              help="Take texts too that the file marks as not finished.")  # fmt: skip
@click.option("--overwrite", is_flag=True,
              help="Take texts too whose translation somebody changed after the file was "
              "made.")  # fmt: skip
@click.option("--reviewer", metavar="NAME", type=Words(),
              help="Sign, in this name, what the file calls reviewed or final.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would be taken, and write nothing.")
@json_option
def import_(
    file: Path, folder: Path | None, language: str, unfinished: bool, overwrite: bool,
    reviewer: str | None, dry_run: bool, as_json: bool,
) -> int:  # fmt: skip
    """Take translations out of an XLIFF file or a reviewed Word document.

    Each text is judged by itself. One that fails a check, was made from another English wording,
    was translated anew by somebody else meanwhile or cannot be told apart is refused, with the
    reason, and stays as it was; the others are put into the PO files of FOLDER. The exit code is 1
    where a text was refused, is unknown or is missing.
    """
    from clausekit import Catalogue
    from clausekit.catalogue.messages import messages
    from clausekit.exchange.reading import read_delivery
    from clausekit.exchange.signing import record_report
    from clausekit.exchange.taking import take
    from clausekit.language.ledger import ledger_path, read_ledger
    from clausekit.language.reviewers import refuse_unnamed
    from clausekit.resources import templates_root

    root = folder or templates_root()
    texts = messages(Catalogue.load())
    if reviewer is not None:
        refuse_unnamed(reviewer)
    delivery = read_delivery(_read(file), file.name)
    writes = isinstance(root, Path) and not dry_run
    with changing(Path(str(root))) if writes else nullcontext() as save:
        report = take(
            delivery, root, texts, language=language, unfinished=unfinished, overwrite=overwrite
        )
        files = _place(root, report, named=folder is not None, dry_run=dry_run)
        before = read_ledger(root, report.language)
        ledger, signed = record_report(before, report, reviewer=(reviewer or "").strip())
        # Without a ledger, `templates update` writes down what all texts render, not only these.
        if before or signed:
            _put(files, Path(str(root)) / ledger_path(report.language), ledger.write())
        if save is not None:
            save(files)
    if as_json:
        _print_json(report, files, signed, dry_run=dry_run)
    else:
        _print_text(report, files, signed, dry_run=dry_run)
    return 0 if report.is_clean else EXIT_FINDINGS


def _read(file: Path) -> bytes:
    from clausekit.errors import Fault, InputError
    from clausekit.word.package import MAX_BYTES

    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)  # a byte more than is allowed tells enough
    except (OSError, ValueError) as error:  # a path with a NUL is a ValueError
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise InputError(
            Fault(
                "exchange.unreadable", f"The file cannot be read: {reason}.", str(file),
                "Check the path and the rights.",
            )
        ) from None  # fmt: skip


def _place(root: Traversable, report: Report, *, named: bool, dry_run: bool) -> dict[Path, bytes]:
    """Return the PO files as they will be."""
    from clausekit.errors import Fault, InputError
    from clausekit.exchange.entries import put_entries
    from clausekit.language.po import read_po

    if not isinstance(root, Path) or (not named and is_installed(root) and not dry_run):
        raise InputError(
            Fault(
                "exchange.no-folder",
                "The template sets that belong to clausekit itself are not written into.",
                hint="Name the folder of your own template sets after the file.",
            )
        )
    files: dict[Path, bytes] = {}
    for domain, translations in report.taken().items():
        path = root / report.language / "clauses" / f"{domain}.po"
        current = path.read_bytes().decode("utf-8") if path.is_file() else ""
        # It was parsed to judge the texts, and that is kept: for a large file it takes long.
        parsed = read_po(path) if current else ()
        written = put_entries(current, translations, language=report.language, parsed=parsed)
        _put(files, path, written)
    return files


def _put(files: dict[Path, bytes], path: Path, text: str) -> None:
    """Let *path* be written with *text*, unless it says that already."""
    content = text.encode()
    if not path.is_file() or path.read_bytes() != content:
        files[path] = content


def _print_json(report: Report, files: dict[Path, bytes], signed: int, *, dry_run: bool) -> None:
    texts = [
        {
            "key": verdict.key,
            "outcome": verdict.outcome.value,
            "place": verdict.place,
            "state": verdict.state.value if verdict.state else None,
            "remark": verdict.remark,
            "target": verdict.target,
            "problems": [
                {
                    "code": problem.code,
                    "severity": "error" if problem.fatal else "warning",
                    "message": problem.message,
                    "found": problem.found,
                    "expected": problem.expected,
                    "hint": problem.hint,
                }
                for problem in verdict.problems
            ],
        }
        for verdict in report.verdicts
    ]
    print_json(
        "templates-import",
        {
            "file": report.name,
            "language": report.language,
            "dry_run": dry_run,
            "counts": {outcome.value: count for outcome, count in report.count().items()},
            "signed": signed,
            "changed": [str(path) for path in files],
            "texts": texts,
        },
    )


def _print_text(report: Report, files: dict[Path, bytes], signed: int, *, dry_run: bool) -> None:
    for verdict in report.verdicts:
        if verdict.outcome == "unchanged" and not verdict.problems and not verdict.remark:
            continue
        for line in _tell(verdict, report.name):
            click.echo(printable(line))
    for path in files:
        click.echo(path)
    counted = ", ".join(f"{count} {outcome.value}" for outcome, count in report.count().items())
    wrote = "Nothing was written, as asked." if dry_run else f"{len(files)} files changed."
    tell(f"{counted}; {signed} signed. {wrote}")


def _tell(verdict: Verdict, name: str) -> list[str]:
    place = f"{name}, {verdict.place}" if verdict.place else name
    state = f" ({verdict.state.value})" if verdict.state else ""
    lines = [f"{place}: {verdict.outcome.value} {verdict.key or '(no key)'}{state}"]
    if verdict.remark:
        lines.append(f"  remark: {_short(verdict.remark)}")
    for problem in verdict.problems:
        kind = "error" if problem.fatal else "warning"
        told = " ".join(
            f"{word} “{_short(text)}”"
            for word, text in (("found", problem.found), ("expected", problem.expected))
            if text
        )
        message = f"{problem.message} {told}".rstrip()
        lines.append(f"  {kind}[{problem.code}] {message}")
        if problem.hint:
            lines.append(f"    {problem.hint}")
    return lines


def _short(text: str) -> str:
    line = text.replace("\n", "⏎")
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
