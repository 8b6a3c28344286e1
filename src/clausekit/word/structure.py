"""Where text may stand: what the format has no place for, one reader shows and another passes over.

Only so much of the schema is held here as decides what a reader takes for text and for fields; what
stands beside it, such as pictures and properties, is none of its business.

Source:
    ECMA-376 part 1, 17.2 to 17.5, 17.16, 17.17 and 22.1; part 3 (markup compatibility).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from clausekit.errors import Fault
from clausekit.word.markup import MC, W, local_name, w
from clausekit.word.names import DRAWING, MATH, VML, WP, WPS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["check_structure"]

_DRAWINGS: Final = (
    f"{DRAWING}/main",
    WP,
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    WPS,
    VML,
)
"""Whose elements may stand around text that is in a drawing."""

# Places for elements; none of them is no place for text at all.
_PART, _BUILDING, _BLOCKS, _ROWS, _CELLS, _RUNS, _RUN, _RUBY, _DRAWING, _EQUATION, _TERM = (
    "part", "building", "blocks", "rows", "cells", "runs", "run", "ruby", "drawing", "equation",
    "term",
)  # fmt: skip
_PLACES: Final[dict[str, dict[str, str]]] = {
    name: places
    for names, places in (
        ("body footnote endnote comment", {_PART: _BLOCKS}),
        ("docParts", {_PART: _BUILDING}),
        ("docPart", {_BUILDING: _BUILDING}),
        ("docPartBody", {_BUILDING: _BLOCKS}),
        ("p", {_BLOCKS: _RUNS}),
        ("tbl", {_BLOCKS: _ROWS}),
        ("tr", {_ROWS: _CELLS}),
        ("tc", {_CELLS: _BLOCKS}),
        ("hyperlink fldSimple smartTag bdo dir", {_RUNS: _RUNS}),
        ("ins del moveFrom moveTo", {_RUNS: _RUNS, _EQUATION: _EQUATION}),
        # A run in an equation has text, and no fields.
        ("r", {_RUNS: _RUN, _EQUATION: _TERM}),
        ("t delText", {_RUN: "", _TERM: ""}),
        ("instrText delInstrText fldChar", {_RUN: ""}),
        ("ruby", {_RUN: _RUBY}),
        ("rt rubyBase", {_RUBY: _RUNS}),
        ("drawing pict object", {_RUN: _DRAWING}),
        ("txbxContent", {_DRAWING: _BLOCKS}),
    )
    for name in names.split()
}
"""The elements around text: where each may stand, and for what it is a place there."""
_NOTED: Final = (w("footnoteReference"), w("endnoteReference"))
"""Notes belong to the main text, outside of its text boxes."""
_MARKS_OF_CHANGES: Final = ("ins", "del", "moveFrom", "moveTo")
"""They stand in descriptions too, where they hold nothing."""
_ONLY: Final = "only/"
"""Before the place of a control or a choice, which hold it in one element and nowhere else."""
_ONCE: Final = (w("sdtContent"), f"{{{MC}}}Choice")
_HINT: Final = w("placeholder")
"""It names the building block that a content control shows while it is empty."""
_THROUGH: Final = frozenset(
    (*(w(name) for name in ("sdt", "sdtContent", "customXml")),
     *(f"{{{MC}}}{name}" for name in ("AlternateContent", "Choice", "Fallback")))
)  # fmt: skip
"""Elements that hold what whatever holds them may hold."""
_INSIDE: Final = {
    w("sdtContent"): (w("sdt"),),
    w("txbxContent"): (f"{{{WPS}}}txbx", f"{{{VML}}}textbox"),
    f"{{{MC}}}Choice": (f"{{{MC}}}AlternateContent",),
    f"{{{MC}}}Fallback": (f"{{{MC}}}AlternateContent",),
}
"""What stands in one element only."""
_EMPTY: Final = frozenset(
    w(name)
    for name in ("bookmarkEnd", "bookmarkStart", "br", "cr", "delInstrText", "delText", "instrText",
                 "lastRenderedPageBreak", "noBreakHyphen", "proofErr", "softHyphen", "sym", "t",
                 "tab")
)  # fmt: skip
"""What holds no other element, and could hide one."""
_OWN: Final = frozenset(
    ("delInstrText", "delText", "fldChar", "fldSimple", "instrText", "txbxContent")
)
"""Names that no other vocabulary of a Word file has."""
_SAYING: Final = frozenset(
    (*(w(name) for name in ("delInstrText", "delText", "instrText", "t")), f"{{{MATH}}}t")
)
"""What has letters in it, of the vocabularies that hold text."""
_SILENT: Final = (f"{{{W}}}", f"{{{MC}}}", f"{{{MATH}}}")
_BOXES: Final = frozenset(_INSIDE[w("txbxContent")])
_NOTABLE: Final = (w("document"), w("glossaryDocument"))
_TOPS: Final = tuple(
    w(name) for name in ("comments", "document", "endnotes", "footnotes", "glossaryDocument")
)
"""The other parts with text, headers and footers, hold it at once."""
_MOST: Final = 20
_SHOWN: Final = 40


def check_structure(root: etree._Element, where: str) -> Iterator[Fault]:
    """Yield a fault for text, or a piece of a field, where the format has no place for it.

    Args:
        root: A part with text.
        where: Its place, for messages.
    """
    told = {odd for odd in (_stray(root),) if odd}
    misplaced: set[etree._Element] = set()
    holds: dict[etree._Element, str] = {root: _PART if root.tag in _TOPS else _BLOCKS}
    for element in root.iterdescendants("*"):
        parent = element.getparent()
        if parent is None or parent in misplaced:
            misplaced.add(element)  # told with what holds it
            continue
        place = holds.get(parent, "")
        if problem := _problem(element, place, str(parent.tag)):
            misplaced.add(element)
            told.add(problem)
        if inside := _holds(str(element.tag), place):
            holds[element] = inside
    for odd in sorted(told)[:_MOST]:
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


def _problem(element: etree._Element, place: str, above: str) -> str:
    """Tell what is wrong with the place of an element; empty for nothing."""
    tag, name = str(element.tag), local_name(element)
    own = tag.startswith(f"{{{W}}}")
    said = f"{name[:_SHOWN]} in {above.rpartition('}')[2][:_SHOWN]}"
    if tag in _EMPTY and len(element):
        return f"{local_name(element[0])[:_SHOWN]} in {name}"
    if tag in _INSIDE and above not in _INSIDE[tag]:
        return said
    if (
        tag in _ONCE
        and place
        and any(one.tag in _ONCE for one in element.itersiblings(preceding=True))
    ):
        return f"a second {said}"
    if tag in _NOTED and (
        element.getroottree().getroot().tag not in _NOTABLE
        or next(element.iterancestors(w("txbxContent")), None) is not None
    ):
        return f"{name} outside the main text"
    if tag.startswith(f"{{{MATH}}}") and place in (_PART, _BLOCKS):
        return said  # some programs do not open it
    if stray := _stray(element):
        return stray
    if own and name in _PLACES:
        described = (name in _MARKS_OF_CHANGES and above.endswith("Pr")) or above == _HINT
        return "" if described or place in _PLACES[name] else said
    return f"{said}, of another vocabulary" if name in _OWN and not own else ""


def _stray(element: etree._Element) -> str:
    """Tell of letters beside an element, or in one that holds none; empty for none.

    Other vocabularies have letters in elements that hold nothing else, such as measures.
    """
    tag, said = str(element.tag), local_name(element)[:_SHOWN]
    if (element.tail or "").strip():
        return f"letters after {said}"
    if tag in _SAYING or not (element.text or "").strip():
        return ""
    silent = tag.startswith(_SILENT) or tag in _BOXES or len(element)
    return f"letters in {said}" if silent else ""


def _through(tag: str, place: str) -> str:
    """Return what an element holds that holds what whatever holds it may hold."""
    if tag in _INSIDE:
        return place.removeprefix(_ONLY)
    if not tag.startswith(f"{{{MC}}}") and place in (_RUN, _TERM, _DRAWING):
        return ""  # no control stands in a run
    return place if tag == w("customXml") else _ONLY + place


def _holds(tag: str, place: str) -> str:
    """Return what an element holds that stands in *place*; empty for no text."""
    if not place:
        return ""
    if tag in _THROUGH:
        return _through(tag, place)
    space, _, name = tag[1:].rpartition("}")
    if space == W:
        return _PLACES.get(name, {}).get(place, "")
    if space == MATH and not name.endswith("Pr"):
        return _EQUATION if place in (_RUNS, _EQUATION) else ""
    if space in _DRAWINGS and place == _DRAWING:
        return "" if name.endswith("Pr") or name in ("ext", "extLst", "shapetype") else _DRAWING
    return ""
