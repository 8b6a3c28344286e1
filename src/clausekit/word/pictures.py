"""What a part that is no XML may be: a picture made of points, or a drawing that holds such.

Programs go by how a picture begins, and not by what its content type says. Some of what they read
as pictures is more: PostScript is a program, which LibreOffice lets run.
"""

from __future__ import annotations

import zlib
from typing import Final

from clausekit.word.metafiles import OddMetafileError, held_by, is_metafile

__all__ = ["Room", "is_picture"]

_POINTS: Final = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*",
    b"II\xbc\x01",
)  # fmt: skip
"""PNG, JPEG, GIF, BMP, TIFF, and JPEG XR, in which Word keeps what its effects began with."""
_RIFF, _WEBP = b"RIFF", b"WEBP"
_GZIP: Final = b"\x1f\x8b"
_LARGEST: Final = 32 * 1024 * 1024
"""Bytes of a drawing that is packed once more, as old ones are (EMZ, WMZ)."""
_ALL: Final = 64 * 1024 * 1024
"""Bytes of all such drawings of a package."""
_DEEPEST: Final = 4
"""Drawings inside each other."""


class Room:
    """How much all drawings of a file may hold, packed or not, in bytes."""

    def __init__(self, left: int = _ALL) -> None:
        self.left = left

    def takes(self, held: bytes) -> bool:
        """Tell whether there is room for a drawing in another; two may lie over each other."""
        self.left -= len(held)
        return self.left >= 0


def is_picture(content: bytes, *, deep: int = 0, room: Room | None = None) -> bool:
    """Tell whether a file is a picture, and all that it holds as well.

    Args:
        content: The file.
        deep: How many drawings it lies in; in one, nothing is packed once more.
        room: What all pictures of a package share; more than that is no picture.

    Example:
        >>> is_picture(b"GIF89a..."), is_picture(b"%!PS-Adobe-3.0 EPSF-3.0")
        (True, False)
    """
    if content.startswith(_POINTS):
        return True
    if content.startswith(_RIFF):
        return content[8:12] == _WEBP
    room = room or Room()
    if content.startswith(_GZIP) and deep == 0:
        most = min(_LARGEST, room.left)
        content = _unpack(content, most)
        room.left -= len(content) or most  # what is refused was unpacked as far as that
    if not is_metafile(content) or deep > _DEEPEST:
        return False
    try:
        return all(
            room.takes(held) and is_picture(held, deep=deep + 1, room=room)
            for held in held_by(content, whole=deep > 0)
        )
    except OddMetafileError:
        return False


def _unpack(content: bytes, most: int) -> bytes:
    """Return what is packed, where it is one file and not too large; else nothing."""
    if most <= 0:
        return b""
    engine = zlib.decompressobj(wbits=31)
    try:
        unpacked = engine.decompress(content, most)
    except zlib.error:
        return b""
    return unpacked if engine.eof and not engine.unused_data.strip(b"\0") else b""
