"""A frame taken apart: its parts, parsed, and how they hang together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from clausekit.errors import Fault, FrameError
from clausekit.word.markup import (
    CONTENT_TYPES,
    REL,
    RELATIONSHIPS,
    DoctypeError,
    EncodingError,
    W,
    parse_part,
    w,
)
from clausekit.word.package import read_members
from clausekit.word.properties import HEAD
from clausekit.word.relations import (
    TYPES,
    WORD_TYPE,
    add_relationship,
    add_type,
    is_links,
    read_relationships,
    read_types,
    relationships_name,
    source_name,
    write_relationships,
    write_types,
)
from clausekit.word.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clausekit.word.relations import ContentTypes, Relationship

__all__ = ["Workbench", "office"]

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
_LONGEST_ATTRIBUTE: Final = 100_000
"""Letters of one of Word's own; the longest that it writes is a variable of 65,280."""
_has_long_attribute: Final = etree.XPath(
    f"boolean(//w:*/@*[string-length() > {_LONGEST_ATTRIBUTE}])", namespaces={"w": W}
)
_MOST_NAMESPACES: Final = 10_000
"""Declared in all parts together; Word declares some thirty at the head of each, and a few for each
picture."""
_NAMESPACE: Final = re.compile(rb"xmlns(?=[:=\s])")
_QUOTE: Final = re.compile(rb"\s*([\"'])")
_MOST_DIFFERENT: Final = 500
"""lxml looks through all of them for each element that is moved."""
_LONGEST_NAMESPACE: Final = 1_000
"""It belongs to the name of each element."""
_MOST_LINKS: Final = 10_000
_LONG, _LONGEST = 1_000_000, 8_500_000
"""Letters of one piece of text, as lxml writes it: it reads ten million, and those that mean markup
take up to six times as many when they are written."""
_MARKS: Final = '<>&"\t\n\r'
_MANY: Final = (
    (30_000, "marks of fields", ("fldChar", "fldSimple", "instrText", "delInstrText")),
    (
        20_000,
        "notes and marks of notes",
        ("endnote", "endnoteReference", "footnote", "footnoteReference"),
    ),
    (20_000, "marks of bookmarks", ("bookmarkStart", "bookmarkEnd", "permStart", "permEnd")),
)
"""Each is judged with what stands around it, which takes longer than to read it."""
_MOST_VALUES: Final = 500_000
"""Attributes in all parts together; a frame of twenty pages has some thirty thousand."""
_is_strict: Final = etree.XPath(
    "boolean(//*[starts-with(namespace-uri(), 'http://purl.oclc.org/ooxml/')"
    " or @*[starts-with(namespace-uri(), 'http://purl.oclc.org/ooxml/')]])"
)
_PACKAGE: Final = "_rels/.rels"
_LINKS_TYPE: Final = "application/vnd.openxmlformats-package.relationships+xml"
_TRASH: Final = "[trash]/"
"""Where Office puts what it throws away."""
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
        self.members: dict[str, bytes] = {
            member: part
            for member, part in read_members(content, name=name).items()
            if not member.casefold().startswith(_TRASH)
        }
        self.trees: dict[str, etree._Element] = {}
        self._links: dict[str, tuple[bytes, tuple[Relationship, ...]]] = {}
        if TYPES not in self.members or _PACKAGE not in self.members:
            raise FrameError(self._not_word("The file is not a Word document (.docx)."))
        self._measure([TYPES])
        self._parse([TYPES])
        self._count()
        self.types: ContentTypes = read_types(self.members[TYPES])
        """The content types, as they are now."""
        texts = [
            member
            for member, content in self.members.items()
            if self.types.is_xml(member) or _MARKUP.match(content)
        ]
        self._measure(texts)
        self._parse(texts)
        self._count()
        self.main = self._find_main()

    def place(self, member: str) -> str:
        """Name a part for a message."""
        return f"{self.name}, {member}"

    def related(self, kind: str, source: str | None = None) -> str:
        """Return the part of XML that the main document (or *source*) is tied to; empty for none.

        Args:
            kind: The last segment of the relationship's type.
            source: The part it leads from; empty for the package.
        """
        source = self.main if source is None else source
        role = ROLES.get(kind)
        found = (
            link.target
            for link in self.links(source)
            if link.target in self.trees
            and (link.type in role.links if role else link.kind == kind)
        )
        return next(found, "")

    def links(self, source: str) -> tuple[Relationship, ...]:
        """Return the relationships of a part; an empty name for those of the package."""
        name = relationships_name(source) if source else _PACKAGE
        content = self.members.get(name)
        if content is None:
            return ()
        known = self._links.get(name)
        if known is None or known[0] is not content:
            known = self._links[name] = (content, read_relationships(content, source))
        return known[1]

    def stories(self) -> dict[str, str]:
        """Return the parts with text and what they are: ``document.main``, ``header`` ..."""
        kinds = ("document.main", "header", "footer", "footnotes", "endnotes", "comments")
        return {
            member: kind
            for member in self.members
            if member != TYPES
            and (kind := self.types.of(member).removeprefix(WORD_TYPE).removesuffix("+xml"))
            in kinds
        }

    def add(self, member: str, text: str, content_type: str, *, kind: str, source: str) -> None:
        """Add a part with its content type and a relationship from *source*."""
        self.replace(member, text)
        if content_type:
            add_type(self.trees[TYPES], member, content_type)
            self.store(TYPES)
        links = relationships_name(source) if source else _PACKAGE
        if links not in self.members:
            if not self.types.of(links):
                add_type(self.trees[TYPES], links, _LINKS_TYPE)
                self.store(TYPES)
            self.members[links] = _EMPTY_RELATIONSHIPS
            self.trees[links] = parse_part(_EMPTY_RELATIONSHIPS)
        add_relationship(self.trees[links], kind, f"/{member}")
        self.store(links)

    def remove(self, *members: str) -> None:
        """Take parts away, with their relationships and those that lead to them."""
        for member in members:
            for name in (member, relationships_name(member)):
                self.members.pop(name, None)
                self.trees.pop(name, None)
        if members:
            gone = frozenset(members)
            self.unlink(lambda link: link.target in gone and not link.external)
            self.drop_types()

    def replace(self, member: str, text: str) -> None:
        """Write a part anew."""
        self.members[member] = text.encode()
        self.trees[member] = parse_part(self.members[member])

    def unlink(self, unwanted: Callable[[Relationship], bool]) -> None:
        """Take all relationships away that are *unwanted*."""
        for name in [name for name in self.members if is_links(name)]:
            self.unlink_from(source_name(name), unwanted)

    def unlink_from(self, source: str, unwanted: Callable[[Relationship], bool]) -> None:
        """Take those relationships of a part away that are *unwanted*."""
        name = relationships_name(source) if source else _PACKAGE
        if name not in self.trees:
            return
        entries = list(self.trees[name].iter(f"{{{RELATIONSHIPS}}}Relationship"))
        # Told by their places: two may have one id.
        spare = [
            entry for entry, link in zip(entries, self.links(source), strict=True) if unwanted(link)
        ]
        for entry in spare:
            if (parent := entry.getparent()) is not None:
                parent.remove(entry)
        if spare:
            self.store(name)

    def drop_types(self) -> None:
        """Take away the content types of parts that are not there."""
        there = {member.casefold() for member in self.members}
        root = self.trees[TYPES]
        idle = [
            entry
            for entry in root.findall(f"{{{CONTENT_TYPES}}}Override")
            if entry.get("PartName", "").lstrip("/").casefold() not in there
        ]
        for entry in idle:
            root.remove(entry)
        if idle:
            self.store(TYPES)

    def seal(self) -> None:
        """Write all links and types anew, so that programs find there what was judged."""
        for name in filter(is_links, self.members):
            source = source_name(name)
            self.replace(name, HEAD + write_relationships(self.links(source), source))
        self.replace(TYPES, HEAD + write_types(self.trees[TYPES], {*self.members} - {TYPES}))
        self.types = read_types(self.members[TYPES])

    def store(self, member: str) -> None:
        """Write a part back after its tree was changed."""
        text = etree.tostring(self.trees[member], encoding="unicode")
        self.members[member] = f"{HEAD}{text}".encode()
        if member == TYPES:
            self.types = read_types(self.members[TYPES])

    def _measure(self, members: list[str]) -> None:
        """Refuse more XML than any template needs, before any of it is parsed."""
        texts = [self.members[member].replace(b"\0", b"") for member in members]
        limits = (
            (sum(map(len, texts)), MAX_XML, "letters of XML"),
            (sum(text.count(b"<") for text in texts), _MOST_TAGS, "tags of XML"),
            (sum(text.count(b"=") for text in texts), _MOST_VALUES, "attributes"),
            (sum(text.count(b"xmlns") for text in texts), _MOST_NAMESPACES,
             "declarations of namespaces"),
        )  # fmt: skip
        for number, most, what in limits:
            if number > most:
                raise FrameError(self._bomb(most, what))
        spaces = {space for text in texts for space in _namespaces(text)}
        if max(map(len, spaces), default=0) > _LONGEST_NAMESPACE:
            raise FrameError(self._bomb(_LONGEST_NAMESPACE, "letters of a namespace"))
        if len(spaces) > _MOST_DIFFERENT:
            raise FrameError(self._bomb(_MOST_DIFFERENT, "different namespaces"))

    def _count(self) -> None:
        """Refuse more of what is looked at many times than any template needs."""
        lists = [root for name, root in self.trees.items() if name == TYPES or is_links(name)]
        if sum(map(len, lists)) > _MOST_LINKS:
            raise FrameError(self._bomb(_MOST_LINKS, "links and types of parts"))
        for most, what, names in _MANY:
            tags = tuple(map(w, names))
            if sum(1 for root in self.trees.values() for _ in root.iter(*tags)) > most:
                raise FrameError(self._bomb(most, what))

    def _bomb(self, most: int, what: str) -> Fault:
        return Fault(
            "frame.zip-bomb",
            f"The file holds more than {most} {what}.",
            self.name,
            "Take out what is not needed; a template is a few pages.",
        )

    def _parse(self, members: list[str]) -> None:
        faults = []
        for member in members:
            try:
                root = self.trees[member] = parse_part(self.members[member])
            except DoctypeError:
                said = "A part declares a document type, which no Word file needs."
                faults.append(self._fault("frame.doctype", said, member))
                continue
            except EncodingError:
                said = "A part does not begin as XML does that is written in UTF-8 or UTF-16."
                faults.append(self._fault("frame.malformed-xml", said, member))
                continue
            except etree.XMLSyntaxError as error:
                said = f"A part is not well-formed: {error.msg}."
                faults.append(self._fault("frame.malformed-xml", said, member))
                continue
            if _has_flood(root):
                said = f"An element has more than {_MOST_ATTRIBUTES} attributes."
                faults.append(self._fault("frame.too-many-attributes", said, member))
            elif _has_long_attribute(root):
                faults.append(self._bomb(_LONGEST_ATTRIBUTE, "letters in one attribute"))
            elif len(self.members[member]) > _LONG and any(map(_is_too_long, _texts(root))):
                faults.append(self._bomb(_LONGEST, "letters in one piece of text"))
            if _is_strict(root):
                faults.append(
                    Fault(
                        "frame.strict",
                        "The file is a Strict Open XML document, or a part of it is.",
                        self.place(member),
                        "Save it as Word Document (.docx).",
                    )
                )
        if faults:
            raise FrameError(*faults)

    def _fault(self, code: str, message: str, member: str) -> Fault:
        hint = "Open the file in Word and save it again."
        return Fault(code, message, self.place(member), hint)

    def _find_main(self) -> str:
        main = self.related("officeDocument", "")
        if not main or main not in self.trees:
            raise FrameError(self._not_word("The file has no main document."))
        root = self.trees[main]
        kind = self.types.of(main)
        if root.tag != w("document") or root.nsmap.get("w") != W or root.find(w("body")) is None:
            raise FrameError(self._not_word("The main part is not a Word document."))
        if kind == f"{WORD_TYPE}template.main+xml":
            raise FrameError(self._not_word("The file is a Word template (.dotx)."))
        return main

    def _not_word(self, message: str) -> Fault:
        return Fault("frame.not-docx", message, self.name, "Save it as .docx in Word.")


def _namespaces(text: bytes) -> Iterator[bytes]:
    """Yield the declarations of namespaces in a part, as they stand there; of a long one enough."""
    for found in _NAMESPACE.finditer(text):
        start, most = found.start(), _LONGEST_NAMESPACE + 1
        equals = text.find(b"=", start, start + most)
        if text.find(b"<", start, equals if equals >= 0 else start + most) >= 0:
            continue  # the word stands in a text
        if equals < 0:  # a prefix without an end
            yield text[start : start + most]
            continue
        quote = _QUOTE.match(text, equals + 1)
        if quote is None:
            continue
        end = text.find(quote[1], quote.end(), quote.end() + most)
        yield text[start:equals] + text[quote.end() : quote.end() + most if end < 0 else end]


def _texts(root: etree._Element) -> Iterator[str]:
    for element in root.iter("*"):
        yield from map(str, filter(None, (element.text, element.tail, *element.attrib.values())))


def _is_too_long(text: str) -> bool:
    if len(text) * 6 <= _LONGEST:
        return False
    return len(text.encode()) + 5 * sum(map(text.count, _MARKS)) > _LONGEST


def office(kind: str) -> str:
    """Return the full type of an Office relationship."""
    return f"{REL}/{kind}"
