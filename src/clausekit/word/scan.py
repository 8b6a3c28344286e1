"""The quick way to read a part with text: by its pieces, without building a tree.

A document repeats itself: between two texts stands the same markup, some hundred times over. So the
part is cut at its texts, each piece of markup is read once and remembered, and what is left to do
for each paragraph is to see that the piece fits where it stands. Nothing is taken on trust: every
byte is looked at, those of a stretch that recurs when it first comes. Whatever is at fault, or is
written in a way that this reader does not know (comments, single quotes, namespaces of their own
inside), it leaves to the reader that builds a tree.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from clausekit.word.keeper import Keeper
from clausekit.word.pieces import ATTRIBUTES, SPACE, Piece, UnsureError, read_namespaces
from clausekit.word.position import (
    LONGEST,
    SHORT_TEXT,
    TEXT,
    Position,
    require_characters,
    start_position,
)
from clausekit.word.story import Story
from clausekit.word.stretches import Numbered, Recurring

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["scan_story"]

_DECLARATION: Final = re.compile(
    rb'<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="(?:yes|no)")? *\?>'
    rb"[ \r\n]*"
)
_ROOT: Final = re.compile(
    rb"<(w:(?:document|hdr|ftr|footnotes|endnotes|comments))(%b)%b*>" % (ATTRIBUTES, SPACE)
)
_SAID: Final = b"w:instrText"
_SLICE: Final = 500_000
_EARLY: Final = 20_000
_ENOUGH: Final = 100_000
"""Bytes that are read together."""


def scan_story(content: bytes | Iterable[bytes], kind: str) -> Story | None:
    """Read a part in one pass.

    Args:
        content: The part, in one piece or in several.
        kind: What it is.

    Returns:
        What stands in it; None where something is at fault, or written in an unusual way.
    """
    story = Story(kind)
    keeper = Keeper(story)
    try:
        for pieces in _scan(_slices(content) if isinstance(content, bytes) else content):
            story.styles.update(*{piece.styles for piece in pieces})
            keeper.take(chain.from_iterable([piece.marks for piece in pieces]))
    except UnsureError:
        return None
    return story if keeper.close() else None


def _scan(stretches: Iterable[bytes]) -> Iterator[list[Piece]]:
    """Yield the pieces of a part that name anything, in order, many at a time.

    Raises:
        UnsureError: Something is at fault, or written in an unusual way.
    """
    reader = _Reader()
    place: Position | None = None
    pieces: list[Piece] = []
    new: list[bytes] = []
    size = 0
    for stretch in stretches:
        if not isinstance(stretch, (Recurring, Numbered)):
            place = None
            new.append(stretch)
            size += len(stretch)
            if size >= _ENOUGH:
                yield pieces
                pieces = reader.read(b"".join(new))
                new, size = [], 0
            continue
        if not stretch:
            continue
        if place is None:
            pieces += reader.settle(b"".join(new))
            new, size = [], 0
            place = reader.place
            if place is None:
                raise UnsureError
        if not place.open:  # nothing follows the root
            raise UnsureError
        if isinstance(stretch, Numbered):
            place, found = place.read_numbered(stretch)
            reader.place = place
            pieces += found
        else:
            start, goal, piece = stretch.found
            if start is not place.places:
                if start is not place:
                    goal, piece = place.read_recurring(stretch)
                place = reader.place = goal
            if piece is not None:
                pieces.append(piece)
    pieces += reader.settle(b"".join(new))
    yield pieces
    if reader.place is None or reader.place.open:
        raise UnsureError


class _Reader:
    """Reads stretches that are new, wherever they are cut."""

    __slots__ = ("_after_text", "_short", "place", "rest")

    def __init__(self) -> None:
        self.place: Position | None = None
        self.rest = b""
        """What was not read yet; another stretch may belong to it."""
        self._after_text = False
        self._short: bool | None = None

    def read(self, stretch: bytes) -> list[Piece]:
        """Read up to the last text."""
        content = self._add(stretch)
        end = content.rfind(TEXT)
        if end < 0:
            self.rest = content
            if len(content) > LONGEST:
                raise UnsureError
            return []
        self.rest = content[end + len(TEXT) :]
        content = content[:end]
        require_characters(content)
        pieces = self._follow(content.split(TEXT))
        self._after_text = True
        return pieces

    def settle(self, stretch: bytes) -> list[Piece]:
        """Read all, after which comes a tag or nothing."""
        content = self._add(stretch)
        if not content and not self._after_text:
            return []
        require_characters(content)
        pieces = self._follow(content.split(TEXT))
        self.rest = b""
        self._after_text = False
        return pieces

    def _add(self, stretch: bytes) -> bytes:
        """Return what is to be read, with all texts written in one way."""
        content = self.rest + stretch
        if self._short is None:
            # Word's own way to write most texts; where it is used at all, it is used early.
            self._short = content.find(SHORT_TEXT, 0, _EARLY) >= 0
        return content.replace(SHORT_TEXT, TEXT) if self._short else content

    def _follow(self, parts: list[bytes]) -> list[Piece]:
        """Return what the parts of a text name: they are what stands between two texts."""
        if len(max(parts, key=len)) > LONGEST:
            raise UnsureError
        pieces = []
        place = self.place
        if place is None:
            place, parts[0] = _begin(parts[0])
        if not self._after_text:
            start, *parts = parts
            tag = start.find(b"<")
            if tag and place.open[-1] == _SAID:  # an instruction whose tag is read already
                raise UnsureError
            place, piece = place.enter(start[tag:] if tag >= 0 else b"")
            pieces.append(piece)
        for part in parts:
            markup = part[part.find(b"<") :]
            place, piece = place.known.get(markup) or place.learn(markup)
            if piece.names:
                pieces.append(piece)
        self.place = place
        return pieces


def _begin(head: bytes) -> tuple[Position, bytes]:
    """Return the place after the first tag of a part, and what follows it."""
    start = _DECLARATION.match(head)
    root = _ROOT.match(head, start.end() if start else 0)
    if root is None:
        raise UnsureError
    tag = head.find(b"<", root.end())
    return start_position(read_namespaces(root[2]), root[1]), head[tag:] if tag >= 0 else b""


def _slices(content: bytes) -> Iterable[bytes]:
    if len(content) <= _SLICE:
        return (content,)
    return (content[start : start + _SLICE] for start in range(0, len(content), _SLICE))
