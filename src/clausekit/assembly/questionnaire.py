"""What the supplier is asked about each clause: in the self-assessment and before the tender."""

from __future__ import annotations

from clausekit.assembly.core import binds_supplier, core_of
from clausekit.assembly.fill_in import DEGREES, answer_cell, lines_cell, remarks_cell
from clausekit.assembly.setting import Setting
from clausekit.assembly.tables import cell
from clausekit.assembly.verification import capital, evidence_of
from clausekit.model.document import Blank, Strong

__all__ = ["write_attributes", "write_clause_questions"]


def write_clause_questions(setting: Setting) -> None:
    """Write a row for each clause that binds the supplier: its core, the answer, the evidence."""
    composer = setting.composer
    rows = []
    for _, clause in setting.clauses():
        if not binds_supplier(clause):
            continue
        evidence = [
            capital(evidence_of(clause, verification, composer)) + composer.phrase("list.last")
            for verification in setting.selection.verifications(clause)
        ]
        rows.append(
            (
                lines_cell((Strong(text=setting.titled(clause.id)),), *core_of(clause, setting)),
                answer_cell(clause.id, DEGREES, composer),
                remarks_cell(f"{clause.id}.remarks", composer, *evidence),
            )
        )
    setting.sheet.table(
        setting.columns(("article", 46), ("answer", 18), ("evidence", 36)),
        rows,
        title=setting.word("table.requirements"),
        description=setting.word("table.requirements-description"),
    )


def write_attributes(setting: Setting) -> None:
    """Write a row for each clause that binds the supplier, with places for what it costs."""
    composer = setting.composer
    rows = []
    for _, clause in setting.clauses():
        if not binds_supplier(clause):
            continue

        blanks = [
            cell(Blank(key=f"{clause.id}.{name}", label=composer.phrase("blank.fill-in")))
            for name in ("once", "yearly")
        ]
        rows.append(
            (
                lines_cell((Strong(text=setting.titled(clause.id)),), *core_of(clause, setting)),
                answer_cell(clause.id, ("yes", "partly", "no"), composer),
                *blanks,
            )
        )
    setting.sheet.table(
        setting.columns(("attribute", 50), ("met", 16), ("once", 17), ("yearly", 17)),
        rows,
        title=setting.word("table.attributes"),
        description=setting.word("table.attributes-description"),
    )
