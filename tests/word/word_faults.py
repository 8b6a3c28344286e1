"""Why a frame is refused, for the tests of frames."""

from __future__ import annotations

import pytest

from clausekit.errors import FrameError
from clausekit.word import Frame

__all__ = ["faults", "one"]


def faults(content: bytes) -> list[tuple[str, str]]:
    """Codes and places of the faults of a frame."""
    with pytest.raises(FrameError) as caught:
        Frame.compile(content, name="house.docx")
    return [(fault.code.removeprefix("frame."), fault.where) for fault in caught.value.faults]


def one(content: bytes) -> tuple[str, str]:
    """The only fault of a frame."""
    (found,) = faults(content)
    return found
