"""Files that are whole or not there."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import click

from clausekit.batch.sink import BINARY, PREFIX, clear_away, new_name, put_new
from clausekit.errors import Fault, InputError

__all__ = ["save_all", "write_all"]


def write_all(files: Mapping[Path, bytes], *, overwrite: bool) -> None:
    """Write *files*, each whole or not at all.

    A file that stands there with other content is kept unless *overwrite* is true: it may hold
    what somebody edited.

    Raises:
        InputError: A file would be overwritten, or a folder cannot be written to; nothing is
            written then. Should the disk fail while the finished files are put in place, or
            somebody else put another there, the error counts those that are; each is whole, and
            the others are as they were.
    """
    staged: list[tuple[Path, Path]] = []
    made: list[Path] = []
    cleared: set[Path] = set()
    placed, folder = 0, Path()
    try:
        _refuse_devices(files)
        if not overwrite:
            _refuse_clashes(files)
        for path, content in files.items():
            folder = path.parent
            _make_folder(folder, made)
            name = new_name(folder)
            staged.append((name, path))  # before it is there, or an interruption would leave it
            descriptor = os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY | BINARY, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            if folder not in cleared:
                clear_away(name)
                cleared.add(folder)
        for name, path in staged:
            folder = path.parent
            _take_over(name, path)
            if overwrite:
                os.replace(name, path)
            else:
                _put(name, path, files[path], _counted(placed, len(files)))
            placed += 1
    except OSError as error:
        raise _not_written(error, folder, _counted(placed, len(files))) from None
    finally:
        for name, _ in staged:
            with suppress(OSError):
                name.unlink(missing_ok=True)
        for one in reversed(made if placed == 0 else []):
            with suppress(OSError):  # somebody else has put something there
                one.rmdir()


def _not_written(error: OSError, folder: Path, counted: str) -> InputError:
    # A full disk names no file; and nobody knows the one that is to become another.
    place = Path(error.filename) if isinstance(error.filename, str) else folder
    if place.name.startswith(PREFIX):
        place = place.parent
    reason = error.strerror or type(error).__name__
    other = ", or choose another place with -o" if _takes("-o") else ""
    return InputError(
        Fault(
            "output.not-written",
            f"{counted} written: {reason}.",
            str(place),
            f"Check the rights and the room on the disk{other}.",
        )
    )


def _takes(option: str) -> bool:
    """Tell whether the command that is at work takes an option."""
    context = click.get_current_context(silent=True)
    return context is not None and any(option in one.opts for one in context.command.params)


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder and those around it; note those that were not there in *made*."""
    missing = []
    while not folder.exists() and folder != folder.parent:
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        made.append(one)
        try:
            one.mkdir()
        except FileExistsError:  # somebody else has made it in the meantime
            made.pop()


def save_all(files: Mapping[Path, bytes]) -> None:
    """Write files that a command has read and changed: those of a folder of template sets.

    Where a link stands, what it leads to is written, since that was read; the link stays.

    Raises:
        InputError: As for ``write_all``.
    """
    try:
        places = {path.resolve() if path.is_symlink() else path: files[path] for path in files}
    except (OSError, RuntimeError):  # links in a circle
        places = dict(files)
    write_all(places, overwrite=True)


def _take_over(name: Path, path: Path) -> None:
    """Give a new file the rights and, where we may, the group and the owner of what it replaces."""
    with suppress(OSError, AttributeError):  # systems without groups have no chown
        known, mine = os.lstat(path), os.lstat(name)
        if stat.S_ISREG(known.st_mode) and known.st_gid != mine.st_gid:
            with suppress(OSError):
                os.chown(name, -1, known.st_gid)
        if stat.S_ISREG(known.st_mode) and known.st_uid != mine.st_uid:
            os.chown(name, known.st_uid, -1)
    # Behind it, since to change the owner takes rights away.
    os.chmod(name, _rights(path))


def _rights(path: Path) -> int:
    """Return the rights that a file in this place is to have; a temporary one is private.

    Who closed a document to others finds it closed when it is written anew. What stands in the
    place of nothing, or of a link, has the rights of any other new file.
    """
    with suppress(FileNotFoundError):
        mode = os.lstat(path).st_mode
        if stat.S_ISREG(mode):
            return stat.S_IMODE(mode) & ~stat.S_ISUID
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _counted(placed: int, wanted: int) -> str:
    return f"Only {placed} of {wanted} files were" if placed else "Nothing was"


def _refuse_clashes(files: Mapping[Path, bytes]) -> None:
    faults = [
        _in_the_way(said, path)
        for path, content in files.items()
        if (said := _clash(path, content))
    ]
    if faults:
        raise InputError(*faults)


def _in_the_way(said: str, path: Path) -> Fault:
    # What takes the one takes the other, too.
    hint = "Choose another folder with -o, or add --overwrite." if _takes("--overwrite") else ""
    return Fault("output.exists", said, str(path), hint or "Move it away, or keep it and edit it.")


def _put(staged: Path, path: Path, content: bytes, counted: str) -> None:
    """Put a file where nothing stood; what somebody else has put there since is looked at.

    Raises:
        InputError: It has other content.
    """
    while not put_new(staged, path):
        if said := _clash(path, content):
            raise InputError(_in_the_way(f"{said} {counted} written.", path))
        if path.exists():  # the same content; if not, it was taken away again
            return


def _clash(path: Path, content: bytes) -> str:
    """Say what stands in the place of a file; empty where nothing does, or the same content."""
    if path.is_symlink():
        return "A link stands here."
    try:
        return "" if path.read_bytes() == content else "A file with other content stands here."
    except FileNotFoundError:
        return ""


def _refuse_devices(files: Mapping[Path, bytes]) -> None:
    """Refuse to put a file in the place of a device or a pipe, which would be lost."""
    faults = [
        Fault(
            "output.no-file",
            "What stands here is no file, and is not written to.",
            str(path),
            "Name a file with -o." if _takes("-o") else "Move it away.",
        )
        for path in files
        if path.exists() and not (path.is_file() or path.is_dir())
    ]
    if faults:
        raise InputError(*faults)
