"""The record of a batch: one line of JSON for each outcome, added at the end and never changed."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from clausekit.batch.outcome import Outcome, Status
from clausekit.batch.sink import BINARY, not_written
from clausekit.errors import Fault, InputError

if TYPE_CHECKING:
    from clausekit.batch.jobs import Job

__all__ = ["HEAD", "Manifest", "is_of_manifest"]

_SCHEMA: Final = "clausekit.batch-manifest/1"
HEAD: Final = f'{{"schema": "{_SCHEMA}"}}\n'.encode()
"""The first line, by which a manifest is known."""


def is_of_manifest(entry: Any) -> bool:
    """Tell whether a line, or the fields in it, belong to a manifest, however they are set.

    Args:
        entry: Something that is no job.

    Example:
        >>> is_of_manifest('{"where":"job 1","status":"failed"}')
        True
        >>> is_of_manifest({"status": "failed", "where": "job 1", "tender": {}})
        False
    """
    try:
        if isinstance(entry, (str, bytes, bytearray)):
            entry = json.loads(entry)
        if not isinstance(entry, dict) or "tender" in entry:
            return False
        outcome = "where" in entry and entry.get("status") in set(Status)
        return outcome or entry.get("schema") == _SCHEMA
    except (ValueError, RecursionError, TypeError):
        return False


class Manifest:
    """A manifest that is open for adding.

    A line goes to the file in one piece. Where a killed run left a torn line, the next line
    begins anew, and the torn one is passed over. What another run adds at the same time is read
    before anything is recorded. In memory stand 16 bytes for each document that is recorded.

    Args:
        path: The file; made where it is missing.

    Raises:
        InputError: It cannot be written to, or is no manifest.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._recorded: set[bytes] = set()
        self._read_to = 0
        """Up to here the file is known."""
        self._refuse_others()
        try:
            flags = os.O_CREAT | os.O_RDWR | os.O_APPEND | BINARY
            self._descriptor = os.open(self.path, flags, 0o666)
        except OSError as error:
            raise not_written(error, self.path) from None
        try:
            self._read()
        except BaseException as error:
            os.close(self._descriptor)
            if isinstance(error, OSError):
                raise not_written(error, self.path) from None
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            os.fsync(self._descriptor)
        except OSError as error:
            raise not_written(error, self.path) from None
        finally:
            os.close(self._descriptor)

    def holds(self, file: str, sha256: str) -> bool:
        """Tell whether the document *file* is recorded with this hash.

        Raises:
            InputError: The file cannot be read.
        """
        mark = _mark(file, sha256)
        if mark not in self._recorded:
            self._catch_up()
        return mark in self._recorded

    def add(self, outcome: Outcome, job: Job | None) -> None:
        """Record an outcome; a document that is recorded already is not recorded twice.

        Raises:
            InputError: The file cannot be read or written.
        """
        if outcome.file:
            if self.holds(outcome.file, outcome.sha256):
                return
            self._recorded.add(_mark(outcome.file, outcome.sha256))
        self._append(json.dumps(_line(outcome, job), ensure_ascii=False) + "\n")

    def _catch_up(self) -> None:
        """Read the lines that another run has added, and our own once more."""
        try:
            if os.fstat(self._descriptor).st_size == self._read_to:
                return
            with os.fdopen(os.dup(self._descriptor), "rb") as stream:
                stream.seek(self._read_to)
                for line in stream:
                    if not line.endswith(b"\n"):  # half of it is still to come
                        break
                    self._read_to += len(line)
                    self._learn(line)
        except OSError as error:
            raise not_written(error, self.path) from None

    def _append(self, line: str) -> None:
        # Half a pair of surrogates, out of a file's name, is told by JSON's own escape.
        content = line.encode("utf-8", "backslashreplace")
        try:
            while content:
                content = content[os.write(self._descriptor, content) :]
        except OSError as error:
            raise not_written(error, self.path) from None

    def _refuse_others(self) -> None:
        """Refuse what is no file before it is opened: a pipe would wait, a device may never end."""
        try:
            mode = os.lstat(self.path).st_mode
        except FileNotFoundError:
            return
        except (OSError, ValueError) as error:
            raise not_written(error, self.path) from None
        if stat.S_ISLNK(mode):
            # Lines would be added to a file somewhere else.
            raise _not_a_manifest("is a link to another file", self.path)
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise _not_a_manifest("is a pipe or a device", self.path)

    def _read(self) -> None:
        with os.fdopen(os.dup(self._descriptor), "rb") as stream:
            stream.seek(0)
            last = stream.readline(len(HEAD))  # another file may have no lines
            if last and not HEAD.startswith(last):
                raise _not_a_manifest("holds something else", self.path)
            torn = last != HEAD
            self._read_to = stream.tell()
            for line in stream:
                torn = not line.endswith(b"\n")
                self._read_to += len(line)
                self._learn(line)
        if not last:
            self._append(HEAD.decode())
        elif last != HEAD:  # a head that was torn off is put there anew
            os.ftruncate(self._descriptor, 0)
            self._read_to = 0
            self._append(HEAD.decode())
        elif torn:
            self._append("\n")

    def _learn(self, line: bytes) -> None:
        try:
            entry = json.loads(line)
            if entry["file"]:
                self._recorded.add(_mark(entry["file"], entry["sha256"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            # Torn by a kill; its document is made again and compared.
            return


def _not_a_manifest(what: str, path: Path) -> InputError:
    return InputError(
        Fault(
            "batch.not-a-manifest",
            f"The file that should hold the manifest {what}.",
            str(path),
            "Choose another folder.",
        )
    )


def _mark(file: str, sha256: str) -> bytes:
    text = f"{file}\0{sha256}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).digest()[:16]


def _line(outcome: Outcome, job: Job | None) -> dict[str, Any]:
    line: dict[str, Any] = {"status": outcome.status.value, "where": outcome.where}
    if job is not None:
        line |= {
            "job": outcome.job,
            "reference": job.tender.reference,
            "kind": job.kind,
            "language": job.language,
        }
    if outcome.status is Status.FAILED and outcome.error is not None:
        line["faults"] = [
            {"code": f.code, "message": f.message, "where": f.where, "hint": f.hint}
            for f in outcome.error.faults
        ]
    else:
        line |= {"file": outcome.file, "sha256": outcome.sha256, "size": outcome.size}
    return line
