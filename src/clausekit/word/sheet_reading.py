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
from clausekit.word.markup import MC, DoctypeError, W, is_on, parse_part, w, whole
from clausekit.word.package import read_members
from clausekit.word.text import invalid_character

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
_LONGEST_COMMENT: Final = 2_000
"""Letters that are kept of a comment: a mark of a few letters repeats it in any row."""
_HEX: Final = re.compile("[0-9A-Fa-f]{1,6}")
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_DRAWN: Final = "a picture, a text box or something else that is drawn"
_MADE: Final = "text that Word puts in itself"
_NOTE: Final = "the mark of a note"
_SIGN: Final = "a sign of a symbol font"
_TURNED: Final = "text whose direction was set by hand"
_UNSAID: Final = {
    w("pict"): _DRAWN, w("drawing"): _DRAWN, w("object"): _DRAWN, w("contentPart"): _DRAWN,
    f"{{{MC}}}AlternateContent": _DRAWN,
    f"{{{_OFFICE}/math}}oMath": "an equation", f"{{{_OFFICE}/math}}oMathPara": "an equation",
    w("footnoteReference"): _NOTE, w("endnoteReference"): _NOTE,
    w("sym"): _SIGN,
    w("ruby"): "text with other text above it",
    w("bdo"): _TURNED, w("dir"): _TURNED,
    w("altChunk"): "another document", w("subDoc"): "another document",
    **dict.fromkeys(
        map(w, ("pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort",
                "yearLong", "ptab")),
        _MADE,
    ),
}  # fmt: skip
"""What a reader sees, and what the text of its cell does not say."""
_INSTRUCTIONS: Final = re.compile(r"\s*(?:EQ|SYMBOL)\b", re.IGNORECASE)
"""Fields that draw what they say."""
_LOOKS: Final = {
    "strike": "text that is struck through",
    "dstrike": "text that is struck through",
    "vanish": "text that is hidden",
    "rFonts": _SIGN,
    "vertAlign": "figures that are raised or lowered",
    "numPr": "the number or the bullet of a list",
}
"""Properties by which a reader sees something else than the letters say."""
_SYMBOL_FONTS: Final = frozenset(
    {"symbol", "webdings", "wingdings", "wingdings 2", "wingdings 3", "marlett"}
)


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
    return {item.get(w("id"), ""): _shorten(_paragraphs(item)) for item in root.iter(w("comment"))}


def _shorten(comment: str) -> str:
    text = comment.strip()
    return text if len(text) <= _LONGEST_COMMENT else f"{text[: _LONGEST_COMMENT - 1]}…"


class _Styles:
    """The looks that styles give to text, by their id; those of a style it is based on count."""

    def __init__(self, styles: Mapping[str, etree._Element]) -> None:
        self._known: dict[str, frozenset[str]] = {}
        self._usual = ""
        for identity, style in styles.items():
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in {"1", "true"}:
                self._usual = identity
            chain: list[str] = []
            at = identity
            while at in styles and at not in self._known:
                chain.append(at)
                self._known[at] = frozenset()  # of a style that is based on itself
                at = _named(styles[at], "basedOn")
            looks = self._known.get(at, frozenset())
            for one in reversed(chain):
                for properties in styles[one].iterchildren(w("pPr"), w("rPr")):
                    looks = _change(looks, properties)
                self._known[one] = looks

    def of_paragraph(self, properties: etree._Element | None) -> frozenset[str]:
        """Return the looks of a paragraph with *properties*, by its style and its own."""
        named = _named(properties, "pStyle")
        looks = self._known.get(named if named in self._known else self._usual, frozenset())
        return _change(looks, properties)

    def of_run(self, properties: etree._Element | None, around: frozenset[str]) -> frozenset[str]:
        """Return the looks of a run with *properties* in a paragraph with the looks *around*."""
        return _change(
            around | self._known.get(_named(properties, "rStyle"), frozenset()), properties
        )


def _styles(members: Mapping[str, bytes], name: str) -> _Styles:
    if "word/styles.xml" not in members:
        return _Styles({})
    root = _parse(members, "word/styles.xml", name)
    return _Styles({style.get(w("styleId"), ""): style for style in root.iter(w("style"))})


def _named(element: etree._Element | None, child: str) -> str:
    found = element.find(w(child)) if element is not None else None
    return found.get(w("val"), "") if found is not None else ""


def _change(looks: frozenset[str], properties: etree._Element | None) -> frozenset[str]:
    """Return *looks* as *properties* leave them: each adds its own, or takes it away."""
    if properties is None:
        return looks
    for child in properties:
        look = str(child.tag).removeprefix(f"{{{W}}}")
        if look not in _LOOKS:
            continue
        if (state := _state(look, child)) is not None:
            looks = looks | {look} if state else looks - {look}
    return looks


def _state(look: str, element: etree._Element) -> bool | None:
    """Tell whether a property gives its look or takes it away; None where it says nothing of it."""
    if look == "rFonts":
        fonts = [font for name in ("ascii", "hAnsi") if (font := element.get(w(name)))]
        themed = element.get(w("asciiTheme")) or element.get(w("hAnsiTheme"))
        shows = any(font.strip().lower() in _SYMBOL_FONTS for font in fonts)
        return shows if fonts or themed else None
    if look == "vertAlign":
        return element.get(w("val")) in {"superscript", "subscript"}
    if look == "numPr":
        number = _named(element, "numId")
        return whole(number, 0) != 0 if number else None
    return is_on(element)


def _rows(
    table: etree._Element, number: int, comments: Mapping[str, str], styles: _Styles
) -> Iterator[ReadRow]:
    for at, row in enumerate(_inside(table, w("tr")), start=1):
        properties = row.find(w("trPr"))
        if properties is not None and any(properties.find(gone) is not None for gone in _GONE):
            continue
        told: set[str] = set()
        cells = tuple(_cell(cell, comments, told, styles) for cell in _inside(row, w("tc")))
        yield ReadRow(f"table {number}, row {at}", cells)


def _inside(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, wanted)


def _cell(
    cell: etree._Element, comments: Mapping[str, str], told: set[str], styles: _Styles
) -> ReadCell:
    """Read a cell; add the ids of its comments to those of the row that were *told* before."""
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    joined = (
        (span is not None and whole(span.get(w("val")), 1) != 1)
        or cell.find(f"{w('tcPr')}/{w('vMerge')}") is not None
        or next(cell.iter(w("tbl")), None) is not None
    )
    marks = dict.fromkeys(mark.get(w("id"), "") for mark in cell.iter(w("commentReference")))
    new = [mark for mark in marks if mark not in told and comments.get(mark)]
    told.update(new)
    unsaid: dict[str, None] = {}
    _gather(cell, styles, frozenset(), unsaid)
    return ReadCell(
        _paragraphs(cell),
        tuple(tag.get(w("val"), "") for tag in cell.iter(w("tag"))),
        joined,
        tuple(comments[mark] for mark in new),
        tuple(unsaid),
    )


def _gather(
    element: etree._Element, styles: _Styles, looks: frozenset[str], unsaid: dict[str, None]
) -> None:
    """Add to *unsaid* what a reader sees inside *element* other than its text says.

    What stands around it has given its text *looks*.
    """
    for child in element:
        tag = child.tag
        if tag in _GONE or tag == w("tbl"):
            continue
        if tag in _UNSAID:
            unsaid[_UNSAID[tag]] = None
        elif tag in {w("instrText"), w("fldSimple")} and _INSTRUCTIONS.match(
            child.get(w("instr"), child.text or "")
        ):
            unsaid[_DRAWN] = None
        elif tag == w("p"):
            inner = styles.of_paragraph(child.find(w("pPr")))
            if "numPr" in inner:
                unsaid[_LOOKS["numPr"]] = None
            _gather(child, styles, inner, unsaid)
        elif tag == w("r"):
            inner = styles.of_run(child.find(w("rPr")), looks)
            text = "".join(letters.text or "" for letters in child.iterchildren(w("t")))
            unsaid.update((look, None) for look in _looks_of(text, inner))
            _gather(child, styles, looks, unsaid)
        elif element.tag == w("r") and not str(tag).startswith(f"{{{W}}}"):
            unsaid[_DRAWN] = None
        elif tag not in _SILENT:
            _gather(child, styles, looks, unsaid)


def _looks_of(text: str, looks: frozenset[str]) -> Iterator[str]:
    """Yield how *text* with *looks* is seen; letters may stand higher, and say the same."""
    for look, name in _LOOKS.items():
        seen = text if look != "vertAlign" else "".join(filter(str.isdecimal, text))
        if look in looks and look != "numPr" and seen:
            yield name


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
    if not _HEX.fullmatch(number) or int(number, 16) > sys.maxunicode:
        return "\ufffd"
    character = chr(int(number, 16))
    return "\ufffd" if invalid_character(character) else character
