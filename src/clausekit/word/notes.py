"""Footnotes: a mark in the text, and a note of their own in the part of notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clausekit.model.document import Strong
from clausekit.word.markup import W
from clausekit.word.text import escape, write_run

if TYPE_CHECKING:
    from clausekit.model.document import Footnote, Foreign
    from clausekit.word.ledger import Ledger
    from clausekit.word.stretches import Recurring

__all__ = ["EMPTY_NOTES", "MARK", "NOTE", "number_note", "write_footnote", "write_words"]

EMPTY_NOTES: Final = (
    f'<w:footnotes xmlns:w="{W}">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/>'
    "</w:r></w:p></w:footnote></w:footnotes>"
)
"""A part of notes without notes, for a frame that has none."""
NOTE: Final = '<w:footnote w:id="%d">'
"""How a note begins."""
MARK: Final = '<w:footnoteReference w:id="%d"/>'
"""What stands for it in the text."""
_SPACE: Final = write_run(" ")


def write_footnote(ledger: Ledger, note: Footnote) -> str:
    """Add a note to the document, and return its mark.

    Source:
        ECMA-376 part 1, 17.11.10 (footnote), 17.11.14 (footnoteReference).
    """
    style = f'<w:rPr><w:rStyle w:val="{ledger.styles["footnote reference"]}"/></w:rPr>'
    words = "".join([write_words(ledger, piece) for piece in note.content])
    opening = ledger.looks.openings["footnote text", False, False]
    text = f"{opening}<w:r>{style}<w:footnoteRef/></w:r>{_SPACE}{words}</w:p></w:footnote>"
    return f"<w:r>{style}{ledger.late(number_note, text)}</w:r>"


def number_note(ledger: Ledger, text: str | Recurring) -> str:
    """Add a note, whose words are written, and return its mark."""
    number = ledger.take_notes(1)
    opening = NOTE % number
    if isinstance(text, str):
        ledger.notes += opening, text
    else:
        ledger.notes += ledger.layout.drafts.fix(opening), text
    return MARK % number


def write_words(ledger: Ledger, piece: str | Strong | Foreign) -> str:
    """Write plain, strong or foreign words."""
    if isinstance(piece, str):
        return ledger.run(piece)
    if isinstance(piece, Strong):
        return ledger.run(piece.text, f'<w:rStyle w:val="{ledger.styles["Strong"]}"/>')
    language = escape(ledger.inspect(piece.language))
    return ledger.run(piece.text, f'<w:lang w:val="{language}"/>')
