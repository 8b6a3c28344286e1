"""What the parts of a Word file are for, and how each is told: by link, content type and root.

Readers find a part in different ways: Word follows its relationship, others its content type, and
some its name. A part that is one thing by the one and another by the other would be checked as
this and read as that.

Source:
    ECMA-376 part 1, 11.3 and 15.2; part 2, 6.5 (relationships), 6.2.3 (media types).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.record import record
from clausekit.word.markup import CONTENT_TYPES, REL, RELATIONSHIPS, W, w
from clausekit.word.names import DRAWING
from clausekit.word.properties import CORE_TYPE
from clausekit.word.relations import (
    LINK,
    TYPES,
    WORD_TYPE,
    is_links,
    is_path,
    source_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from clausekit.word.relations import Relationship
    from clausekit.word.workbench import Workbench

__all__ = ["CORE_KIND", "MICROSOFT", "ROLES", "Role", "check_roles", "odd_part"]

_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_OFFICE_TYPE: Final = "application/vnd.openxmlformats-officedocument"
MICROSOFT: Final = "http://schemas.microsoft.com/office"
"""How the types of links begin that came after the standard, and the namespaces with them."""
CORE_KIND: Final = f"{_PACKAGE}/relationships/metadata/core-properties"


@record
class Role:
    """What a part is for.

    Args:
        links: The types of the relationship that leads to it.
        type: Its content type, in small letters.
        root: The name of its root element.
        many: Whether a part may have several of them.
    """

    links: tuple[str, ...]
    type: str
    root: str
    many: bool = False


def _word(kind: str, root: str, *, type_: str = "", many: bool = False) -> Role:
    content_type = f"{WORD_TYPE}{type_ or kind.casefold()}+xml"
    return Role((f"{REL}/{kind}",), content_type, f"{{{W}}}{root}", many)


def _drawn(kind: str, root: str, *, type_: str = "") -> Role:
    content_type = f"{_OFFICE_TYPE}.{(type_ or f'drawingml.{kind}').casefold()}+xml"
    space, name = root.split(":")
    return Role((f"{REL}/{kind}",), content_type, f"{{{DRAWING}/{space}}}{name}", many=True)


def _newer(kind: str, year: int, type_: str, root: str) -> Role:
    """Return what a part of a chart or diagram is for that came after the standard."""
    links = (f"{MICROSOFT}/{year}/relationships/{kind}",)
    space, name = root.split(":")
    return Role(
        links, f"application/vnd.ms-office.{type_}+xml", f"{{{MICROSOFT}/{space}}}{name}", many=True
    )


ROLES: Final[Mapping[str, Role]] = {
    "officeDocument": _word("officeDocument", "document", type_="document.main"),
    "comments": _word("comments", "comments"),
    "endnotes": _word("endnotes", "endnotes"),
    "fontTable": _word("fontTable", "fonts"),
    "footer": _word("footer", "ftr", many=True),
    "footnotes": _word("footnotes", "footnotes"),
    "glossaryDocument": _word("glossaryDocument", "glossaryDocument", type_="document.glossary"),
    "header": _word("header", "hdr", many=True),
    "numbering": _word("numbering", "numbering"),
    "settings": _word("settings", "settings"),
    "styles": _word("styles", "styles"),
    "webSettings": _word("webSettings", "webSettings"),
    "people": Role(
        ("http://schemas.microsoft.com/office/2011/relationships/people",),
        f"{WORD_TYPE}people+xml",
        "{http://schemas.microsoft.com/office/word/2012/wordml}people",
    ),
    "core-properties": Role(
        # As LibreOffice writes it, with a small d, and others with a capital one.
        (
            CORE_KIND,
            f"{_OFFICE}/relationships/metadata/core-properties",
            f"{_OFFICE}/relationships/metadata/core-properties".replace("officeD", "officed"),
        ),
        CORE_TYPE,
        f"{{{_PACKAGE}/metadata/core-properties}}coreProperties",
        many=True,
    ),
    "extended-properties": Role(
        (f"{REL}/extended-properties",),
        f"{_OFFICE_TYPE}.extended-properties+xml",
        f"{{{_OFFICE}/extended-properties}}Properties",
    ),
    "custom-properties": Role(
        (f"{REL}/custom-properties",),
        f"{_OFFICE_TYPE}.custom-properties+xml",
        f"{{{_OFFICE}/custom-properties}}Properties",
    ),
    "customXmlProps": Role(
        (f"{REL}/customXmlProps",),
        f"{_OFFICE_TYPE}.customxmlproperties+xml",
        f"{{{_OFFICE}/customXml}}datastoreItem",
    ),
    "chart": _drawn("chart", "chart:chartSpace"),
    "chartColorStyle": _newer(
        "chartColorStyle", 2011, "chartcolorstyle", "drawing/2012/chartStyle:colorStyle"
    ),
    "chartStyle": _newer("chartStyle", 2011, "chartstyle", "drawing/2012/chartStyle:chartStyle"),
    "chartUserShapes": _drawn("chartUserShapes", "chart:userShapes", type_="drawingml.chartshapes"),
    "diagramColors": _drawn("diagramColors", "diagram:colorsDef"),
    "diagramData": _drawn("diagramData", "diagram:dataModel"),
    "diagramDrawing": _newer(
        "diagramDrawing", 2007, "drawingml.diagramdrawing", "drawing/2008/diagram:drawing"
    ),
    "diagramLayout": _drawn("diagramLayout", "diagram:layoutDef"),
    "diagramQuickStyle": _drawn(
        "diagramQuickStyle", "diagram:styleDef", type_="drawingml.diagramStyle"
    ),
    "theme": _drawn("theme", "main:theme", type_="theme"),
    "themeOverride": _drawn("themeOverride", "main:themeOverride", type_="themeOverride"),
}
"""The parts that a document is made of, by the last segment of the relationship's type."""
_NAMED: Final = {w(f"{name}Reference"): name for name in ("header", "footer")}
"""The parts that a section names, each for the pages of one kind."""
_LISTS: Final = (
    (RELATIONSHIPS, "Relationships", ("Relationship",)),
    (CONTENT_TYPES, "Types", ("Default", "Override")),
)
"""The lists of links, and of types: their namespace, their root and what they hold."""
_PAGES: Final = ("default", "even", "first")
_MOST: Final = 20
_LONGEST: Final = 255
"""Letters of the id of a link; every section may repeat it."""
_FARTHEST: Final = 10_000
"""Letters of an address; browsers go as far as some thousands."""
_BY_LETTERS: Final = {name.casefold(): name for name in ROLES}
_BY_TYPE: Final = {role.type: name for name, role in ROLES.items()}


def check_roles(bench: Workbench) -> Iterator[Fault]:
    """Yield a fault for each part that is not what leads to it says."""
    yield from _check_lists(bench)
    for twice in bench.types.twice:
        yield odd_part(
            f"It says twice what {twice or 'a part without a name'} is.",
            bench.place(TYPES),
        )
    for name in filter(is_links, bench.members):
        modes = {entry.get("TargetMode", "Internal") for entry in bench.trees[name]}
        if not modes <= {"Internal", "External"}:
            yield odd_part("A link leads neither inside nor outside.", bench.place(name))
        seen: set[str] = set()
        for link in bench.links(source_name(name)):
            if len(link.id) > _LONGEST or len(link.said) > _FARTHEST:
                problem = f"A link has an id of more than {_LONGEST} letters"
                problem += f", or an address of more than {_FARTHEST:,}."
                yield odd_part(problem, bench.place(name))
                break
            if not (link.external or link.kind == "hyperlink" or is_path(link.said)):
                problem = f"A link does not lead to a part: {link.said[:100]!r}"
                yield odd_part(problem, bench.place(name))
            kind = _BY_LETTERS.get(link.kind.casefold(), "")
            problem = _problem(bench, link, kind)
            if not problem and kind and kind in seen and not ROLES[kind].many:
                problem = f"There is more than one link to {kind}."
            if problem:
                yield odd_part(problem, f"{bench.place(name)}, {link.id}")
            seen.add(kind)
    for name, root in bench.trees.items():
        yield from islice(_check_sections(root, bench.links(name), bench.place(name)), _MOST)


def _check_lists(bench: Workbench) -> Iterator[Fault]:
    """Find what some programs take for a link or a type and others do not.

    LibreOffice goes by the names of the elements, whatever vocabulary they are of.

    Source:
        ECMA-376 part 2, 6.2.3 and 6.5.3 (``Types``, ``Relationships``).
    """
    for name, root in bench.trees.items():
        if not (is_links(name) or name == TYPES):
            continue
        space, tag, entries = _LISTS[name == TYPES]
        wanted = {f"{{{space}}}{entry}" for entry in entries}
        if root.tag != f"{{{space}}}{tag}" or any(
            one.tag not in wanted or len(one) for one in root.iterchildren("*")
        ):
            yield odd_part(f"It holds something other than {tag}.", bench.place(name))
        elif not all(one.get("Id") for one in root.iterchildren("*")) and is_links(name):
            yield odd_part("A link has no id.", bench.place(name))


def _check_sections(
    root: etree._Element, links: tuple[Relationship, ...], where: str
) -> Iterator[Fault]:
    """Find headers and footers that are none, or of which a section names two for one page.

    Source:
        ECMA-376 part 1, 17.10.2 and 17.10.5 (``footerReference``, ``headerReference``).
    """
    leading: defaultdict[str, set[str]] = defaultdict(set)
    for link in links:
        leading[link.id].add(link.type)
    seen: set[tuple[etree._Element | None, str, str]] = set()
    for element in root.iter(*_NAMED):
        kind, pages = _NAMED[str(element.tag)], element.get(w("type"), "")
        key = next(element.iterancestors(w("sectPr")), None), kind, pages
        if leading.get(element.get(f"{{{REL}}}id", "")) != {*ROLES[kind].links}:
            yield odd_part(f"What a section names as its {kind} is none.", where)
        if pages not in _PAGES:
            yield odd_part(f"A section has a {kind} for pages of no kind.", where)
        elif key in seen:
            yield odd_part(f"A section has more than one {kind} for the same pages.", where)
        seen.add(key)


def _problem(bench: Workbench, link: Relationship, kind: str) -> str:
    """Tell why a link is not what it says; empty where it is, or plays no role.

    Args:
        bench: The file.
        link: The link.
        kind: The role that its type means, in whatever letters; empty for none.
    """
    type_, tree = bench.types.of(link.target), bench.trees.get(link.target)
    if not kind:
        if link.external or link.type == LINK:  # where it may lead is judged with what is safe
            return ""
        if link.target == TYPES or is_links(link.target):
            return "A link leads to what holds the parts together."
        found = _BY_TYPE.get(type_)
        return f"A link of another kind leads to a part for {found}." if found else ""
    role = ROLES[kind]
    if link.type not in role.links or link.external:
        return f"A link to the {kind} has a type that no reader knows, or leads outside."
    if link.target not in bench.members or "macroenabled" in type_:  # told elsewhere
        return ""
    if tree is None or tree.tag != role.root or type_ != role.type:
        return f"{link.target} is linked as {kind}, and is something else."
    return ""


def odd_part(message: str, where: str) -> Fault:
    """Return the fault of a part that readers would take for different things."""
    return Fault(
        "frame.odd-part",
        f"Readers would differ in what a part of the file is. {message}",
        where,
        "Open the file in Word and save it again.",
    )
