"""The wording of the shipped PO files, read once, in files of JSON beside the code.

To read the PO files of a language takes as long as to make a document. A package carries what came
of each file, by the hash of its content: whoever changes a translation, or brings files of their
own, has them read as ever. What was read by other code than that which is there now is not used.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, TypeAlias

__all__ = ["FOLDER", "Pairs", "known_pairs", "pack_pairs", "unpack_pairs"]

FOLDER: Final = "compiled"
_READER: Final = "translations.py"
"""The code that decides what a PO file says."""

Pairs: TypeAlias = Mapping[str, tuple[str, str]]
"""Source and translation, by key."""


def known_pairs(content: str, language: str) -> Pairs | None:
    """Return what a PO file with this content says; None where the package does not know it.

    Args:
        content: The text of the file.
        language: The base language whose compiled file is asked.
    """
    return _known(language).get(_hash(content.encode()))


@lru_cache(maxsize=16)
def _known(language: str) -> Mapping[str, Pairs]:
    file = files("clausekit.language") / FOLDER / f"{language}.json"
    return unpack_pairs(file.read_bytes()) if file.is_file() else {}


def pack_pairs(read: Iterable[tuple[str, Pairs]]) -> bytes:
    """Return the content of a compiled file.

    Args:
        read: The content of each PO file, and what it says.
    """
    known = {_hash(content.encode()): dict(pairs) for content, pairs in read}
    body = json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode()
    return _head(body) + body


def unpack_pairs(content: bytes) -> Mapping[str, Pairs]:
    """Return what each PO file says, by the hash of its content.

    Nothing is returned where other code read the files, or where the compiled file is damaged.
    """
    head, line, body = content.partition(b"\n")
    if not line or head + line != _head(body):
        return {}
    return {
        name: MappingProxyType({key: (source, text) for key, (source, text) in pairs.items()})
        for name, pairs in json.loads(body).items()
    }


def _head(body: bytes) -> bytes:
    """Return the first line of a compiled file; nothing where the code has no source to judge."""
    reader = files("clausekit.language") / _READER
    if not reader.is_file():
        return b""
    return f"{_hash(reader.read_bytes())} {_hash(body)}\n".encode()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
