"""The blocks of one slot, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clausekit.model.document import Heading, Paragraph, ParagraphRole, SignatureBlock, Table
from clausekit.word.drafts import Sketch
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
    following: Block | None = None,
) -> Iterator[str | bytes]:
    """Yield the blocks of a slot; those that have drafts as bytes.

    Two tables in a row would grow into one, and Word wants a paragraph after a table before
    anything else; an empty one stands there where the frame or the next block has none.

    Args:
        ledger: The state of the rendering.
        blocks: What to write.
        place: The slot.
        after_table: Whether a table stands right before the slot.
        before_text: Whether a paragraph follows the slot.
        following: What the next slot begins with, where nothing stands between the two.
    """
    width = place.text_width(ledger.document.paper)
    write = _write_anew if ledger.careful else _write
    ledger.place = place.slot
    for position, block in enumerate(blocks, start=1):
        ledger.position = position
        if block.__class__ is Paragraph:
            if after_table:
                yield _gap(ledger)
            after_table = False
            keep = _introduces_table(block, blocks, position) or (
                # Nobody signs a page that says nothing.
                position == len(blocks) and following.__class__ is SignatureBlock
            )
            yield write(ledger, block, keep)
        elif block.__class__ is Heading:
            yield write(ledger, block, 0)
            after_table = False
        else:
            if block.__class__ is Table and (after_table or _is_item(blocks, position - 2)):
                yield _gap(ledger)
            yield write(ledger, block, width)
            after_table = True
    if blocks and after_table and not before_text:
        yield _gap(ledger)


def _write(ledger: Ledger, block: Block, context: int) -> str | bytes:
    """Write a block, from its draft where it has come before."""
    drafts = ledger.layout.drafts
    draft = drafts.find(block, context)
    if draft is not None:
        return draft.fill(ledger)
    if not drafts.meet(block):
        return _write_anew(ledger, block, context)
    sketch = Sketch(ledger)
    draft = sketch.draft(block, context, _write_anew(sketch, block, context))
    if draft is None:
        return _write_anew(ledger, block, context)
    drafts.keep(draft)
    return draft.fill(ledger)


def _write_anew(ledger: Ledger, block: Block, context: int) -> str:
    """Write a block.

    Args:
        ledger: The state of the rendering.
        block: What to write.
        context: For a paragraph, whether it stays with what follows; for tables, their width.
    """
    if block.__class__ is Paragraph:
        role, content = block.role, block.content
        if (
            role is not ParagraphRole.BODY
            and not context
            and not block.anchor
            and len(content) == 1
            and (text := content[0]).__class__ is str
            and text
            and not ledger.careful
            and (block.number or role not in ledger.looks.places)
        ):
            # Most paragraphs are of this kind: one text, in the style of its role.
            return f"{ledger.looks.roles[role]}{escape_text(text)}</w:t></w:r></w:p>"
        return write_paragraph(ledger, block, keep=bool(context))
    if block.__class__ is Heading:
        return write_heading(ledger, block)
    if block.__class__ is Table:
        return write_table(ledger, block, context)
    if isinstance(block, SignatureBlock):
        return write_signatures(ledger, block, context)
    return ""


def _introduces_table(paragraph: Paragraph, blocks: Sequence[Block], position: int) -> bool:
    """Tell whether a paragraph stays with a table, which it or its next two introduce.

    Args:
        paragraph: Which.
        blocks: All blocks.
        position: Where the next one stands.
    """
    role = paragraph.role
    if role is ParagraphRole.NUMBERED:
        return position < len(blocks) and blocks[position].__class__ is Table
    if role is not ParagraphRole.BODY:
        return False
    for block in blocks[position : position + _INTRODUCTION]:
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
