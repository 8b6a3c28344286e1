"""The command ``clausekit`` and what all its commands share."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import click

from clausekit.cli.output import (
    EXIT_FAULT,
    EXIT_INPUT,
    drop,
    open_closed,
    print_error,
    tell,
    wants_json,
)
from clausekit.errors import ClausekitError, Fault, InputError, nearest
from clausekit.resources import unreadable

__all__ = ["cli", "run"]

_COMMANDS = {
    "batch": "batch",
    "build": "build",
    "catalogue": "catalogue",
    "clauses": "clauses",
    "demo": "demo",
    "explain": "explain",
    "templates": "templates",
}


class _Lazy(click.Group):
    """A group that imports a command only when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        from importlib import import_module

        module = import_module(f"clausekit.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"No such command {args[0]!r}. {nearest(args[0], _COMMANDS)}")
        return super().resolve_command(ctx, args)


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from clausekit.assembly.assembly import library_version

        click.echo(library_version())
        ctx.exit()


@click.command(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 findings, 2 bad usage or input, 101 a fault of clausekit, "
    "130 stopped, 143 ended.",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
    help="Show the version and exit.",
)  # fmt: skip
def cli() -> None:
    """Human-rights clauses for public contracts, from a tender's facts to Word.

    The documents are models. They are no legal advice.
    """


def run() -> int:
    """Run the command line and return its exit code."""
    # A process that soon ends need not look for rubbish after every seven hundred objects.
    gc.set_threshold(250_000)
    # No plugin of another program has a say in what is valid; and nobody need look for one.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    open_closed()
    _speak_utf8()
    try:
        # A command returns its exit code where it has findings; else it returns nothing.
        with _ended_in_order():
            return cli.main(standalone_mode=False) or 0
    except click.Abort as error:
        tell("Stopped.")
        return 143 if isinstance(error.__cause__, _Ended) else 130
    except click.ClickException as error:
        if wants_json():
            fault = Fault("usage.wrong", error.format_message(), hint="See clausekit --help.")
            print_error(InputError(fault), as_json=True)
        else:
            try:
                error.show()
            except OSError:
                drop(sys.stderr)
        return EXIT_INPUT
    except ClausekitError as error:
        print_error(error, as_json=wants_json())
        return EXIT_INPUT
    except OSError as error:
        if error.filename is not None:  # no stream that we print to, but a file
            if not isinstance(error, PermissionError):
                return _confess()
            print_error(unreadable(error), as_json=wants_json())
            return EXIT_INPUT
        drop(sys.stdout)
        reason = error.strerror or type(error).__name__
        fault = Fault("output.not-written", f"The output cannot be written: {reason}.")
        print_error(InputError(fault), as_json=wants_json())
        return EXIT_INPUT
    except SystemExit:
        # Click leaves this way only where the reader of our output went away: nobody is left to
        # tell, and nothing is wrong.
        return 0
    except Exception:  # the last line of defence: a fault of ours, told as such
        return _confess()


class _Ended(KeyboardInterrupt):
    """The system, or who looks after our process, asks for its end."""


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let a termination take the way of an interruption, so that nothing is left half written."""

    def end(*_: object) -> None:
        raise _Ended

    # Elsewhere than in its main thread, a program gets no signals; and who ignores them, wants to.
    main = threading.current_thread() is threading.main_thread()
    if not main or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _speak_utf8() -> None:
    """Let both streams take any text: every language, and names of files that are no UTF-8."""
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _confess() -> int:
    tell(traceback.format_exc().rstrip())
    tell("This is a fault of clausekit, not of your input. Please report it with the lines above.")
    return EXIT_FAULT
