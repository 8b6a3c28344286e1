"""A long part by stretches: it is written, checked and compressed without ever being one piece.

A part of many megabytes in one piece wants room beside what it was made from, and again beside
what it is made into. By stretches, each takes the place of one that is done with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Iterable, Iterator

__all__ = ["Content", "cut", "drain", "whole"]

Content: TypeAlias = "bytes | deque[bytes]"
"""A part in one piece or in stretches."""
_STRETCH: Final = 1024 * 1024


def cut(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield stretches of a megabyte, and last what is left.

    The stretches hang on the bytes alone, not on the pieces that they came in; so a compressor
    that takes them one by one writes the same for the same bytes.

    Example:
        >>> [len(stretch) for stretch in cut([b"a" * 2_000_000, b"b" * 200_000])]
        [1048576, 1048576, 102848]
    """
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _STRETCH:
            joined = b"".join(held)
            full = size - size % _STRETCH
            for start in range(0, full, _STRETCH):
                yield joined[start : start + _STRETCH]
            held, size = [joined[full:]], size - full
            del joined
    yield b"".join(held)


def drain(stretches: deque[bytes]) -> Iterator[bytes]:
    """Yield what is in *stretches* and let go of each as the next is asked for."""
    while stretches:
        yield stretches.popleft()


def whole(content: Content) -> bytes:
    """Return a part in one piece."""
    return content if isinstance(content, bytes) else b"".join(content)
