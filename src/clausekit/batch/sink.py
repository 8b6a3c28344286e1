"""Where documents go: each is there whole, or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
from pathlib import Path
from typing import Final, Protocol

from clausekit.errors import Fault, InputError
from clausekit.record import record

__all__ = [
    "BINARY", "PREFIX", "FolderSink", "Sink", "clear_away", "new_name", "not_written", "put_new",
]  # fmt: skip

BINARY: Final = getattr(os, "O_BINARY", 0)
"""Where the system knows text files, this is none: no byte is changed."""
PREFIX: Final = ".clausekit-"
"""How the name of a file begins that is being written."""
_OURS: Final = re.compile(rf"{re.escape(PREFIX)}[0-9a-f]{{32}}")
"""The whole of it; a file of somebody's own may begin in the same way."""
_STALE: Final = 3600
"""Seconds after which nobody is writing a temporary file any more."""


class Sink(Protocol):
    """A place for documents. It travels to the workers, which write to it themselves.

    Both methods may raise ``OSError``, which becomes the failure of a job.
    """

    def digest(self, file: str) -> str | None:
        """Return the SHA-256 of the document *file*, in hexadecimal; None where there is none."""

    def write(self, file: str, content: bytes) -> bool | None:
        """Put a document in place in one step; nobody ever sees half of it.

        Returns:
            Whether it was put there; False where it stands there already, which another run may
            have written in the meantime. A sink that cannot tell returns None.

        Raises:
            InputError: Another content stands there; it is kept.
        """


@record
class FolderSink:
    """A folder; on a cluster, one that all workers see under the same path.

    Args:
        folder: Its path.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     sink = FolderSink(Path(folder))
        ...     sink.write("a.docx", b"content"), sink.write("a.docx", b"content")
        ...     sink.digest("a.docx")[:8], sink.digest("b.docx")
        (True, False)
        ('ed7002b4', None)
    """

    folder: Path

    def digest(self, file: str) -> str | None:
        """Return the SHA-256 of the document *file*; None where there is none.

        Raises:
            InputError: What stands there is no file; a pipe or a device might never end.
        """
        path = self.folder / file
        try:
            mode = path.stat().st_mode
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                raise InputError(_in_the_way("Something stands here that is no file.", path))
            with path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except FileNotFoundError:
            return None

    def write(self, file: str, content: bytes) -> bool:
        """Write a file beside its place, let the disk confirm it, then put it in place.

        Returns:
            Whether it was put there; False where the same document stands there already.

        Raises:
            InputError: Another content stands there, which somebody may have edited.
        """
        path = self.folder / file
        temporary, placed = new_name(self.folder), False
        try:
            descriptor = _open(temporary)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            placed = put_new(temporary, path)
            if not placed:
                self._refuse_other(file, content)
        finally:
            # Once it is in its place, the name is nobody's any more.
            if not placed:
                with contextlib.suppress(OSError):
                    temporary.unlink(missing_ok=True)
        return placed

    def _refuse_other(self, file: str, content: bytes) -> None:
        """Refuse what is not the same document.

        Raises:
            InputError: It is a link, or a file with other content.
        """
        path = self.folder / file
        if path.is_symlink():
            raise InputError(_in_the_way("A link stands here.", path))
        if self.digest(file) != hashlib.sha256(content).hexdigest():
            raise InputError(_in_the_way("A file with other content stands here.", path))

    def prepare(self) -> None:
        """Make the folder, and clear away what a killed run left half written.

        Raises:
            InputError: The folder cannot be written to.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            own = new_name(self.folder)
            try:
                os.close(_open(own))
                clear_away(own)
            finally:
                with contextlib.suppress(OSError, ValueError):
                    own.unlink(missing_ok=True)
        except (OSError, ValueError) as error:
            raise not_written(error, self.folder) from None


def new_name(folder: Path) -> Path:
    """Return the path of a file to write in *folder*, which nobody had before.

    Numbers of processes come again, and are not told apart from one machine to another.
    """
    return folder / f"{PREFIX}{os.urandom(16).hex()}"


def clear_away(own: Path) -> None:
    """Clear away what killed runs left half written in the folder of a new file of ours.

    The file tells what time it is where the folder is; clocks of machines differ.
    """
    hour = own.stat().st_mtime - _STALE
    for left in own.parent.glob(f"{PREFIX}*"):
        # Another run may clear away the same; and what belongs to somebody else is in nobody's way.
        with contextlib.suppress(OSError):
            state = left.lstat()
            ours = _OURS.fullmatch(left.name) and stat.S_ISREG(state.st_mode)
            if ours and state.st_mtime < hour:
                left.unlink()


def _open(path: Path) -> int:
    """Open a new file with the rights of any new file."""
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | BINARY, 0o666)


def put_new(temporary: Path, path: Path) -> bool:
    """Put a finished file where nothing stands, and give its own name back.

    It is linked into its place, which fails where something stands, so that of two writers one
    finds what the other has put there. Where the disk knows no such links, the place is looked at
    just before.

    Args:
        temporary: The file, which stands in the same folder.
        path: Its place.

    Returns:
        Whether it was put there; if not, something else stands there, and the file is where it was.
    """
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    except (OSError, AttributeError):  # some systems do not even know the call
        if os.path.lexists(path):
            return False
        os.replace(temporary, path)
        return True
    temporary.unlink()
    return True


def _in_the_way(message: str, path: Path) -> Fault:
    return Fault("output.exists", message, str(path), "Move it away, or choose another folder.")


def not_written(error: OSError | ValueError, place: object) -> InputError:
    """Return the error for a place that cannot be written to; a path with a NUL is a ValueError."""
    reason = "no file can have this name"
    if isinstance(error, OSError):
        reason = error.strerror or type(error).__name__
    return InputError(
        Fault(
            "output.not-written",
            f"The output cannot be written: {reason}.",
            str(place),
            "Check the rights there and the room on the disk, or choose another folder.",
        )
    )
