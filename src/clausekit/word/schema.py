"""What may stand in what: elements in places that the format does not know, numbers that are none.

Programs read such a thing each in a way of its own: one passes over it, another takes it for what
stands around it, and what was judged is not what is shown.

Source:
    ECMA-376 part 4, annex A (the schema); part 1, 17.3.3.25 (``ruby``), 17.5.2 (controls), 17.9
    (numbering), 17.11 (notes).
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.word.markup import MC, W, local_name, w
from clausekit.word.names import MATH, VML, WPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

__all__ = ["check_schema"]

_Type = dict[str, str]
"""The elements that may stand in one: the name of each, and its type."""

_ROOTS: Final = {
    w(name): type_
    for name, type_ in {
        "comments": "CT_Comments",
        "document": "CT_Document",
        "endnotes": "CT_Endnotes",
        "fonts": "CT_FontsList",
        "footnotes": "CT_Footnotes",
        "ftr": "CT_HdrFtr",
        "glossaryDocument": "CT_GlossaryDocument",
        "hdr": "CT_HdrFtr",
        "numbering": "CT_Numbering",
        "settings": "CT_Settings",
        "styles": "CT_Styles",
        "webSettings": "CT_WebSettings",
    }.items()
}
_BOX: Final = {"txbxContent": "CT_TxbxContent"}
_HOLDERS: Final[Mapping[str, _Type]] = {
    f"{{{WPS}}}txbx": _BOX,
    f"{{{VML}}}textbox": _BOX,
    f"{{{MATH}}}r": {
        **dict.fromkeys(
            ("br", "cr", "lastRenderedPageBreak", "noBreakHyphen", "softHyphen", "sym", "t", "tab"),
            "",
        ),
        "rPr": "CT_RPr",
    },
    f"{{{MATH}}}ctrlPr": {"del": "", "ins": "", "rPr": "CT_RPr"},
}
"""Elements of other vocabularies that hold some of Word's."""
_EQUATION: Final[_Type] = {
    **dict.fromkeys(
        ("bookmarkEnd", "bookmarkStart", "del", "ins", "permEnd", "permStart", "proofErr"), ""
    ),
    "r": "CT_R",
    "sdt": "CT_SdtRun",
}
"""What any other element of an equation may hold."""
_THROUGH: Final = tuple(f"{{{MC}}}{name}" for name in ("AlternateContent", "Choice", "Fallback"))
"""Elements that hold what whatever holds them may hold."""
_ORDER: Final[Mapping[str, tuple[str, ...]]] = {
    "CT_Document": ("background", "body"),
    "CT_Ruby": ("rubyPr", "rt", "rubyBase"),
    **dict.fromkeys(
        ("CT_SdtBlock", "CT_SdtCell", "CT_SdtRow", "CT_SdtRun"),
        ("sdtPr", "sdtEndPr", "sdtContent"),
    ),
}
"""Elements of which the parts come once each, and in this order."""
_WHOLE: Final[Mapping[str, tuple[str, ...]]] = {"CT_Ruby": ("rt", "rubyBase")}
"""Parts that must be there: LibreOffice takes all text behind a ruby without its base for one."""
_FIRST: Final[Mapping[str, str]] = {"CT_P": "pPr", "CT_R": "rPr", "CT_Tc": "tcPr"}
"""What comes first or not at all, and once."""
_APART: Final[Mapping[str, frozenset[str]]] = {"CT_PPr": frozenset(("framePr", "sectPr"))}
"""What does not stand together: LibreOffice takes the clauses for one paragraph then."""
_LAST: Final[Mapping[str, str]] = {"CT_Body": "sectPr"}
"""What comes last or not at all, and once."""
_NUMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    w(name): tuple(map(w, attributes.split()))
    for name, attributes in {
        "bookmarkEnd": "id",
        "bookmarkStart": "id",
        "endnote": "id",
        "endnoteReference": "id",
        "footnote": "id",
        "footnoteReference": "id",
        "ilvl": "val",
        "lvl": "ilvl",
        "lvlOverride": "ilvl",
        "lvlPicBulletId": "val",
        "lvlRestart": "val",
        "numStart": "val",
        "outlineLvl": "val",
    }.items()
}
"""Attributes that are numbers, by which programs find what belongs together."""
_NUMBER: Final = re.compile(r"-?[0-9]{1,10}", re.ASCII)
_LEVELS: Final = frozenset(map(str, range(9)))
_CHECKED: Final = frozenset((*_APART, *_FIRST, *_LAST, *_ORDER))
_OURS: Final = f"{{{W}}}"
_MOST: Final = 20


def check_schema(root: etree._Element, where: str) -> Iterator[Fault]:
    """Yield a fault for what stands where the format has no place for it, and for odd numbers."""
    type_ = _ROOTS.get(str(root.tag))
    if type_ is not None:
        yield from islice(_walk(root, type_, where), _MOST)
        yield from islice(_check_numbers(root, where), _MOST)


def _walk(root: etree._Element, type_: str, where: str) -> Iterator[Fault]:
    types = _types()
    waiting: list[tuple[etree._Element, str, _Type]] = [(root, type_, types[type_])]
    while waiting:
        element, name, allowed = waiting.pop()
        if name in _CHECKED:
            yield from _check_order(element, name, where)
        for child in element.iterchildren("*"):
            tag = str(child.tag)
            if not tag.startswith(_OURS):
                waiting.append((child, "", allowed if tag in _THROUGH else _held_by(tag)))
                continue
            found = allowed.get(tag[len(_OURS) :])
            if found is None:
                said = f"{local_name(child)[:50]} in {local_name(element)[:50]}"
                yield _misplaced(f"An element stands where none of its kind can: {said}.", where)
            elif found:
                waiting.append((child, found, types[found]))
            elif len(child):
                waiting.append((child, "", {}))


def _held_by(tag: str) -> _Type:
    """Return what an element of another vocabulary may hold."""
    if tag in _HOLDERS:
        return _HOLDERS[tag]
    return _EQUATION if tag.startswith(f"{{{MATH}}}") else {}


def _check_order(element: etree._Element, type_: str, where: str) -> Iterator[Fault]:
    names = [
        str(child.tag)[len(_OURS) :]
        for child in element.iterchildren("*")
        if str(child.tag).startswith(_OURS)
    ]
    order = _ORDER.get(type_)
    if order is not None:
        places = [order.index(name) for name in names if name in order]
        sound = places == sorted(set(places)) and {*_WHOLE.get(type_, ())} <= {*names}
    else:
        first, last = _FIRST.get(type_), _LAST.get(type_)
        sound = first not in names[1:] and last not in names[:-1]
        sound &= type_ not in _APART or not {*names} >= _APART[type_]
    if not sound:
        said = f"The parts of {local_name(element)} are missing, doubled or do not go together."
        yield _misplaced(said, where)


def _check_numbers(root: etree._Element, where: str) -> Iterator[Fault]:
    for element in root.iter(*_NUMBERS):
        for attribute in _NUMBERS[str(element.tag)]:
            said = element.get(attribute, "")
            levels = attribute == w("ilvl")
            if not (said in _LEVELS if levels else _NUMBER.fullmatch(said)):
                name = f"{local_name(element)}/{attribute.rpartition('}')[2]}"
                yield Fault(
                    "frame.odd-number",
                    f"What should be a number is none that all programs read alike: {name} is "
                    f"{said[:30]!r}.",
                    where,
                    "Open the file in Word and save it again.",
                )


@cache
def _types() -> Mapping[str, _Type]:
    """Read the schema."""
    text = (files("clausekit.word") / "schema.txt").read_text("utf-8")
    lines = dict(line.split(":", 1) for line in text.splitlines() if not line.startswith("#"))
    told = {name: content.split() for name, content in lines.items()}
    return {name: _content(name, told) for name in told}


def _content(name: str, told: Mapping[str, list[str]]) -> _Type:
    found: _Type = {}
    for entry in told[name]:
        if entry.startswith("@"):
            found |= _content(entry[1:], told)
        else:
            element, _, type_ = entry.partition("=")
            found[element] = type_
    return found


def _misplaced(message: str, where: str) -> Fault:
    return Fault("frame.misplaced", message, where, "Open the file in Word and save it again.")
