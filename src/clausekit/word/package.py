"""Word files as zip packages: read with care, written the same way every time."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from clausekit.errors import Fault, FrameError
from clausekit.record import record
from clausekit.word.deflate import checksum, new_compressor
from clausekit.word.stretches import cut

__all__ = ["MAX_BYTES", "Member", "pack_members", "read_members"]

MAX_MEMBERS: Final = 2_000
MAX_BYTES: Final = 100 * 1024 * 1024
"""All members together, unpacked."""
MAX_RATIO: Final = 200
"""Unpacked to packed size, for members above sixteen megabytes; a blank picture has as much."""
_LARGE: Final = 1024 * 1024
_ROOM: Final = 16 * _LARGE
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How a part may be packed (ECMA-376 part 2, annex B): as it is, or deflated."""
_LONGEST_NAME: Final = 255
_PIECE: Final = re.compile(r"/\[[0-9]+\](?:\.last)?\.piece$", re.IGNORECASE)
"""A part in pieces (ECMA-376 part 2, 7.3.3), which some readers put together and Word does not."""
_ODD: Final = re.compile(r'[\0-\x1f\x7f%\\:?#|<>"*]')
"""What some readers take for a letter of a name, others for its number, an end or a sign; no
program writes it (ECMA-376 part 2, 6.2.2.2)."""
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What reading a damaged zip file can raise."""
_FIRST_OF_1980: Final = 33
"""1980-01-01 as zip writes dates: the first date it knows, the same in every file."""


@record
class Member:
    """A member of a zip file, already deflated.

    Args:
        name: Its path in the package.
        size: Its size unpacked, in bytes.
        crc: CRC-32 of its content.
        packed: The deflated content.
    """

    name: str
    size: int
    crc: int
    packed: bytes

    @classmethod
    def pack(cls, name: str, content: bytes | Iterable[bytes]) -> Member:
        """Deflate *content*, which may come in pieces; the result is the same.

        Example:
            >>> Member.pack("word/document.xml", b"<a/>").size
            4
        """
        engine = new_compressor()
        packed = []
        size = crc = 0
        for stretch in cut((content,) if isinstance(content, bytes) else content):
            size += len(stretch)
            crc = checksum(stretch, crc)
            packed.append(engine.compress(stretch))
        packed.append(engine.flush())
        return cls(name, size, crc, b"".join(packed))


def pack_members(members: Iterable[Member]) -> bytes:
    """Write a zip file in the order given, with a fixed date.

    The standard library's writer deflates every member anew; here a member that did not change
    is copied as it is.

    Source:
        PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16.

    Example:
        >>> content = pack_members([Member.pack("a.txt", b"text")])
        >>> zipfile.ZipFile(io.BytesIO(content)).read("a.txt")
        b'text'
    """
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for member in members:
        name = member.name.encode()
        flags = 0 if member.name.isascii() else 0x800
        common = struct.pack(
            "<5H3I2H",
            20,
            flags,
            zipfile.ZIP_DEFLATED,
            0,
            _FIRST_OF_1980,
            member.crc,
            len(member.packed),
            member.size,
            len(name),
            0,
        )
        body += (b"PK\x03\x04", common, name, member.packed)
        place = struct.pack("<3H2I", 0, 0, 0, 0, offset)
        directory += (b"PK\x01\x02", struct.pack("<H", 20), common, place, name)
        offset += 4 + len(common) + len(name) + len(member.packed)
    index = b"".join(directory)
    count = len(directory) // 5
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(index), offset, 0)
    return b"".join((*body, index, end))


def read_members(content: bytes, *, name: str) -> dict[str, bytes]:
    """Unpack a Word file, and refuse one that could do harm.

    Args:
        content: The file.
        name: Its name, for messages.

    Returns:
        The members by path, in their order.

    Raises:
        FrameError: Not a zip file, encrypted, too large, or with unsafe or doubled names.
    """
    if len(content) > MAX_BYTES:
        raise FrameError(_bomb(name, f"The file is larger than {MAX_BYTES // _LARGE} MB."))
    archive = _open(content, name)
    with archive:
        entries = archive.infolist()
        faults = [
            *_sizes(entries, name),
            *_names(entries, name),
        ]
        if faults:
            raise FrameError(*faults)
        return _unpack(archive, entries, name)


def _open(content: bytes, name: str) -> zipfile.ZipFile:
    if content.startswith(_OLE):
        raise FrameError(
            Fault(
                "frame.encrypted",
                "The file is protected by a password, or is an old .doc.",
                where=name,
                hint="Save it as .docx without a password.",
            )
        )
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except _DAMAGE:
        raise FrameError(_not_docx(name, "The file is not a Word document (.docx).")) from None


def _not_docx(name: str, message: str) -> Fault:
    return Fault("frame.not-docx", message, where=name, hint="Save it as .docx in Word.")


def _bomb(name: str, message: str) -> Fault:
    return Fault(
        "frame.zip-bomb", message, where=name, hint="Save a smaller copy, without large pictures."
    )


def _sizes(entries: list[zipfile.ZipInfo], name: str) -> list[Fault]:
    faults = []
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    if any(
        one.header_offset + one.compress_size > other.header_offset
        for one, other in pairwise(ordered)
    ):
        faults.append(_bomb(name, "Parts of the file lie over each other."))
    if len(entries) > MAX_MEMBERS:
        faults.append(
            _bomb(name, f"The file holds {len(entries)} parts; {MAX_MEMBERS} are allowed.")
        )
    if sum(entry.file_size for entry in entries) > MAX_BYTES:
        faults.append(_bomb(name, f"The file unpacks to more than {MAX_BYTES // _LARGE} MB."))
    faults += [
        _bomb(f"{name}, {entry.filename}", "The part is packed more tightly than text ever is.")
        for entry in entries
        if entry.file_size > max(_ROOM, MAX_RATIO * entry.compress_size)
    ]
    return faults


def _names(entries: list[zipfile.ZipInfo], name: str) -> list[Fault]:
    faults = []
    seen: set[str] = set()
    for entry in entries:
        member = entry.orig_filename
        place = f"{name}, {member!r}"
        if _is_unsafe(member):
            faults.append(
                Fault(
                    "frame.unsafe-name",
                    "A part has a name that leads out of the file, or that readers take for "
                    "different parts.",
                    where=place,
                    hint="Open the file in Word and save it again.",
                )
            )
        # Word takes part names for the same whatever their case (ECMA-376 part 2, 6.2.2.3).
        if member.casefold() in seen:
            faults.append(
                Fault(
                    "frame.duplicate-member",
                    "A part stands in the file twice.",
                    where=place,
                    hint="Open the file in Word and save it again.",
                )
            )
        seen.add(member.casefold())
        if entry.compress_type not in _METHODS:
            faults.append(_not_docx(place, "A part is packed in a way that Word does not know."))
        if entry.flag_bits & 0x1:
            faults.append(
                Fault(
                    "frame.encrypted",
                    "A part is encrypted.",
                    where=place,
                    hint="Save the file without a password.",
                )
            )
    return faults


def _is_unsafe(member: str) -> bool:
    folder, _, name = member.rpartition("/")
    # Some readers find relationships whatever the case of their names, others do not.
    disguised = name.casefold().endswith(".rels") and not (
        name.endswith(".rels") and folder.rpartition("/")[2] == "_rels"
    )
    return (
        disguised
        or _PIECE.search(member) is not None
        or _ODD.search(member) is not None
        or not 0 < len(member) <= _LONGEST_NAME
        or not {"", ".", ".."}.isdisjoint(member.removesuffix("/").split("/"))
    )


def _unpack(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str
) -> dict[str, bytes]:
    members: dict[str, bytes] = {}
    room = MAX_BYTES
    for entry in entries:
        if entry.is_dir():
            continue
        try:
            with archive.open(entry) as stream:
                # The sizes in the directory are only claims; what counts is what comes out.
                content = stream.read(room + 1)
        except _DAMAGE:
            where = f"{name}, {entry.filename}"
            raise FrameError(_not_docx(where, "The part is damaged.")) from None
        room -= len(content)
        if room < 0:
            limit = MAX_BYTES // _LARGE
            raise FrameError(_bomb(name, f"The file unpacks to more than {limit} MB."))
        members[entry.filename] = content
    return members
