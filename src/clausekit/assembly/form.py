"""A form, a letter, a file or a matrix: its sections, written one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from clausekit.assembly.alignment import write_alignment_clauses, write_coverage
from clausekit.assembly.commitment import write_channel, write_instruments, write_salient_risks
from clausekit.assembly.composer import Composer
from clausekit.assembly.fill_in import write_fields, write_grid, write_questions
from clausekit.assembly.monitoring import (
    write_date_calendar,
    write_frequency_calendar,
    write_matrix,
)
from clausekit.assembly.notice import (
    write_finding,
    write_hearing,
    write_people,
    write_reason,
    write_requirement,
    write_steps,
    write_steps_intro,
)
from clausekit.assembly.outline import Outline
from clausekit.assembly.particulars import particulars_blocks, signature_blocks
from clausekit.assembly.questionnaire import write_attributes, write_clause_questions
from clausekit.assembly.reasons_file import (
    write_excluded,
    write_findings,
    write_hours,
    write_included,
    write_risks,
    write_small_supplier,
)
from clausekit.assembly.setting import Setting
from clausekit.assembly.sheet import Sheet
from clausekit.model.alignment import CoreInstrument
from clausekit.model.document import Block, Slot
from clausekit.model.form import (
    Computed,
    ComputedPiece,
    FieldsPiece,
    Form,
    GridPiece,
    Piece,
    QuestionsPiece,
)
from clausekit.model.kind import DocumentKind
from clausekit.model.non_conformity import NonConformity
from clausekit.selection.selection import Selection

__all__ = ["form_sections"]

_COMPUTED: Mapping[Computed, Callable[[Setting], None]] = {
    Computed.VERIFICATION_MATRIX: write_matrix,
    Computed.FREQUENCY_CALENDAR: write_frequency_calendar,
    Computed.DATE_CALENDAR: write_date_calendar,
    Computed.CLAUSE_QUESTIONS: write_clause_questions,
    Computed.FINDING: write_finding,
    Computed.INSTRUMENTS: write_instruments,
    Computed.SALIENT_RISKS: write_salient_risks,
    Computed.GRIEVANCE_CHANNEL: write_channel,
    Computed.ALIGNMENT_CLAUSES: write_alignment_clauses,
    Computed.ALIGNMENT_ILO: partial(write_coverage, instrument=CoreInstrument.ILO),
    Computed.ALIGNMENT_UNGP: partial(write_coverage, instrument=CoreInstrument.UNGP),
    Computed.ALIGNMENT_OECD: partial(write_coverage, instrument=CoreInstrument.OECD),
    Computed.NOTICE_REASON: write_reason,
    Computed.NOTICE_REQUIREMENT: write_requirement,
    Computed.NOTICE_PEOPLE: write_people,
    Computed.NOTICE_STEPS_INTRO: write_steps_intro,
    Computed.NOTICE_STEPS: write_steps,
    Computed.NOTICE_HEARING: write_hearing,
    Computed.ATTRIBUTES: write_attributes,
    Computed.SMALL_SUPPLIER: write_small_supplier,
    Computed.FINDINGS: write_findings,
    Computed.RISK_FINDINGS: write_risks,
    Computed.INCLUDED: write_included,
    Computed.EXCLUDED: write_excluded,
    Computed.HOURS: write_hours,
}


def form_sections(
    selection: Selection,
    form: Form,
    annex: Outline,
    composer: Composer,
    case: NonConformity | None,
) -> dict[Slot, tuple[Block, ...]]:
    """Write a form.

    Args:
        selection: The facts and the clauses.
        form: The plan.
        annex: The outline of the annex, whose numbers the form names.
        composer: Turns wording into text.
        case: The facts of a possible failure, where the form is about one.
    """
    dated = case.served if case and form.id is DocumentKind.NOTICE_OF_NON_CONFORMITY else None
    particulars = tuple(particulars_blocks(selection, composer, form.particulars, dated=dated))
    setting = Setting(selection, form, annex, Sheet(composer, form.numbering), case)
    for section in form.sections:
        setting.sheet.section(composer.text(f"{setting.key}/section.{section.id}"))
        for piece in section.content:
            _write(piece, setting)
    signatures: tuple[Block, ...] = ()
    if form.signatures is not None:
        title = composer.text(f"{setting.key}/signatures.title")
        signatures = tuple(signature_blocks(form.signatures, title, composer))
    return {
        Slot.PARTICULARS: particulars,
        Slot.CLAUSES: tuple(setting.sheet.blocks),
        Slot.SIGNATURES: signatures,
    }


def _write(piece: Piece, setting: Setting) -> None:
    if isinstance(piece, ComputedPiece):
        _COMPUTED[piece.block](setting)
    elif isinstance(piece, FieldsPiece):
        write_fields(piece, setting.key, setting.sheet)
    elif isinstance(piece, QuestionsPiece):
        write_questions(piece, setting.key, setting.sheet)
    elif isinstance(piece, GridPiece):
        write_grid(piece, setting.key, setting.sheet)
    else:
        small, tier = setting.selection.small, setting.selection.tender.tier
        if not piece.stands(small=small, tier=tier):
            return
        composer, key = setting.composer, f"{setting.key}/text.{piece.id}"
        setting.sheet.paragraph(
            composer.line(key, setting.values, sources=piece.sources),
            [
                composer.line(f"{key}.item.{index}", setting.values)
                for index in range(1, len(piece.items) + 1)
            ],
        )
