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
    mark = next((chr(code) for code in _PRIVATE if chr(code) not in said), "")
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
    # From behind, so that what stands before a tag stays where it is.
    for tag in reversed(tags):
        _put(tag, f"{mark}{len(written)}{mark}")
        form = f"{tag.opener} {tag.body} {tag.text[-2:]}" if tag.form else tag.text
        written.append("" if tag.opener == "{#" else form)
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


def _put(tag: Tag, mark: str) -> None:
    """Put a mark in the place of a tag, or of the paragraph or row that it replaces."""
    spans = list(tag.span())
    for index, (element, start, end) in enumerate(spans):
        text = element.text or ""
        element.text = text[:start] + (mark if index == 0 else "") + text[end:]
        if element.tag == w("t"):
            element.set(_SPACE, "preserve")
    if tag.form:
        name = w("tr") if tag.form == "tr" else w("p")
        element = tag.passage.element
        unit = element if element.tag == name else next(element.iterancestors(name), None)
        if unit is not None:
            _replace(unit, mark)


def _replace(unit: etree._Element, mark: str) -> None:
    parent = unit.getparent()
    if parent is None:
        return
    previous = unit.getprevious()
    text = mark + (unit.tail or "")
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text
    parent.remove(unit)
