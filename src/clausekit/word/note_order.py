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
from clausekit.word.marks import read_fields
from clausekit.word.markup import w, whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from lxml import etree

    from clausekit.word.marks import Fields
    from clausekit.word.tags import Tag

__all__ = ["check_marks", "noted_slots", "order_notes", "place_notes"]

_HOLDERS: Final = frozenset(
    w(name)
    for name in ("body", "customXml", "document", "hyperlink", "p", "r", "sdt", "sdtContent",
                 "smartTag", "tbl", "tc", "tr")
)  # fmt: skip
"""What may stand around the mark of a note: the text, and none that a program works out anew or
sets apart, after which LibreOffice has no notes left for the marks that follow."""
_HIGHEST: Final = 10_000
_FIRST: Final = (w("p"), w("tbl"))
_FRAME: Final = w("framePr")
_LINK: Final = "HYPERLINK"
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
    root: etree._Element,
    notes: etree._Element | None,
    slots: Collection[etree._Element],
    where: str,
) -> Iterator[Fault]:
    """Yield a fault for notes that could not stand in the order of their marks.

    Args:
        root: The main document.
        notes: The part of notes; None where the frame has none.
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
    fields, framed = read_fields(root), _framed(root)
    if any(_is_apart(mark, fields, framed) for mark in root.iter(_MARK)):
        yield Fault(
            "frame.note-place",
            "A footnote stands in a text frame, an equation, a ruby or the result of a field, "
            "where not all programs keep it.",
            where,
            "Put its mark into the text beside it.",
        )
    if notes is not None and not all(map(_begins_well, notes.iterchildren(_NOTE))):
        yield Fault(
            "frame.note-place",
            "A footnote is empty, lies in a content control or holds one; programs count it "
            "differently, or do not open the document.",
            where,
            "In Word: delete its mark, and insert the footnote anew, without a control.",
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

    They come to stand in that order too, behind the lines that programs draw above notes.

    Args:
        notes: The part of notes.
        root: The main document.
        slots: The paragraphs that blocks with notes take the place of.
    """
    before, _, after = _sort(root, slots)
    numbers = [whole(key, 0) for key in before]
    # Those of the clauses take the ids behind them, for which there must be room.
    if after or numbers != sorted(numbers) or max(numbers, default=0) > _HIGHEST:
        _renumber(notes, root, before, after)
    for note in sorted(notes.iterchildren(_NOTE), key=_rank):
        notes.append(note)


def _rank(note: etree._Element) -> tuple[bool, int]:
    """Return what notes are sorted by: the lines above notes come first, as Word writes them."""
    if note.get(w("type"), "normal") != "normal":
        return False, 0
    return True, whole(note.get(w("id"), ""), 0)


def _renumber(
    notes: etree._Element, root: etree._Element, before: list[str], after: list[str]
) -> None:
    """Give the notes of the frame new ids, the lowest and the highest there are."""
    known = {note.get(w("id"), ""): note for note in notes.iterchildren(_NOTE)}
    others = [whole(key, 0) for key in known.keys() - {*before, *after}]
    first, last = max((0, *others)) + 1, LAST_NOTE - len(after) + 1
    new = {key: str(first + at) for at, key in enumerate(before)}
    new |= {key: str(last + at) for at, key in enumerate(after)}
    for mark in root.iter(_MARK):
        mark.set(w("id"), new[mark.get(w("id"), "")])
    for key in (key for key in new if key in known):
        known[key].set(w("id"), new[key])


def _begins_well(note: etree._Element) -> bool:
    """Tell whether a note begins with text, and holds no content control.

    LibreOffice does not open a document with one in a note that is not the first.
    """
    first = next(note.iterchildren("*"), None)
    return first is not None and first.tag in _FIRST and next(note.iter(w("sdt")), None) is None


def _framed(root: etree._Element) -> set[etree._Element | None]:
    """Return the paragraphs that stand in text frames."""
    properties = (frame.getparent() for frame in root.iter(_FRAME))
    return {one.getparent() for one in properties if one is not None}


def _is_apart(
    mark: etree._Element, fields: Fields, framed: Collection[etree._Element | None]
) -> bool:
    """Tell whether the mark of a note stands anywhere but in the text."""
    return any(one.tag not in _HOLDERS or one in framed for one in mark.iterancestors()) or any(
        one.kind != _LINK for one in fields.around(mark)
    )


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
