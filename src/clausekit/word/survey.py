"""The first walk over a document: it counts, so that a reference can point ahead."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from clausekit.errors import Fault
from clausekit.model.document import (
    Heading,
    HeadingLevel,
    Paragraph,
    ParagraphRole,
    SignatureBlock,
    Table,
)
from clausekit.model.ordinals import alphabetic
from clausekit.word.numbering import Counters, Label, State

if TYPE_CHECKING:
    from clausekit.model.document import Block, Document
    from clausekit.word.chapters import Chapter
    from clausekit.word.layout import Layout
    from clausekit.word.passages import Passage

__all__ = ["Entry", "Survey", "Target", "survey_document"]

_TALLIES: Final = 4
"""What was counted in a passage under so many numbers is kept."""
_SHARE_OF_ENTRIES: Final = 16
"""The ids for lines of the table of contents, which come first, are a sixteenth of all."""
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9]+")


class Target(NamedTuple):
    """A place that cross-references point to.

    Args:
        bookmark: Its name in Word.
        id: Its id there.
        number: The number in the document tree; empty where there is none.
        label: The number as Word counts it; None where there is none.
    """

    bookmark: str
    id: int
    number: str
    label: Label | None

    @property
    def printed(self) -> str:
        """What a reference prints; empty where there is no number."""
        return self.label.full if self.label else ""


class Entry(NamedTuple):
    """A line of the table of contents.

    Args:
        level: One for the highest.
        label: The number before it, if any.
        title: Its words.
        bookmark: Where it leads.
    """

    level: int
    label: Label | None
    title: str
    bookmark: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What the first walk found.

    Args:
        targets: Places to refer to, by anchor.
        entries: The table of contents.
        unnamed: Bookmarks of its lines whose headings have no anchor, in order.
        faults: Numbers that do not agree and anchors that stand twice.
        moved: Whether a bookmark could not have the name or the id that its anchor gives it.
    """

    targets: Mapping[str, Target]
    entries: tuple[Entry, ...]
    unnamed: tuple[str, ...]
    faults: tuple[Fault, ...]
    moved: bool


def survey_document(document: Document, layout: Layout) -> Survey:
    """Count the numbers of a document in the order of its frame."""
    walk = _Walk(layout)
    numbered = layout.looks.places
    for place in layout.places:
        blocks, width = place.blocks(document), place.text_width(document.paper)
        passed = 0
        for position, block in enumerate(blocks, start=1):
            if position <= passed:
                continue
            if block.__class__ is Paragraph:
                # Most blocks are of this kind.
                if block.anchor or (block.number and block.role in numbered):
                    walk.meet(block, place.slot, position)
                continue
            if block.__class__ is Heading:
                passage = layout.drafts.find_passage(blocks, position - 1, width)
                if passage is not None and walk.add_passage(passage):
                    passed = position - 1 + len(passage.blocks)
                    continue
            walk.visit(block, place.slot, position)
    return Survey(
        walk.targets,
        tuple(walk.entries),
        tuple(walk.unnamed),
        tuple(walk.faults),
        walk.moved,
    )


class _Tally(NamedTuple):
    """What was counted in a passage.

    Args:
        sound: Whether nothing is at fault, and nothing depends on what comes before.
        targets: Places to refer to, by anchor.
        entries: Its lines of the table of contents.
        names: The names of its bookmarks, in lower case.
        ids: Their ids.
        state: The counts after it.
    """

    sound: bool
    targets: dict[str, Target]
    entries: list[Entry]
    names: set[str]
    ids: set[int]
    state: State


def _tally(passage: Chapter | Passage, layout: Layout, state: State) -> _Tally:
    walk = _Walk(layout, state)
    for position, block in enumerate(passage.blocks, start=1):
        walk.visit(block, "", position)
    return _Tally(
        not (walk.faults or walk.unnamed or walk.moved),
        walk.targets,
        walk.entries,
        walk.names - layout.bookmarks,
        walk.ids,
        walk.counters.state(),
    )


class _Walk:
    """What is counted on the way.

    Args:
        layout: How the frame looks.
        state: The counts to go on from.
    """

    def __init__(self, layout: Layout, state: State = ()) -> None:
        self.targets: dict[str, Target] = {}
        self.entries: list[Entry] = []
        self.unnamed: list[str] = []
        self.faults: list[Fault] = []
        self.moved = False
        self.counters = Counters(layout.numbering, state)
        self.names = set(layout.bookmarks)
        self.ids: set[int] = set()
        self._layout = layout
        self._outlines = layout.outlines
        self._places = layout.looks.places
        self._step = self.counters.step
        ids = layout.bookmark_ids
        self._first_id = ids.start + len(ids) // _SHARE_OF_ENTRIES
        self._id_count = ids.stop - self._first_id

    def visit(self, block: Block, slot: str, position: int) -> None:
        """Count a block."""
        if block.__class__ is Paragraph:
            if block.anchor or (block.number and block.role in self._places):
                self.meet(block, slot, position)
        elif block.__class__ is Heading:
            self.meet_heading(block, slot, position)
        elif block.__class__ is Table:
            for row in block.rows:
                for cell in row:
                    for paragraph in cell.paragraphs:
                        if paragraph.anchor or paragraph.number:
                            self.meet(paragraph, slot, position)
        elif isinstance(block, SignatureBlock):
            level = self._outlines[HeadingLevel.PLAIN]
            if level is not None:
                self.enter(level, None, block.title)

    def add_passage(self, passage: Chapter | Passage) -> bool:
        """Count the blocks of a passage at once, as they were counted before.

        Returns:
            False where each must be looked at on its own.
        """
        state = self.counters.state()
        tally: _Tally | None = passage.surveyed.get(state)
        if tally is None:
            if len(passage.surveyed) >= _TALLIES:
                passage.surveyed.clear()
            tally = passage.surveyed[state] = _tally(passage, self._layout, state)
        if not tally.sound or not (
            self.targets.keys().isdisjoint(tally.targets)
            and self.names.isdisjoint(tally.names)
            and self.ids.isdisjoint(tally.ids)
        ):
            return False
        self.targets |= tally.targets
        self.entries += tally.entries
        self.names |= tally.names
        self.ids |= tally.ids
        self.counters = Counters(self._layout.numbering, tally.state)
        self._step = self.counters.step
        return True

    def meet(self, block: Paragraph, slot: str, position: int) -> None:
        """Count a paragraph that has a number, an anchor or both."""
        number, label = block.number, None
        if number and (place := self._places.get(block.role)) is not None:
            counts = self._step(*place)
            if (
                block.role is ParagraphRole.NUMBERED
                and len(counts) > 1
                and number != (expected := f"{counts[-2]}.{counts[-1]}")
            ):
                self._disagree(number, expected, slot, position)
            if block.anchor:
                label = self.counters.label(place, counts)
        if block.anchor:
            self._refer(block, label, slot, position)

    def meet_heading(self, heading: Heading, slot: str, position: int) -> None:
        """Count a heading, and enter it into the table of contents if it belongs there."""
        label = None
        if heading.number and (place := self._places.get(heading.level)) is not None:
            label = self.counters.label(place, self.counters.step(*place))
            if said := _compare(heading, label):
                self._disagree(heading.number, said, slot, position)
        if heading.anchor:
            self._refer(heading, label, slot, position)
        if (level := self._outlines[heading.level]) is not None:
            self.enter(level, label, heading.content, heading.anchor)

    def enter(self, level: int, label: Label | None, title: str, anchor: str = "") -> None:
        """Add a line to the table of contents, which leads to the anchor if there is one."""
        if anchor:
            name = self.targets[anchor].bookmark
        else:
            name = _unique(f"_Toc{len(self.unnamed) + 1:06d}", self.names)
            self.unnamed.append(name)
        self.entries.append(Entry(level, label, title, name))

    def _refer(
        self, block: Heading | Paragraph, label: Label | None, slot: str, position: int
    ) -> None:
        anchor = block.anchor
        if anchor in self.targets:
            message = f"The anchor {anchor!r} stands twice."
            self.faults.append(Fault("document.anchor", message, _where(slot, position)))
            return
        name, folded, number = _bookmark_of(anchor)
        id_ = self._first_id + number % self._id_count
        if folded in self.names or id_ in self.ids:
            name, id_ = self._move(name, id_)
        self.names.add(folded)
        self.ids.add(id_)
        self.targets[anchor] = Target(name, id_, block.number, label)

    def _move(self, name: str, id_: int) -> tuple[str, int]:
        """Return the next name and id that are free."""
        self.moved = True
        while id_ in self.ids:
            id_ = self._first_id + (id_ + 1 - self._first_id) % self._id_count
        return _unique(name, self.names), id_

    def _disagree(self, said: str, expected: str, slot: str, position: int) -> None:
        """Keep that numbers part: only a mistake in the tree can bring that about."""
        message = f"The document says {said!r} where Word will count {expected!r}."
        self.faults.append(Fault("document.number", message, _where(slot, position)))


def _where(slot: str, position: int) -> str:
    return f"{slot}, block {position}"


def _compare(heading: Heading, label: Label) -> str:
    """Return the number that a heading should have had; empty where it has it."""
    values, level = label.values, heading.level
    # A schedule says its word too, "Schedule B"; the letter is what is counted.
    said = heading.number.split()[-1] if level is HeadingLevel.SCHEDULE else heading.number
    if level is HeadingLevel.ARTICLE:
        expected = str(values[-1])
    elif level is HeadingLevel.SCHEDULE:
        expected = alphabetic(values[-1])
    elif level is HeadingLevel.LADDER and len(values) > 1:
        expected = f"{alphabetic(values[-2])}.{values[-1]}"
    else:
        return ""
    return "" if said == expected else expected


OWN_NAMES: Final = ("_ref_", "_toc")
"""How the names of our bookmarks begin, as they compare with others."""


@lru_cache(maxsize=4096)
def _bookmark_of(anchor: str) -> tuple[str, str, int]:
    """Return the name of an anchor's bookmark, how it compares with others, and its number.

    They are the same in every document, so that what stands around it can be the same too.
    """
    # A name with a leading underscore is hidden in Word's list of bookmarks; 40 characters at
    # most (ECMA-376 part 1, 17.13.6.2 and MS-OI29500 2.1.288).
    digest = hashlib.sha256(anchor.encode("utf-8", "surrogatepass")).hexdigest()
    name = f"_Ref_{_UNSAFE.sub('_', anchor)[:24]}_{digest[:10]}"
    return name, name.casefold(), int(digest[10:26], 16)


def _unique(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name[:36]}_{number}"
    taken.add(free.casefold())
    return free
