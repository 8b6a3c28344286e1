"""Puts the selected clauses together into one document tree, in one language."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from clausekit.assembly.articles import article_blocks, preamble_blocks
from clausekit.assembly.blanks import blanks_schedule
from clausekit.assembly.case import check_case
from clausekit.assembly.composer import Composer
from clausekit.assembly.ladders import ladder_schedule
from clausekit.assembly.memory import Memory
from clausekit.assembly.named import kind_named, paper_named
from clausekit.assembly.opening import check_names, open_document
from clausekit.assembly.outline import Outline
from clausekit.assembly.particulars import particulars_blocks, signature_blocks
from clausekit.assembly.verification import verification_schedule
from clausekit.errors import ClausekitError, DocumentError, Fault, TranslationError
from clausekit.language.noun import Noun
from clausekit.model.blueprint import Blueprint, Schedule
from clausekit.model.codes import LETTER_COUNTRIES
from clausekit.model.document import Block, Document, Provenance, Slot
from clausekit.model.kind import DocumentKind
from clausekit.model.non_conformity import NonConformity
from clausekit.model.reading import put_blocks
from clausekit.model.tender import Paper, Stage, Tender
from clausekit.resources import Folder
from clausekit.selection.selection import Selection

__all__ = ["assemble", "library_version"]


def assemble(
    selection: Selection,
    *,
    kind: DocumentKind | str,
    language: str,
    parties: Mapping[str, str | Noun] | None = None,
    paper: Paper | str | None = None,
    templates: Folder | None = None,
    non_conformity: NonConformity | None = None,
    reviewed_only: bool = False,
) -> Document:
    """Put the selected clauses together.

    Args:
        selection: From ``select``.
        kind: ``tender-annex``, ``supplier-code`` or any other of ``DocumentKind``.
        language: ``es``, ``en``, ``fr``, ``pt`` or a variant; a bare language takes the variant
            of the buyer's country where there is one.
        parties: How the parties are called; over the tender's own ``terms``.
        paper: A4 or Letter; over the tender's own and the country's.
        templates: Folder of the template sets; the shipped ones where it is None.
        non_conformity: The facts of a possible failure: a notice of non-conformity needs them, a
            plan of correction may have them.
        reviewed_only: Whether wording that no reviewer signed is refused. Without it, the
            document names that wording in ``provenance.unreviewed``, and so does the Word file.

    Raises:
        UnknownName: The kind, the language or a party's name does not exist.
        LanguageError: The name of a party does not fit the wording.
        TranslationError: Wording is missing or out of date in that language, or not reviewed.
        DocumentError: The wording refers to an article that is not in the document, the tender
            is at close-out, or the facts of a failure are missing or do not fit.

    Example:
        >>> from clausekit import Catalogue, Tender, assemble, select
        >>> tender = Tender.model_validate({
        ...     "reference": "7", "title": "Uniforms", "procurement": "goods",
        ...     "sector": "textiles", "buyer": {"name": "City", "country": "CL"},
        ... })
        >>> annex = assemble(select(tender, Catalogue.load()), kind="tender-annex", language="en")
        >>> [heading.number for heading in annex.headings if heading.level == "article"][:3]
        ['1', '2', '3']
    """
    try:
        return _assemble(
            selection, kind, language, parties, paper, templates, non_conformity, reviewed_only
        )
    except ClausekitError as error:
        # One thing is found before the other; whoever asked hears of all names at once.
        found = dict.fromkeys(error.faults)
        for check in (
            lambda: kind_named(kind),
            lambda: check_names(selection, language, parties=parties, templates=templates),
            lambda: _paper(selection.tender, paper),
        ):
            try:
                check()
            except ClausekitError as other:
                found.update(dict.fromkeys(other.faults))
        if len(found) == len(error.faults):
            raise
        raise type(error)(*found) from None


def _assemble(
    selection: Selection,
    kind: DocumentKind | str,
    language: str,
    parties: Mapping[str, str | Noun] | None,
    paper: Paper | str | None,
    templates: Folder | None,
    non_conformity: NonConformity | None,
    reviewed_only: bool,
) -> Document:
    kind = kind_named(kind)
    tender, catalogue = selection.tender, selection.catalogue
    if tender.stage is Stage.CLOSE_OUT:
        raise DocumentError(
            Fault(
                "document.too-late",
                "At close-out no document is drafted: the contract has been performed.",
                "/stage",
                'To print what was agreed, write "contract-performance" or "monitoring".',
            )
        )
    check_case(kind, non_conformity, selection)
    opening = open_document(selection, kind, language, parties=parties, templates=templates)
    spoken, outline, composer = opening.language, opening.outline, opening.composer
    blueprint = catalogue.blueprints.get(kind)
    if blueprint is not None:
        sections = _sections(selection, blueprint, outline, composer)
    else:
        # What forms are computed from is a good part of the library, and clauses need none of it.
        from clausekit.assembly.form import form_sections

        sections = form_sections(
            selection, catalogue.forms[kind], outline, composer, non_conformity
        )
    title = composer.text(f"document.{kind.value}/title")
    facts = {
        "buyer_label": composer.phrase("particulars.buyer"),
        "buyer_name": tender.buyer.name,
        "document_label": composer.text(f"document.{kind.value}/label"),
        "document_title": title,
        # A letter that called itself a model would give its addressee a reason to doubt it.
        "notice": "" if kind.served else composer.phrase("cover.model-notice"),
        "reference_label": composer.phrase("particulars.reference"),
        "supplier_label": composer.phrase("particulars.supplier"),
        "supplier_name": tender.supplier or "",
        "tender_reference": tender.reference,
        "tender_title": tender.title,
    }
    contents_title = composer.phrase("cover.contents")
    composer.raise_if_faulty()
    if reviewed_only and composer.unreviewed:
        raise TranslationError(*_unreviewed(spoken.tag, composer.unreviewed))
    document = Document(
        kind=kind,
        language=spoken.tag,
        word_language=spoken.word_tag,
        title=title,
        facts=facts,
        paper=_paper(tender, paper),
        contents_title=contents_title,
        sections={},
        provenance=_provenance(
            selection, outline, sections, facts, composer.memory, composer.unreviewed
        ),
        author=tender.buyer.name,
        subject=tender.title,
        keywords=(tender.reference,),
    )
    return put_blocks(document, sections)


@cache
def library_version() -> str:
    """Return the version of clausekit; ``0`` where it is used without being installed."""
    try:
        return version("clausekit")
    except PackageNotFoundError:
        return "0"


def _sections(
    selection: Selection, plan: Blueprint, outline: Outline, composer: Composer
) -> dict[Slot, tuple[Block, ...]]:
    # In the order of reading: the first note that cites an instrument gives its whole title.
    particulars = particulars_blocks(selection, composer) if plan.particulars else ()
    sections: dict[Slot, tuple[Block, ...]] = {
        Slot.PARTICULARS: tuple(particulars),
        Slot.PREAMBLE: preamble_blocks(plan, composer),
        Slot.CLAUSES: article_blocks(selection, plan, outline, composer),
    }
    title = composer.text(f"document.{plan.id.value}/signatures.title")
    signatures = tuple(signature_blocks(plan.signatures, title, composer))
    schedules: list[Block] = []
    for _, schedule in outline.schedules:
        if schedule is Schedule.VERIFICATION:
            schedules.extend(verification_schedule(selection, outline, composer))
        elif schedule is Schedule.LADDERS:
            schedules.extend(ladder_schedule(outline, composer, small=selection.small))
        else:
            before = [block for blocks in sections.values() for block in blocks]
            schedules.extend(blanks_schedule((*before, *schedules, *signatures), composer))
    sections[Slot.SCHEDULES] = tuple(schedules)
    sections[Slot.SIGNATURES] = signatures
    return sections


def _paper(tender: Tender, wanted: Paper | str | None) -> Paper:
    if wanted is not None:
        return paper_named(wanted)
    if tender.paper is not None:
        return tender.paper
    return Paper.LETTER if tender.buyer.country in LETTER_COUNTRIES else Paper.A4


def _provenance(
    selection: Selection,
    outline: Outline,
    sections: Mapping[Slot, tuple[Block, ...]],
    facts: Mapping[str, str],
    memory: Memory,
    unreviewed: tuple[str, ...],
) -> Provenance:
    clauses = [article.clause for article in outline.articles()]
    # Canonical JSON, with sorted keys: what was composed before was also written before.
    written = b", ".join(
        b'"%b": [%b]' % (slot.value.encode(), b", ".join(memory.write(sections[slot])))
        for slot in sorted(sections)
    )
    said = json.dumps(dict(facts), ensure_ascii=False, sort_keys=True).encode()
    text = b'{"facts": %b, "sections": {%b}}' % (said, written)
    tender = json.dumps(
        selection.tender.model_dump(mode="json"), ensure_ascii=False, sort_keys=True
    )
    return Provenance(
        library=library_version(),
        clauses=tuple((clause.id, clause.version) for clause in clauses if clause is not None),
        tender_hash=hashlib.sha256(tender.encode()).hexdigest(),
        text_hash=hashlib.sha256(text).hexdigest(),
        unreviewed=unreviewed,
    )


def _unreviewed(tag: str, keys: tuple[str, ...]) -> Iterator[Fault]:
    for key in keys:
        yield Fault(
            "translation.unreviewed",
            "No reviewer has signed this wording.",
            f"{tag}, {key}",
            "Read it beside the English, then run `clausekit templates review`.",
        )
