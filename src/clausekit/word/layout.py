"""What the writer needs to know of a frame while it prints blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from clausekit.model.document import Slot
from clausekit.model.paper import Paper
from clausekit.record import record
from clausekit.word.drafts import Drafts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clausekit.model.document import Block, Document, HeadingLevel
    from clausekit.word.looks import Looks
    from clausekit.word.numbering import Numbering

__all__ = ["PAPER_SIZES", "Layout", "Place"]

PAPER_SIZES: Final[Mapping[Paper, tuple[int, int]]] = {
    Paper.A4: (11906, 16838),
    Paper.LETTER: (12240, 15840),
}
"""Short and long side, in twentieths of a point."""
_SLOTS: Final = {slot.value: slot for slot in Slot}


@record
class Place:
    """Where a slot stands in the main text.

    Args:
        slot: Its name.
        landscape: Whether its section lies on its side.
        margins: Left and right margin together, in twentieths of a point.
        after: What stands right before it: a ``table``, another ``slot``, or something ``else``;
            two tables in a row would grow into one.
        before: What follows: ``text``, another ``slot``, or something ``else``; a table needs a
            paragraph after it.
    """

    slot: str
    landscape: bool
    margins: int
    after: Literal["table", "slot", "else"]
    before: Literal["text", "slot", "else"]

    def blocks(self, document: Document) -> tuple[Block, ...]:
        """Return the blocks of a document that belong here."""
        slot = _SLOTS.get(self.slot)
        return () if slot is None else document.sections.get(slot, ())

    def text_width(self, paper: Paper) -> int:
        """Return the width of the text, in twentieths of a point.

        Example:
            >>> Place("clauses", False, 2880, "else", "text").text_width(Paper.A4)
            9026
        """
        return PAPER_SIZES[paper][self.landscape] - self.margins


@dataclass(frozen=True, slots=True)
class Layout:
    """The look of a frame, as far as blocks depend on it.

    Args:
        styles: Style ids by the names of the contract, as they stand in an attribute.
        numbering: Its lists.
        looks: How its paragraphs begin.
        outlines: For each kind of heading its level in the table of contents; None: not in it.
        outline_switch: Whether Word finds these levels by the styles' own outline levels.
        hangs: For ``toc 1`` and ``toc 2``: whether the style has a place for the number.
        places: The slots, in order.
        bookmarks: Names of the frame's own bookmarks, and words of its fields that may be names, in
            lower case.
        bookmark_ids: Ids that no bookmark of the frame has, in a row.
        first_note: The first free id of a footnote.
        controls: Ids of the frame's own content controls.
        drafts: What was written for it before.
    """

    styles: Mapping[str, str]
    numbering: Numbering
    looks: Looks
    outlines: Mapping[HeadingLevel, int | None]
    outline_switch: bool
    hangs: tuple[bool, bool]
    places: tuple[Place, ...]
    bookmarks: frozenset[str]
    bookmark_ids: range
    first_note: int
    controls: frozenset[int]
    drafts: Drafts = field(default_factory=Drafts, compare=False)
