"""XML of strangers, read without entities and with the line of every element; and written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

# Safe because every document type is refused: entities cannot be declared without one.
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from clausekit.errors import Fault, InputError

__all__ = ["DECLARATION", "Node", "read_xml", "write_element", "write_lines", "write_text"]

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
LARGEST = 20 * 1024 * 1024
"""Bytes of a file; the whole catalogue in one language is a fortieth of it."""
DEEPEST = 64
"""Elements one inside the other; no format of ours needs more than a dozen."""
MOST = 500_000
"""Elements of a file, of which the smallest takes fifty times the bytes that it is written in; the
whole catalogue in one language has a twentieth of that."""
_LONGEST_SPACE = 1000
"""Letters of the name of a namespace; the parser copies it for each element that is in it."""
_NAMED = re.compile(
    rb"(?:\xef\xbb\xbf)?<\?xml\s[^>]*?\sencoding\s*=\s*[\"']([^\"'>]*)[\"']", re.ASCII
)
"""The encoding that a declaration names, wherever in it; the parser takes none that could hide
markup."""
_ENCODING = frozenset({"unknown encoding", "encoding specified in XML declaration is incorrect"})


@dataclass(slots=True)
class Node:
    """An element.

    Args:
        name: Its name without the namespace.
        space: Its namespace; empty for none.
        line: The line where it begins.
        attributes: By name; one of a namespace is written ``{namespace}name``.
        content: Texts and elements in their order.
    """

    name: str
    space: str
    line: int
    attributes: Mapping[str, str]
    content: list[Node | str] = field(default_factory=list)

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute."""
        return self.attributes.get(name, default)

    def elements(self, *names: str) -> Iterator[Node]:
        """Yield the child elements, or those with one of *names* in the namespace of this one."""
        for child in self.content:
            if isinstance(child, Node) and (
                not names or (child.name in names and child.space == self.space)
            ):
                yield child

    def find(self, name: str) -> Node | None:
        """Return the first child element with this name."""
        return next(self.elements(name), None)

    def walk(self, *names: str) -> Iterator[Node]:
        """Yield the elements inside, at any depth, that have one of *names*."""
        for child in self.elements():
            if child.name in names and child.space == self.space:
                yield child
            yield from child.walk(*names)

    @property
    def text(self) -> str:
        """All text inside, elements left out of account."""
        return "".join(c if isinstance(c, str) else c.text for c in self.content)


def read_xml(content: bytes, name: str) -> Node:
    """Parse *content* into a tree.

    Args:
        content: The file.
        name: Its name, for messages.

    Raises:
        InputError: It is no XML, is cut off, is not in the encoding that it names, declares a
            document type, is too large or too deep, or has too many elements or a namespace with
            too long a name.

    Example:
        >>> read_xml(b"<a><b>text</b></a>", "a.xml").find("b").text
        'text'
    """
    if len(content) > LARGEST:
        raise InputError(
            Fault("exchange.too-large", "The file is too large.", name, "Export it in parts.")
        )
    _check_encoding(content, name)
    reader = _Reader(name)
    try:
        reader.parser.Parse(content, True)
    except InputError:
        raise
    except expat.ExpatError as error:
        place = f"{name}, line {error.lineno}"
        told = expat.ErrorString(error.code)
        if told in _ENCODING:
            hint = "Save the file as UTF-8."
            raise InputError(
                Fault("exchange.encoding", f"{told}.".capitalize(), place, hint)
            ) from None
        raise InputError(
            Fault(
                "exchange.malformed-xml",
                f"The XML is broken: {told}, at column {error.offset + 1}.",
                place,
                "Export the file from your tool once more; it may have been cut off on its way.",
            )
        ) from None
    except (LookupError, ValueError) as error:  # an encoding that Python does not know
        raise InputError(
            Fault("exchange.encoding", f"The encoding is not known: {error}.", name)
        ) from None
    return reader.top[0]


def _check_encoding(content: bytes, name: str) -> None:
    named = _NAMED.match(content)
    other = named is not None and named[1].lower() != b"utf-8"
    if other or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(
            Fault(
                "exchange.encoding",
                f"Byte {error.start + 1} is not UTF-8, which the file claims to be.",
                f"{name}, line {line}",
                "Save the file as UTF-8.",
            )
        ) from None


class _Reader:
    """Builds the tree while the parser reads."""

    def __init__(self, name: str) -> None:
        self.top: list[Node] = []
        self._name = name
        self._open: list[Node] = []
        self._spaces: dict[str, str] = {}
        self._count = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartNamespaceDeclHandler = self._name_space
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._say

    def _refuse_doctype(self, *_: object) -> None:
        raise InputError(
            Fault(
                "exchange.doctype",
                "The file declares a document type, through which it could read other files.",
                f"{self._name}, line {self.parser.CurrentLineNumber}",
                "Take the line out that begins with <!DOCTYPE; nothing else needs it.",
            )
        )

    def _name_space(self, _: str | None, space: str | None) -> None:
        length = len(space or "")
        if length > _LONGEST_SPACE:
            self._refuse_size(
                f"The name of a namespace has {length} letters; {_LONGEST_SPACE} are allowed.",
                "Export the file from your tool once more.",
            )

    def _refuse_size(self, message: str, hint: str = "") -> NoReturn:
        where = f"{self._name}, line {self.parser.CurrentLineNumber}"
        raise InputError(Fault("exchange.too-large", message, where, hint))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        space = self._spaces.setdefault(space, space)  # one for all elements that are in it
        line = self.parser.CurrentLineNumber
        self._count += 1
        if len(self._open) >= DEEPEST:
            self._refuse_size("The elements lie too deep in each other.")
        if self._count > MOST:
            self._refuse_size(f"The file has more than {MOST} elements.", "Export it in parts.")
        named = {_qualified(key): value for key, value in attributes.items()}
        node = Node(local, space, line, named)
        if self._open:
            self._open[-1].content.append(node)
        else:
            self.top.append(node)
        self._open.append(node)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _say(self, text: str) -> None:
        self._open[-1].content.append(text)


def _qualified(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{{{space}}}{local}" if space else local


def write_element(name: str, content: str = "", /, **attributes: str) -> str:
    """Return an element.

    Args:
        name: Its name.
        content: What stands inside, already XML.
        attributes: One with an empty value is left out; ``__`` stands for a colon, and ``_`` for a
            hyphen, save at the end.

    Example:
        >>> write_element("note", "a &amp; b", xml__lang="en", from_="me", tool_id="x")
        '<note xml:lang="en" from="me" tool-id="x">a &amp; b</note>'
    """
    written = "".join(
        f" {key.rstrip('_').replace('__', ':').replace('_', '-')}={quoteattr(value)}"
        for key, value in attributes.items()
        if value
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def write_lines(*elements: str) -> str:
    """Return the elements as the content of another one, each on a line; empty ones are left out.

    Example:
        >>> write_lines("<a/>", "", "<b/>").split()
        ['<a/>', '<b/>']
    """
    return "\n" + "\n".join(filter(None, elements)) + "\n"


def write_text(text: str) -> str:
    """Return *text* as the content of an element; a reader gets back each character."""
    return escape(text, {"\r": "&#13;"})
