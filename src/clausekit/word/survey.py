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
from clausekit.word.numbering import Counters, Label

if TYPE_CHECKING:
    from clausekit.model.document import Document
    from clausekit.word.layout import Layout

__all__ = ["Entry", "Survey", "Target", "survey_document"]

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9]+")


class Target(NamedTuple):
    """A place that cross-references point to.

    Args:
        bookmark: Its name in Word.
        number: The number in the document tree; empty where there is none.
        label: The number as Word counts it; None where there is none.
    """

    bookmark: str
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
        faults: Numbers that do not agree and anchors that stand twice.
    """

    targets: Mapping[str, Target]
    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


def survey_document(document: Document, layout: Layout) -> Survey:
    """Count the numbers of a document in the order of its frame."""
    walk = _Walk(layout)
    numbered = layout.looks.places
    plain = layout.outlines[HeadingLevel.PLAIN]
    for place in layout.places:
        for position, block in enumerate(place.blocks(document), start=1):
            if block.__class__ is Paragraph:
                if block.anchor or (block.number and block.role in numbered):
                    walk.meet(block, place.slot, position)
            elif block.__class__ is Heading:
                walk.meet_heading(block, place.slot, position)
            elif block.__class__ is Table:
                for row in block.rows:
                    for cell in row:
                        for paragraph in cell.paragraphs:
                            if paragraph.anchor or paragraph.number:
                                walk.meet(paragraph, place.slot, position)
            elif isinstance(block, SignatureBlock) and plain is not None:
                walk.enter(plain, None, block.title)
    return Survey(walk.targets, tuple(walk.entries), tuple(walk.faults))


class _Walk:
    """What is counted on the way."""

    def __init__(self, layout: Layout) -> None:
        self.targets: dict[str, Target] = {}
        self.entries: list[Entry] = []
        self.faults: list[Fault] = []
        self._outlines = layout.outlines
        self._places = layout.looks.places
        self._counters = Counters(layout.numbering)
        self._step = self._counters.step
        self._taken = set(layout.bookmarks)

    def meet(self, block: Paragraph, slot: str, position: int) -> None:
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
                label = self._counters.label(place, counts)
        if block.anchor:
            self._refer(block, label, slot, position)

    def meet_heading(self, heading: Heading, slot: str, position: int) -> None:
        label = None
        if heading.number and (place := self._places.get(heading.level)) is not None:
            label = self._counters.label(place, self._counters.step(*place))
            if said := _compare(heading, label):
                self._disagree(heading.number, said, slot, position)
        if heading.anchor:
            self._refer(heading, label, slot, position)
        if (level := self._outlines[heading.level]) is not None:
            self.enter(level, label, heading.content)

    def enter(self, level: int, label: Label | None, title: str) -> None:
        """Add a line to the table of contents."""
        name = _unique(f"_Toc{len(self.entries) + 1:06d}", self._taken)
        self.entries.append(Entry(level, label, title, name))

    def _refer(
        self, block: Heading | Paragraph, label: Label | None, slot: str, position: int
    ) -> None:
        anchor = block.anchor
        if anchor in self.targets:
            message = f"The anchor {anchor!r} stands twice."
            self.faults.append(Fault("document.anchor", message, _where(slot, position)))
            return
        name, folded = _reference_name(anchor)
        if folded in self._taken:
            name = _unique(name, self._taken)
        else:
            self._taken.add(folded)
        self.targets[anchor] = Target(name, block.number, label)

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


@lru_cache(maxsize=4096)
def _reference_name(anchor: str) -> tuple[str, str]:
    """Return the name of an anchor's bookmark, and how it compares with others."""
    # A name with a leading underscore is hidden in Word's list of bookmarks; 40 characters at
    # most (ECMA-376 part 1, 17.13.6.2 and MS-OI29500 2.1.288).
    digest = hashlib.sha256(anchor.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    name = f"_Ref_{_UNSAFE.sub('_', anchor)[:24]}_{digest}"
    return name, name.casefold()


def _unique(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name[:36]}_{number}"
    taken.add(free.casefold())
    return free
