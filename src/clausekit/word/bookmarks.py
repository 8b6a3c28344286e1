"""The bookmarks of a template that no reader needs, or of which readers keep one and drop others.

LibreOffice begins some bookmarks twice under one name, each time with another id, and ends one of
the two.

Source:
    ECMA-376 part 1, 17.13.6.1 and 17.13.6.2 (``bookmarkEnd``, ``bookmarkStart``): half of a
    bookmark is passed over. Names are unique in a document; Word keeps the first of a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clausekit.word.markup import MC, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

__all__ = ["spare_bookmarks"]

_START, _END = w("bookmarkStart"), w("bookmarkEnd")
_TWIN: Final = f"{{{MC}}}Fallback"
"""Word writes a text box twice, for itself and for older readers, with the same bookmarks."""
_CURSOR: Final = "_goback"


def spare_bookmarks(roots: Iterable[etree._Element]) -> list[list[etree._Element]]:
    """Return the marks to take away: of the cursor, of halves, and of a name that was there before.

    What begins and ends where is told by ids. Where they leave a doubt, all bookmarks of the name
    stay, for the check of the whole to judge.

    Args:
        roots: The parts with text, the main document first.

    Returns:
        The marks of each part, in the same order.
    """
    # Two programs may have noted where their cursors stood.
    spare = [(root, _cursor(root)) for root in roots]
    groups = [list(_groups(root, set(marks))) for root, marks in spare]
    doubtful = {
        _name(mark)
        for found in groups
        for group in found
        if len(group) > 1 and not _is_whole(group)
        for mark in group
    }
    seen: set[str] = set()
    for (_, marks), found in zip(spare, groups, strict=True):
        for group in found:
            name = _name(group[0])
            if len(group) == 1 or (_is_whole(group) and name in seen and name not in doubtful):
                marks += group
            elif _is_whole(group):
                seen.add(name)
    return [marks for _, marks in spare]


def _groups(root: etree._Element, gone: set[etree._Element]) -> Iterator[list[etree._Element]]:
    """Yield the marks of a part that have one id."""
    twins = {mark for twin in root.iter(_TWIN) for mark in twin.iter(_START, _END)}
    groups: dict[str | None, list[etree._Element]] = {}
    for mark in root.iter(_START, _END):
        if mark not in twins and mark not in gone:
            groups.setdefault(mark.get(w("id")), []).append(mark)
    for group in groups.values():
        if not any(map(_has_more, group)):
            yield group


def _is_whole(group: list[etree._Element]) -> bool:
    return [mark.tag for mark in group] == [_START, _END]


def _has_more(mark: etree._Element) -> bool:
    """Tell whether a mark holds something, or letters follow it: they would go with it."""
    return len(mark) > 0 or bool(f"{mark.text or ''}{mark.tail or ''}".strip())


def _name(mark: etree._Element) -> str:
    return mark.get(w("name"), "").casefold()


def _cursor(root: etree._Element) -> list[etree._Element]:
    """Return the marks of where Word's cursor stood last."""
    marks = list(root.iter(_START))
    starts = [mark for mark in marks if _name(mark) == _CURSOR]
    ids = {mark.get(w("id")) for mark in starts}
    ids -= {mark.get(w("id")) for mark in marks if _name(mark) != _CURSOR}
    ends = [mark for mark in root.iter(_END) if mark.get(w("id")) in ids]
    return [mark for mark in (*starts, *ends) if not _has_more(mark)] if ids else []
