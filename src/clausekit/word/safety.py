"""What a frame must not carry: macros, embedded programs, links to other files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.word.markup import w
from clausekit.word.relations import read_relationships, source_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from clausekit.word.relations import ContentTypes

__all__ = ["check_safety"]

_MACROS: Final = ("vbaProject", "vbaData", "wordVbaData", "keyMapCustomizations")
_EMBEDDED: Final = (
    "aFChunk", "activeXControlBinary", "control", "frame", "oleObject", "package", "subDocument",
)  # fmt: skip
_LINKS: Final = ("http://", "https://", "mailto:")
_ACTIVE: Final = re.compile(
    r"\s*(DDE|DDEAUTO|IMPORT|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|LINK|MACROBUTTON|DATABASE|RD)\b",
    re.IGNORECASE,
)


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
    for member in members:
        kind = types.of(member)
        if "macroEnabled" in kind or "vba" in kind.casefold() or member.endswith("vbaProject.bin"):
            yield _macro(f"{name}, {member}")
        elif "oleObject" in kind or "/embeddings/" in member or "/activeX/" in member:
            yield _embedded(f"{name}, {member}")
        if member.endswith(".rels"):
            yield from _check_links(members[member], member, name)
    for member, root in trees.items():
        for text in _instructions(root):
            if match := _ACTIVE.match(text):
                yield Fault(
                    "frame.external",
                    f"A field of the kind {match[1].upper()} brings in other files.",
                    f"{name}, {member}",
                    "Put its result there as text, and take the field out.",
                )


def _check_links(content: bytes, member: str, name: str) -> Iterator[Fault]:
    for relationship in read_relationships(content, source_name(member)):
        place = f"{name}, {member}, {relationship.id}"
        if relationship.kind in _MACROS:
            yield _macro(place)
        elif relationship.kind in _EMBEDDED:
            yield _embedded(place)
        elif relationship.kind == "attachedTemplate":
            yield Fault(
                "frame.external",
                "The file is tied to a template of its own.",
                place,
                "In Word: Developer, Document Template; choose Normal.",
            )
        elif relationship.external and not (
            relationship.kind == "hyperlink" and relationship.target.casefold().startswith(_LINKS)
        ):
            yield Fault(
                "frame.external",
                f"The file points to something outside itself: {relationship.target}",
                place,
                "Embed pictures; only links to web and mail addresses may lead outside.",
            )


def _instructions(root: etree._Element) -> Iterator[str]:
    for element in root.iter(w("fldSimple")):
        yield element.get(w("instr"), "")
    # An instruction may be cut into runs; within a paragraph the pieces follow each other.
    pieces: list[str] = []
    for element in root.iter(w("instrText"), w("fldChar")):
        if element.tag == w("instrText"):
            pieces.append(element.text or "")
        elif pieces:
            yield "".join(pieces)
            pieces = []
    if pieces:
        yield "".join(pieces)


def _macro(where: str) -> Fault:
    return Fault(
        "frame.macro", "The file carries macros.", where, "Save it as .docx, without macros."
    )


def _embedded(where: str) -> Fault:
    return Fault(
        "frame.embedded",
        "The file carries an embedded object or control.",
        where,
        "Put a picture or text in its place.",
    )
