"""The blocks of one slot, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clausekit.model.document import Heading, Paragraph, ParagraphRole, Table
from clausekit.word.paragraphs import write_heading, write_paragraph, write_styled
from clausekit.word.tables import write_signatures, write_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clausekit.model.document import Block
    from clausekit.word.layout import Place
    from clausekit.word.ledger import Ledger

__all__ = ["write_blocks"]

_INTRODUCTION: Final = 3
"""Paragraphs of text that stay together with a table right after them."""


def write_blocks(
    ledger: Ledger,
    blocks: Sequence[Block],
    place: Place,
    *,
    after_table: bool,
    before_text: bool,
) -> str:
    """Write the blocks of a slot.

    Two tables in a row would grow into one, and Word wants a paragraph after a table before
    anything else; an empty one stands there where the frame or the next block has none.

    Args:
        ledger: The state of the rendering.
        blocks: What to write.
        place: The slot.
        after_table: Whether a table stands right before the slot.
        before_text: Whether a paragraph follows the slot.
    """
    width = place.text_width(ledger.document.paper)
    pieces = []
    for position, block in enumerate(blocks, start=1):
        ledger.place = f"{place.slot}, block {position}"
        if isinstance(block, Heading):
            pieces.append(write_heading(ledger, block))
            after_table = False
        elif isinstance(block, Paragraph):
            keep = _introduces_table(blocks, position - 1)
            pieces.append(write_paragraph(ledger, block, keep=keep))
            after_table = False
        elif isinstance(block, Table):
            if after_table:
                pieces.append(_gap(ledger))
            pieces.append(write_table(ledger, block, width))
            after_table = True
        else:
            pieces.append(write_signatures(ledger, block, width))
            after_table = True
    if blocks and after_table and not before_text:
        pieces.append(_gap(ledger))
    return "".join(pieces)


def _introduces_table(blocks: Sequence[Block], position: int) -> bool:
    """Tell whether a paragraph stays with the table that it, or its next two, introduce."""
    for block in blocks[position : position + _INTRODUCTION + 1]:
        if isinstance(block, Table):
            return True
        if not isinstance(block, Paragraph) or block.role is not ParagraphRole.BODY:
            return False
    return False


def _gap(ledger: Ledger) -> str:
    return write_styled(ledger, "Table Text", "")
