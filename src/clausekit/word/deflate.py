"""The engine that compresses: ISA-L where it is installed, else zlib.

Both write deflate, which every reader understands; their bytes differ, and ISA-L is some ten
times faster for files a fifth larger. The same engine gives the same bytes for the same content.
The environment variable ``CLAUSEKIT_DEFLATE`` chooses: ``isal``, or ``zlib`` for the bytes that
any Python can write.
"""

from __future__ import annotations

import os
import zlib
from functools import cache
from typing import TYPE_CHECKING, Final, Protocol

from clausekit.errors import Fault, UnknownName, nearest

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ENGINES", "checksum", "deflate", "new_compressor"]

ENGINES: Final = ("isal", "zlib")
_VARIABLE: Final = "CLAUSEKIT_DEFLATE"


class Compressor(Protocol):
    """What both engines offer."""

    def compress(self, data: bytes, /) -> bytes:
        """Take in more, and return what is finished."""

    def flush(self) -> bytes:
        """Return the rest."""


def new_compressor() -> Compressor:
    """Return a compressor for raw deflate, as zip files hold it.

    Raises:
        UnknownName: The environment names an engine that there is not.

    Example:
        >>> engine = new_compressor()
        >>> zlib.decompress(engine.compress(b"text") + engine.flush(), wbits=-15)
        b'text'
    """
    return _engine(os.environ.get(_VARIABLE, ""))()


def deflate(content: bytes) -> bytes:
    """Return *content* compressed.

    Example:
        >>> zlib.decompress(deflate(b"text"), wbits=-15)
        b'text'
    """
    engine = new_compressor()
    return engine.compress(content) + engine.flush()


def checksum(content: bytes, before: int = 0) -> int:
    """Return the CRC-32 of *content*, which is the same whatever counts it.

    Args:
        content: The bytes.
        before: The sum of those that came before.

    Example:
        >>> checksum(b"xt", checksum(b"te")) == zlib.crc32(b"text")
        True
    """
    return _counter()(content, before)


@cache
def _counter() -> Callable[[bytes, int], int]:
    try:
        from isal import isal_zlib
    except ImportError:
        return zlib.crc32
    return isal_zlib.crc32


@cache
def _engine(name: str) -> Callable[[], Compressor]:
    if name not in ("", *ENGINES):
        raise UnknownName(
            Fault(
                "output.unknown-engine",
                f"There is no compression engine {name!r}.",
                _VARIABLE,
                nearest(name, ENGINES),
            )
        )
    if name != "zlib":
        try:
            from isal import isal_zlib
        except ImportError:
            if name:
                raise UnknownName(
                    Fault(
                        "output.unknown-engine",
                        "The package isal is not installed.",
                        _VARIABLE,
                        "Install clausekit[fast], or take zlib.",
                    )
                ) from None
        else:
            return lambda: isal_zlib.compressobj(2, isal_zlib.DEFLATED, -15)
    return lambda: zlib.compressobj(6, zlib.DEFLATED, -15)
