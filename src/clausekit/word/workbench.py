"""A frame taken apart: its parts, parsed, and how they hang together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from clausekit.errors import Fault, FrameError
from clausekit.word.markup import CONTENT_TYPES, REL, DoctypeError, W, local_name, parse_part, w
from clausekit.word.package import read_members
from clausekit.word.properties import HEAD
from clausekit.word.relations import (
    WORD_TYPE,
    add_relationship,
    add_type,
    is_links,
    read_relationships,
    read_types,
    relationships_name,
    source_name,
)

if TYPE_CHECKING:
    from clausekit.word.relations import ContentTypes

__all__ = ["TYPES", "Workbench", "office"]

TYPES: Final = "[Content_Types].xml"
MAX_XML: Final = 16 * 1024 * 1024
"""All parts of XML together, in bytes; a frame of twenty pages has less than one megabyte."""
_MOST_TAGS: Final = 200_000
"""Of XML, in all parts together; a frame of twenty pages has some ten thousand."""
_MARKUP: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe|\xfe\xff|\0+<|\x4c\x6f\xa7\x94")
"""How XML begins in any encoding, whatever its content type says."""
_MOST_ATTRIBUTES: Final = 500
"""Of one element; Word writes a few dozen at the most."""
# lxml reads the attributes of an element in a time that grows with the square of their number.
_has_flood: Final = etree.XPath(f"boolean(//*[@*[{_MOST_ATTRIBUTES + 1}]])")
_PACKAGE: Final = "_rels/.rels"
_EMPTY_RELATIONSHIPS: Final = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)


class Workbench:
    """The parts of a Word file, to be looked at and changed before they become a frame.

    Args:
        content: The file.
        name: Its name, for messages.

    Raises:
        FrameError: It is not a Word file, or a part cannot be parsed.
    """

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        self.members: dict[str, bytes] = read_members(content, name=name)
        self.trees: dict[str, etree._Element] = {}
        if TYPES not in self.members or _PACKAGE not in self.members:
            raise FrameError(self._not_word("The file is not a Word document (.docx)."))
        self._parse([TYPES])
        texts = [
            member
            for member, content in self.members.items()
            if self.types.is_xml(member) or _MARKUP.match(content)
        ]
        if sum(len(self.members[member]) for member in texts) > MAX_XML:
            raise FrameError(
                Fault(
                    "frame.zip-bomb",
                    f"The file holds more than {MAX_XML // 1024 // 1024} MB of text and settings.",
                    name,
                    "Take out what is not needed; a template is a few pages.",
                )
            )
        if sum(self.members[member].count(b"<") for member in texts) > _MOST_TAGS:
            raise FrameError(
                Fault(
                    "frame.zip-bomb",
                    f"The file holds more than {_MOST_TAGS} tags of XML.",
                    name,
                    "Take out what is not needed; a template is a few pages.",
                )
            )
        self._parse(texts)
        self.main = self._find_main()

    @property
    def types(self) -> ContentTypes:
        """The content types, as they are now."""
        return read_types(self.members[TYPES])

    def place(self, member: str) -> str:
        """Name a part for a message."""
        return f"{self.name}, {member}"

    def related(self, kind: str, source: str | None = None, *, parsed: bool = True) -> str:
        """Return the part that the main document (or *source*) is tied to; empty for none.

        Args:
            kind: The last segment of the relationship's type.
            source: The part it leads from; empty for the package.
            parsed: Whether only a part of XML will do.
        """
        parts = self.trees if parsed else self.members
        source = self.main if source is None else source
        links = self.members.get(relationships_name(source) if source else _PACKAGE)
        if links is None:
            return ""
        found = (
            relationship.target
            for relationship in read_relationships(links, source)
            if relationship.kind == kind and relationship.target in parts
        )
        return next(found, "")

    def stories(self) -> dict[str, str]:
        """Return the parts with text and what they are: ``document.main``, ``header`` ..."""
        kinds = ("document.main", "header", "footer", "footnotes", "endnotes", "comments")
        types = self.types
        return {
            member: kind
            for member in self.members
            if (kind := types.of(member).removeprefix(WORD_TYPE).removesuffix("+xml")) in kinds
        }

    def add(self, member: str, text: str, content_type: str, *, kind: str, source: str) -> None:
        """Add a part with its content type and a relationship from *source*."""
        self.members[member] = text.encode()
        self.trees[member] = parse_part(self.members[member])
        if content_type:
            add_type(self.trees[TYPES], member, content_type)
            self.store(TYPES)
        links = relationships_name(source) if source else _PACKAGE
        if links not in self.members:
            self.members[links] = _EMPTY_RELATIONSHIPS
            self.trees[links] = parse_part(_EMPTY_RELATIONSHIPS)
        add_relationship(self.trees[links], kind, f"/{member}")
        self.store(links)

    def remove(self, member: str) -> None:
        """Take a part away, with its relationships and those that lead to it."""
        self.members.pop(member, None)
        self.members.pop(relationships_name(member), None)
        self.trees.pop(member, None)
        self.trees.pop(relationships_name(member), None)
        for links in [name for name in self.members if is_links(name)]:
            leading = {
                relationship.id
                for relationship in read_relationships(self.members[links], source_name(links))
                if relationship.target == member and not relationship.external
            }
            for entry in [entry for entry in self.trees[links] if entry.get("Id") in leading]:
                self.trees[links].remove(entry)
            if leading:
                self.store(links)
        for entry in self.trees[TYPES].findall(f"{{{CONTENT_TYPES}}}Override"):
            if entry.get("PartName", "").lstrip("/").casefold() == member.casefold():
                self.trees[TYPES].remove(entry)
                self.store(TYPES)

    def store(self, member: str) -> None:
        """Write a part back after its tree was changed."""
        text = etree.tostring(self.trees[member], encoding="unicode")
        self.members[member] = f"{HEAD}{text}".encode()

    def _parse(self, members: list[str]) -> None:
        faults = []
        for member in members:
            try:
                self.trees[member] = parse_part(self.members[member])
                if _has_flood(self.trees[member]):
                    faults.append(self._flood(member))
            except DoctypeError:
                faults.append(
                    Fault(
                        "frame.doctype",
                        "A part declares a document type, which no Word file needs.",
                        self.place(member),
                        "Open the file in Word and save it again.",
                    )
                )
            except etree.XMLSyntaxError as error:
                faults.append(
                    Fault(
                        "frame.malformed-xml",
                        f"A part is not well-formed: {error.msg}.",
                        self.place(member),
                        "Open the file in Word and save it again.",
                    )
                )
        if faults:
            raise FrameError(*faults)

    def _flood(self, member: str) -> Fault:
        return Fault(
            "frame.too-many-attributes",
            f"An element has more than {_MOST_ATTRIBUTES} attributes.",
            self.place(member),
            "Open the file in Word and save it again.",
        )

    def _find_main(self) -> str:
        main = self.related("officeDocument", "")
        if not main or main not in self.trees:
            raise FrameError(self._not_word("The file has no main document."))
        root = self.trees[main]
        if root.tag != w("document") and local_name(root) == "document":
            raise FrameError(
                Fault(
                    "frame.strict",
                    "The file is a Strict Open XML document.",
                    self.name,
                    "Save it as Word Document (.docx).",
                )
            )
        kind = self.types.of(main)
        if root.tag != w("document") or root.nsmap.get("w") != W or root.find(w("body")) is None:
            raise FrameError(self._not_word("The main part is not a Word document."))
        if kind == f"{WORD_TYPE}template.main+xml":
            raise FrameError(self._not_word("The file is a Word template (.dotx)."))
        return main

    def _not_word(self, message: str) -> Fault:
        return Fault("frame.not-docx", message, self.name, "Save it as .docx in Word.")


def office(kind: str) -> str:
    """Return the full type of an Office relationship."""
    return f"{REL}/{kind}"
