"""What a frame must not carry: macros, embedded programs, links to other files."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.word.drawings import check_drawing, embedded, is_drawing, is_inside, outside
from clausekit.word.extensions import CARRIERS, check_extensions
from clausekit.word.instructions import LINKS, check_instructions
from clausekit.word.markup import local_name, w
from clausekit.word.names import VML
from clausekit.word.pictures import Room, is_picture
from clausekit.word.relations import LINK, is_links, letters, source_name
from clausekit.word.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from clausekit.word.relations import Relationship
    from clausekit.word.workbench import Workbench

__all__ = ["check_safety"]

# Kinds of relationship, by the last segment of their types, in small letters.
_MACROS: Final = (
    "attachedtoolbars", "extensibility", "keymapcustomizations", "usercustomization", "vbadata",
    "vbaproject", "wordvbadata",
)  # fmt: skip
_EMBEDDED: Final = (
    "activexcontrolbinary", "afchunk", "control", "frame", "oleobject", "package", "subdocument",
)  # fmt: skip
_PANES: Final = ("webextension", "webextensiontaskpanes")
_MACRO_TYPES: Final = ("attachedtoolbars", "keymapcustomizations", "macroenabled", "vba")
_EMBEDDED_TYPES: Final = ("activex", "oleobject")
"""Words in the content types of parts."""
_VML: Final = (VML, "urn:schemas-microsoft-com:office:")
_RUN: Final = ("{*}entryMacro", "{*}exitMacro")
"""What a form field runs when somebody comes to it or leaves it."""
_PLAIN_CONTROLS: Final = (
    w("text"), w("picture"), w("date"), w("comboBox"), w("dropDownList"),
    "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox",
)  # fmt: skip
"""Content controls that take text from data, and nothing but text; any other takes a whole
document in that XML."""
_SHAPES: Final = (
    "arc", "curve", "group", "image", "line", "oval", "polyline", "rect", "roundrect", "shape",
)  # fmt: skip
"""What a reader can click on in a drawing of VML."""
_LINKED: Final = ("{*}hyperlink", "{*}hlinkClick", "{*}hlinkHover", "{*}hlinkMouseOver")
"""Elements that a reader follows on a click, and not before."""
_MOST: Final = 100
_FOLLOWED: Final = "hyperlink"
_INSIDE: Final = "#"
"""How the target begins of a link to a place in the same document."""
_SOURCE: Final = "{http://schemas.microsoft.com/office/drawing/2016/11/main}picAttrSrcUrl"
"""Where a picture was found that stands in the file: a note, and nothing that is fetched."""
_FONT: Final = re.compile(r"font/|application/x-font|.*obfuscatedfont$")
_BINARY: Final = re.compile(rf"image/|{_FONT.pattern}|$")
"""What a part may be that is no XML: a picture or a font. One without a type is told by the check
of the whole."""
_OF_FONTS: Final = frozenset(
    w(name)
    for name in ("altName", "charset", "embedBold", "embedBoldItalic", "embedItalic",
                 "embedRegular", "family", "font", "fonts", "notTrueType", "panose1", "pitch",
                 "sig")
)  # fmt: skip
_EMBEDS: Final = tuple(w(f"embed{form}") for form in ("Bold", "BoldItalic", "Italic", "Regular"))
_PATHS: Final = frozenset("/\\:%")
"""What parts a path; LibreOffice wrote embedded fonts under their names (CVE-2024-12425)."""
_CONTAINERS: Final = (b"\xd0\xcf\x11\xe0", b"PK\x03\x04")
"""How files begin that hold other files, whatever their type says."""
_CUSTOM: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_ADDINS: Final = ("_assembly", "solution id", "solution url")
"""Names of properties with which a document loads an add-in of its own."""
_TOOLBARS: Final = ("{*}customUI", "{*}tcg", "{*}vbaSuppData")


def check_safety(bench: Workbench) -> Iterator[Fault]:
    """Yield a fault for everything in a frame that runs, embeds or reaches out."""
    others, room = _fonts(bench) | bench.trees.keys(), Room()
    for member, content in bench.members.items():
        kind, place = bench.types.of(member), bench.place(member)
        if any(word in kind for word in _MACRO_TYPES) or member.casefold().endswith(
            "vbaproject.bin"
        ):
            yield _macro(place)
        elif (
            any(word in kind for word in _EMBEDDED_TYPES)
            or "/embeddings/" in member.casefold()
            or content.startswith(_CONTAINERS)
            or not (
                bench.types.is_xml(member)
                if member in bench.trees
                else not content or _BINARY.match(kind)
            )
        ):
            yield embedded(place)
        elif content and member not in others and not is_picture(content, room=room):
            yield _no_picture(place)
        if is_links(member):
            yield from _check_links(bench, member)
    for member, root in bench.trees.items():
        place = bench.place(member)
        yield from check_instructions(root, place)
        yield from _check_elements(root, place)
        yield from islice(_check_use(root, bench.links(member), place), _MOST)
        if is_drawing(root, bench.types.of(member)):
            yield from check_drawing(root, bench.members[member], place)
    yield from check_extensions(bench)


def _fonts(bench: Workbench) -> set[str]:
    """Return the fonts to which nothing leads but the table of fonts.

    What another part leads to may be shown as a picture, whatever the link calls it.
    """
    named: set[str] = set()
    shown: set[str] = set()
    for name in filter(is_links, bench.members):
        source = source_name(name)
        is_table = _is_table_of_fonts(bench, source)
        for link in bench.links(source):
            (named if is_table and link.kind == "font" else shown).add(link.target)
    return {name for name in named - shown if _FONT.match(bench.types.of(name))}


def _is_table_of_fonts(bench: Workbench, name: str) -> bool:
    """Tell whether a part is a table of fonts, and holds nothing that a program could show."""
    role, root = ROLES["fontTable"], bench.trees.get(name)
    return (
        root is not None
        and root.tag == role.root
        and bench.types.of(name) == role.type
        and all(element.tag in _OF_FONTS for element in root.iter("*"))
    )


def _check_elements(root: etree._Element, where: str) -> Iterator[Fault]:
    """Find what reaches out without a field or a relationship."""
    if next(root.iter("{*}mailMerge"), None) is not None:
        yield Fault(
            "frame.external",
            "The file is tied to a source of data for a mail merge.",
            where,
            "In Word: Mailings, Start Mail Merge; choose Normal Word Document.",
        )
    if next(root.iter(*CARRIERS), None) is not None:
        yield embedded(where)
    if next(root.iter(*_TOOLBARS), None) is not None or any(map(_is_set, root.iter(*_RUN))):
        yield _macro(where)
    embedded_in = {next(one.iterancestors(w("font")), None) for one in root.iter(*_EMBEDS)}
    for font in embedded_in:
        if font is not None and not _PATHS.isdisjoint(font.get(w("name"), "")):
            yield Fault(
                "frame.unsafe-name",
                "A font has a name that some programs take for a path: "
                f"{font.get(w('name'), '')[:100]}",
                where,
                "Embed no fonts, or fonts with plain names.",
            )
    for custom in root.iter(_CUSTOM):
        if custom.get("name", "").strip().casefold().startswith(_ADDINS):
            yield Fault(
                "frame.macro",
                f"A property of the file loads an add-in: {custom.get('name')}.",
                where,
                "In Word: File, Info, Properties, Advanced Properties, Custom; delete it.",
            )
    # Each control is asked once, however many ties it has.
    for control in {binding.getparent() for binding in root.iter("{*}dataBinding")}:
        if control is None or all(control.find(name) is None for name in _PLAIN_CONTROLS):
            yield Fault(
                "frame.embedded",
                "A content control takes whole documents out of data that the file carries.",
                where,
                "In Word: Developer, Properties of the control; make it one for plain text.",
            )
    for element in root.iter("*"):
        if str(element.tag).startswith(tuple(f"{{{space}" for space in _VML)):
            for key, value in element.attrib.items():
                kind = str(key).rpartition("}")[2]
                said = str(value).strip()
                target = said.casefold()
                if (
                    kind in ("href", "src", "althref", "sigprovurl")
                    and target
                    and not is_inside(said)
                    and not (
                        kind == "href"
                        and target.startswith(LINKS)
                        and local_name(element) in _SHAPES
                    )
                ):
                    yield outside(str(value), where)


def _is_set(element: etree._Element) -> bool:
    return any(str(value).strip() for value in element.attrib.values())


def _check_use(
    root: etree._Element, links: tuple[Relationship, ...], where: str
) -> Iterator[Fault]:
    """Find what is fetched under the name of a link that one follows, and the other way round."""
    # Any other kind of external link is told itself.
    leading = {one.id: one.target for one in links if one.external and one.type == LINK}
    parts = {one.id: one.target for one in links if one.type != LINK}
    followed = list(root.iter(*_LINKED))
    for key in (key for element in followed for key in _keys(element) if key in parts):
        yield outside(parts[key], where)
    if not leading:
        return
    passed = {*followed, *root.iter(_SOURCE)}
    for element in root.iter("*"):
        if element not in passed:
            for key in _keys(element):
                if key in leading:
                    yield outside(leading[key], where)


def _keys(element: etree._Element) -> Iterator[str]:
    """Yield the values of an element that may be the id of a relationship."""
    for key, value in element.attrib.items():
        # Names of bookmarks and the like are Word's own attributes, or have no namespace.
        space, _, named = str(key).rpartition("}")
        if named == "relid" or (space and f"{space}}}" != w("")):
            yield str(value)


def _check_links(bench: Workbench, member: str) -> Iterator[Fault]:
    for link in bench.links(source_name(member)):
        place = f"{bench.place(member)}, {link.id}"
        kind = letters(link)
        if kind in _MACROS:
            yield _macro(place)
        elif kind in _PANES:
            yield Fault(
                "frame.embedded",
                "The file carries the pane of an add-in, which opens with it.",
                place,
                "In Word: File, Info, Inspect Document; remove Task Pane Add-ins.",
            )
        elif kind in _EMBEDDED:
            yield embedded(place)
        elif link.external and not (
            link.type == LINK and link.target.casefold().startswith((*LINKS, _INSIDE))
        ):
            yield outside(link.target, place)
        elif kind == _FOLLOWED and not (link.external or link.said.startswith(_INSIDE)):
            # The path of a part would be followed as that of a file beside the document.
            yield outside(link.said, place)


def _macro(where: str) -> Fault:
    return Fault(
        "frame.macro", "The file carries macros.", where, "Save it as .docx, without macros."
    )


def _no_picture(where: str) -> Fault:
    return Fault(
        "frame.picture",
        "The file carries a picture of a kind that is not known, or that holds something else than "
        "pictures, such as PostScript, which is a program.",
        where,
        "In Word: cut the picture, and paste it with Paste Special as PNG.",
    )
