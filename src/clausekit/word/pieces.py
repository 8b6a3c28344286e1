"""One piece of a part: the markup between two texts, read once and remembered by ``scan``."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import Any, Final, NamedTuple, TypeAlias

from clausekit.word.names import REL, W

__all__ = [
    "ATTRIBUTES",
    "DEEPEST",
    "MARKS",
    "NAME",
    "SPACE",
    "Piece",
    "Shape",
    "UnsureError",
    "join_pieces",
    "read_namespaces",
    "read_piece",
]

Mark: TypeAlias = tuple[str, Any]
"""What to do with something that is named, and its name; bookmarks have two, in a tuple."""
SPACE: Final = rb"[ \t\r\n]"
NAME: Final = rb"[A-Za-z_][\w.-]{0,99}(?::[A-Za-z_][\w.-]{0,99})?"
ATTRIBUTES: Final = rb'(?:%b+%b="[^"<]*")*' % (SPACE, NAME)
_TAG: Final = re.compile(
    rb"<(?:/(?P<end>%b)%b*|(?P<start>%b)(?P<attributes>%b)%b*(?P<empty>/?))>(?P<text>[^<]*)"
    % (NAME, SPACE, NAME, ATTRIBUTES, SPACE)
)
_ATTRIBUTE: Final = re.compile(rb'([\w.:-]+)="([^"]*)"')
_URI: Final = re.compile(rb"(?:https?://[A-Za-z0-9]|urn:[A-Za-z0-9]+:)[A-Za-z0-9/._-]*")
_NAMES: Final = re.compile(rb'( w:id="| w:name="| w:anchor="| REF )(\w+)')
"""Names and ids that stand in one piece and no other."""
_SIGN: Final = re.compile("@([0-9]+)@")
DEEPEST: Final = 100
"""Elements inside one another; lxml refuses 256, and is asked before that."""
_XML_ID: Final = b"xml:id"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_STYLES: Final = {b"pStyle": "paragraph", b"rStyle": "character", b"tblStyle": "table"}
_MARKS: Final = {b"footnoteReference": "footnotes", b"endnoteReference": "endnotes"}
MARKS: Final = (*_MARKS.values(),)
_BEGIN: Final = ("field", "begin")
_END: Final = ("field", "end")
_SEPARATE: Final = ("field", "separate")
_ENDS: Final = (b"w:p", b"w:sdt", b"w:customXml")


class UnsureError(Exception):
    """Something that only a tree can tell."""


class Piece(NamedTuple):
    """What a piece of markup does.

    Args:
        closes: Elements that it closes and did not open, from the inside.
        opens: Elements that it opens and does not close, from the outside.
        styles: The styles it names.
        marks: The rest that it names, in order: what to do with it, and the value.
        names: Whether it has styles or marks at all.
    """

    closes: tuple[bytes, ...]
    opens: tuple[bytes, ...]
    styles: frozenset[tuple[str, str]]
    marks: tuple[Mark, ...]
    names: bool


_LONGEST_ROOT: Final = 20_000
"""Bytes; Word's have some three thousand."""


@lru_cache(maxsize=256)
def read_namespaces(attributes: bytes) -> tuple[tuple[bytes, str], ...]:
    """Return the prefixes that a root declares, if it declares them in the usual way."""
    if len(attributes) > _LONGEST_ROOT:  # not to be kept
        raise UnsureError
    found: dict[bytes, str] = {b"xml": _XML}
    names = set()
    for name, value in _ATTRIBUTE.findall(attributes):
        prefix, _, local = name.partition(b":")
        if name in names or name == b"xmlns" or not value:
            raise UnsureError
        names.add(name)
        if prefix == b"xmlns":
            if local in (b"", b"xml", b"xmlns") or not _URI.fullmatch(value):
                raise UnsureError
            found[local] = value.decode()
    for name in names:
        prefix, colon, _ = name.partition(b":")
        if prefix != b"xmlns" and colon and (name == _XML_ID or found.get(prefix, REL) == REL):
            raise UnsureError
    if found.get(b"w") != W or len(set(found.values())) != len(found):
        raise UnsureError
    if any(uri.startswith("http://www.w3.org/") and key != b"xml" for key, uri in found.items()):
        raise UnsureError
    return tuple(sorted(found.items()))


def read_piece(
    markup: bytes, prefixes: dict[bytes, str], drawing: bytes, linked: bytes | None
) -> Piece:
    """Read a piece that begins and ends between two tags, or with text after its last tag.

    Args:
        markup: The piece.
        prefixes: The namespaces that the root declares, by prefix.
        drawing: How an element with the id of a drawing is called; empty where none can be.
        linked: The prefix of attributes that name relationships, if there is one.

    Raises:
        UnsureError: Something is at fault, or written in an unusual way.
    """
    closes: list[bytes] = []
    opens: list[bytes] = []
    styles: set[tuple[str, str]] = set()
    marks: list[Mark] = []
    controls: set[int] = set()
    last = b""
    position = 0
    while position < len(markup):
        tag = _TAG.match(markup, position)
        if tag is None:
            raise UnsureError
        position = tag.end()
        name = tag["start"]
        if name is None:
            name = tag["end"]
            # A cell must end with a paragraph; only a tree can say which cell does not.
            if name == b"w:tc" and last not in _ENDS:
                raise UnsureError
            if not opens:
                closes.append(name)
            elif opens.pop() != name:
                raise UnsureError
            last = name
            continue
        attributes = _read_attributes(tag["attributes"], prefixes)
        if linked is not None:
            marks += [
                ("linked", _plain(value))
                for key, value in attributes.items()
                if key.startswith(linked + b":")
            ]
        prefix, colon, local = name.partition(b":")
        if (
            (colon and prefix not in prefixes)
            or prefix in (b"xml", b"xmlns")
            or local == b"Fallback"
        ):
            raise UnsureError
        empty = bool(tag["empty"])
        if prefix == b"w":
            if local in _STYLES:
                styles.add((_plain(attributes.get(b"w:val", b"")), _STYLES[local]))
            elif local == b"id":
                if opens[-1:] == [b"w:sdtPr"]:
                    if len(opens) in controls:
                        raise UnsureError
                    controls.add(len(opens))
                    marks.append(("control", _plain(attributes.get(b"w:val", b""))))
                elif not opens:
                    raise UnsureError
            elif local == b"sdtPr":
                controls.discard(len(opens) + 1)
            elif local == b"tc" and empty:
                raise UnsureError
            else:
                _mark(local, attributes, tag["text"] if not empty else b"", marks)
        elif name == drawing:
            marks.append(("drawing", _plain(attributes.get(b"id", b""))))
        if empty:
            last = name
        else:
            opens.append(name)
            last = b""
            if len(opens) > DEEPEST:
                raise UnsureError
    named = bool(styles or marks)
    return Piece(tuple(closes), tuple(opens), frozenset(styles), _shorten(marks), named)


def join_pieces(pieces: list[Piece]) -> Piece:
    """Return what several pieces name; nothing is said of what they open and close."""
    styles = _one(frozenset().union(*(piece.styles for piece in pieces)))
    marks = _join(tuple(mark for piece in pieces for mark in piece.marks))
    return Piece((), (), styles, marks, bool(styles or marks))


@lru_cache(maxsize=512)
def _one(styles: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Return the same set for equal ones, which are then quick to compare."""
    return styles


def _join(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Take a bookmark or a field together, of which beginning and end are among the marks."""
    joined: list[Mark] = []
    for mark in marks:
        role, value = mark
        if role == "end" and joined.count(start := ("start", value)) == 1:
            at = joined.index(start)
            joined[at - 1 : at + 1] = [("bookmark", (joined[at - 1][1], value))]
        elif mark == _END and joined and joined[-1][0] == "opened":
            joined[-1] = ("whole", joined[-1][1])
        else:
            joined.append(mark)
    return tuple(joined)


class Shape:
    """What pieces have in common that differ in ids and names of bookmarks and notes alone.

    Those are letters and digits, so that nothing hangs on them but what a piece names.

    Args:
        piece: One of them, with signs in the place of its ids and names; see ``sign``.

    Raises:
        UnsureError: A style is named by them, or something by two of them together.
    """

    __slots__ = ("_marks", "_piece")

    def __init__(self, piece: Piece) -> None:
        if any("@" in name for name, _ in piece.styles):
            raise UnsureError
        self._piece = piece
        self._marks = []
        for role, value in piece.marks:
            before, *rest = _SIGN.split(value)
            if len(rest) > 2:
                raise UnsureError
            number, after = rest or (-1, "")
            self._marks.append((role, before, int(number), after))

    @staticmethod
    def cut(markup: bytes) -> tuple[list[bytes], list[bytes]]:
        """Return what stands around ids and names, two texts between each, and these."""
        if b"@" in markup:
            return [markup], []
        parts = _NAMES.split(markup)
        names = parts[2::3]
        del parts[2::3]
        return parts, names

    @staticmethod
    def sign(texts: list[bytes]) -> bytes:
        """Return the piece with these texts around signs for its ids and names."""
        signed: list[bytes] = []
        for number, (text, before) in enumerate(zip(texts[::2], texts[1::2], strict=False)):
            signed += text, before, b"@%d@" % number
        return b"".join((*signed, texts[-1]))

    def fill(self, names: list[bytes]) -> Piece:
        """Return the piece with these ids and names."""
        told = [name.decode() for name in names]
        marks = tuple(
            [
                (role, before + told[number] + after if number >= 0 else before)
                for role, before, number, after in self._marks
            ]
        )
        piece = self._piece
        return Piece(piece.closes, piece.opens, piece.styles, marks, piece.names)


def _shorten(marks: list[Mark]) -> tuple[Mark, ...]:
    """Take the beginning of a field together, where all of it stands in one piece."""
    short: list[Mark] = []
    for mark in marks:
        short.append(mark)
        if mark == _SEPARATE and len(short) > 2 and short[-3] == _BEGIN:
            role, text = short[-2]
            if role == "instruction":
                short[-3:] = [("opened", text)]
    return tuple(short)


def _mark(local: bytes, attributes: dict[bytes, bytes], text: bytes, marks: list[Mark]) -> None:
    """Keep what an element of WordprocessingML says, if the check wants to know it."""

    def get(name: bytes, default: bytes = b"") -> str:
        return _plain(attributes.get(name, default))

    if local == b"fldChar":
        marks.append(("field", get(b"w:fldCharType")))
    elif local == b"instrText":
        marks.append(("instruction", _plain(text)))
    elif local == b"bookmarkStart":
        marks += (("name", get(b"w:name")), ("start", get(b"w:id")))
    elif local == b"bookmarkEnd":
        marks.append(("end", get(b"w:id")))
    elif local == b"numId":
        marks.append(("number", get(b"w:val")))
    elif local == b"hyperlink":
        # Beside an address it is a place in what the address leads to.
        if (anchor := get(b"w:anchor")) and not get(b"r:id"):
            marks.append(("anchor", anchor))
    elif local in _MARKS:
        marks.append((_MARKS[local], get(b"w:id")))
    elif local in (b"footnote", b"endnote"):
        if get(b"w:type", b"normal") == "normal":
            marks.append(("note", get(b"w:id")))
    elif local == b"fldSimple":
        marks.append(("simple", get(b"w:instr")))


def _read_attributes(text: bytes, prefixes: dict[bytes, str]) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for name, value in _ATTRIBUTE.findall(text):
        prefix, colon, local = name.partition(b":")
        if name in found:
            raise UnsureError
        if prefix == b"xmlns":
            # To declare once more what the root declares changes nothing.
            if local not in prefixes or prefixes[local].encode() != value:
                raise UnsureError
        elif colon and (prefix not in prefixes or name == _XML_ID):
            raise UnsureError
        found[name] = value
    return found


def _plain(value: bytes) -> str:
    if b"\t" in value or b"\n" in value or b"\r" in value:
        raise UnsureError
    return unescape(value.decode()) if b"&" in value else value.decode()
