"""Data on stdout, talk on stderr."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from clausekit.errors import ClausekitError, Fault

__all__ = [
    "EXIT_FAULT",
    "EXIT_INPUT",
    "Offered",
    "drop",
    "json_option",
    "open_closed",
    "print_error",
    "print_json",
    "printable",
    "tell",
    "wants_json",
]

EXIT_INPUT = 2
EXIT_FAULT = 101
_MOST = 100
"""As many faults as are printed for people."""
_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")

_F = TypeVar("_F", bound=Callable[..., Any])


class Words(click.ParamType[str]):
    """A name or a sentence on one line, which is kept in a file."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse what a terminal in another encoding made of letters, and what nobody sees."""
        for position, character in enumerate(value, start=1):
            kind = unicodedata.category(character)
            if kind == "Cf":
                self.fail(
                    f"character {position} (U+{ord(character):04X}) is a sign that nobody sees.",
                    param, ctx,
                )  # fmt: skip
            if kind in ("Cc", "Cs", "Zl", "Zp"):
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
    own = (sys.__stdout__, sys.__stderr__, *_closed)
    if isinstance(stream, io.TextIOWrapper) and stream in own:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


_closed: list[object] = []
"""What stands in the place of an output that was closed before the command began."""


def open_closed() -> None:
    """Put a stream that takes nothing in the place of a standard output that is closed.

    Python has none then, and what is printed would be lost without a word. It also takes the
    number of the closed one, which a file of ours would have been given.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
        _closed.append(sys.stdout)


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
