"""Headings and paragraphs, in the named styles of the frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from clausekit.model.document import Blank, CheckBox, CrossReference, Footnote, Foreign, Strong
from clausekit.word.fields import (
    mark_anchor,
    mark_entry,
    write_blank,
    write_check_box,
    write_reference,
)
from clausekit.word.notes import write_footnote, write_words
from clausekit.word.styles import HEADING_STYLES, ROLE_STYLES

if TYPE_CHECKING:
    from clausekit.model.document import Heading, Line, Paragraph
    from clausekit.word.ledger import Ledger

__all__ = ["write_heading", "write_line", "write_paragraph", "write_styled"]

_BODY = "Body Text"
# A tree holds these types and none of their subclasses: its models see to that.
_WRITERS: Final[dict[type, Callable[[Ledger, Any], str]]] = {
    Blank: write_blank,
    CheckBox: write_check_box,
    CrossReference: write_reference,
    Footnote: write_footnote,
    Foreign: write_words,
    Strong: write_words,
}


def write_styled(ledger: Ledger, style: str, content: str, *, keep: bool = False) -> str:
    """Write a paragraph in a named style.

    Args:
        ledger: The state of the rendering.
        style: The name of the style.
        content: Its runs.
        keep: Whether it stays on the page of what follows.
    """
    return f"{ledger.looks.openings[style, keep, False]}{content}</w:p>"


def write_heading(ledger: Ledger, heading: Heading) -> str:
    """Write a heading with its bookmarks; its number comes from the style."""
    level = heading.level
    content = ledger.run(heading.content)
    if heading.anchor:
        content = mark_anchor(ledger, heading.anchor, content)
    elif ledger.layout.outlines[level] is not None:
        content = mark_entry(ledger, content)
    bare = level in ledger.looks.places and not heading.number
    return f"{ledger.looks.openings[HEADING_STYLES[level], False, bare]}{content}</w:p>"


def write_paragraph(
    ledger: Ledger, paragraph: Paragraph, *, body: str = _BODY, keep: bool = False
) -> str:
    """Write a paragraph in the style of its role.

    Args:
        ledger: The state of the rendering.
        paragraph: What it says.
        body: The style of running text; another one inside tables.
        keep: Whether it stays on the page of what follows.
    """
    role = paragraph.role
    content = write_line(ledger, paragraph.content)
    if paragraph.anchor:
        content = mark_anchor(ledger, paragraph.anchor, content)
    style = ROLE_STYLES[role]
    # A paragraph that the tree leaves without a number takes none from its style either.
    bare = not paragraph.number and role in ledger.looks.places
    opening = ledger.looks.openings[body if style == _BODY else style, keep, bare]
    return f"{opening}{content}</w:p>"


def write_line(ledger: Ledger, line: Line) -> str:
    """Write the runs of a line."""
    if len(line) == 1 and (text := line[0]).__class__ is str:
        return ledger.run(text)
    return "".join(
        [
            ledger.run(inline)
            if inline.__class__ is str
            else _WRITERS[inline.__class__](ledger, inline)
            for inline in line
        ]
    )
