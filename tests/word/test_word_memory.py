"""What the check remembers is bounded, and changes nothing."""

from __future__ import annotations

import pytest

from clausekit.word.names import W
from clausekit.word.position import LEARNED, start_position
from clausekit.word.remembering import remember
from clausekit.word.scan import scan_story
from clausekit.word.tree import read_tree


def _part(first: int) -> bytes:
    """A part whose pieces and places no other has."""
    names = "".join(f"<w:a{n}><w:r/><w:t>x</w:t></w:a{n}>" for n in range(first, first + 40))
    return f'<w:hdr xmlns:w="{W}">{names}</w:hdr>'.encode()


def test_when_too_much_was_learned_all_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LEARNED, "most", 60_000)
    monkeypatch.setattr(LEARNED, "taken", 0)
    start_position.cache_clear()
    forgotten = 0
    for first in range(0, 2_000, 40):
        assert scan_story(_part(first), "header") == read_tree(_part(first), "header")
        assert LEARNED.taken <= 60_000
        forgotten += not start_position.cache_info().currsize
    assert forgotten > 10
    assert scan_story(_part(0), "header") == read_tree(_part(0), "header")


def test_short_input_is_remembered_and_long_is_not() -> None:
    asked = []

    @remember(2)
    def measure(content: bytes, names: tuple[str, ...]) -> int:
        asked.append(len(content))
        return len(content) + len(names)

    for _ in range(3):
        assert measure(b"ab", ("a",)) == 3
        assert measure(b"x" * 100_001, ()) == 100_001
        assert measure(b"abc", ("x" * 60_000, "y" * 60_000)) == 5
    assert sorted(asked) == [2, 3, 3, 3, 100_001, 100_001, 100_001]
