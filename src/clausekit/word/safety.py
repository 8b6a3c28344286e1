"""What a frame must not carry: macros, embedded programs, links to other files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.word.instructions import LINKS, check_instructions
from clausekit.word.markup import local_name
from clausekit.word.relations import read_relationships, source_name

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
        kind, path = types.of(member).casefold(), member.casefold()
        if "macroenabled" in kind or "vba" in kind or path.endswith("vbaproject.bin"):
            yield _macro(f"{name}, {member}")
        elif "oleobject" in kind or "activex" in kind or "/embeddings/" in path:
            yield _embedded(f"{name}, {member}")
        if member.endswith(".rels"):
            yield from _check_links(members[member], member, name)
    for member, root in trees.items():
        yield from check_instructions(root, f"{name}, {member}")
        yield from _check_elements(root, f"{name}, {member}")


def _check_elements(root: etree._Element, where: str) -> Iterator[Fault]:
    """Find what reaches out without a field or a relationship."""
    if next(root.iter("{*}mailMerge"), None) is not None:
        yield Fault(
            "frame.external",
            "The file is tied to a source of data for a mail merge.",
            where,
            "In Word: Mailings, Start Mail Merge; choose Normal Word Document.",
        )
    vector = local_name(root) == "svg"
    for element in root.iter("*"):
        if vector and local_name(element) in ("script", "foreignObject"):
            yield _embedded(where)
        elif vector or str(element.tag).startswith(tuple(f"{{{space}" for space in _VML)):
            for key, value in element.attrib.items():
                kind = str(key).rpartition("}")[2]
                target = str(value).strip().casefold()
                if (
                    kind in ("href", "src", "althref")
                    and target
                    and not target.startswith(("#", "data:image/"))
                    and not (kind == "href" and not vector and target.startswith(LINKS))
                ):
                    yield _outside(str(value), where)


def _check_links(content: bytes, member: str, name: str) -> Iterator[Fault]:
    for relationship in read_relationships(content, source_name(member)):
        place = f"{name}, {member}, {relationship.id}"
        kind = relationship.kind.casefold()
        if kind in _MACROS:
            yield _macro(place)
        elif kind in _EMBEDDED:
            yield _embedded(place)
        elif kind == "attachedtemplate":
            yield Fault(
                "frame.external",
                "The file is tied to a template of its own.",
                place,
                "In Word: Developer, Document Template; choose Normal.",
            )
        elif relationship.external and not (
            kind == "hyperlink" and relationship.target.casefold().startswith(LINKS)
        ):
            yield _outside(relationship.target, place)


def _outside(target: str, where: str) -> Fault:
    return Fault(
        "frame.external",
        f"The file points to something outside itself: {target[:200]}",
        where,
        "Embed pictures; only links to web and mail addresses may lead outside.",
    )


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
