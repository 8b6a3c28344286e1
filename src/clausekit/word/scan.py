"""The quick way to read a part with text: by its pieces, without building a tree.

A document repeats itself: between two texts stands the same markup, some hundred times over. So the
part is cut at its texts, each piece of markup is read once and remembered, and what is left to do
for each paragraph is to see that the piece fits where it stands. Nothing is taken on trust: every
byte is looked at. Whatever is at fault, or is written in a way that this reader does not know
(comments, single quotes, namespaces declared inside), it leaves to the reader that builds a tree.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Final

from clausekit.word.names import REL, WP, W
from clausekit.word.story import Fields, Story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["scan_story"]

_DECLARATION: Final = re.compile(
    rb'<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="(?:yes|no)")? *\?>'
    rb"[ \r\n]*"
)
_SPACE: Final = rb"[ \t\r\n]"
_NAME: Final = rb"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?"
_ATTRIBUTES: Final = rb'(?:%b+%b="[^"<]*")*' % (_SPACE, _NAME)
_ROOT: Final = re.compile(rb"<(%b)(%b)%b*>" % (_NAME, _ATTRIBUTES, _SPACE))
_TAG: Final = re.compile(
    rb"<(?:/(?P<end>%b)%b*|(?P<start>%b)(?P<attributes>%b)%b*(?P<empty>/?))>(?P<text>[^<]*)"
    % (_NAME, _SPACE, _NAME, _ATTRIBUTES, _SPACE)
)
_ATTRIBUTE: Final = re.compile(rb'([\w.:-]+)="([^"]*)"')
_URI: Final = re.compile(rb"(?:https?://[A-Za-z0-9]|urn:[A-Za-z0-9]+:)[A-Za-z0-9/._-]*")
_TEXT: Final = b'<w:t xml:space="preserve">'
_STRAY: Final = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;|#3[49];)")
_HARMLESS: Final = bytes(({9, 10, 13} | {*range(32, 256)}) - {*b"&]>"})
_NOT_CHARACTERS: Final = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_DEEPEST: Final = 100
_STRETCH: Final = 1_000_000
_EARLY: Final = 20_000
_LONGEST: Final = 9_000_000
"""lxml refuses texts of ten million bytes, and elements 256 deep; it is asked before that."""
_REMEMBERED: Final = 2048
_REMEMBERED_PLACES: Final = 512
"""A stranger's file may have any number of them."""
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_STYLES: Final = {b"pStyle": "paragraph", b"rStyle": "character", b"tblStyle": "table"}
_MARKS: Final = {b"footnoteReference": "footnotes", b"endnoteReference": "endnotes"}
_LISTS: Final = {
    "anchor": "anchors",
    "control": "controls",
    "drawing": "drawings",
    "note": "notes",
    "simple": "instructions",
}
_SETS: Final = {"linked": "relationships", "number": "numbers"}
_TEXT_NAME: Final = b"w:t"
_ENDS: Final = (b"w:p", b"w:sdt", b"w:customXml")


class _UnsureError(Exception):
    """Something that only a tree can tell."""


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """What a piece of markup does.

    Args:
        closes: Elements that it closes and did not open, from the inside.
        opens: Elements that it opens and does not close, from the outside.
        styles: The styles it names.
        marks: The rest that it names, in order: what to do with it, and the value.
    """

    closes: tuple[bytes, ...]
    opens: tuple[bytes, ...]
    styles: frozenset[tuple[str, str]]
    marks: tuple[tuple[str, str], ...]


class _Place:
    """A place between two pieces: the elements that are open there.

    It remembers each piece that it has met, and the place that the piece leads to.

    Args:
        open_: The open elements, from the outside.
        reader: What reads a piece.
        places: All places under the same namespaces, by their open elements.
    """

    __slots__ = ("_places", "_reader", "known", "open")

    def __init__(
        self,
        open_: tuple[bytes, ...],
        reader: Callable[[bytes], _Piece],
        places: dict[tuple[bytes, ...], _Place],
    ) -> None:
        self.open = open_
        self.known: dict[bytes, tuple[_Place, _Piece]] = {}
        self._reader = reader
        self._places = places

    def learn(self, markup: bytes, *, text: bool = True) -> tuple[_Place, _Piece]:
        """Read *markup*, which stands here, before a text and after it unless *text* is false."""
        if not self.open:
            raise _UnsureError
        piece = self._reader(markup)
        stack = [*self.open, _TEXT_NAME] if text else [*self.open]
        for closed in piece.closes:
            if not stack or stack.pop() != closed:
                raise _UnsureError
        if not stack:
            # The root is closed once, by the last tag, and nothing follows it.
            end = b"</" + piece.closes[-1] + b">"
            if markup.count(end) != 1 or not markup.rstrip(b" \t\r\n").endswith(end):
                raise _UnsureError
        stack += piece.opens
        if len(stack) > _DEEPEST:
            raise _UnsureError
        goal = tuple(stack)
        place = self._places.get(goal)
        if place is None:
            place = _Place(goal, self._reader, self._places)
            if len(self._places) >= _REMEMBERED_PLACES:
                return place, piece
            place = self._places.setdefault(goal, place)
        if len(self.known) >= _REMEMBERED:
            self.known.clear()
        self.known[markup] = place, piece
        return place, piece


def scan_story(content: bytes, kind: str) -> Story | None:
    """Read a part in one pass.

    Args:
        content: The part.
        kind: What it is.

    Returns:
        What stands in it; None where something is at fault, or written in an unusual way.
    """
    story = Story(kind)
    fields = Fields(story)
    open_marks: set[str] = set()
    try:
        styles = story.styles
        for piece in _scan(content):
            if not piece.styles <= styles:
                styles |= piece.styles
            if piece.marks:
                for role, value in piece.marks:
                    _note(story, fields, open_marks, role, value)
    except _UnsureError:
        return None
    fields.close()
    return None if story.faults or open_marks else story


def _note(story: Story, fields: Fields, open_marks: set[str], role: str, value: str) -> None:
    if role == "name":
        story.bookmarks.append(value)
    elif role == "start":
        story.bookmark_ids.append(value)
        open_marks.add(value)
    elif role == "end":
        if value not in open_marks:
            raise _UnsureError
        open_marks.discard(value)
    elif role == "field":
        fields.turn(value)
    elif role == "instruction":
        fields.say(value)
    elif role in _LISTS:
        getattr(story, _LISTS[role]).append(value)
    elif role in _SETS:
        getattr(story, _SETS[role]).add(value)
    else:
        story.marks.setdefault(role, []).append(value)


def _scan(content: bytes) -> Iterator[_Piece]:
    _require_characters(content)
    start = _DECLARATION.match(content)
    begin = start.end() if start else 0
    root = _ROOT.match(content, begin)
    if root is None:
        raise _UnsureError
    # Word's own way to write most texts; where it is used at all, it is used early.
    if content.find(b"<w:t>", 0, _EARLY) >= 0:
        content = content.replace(b"<w:t>", _TEXT)
    place = _start(_namespaces(root[2]), root[1])
    position = content.find(_TEXT, root.end())
    position = len(content) if position < 0 else position
    markup = content[content.find(b"<", root.end(), position) : position]
    place, piece = place.learn(markup, text=False)
    yield piece
    while position < len(content):
        # A stretch at a time: a large part is not held twice.
        end = content.find(_TEXT, position + _STRETCH)
        end = len(content) if end < 0 else end
        for part in content[position + len(_TEXT) : end].split(_TEXT):
            markup = part[part.find(b"<") :]
            place, piece = place.known.get(markup) or place.learn(markup)
            yield piece
            if len(part) > _LONGEST:
                raise _UnsureError
        position = end
    if place.open:
        raise _UnsureError


def _require_characters(content: bytes) -> None:
    """See that the part is UTF-8 without characters or references that XML does not know."""
    # What is left without the harmless bytes is short.
    rest = content.translate(None, _HARMLESS)
    if rest.translate(None, b"&]>") or _STRAY.search(content):
        raise _UnsureError
    if b"]]>" in rest and b"]]>" in content:
        raise _UnsureError
    if b"\xef" in content and any(one in content for one in _NOT_CHARACTERS):
        raise _UnsureError
    if not content.isascii():
        try:
            if len(content) <= _STRETCH:
                content.decode()
            else:
                # As a string it would be twice as long: a large part is decoded by stretches.
                decoder = getincrementaldecoder("utf-8")()
                for start in range(0, len(content), _STRETCH):
                    decoder.decode(content[start : start + _STRETCH])
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            raise _UnsureError from None


@lru_cache(maxsize=256)
def _namespaces(attributes: bytes) -> tuple[tuple[bytes, str], ...]:
    """Return the prefixes that a root declares, if it declares them in the usual way."""
    found: dict[bytes, str] = {b"xml": _XML}
    names = set()
    for name, value in _ATTRIBUTE.findall(attributes):
        prefix, _, local = name.partition(b":")
        if name in names or name == b"xmlns" or not value:
            raise _UnsureError
        names.add(name)
        if prefix == b"xmlns":
            if local in (b"", b"xml", b"xmlns") or not _URI.fullmatch(value):
                raise _UnsureError
            found[local] = value.decode()
    for name in names:
        prefix, colon, _ = name.partition(b":")
        if prefix != b"xmlns" and colon and prefix not in found:
            raise _UnsureError
    if found.get(b"w") != W or len(set(found.values())) != len(found):
        raise _UnsureError
    if any(uri.startswith("http://www.w3.org/") and key != b"xml" for key, uri in found.items()):
        raise _UnsureError
    return tuple(sorted(found.items()))


@lru_cache(maxsize=64)
def _start(namespaces: tuple[tuple[bytes, str], ...], root: bytes) -> _Place:
    """Return the place after the root's first tag, under these namespaces."""
    prefixes = dict(namespaces)
    by_uri = {uri: prefix for prefix, uri in namespaces}
    drawing = by_uri[WP] + b":docPr" if WP in by_uri else b""
    linked = by_uri.get(REL)

    @lru_cache(maxsize=_REMEMBERED)
    def read(markup: bytes) -> _Piece:
        return _read_piece(markup, prefixes, drawing, linked)

    return _Place((root,), read, {})


def _read_piece(
    markup: bytes, prefixes: dict[bytes, str], drawing: bytes, linked: bytes | None
) -> _Piece:
    closes: list[bytes] = []
    opens: list[bytes] = []
    styles: set[tuple[str, str]] = set()
    marks: list[tuple[str, str]] = []
    controls: set[int] = set()
    last = b""
    position = 0
    while position < len(markup):
        tag = _TAG.match(markup, position)
        if tag is None:
            raise _UnsureError
        position = tag.end()
        name = tag["start"]
        if name is None:
            name = tag["end"]
            # A cell must end with a paragraph; only a tree can say which cell does not.
            if name == b"w:tc" and last not in _ENDS:
                raise _UnsureError
            if not opens:
                closes.append(name)
            elif opens.pop() != name:
                raise _UnsureError
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
            raise _UnsureError
        empty = bool(tag["empty"])
        if prefix == b"w":
            if local in _STYLES:
                styles.add((_plain(attributes.get(b"w:val", b"")), _STYLES[local]))
            elif local == b"id":
                if opens[-1:] == [b"w:sdtPr"]:
                    if len(opens) in controls:
                        raise _UnsureError
                    controls.add(len(opens))
                    marks.append(("control", _plain(attributes.get(b"w:val", b""))))
                elif not opens:
                    raise _UnsureError
            elif local == b"sdtPr":
                controls.discard(len(opens) + 1)
            elif local == b"tc" and empty:
                raise _UnsureError
            else:
                _mark(local, attributes, tag["text"] if not empty else b"", marks)
        elif name == drawing:
            marks.append(("drawing", _plain(attributes.get(b"id", b""))))
        if empty:
            last = name
        else:
            opens.append(name)
            last = b""
            if len(opens) > _DEEPEST:
                raise _UnsureError
    return _Piece(tuple(closes), tuple(opens), frozenset(styles), tuple(marks))


def _mark(
    local: bytes, attributes: dict[bytes, bytes], text: bytes, marks: list[tuple[str, str]]
) -> None:
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
        if anchor := get(b"w:anchor"):
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
        prefix, colon, _ = name.partition(b":")
        if name in found or prefix == b"xmlns":
            raise _UnsureError
        if colon and prefix not in prefixes:
            raise _UnsureError
        found[name] = value
    return found


def _plain(value: bytes) -> str:
    if b"\t" in value or b"\n" in value or b"\r" in value:
        raise _UnsureError
    return unescape(value.decode()) if b"&" in value else value.decode()
