"""Where documents go: each is there whole, or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from pathlib import Path
from typing import Final, Protocol

from clausekit.errors import Fault, InputError
from clausekit.record import record

__all__ = ["BINARY", "FolderSink", "Sink", "not_written"]

BINARY: Final = getattr(os, "O_BINARY", 0)
"""Where the system knows text files, this is none: no byte is changed."""
_PREFIX: Final = ".clausekit-"
_STALE: Final = 3600
"""Seconds after which nobody is writing a temporary file any more."""


class Sink(Protocol):
    """A place for documents. It travels to the workers, which write to it themselves.

    Both methods may raise ``OSError``, which becomes the failure of a job.
    """

    def digest(self, file: str) -> str | None:
        """Return the SHA-256 of the document *file*, in hexadecimal; None where there is none."""

    def write(self, file: str, content: bytes) -> None:
        """Put a document in place in one step; nobody ever sees half of it.

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
        ...     sink.write("a.docx", b"content")
        ...     sink.digest("a.docx")[:8], sink.digest("b.docx")
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

    def write(self, file: str, content: bytes) -> None:
        """Write a file beside its place, let the disk confirm it, then put it in place.

        Raises:
            InputError: Another content stands there, which somebody may have edited.
        """
        path = self.folder / file
        temporary, descriptor = self._open()
        placed = False
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            linked = path.is_symlink()
            stands = None if linked else self.digest(file)
            if stands is None and not linked:
                os.replace(temporary, path)
                placed = True
            elif stands != hashlib.sha256(content).hexdigest():
                what = "link" if linked else "file with other content"
                raise InputError(_in_the_way(f"A {what} stands here.", path))
        finally:
            # Once it is in its place, the name is nobody's any more.
            if not placed:
                temporary.unlink(missing_ok=True)

    def prepare(self) -> None:
        """Make the folder, and clear away what a killed run left half written.

        Raises:
            InputError: The folder cannot be written to.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            # The file tells what time it is where the folder is; clocks of machines differ.
            own, descriptor = self._open()
            os.close(descriptor)
            hour = own.stat().st_mtime - _STALE
            own.unlink()
            for left in self.folder.glob(f"{_PREFIX}*"):
                # Another run may clear away the same; and a folder of that name, or what belongs
                # to somebody else, is in nobody's way.
                with contextlib.suppress(OSError):
                    if left.stat().st_mtime < hour:
                        left.unlink()
        except (OSError, ValueError) as error:
            raise not_written(error, self.folder) from None

    def _open(self) -> tuple[Path, int]:
        """Open a new file under a name that nobody had before, with the rights of any new file.

        Numbers of processes come again, and are not told apart from one machine to another.
        """
        path = self.folder / f"{_PREFIX}{os.urandom(16).hex()}"
        return path, os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | BINARY, 0o666)


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
