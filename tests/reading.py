"""What stands in a document tree: its paragraphs, its pieces, and its text without any marks."""

from __future__ import annotations

from collections.abc import Iterator

from clausekit import Document
from clausekit.model.document import (
    Block,
    Cell,
    Footnote,
    Heading,
    HeadingLevel,
    Inline,
    Paragraph,
    Table,
)

__all__ = [
    "cell_text",
    "headings_of",
    "inlines_of",
    "notes_of",
    "paragraphs_in",
    "paragraphs_of",
    "plain",
    "table_of",
    "text_of",
]


def paragraphs_of(document: Document) -> Iterator[Paragraph]:
    """Yield all paragraphs, those in cells as well."""
    for block in document.blocks():
        yield from paragraphs_in(block)


def paragraphs_in(block: Block) -> Iterator[Paragraph]:
    """Yield the paragraph that a block is, or those in the cells of a table."""
    if isinstance(block, Paragraph):
        yield block
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                yield from cell.paragraphs


def inlines_of(document: Document) -> Iterator[Inline]:
    """Yield all pieces of all paragraphs."""
    for paragraph in paragraphs_of(document):
        yield from paragraph.content


def plain(content: Inline) -> str:
    """Return the text of a piece; a note is its content, a reference its number."""
    if isinstance(content, str):
        return content
    if isinstance(content, Footnote):
        return "".join(plain(piece) for piece in content.content)
    return getattr(content, "text", getattr(content, "number", getattr(content, "label", "")))


def text_of(document: Document) -> str:
    """Return all headings, then all paragraphs, one a line."""
    lines = ["".join(plain(piece) for piece in line.content) for line in paragraphs_of(document)]
    return "\n".join([heading.content for heading in document.headings] + lines)


def notes_of(document: Document) -> str:
    """Return all notes, one a line."""
    return "\n".join(plain(piece) for piece in inlines_of(document) if isinstance(piece, Footnote))


def headings_of(document: Document, level: HeadingLevel) -> list[Heading]:
    """Return the headings of one level."""
    return [heading for heading in document.headings if heading.level is level]


def table_of(document: Document, title: str) -> Table:
    """Return the one table with this title."""
    (found,) = [b for b in document.blocks() if isinstance(b, Table) and b.title == title]
    return found


def cell_text(cell: Cell) -> str:
    """Return what is printed in a cell as text, its paragraphs parted by strokes."""
    return " / ".join(
        "".join(
            piece if isinstance(piece, str) else getattr(piece, "text", "")
            for piece in paragraph.content
        )
        for paragraph in cell.paragraphs
    )
