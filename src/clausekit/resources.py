"""Where the shipped template sets and the catalogue are found."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from clausekit.errors import Fault, InputError, UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

__all__ = [
    "Folder", "catalogue_root", "digest", "readable", "templates_folder", "templates_root",
    "unreadable",
]  # fmt: skip

Folder: TypeAlias = "str | os.PathLike[str] | Traversable"
"""A folder as a caller names it: a path, or a folder inside a package."""


@cache
def templates_root() -> Traversable:
    """Return the folder with the shipped template sets.

    An installed package carries them inside; a checkout keeps them at its top.
    """
    packaged = files("clausekit") / "templates"
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).resolve().parents[2] / "templates"
    if checkout.is_dir():
        return checkout
    raise UnknownName(
        Fault(
            "resources.no-templates",
            "The template sets that belong to clausekit are not installed.",
            hint="Install the package again.",
        )
    )


def templates_folder(place: Folder | None = None) -> Traversable:
    """Return the folder *place* with template sets; the shipped ones where it is None.

    Raises:
        UnknownName: There is no such folder.
    """
    if place is None:
        return templates_root()
    folder = Path(place) if isinstance(place, (str, os.PathLike)) else place
    if not folder.is_dir():
        raise UnknownName(
            Fault("resources.no-templates", "This is no folder with template sets.", str(place))
        )
    return folder


@contextmanager
def readable() -> Iterator[None]:
    """Tell of a folder or file that may not be read, where one is looked for.

    Raises:
        InputError: There is such a one.
    """
    try:
        yield
    except OSError as error:
        raise unreadable(error) from None


def unreadable(error: OSError) -> InputError:
    """Return the error that tells of a folder or file which may not be read."""
    return InputError(
        Fault(
            "resources.unreadable",
            f"A folder or file with template sets cannot be read: {error.strerror}.",
            os.fsdecode(error.filename or ""),
            "Check its rights, and those of the folders around it.",
        )
    )


def catalogue_root() -> Traversable:
    """Return the folder with the shipped clauses, ladders and code lists."""
    return files("clausekit.catalogue") / "data"


def digest(places: Iterable[tuple[str, Traversable, str]], *, without: str = "") -> str:
    """Return a digest of every byte of files and folders, and of their names.

    Args:
        places: Each with the name that it goes by, and the ending of the files that count; empty
            for all.
        without: The name of a folder that is left out.
    """
    found = hashlib.sha256()
    for name, place, ending in places:
        for path, file in _files(place, name, ending, {"data", without}):
            content = file.read_bytes()
            found.update(f"{path}\0{len(content)}\0".encode())
            found.update(content)
    return found.hexdigest()


def _files(
    place: Traversable, name: str, ending: str, skipped: set[str]
) -> Iterator[tuple[str, Traversable]]:
    if place.is_dir():
        for item in sorted(place.iterdir(), key=lambda item: item.name):
            # What a file manager or an editor leaves behind is none of ours. The data of the
            # shipped catalogue stands below its code, and is told on its own.
            if not item.name.startswith((".", "~", "__pycache__")) and item.name not in skipped:
                yield from _files(item, f"{name}/{item.name}", ending, skipped)
    elif name.endswith(ending) and place.is_file():
        yield name, place
