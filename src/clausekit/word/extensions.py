"""What newer programs keep in a drawing, for themselves: only what is known, and leads nowhere.

An extension is there for programs that know its vocabulary; to all others it is nothing. So one
that is not known may go, and with it whatever a program of tomorrow would make of it. Some bring
online content into a document by its address: a film, a page, the add-in of a stranger. These are
refused, as is an address in any place of another vocabulary where nobody expects one.

Source:
    ECMA-376 part 1, 20.1.2.2.14 and 20.1.2.2.15 (``ext``, ``extLst``), 20.1.2.2.17
    (``graphicData``); MS-ODRAWXML 2.40 (``oembed``), 2.24 (``webVideoPr``).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from clausekit.word.drawings import SVG, embedded, outside
from clausekit.word.markup import w
from clausekit.word.names import DRAWING, VML, WPS, W
from clausekit.word.relations import TYPES, is_links
from clausekit.word.stores import data_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from clausekit.errors import Fault
    from clausekit.word.workbench import Workbench

__all__ = ["CARRIERS", "check_extensions", "spare_extensions"]

CARRIERS: Final = (
    "{*}altChunk", "{*}binData", "{*}ClientData", "{*}externalData", "{*}movie", "{*}objectEmbed",
    "{*}objectLink", "{*}OLEObject", "{*}subDoc", "{*}webVideoPr", w("control"),
)  # fmt: skip
"""Elements that bring in another file or a control."""
_OFFICE: Final = "http://schemas.microsoft.com/office/"
_KNOWN: Final = frozenset(
    f"{_OFFICE}{name}"
    for name in (
        "drawing/2007/8/2/chart", "drawing/2008/diagram", "drawing/2010/diagram",
        "drawing/2010/main", "drawing/2012/chart", "drawing/2014/chart", "drawing/2014/main",
        "drawing/2015/06/chart", "drawing/2016/11/main", "drawing/2016/12/diagram",
        "drawing/2016/SVG/main", "drawing/2017/03/chart", "drawing/2017/decorative",
        "drawing/2018/hyperlinkcolor", "drawing/2018/sketchyshapes",
        "drawing/2020/classificationShape", "mac/drawingml/2011/main", "thememl/2012/main",
    )
)  # fmt: skip
"""Vocabularies of extensions that say how something looks, or tell things apart: hidden fills and
lines, the picture in SVG of one in PNG, labels of charts, ids, marks of ornaments."""
_SHOWN: Final = frozenset(
    (
        *(f"{DRAWING}/{name}" for name in ("chart", "diagram", "lockedCanvas", "picture")),
        *(f"{_OFFICE}{name}"
          for name in ("drawing/2014/chartex", "word/2010/wordml",
                       "word/2010/wordprocessingCanvas", "word/2010/wordprocessingGroup")),
        WPS,
    )
)  # fmt: skip
"""Vocabularies of what a drawing may show; that of Word itself has drawings in ink."""
_HOLDER: Final = f"{{{DRAWING}/main}}graphicData"
_EXTENSIONS: Final = (f"{{{DRAWING}/", f"{{{_OFFICE}")
"""How the names of extensions begin; data of other programs may have elements of that name."""
_ADDRESS: Final = re.compile(
    r":[/\\]|^\s*(?://|\\\\|(?:data|file|ftp|https?|javascript|mailto):)", re.IGNORECASE
)
_SAYING: Final = frozenset({
    "alt", "descr", "formatCode", "minVer", "name", "schemaLocation", "title", "tooltip",
    "uniqueId", "uri",
})  # fmt: skip
"""Attributes that tell readers something, or name a vocabulary, and may say an address."""
_LINES: Final = (f"{{{VML}}}", "{urn:schemas-microsoft-com:office:")
"""Drawings of VML, of which the addresses are judged one by one elsewhere."""
_MOST: Final = 20


def spare_extensions(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the extensions that are not known, and hold nothing that has to be judged.

    Args:
        root: Any part.
    """
    for extension in _unknown(root):
        if not (
            _leads_out(extension)
            or (extension.tail or "").strip()
            or next(extension.iter(*CARRIERS, w("*")), None) is not None
        ):
            yield extension


def check_extensions(bench: Workbench) -> Iterator[Fault]:
    """Yield a fault for online content in a drawing, and for addresses where none belongs.

    Args:
        bench: A frame that has left behind what can be spared.
    """
    quiet = {TYPES, *data_parts(bench)}  # data may say what it likes; nobody follows it
    for name, root in bench.trees.items():
        place = bench.place(name)
        yield from islice(_check_content(root, place), _MOST)
        if name not in quiet and not is_links(name) and root.tag != f"{{{SVG}}}svg":
            yield from islice(_check_addresses(root, place), _MOST)


def _check_content(root: etree._Element, where: str) -> Iterator[Fault]:
    for _ in _unknown(root):
        yield embedded(where)
    for holder in root.iter(_HOLDER):
        if any(_space(child) not in _SHOWN for child in holder.iterchildren("*")):
            yield embedded(where)


def _check_addresses(root: etree._Element, where: str) -> Iterator[Fault]:
    for element in root.iter("*"):
        tag = str(element.tag)
        if _space(element) == W or tag.startswith(_LINES):
            continue
        for key, value in element.attrib.items():
            if _ADDRESS.search(str(value)) and str(key).rpartition("}")[2] not in _SAYING:
                yield outside(str(value), where)


def _unknown(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the extensions that are not known, but for those inside of others."""
    inside: set[etree._Element] = set()
    for extension in root.iter("{*}ext"):
        if (
            extension not in inside
            and str(extension.tag).startswith(_EXTENSIONS)
            and any(_space(child) not in _KNOWN for child in extension.iterchildren("*"))
        ):
            inside.update(extension.iter("{*}ext"))
            yield extension


def _leads_out(extension: etree._Element) -> bool:
    """Tell whether anything in an extension is an address."""
    return any(
        _ADDRESS.search(str(said))
        for element in extension.iterdescendants("*")
        for said in (*element.attrib.values(), element.text or "", element.tail or "")
    )


def _space(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[0][1:]
