"""SVG drawings in a frame: lines and colours, and nothing that runs or is fetched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.word.markup import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

__all__ = ["check_drawing", "embedded", "is_drawing", "outside"]

_SVG: Final = "http://www.w3.org/2000/svg"
_ACTIVE: Final = frozenset({
    "animate", "animatecolor", "animatemotion", "animatetransform", "audio", "embed",
    "foreignobject", "handler", "iframe", "listener", "object", "script", "set", "video",
})  # fmt: skip
_FETCHED: Final = re.compile(
    r"url\s*\(\s*[\"']?\s*(?!#|data:image/|[\s\"'#])|@import", re.IGNORECASE
)
_ESCAPED: Final = re.compile(r"\\")
"""CSS may write any letter as a number after a backslash."""
_INSTRUCTION: Final = re.compile(rb"<\?(?!xml[\s?])")
_INSIDE: Final = ("#", "data:image/")


def is_drawing(root: etree._Element, content_type: str) -> bool:
    """Tell whether a part is a drawing, or has one in it."""
    return (
        "svg" in content_type.casefold()
        or next(root.iter("{*}svg", f"{{{_SVG}}}*"), None) is not None
    )


def check_drawing(root: etree._Element, content: bytes, where: str) -> Iterator[Fault]:
    """Yield a fault for everything in a drawing that runs or is fetched.

    Args:
        root: The part.
        content: The same as it stands in the file, with its processing instructions.
        where: Its place, for messages.
    """
    if _INSTRUCTION.search(content):
        yield outside("a style sheet or another instruction", where)
    for element in root.iter("*"):
        names = [str(key).rpartition("}")[2].casefold() for key in element.attrib]
        values = [str(value) for value in element.attrib.values()]
        if local_name(element).casefold() in _ACTIVE or any(name[:2] == "on" for name in names):
            yield embedded(where)
        for name, value in zip(names, values, strict=True):
            target = value.strip().casefold()
            if name in ("href", "src") and target and not target.startswith(_INSIDE):
                yield outside(value, where)
        for text in (*values, element.text or "", element.tail or ""):
            if _FETCHED.search(text) or (_ESCAPED.search(text) and "(" in text):
                yield outside(text, where)


def outside(target: str, where: str) -> Fault:
    """Return the fault of something that a reader would fetch."""
    return Fault(
        "frame.external",
        f"The file points to something outside itself: {target[:200]}",
        where,
        "Embed pictures; only links to web and mail addresses may lead outside.",
    )


def embedded(where: str) -> Fault:
    """Return the fault of something that runs."""
    return Fault(
        "frame.embedded",
        "The file carries an embedded object or control.",
        where,
        "Put a picture or text in its place.",
    )
