"""What a frame must not carry: macros, embedded programs, links to other files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.word.drawings import check_drawing, embedded, is_drawing, outside
from clausekit.word.instructions import LINKS, check_instructions
from clausekit.word.markup import local_name, w
from clausekit.word.relations import is_links, read_relationships, relationships_name, source_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from clausekit.word.relations import ContentTypes

__all__ = ["check_safety"]

# Kinds of relationship, by the last segment of their types, in small letters.
_MACROS: Final = (
    "attachedtoolbars", "extensibility", "keymapcustomizations", "vbadata", "vbaproject",
    "wordvbadata",
)  # fmt: skip
_EMBEDDED: Final = (
    "activexcontrolbinary", "afchunk", "control", "frame", "oleobject", "package", "subdocument",
    "webextension", "webextensiontaskpanes",
)  # fmt: skip
_VML: Final = ("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:")
_CARRIERS: Final = ("{*}altChunk", "{*}subDoc", "{*}OLEObject", "{*}webVideoPr", w("control"))
"""Elements that bring in another file or a control."""
_LINKED: Final = ("hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver")
"""Elements that a reader follows on a click, and not before."""
_BINARY: Final = re.compile(
    r"image/|font/|application/x-font|.*(?:obfuscatedfont|printersettings)$|$"
)
"""What a part may be that is no XML: a picture, a font, settings of a printer. One without a type
is told by the check of the whole."""
_OLE: Final = b"\xd0\xcf\x11\xe0"
_GZIP: Final = b"\x1f\x8b"
"""Packed once more; two old formats of pictures are, and SVG could be."""
_LETTERS: Final = re.compile(r"[^a-z]")


def check_safety(
    members: Mapping[str, bytes],
    trees: Mapping[str, etree._Element],
    types: ContentTypes,
    name: str,
) -> Iterator[Fault]:
    """Yield a fault for everything in a frame that runs, embeds or reaches out.

    Args:
        members: The parts, by name.
        trees: Those that are XML, parsed.
        types: Their content types.
        name: Name of the frame, for messages.
    """
    for member, content in members.items():
        kind, path = types.of(member).casefold(), member.casefold()
        if "macroenabled" in kind or "vba" in kind or path.endswith("vbaproject.bin"):
            yield _macro(f"{name}, {member}")
        elif (
            "oleobject" in kind
            or "activex" in kind
            or "/embeddings/" in path
            or content.startswith(_OLE)
            or (content.startswith(_GZIP) and not kind.endswith(("emz", "wmz")))
            or not (types.is_xml(member) if member in trees else _is_harmless(content, kind))
        ):
            yield embedded(f"{name}, {member}")
        if is_links(member):
            yield from _check_links(content, member, name)
    for member, root in trees.items():
        place = f"{name}, {member}"
        yield from check_instructions(root, place)
        yield from _check_elements(root, place)
        yield from _check_use(root, members.get(relationships_name(member)), place)
        if is_drawing(root, types.of(member)):
            yield from check_drawing(root, members[member], place)


def _is_harmless(content: bytes, kind: str) -> bool:
    return not content or _BINARY.match(kind) is not None


def _check_elements(root: etree._Element, where: str) -> Iterator[Fault]:
    """Find what reaches out without a field or a relationship."""
    if next(root.iter("{*}mailMerge"), None) is not None:
        yield Fault(
            "frame.external",
            "The file is tied to a source of data for a mail merge.",
            where,
            "In Word: Mailings, Start Mail Merge; choose Normal Word Document.",
        )
    if next(root.iter(*_CARRIERS), None) is not None:
        yield embedded(where)
    for element in root.iter("*"):
        if str(element.tag).startswith(tuple(f"{{{space}" for space in _VML)):
            for key, value in element.attrib.items():
                kind = str(key).rpartition("}")[2]
                target = str(value).strip().casefold()
                if (
                    kind in ("href", "src", "althref")
                    and target
                    and not target.startswith(("#", "data:image/"))
                    and not (kind == "href" and target.startswith(LINKS))
                ):
                    yield outside(str(value), where)


def _check_use(root: etree._Element, links: bytes | None, where: str) -> Iterator[Fault]:
    """Find what is fetched from outside under the name of a link that one follows."""
    if links is None:
        return
    leading = {one.id: one.target for one in read_relationships(links, "x") if one.external}
    if not leading:
        return
    for element in root.iter("*"):
        if local_name(element) in _LINKED:
            continue
        for value in element.attrib.values():
            if str(value) in leading:
                yield outside(leading[str(value)], where)


def _check_links(content: bytes, member: str, name: str) -> Iterator[Fault]:
    for relationship in read_relationships(content, source_name(member)):
        place = f"{name}, {member}, {relationship.id}"
        # Readers differ in what they forgive around the name.
        kind = _LETTERS.sub("", relationship.kind.casefold())
        if kind in _MACROS:
            yield _macro(place)
        elif kind in _EMBEDDED:
            yield embedded(place)
        elif kind == "attachedtemplate":
            yield Fault(
                "frame.external",
                "The file is tied to a template of its own.",
                place,
                "In Word: Developer, Document Template; choose Normal.",
            )
        elif relationship.external and not (
            kind == "hyperlink" and relationship.target.casefold().startswith((*LINKS, "#"))
        ):
            yield outside(relationship.target, place)


def _macro(where: str) -> Fault:
    return Fault(
        "frame.macro", "The file carries macros.", where, "Save it as .docx, without macros."
    )
