"""The shipped frames, read, checked and tried out once, in files of JSON beside the code.

To look at a frame from all sides takes longer than to print a document in it, and it is the same
for everybody. A package carries what came of each shipped frame, and it is taken from there as long
as every byte that it was made from is the same: the Word file, and the code that looks at it. Else,
or where the compiled file is damaged, the Word file is read and checked as ever, as is each frame
that somebody brings.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from clausekit.model.document import HeadingLevel
from clausekit.resources import digest
from clausekit.word.filling import Choice, Filling, Fixed, Value
from clausekit.word.frame import Frame, LocalisedPart, Part, TaggedPart
from clausekit.word.layout import Layout, Place
from clausekit.word.lists import Level
from clausekit.word.looks import prepare_looks
from clausekit.word.numbering import Numbering
from clausekit.word.package import Member

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from clausekit.word.filling import Piece
    from clausekit.word.frame import AnyPart

__all__ = ["FOLDER", "compiled_frame", "known_frame", "pack_frame", "unpack_frame"]

FOLDER: Final = "compiled"
_CODE: Final = ("errors.py", "record.py", "resources.py", "model", "word")
"""The code that decides what a frame is, and whether it is sound."""
_PLACE: Final = ("slot", "landscape", "margins", "after", "before")
_LEVEL: Final = ("format", "text", "start", "suffix", "legal")


def compiled_frame(code: str, name: str) -> Traversable:
    """Return where the package carries a compiled frame, whether or not it is there.

    Args:
        code: The language.
        name: The file of the frame, such as ``form.docx``.
    """
    return files("clausekit.word") / FOLDER / f"{code}-{name.removesuffix('.docx')}.json"


def known_frame(content: bytes, file: Traversable) -> Frame | None:
    """Return the frame with this content; None where the compiled file does not know it."""
    return unpack_frame(file.read_bytes(), content) if file.is_file() else None


def pack_frame(frame: Frame, content: bytes) -> bytes | None:
    """Return a frame as a package carries it; None where a tag in it asks for Jinja.

    Args:
        frame: The frame.
        content: The Word file that it was made from.
    """
    parts = [_pack_part(part, frame.contents) for part in frame.parts]
    if None in parts:
        return None
    layout = frame.layout
    told = {
        "name": frame.name,
        "slots": frame.slots,
        "facts": sorted(frame.facts),
        "parts": parts,
        "styles": dict(layout.styles),
        "levels": [
            [name, depth, [getattr(level, field) for field in _LEVEL]]
            for name, levels in layout.numbering.levels.items()
            for depth, level in levels.items()
        ],
        "lists": layout.numbering.styles,
        "outlines": {level.value: depth for level, depth in layout.outlines.items()},
        "outline_switch": layout.outline_switch,
        "hangs": layout.hangs,
        "places": [[getattr(place, field) for field in _PLACE] for place in layout.places],
        "bookmarks": sorted(layout.bookmarks),
        "bookmark_ids": [layout.bookmark_ids.start, layout.bookmark_ids.stop],
        "first_note": layout.first_note,
        "controls": sorted(layout.controls),
    }
    body = json.dumps(told, separators=(",", ":")).encode()
    return _head(content, body) + body


def unpack_frame(compiled: bytes, content: bytes) -> Frame | None:
    """Return the frame that was made of *content*.

    Args:
        compiled: What a package carries.
        content: The Word file that is there now.

    Returns:
        The frame; None where it was made from another file or by other code, or is damaged.
    """
    head, line, body = compiled.partition(b"\n")
    if head + line != _head(content, body):
        return None
    told = json.loads(body)
    levels: dict[str, dict[int, Level]] = {}
    for name, depth, fields in told["levels"]:
        levels.setdefault(name, {})[depth] = Level(*fields)
    lists = {name: (key, depth) for name, (key, depth) in told["lists"].items()}
    numbering = Numbering.known(levels, lists)
    layout = Layout(
        styles=told["styles"],
        numbering=numbering,
        looks=prepare_looks(told["styles"], numbering),
        outlines={HeadingLevel(level): depth for level, depth in told["outlines"].items()},
        outline_switch=told["outline_switch"],
        hangs=(told["hangs"][0], told["hangs"][1]),
        places=tuple(Place(*fields) for fields in told["places"]),
        bookmarks=frozenset(told["bookmarks"]),
        bookmark_ids=range(*told["bookmark_ids"]),
        first_note=told["first_note"],
        controls=frozenset(told["controls"]),
    )
    contents: dict[str, bytes] = {}
    parts = tuple(_unpack_part(part, contents) for part in told["parts"])
    return Frame(
        told["name"], tuple(told["slots"]), frozenset(told["facts"]), layout, parts, contents
    )


def _pack_part(part: AnyPart, contents: Any) -> list[Any] | None:
    if isinstance(part, Member):
        # Whatever bytes it has come back as they were.
        return ["member", part.name, contents[part.name].decode("utf-8", "surrogateescape")]
    if isinstance(part, LocalisedPart):
        return ["localised", part.name, part.pieces]
    if isinstance(part, Part):
        return ["part", part.name, part.role]
    if isinstance(part.template, Filling):
        pieces = [_pack_piece(piece) for piece in part.template.pieces]
        return ["tagged", part.name, [part.template.properties, pieces]]
    return None


def _unpack_part(part: list[Any], contents: dict[str, bytes]) -> AnyPart:
    kind, name, told = part
    if kind == "member":
        contents[name] = told.encode("utf-8", "surrogateescape")
        return Member.pack(name, contents[name])
    if kind == "localised":
        return LocalisedPart(name, tuple(told))
    if kind == "part":
        return Part(name, told)
    properties, pieces = told
    return TaggedPart(name, Filling(tuple(map(_unpack_piece, pieces)), properties))


def _pack_piece(piece: Piece) -> Any:
    if isinstance(piece, Fixed):
        return piece.text
    if isinstance(piece, Value):
        return [piece.name]
    return [piece.name, [[_pack_piece(one) for one in way] for way in (piece.there, piece.missing)]]


def _unpack_piece(told: Any) -> Piece:
    if isinstance(told, str):
        return Fixed(told)
    if len(told) == 1:
        return Value(told[0])
    name, ways = told
    there, missing = (tuple(map(_unpack_plain, way)) for way in ways)
    return Choice(name, there, missing)


def _unpack_plain(told: Any) -> Fixed | Value:
    return Fixed(told) if isinstance(told, str) else Value(told[0])


def _head(content: bytes, body: bytes) -> bytes:
    return f"{_code()} {_hash(content)} {_hash(body)}\n".encode()


@cache
def _code() -> str:
    package = files("clausekit")
    return digest((name, package / name, ".py") for name in _CODE)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
