"""SVG drawings in a frame: lines and colours, and nothing that runs or is fetched."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.word.markup import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

__all__ = ["SVG", "check_drawing", "embedded", "is_drawing", "is_inside", "outside"]

SVG: Final = "http://www.w3.org/2000/svg"
_ACTIVE: Final = frozenset({
    "animate", "animatecolor", "animatemotion", "animatetransform", "audio", "embed",
    "foreignobject", "handler", "iframe", "listener", "object", "script", "set", "video",
})  # fmt: skip
_CALL: Final = re.compile(
    r"url\s*\(([^)]*)|(@import|(?:image|image-set|src|cross-fade)\s*\()", re.IGNORECASE
)
_BREAK: Final = re.compile(r"\r\n?|\f")
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_PICTURE: Final = re.compile(
    r"data:image/(?:png|jpe?g|gif|webp|bmp);base64,(?P<begins>[A-Za-z0-9+/\s]{4,}+)[=\s]*+",
    re.ASCII | re.IGNORECASE,
)
_BEGINS: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")
"""How pictures begin that are made of points; some programs go by that, and not by what the address
says."""
_FONT: Final = re.compile(r"data:(?:font/|application/(?:x-)?font)", re.IGNORECASE)
_HTML: Final = "{http://www.w3.org/1999/xhtml}"
_SHEET: Final = b"<?xml-stylesheet"


def is_drawing(root: etree._Element, content_type: str) -> bool:
    """Tell whether a part is a drawing, or has one in it."""
    return (
        "svg" in content_type.casefold()
        or next(root.iter("{*}svg", f"{{{SVG}}}*"), None) is not None
    )


def check_drawing(root: etree._Element, content: bytes, where: str) -> Iterator[Fault]:
    """Yield a fault for everything in a drawing that runs or is fetched.

    Args:
        root: The part.
        content: The same as it stands in the file, with its processing instructions.
        where: Its place, for messages.
    """
    if _SHEET in content.replace(b"\0", b""):  # in UTF-16 too
        yield outside("a style sheet", where)
    sheets: set[etree._Element | None] = set()
    for element in root.iter("*"):
        names = [str(key).rpartition("}")[2].casefold() for key in element.attrib]
        values = [str(value) for value in element.attrib.values()]
        if (
            local_name(element).casefold() in _ACTIVE
            or str(element.tag).startswith(_HTML)
            or any(name[:2] == "on" for name in names)
        ):
            yield embedded(where)
        for name, value in zip(names, values, strict=True):
            target = value.strip()
            if name in ("href", "src", "base") and target and not is_inside(target):
                yield outside(value, where)
        if element.getparent() in sheets:
            sheets.add(element)  # its text was read with the style that it stands in
        elif local_name(element).casefold() == "style":
            sheets.add(element)
            values.append("".join(map(str, element.itertext())))
        for value in values:
            if _fetches(value):
                yield outside(value, where)


def is_inside(target: str) -> bool:
    """Tell whether an address is a place in the document, or a picture that it holds itself."""
    if target.startswith("#"):
        return True
    found = _PICTURE.fullmatch(target)
    if found is None:
        return False
    letters = "".join(found["begins"][:64].split())[:32]
    return base64.b64decode(letters[: len(letters) // 4 * 4]).startswith(_BEGINS)


def _fetches(style: str) -> bool:
    """Tell whether an attribute or a style sheet brings in anything."""
    # CSS Syntax 3.3: these are one line break each, which ends an escape.
    plain = _BREAK.sub("\n", style)
    for found in _CALL.finditer(_ESCAPE.sub(_letter, plain)):
        target = (found[1] or "").strip("\"' \t\r\n")
        if found[2] or (target and not is_inside(target) and not _FONT.match(target)):
            return True
    return False


def _letter(escape: re.Match[str]) -> str:
    """Return what CSS writes with a backslash."""
    if escape[1] is None:
        return escape[2]
    code = int(escape[1], 16)
    return chr(code) if code <= 0x10FFFF else ""


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
