"""Reads the tables of a Word document that somebody worked in.

Tracked changes are read as accepted: what was inserted counts, what was deleted does not.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from clausekit.errors import Fault, FrameError
from clausekit.record import record
from clausekit.word.markup import DoctypeError, EncodingError, parse_part, w, whole
from clausekit.word.package import read_members
from clausekit.word.sheet_looks import Styles
from clausekit.word.sheet_unsaid import GONE, SILENT, find_unsaid
from clausekit.word.text import invalid_character

__all__ = ["ReadCell", "ReadRow", "ReadTables", "read_tables"]

_DOCUMENT: Final = "word/document.xml"
_SIGNS: Final = {
    w("tab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_WRAPPERS: Final = (w("sdt"), w("sdtContent"), w("customXml"), w("ins"), w("moveTo"))
_MARKS: Final = (w("tag"), w("commentReference"), w("tbl"))
_LONGEST_COMMENT: Final = 2_000
"""Letters that are kept of a comment: a mark of a few letters repeats it in any row."""
_HEX: Final = re.compile("[0-9A-Fa-f]{1,6}")


@record
class ReadCell:
    """A cell.

    Args:
        text: What stands in it; a line break for each paragraph after the first.
        tags: The tags of its content controls.
        joined: Whether somebody merged it with others.
        comments: What reviewers remarked on it; the beginning of what is very long.
        unsaid: What a reader sees in it, or does not see, other than its text says.
    """

    text: str
    tags: tuple[str, ...] = ()
    joined: bool = False
    comments: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()


@record
class ReadRow:
    """A row, with its place in the document; each comment stands in it once."""

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
    comments, styles = _comments(members, name), _styles(members, name)
    tables = [
        tuple(_rows(table, number, comments, styles))
        for number, table in enumerate(root.iter(w("tbl")), start=1)
    ]
    return ReadTables(_properties(members, name), tuple(tables))


def _parse(members: Mapping[str, bytes], member: str, name: str) -> etree._Element:
    try:
        return parse_part(members[member])
    except DoctypeError:
        fault = Fault("frame.doctype", "A part declares a document type.", f"{name}, {member}")
    except EncodingError:
        said = "A part does not begin as XML does that is written in UTF-8 or UTF-16."
        fault = Fault("frame.malformed-xml", said, f"{name}, {member}")
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
    # Word puts no comment into another one; each would be read whole for every one around it.
    return {
        item.get(w("id"), ""): _shorten(_paragraphs(item))
        for item in root.iterchildren(w("comment"))
    }


def _shorten(comment: str) -> str:
    text = comment.strip()
    return text if len(text) <= _LONGEST_COMMENT else f"{text[: _LONGEST_COMMENT - 1]}…"


def _styles(members: Mapping[str, bytes], name: str) -> Styles:
    part = "word/styles.xml"
    return Styles(_parse(members, part, name) if part in members else None)


def _rows(
    table: etree._Element, number: int, comments: Mapping[str, str], styles: Styles
) -> Iterator[ReadRow]:
    looks = styles.of_table(table.find(w("tblPr")))
    for at, row in enumerate(_inside(table, w("tr")), start=1):
        properties = row.find(w("trPr"))
        if properties is not None and any(properties.find(gone) is not None for gone in GONE):
            continue
        found = list(_inside(row, w("tc")))
        standing = [cell for cell in found if cell.find(f"{w('tcPr')}/{w('cellDel')}") is None]
        if found and not standing:
            continue
        told: set[str] = set()
        cells = tuple(
            _cell(cell, comments, told, find_unsaid(cell, styles, looks)) for cell in standing
        )
        yield ReadRow(f"table {number}, row {at}", cells)


def _inside(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, wanted)


def _marks(element: etree._Element, *, deeper: bool = True) -> list[etree._Element]:
    """Return the tables in a cell, and the tags and the marks of comments in it and in those.

    What stands in tables still *deeper* is left to the cells there: it would be walked through for
    each cell around it.
    """
    found: list[etree._Element] = []
    for child in element:
        if child.tag in _MARKS:
            found.append(child)
        if child.tag != w("tbl"):
            found += _marks(child, deeper=deeper)
        elif deeper:
            found += _marks(child, deeper=False)
    return found


def _cell(
    cell: etree._Element, comments: Mapping[str, str], told: set[str], unsaid: tuple[str, ...]
) -> ReadCell:
    """Read a cell; add the ids of its comments to those of the row that were *told* before."""
    found = _marks(cell)
    span, merge = (cell.find(f"{w('tcPr')}/{w(name)}") for name in ("gridSpan", "cellMerge"))
    joined = (
        (span is not None and whole(span.get(w("val")), 1) != 1)
        or any(cell.find(f"{w('tcPr')}/{w(name)}") is not None for name in ("vMerge", "hMerge"))
        or (merge is not None and merge.get(w("vMerge")) is not None)
        or any(mark.tag == w("tbl") for mark in found)
    )
    marks = dict.fromkeys(
        mark.get(w("id"), "") for mark in found if mark.tag == w("commentReference")
    )
    new = [mark for mark in marks if mark not in told and comments.get(mark)]
    told.update(new)
    return ReadCell(
        _paragraphs(cell),
        tuple(mark.get(w("val"), "") for mark in found if mark.tag == w("tag")),
        joined,
        tuple(comments[mark] for mark in new),
        unsaid,
    )


def _paragraphs(element: etree._Element) -> str:
    """Return the text of a cell; empty paragraphs at its ends say nothing."""
    text = ""
    for paragraph in _inside(element, w("p")):
        text += _text(paragraph)
        properties = paragraph.find(f"{w('pPr')}/{w('rPr')}")
        # A mark that was deleted joins the paragraph with the next one.
        if properties is None or all(properties.find(gone) is None for gone in GONE):
            text += "\n"
    return text.strip("\n")


def _text(element: etree._Element) -> str:
    words: list[str] = []
    for child in element:
        tag = child.tag
        if tag in GONE or tag in SILENT:
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
    if not _HEX.fullmatch(number) or int(number, 16) > sys.maxunicode:
        return "\ufffd"
    character = chr(int(number, 16))
    return "\ufffd" if invalid_character(character) else character
