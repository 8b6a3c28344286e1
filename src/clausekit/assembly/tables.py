"""Cells of tables."""

from __future__ import annotations

from clausekit.model.document import Cell, Inline, Paragraph, ParagraphRole

__all__ = ["cell"]


def cell(*content: Inline, role: ParagraphRole = ParagraphRole.BODY, number: str = "") -> Cell:
    """Return a cell with one paragraph."""
    return Cell(paragraphs=(Paragraph(role=role, content=content, number=number),))
