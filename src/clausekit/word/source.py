"""A part as a Jinja template: its tags, and everything else as it is.

Word cuts a tag into runs wherever somebody typed. Here each tag that was judged is put into one
piece, in the text where it begins; nothing else moves, and nothing else is ever read as a tag.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault, FrameError
from clausekit.word.markup import serialise_part, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml import etree

    from clausekit.word.tags import Tag

__all__ = ["write_source"]

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_LONGEST: Final = 10_000
"""Blanks between two blocks."""
_PRIVATE: Final = range(0xE000, 0xF8FF)
"""Characters that mean what a program wants them to mean."""


def write_source(root: etree._Element, tags: Sequence[Tag], own: Iterable[str], where: str) -> str:
    """Return a part as the source of a template.

    Args:
        root: The part; it is changed.
        tags: Its tags, which were judged.
        own: Tags of our own that stand in it already.
        where: Its place, for messages.

    Raises:
        FrameError: Something in it would be read as a tag that nobody judged.
    """
    # A mark stands for a tag, so that its text is never part of the markup.
    said = serialise_part(root)
    signs = set(said)
    mark = next((chr(code) for code in _PRIVATE if chr(code) not in signs), "")
    if not mark:
        raise FrameError(
            Fault(
                "frame.forbidden",
                "The part has every character that is left to programs.",
                where,
                "Take some of them out.",
            )
        )
    written: list[str] = []
    edits: dict[etree._Element, list[tuple[int, int, str]]] = {}
    for tag in tags:
        number = f"{mark}{len(written)}{mark}"
        for index, (element, start, end) in enumerate(tag.span()):
            edits.setdefault(element, []).append((start, end, "" if index else number))
        form = f"{tag.opener} {tag.body} {tag.text[-2:]}" if tag.form else tag.text
        written.append("" if tag.opener == "{#" else form)
    for element, found in edits.items():
        _put(element, found)
    for at, tag in enumerate(tags):
        if tag.form:
            _replace(tag, f"{mark}{at}{mark}")
    pieces = serialise_part(root).split(mark)
    rest = mark.join(pieces[::2])
    for one in own:
        rest = rest.replace(one, mark)
    if re.search(rf"\{{[{{%#{mark}]", rest):
        raise FrameError(
            Fault(
                "frame.forbidden",
                "Braces that nobody can see make up a tag.",
                where,
                "Look for single braces, and open the file in Word and save it again.",
            )
        )
    pieces[1::2] = [written[int(number)] for number in pieces[1::2]]
    return "".join(pieces)


def _put(element: etree._Element, edits: Iterable[tuple[int, int, str]]) -> None:
    """Put marks into a text, all at once: it may be long, and have many tags.

    Args:
        element: What holds the text.
        edits: Where each tag begins and ends, in order, and its mark.
    """
    text, position = element.text or "", 0
    pieces: list[str] = []
    for start, end, mark in edits:
        pieces += text[position:start], mark
        position = end
    element.text = "".join((*pieces, text[position:]))
    if element.tag == w("t"):
        element.set(_SPACE, "preserve")


def _replace(tag: Tag, mark: str) -> None:
    """Put a mark in the place of the paragraph or row that a tag replaces."""
    name = w("tr") if tag.form == "tr" else w("p")
    element = tag.passage.element
    unit = element if element.tag == name else next(element.iterancestors(name), None)
    parent = unit.getparent() if unit is not None else None
    if unit is None or parent is None:
        return
    previous = unit.getprevious()
    if previous is None:
        parent.text = _blank(parent.text) + mark + _blank(unit.tail)
    else:
        previous.tail = _blank(previous.tail) + mark + _blank(unit.tail)
    parent.remove(unit)


def _blank(text: str | None) -> str:
    """Return what stands between blocks; a flood of blanks is not carried from one to the next."""
    return text if text and (len(text) <= _LONGEST or text.strip()) else ""
