"""Drawings of Windows, which may hold other pictures whole.

LibreOffice hands those to whatever reads them, and may start a program: PostScript is one itself.
So what a drawing holds has to be a picture too; and what is not written as its format says is none,
since programs would differ in what they find.

Source:
    [MS-EMF] 2.3.3 (comments); [MS-EMFPLUS] 2.2.1.1 (brushes), 2.2.1.4 (images), 2.3.5.1 (objects);
    [MS-WMF] 2.3.2 (headers), 2.3.6.5 (a drawing inside comments).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Final

__all__ = ["OddMetafileError", "held_by", "is_metafile"]

_PLACED: Final = b"\xd7\xcd\xc6\x9a"
_WMF: Final = re.compile(rb"(?:\xd7\xcd\xc6\x9a.{18})?[\x01\x02]\0\x09\0", re.DOTALL)
_EMF: Final = re.compile(rb"\x01\0\0\0.{36} EMF", re.DOTALL)

_COMMENT, _END_OF_EMF = 70, 14
_PLUS, _PUBLIC = b"EMF+", b"GDIC"
_IN_WINDOWS, _IN_FORMATS = 0x80000001, 0x40000004
"""Public comments: the same drawing as WMF; and in other formats, such as EPS."""
_AS_EMF, _AS_PDF, _PDF = b" EMF", b" FDP", b"%PDF-"
"""Word on a Mac keeps what is pasted as PDF, which is a page, and no program as EPS is."""
_MOST_FORMATS: Final = 2
"""They may overlap; more of them, inside each other, would be read many times."""
_OBJECT: Final = 0x4008
_BRUSH, _IMAGE = 0x0100, 0x0500
_TEXTURE: Final = 2
_BITMAP, _DRAWING = 1, 2
_CONTINUED, _SAME = 0x8000, 0x7FFF
_ESCAPE, _TOLD = 0x0626, 15
_CHUNK: Final = struct.Struct("<4sIIHIIIII")
"""A piece of EMF in WMF: mark, kind, version, sum, flags, pieces, its length, what follows, all."""
_MARK: Final = b"WMFC"


class OddMetafileError(ValueError):
    """A drawing is not written as its format says, or holds what no picture needs."""


def is_metafile(content: bytes) -> bool:
    """Tell whether a file begins like a drawing of Windows."""
    return _WMF.match(content) is not None or _EMF.match(content) is not None


def held_by(content: bytes, *, whole: bool = False) -> Iterator[bytes]:
    """Yield the pictures that a drawing holds.

    Args:
        content: What `is_metafile`.
        whole: Whether its last record must be there. Programs would read on in what stands behind a
            drawing that is held by another.

    Raises:
        OddMetafileError: It is not sound.
    """
    held_by_this = _held_by_emf if _EMF.match(content) else _held_by_wmf
    try:
        yield from held_by_this(content, whole)
    except struct.error:
        raise OddMetafileError from None


def _held_by_emf(content: bytes, whole: bool) -> Iterator[bytes]:
    objects = _Objects()
    position, kind = 0, 0
    while position < len(content) and kind != _END_OF_EMF:
        kind, size = struct.unpack_from("<II", content, position)
        if size < 8 or position + size > len(content):
            raise OddMetafileError
        if kind == _COMMENT and size >= 12:
            # The mark of one that is too short is sought in the record behind it.
            length, mark = struct.unpack_from("<I4s", content, position + 8)
            if 12 + length > size or (length < 4 and mark in (_PLUS, _PUBLIC)):
                raise OddMetafileError
            said = content[position + 16 : position + 12 + length]
            if mark == _PLUS:
                yield from objects.read(said)
            elif mark == _PUBLIC:
                yield from _held_in_public(said)
        position += size
    if _PLUS in content[position:] or (whole and kind != _END_OF_EMF):
        raise OddMetafileError
    yield from objects.close()


def _held_in_public(said: bytes) -> Iterator[bytes]:
    (kind,) = struct.unpack_from("<I", said)
    if kind == _IN_FORMATS:
        (count,) = struct.unpack_from("<I", said, 20)
        if count > _MOST_FORMATS:
            raise OddMetafileError
        for number in range(count):
            form, _, size, place = struct.unpack_from("<4sIII", said, 24 + 16 * number)
            data = said[max(0, place - 4) : max(0, place - 4) + size]  # counted from the mark
            if form == _AS_EMF:
                yield data
            elif form != _AS_PDF or not data.startswith(_PDF):
                raise OddMetafileError
    elif kind == _IN_WINDOWS:
        (size,) = struct.unpack_from("<I", said, 16)
        yield said[20 : 20 + size]


class _Objects:
    """The objects of EMF+, of which a long one stands in several records."""

    def __init__(self) -> None:
        self._flags = 0
        self._pieces: list[bytes] = []

    def read(self, said: bytes) -> Iterator[bytes]:
        """Yield the pictures in the records of a comment."""
        position = 0
        while position + 12 <= len(said):  # what is left is padding
            kind, flags, size, length = struct.unpack_from("<HHII", said, position)
            if size < 12 or position + size > len(said) or length > size - 12:
                raise OddMetafileError
            data = said[position + 12 : position + 12 + length]
            position += size
            goes_on = bool(self._pieces) and flags & _SAME == self._flags & _SAME
            if kind == _OBJECT and (goes_on or flags & _CONTINUED):
                if len(data) < 4:
                    raise OddMetafileError
                if not self._pieces:
                    self._flags = flags
                self._pieces.append(data[4:])  # the first four bytes say how long all of it is
            if kind == _OBJECT and flags & _CONTINUED:
                continue
            yield from self.close()
            if kind == _OBJECT:  # the last piece too, which LibreOffice reads once more alone
                yield from _held_by_object(flags, data, piece=goes_on)

    def close(self) -> Iterator[bytes]:
        """Yield the pictures in an object that has come to its end."""
        pieces, self._pieces = self._pieces, []
        if pieces:
            yield from _held_by_object(self._flags, b"".join(pieces))


def _held_by_object(flags: int, data: bytes, *, piece: bool = False) -> Iterator[bytes]:
    kind = flags & 0x7F00
    if piece and kind == _IMAGE and len(data) < 28:
        # Too short for an image; one that begins as such would go on in what stands behind it.
        (image,) = struct.unpack_from("<4xI", data)
        if image in (_BITMAP, _DRAWING):
            raise OddMetafileError
    elif kind == _IMAGE:
        yield from _held_by_image(data)
    elif kind == _BRUSH:
        _, brush, more = struct.unpack_from("<III", data)
        image = data[16 + (24 if more & 2 else 0) :]
        if brush == _TEXTURE and image:
            yield from _held_by_image(image)


def _held_by_image(data: bytes) -> Iterator[bytes]:
    _, kind = struct.unpack_from("<II", data)
    if kind == _BITMAP:
        width, _, _, _, packed = struct.unpack_from("<iiiII", data, 8)
        if packed or not width:
            yield data[28:]
    elif kind == _DRAWING:
        yield data[16:]


def _held_by_wmf(content: bytes, whole: bool) -> Iterator[bytes]:
    position = 18 + (22 if content.startswith(_PLACED) else 0)
    chunks: list[bytes] = []
    ended = False
    while position < len(content) and not ended:
        words, function = struct.unpack_from("<IH", content, position)
        size = 2 * words
        if size < 6 or position + size > len(content):
            raise OddMetafileError
        ended = not function and size == 6
        if function == _ESCAPE:
            kind, length = struct.unpack_from("<HH", content, position + 6)
            said = content[position + 10 : position + size]
            if kind == _TOLD and said.startswith(_MARK):
                chunks.append(said[:length])
        position += size
    if whole and not ended:
        raise OddMetafileError
    if chunks:
        yield _joined(chunks)


def _joined(chunks: list[bytes]) -> bytes:
    """Return the drawing that stands in comments, piece by piece."""
    pieces = [chunk[_CHUNK.size :] for chunk in chunks]
    whole = b"".join(pieces)
    left = len(whole)
    for chunk, piece in zip(chunks, pieces, strict=True):
        left -= len(piece)
        _, kind, version, _, flags, count, own, rest, total = _CHUNK.unpack_from(chunk)
        if (kind, version, flags, count, own, rest, total) != (
            1, 0x10000, 0, len(chunks), len(piece), left, len(whole),
        ):  # fmt: skip
            raise OddMetafileError
    return whole
