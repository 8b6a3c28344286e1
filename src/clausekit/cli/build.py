"""``clausekit build``: the documents of one tender."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from clausekit.cli.output import Offered, json_option, print_json, tell
from clausekit.cli.writing import write_all
from clausekit.errors import ClausekitError, Fault, InputError
from clausekit.model.facts import in_file
from clausekit.model.kind import BINDING_KINDS, DocumentKind
from clausekit.model.non_conformity import NonConformity
from clausekit.model.tender import Paper, Tender

__all__ = ["command", "documents"]

_ABOUT_FACTS = {"case", "document", "language"}
"""The codes of faults whose place may be a JSON pointer into the facts."""
_KINDS = [kind.value for kind in DocumentKind]


@click.command(
    "build",
    epilog="\b\nExamples:\n  clausekit build tender.json -l es -l fr -o out\n"
    "  clausekit build tender.json -l pt-BR --kind tender-annex --paper a4\n"
    "  clausekit build tender.json -l en --kind notice-of-non-conformity --facts facts.json",
)
@click.argument("tender", metavar="TENDER.json", type=click.Path(path_type=Path, readable=False))
@click.option(
    "-l", "--language", "languages", multiple=True, metavar="LANG",
    help="es, en, fr, pt or a variant such as es-CL; may be repeated. "
    "Without it, the languages that the tender names.",
)  # fmt: skip
@click.option(
    "--kind", "kinds", multiple=True, type=Offered(_KINDS), metavar="KIND",
    help="tender-annex, reasons-file or any other kind of document; may be repeated. "
    "Without it, the code and the annex.",
)  # fmt: skip
@click.option(
    "-o", "--output", default=".", type=click.Path(path_type=Path, file_okay=False),
    show_default=True, help="Folder for the documents.",
)  # fmt: skip
@click.option(
    "--paper", type=Offered([paper.value for paper in Paper]),
    help="Paper; without it, the paper of the buyer's country.",
)  # fmt: skip
@click.option(
    "--template", type=click.Path(path_type=Path, dir_okay=False, readable=False),
    help="A Word template of your own, restyled from a shipped one; for one kind and one "
    "language.",
)  # fmt: skip
@click.option(
    "--facts", metavar="FACTS.json",
    type=click.Path(path_type=Path, dir_okay=False, readable=False),
    help="The facts of a possible failure, for a notice of non-conformity or a plan of correction.",
)  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Replace files that stand there.")
@click.option("--reviewed-only", is_flag=True,
              help="Refuse wording that no reviewer has signed; without it, such wording is "
              "printed and told.")  # fmt: skip
@json_option
def command(
    tender: Path,
    languages: tuple[str, ...],
    kinds: tuple[str, ...],
    output: Path,
    paper: str | None,
    template: Path | None,
    facts: Path | None,
    overwrite: bool,
    reviewed_only: bool,
    as_json: bool,
) -> None:
    """Build the Word documents of a tender."""
    known, case = _read(tender, facts, languages, kinds, paper)
    wanted = languages or known.languages
    if not wanted:
        raise InputError(
            Fault(
                "build.no-language",
                "Neither the command nor the tender names a language.",
                str(tender),
                'Add -l es, or "languages": ["es"] to the tender.',
            )
        )
    if template is not None and (len(set(kinds)) != 1 or len(set(wanted)) != 1):
        raise click.UsageError(
            "--template is for one kind and one language: add --kind and one -l."
        )
    unreviewed: dict[str, tuple[str, ...]] = {}
    try:
        built = documents(
            known,
            wanted,
            kinds or tuple(kind.value for kind in BINDING_KINDS),
            paper=paper,
            template=template,
            case=case,
            reviewed_only=reviewed_only,
            unreviewed=unreviewed,
        )
    except ClausekitError as error:
        raise _placed(error, tender, facts, () if languages else known.languages) from None
    files = {output / f"{tender.stem}-{name}": content for name, content in built.items()}
    write_all(files, overwrite=overwrite)
    if as_json:
        told = {name: list(keys) for name, keys in unreviewed.items()}
        data = {"files": [str(path) for path in files]}
        print_json("build", {**data, "unreviewed": told} if told else data)
    else:
        for path in files:
            click.echo(path)
        tell_unreviewed(unreviewed)


def _read(
    tender: Path,
    facts: Path | None,
    languages: tuple[str, ...],
    kinds: tuple[str, ...],
    paper: str | None,
) -> tuple[Tender, NonConformity | None]:
    """Read both files.

    Raises:
        InputError: With the faults of both, and of what else the command asks for.
    """
    faults: list[Fault] = []
    known, case = None, None
    try:
        known = Tender.read(tender)
    except InputError as error:
        faults.extend(error.faults)
    try:
        case = NonConformity.read(facts) if facts else None
    except InputError as error:
        faults.extend(error.faults)
    if known is None or faults:
        from clausekit.assembly.named import odd_names

        papers = [paper] if paper else []
        names = odd_names(kinds=kinds, languages=languages, papers=papers)
        raise InputError(*faults, *names)
    return known, case


def _placed(
    error: ClausekitError, tender: Path, facts: Path | None, languages: Sequence[str]
) -> ClausekitError:
    """Return *error* with the file in which each fault stands.

    Args:
        error: What the library said of facts that were read already.
        tender: The file of the tender.
        facts: The file with the facts of a failure.
        languages: Those that the tender names, where they are the ones asked for.
    """
    named = {f"There is no language {language!r}.": at for at, language in enumerate(languages)}
    placed: list[Fault] = []
    for fault in error.faults:
        if fault.message in named and not fault.where:
            fault = replace(fault, where=f"/languages/{named[fault.message]}")
        file = facts if facts is not None and fault.code.startswith("case.") else tender
        # A frame is named by its path, which may begin with a slash too.
        if fault.where.startswith("/") and fault.code.partition(".")[0] in _ABOUT_FACTS:
            fault = in_file(InputError(fault), file).faults[0]
        placed.append(fault)
    return type(error)(*placed)


def tell_unreviewed(unreviewed: Mapping[str, Sequence[str]]) -> None:
    """Say on stderr which documents hold wording that no reviewer signed."""
    for name, keys in unreviewed.items():
        texts = "1 text" if len(keys) == 1 else f"{len(keys)} texts"
        shown = ", ".join(keys[:3]) + (" ..." if len(keys) > 3 else "")
        tell(
            f"{name}: {texts} no reviewer has signed: {shown}\n"
            "  The document says so in its provenance; --reviewed-only refuses it."
        )


def documents(
    tender: Tender,
    languages: tuple[str, ...],
    kinds: tuple[str, ...],
    *,
    paper: str | None = None,
    template: Path | None = None,
    case: NonConformity | None = None,
    reviewed_only: bool = False,
    unreviewed: dict[str, tuple[str, ...]] | None = None,
) -> dict[str, bytes]:
    """Return the documents of *tender* by name, all of them or none.

    The facts of a failure go to the kinds that use them; they are at fault where none does.
    Wording that no reviewer signed goes to *unreviewed*, by the name of its document.

    Raises:
        ClausekitError: All faults of all documents.
    """
    from clausekit import Catalogue, assemble, render_docx, select
    from clausekit.assembly.case import USES_CASE

    used = any(kind in USES_CASE for kind in kinds)
    selection = select(tender, Catalogue.load())
    built: dict[str, bytes] = {}
    faults: list[Fault] = []
    first: ClausekitError | None = None
    for language in languages:
        for kind in kinds:
            try:
                document = assemble(
                    selection,
                    kind=kind,
                    language=language,
                    paper=paper,
                    non_conformity=None if used and kind not in USES_CASE else case,
                    reviewed_only=reviewed_only,
                )
                name = f"{kind}.{document.language}.docx"
                built[name] = render_docx(document, template)
                if unreviewed is not None and document.provenance.unreviewed:
                    unreviewed[name] = document.provenance.unreviewed
            except ClausekitError as error:
                first = first or error
                faults.extend(error.faults)
    if first is not None:
        raise type(first)(*dict.fromkeys(faults))
    return built
