"""Footnotes: a mark in the text, and a note of their own in the part of notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clausekit.model.document import Strong
from clausekit.word.markup import W
from clausekit.word.text import escape, write_run

if TYPE_CHECKING:
    from clausekit.model.document import Footnote, Foreign
    from clausekit.word.ledger import Ledger

__all__ = ["EMPTY_NOTES", "write_footnote", "write_words"]

EMPTY_NOTES: Final = (
    f'<w:footnotes xmlns:w="{W}">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/>'
    "</w:r></w:p></w:footnote></w:footnotes>"
)
"""A part of notes without notes, for a frame that has none."""
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
    return f"<w:r>{style}<w:footnoteReference {ledger.late(_number_note, text)}/></w:r>"


def _number_note(ledger: Ledger, text: str) -> str:
    number = f'w:id="{ledger.next_note()}"'
    ledger.notes.append(f"<w:footnote {number}>{text}")
    return number


def write_words(ledger: Ledger, piece: str | Strong | Foreign) -> str:
    """Write plain, strong or foreign words."""
    if isinstance(piece, str):
        return ledger.run(piece)
    if isinstance(piece, Strong):
        return ledger.run(piece.text, f'<w:rStyle w:val="{ledger.styles["Strong"]}"/>')
    language = escape(ledger.inspect(piece.language))
    return ledger.run(piece.text, f'<w:lang w:val="{language}"/>')
