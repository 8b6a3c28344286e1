"""Headings and paragraphs, in the named styles of the frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clausekit.model.document import Blank, CrossReference, Footnote
from clausekit.word.fields import write_blank, write_bookmark, write_reference
from clausekit.word.notes import write_footnote, write_words
from clausekit.word.styles import HEADING_STYLES, ROLE_STYLES
from clausekit.word.text import write_run

if TYPE_CHECKING:
    from clausekit.model.document import Heading, Line, Paragraph
    from clausekit.word.ledger import Ledger

__all__ = ["write_heading", "write_line", "write_paragraph", "write_styled"]


def write_styled(ledger: Ledger, style: str, content: str, *, properties: str = "") -> str:
    """Write a paragraph in a named style.

    Args:
        ledger: The state of the rendering.
        style: The name of the style.
        content: Its runs.
        properties: What follows the style in ``w:pPr``.
    """
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{ledger.styles[style]}"/>{properties}</w:pPr>{content}</w:p>'
    )


def write_heading(ledger: Ledger, heading: Heading) -> str:
    """Write a heading with its bookmarks; its number comes from the style."""
    content = write_run(ledger.inspect(heading.content))
    style = HEADING_STYLES[heading.level]
    if ledger.layout.outlines[heading.level] is not None:
        content = write_bookmark(ledger, ledger.next_entry(), content)
    return _write_numbered(ledger, style, content, heading.anchor)


def write_paragraph(
    ledger: Ledger, paragraph: Paragraph, *, body: str = "Body Text", keep: bool = False
) -> str:
    """Write a paragraph in the style of its role.

    Args:
        ledger: The state of the rendering.
        paragraph: What it says.
        body: The style of running text; another one inside tables.
        keep: Whether it stays on the page of what follows.
    """
    style = ROLE_STYLES[paragraph.role]
    content = write_line(ledger, paragraph.content)
    return _write_numbered(
        ledger, body if style == "Body Text" else style, content, paragraph.anchor, keep=keep
    )


def write_line(ledger: Ledger, line: Line) -> str:
    """Write the runs of a line."""
    pieces = []
    for inline in line:
        if isinstance(inline, CrossReference):
            pieces.append(write_reference(ledger, inline))
        elif isinstance(inline, Blank):
            pieces.append(write_blank(ledger, inline))
        elif isinstance(inline, Footnote):
            pieces.append(write_footnote(ledger, inline))
        else:
            pieces.append(write_words(ledger, inline))
    return "".join(pieces)


def _write_numbered(
    ledger: Ledger, style: str, content: str, anchor: str, *, keep: bool = False
) -> str:
    label = ledger.next_label()
    target = ledger.survey.targets.get(anchor)
    if target is not None:
        content = write_bookmark(ledger, target.bookmark, content)
    # A paragraph that the tree leaves without a number takes none from its style either.
    bare = label is None and style in ledger.layout.numbering.styles
    properties = "<w:keepNext/>" if keep else ""
    if bare:
        properties += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    return write_styled(ledger, style, content, properties=properties)
