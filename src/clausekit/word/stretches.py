"""A long part by stretches: it is written, checked and compressed without ever being one piece.

A part of many megabytes in one piece wants room beside what it was made from, and again beside
what it is made into. By stretches, each takes the place of one that is done with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Iterable, Iterator

__all__ = ["Content", "Numbered", "Pattern", "Recurring", "cut", "drain", "whole"]

Content: TypeAlias = "bytes | deque[bytes]"
"""A part in one piece or in stretches."""
_STRETCH: Final = 1024 * 1024


class Recurring(bytes):
    """A stretch that comes again in other documents, and remembers what was found in it.

    It begins and ends between two tags.
    """

    found: tuple[Any, Any, Any] = (None, None, None)
    """What the check keeps, and nobody else; bytes never change, so it stays true.

    Where the stretch can stand (one place, or all under the same namespaces), the place it leads
    to, and what it names.
    """


class Pattern:
    """A stretch with numbers in it that count up; in each document they are others.

    Args:
        texts: What stands before, between and after the numbers.

    Example:
        >>> filled = Pattern([b'<a id="', b'"/><a id="', b'"/>']).fill(7)
        >>> bytes(filled), filled.first
        (b'<a id="7"/><a id="8"/>', 7)
    """

    __slots__ = ("count", "found", "size", "texts")

    def __init__(self, texts: Iterable[bytes]) -> None:
        self.texts = tuple(texts)
        self.count = len(self.texts) - 1
        self.size = sum(map(len, self.texts))
        self.found: tuple[Any, Any, Any, str] = (None, None, None, "")
        """What the check keeps, and nobody else: where the pattern can stand, the place it leads
        to, what it names, and as what its numbers count."""

    def write(self, first: int) -> bytes:
        """Return the stretch with the numbers from *first* on, as bytes like any others."""
        start, *rest = self.texts
        pieces = [start]
        for number, text in enumerate(rest, start=first):
            pieces += b"%d" % number, text
        return b"".join(pieces)

    def fill(self, first: int) -> Numbered:
        """Return the stretch with the numbers from *first* on."""
        return Numbered(self, first)


class Numbered(bytes):
    """A stretch that was made from a pattern, and from nothing else; nobody can say otherwise.

    Args:
        pattern: What it is made from.
        first: The first of its numbers.
    """

    pattern: Pattern
    first: int

    def __new__(cls, pattern: Pattern, first: int) -> Numbered:
        made = super().__new__(cls, pattern.write(first))
        vars(made).update(pattern=pattern, first=first)
        return made

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name} stays as it is")


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
