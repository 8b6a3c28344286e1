"""What a reader sees in a cell that comes back, or does not see, other than its text says.

Source:
    ECMA-376 part 1, 17.16.2 (fields), 17.16.5 (their instructions), 17.3.2.3 and 17.3.2.8 (``bdo``
    and ``dir``).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from lxml import etree

from clausekit.word.markup import MC, W, w
from clausekit.word.sheet_looks import HIDDEN, NUMBER, SIGN, Looks, Styles, looks_of

__all__ = ["GONE", "SILENT", "find_unsaid"]

GONE: Final = frozenset({w("del"), w("moveFrom")})
"""What somebody took away, with changes tracked."""
SILENT: Final = frozenset(
    {
        w("rPr"), w("pPr"), w("sdtPr"), w("sdtEndPr"), w("instrText"), w("delText"), w("drawing"),
        w("pict"), w("object"), w("tbl"),
        f"{{{MC}}}Fallback",
    }
)  # fmt: skip
"""What holds no text of its cell."""
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_DRAWN: Final = "a picture, a text box or something else that is drawn"
_MADE: Final = "text that Word puts in itself"
_NOTE: Final = "the mark of a note"
_TURNED: Final = "text whose direction was set by hand"
_UNSAID: Final = {
    w("pict"): _DRAWN, w("drawing"): _DRAWN, w("object"): _DRAWN, w("contentPart"): _DRAWN,
    f"{{{MC}}}AlternateContent": _DRAWN,
    f"{{{_OFFICE}/math}}oMath": "an equation", f"{{{_OFFICE}/math}}oMathPara": "an equation",
    w("footnoteReference"): _NOTE, w("endnoteReference"): _NOTE,
    w("sym"): SIGN,
    w("ruby"): "text with other text above it",
    w("altChunk"): "another document", w("subDoc"): "another document",
    **dict.fromkeys(
        map(w, ("pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort",
                "yearLong", "ptab")),
        _MADE,
    ),
}  # fmt: skip
"""What a reader sees, and what the text of its cell does not say."""
_FIELDS: Final = {
    **dict.fromkeys(("EQ", "SYMBOL", "ADVANCE", "FORMCHECKBOX", "FORMDROPDOWN"), _DRAWN),
    **dict.fromkeys(("LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT"), NUMBER),
    **dict.fromkeys(("MACROBUTTON", "GOTOBUTTON"), "a button with a text of its own"),
}
"""Fields that show something without a result."""
_FIRST: Final = re.compile(r'[\s"]*([A-Za-z]+)\b')


def find_unsaid(cell: etree._Element, styles: Styles, looks: Looks) -> tuple[str, ...]:
    """Name what a reader sees in *cell* other than its text says.

    Args:
        cell: The cell.
        styles: The styles of its document.
        looks: Those that its table gives to text.
    """
    finder = _Finder(styles)
    finder.gather(cell, looks)
    for pieces in finder.instructions:
        first = _FIRST.match("".join(pieces))
        if first is not None and (shown := _FIELDS.get(first[1].upper())):
            finder.found[shown] = None
    return tuple(finder.found)


class _Finder:
    """Walks through a cell.

    Attributes:
        found: What was found, in order.
        instructions: Those of its fields, each in the pieces in which it stands.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._open: list[list[str] | None] = []
        """For each field that has begun, the instruction that a text in it now belongs to."""
        self._set = 0
        """How many elements around set the direction from left to right."""
        self.found: dict[str, None] = {}
        self.instructions: list[list[str]] = []

    def gather(self, element: etree._Element, looks: Looks) -> None:
        """Find what is inside *element*; what stands around it has given its text *looks*."""
        for child in element:
            tag = child.tag
            if tag in GONE or tag == w("tbl"):
                continue
            if tag in _UNSAID:
                self.found[_UNSAID[tag]] = None
            elif tag == w("t"):
                self._say(child.text or "")
            elif tag == w("instrText"):
                self._instruct(child.text or "")
            elif tag == w("fldChar"):
                self._mark(child.get(w("fldCharType"), ""))
            elif tag in {w("bdo"), w("dir")}:
                self._set_direction(child, looks)
            elif tag == w("p"):
                inner = self._styles.of_paragraph(child.find(w("pPr")), looks)
                if "numPr" in inner:
                    self.found[NUMBER] = None
                self.gather(child, inner)
            elif tag == w("r"):
                self._read_run(child, looks)
            elif element.tag == w("r") and not str(tag).startswith(f"{{{W}}}"):
                self.found[_DRAWN] = None
            elif tag not in SILENT:
                if tag == w("fldSimple"):
                    self.instructions.append([child.get(w("instr"), "")])
                self.gather(child, looks)

    def _read_run(self, run: etree._Element, looks: Looks) -> None:
        inner = self._styles.of_run(run.find(w("rPr")), looks)
        text = "".join(letters.text or "" for letters in run.iterchildren(w("t")))
        self.found.update(looks_of(text, inner))
        self.gather(run, looks)

    def _set_direction(self, element: etree._Element, looks: Looks) -> None:
        """Find what is inside; where it goes from left to right, Latin letters stand as ever."""
        if element.get(w("val")) != "ltr":
            self.found[_TURNED] = None
            return
        self._set += 1
        self.gather(element, looks)
        self._set -= 1

    def _instruct(self, piece: str) -> None:
        pieces = self._open[-1] if self._open else None
        if pieces is None:
            self.instructions.append([piece])
        else:
            pieces.append(piece)

    def _say(self, text: str) -> None:
        """Judge *text*; where it stands in an instruction it is part of it, and nobody sees it."""
        if self._set and _is_turned(text):
            self.found[_TURNED] = None
        pieces = self._open[-1] if self._open else None
        if pieces is not None and text.strip():
            pieces.append(text)
            self.found[HIDDEN] = None

    def _mark(self, kind: str) -> None:
        """Begin a field, go on to its result, or end it."""
        if kind == "begin":
            pieces: list[str] = []
            self.instructions.append(pieces)
            self._open.append(pieces)
        elif self._open:
            self._open.pop()
            if kind == "separate":  # what its result says belongs to the field around it
                self._open.append(self._open[-1] if self._open else None)


def _is_turned(text: str) -> bool:
    """Tell whether *text* has letters that are written from right to left."""
    return any(unicodedata.bidirectional(letter) in {"R", "AL", "AN"} for letter in text)
