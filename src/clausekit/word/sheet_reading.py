"""Reads the tables of a Word document that somebody worked in.

Tracked changes are read as accepted: what was inserted counts, what was deleted does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from clausekit.errors import Fault, FrameError
from clausekit.record import record
from clausekit.word.markup import MC, DoctypeError, parse_part, w, whole
from clausekit.word.package import read_members

__all__ = ["ReadCell", "ReadRow", "ReadTables", "read_tables"]

_DOCUMENT: Final = "word/document.xml"
_GONE: Final = frozenset({w("del"), w("moveFrom")})
_SILENT: Final = frozenset(
    {
        w("rPr"), w("pPr"), w("sdtPr"), w("sdtEndPr"), w("instrText"), w("delText"), w("drawing"),
        w("pict"), w("object"), w("tbl"),
        f"{{{MC}}}Fallback",
    }
)  # fmt: skip
_SIGNS: Final = {
    w("tab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_WRAPPERS: Final = (w("sdt"), w("sdtContent"), w("customXml"), w("ins"), w("moveTo"))


@record
class ReadCell:
    """A cell.

    Args:
        text: What stands in it; a line break for each paragraph after the first.
        tags: The tags of its content controls.
        joined: Whether somebody merged it with others.
        comments: What reviewers remarked on it.
    """

    text: str
    tags: tuple[str, ...] = ()
    joined: bool = False
    comments: tuple[str, ...] = ()


@record
class ReadRow:
    """A row, with its place in the document."""

    place: str
    cells: tuple[ReadCell, ...]


@record
class ReadTables:
    """What a document holds.

    Args:
        properties: Its custom properties.
        tables: The rows of each table, deleted ones left out.
    """

    properties: Mapping[str, str]
    tables: tuple[tuple[ReadRow, ...], ...]


def read_tables(content: bytes, name: str) -> ReadTables:
    """Read all tables.

    Args:
        content: The file.
        name: Its name, for messages.

    Raises:
        FrameError: It is no Word document, is damaged, or is a danger.
    """
    members = read_members(content, name=name)
    if _DOCUMENT not in members:
        raise FrameError(
            Fault(
                "frame.missing-part", "The file has no main text.", name, "Save it again in Word."
            )
        )
    root = _parse(members, _DOCUMENT, name)
    if root.tag != w("document"):
        raise FrameError(
            Fault(
                "frame.strict",
                "The file is saved as Strict Open XML.",
                name,
                "In Word: Save As, Word document (.docx).",
            )
        )
    comments = _comments(members, name)
    tables = [
        tuple(_rows(table, number, comments))
        for number, table in enumerate(root.iter(w("tbl")), start=1)
    ]
    return ReadTables(_properties(members, name), tuple(tables))


def _parse(members: Mapping[str, bytes], member: str, name: str) -> etree._Element:
    try:
        return parse_part(members[member])
    except DoctypeError:
        fault = Fault("frame.doctype", "A part declares a document type.", f"{name}, {member}")
    except etree.XMLSyntaxError as error:
        place = f"{name}, {member}, line {error.lineno}"
        fault = Fault("frame.malformed-xml", f"The XML is broken: {error.msg}.", place)
    raise FrameError(fault)


def _properties(members: Mapping[str, bytes], name: str) -> dict[str, str]:
    if "docProps/custom.xml" not in members:
        return {}
    root = _parse(members, "docProps/custom.xml", name)
    return {str(item.get("name")): "".join(str(text) for text in item.itertext()) for item in root}


def _comments(members: Mapping[str, bytes], name: str) -> dict[str, str]:
    if "word/comments.xml" not in members:
        return {}
    root = _parse(members, "word/comments.xml", name)
    return {item.get(w("id"), ""): _paragraphs(item).strip() for item in root.iter(w("comment"))}


def _rows(table: etree._Element, number: int, comments: Mapping[str, str]) -> Iterator[ReadRow]:
    for at, row in enumerate(_inside(table, w("tr")), start=1):
        properties = row.find(w("trPr"))
        if properties is not None and any(properties.find(gone) is not None for gone in _GONE):
            continue
        cells = tuple(_cell(cell, comments) for cell in _inside(row, w("tc")))
        yield ReadRow(f"table {number}, row {at}", cells)


def _inside(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, wanted)


def _cell(cell: etree._Element, comments: Mapping[str, str]) -> ReadCell:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    joined = (
        (span is not None and whole(span.get(w("val")), 1) != 1)
        or cell.find(f"{w('tcPr')}/{w('vMerge')}") is not None
        or next(cell.iter(w("tbl")), None) is not None
    )
    marks = [mark.get(w("id"), "") for mark in cell.iter(w("commentReference"))]
    return ReadCell(
        _paragraphs(cell),
        tuple(tag.get(w("val"), "") for tag in cell.iter(w("tag"))),
        joined,
        tuple(comments[mark] for mark in marks if comments.get(mark)),
    )


def _paragraphs(element: etree._Element) -> str:
    """Return the text of a cell; empty paragraphs at its ends say nothing."""
    text = ""
    for paragraph in _inside(element, w("p")):
        text += _text(paragraph)
        properties = paragraph.find(f"{w('pPr')}/{w('rPr')}")
        # A mark that was deleted joins the paragraph with the next one.
        if properties is None or all(properties.find(gone) is None for gone in _GONE):
            text += "\n"
    return text.strip("\n")


def _text(element: etree._Element) -> str:
    words: list[str] = []
    for child in element:
        tag = child.tag
        if tag in _GONE or tag in _SILENT:
            continue
        if tag == w("t"):
            words.append(child.text or "")
        elif tag in _SIGNS:
            words.append(_SIGNS[tag])
        elif tag == w("sym"):
            words.append(_symbol(child.get(w("char"), "")))
        elif isinstance(tag, str):
            words.append(_text(child))
    return "".join(words)


def _symbol(number: str) -> str:
    """Return a sign of a symbol font; its private character tells the checks that it is none."""
    try:
        return chr(int(number, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
