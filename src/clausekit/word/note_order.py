"""The footnotes of a frame, and where those of the clauses go among them.

LibreOffice gives notes out in the order of their ids, the lowest to the first mark, whatever ids
the marks have. So ids rise in the order of the marks.

Source:
    ECMA-376 part 1, 17.11.10 (``footnote``) and 17.11.14 (``footnoteReference``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.model.document import Slot
from clausekit.word.check import LAST_NOTE
from clausekit.word.markup import w, whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from lxml import etree

    from clausekit.word.tags import Tag

__all__ = ["check_marks", "noted_slots", "order_notes", "place_notes"]

_MARK, _NOTE, _PARAGRAPH = w("footnoteReference"), w("footnote"), w("p")
_BRACKETS: Final = "Write what it says in brackets, or put it elsewhere."


def noted_slots(tags: Iterable[Tag]) -> frozenset[etree._Element]:
    """Return the paragraphs that blocks with notes take the place of."""
    return frozenset(
        tag.passage.element
        for tag in tags
        if tag.opener == "{{" and tag.form == "p" and tag.body in set(Slot)
    )


def check_marks(
    root: etree._Element, slots: Collection[etree._Element], where: str
) -> Iterator[Fault]:
    """Yield a fault for notes that could not stand in the order of their marks.

    Args:
        root: The main document.
        slots: The paragraphs that blocks with notes take the place of.
        where: Its place, for messages.
    """
    before, between, after = _sort(root, slots)
    ids = [*before, *between, *after]
    if len(set(ids)) < len(ids):
        yield Fault(
            "frame.note-place",
            "A footnote has two marks, and programs count it differently.",
            where,
            "In Word: insert a footnote of its own at each of them.",
        )
    if between:
        yield Fault(
            "frame.note-place",
            "A footnote stands between two places for blocks, which have notes too.",
            where,
            _BRACKETS,
        )


def order_notes(
    notes: etree._Element, root: etree._Element, slots: Collection[etree._Element]
) -> None:
    """Let the ids of notes rise in the order of their marks, with room for those of the clauses.

    Args:
        notes: The part of notes.
        root: The main document.
        slots: The paragraphs that blocks with notes take the place of.
    """
    before, _, after = _sort(root, slots)
    numbers = [whole(key, 0) for key in before]
    if not after and numbers == sorted(numbers):
        return
    known = {note.get(w("id"), ""): note for note in notes.iterchildren(_NOTE)}
    others = [whole(key, 0) for key in known.keys() - {*before, *after}]
    first, last = max((0, *others)) + 1, LAST_NOTE - len(after) + 1
    new = {key: str(first + at) for at, key in enumerate(before)}
    new |= {key: str(last + at) for at, key in enumerate(after)}
    for mark in root.iter(_MARK):
        mark.set(w("id"), new[mark.get(w("id"), "")])
    for key in (key for key in new if key in known):
        known[key].set(w("id"), new[key])
        notes.append(known[key])


def place_notes(
    notes: etree._Element, root: etree._Element, slots: Collection[etree._Element], own: str
) -> None:
    """Put *own*, which stands for the notes of the clauses, before those that come after them."""
    after = {*_sort(root, slots)[2]}
    later = (note for note in notes.iterchildren(_NOTE) if note.get(w("id")) in after)
    first = next(later, None)
    last = first.getprevious() if first is not None else notes[-1] if len(notes) else None
    if last is None:
        notes.text = (notes.text or "") + own
    else:
        last.tail = (last.tail or "") + own


def _sort(
    root: etree._Element, slots: Collection[etree._Element]
) -> tuple[list[str], list[str], list[str]]:
    """Return the ids of the marks before all slots, between two, and behind the last."""
    found: tuple[list[str], list[str], list[str]] = ([], [], [])
    passed = 0
    for element in root.iter(_PARAGRAPH, _MARK):
        if element.tag == _MARK:
            place = 0 if not passed else 2 if passed == len(slots) else 1
            found[place].append(element.get(w("id"), ""))
        elif element in slots:
            passed += 1
    return found
