"""The quick way to read a part with text: by its pieces, without building a tree.

A document repeats itself: between two texts stands the same markup, some hundred times over. So the
part is cut at its texts, each piece of markup is read once and remembered, and what is left to do
for each paragraph is to see that the piece fits where it stands. Nothing is taken on trust: every
byte is looked at. Whatever is at fault, or is written in a way that this reader does not know
(comments, single quotes, namespaces declared inside), it leaves to the reader that builds a tree.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Final

from clausekit.word.names import REL, WP
from clausekit.word.pieces import (
    ATTRIBUTES,
    DEEPEST,
    MARKS,
    NAME,
    SPACE,
    Piece,
    UnsureError,
    read_namespaces,
    read_piece,
)
from clausekit.word.story import Fields, Story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["scan_story"]

_DECLARATION: Final = re.compile(
    rb'<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="(?:yes|no)")? *\?>'
    rb"[ \r\n]*"
)
_ROOT: Final = re.compile(rb"<(%b)(%b)%b*>" % (NAME, ATTRIBUTES, SPACE))
_TEXT: Final = b'<w:t xml:space="preserve">'
_STRAY: Final = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;|#3[49];)")
_HARMLESS: Final = bytes(({9, 10, 13} | {*range(32, 256)}) - {*b"&]>"})
_NOT_CHARACTERS: Final = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_SLICE: Final = 500_000
_EARLY: Final = 20_000
_LONGEST: Final = 9_000_000
"""lxml refuses texts of ten million bytes; it is asked before that."""
_REMEMBERED: Final = 2048
_REMEMBERED_PLACES: Final = 512
"""A stranger's file may have any number of them."""
_LISTS: Final = {
    "anchor": "anchors",
    "control": "controls",
    "drawing": "drawings",
    "note": "notes",
    "simple": "instructions",
}
_SETS: Final = {"linked": "relationships", "number": "numbers"}
_TEXT_NAME: Final = b"w:t"


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
        reader: Callable[[bytes], Piece],
        places: dict[tuple[bytes, ...], _Place],
    ) -> None:
        self.open = open_
        self.known: dict[bytes, tuple[_Place, Piece]] = {}
        self._reader = reader
        self._places = places

    def learn(self, markup: bytes, *, text: bool = True) -> tuple[_Place, Piece]:
        """Read *markup*, which stands here, before a text and after it unless *text* is false."""
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


def scan_story(content: bytes | Iterable[bytes], kind: str) -> Story | None:
    """Read a part in one pass.

    Args:
        content: The part, in one piece or in several.
        kind: What it is.

    Returns:
        What stands in it; None where something is at fault, or written in an unusual way.
    """
    story = Story(kind)
    fields = Fields(story)
    open_marks: set[str] = set()
    try:
        keepers = _keepers(story, fields, open_marks)
        for pieces in _scan(_slices(content) if isinstance(content, bytes) else content):
            story.styles.update(*{piece.styles for piece in pieces})
            for piece in pieces:
                for role, value in piece.marks:
                    keepers[role](value)
    except UnsureError:
        return None
    fields.close()
    return None if story.faults or open_marks else story


def _keepers(
    story: Story, fields: Fields, open_marks: set[str]
) -> dict[str, Callable[[str], None]]:
    """Return what keeps a mark, by its role."""

    def start(name: str) -> None:
        story.bookmark_ids.append(name)
        open_marks.add(name)

    def end(name: str) -> None:
        if name not in open_marks:
            raise UnsureError
        open_marks.discard(name)

    return {
        "name": story.bookmarks.append,
        "start": start,
        "end": end,
        "field": fields.turn,
        "instruction": fields.say,
        "opened": fields.open,
        **{role: partial(_add_mark, story, role) for role in MARKS},
        **{role: getattr(story, name).append for role, name in _LISTS.items()},
        **{role: getattr(story, name).add for role, name in _SETS.items()},
    }


def _add_mark(story: Story, role: str, value: str) -> None:
    story.marks.setdefault(role, []).append(value)


def _scan(stretches: Iterable[bytes]) -> Iterator[list[Piece]]:
    """Yield the pieces of a part that name anything, in order, those of a stretch together.

    Raises:
        UnsureError: Something is at fault, or written in an unusual way.
    """
    batches = _cut_at_texts(stretches)
    head, *parts = next(batches)
    start = _DECLARATION.match(head)
    root = _ROOT.match(head, start.end() if start else 0)
    if root is None:
        raise UnsureError
    place = _start(read_namespaces(root[2]), root[1])
    place, piece = place.learn(head[head.find(b"<", root.end()) :], text=False)
    yield [piece]
    for batch in chain((parts,), batches):
        if batch and len(max(batch, key=len)) > _LONGEST:
            raise UnsureError
        pieces = []
        for part in batch:
            markup = part[part.find(b"<") :]
            place, piece = place.known.get(markup) or place.learn(markup)
            if piece.names:
                pieces.append(piece)
        yield pieces
    if place.open:
        raise UnsureError


def _cut_at_texts(stretches: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield what stands before the first text, between the texts and after the last.

    Each is whole, wherever the stretches end, and its characters have been looked at.
    """
    rest = b""
    short = None
    for stretch in stretches:
        content = rest + stretch
        # Word's own way to write most texts; where it is used at all, it is used early.
        short = content.find(b"<w:t>", 0, _EARLY) >= 0 if short is None else short
        if short:
            content = content.replace(b"<w:t>", _TEXT)
        end = content.rfind(_TEXT)
        if end < 0:
            rest = content
            if len(rest) > _LONGEST:
                raise UnsureError
            continue
        rest = content[end + len(_TEXT) :]
        content = content[:end]
        _require_characters(content)
        yield content.split(_TEXT)
    _require_characters(rest)
    yield [rest]


def _slices(content: bytes) -> Iterable[bytes]:
    if len(content) <= _SLICE:
        return (content,)
    return (content[start : start + _SLICE] for start in range(0, len(content), _SLICE))


def _require_characters(content: bytes) -> None:
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
def _start(namespaces: tuple[tuple[bytes, str], ...], root: bytes) -> _Place:
    """Return the place after the root's first tag, under these namespaces."""
    prefixes = dict(namespaces)
    by_uri = {uri: prefix for prefix, uri in namespaces}
    drawing = by_uri[WP] + b":docPr" if WP in by_uri else b""
    linked = by_uri.get(REL)

    @lru_cache(maxsize=_REMEMBERED)
    def read(markup: bytes) -> Piece:
        return read_piece(markup, prefixes, drawing, linked)

    return _Place((root,), read, {})
