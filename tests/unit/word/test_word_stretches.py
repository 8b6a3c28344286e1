"""Long parts by stretches."""

from __future__ import annotations

import io
import random
import zipfile
from collections import deque

import pytest

from clausekit.word import deflate
from clausekit.word.package import Member, pack_members
from clausekit.word.stretches import cut, drain, whole

MEGABYTE = 1024 * 1024


def pieces_of(content: bytes, count: int, seed: int = 0) -> list[bytes]:
    chance = random.Random(seed)
    ends = sorted(chance.randrange(len(content) + 1) for _ in range(count - 1))
    return [content[a:b] for a, b in zip([0, *ends], [*ends, len(content)], strict=True)]


@pytest.mark.parametrize("size", [0, 1, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 3 * MEGABYTE + 7])
def test_stretches_hang_on_the_bytes_and_not_on_the_pieces(size: int) -> None:
    content = random.Random(size).randbytes(size)
    expected = [*cut((content,))]
    assert b"".join(expected) == content
    assert all(len(stretch) == MEGABYTE for stretch in expected[:-1])
    assert len(expected[-1]) < MEGABYTE
    for count in (2, 9, 50):
        assert [*cut(pieces_of(content, count))] == expected


def test_nothing_in_is_nothing_out() -> None:
    assert [*cut(())] == [b""]


def test_what_is_drained_is_let_go_of() -> None:
    stretches = deque([b"a", b"b", b"c"])
    for number, stretch in enumerate(drain(stretches)):
        assert stretch == b"abc"[number : number + 1]
        assert len(stretches) == 2 - number
    assert whole(stretches) == b""
    assert whole(deque([b"a", b"", b"b"])) == whole(b"ab") == b"ab"


@pytest.mark.parametrize("name", ["zlib", "isal"])
def test_pieces_are_packed_like_the_whole(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEKIT_DEFLATE", name)
    deflate._engine.cache_clear()
    chance = random.Random(1)
    words = [b"%x" % chance.getrandbits(40) for _ in range(5000)]
    content = b" ".join(chance.choice(words) for _ in range(250_000))
    assert len(content) > 2 * MEGABYTE
    member = Member.pack("a.xml", content)
    assert Member.pack("a.xml", pieces_of(content, 40)) == member
    with zipfile.ZipFile(io.BytesIO(pack_members([member]))) as archive:
        assert archive.read("a.xml") == content
    deflate._engine.cache_clear()
