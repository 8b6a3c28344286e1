"""The blocks of one slot, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clausekit.model.document import Heading, Paragraph, ParagraphRole, SignatureBlock, Table
from clausekit.word.chapters import Chapter
from clausekit.word.drafts import Draft, Drafts, Sketch
from clausekit.word.paragraphs import write_heading, write_paragraph, write_styled
from clausekit.word.passages import join_drafts
from clausekit.word.tables import write_signatures, write_table
from clausekit.word.text import escape_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clausekit.model.document import Block
    from clausekit.word.layout import Place
    from clausekit.word.ledger import Ledger
    from clausekit.word.passages import Passage

__all__ = ["write_blocks"]

_TABLES: Final = frozenset({Table, SignatureBlock})
"""What is written as a table."""
_APART: Final = frozenset({Table, Paragraph})
"""What an empty paragraph keeps apart from a table right before it."""
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
) -> Iterator[str | list[bytes]]:
    """Yield the blocks of a slot; those that have drafts as pieces in bytes.

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
    ledger.place = place.slot
    # A draft holds the bookmarks that its anchors have everywhere else.
    drafts = None if ledger.careful or ledger.survey.moved else ledger.layout.drafts
    # Nobody signs a page that says nothing.
    signed = following.__class__ is SignatureBlock
    course = _Course(drafts, width)
    position = 0
    while position < len(blocks):
        block = blocks[position]
        if block.__class__ is Heading and drafts is not None:
            course.begin()
            passage = drafts.find_passage(blocks, position, width)
            if passage is not None and not (
                signed and position + len(passage.blocks) == len(blocks)
            ):
                yield passage.fill(ledger, position)
                position += len(passage.blocks)
                after_table = passage.blocks[-1].__class__ in _TABLES
                course.take(passage)
                continue
        position += 1
        ledger.position = position
        context = width
        if block.__class__ is Paragraph:
            context = _introduces_table(block, blocks, position) or (
                signed and position == len(blocks)
            )
        elif block.__class__ is Heading:
            context = 0
        if (after_table and block.__class__ in _APART) or (
            block.__class__ is Table and _is_item(blocks, position - 2)
        ):
            yield _gap(ledger)
            course.stop()
        after_table = block.__class__ in _TABLES
        draft = drafts.find(block, context) if drafts is not None else None
        if draft is not None:
            yield draft.fill(ledger)
        elif drafts is not None and (draft := _draft(ledger, block, context)) is not None:
            # The check reads it like anything new: it may not come for a third time.
            yield [b"".join(draft.fill(ledger))]
        else:
            markup = _write(ledger, block, context)
            if drafts is not None:
                drafts.meet(block, len(markup))
            yield markup
            course.stop()
            continue
        course.add(draft)
    course.end(signed=signed)
    if blocks and after_table and not before_text:
        yield _gap(ledger)


class _Course:
    """What is written from drafts, one after the other; it may come again in the same order.

    Args:
        drafts: Where it is kept; None where nothing is.
        width: How wide the text is.
    """

    __slots__ = ("_drafts", "_known", "_passages", "_run", "_width")

    def __init__(self, drafts: Drafts | None, width: int) -> None:
        self._drafts = drafts
        self._width = width
        self._passages: list[Passage] = []
        # Whether they are a chapter already.
        self._known = False
        # The drafts since the last heading; None where a block had none, or before any heading.
        self._run: list[Draft] | None = None

    def begin(self) -> None:
        """Come to a heading."""
        self._close()
        self._run = []

    def take(self, written: Chapter | Passage) -> None:
        """Pass a chapter or a passage by, which is written."""
        self._known = isinstance(written, Chapter) and not self._passages
        self._passages += written.passages if isinstance(written, Chapter) else (written,)
        self._run = None

    def add(self, draft: Draft) -> None:
        """Pass a block by, which is written."""
        if self._run is not None:
            self._run.append(draft)

    def stop(self) -> None:
        """Come to what has no draft."""
        self._run = None
        if self._passages:
            self._meet()

    def end(self, *, signed: bool) -> None:
        """Come to the end of the slot.

        Args:
            signed: Whether the last block looks as it does nowhere else.
        """
        if not signed:
            self._close()
        self._meet()

    def _close(self) -> None:
        """Keep a heading and what followed it, where all have drafts."""
        if self._run and self._drafts is not None:
            wide = any(draft.block.__class__ in _TABLES for draft in self._run)
            passage = join_drafts(self._run, self._width if wide else 0)
            self._passages.append(passage)
            self._known = False
            if len(self._run) > 1:
                self._drafts.keep_passage(passage)

    def _meet(self) -> None:
        if self._drafts is not None and self._passages and not self._known:
            self._drafts.chapters.meet(self._passages)
        self._passages = []
        self._known = False


def _draft(ledger: Ledger, block: Block, context: int) -> Draft | None:
    """Return a draft of a block that has come before; None where it has not, or can have none."""
    drafts = ledger.layout.drafts
    if not drafts.knows(block):
        return None
    sketch = Sketch(ledger)
    draft = sketch.draft(block, context, _write(sketch, block, context))
    if draft is not None:
        drafts.keep(draft)
    return draft


def _write(ledger: Ledger, block: Block, context: int) -> str:
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
