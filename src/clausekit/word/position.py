"""Places between two pieces of a part, and what stands there, read once and remembered."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from clausekit.allowance import Allowance
from clausekit.word.keeper import count_up, gather
from clausekit.word.names import REL, WP
from clausekit.word.pieces import DEEPEST, Piece, Shape, UnsureError, join_pieces, read_piece
from clausekit.word.stretches import Numbered, Pattern, Recurring

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "LEARNED", "LONGEST", "SHORT_TEXT", "TEXT", "Position", "require_characters", "start_position",
]  # fmt: skip

TEXT: Final = b'<w:t xml:space="preserve">'
SHORT_TEXT: Final = b"<w:t>"
_STRAY: Final = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;|#3[49];)")
_HARMLESS: Final = bytes(({9, 10, 13} | {*range(32, 256)}) - {*b"&]>"})
_NOT_CHARACTERS: Final = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
LONGEST: Final = 9_000_000
"""lxml refuses texts of ten million bytes; it is asked before that."""
_REMEMBERED: Final = 2048
"""Pieces that one place remembers."""
_ENTRY: Final = 500
"""What it takes to remember a piece, beside its own bytes."""
_PLACE: Final = 3_000
"""What it takes to remember a place."""
_TEXT_NAME: Final = b"w:t"
_SHALLOW: Final = DEEPEST // 2
"""How deep a stretch may go that can stand anywhere, so that lxml never refuses it."""


class Position:
    """A place between two pieces: the elements that are open there.

    It remembers each piece that it has met, and the place that the piece leads to.

    Args:
        open_: The open elements, from the outside.
        reader: What reads a piece.
        places: All places under the same namespaces, by their open elements.
    """

    __slots__ = ("_reader", "_shapes", "first", "known", "open", "places")

    def __init__(
        self,
        open_: tuple[bytes, ...],
        reader: Callable[[bytes], Piece],
        places: dict[tuple[bytes, ...], Position],
    ) -> None:
        self.open = open_
        self.first: dict[bytes, tuple[Position, Piece]] = {}
        self.known: dict[bytes, tuple[Position, Piece]] = {}
        self._shapes: dict[tuple[bool, bytes], tuple[Position, Shape]] = {}
        self._reader = reader
        self.places = places

    def learn(self, markup: bytes, *, text: bool = True) -> tuple[Position, Piece]:
        """Read *markup*, which stands here, before a text and after it unless *text* is false."""
        texts, names = Shape.cut(markup)
        found = self._recognise(texts, names, text) if names else self._read(markup, text)
        LEARNED.take(_ENTRY + len(markup))
        known = self.known if text else self.first
        if len(known) >= _REMEMBERED:
            known.clear()
        known[markup] = found
        return found

    def _recognise(
        self, texts: list[bytes], names: list[bytes], text: bool
    ) -> tuple[Position, Piece]:
        """Read a piece as others of its shape were read."""
        shape = text, b"@".join(texts)
        found = self._shapes.get(shape)
        if found is None:
            place, piece = self._read(Shape.sign(texts), text)
            LEARNED.take(_ENTRY + len(shape[1]))
            if len(self._shapes) >= _REMEMBERED:
                self._shapes.clear()
            found = self._shapes[shape] = place, Shape(piece)
        return found[0], found[1].fill(names)

    def _read(self, markup: bytes, text: bool) -> tuple[Position, Piece]:
        if not self.open:
            raise UnsureError
        piece = self._reader(markup)
        stack = [*self.open, _TEXT_NAME] if text else [*self.open]
        for closed in piece.closes:
            if not stack or stack.pop() != closed:
                raise UnsureError
        if not stack:
            # The root is closed once, by the last tag, and nothing follows it.
            end = b"</" + piece.closes[-1] + b">"
            if markup.count(end) != 1 or not markup.rstrip(b" \t\r\n").endswith(end):
                raise UnsureError
        stack += piece.opens
        if len(stack) > DEEPEST:
            raise UnsureError
        goal = tuple(stack)
        place = self.places.get(goal)
        if place is None:
            LEARNED.take(_PLACE)
            place = self.places.setdefault(goal, Position(goal, self._reader, self.places))
        return place, piece

    def enter(self, markup: bytes) -> tuple[Position, Piece]:
        """Read *markup*, which stands here and after no text."""
        return self.first.get(markup) or self.learn(markup, text=False)

    def read_recurring(self, stretch: Recurring) -> tuple[Position, Piece | None]:
        """Read a stretch that stands here, and let it remember what was found.

        Returns:
            The place that the stretch leads to, and all that it names; None where it names nothing.

        Raises:
            UnsureError: Something is at fault, or written in an unusual way.
        """
        place, joined, anywhere = self._read_stretch(stretch)
        found = _gathered(joined) if joined.names else None
        stretch.found = self.places if anywhere else self, place, found
        return place, found

    def _read_stretch(self, stretch: bytes) -> tuple[Position, Piece, bool]:
        """Return where a stretch leads to, what it names, and whether it can stand anywhere."""
        if not stretch.startswith(b"<") or not stretch.endswith(b">"):
            raise UnsureError
        require_characters(stretch)
        parts = stretch.replace(SHORT_TEXT, TEXT).split(TEXT)
        if len(max(parts, key=len)) > LONGEST:
            raise UnsureError
        place, piece = self.enter(parts[0])
        pieces = [piece]
        least, most = -len(piece.closes), 0
        for part in parts[1:]:
            depth = len(place.open) - len(self.open)
            markup = part[part.find(b"<") :]
            place, piece = place.known.get(markup) or place.learn(markup)
            pieces.append(piece)
            least = min(least, depth + 1 - len(piece.closes))  # the text is open as well
            most = max(most, depth)
        # What closes all that it opens, and nothing else, can stand anywhere.
        anywhere = place is self and least == 0 and most <= _SHALLOW
        return place, join_pieces(pieces), anywhere

    def read_numbered(self, stretch: Numbered) -> tuple[Position, tuple[Piece, Piece]]:
        """Read a stretch of a pattern, which remembers what was found without its numbers.

        Returns:
            The place that the stretch leads to, what it names, and what it numbers.

        Raises:
            UnsureError: Something is at fault, or written in an unusual way.
        """
        pattern = stretch.pattern
        start, place, piece, role = pattern.found
        if start is not self:
            place, piece, role = self._learn_pattern(pattern)
        numbers = (count_up(role, stretch.first, pattern.count),)
        return place, (piece, Piece((), (), piece.styles, numbers, names=True))

    def _learn_pattern(self, pattern: Pattern) -> tuple[Position, Piece, str]:
        """Read a pattern with two sets of numbers: what differs is what it numbers."""
        sets = [range(first, first + pattern.count) for first in (1, 1 + pattern.count)]
        (place, one, _), (goal, other, _) = (
            self._read_stretch(pattern.write(numbers.start)) for numbers in sets
        )
        if goal is not place or len(one.marks) != len(other.marks):
            raise UnsureError
        pairs = list(zip(one.marks, other.marks, strict=True))
        named = tuple(mark for mark, twin in pairs if mark == twin)
        numbered = [(mark, twin) for mark, twin in pairs if mark != twin]
        roles = {mark[0] for pair in numbered for mark in pair}
        told = [[mark[1] for mark in twins] for twins in zip(*numbered, strict=True)]
        if told != [[*map(str, numbers)] for numbers in sets] or len(roles) != 1:
            raise UnsureError
        (role,) = roles
        if any(mark[0] == role for mark in named):
            raise UnsureError
        piece = _gathered(Piece((), (), one.styles, named, names=True))
        pattern.found = self, place, piece, role
        return place, piece, role


def _gathered(piece: Piece) -> Piece:
    return piece._replace(marks=gather(piece.marks))


def require_characters(content: bytes) -> None:
    """See that it is UTF-8 without characters or references that XML does not know."""
    # What is left without the harmless bytes is short.
    rest = content.translate(None, _HARMLESS)
    if rest.translate(None, b"&]>"):
        raise UnsureError
    if b"&" in rest and _STRAY.search(content):
        raise UnsureError
    if b"]]>" in rest and b"]]>" in content:
        raise UnsureError
    if b"\xef" in content and any(one in content for one in _NOT_CHARACTERS):
        raise UnsureError
    if not content.isascii():
        try:
            content.decode()
        except UnicodeDecodeError:
            raise UnsureError from None


@lru_cache(maxsize=64)
def start_position(namespaces: tuple[tuple[bytes, str], ...], root: bytes) -> Position:
    """Return the place after the root's first tag, under these namespaces."""
    prefixes = dict(namespaces)
    by_uri = {uri: prefix for prefix, uri in namespaces}
    drawing = by_uri[WP] + b":docPr" if WP in by_uri else b""
    linked = by_uri.get(REL)

    def read(markup: bytes) -> Piece:
        return read_piece(markup, prefixes, drawing, linked)

    return Position((root,), read, {})


LEARNED: Final = Allowance(32_000_000, start_position.cache_clear)
"""What was learned of pieces and places: some twenty times what long annexes need."""
