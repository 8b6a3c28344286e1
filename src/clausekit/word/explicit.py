"""What elements name by the id of a link: a part of the kind that the element means.

A picture leads to a picture and a chart to a chart. Some readers look at the kind of the link, and
others take for a picture whatever the element of a picture leads to.

Source:
    ECMA-376 part 1, 9.2 (explicit and implicit relationships), 20.1.8.13 (``blip``), 21.2.2.25
    (``chart``), 21.4.2.22 (``relIds``); part 4, 19.1.2.11 (``imagedata``).
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from clausekit.word.drawings import SVG
from clausekit.word.markup import REL, local_name, w
from clausekit.word.names import DRAWING, VML
from clausekit.word.relations import LINK, TYPES, is_links, source_name
from clausekit.word.roles import MICROSOFT, ROLES, odd_part
from clausekit.word.stores import data_parts

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from lxml import etree

    from clausekit.errors import Fault
    from clausekit.word.relations import Relationship
    from clausekit.word.workbench import Workbench

__all__ = ["check_explicit", "drop_unknown"]

_IMAGE: Final = f"{REL}/image"
_PHOTO: Final = f"{MICROSOFT}/2007/relationships/hdphoto"
_SHOWN: Final = (_IMAGE, _PHOTO)
_DATA: Final = f"{REL}/customXml"
_MAIN: Final = f"{DRAWING}/main"
_CHART: Final = f"{DRAWING}/chart"
_DIAGRAM: Final = f"{DRAWING}/diagram"
_RELID: Final = "relid"
"""How VML and diagrams call the id of a link, in small letters and outside the namespace of ids."""


def _kind(name: str) -> str:
    return ROLES[name].links[0]


_MEANT: Final[Mapping[str, Mapping[str, str]]] = {
    w("headerReference"): {"id": _kind("header")},
    w("footerReference"): {"id": _kind("footer")},
    w("hyperlink"): {"id": LINK},
    **{w(f"embed{form}"): {"id": f"{REL}/font"}
       for form in ("Bold", "BoldItalic", "Italic", "Regular")},
    f"{{{_MAIN}}}blip": {"embed": _IMAGE},
    **{f"{{{_MAIN}}}{name}": {"id": LINK}
       for name in ("hlinkClick", "hlinkHover", "hlinkMouseOver")},
    "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip": {"embed": _IMAGE},
    "{http://schemas.microsoft.com/office/drawing/2016/11/main}picAttrSrcUrl": {"id": LINK},
    "{http://schemas.microsoft.com/office/drawing/2010/main}imgLayer": {"embed": _PHOTO},
    "{http://schemas.microsoft.com/office/word/2010/wordml}contentPart": {"id": _DATA},
    **{f"{{{VML}}}{name}": {"id": _IMAGE, "pict": _IMAGE, _RELID: _IMAGE}
       for name in ("fill", "imagedata", "stroke")},
    f"{{{_CHART}}}chart": {"id": _kind("chart")},
    f"{{{_CHART}}}userShapes": {"id": _kind("chartUserShapes")},
    f"{{{_DIAGRAM}}}relIds": {
        "dm": _kind("diagramData"), "lo": _kind("diagramLayout"),
        "qs": _kind("diagramQuickStyle"), "cs": _kind("diagramColors"),
    },
    "{http://schemas.microsoft.com/office/drawing/2008/diagram}dataModelExt": {
        _RELID: _kind("diagramDrawing"),
    },
}  # fmt: skip
"""The attributes that name a link, by element, and the type that the link must have."""
_KNOWN: Final = frozenset(
    {
        *(type_ for role in ROLES.values() for type_ in role.links),
        *(type_ for meant in _MEANT.values() for type_ in meant.values()),
    }
)
_MOST: Final = 20


def check_explicit(bench: Workbench) -> Iterator[Fault]:
    """Yield a fault for each id by which an element names a part of another kind than it means."""
    data = {*data_parts(bench)}
    for name, root in bench.trees.items():
        links = bench.links(name)
        if not links or name in data:  # data may say what it likes; nobody follows it
            continue
        leading: defaultdict[str, set[str]] = defaultdict(set)
        for link in links:
            leading[link.id].add(link.type)
        yield from islice(_check_part(root, leading, bench.place(name)), _MOST)
    for member in filter(is_links, bench.members):
        for link in bench.links(source_name(member)):
            tree = bench.trees.get(link.target)
            if link.type in _SHOWN and tree is not None and tree.tag != f"{{{SVG}}}svg":
                problem = f"{link.target} is linked as a picture, and is none."
                yield odd_part(problem, f"{bench.place(member)}, {link.id}")


def _check_part(
    root: etree._Element, leading: Mapping[str, set[str]], where: str
) -> Iterator[Fault]:
    for element, attribute, key in _ids(root):
        meant = _MEANT.get(str(element.tag), {}).get(attribute)
        for type_ in sorted(leading.get(key, set()) - {meant}):
            said = f"{local_name(element)[:50]} names a link of the kind {_short(type_)[:50]}"
            instead = f", in place of {_short(meant)}" if meant else ""
            yield odd_part(f"An element {said}{instead}.", f"{where}, {key}")


def _short(type_: str) -> str:
    return type_.rpartition("/")[2]


def _ids(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """Yield each element that names links, with the attributes that do and the ids in them."""
    for element in root.iter("*"):
        for key, value in element.attrib.items():
            space, _, attribute = str(key).rpartition("}")
            if space == f"{{{REL}" or attribute.casefold() == _RELID:
                yield element, attribute.casefold(), str(value)


def drop_unknown(bench: Workbench) -> None:
    """Take away what belongs to a part without being named in it, and is of no kind that we know.

    A program may know the kind and take the part for something: styles for newer effects, remarks
    that a service made. Parts that nothing leads to go with them.

    Args:
        bench: A frame whose checks found nothing.
    """
    data = {*data_parts(bench)}
    for source in [source_name(name) for name in bench.members if is_links(name)]:
        root = None if source in data else bench.trees.get(source)
        named = set() if root is None else {key for _, _, key in _ids(root)}
        bench.unlink_from(source, partial(_is_unknown, named))
    bench.remove(*_unreached(bench))


def _is_unknown(named: Container[str], link: Relationship) -> bool:
    return link.type not in _KNOWN and link.id not in named


def _unreached(bench: Workbench) -> set[str]:
    """Return the parts to which no way leads from the package."""
    reached, ways = {""}, [""]
    while ways:
        found = {link.target for link in bench.links(ways.pop()) if not link.external} - reached
        reached |= found
        ways += found
    return {
        name
        for name in bench.members
        if name not in reached
        and name != TYPES
        and not (is_links(name) and source_name(name) in reached)
    }
