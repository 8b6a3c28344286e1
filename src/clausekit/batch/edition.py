"""The edition: everything besides a job that decides the bytes of its document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from clausekit.assembly.assembly import library_version
from clausekit.resources import catalogue_root, templates_root
from clausekit.word.deflate import deflate

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["edition"]

_SAMPLE: Final = 4096
"""As much of each file as is compressed, to see what the compressor writes."""


@cache
def edition() -> str:
    """Return a hash of the library's version, the catalogue, the template sets and the compressor.

    A document that was made from other wording is another document: a run that is taken up
    again after an update makes it anew, and a worker with another edition is told apart. So is one
    whose compressor writes other bytes: one job would have two documents.

    Example:
        >>> len(edition())
        64
    """
    digest = hashlib.sha256(library_version().encode())
    sample = b""
    for root in (catalogue_root(), templates_root()):
        for name, file in _files(root, ""):
            content = file.read_bytes()
            sample += content[:_SAMPLE]
            digest.update(f"\0{name}\0{hashlib.sha256(content).hexdigest()}".encode())
    digest.update(deflate(sample))
    return digest.hexdigest()


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{path}/{entry.name}"
        # Python's own caches and hidden files, such as those of an open editor, say nothing.
        if entry.name.startswith((".", "__", "~")):
            continue
        if entry.is_dir():
            yield from _files(entry, name)
        else:
            yield name, entry
