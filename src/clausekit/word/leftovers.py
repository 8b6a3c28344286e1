"""What people leave in a file while they work on it: remarks, and changes that nobody accepted.

Printed into a template, a document would show all of it to the other party, with the names of those
who wrote it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.word.markup import local_name, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

__all__ = ["find_leftovers"]

_COMMENT: Final = w("comment")
_AUTHOR: Final = w("author")
_CHANGES: Final = frozenset(
    w(name)
    for name in (
        "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "rPrChange",
        "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange",
        "tblPrExChange", "numberingChange",
        *(f"{kind}Range{end}" for end in ("Start", "End") for kind in (
            "customXmlDel", "customXmlIns", "customXmlMoveFrom", "customXmlMoveTo", "moveFrom",
            "moveTo",
        )),
    )
)  # fmt: skip
"""Tracked changes (ISO/IEC 29500-1, 17.13.5). Later kinds name their authors as these do."""
_SHOWN: Final = 60
_MOST: Final = 100


def find_leftovers(root: etree._Element, where: str) -> Iterator[Fault]:
    """Yield a fault for each comment of a part, and one for all its tracked changes.

    Args:
        root: The part.
        where: Its place, for messages.
    """
    outer = (one for one in root.iter(_COMMENT) if next(one.iterancestors(_COMMENT), None) is None)
    for comment in islice(outer, _MOST):
        said = _begins(comment)
        shown = said if len(said) <= _SHOWN else f"{said[:_SHOWN]}..."
        yield Fault(
            "frame.comment",
            f"The template holds a comment of {comment.get(w('author'), '')!r}, which every "
            f"document would show: {shown!r}.",
            where,
            "In Word: Review, Delete, Delete All Comments in Document.",
        )
    change = next(filter(_is_change, root.iter("*")), None)
    if change is not None:
        yield Fault(
            "frame.tracked",
            f"The template holds tracked changes ({local_name(change)}), which every document "
            "would show, with the names of those who made them.",
            where,
            "In Word: Review, Accept, Accept All Changes and Stop Tracking.",
        )


def _begins(comment: etree._Element) -> str:
    """Return what a comment says, as far as it is shown."""
    said = ""
    for text in comment.iter(w("t")):
        said += (text.text or "")[: _SHOWN + 1]
        if len(said) > _SHOWN:
            break
    return said


def _is_change(element: etree._Element) -> bool:
    return element.tag in _CHANGES or (_AUTHOR in element.attrib and element.tag != _COMMENT)
