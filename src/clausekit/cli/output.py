"""Data on stdout, talk on stderr, and files that are whole or not there."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import click

from clausekit.errors import ClausekitError, Fault, InputError

__all__ = [
    "EXIT_FAULT",
    "EXIT_INPUT",
    "Offered",
    "drop",
    "json_option",
    "print_error",
    "print_json",
    "printable",
    "save_all",
    "tell",
    "wants_json",
    "write_all",
]

EXIT_INPUT = 2
EXIT_FAULT = 101
_STAGED = ".clausekit-"
_MOST = 100
"""As many faults as are printed for people."""
_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")

_F = TypeVar("_F", bound=Callable[..., Any])


class Words(click.ParamType[str]):
    """A name or a sentence on one line, which is kept in a file."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse what a terminal in another encoding made of letters, and control characters."""
        for position, character in enumerate(value, start=1):
            if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp"):
                self.fail(
                    f"character {position} is no letter or sign of a text in UTF-8.", param, ctx
                )
        return value


class Offered(click.Choice[str]):
    """Values that are offered; of another the library says what is near, with all other faults."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return *value* as it came."""
        return value


def json_option(function: _F) -> _F:
    """Add the option ``--json`` to a command."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Print data as JSON, and errors too."
    )(function)


def wants_json() -> bool:
    """Tell whether the command line asks for JSON; needed before a command is known to run."""
    return "--json" in sys.argv[1:]


def tell(text: str, *, nl: bool = True) -> None:
    """Print *text* on stderr; where nobody can read it, the work goes on all the same."""
    try:
        click.echo(text, nl=nl, err=True)
    except OSError:
        drop(sys.stderr)


def drop(stream: object) -> None:
    """Send what is still held back nowhere, or Python would fail on it once more at its end."""
    if isinstance(stream, io.TextIOWrapper) and stream in (sys.__stdout__, sys.__stderr__):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def print_json(schema: str, data: Mapping[str, Any]) -> None:
    """Print *data* on stdout under the name of its schema."""
    document = {"schema": f"clausekit.{schema}/1", **data}
    text = json.dumps(document, ensure_ascii=False, indent=2)
    # A name of a file that is no UTF-8 is told by JSON's own escape.
    click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def print_error(error: ClausekitError, *, as_json: bool) -> None:
    """Print every fault of *error* on stderr."""
    if as_json:
        faults = [
            {"code": f.code, "message": f.message, "where": f.where, "hint": f.hint}
            for f in error.faults
        ]
        text = json.dumps({"error": {**faults[0], "faults": faults}}, ensure_ascii=False, indent=2)
        tell(text)
        return
    count = len(error.faults)
    if count > 1:
        tell(f"{count} things are wrong:")
    for fault in error.faults[:_MOST]:
        tell(f"- {_told(fault)}" if count > 1 else _told(fault))
    if count > _MOST:
        tell(f"- and {count - _MOST} more; with --json all are told.")


def _told(fault: Fault) -> str:
    place = f"{fault.where}: " if fault.where else ""
    hint = f"\n  {printable(fault.hint)}" if fault.hint else ""
    return f"{printable(f'{place}{fault.message}')} [{fault.code}]{hint}"


def printable(text: str) -> str:
    r"""Return *text* on one line, with nothing in it that commands a terminal or turns the reading.

    Names and words out of a stranger's file are told back; they are not to write over what stands
    on the screen, nor to look like lines of ours.

    Example:
        >>> printable("a\x1b[2Jb\nc")
        'a\\x1b[2Jb⏎c'
    """
    return _COMMANDS.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return "⏎" if found[0] == "\n" else found[0].encode("unicode_escape").decode()


def write_all(files: Mapping[Path, bytes], *, overwrite: bool) -> None:
    """Write *files*, each whole or not at all.

    A file that stands there with other content is kept unless *overwrite* is true: it may hold
    what somebody edited.

    Raises:
        InputError: A file would be overwritten, or a folder cannot be written to; nothing is
            written then. Should the disk fail while the finished files are put in place, the error
            counts those that are; each is whole, and the others are as they were.
    """
    staged: list[tuple[str, Path]] = []
    placed = 0
    try:
        _refuse_devices(files)
        if not overwrite:
            _refuse_clashes(files)
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=_STAGED)
            staged.append((name, path))
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        for name, path in staged:
            os.chmod(name, _rights(path))
            os.replace(name, path)
            placed += 1
    except OSError as error:
        reason = error.strerror or type(error).__name__
        place = Path(error.filename or "")
        if place.name.startswith(_STAGED):  # nobody knows the file that is to become another
            place = place.parent
        raise InputError(
            Fault(
                "output.not-written",
                f"{_counted(placed, len(files))} written: {reason}.",
                str(place),
                "Check the rights and the room on the disk, or choose another place with -o.",
            )
        ) from None
    finally:
        for name, _ in staged:
            Path(name).unlink(missing_ok=True)


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


def _rights(path: Path) -> int:
    """Return the rights that a file in this place is to have; a temporary one is private.

    Who closed a document to others finds it closed when it is written anew. What stands in the
    place of nothing, or of a link, has the rights of any other new file.
    """
    with suppress(FileNotFoundError):
        mode = os.lstat(path).st_mode
        if stat.S_ISREG(mode):
            return mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _counted(placed: int, wanted: int) -> str:
    return f"Only {placed} of {wanted} files were" if placed else "Nothing was"


def _refuse_clashes(files: Mapping[Path, bytes]) -> None:
    faults = [
        Fault(
            "output.exists",
            said,
            str(path),
            "Choose another folder with -o, or add --overwrite.",
        )
        for path, content in files.items()
        if (said := _clash(path, content))
    ]
    if faults:
        raise InputError(*faults)


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
            "Name a file with -o.",
        )
        for path in files
        if path.exists() and not (path.is_file() or path.is_dir())
    ]
    if faults:
        raise InputError(*faults)
