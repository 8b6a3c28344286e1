"""A folder of template sets is changed by one command at a time, so that no signature is lost."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from clausekit.cli.output import tell, wants_json
from clausekit.cli.writing import save_all
from clausekit.errors import Fault, InputError

__all__ = ["changing"]

Save: TypeAlias = Callable[[Mapping[Path, bytes]], list[Path]]
"""Writes files that a command has read and changed; returns those that say something new."""


@contextmanager
def changing(folder: Path) -> Iterator[Save]:
    """Hold *folder* while a command reads in it, thinks, and writes with what this yields.

    Another command waits. Where the disk or the system knows no locks, and for editors, which ask
    for none, each file is looked at once more before it is written: one that is not as it was when
    the command began is not replaced.

    Raises:
        InputError: Somebody else has changed a file meanwhile, or it cannot be written; nothing is
            written then.
    """
    descriptor = _lock(folder)
    try:
        before = _marks(folder)

        def save(files: Mapping[Path, bytes]) -> list[Path]:
            # What says the same already is left alone: it may be nobody's to change.
            new = {path: content for path, content in files.items() if _read(path) != content}
            _refuse_changed(new, before)
            save_all(new)
            return list(new)

        yield save
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _lock(folder: Path) -> int | None:
    """Wait until no other command holds *folder*, and hold it; return what must be closed.

    The folder itself is locked, so that nothing is left in it; the system lets go of it when the
    process ends, however that comes to pass.
    """
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not wants_json():
                tell("Another command is changing this folder; waiting until it is done.")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError:  # disks of a network may know no locks
        return descriptor
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


Mark: TypeAlias = tuple[int, int, int] | None
"""By what a file is known again; None where there is none."""


def _marks(folder: Path) -> dict[Path, Mark]:
    """Return the marks of all files of all languages: tables, and what stands in their folders."""
    return {
        path: mark
        for pattern in ("*/*", "*/*/*")
        for path in folder.glob(pattern)
        if (mark := _mark(path)) is not None
    }


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:  # to be told where it is written
        return None


def _mark(path: Path) -> Mark:
    try:
        if not path.is_file():  # a pipe would keep us waiting
            return None
        # An open file is asked, since disks of a network remember what a closed one was like.
        with path.open("rb") as stream:
            known = os.fstat(stream.fileno())
    except OSError:
        return None
    return known.st_ino, known.st_size, known.st_mtime_ns


def _refuse_changed(files: Mapping[Path, bytes], before: Mapping[Path, Mark]) -> None:
    faults = [
        Fault(
            "templates.changed-meanwhile",
            "Somebody else has changed this file while the command was at work. Nothing was "
            "written.",
            str(path),
            "Run the command again.",
        )
        for path in files
        if _mark(path) != before.get(path)
    ]
    if faults:
        raise InputError(*faults)
