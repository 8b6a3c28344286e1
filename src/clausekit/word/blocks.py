"""The blocks of one slot, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clausekit.model.document import Heading, Paragraph, ParagraphRole, SignatureBlock, Table
from clausekit.word.paragraphs import write_heading, write_paragraph, write_styled
from clausekit.word.tables import write_signatures, write_table
from clausekit.word.text import escape_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
) -> Iterator[str]:
    """Yield the blocks of a slot.

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
    roles, places, plain = ledger.looks.roles, ledger.looks.places, not ledger.careful
    ledger.place = place.slot
    for position, block in enumerate(blocks, start=1):
        ledger.position = position
        if block.__class__ is Paragraph:
            if after_table:
                yield _gap(ledger)
            after_table = False
            role, content = block.role, block.content
            introduces = (
                _introduces_table(blocks, position - 1)
                if role is ParagraphRole.BODY
                else role is ParagraphRole.NUMBERED
                and blocks[position : position + 1]
                and blocks[position].__class__ is Table
            )
            if (
                role is not ParagraphRole.BODY
                and not introduces
                and not block.anchor
                and len(content) == 1
                and (text := content[0]).__class__ is str
                and text
                and plain
                and (block.number or role not in places)
            ):
                # Most paragraphs are of this kind: one text, in the style of its role.
                yield f"{roles[role]}{escape_text(text)}</w:t></w:r></w:p>"
                continue
            yield write_paragraph(ledger, block, keep=bool(introduces))
        elif block.__class__ is Heading:
            yield write_heading(ledger, block)
            after_table = False
        elif block.__class__ is Table:
            if after_table or _is_item(blocks, position - 2):
                yield _gap(ledger)
            yield write_table(ledger, block, width)
            after_table = True
        elif isinstance(block, SignatureBlock):
            yield write_signatures(ledger, block, width)
            after_table = True
    if blocks and after_table and not before_text:
        yield _gap(ledger)


def _introduces_table(blocks: Sequence[Block], position: int) -> bool:
    """Tell whether a paragraph stays with the table that it, or its next two, introduce."""
    for block in blocks[position : position + _INTRODUCTION + 1]:
        if block.__class__ is Table:
            return True
        if block.__class__ is not Paragraph or block.role is not ParagraphRole.BODY:
            return False
    return False


def _is_item(blocks: Sequence[Block], position: int) -> bool:
    """Tell whether a lettered item stands at *position*; it leaves no space below itself."""
    block = blocks[position] if position >= 0 else None
    return isinstance(block, Paragraph) and block.role is ParagraphRole.ITEM


def _gap(ledger: Ledger) -> str:
    return write_styled(ledger, "Table Text", "")
