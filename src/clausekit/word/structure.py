"""Where text may stand: what the format has no place for, one reader shows and another passes over.

Only so much of the schema is held here as decides what a reader takes for text and for fields; what
stands beside it, such as pictures and properties, is none of its business.

Source:
    ECMA-376 part 1, 17.2 to 17.4, 17.13.5, 17.16, 17.17, 17.5; part 3 (markup compatibility).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from clausekit.errors import Fault
from clausekit.word.markup import W, local_name, w

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["check_structure"]


def _names(*names: str) -> frozenset[str]:
    return frozenset(w(name) for name in names)


_FORMS: Final = frozenset(
    f"{{http://schemas.openxmlformats.org/markup-compatibility/2006}}{name}"
    for name in ("AlternateContent", "Choice", "Fallback")
)
_BLOCKS: Final = _names(
    "body", "comment", "customXml", "docPartBody", "endnote", "footnote", "ftr", "hdr",
    "sdtContent", "tc", "txbxContent",
) | _FORMS  # fmt: skip
_RUNS: Final = _names(
    "bdo", "customXml", "del", "dir", "fldSimple", "hyperlink", "ins", "moveFrom", "moveTo", "p",
    "rt", "rubyBase", "sdtContent", "smartTag",
) | _FORMS  # fmt: skip
_RUN: Final = _names("r")
_PARENTS: Final = {
    w("p"): _BLOCKS,
    w("tbl"): _BLOCKS,
    w("tr"): _names("tbl", "sdtContent", "customXml", "ins", "del"),
    w("tc"): _names("tr", "sdtContent", "customXml"),
    w("r"): _RUNS,
    w("hyperlink"): _RUNS,
    w("fldSimple"): _RUNS,
    w("t"): _RUN,
    w("delText"): _RUN,
    w("instrText"): _RUN,
    w("delInstrText"): _RUN,
    w("fldChar"): _RUN,
}
"""What may hold an element of text; anything else is no place for it."""
_AROUND: Final = (
    _BLOCKS | _RUNS | _RUN
    | _names(
        "comments", "document", "docPart", "docParts", "drawing", "endnotes", "footnotes",
        "glossaryDocument", "object", "pict", "ruby", "sdt", "tbl", "tc", "tr",
    )
)  # fmt: skip
_DRAWINGS: Final = (
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "urn:schemas-microsoft-com:vml",
)
"""Whose elements may stand around text that is in a drawing."""
_EMPTY: Final = _names(
    "bookmarkEnd", "bookmarkStart", "br", "cr", "delInstrText", "delText", "instrText",
    "lastRenderedPageBreak", "noBreakHyphen", "proofErr", "softHyphen", "sym", "t", "tab",
)  # fmt: skip
"""What holds no other element, and could hide one."""
_LOCAL: Final = frozenset(name.rpartition("}")[2] for name in (*_PARENTS, w("txbxContent"))) - {
    "t", "r", "p", "tbl", "tr", "tc", "hyperlink",
}  # fmt: skip
"""Names that no other vocabulary of a Word file has."""


def check_structure(root: etree._Element, where: str) -> Iterator[Fault]:
    """Yield a fault for text, or a piece of a field, where the format has no place for it.

    Args:
        root: A part with text.
        where: Its place, for messages.
    """
    told: set[str] = set()
    # Whether text may stand inside each element that may hold some.
    sound: dict[etree._Element, bool] = {}
    for element in root.iter("*"):
        tag, parent = str(element.tag), element.getparent()
        inside = parent is None or sound.get(parent, False)
        sound[element] = inside and _may_stand_around(tag)
        name = local_name(element)
        if tag in _PARENTS:
            good = inside and parent is not None and parent.tag in _PARENTS[tag]
        elif name in _LOCAL:
            good = tag.startswith(f"{{{W}}}")
        else:
            good = tag not in _EMPTY or not len(element)
        if tag in _EMPTY and len(element):
            good = False
        if not good:
            holder = local_name(parent) if parent is not None else "nothing"
            told.add(f"{name} in {holder}" if tag not in _EMPTY or not len(element) else
                     f"{local_name(element[0])} in {name}")  # fmt: skip
    for odd in sorted(told)[:20]:
        yield Fault(
            "frame.misplaced",
            f"A piece of text stands where the format has no place for it: {odd}.",
            where,
            "Open the file in Word and save it again.",
        )
    if root.nsmap.get("w") != W or any(
        prefix == "w" and space != W
        for _, (prefix, space) in etree.iterwalk(root, events=("start-ns",))
    ):
        yield Fault(
            "frame.misplaced",
            "The part does not call the vocabulary of Word by the name that Word gives it: w.",
            where,
            "Open the file in Word and save it again.",
        )


def _may_stand_around(tag: str) -> bool:
    if tag in _AROUND:
        return True
    space, _, name = tag[1:].rpartition("}")
    return space in _DRAWINGS and not name.endswith("Pr") and name not in ("ext", "extLst")
