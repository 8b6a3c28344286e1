"""Content types and relationships: how the parts of a package hang together."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from lxml import etree

from clausekit.record import record
from clausekit.word.markup import CONTENT_TYPES, REL, RELATIONSHIPS, parse_part
from clausekit.word.remembering import remember

__all__ = [
    "LINK",
    "TYPES",
    "WORD_TYPE",
    "ContentTypes",
    "Relationship",
    "add_relationship",
    "add_type",
    "is_links",
    "is_path",
    "letters",
    "read_relationships",
    "read_types",
    "relationships_name",
    "source_name",
    "write_relationships",
    "write_types",
]

_SEGMENT: Final = r'(?!\.{1,2}(?:/|$))[^\0-\x1f\x7f/%\\:?#|<>"*]+'
_PATH: Final = re.compile(rf"(?:/|(?:\.\./)*){_SEGMENT}(?:/{_SEGMENT})*")
_DEFAULT, _OVERRIDE = ("Default", "Extension"), ("Override", "PartName")
_PLAIN: Final = ("application/xml", "application/vnd.openxmlformats-package.relationships+xml")
"""The types that all parts of an extension may have, if they are XML."""
_LETTERS: Final = re.compile(r"[^a-z]")
LINK: Final = f"{REL}/hyperlink"
"""The type of what a reader follows on a click."""
TYPES: Final = "[Content_Types].xml"
"""The part that tells the types of all others."""
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
    defaults, overrides = (
        [(key, kind.casefold()) for key, kind in _entries(root, *names)]
        for names in (_DEFAULT, _OVERRIDE)
    )
    names = Counter(name for name, _ in (*defaults, *overrides))
    twice = tuple(name for name, count in names.items() if count > 1)
    return ContentTypes(dict(defaults), dict(overrides), twice)


def _entries(root: etree._Element, name: str, key: str) -> list[tuple[str, str]]:
    return [
        (entry.get(key, "").lstrip("/").casefold(), entry.get("ContentType", "").strip())
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


def is_path(target: str) -> bool:
    """Tell whether a target is the path of a part in the way that all programs read alike.

    Some take what is written with a percent sign for its letter and others do not; what stands
    behind two slashes is a host for some.

    Example:
        >>> is_path("../customXml/item1.xml"), is_path("//x/styles.xml"), is_path("a%20b.png")
        (True, False, False)
    """
    return _PATH.fullmatch(target) is not None


def write_relationships(links: Iterable[Relationship], source: str) -> str:
    """Write a part of relationships anew, so that no program finds in it what was not read.

    Args:
        links: What was read.
        source: Name of the part it belongs to; empty for the package.
    """
    root = parse_part(f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode())
    for link in links:
        entry = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship")
        entry.set("Id", link.id)
        entry.set("Type", link.type)
        entry.set("Target", link.said if link.external else _path_of(link, source))
        if link.external:
            entry.set("TargetMode", "External")
    return etree.tostring(root, encoding="unicode")


def _path_of(link: Relationship, source: str) -> str:
    """Return the path of the part, from the folder of *source* where it lies in it."""
    if link.said.startswith("#") or not link.target:
        return link.said
    folder = posixpath.dirname(source)
    inside = link.target.removeprefix(f"{folder}/" if folder else "")
    return inside if inside != link.target or not folder else f"/{link.target}"


def write_types(root: etree._Element, members: Iterable[str]) -> str:
    """Write ``[Content_Types].xml`` anew: for each part its type, and nothing else.

    A type holds for an extension where it is that of plain XML, of pictures or of fonts; every
    other part is given its own.

    Args:
        root: What was read.
        members: The names of all parts.
    """
    defaults, overrides = (dict(_entries(root, *names)) for names in (_DEFAULT, _OVERRIDE))
    common: dict[str, str] = {}
    own: dict[str, str] = {}
    for name in members:
        extension = name.rpartition(".")[2].casefold()
        given = overrides.get(name.casefold())
        shared = defaults.get(extension, "")
        plain = shared.casefold()
        if given is None and shared and (plain in _PLAIN or not plain.endswith("xml")):
            common[extension] = shared
        elif given or shared:
            own[name] = given or shared
    types = parse_part(f'<Types xmlns="{CONTENT_TYPES}"/>'.encode())
    for key, kinds in (("Extension", common), ("PartName", own)):
        for name, kind in sorted(kinds.items()):
            tag = "Default" if key == "Extension" else "Override"
            entry = etree.SubElement(types, f"{{{CONTENT_TYPES}}}{tag}")
            entry.set(key, name if key == "Extension" else f"/{name}")
            entry.set("ContentType", kind)
    return etree.tostring(types, encoding="unicode")


def _resolve(target: str, source: str) -> str:
    path = target.partition("#")[0]
    if not path:
        return source  # a place in the part itself (RFC 3986, 5.2.2)
    if path.startswith("/"):
        return posixpath.normpath(path).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
