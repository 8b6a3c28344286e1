"""Drawings of Windows for the tests of pictures, record by record."""

from __future__ import annotations

import struct

VERSION = 0xDBC01002
OBJECT, IMAGE, BRUSH = 0x4008, 0x0500, 0x0100


def padded(data: bytes, to: int = 4) -> bytes:
    return data + bytes(-len(data) % to)


def comment(mark: bytes, said: bytes) -> bytes:
    """A comment of EMF."""
    said = padded(said)
    return struct.pack("<III4s", 70, len(said) + 16, len(said) + 4, mark) + said


def plus(flags: int, data: bytes, kind: int = OBJECT) -> bytes:
    """A record of EMF+."""
    data = padded(data)
    return struct.pack("<HHII", kind, flags, len(data) + 12, len(data)) + data


def drawing(data: bytes) -> bytes:
    """An image of EMF+ that is a drawing."""
    return struct.pack("<IIII", VERSION, 2, 3, len(data)) + data


def bitmap(data: bytes, *, packed: int = 1, width: int = 0) -> bytes:
    """An image of EMF+ that is made of points."""
    return struct.pack("<IIiiiII", VERSION, 1, width, 1, 4, 0, packed) + data


def emf(*records: bytes, more: bytes = b"") -> bytes:
    """A drawing of Windows."""
    head = struct.pack("<II", 1, 108) + bytes(32) + b" EMF" + bytes(64)
    return head + b"".join(records) + struct.pack("<IIIII", 14, 20, 0, 16, 20) + more


def image(data: bytes) -> bytes:
    """A drawing that holds an image of EMF+."""
    return emf(comment(b"EMF+", plus(IMAGE, data)))


def pieces(data: bytes, *cuts: int) -> bytes:
    """A drawing whose image stands in several records."""
    ends = (*cuts, len(data))
    flags = [IMAGE | 0x8000] * len(cuts) + [IMAGE]
    cut = zip(flags, (0, *cuts), ends, strict=True)
    return emf(
        *(
            comment(b"EMF+", plus(flag, struct.pack("<I", len(data)) + data[start:end]))
            for flag, start, end in cut
        )
    )


def formats(mark: bytes, data: bytes) -> bytes:
    """A drawing that stands there in another format too."""
    head = struct.pack("<I16sI", 0x40000004, bytes(16), 1)
    return emf(comment(b"GDIC", head + struct.pack("<4sIII", mark, 1, len(data), 44) + data))


def wmf(data: bytes = b"", *, placed: bool = False, cut: int = 0, **wrong: int) -> bytes:
    """A drawing of old Windows, with another one in its comments."""
    records = b""
    left, parts = len(data), [data[:cut], data[cut:]] if cut else [data][: len(data)]
    for part in parts:
        left -= len(part)
        told = {"kind": 1, "version": 0x10000, "sum": 0, "flags": 0, "count": len(parts),
                "own": len(part), "rest": left, "total": len(data)} | wrong  # fmt: skip
        chunk = struct.pack("<4sIIHIIIII", b"WMFC", *told.values()) + part
        said = padded(struct.pack("<HH", 15, len(chunk)) + chunk, 2)
        records += struct.pack("<IH", 3 + len(said) // 2, 0x0626) + said
    head = b"\xd7\xcd\xc6\x9a" + bytes(18) if placed else b""
    return head + b"\x01\0\x09\0\0\x03" + bytes(12) + records + struct.pack("<IH", 3, 0)
