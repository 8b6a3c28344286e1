"""What may be remembered before all of it is forgotten."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["Allowance"]


class Allowance:
    """How many bytes may be remembered; strangers' files and tenders may bring any number of them.

    Once it is too much, all is forgotten, and what comes next begins with an empty memory. It may
    be used by several threads: a count that is lost in a race does no harm.

    Args:
        most: The bytes, more or less.
        forget: Empties the memory.

    Example:
        >>> known = {"a": 1}
        >>> allowance = Allowance(10, known.clear)
        >>> allowance.take(8)
        >>> known, allowance.taken
        ({'a': 1}, 8)
        >>> allowance.take(8)
        >>> known, allowance.taken
        ({}, 0)
    """

    __slots__ = ("forget", "most", "taken")

    def __init__(self, most: int, forget: Callable[[], object]) -> None:
        self.most = most
        self.forget = forget
        self.taken = 0

    def take(self, size: int) -> None:
        """Count *size* bytes that are to be remembered."""
        self.taken += size
        if self.taken > self.most:
            self.forget()
            self.taken = 0
