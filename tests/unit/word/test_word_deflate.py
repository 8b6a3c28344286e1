"""The engines that compress."""

from __future__ import annotations

import sys
import zlib

import pytest

from clausekit.errors import UnknownName
from clausekit.word import deflate


@pytest.fixture(autouse=True)
def forget() -> None:
    deflate._engine.cache_clear()


@pytest.mark.parametrize("name", ["", "zlib", "isal"])
def test_every_engine_writes_deflate(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEKIT_DEFLATE", name)
    content = b"<w:p>the same bytes</w:p>" * 5000
    packed = deflate.deflate(content)
    assert zlib.decompress(packed, wbits=-15) == content
    assert len(packed) < len(content) // 20
    assert deflate.deflate(content) == packed


def test_zlib_is_that_of_every_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEKIT_DEFLATE", "zlib")
    engine = zlib.compressobj(6, zlib.DEFLATED, -15)
    assert deflate.deflate(b"text" * 99) == engine.compress(b"text" * 99) + engine.flush()


def test_without_the_fast_engine_zlib_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "isal", None)
    monkeypatch.setenv("CLAUSEKIT_DEFLATE", "zlib")
    expected = deflate.deflate(b"text" * 99)
    monkeypatch.delenv("CLAUSEKIT_DEFLATE")
    deflate._engine.cache_clear()
    assert deflate.deflate(b"text" * 99) == expected


@pytest.mark.parametrize("name", ["lzma", "isal"])
def test_an_engine_that_there_is_not_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "isal", None)
    monkeypatch.setenv("CLAUSEKIT_DEFLATE", name)
    with pytest.raises(UnknownName) as caught:
        deflate.deflate(b"text")
    assert caught.value.code == "output.unknown-engine"
    assert caught.value.faults[0].where == "CLAUSEKIT_DEFLATE"
