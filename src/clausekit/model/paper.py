"""The paper that a document is printed on."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Paper"]


class Paper(StrEnum):
    """Paper formats."""

    A4 = "a4"
    LETTER = "letter"
