"""The first walk over a document: it counts, so that a reference can point ahead."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

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
from clausekit.word.styles import HEADING_STYLES, ROLE_STYLES

if TYPE_CHECKING:
    from clausekit.model.document import Block, Document
    from clausekit.word.layout import Layout

__all__ = ["Entry", "Survey", "Target", "survey_document"]

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Target:
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


@dataclass(frozen=True, slots=True)
class Entry:
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
        labels: The number of each heading and paragraph, in order; None: not numbered.
        targets: Places to refer to, by anchor.
        entries: The table of contents.
        faults: Numbers that do not agree and anchors that stand twice.
    """

    labels: tuple[Label | None, ...]
    targets: Mapping[str, Target]
    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


def survey_document(document: Document, layout: Layout) -> Survey:
    """Count the numbers of a document in the order of its frame."""
    counters = Counters(layout.numbering)
    taken = set(layout.bookmarks)
    labels: list[Label | None] = []
    targets: dict[str, Target] = {}
    entries: list[Entry] = []
    faults: list[Fault] = []
    for place, block in _walk(document, layout):
        if isinstance(block, SignatureBlock):
            if (level := layout.outlines[HeadingLevel.PLAIN]) is not None:
                name = _unique(f"_Toc{len(entries) + 1:06d}", taken)
                entries.append(Entry(level, None, block.title, name))
            continue
        numbered = _style_of(block) in layout.numbering.styles and bool(block.number)
        label = counters.advance(_style_of(block)) if numbered else None
        labels.append(label)
        if label is not None:
            faults += _compare(block, label, place)
        if block.anchor in targets:
            faults.append(
                Fault("document.anchor", f"The anchor {block.anchor!r} stands twice.", place)
            )
        elif block.anchor:
            name = _unique(_reference_name(block.anchor), taken)
            targets[block.anchor] = Target(name, block.number, label)
        if isinstance(block, Heading) and (level := layout.outlines[block.level]) is not None:
            name = _unique(f"_Toc{len(entries) + 1:06d}", taken)
            entries.append(Entry(level, label, block.content, name))
    return Survey(tuple(labels), targets, tuple(entries), tuple(faults))


def _walk(
    document: Document, layout: Layout
) -> Iterator[tuple[str, Heading | Paragraph | SignatureBlock]]:
    for place in layout.places:
        for position, block in enumerate(place.blocks(document), start=1):
            where = f"{place.slot}, block {position}"
            for item in _counted(block):
                yield where, item


def _counted(block: Block) -> Iterator[Heading | Paragraph | SignatureBlock]:
    if isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                yield from cell.paragraphs
    else:
        yield block


def _style_of(block: Heading | Paragraph) -> str:
    if isinstance(block, Heading):
        return HEADING_STYLES[block.level]
    return ROLE_STYLES[block.role]


def _compare(block: Heading | Paragraph, label: Label, place: str) -> Iterator[Fault]:
    """Hold the number in the tree against the count; they part only by a mistake in the tree."""
    values = label.values
    kind = block.level if isinstance(block, Heading) else block.role
    if kind is HeadingLevel.ARTICLE:
        expected = str(values[-1])
    elif kind is HeadingLevel.SCHEDULE:
        expected = alphabetic(values[-1])
    elif kind is ParagraphRole.NUMBERED and len(values) > 1:
        expected = f"{values[-2]}.{values[-1]}"
    elif kind is HeadingLevel.LADDER and len(values) > 1:
        expected = f"{alphabetic(values[-2])}.{values[-1]}"
    else:
        return
    # A schedule says its word too, "Schedule B"; the letter is what is counted.
    said = block.number.split()[-1] if kind is HeadingLevel.SCHEDULE else block.number
    if said != expected:
        yield Fault(
            "document.number",
            f"The document says {block.number!r} where Word will count {expected!r}.",
            place,
        )


@lru_cache(maxsize=4096)
def _reference_name(anchor: str) -> str:
    # A name with a leading underscore is hidden in Word's list of bookmarks; 40 characters at
    # most (ECMA-376 part 1, 17.13.6.2 and MS-OI29500 2.1.288).
    digest = hashlib.sha256(anchor.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"_Ref_{_UNSAFE.sub('_', anchor)[:24]}_{digest}"


def _unique(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name[:36]}_{number}"
    taken.add(free.casefold())
    return free
