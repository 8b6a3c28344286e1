"""Why a frame is refused, for the tests of frames."""

from __future__ import annotations

import pytest
from word_frames import SLOTS, small_frame

from clausekit.errors import FrameError
from clausekit.word import Frame

__all__ = ["codes_of", "faults", "one"]


def faults(content: bytes) -> list[tuple[str, str]]:
    """Codes and places of the faults of a frame."""
    with pytest.raises(FrameError) as caught:
        Frame.compile(content, name="house.docx")
    return [(fault.code.removeprefix("frame."), fault.where) for fault in caught.value.faults]


def one(content: bytes) -> tuple[str, str]:
    """The only fault of a frame."""
    (found,) = faults(content)
    return found


def codes_of(body: str) -> set[str]:
    """Codes of the faults of a small frame with this before its slots."""
    return {code for code, _ in faults(small_frame(body + SLOTS))}
