"""The edition: everything besides a job that decides what its document says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from clausekit.assembly.assembly import library_version
from clausekit.resources import catalogue_root, templates_root

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["edition"]


@cache
def edition() -> str:
    """Return a hash of the library's version, the catalogue and the template sets.

    A document that was made from other wording is another document: a run that is taken up
    again after an update makes it anew, and a worker with another edition is told apart.

    Example:
        >>> len(edition())
        64
    """
    digest = hashlib.sha256(library_version().encode())
    for root in (catalogue_root(), templates_root()):
        for name, file in _files(root, ""):
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            digest.update(f"\0{name}\0{content}".encode())
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
