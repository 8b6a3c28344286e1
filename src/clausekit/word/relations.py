"""Content types and relationships: how the parts of a package hang together."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote

from lxml import etree

from clausekit.record import record
from clausekit.word.markup import CONTENT_TYPES, REL, RELATIONSHIPS, parse_part
from clausekit.word.remembering import remember

__all__ = [
    "LINK",
    "WORD_TYPE",
    "ContentTypes",
    "Relationship",
    "add_relationship",
    "add_type",
    "is_links",
    "letters",
    "read_relationships",
    "read_types",
    "relationships_name",
    "source_name",
]

_LETTERS: Final = re.compile(r"[^a-z]")
LINK: Final = f"{REL}/hyperlink"
"""The type of what a reader follows on a click."""
WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."


@record
class Relationship:
    """A link from one part to another, or out of the package.

    Args:
        id: Its id in the source part.
        type: Its type, whole.
        kind: The last segment of its type: ``styles``, ``hyperlink``.
        target: The path of a part, or an address where *external*.
        external: Whether it leads out of the package.
        said: Its target as it is written.
    """

    id: str
    type: str
    kind: str
    target: str
    external: bool
    said: str = ""


@record
class ContentTypes:
    """The content types of a package: by extension, and by part name.

    Args:
        defaults: Types by extension, all in small letters.
        overrides: Types by part name.
        twice: Extensions and names that are given a type more than once.
    """

    defaults: Mapping[str, str]
    overrides: Mapping[str, str]
    twice: tuple[str, ...] = ()

    def of(self, name: str) -> str:
        """Return the content type of a part, in small letters; empty where it has none.

        Example:
            >>> ContentTypes({"xml": "application/xml"}, {}).of("word/Item.XML")
            'application/xml'
        """
        given = self.overrides.get(name.casefold())
        if given is not None:
            return given
        return self.defaults.get(name.rpartition(".")[2].casefold(), "")

    def is_xml(self, name: str) -> bool:
        """Tell whether a part is XML."""
        return self.of(name).endswith(("+xml", "/xml")) or name.casefold().endswith(
            (".xml", ".rels", ".vml")
        )


@remember(64)
def read_types(content: bytes) -> ContentTypes:
    """Read ``[Content_Types].xml``."""
    root = parse_part(content)
    defaults = _read_entries(root, "Default", "Extension")
    overrides = _read_entries(root, "Override", "PartName")
    names = Counter(name for name, _ in (*defaults, *overrides))
    twice = tuple(name for name, count in names.items() if count > 1)
    return ContentTypes(dict(defaults), dict(overrides), twice)


def _read_entries(root: etree._Element, name: str, key: str) -> list[tuple[str, str]]:
    return [
        (
            entry.get(key, "").lstrip("/").casefold(),
            entry.get("ContentType", "").strip().casefold(),
        )
        for entry in root.iter(f"{{{CONTENT_TYPES}}}{name}")
    ]


@remember(256)
def read_relationships(content: bytes, source: str) -> tuple[Relationship, ...]:
    """Read a part of relationships.

    Args:
        content: The part.
        source: Name of the part it belongs to; empty for the package.
    """
    return tuple(
        Relationship(
            entry.get("Id", ""),
            entry.get("Type", ""),
            entry.get("Type", "").strip("/ \t\r\n").rpartition("/")[2],
            _resolve(entry.get("Target", ""), source)
            if entry.get("TargetMode", "Internal") == "Internal"
            else entry.get("Target", ""),
            entry.get("TargetMode", "Internal") != "Internal",
            entry.get("Target", ""),
        )
        for entry in parse_part(content).iter(f"{{{RELATIONSHIPS}}}Relationship")
    )


def letters(link: Relationship) -> str:
    """Return the kind of a link without what some readers forgive around its name.

    Example:
        >>> letters(Relationship("r1", "", "aFChunk ", "a.html", external=False))
        'afchunk'
    """
    return _LETTERS.sub("", link.kind.casefold())


def is_links(name: str) -> bool:
    """Tell whether a part holds relationships.

    Example:
        >>> is_links("_rels/.rels"), is_links("word/media/image.png")
        (True, False)
    """
    return name.casefold().endswith(".rels")


@remember(256)
def relationships_name(source: str) -> str:
    """Return the name of the part with the relationships of *source*.

    Example:
        >>> relationships_name("word/document.xml")
        'word/_rels/document.xml.rels'
    """
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


@remember(256)
def source_name(relationships: str) -> str:
    """Return the part that a part of relationships belongs to.

    Example:
        >>> source_name("word/_rels/document.xml.rels"), source_name("_rels/.rels")
        ('word/document.xml', '')
    """
    folder, name = posixpath.split(relationships)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def add_relationship(root: etree._Element, kind: str, target: str) -> None:
    """Add a relationship to a part of relationships; *kind* is its full type."""
    taken = {entry.get("Id") for entry in root}
    free = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
    entry = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship")
    entry.set("Id", free)
    entry.set("Type", kind)
    entry.set("Target", target)


def add_type(root: etree._Element, name: str, content_type: str) -> None:
    """Add the content type of the part *name*."""
    entry = etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override")
    entry.set("PartName", f"/{name}")
    entry.set("ContentType", content_type)


def _resolve(target: str, source: str) -> str:
    path = unquote(target.partition("#")[0])
    if not path:
        return source  # a place in the part itself (RFC 3986, 5.2.2)
    if path.startswith("/"):
        return posixpath.normpath(path).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
