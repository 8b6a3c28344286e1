"""What was found out of a part, for the next document with the same part.

The parts of a frame are the same in all of its documents. A stranger's file may hold any number of
parts of any size: only short ones are remembered, and not too many.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, TypeVar, TypeVarTuple, cast

__all__ = ["remember"]

_Given = TypeVarTuple("_Given")
_T = TypeVar("_T")
_LONGEST: Final = 100_000
"""Bytes and characters that are worth remembering: the styles of a long frame of Word's."""


def remember(most: int) -> Callable[[Callable[[*_Given], _T]], Callable[[*_Given], _T]]:
    """Let a function remember its results, but for long input.

    Args:
        most: How many results are kept.

    Example:
        >>> @remember(8)
        ... def measure(content: bytes) -> int:
        ...     print("measured")
        ...     return len(content)
        >>> measure(b"ab") + measure(b"ab")
        measured
        4
    """

    def keep(function: Callable[[*_Given], _T]) -> Callable[[*_Given], _T]:
        known = cast("Callable[[*_Given], _T]", lru_cache(most)(function))

        @wraps(function)
        def ask(*given: *_Given) -> _T:
            return (function if sum(map(_weigh, given)) > _LONGEST else known)(*given)

        return ask

    return keep


def _weigh(value: object) -> int:
    if isinstance(value, tuple):
        return sum(map(_weigh, value))
    return len(value) if isinstance(value, (bytes, str)) else 0
