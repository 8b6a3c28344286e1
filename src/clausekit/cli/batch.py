"""``clausekit batch``: many documents in one run."""

from __future__ import annotations

import os
import sys
from collections import Counter
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import click

from clausekit.cli.output import json_option, print_error, print_json, tell
from clausekit.errors import Fault, InputError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from clausekit.batch.outcome import Outcome

__all__ = ["command"]

EXIT_FAILURES: Final = 1
_LISTED: Final = 1000
"""As many failures as are listed as data; the manifest has all."""


@click.command(
    "batch",
    epilog="\b\nExamples:\n  clausekit batch jobs.jsonl -o out\n"
    "  clausekit batch jobs.jsonl -o out --workers 4 --json",
)
@click.argument(
    "jobs", metavar="JOBS.jsonl", type=click.Path(path_type=str, allow_dash=True, readable=False)
)
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the documents and the manifest.",
)  # fmt: skip
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 60),
    help="How many processes work side by side.",
)  # fmt: skip
@json_option
def command(jobs: str, output: Path, workers: int, as_json: bool) -> int:
    """Build many documents, one for each line of a file.

    With - in the place of the file, the lines come from standard input. A line is an object with
    tender, kind and language, and with paper, template or non_conformity where wanted. A document
    is named by a hash of its job, and manifest.jsonl tells which is which. Run once more, a batch
    that was stopped goes on where it stood. A line that fails stops no other; the exit code is
    then 1.
    """
    from clausekit.batch.jobs import read_jobs
    from clausekit.batch.run import MANIFEST, render_many
    from clausekit.batch.worker import process_pool

    # As it was written: ./- is a file, and as a path it would be the same.
    source = _standard_input() if jobs == "-" else Path(jobs)
    if _is_same(source, output / MANIFEST):
        raise click.UsageError("The file of jobs is the manifest that the batch would write to.")
    lines = _count(source)
    counted: Counter[str] = Counter()
    failures: list[dict[str, Any]] = []
    outcomes = render_many(
        read_jobs(source),
        executor=partial(process_pool, workers) if workers > 1 else None,
        sink=output,
        window=4 * workers,
    )
    with _progress(lines, shown=not as_json) as bar:
        for outcome in outcomes:
            counted[outcome.status.value] += 1
            if outcome.error is not None and as_json:
                failures += [_data(outcome)][: _LISTED - len(failures)]
            elif outcome.error is not None:
                if bar is not None:
                    tell("\r\033[K", nl=False)
                print_error(outcome.error, as_json=False)
            if bar is not None:
                bar.update(1)
    counts = {status: counted[status] for status in ("written", "kept", "failed")}
    if as_json:
        print_json("batch", {"manifest": str(output / MANIFEST), **counts, "failures": failures})
    else:
        click.echo(output / MANIFEST)
        tell(", ".join(f"{count} {status}" for status, count in counts.items()))
    return EXIT_FAILURES if counted["failed"] else 0


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise InputError(
            Fault(
                "batch.unreadable",
                "The file of jobs cannot be read: standard input is closed.",
                hint="Send the lines through a pipe, or name a file.",
            )
        )
    return sys.stdin.buffer


def _is_same(jobs: Path | BinaryIO, manifest: Path) -> bool:
    try:
        found = jobs.stat() if isinstance(jobs, Path) else os.fstat(jobs.fileno())
        return os.path.samestat(found, manifest.stat())
    except OSError:  # one of them is not there, or is no file
        return False


def _data(outcome: Outcome) -> dict[str, Any]:
    faults = outcome.error.faults if outcome.error is not None else ()
    told = [
        {"code": f.code, "message": f.message, "where": f.where, "hint": f.hint} for f in faults
    ]
    return {"where": outcome.where, "faults": told}


def _count(source: Path | BinaryIO) -> int | None:
    """Count the lines that hold something, so that the bar knows its end.

    What comes through a pipe can be read once, and is not counted.
    """
    from clausekit.batch.jobs import read_jobs

    if not isinstance(source, Path) or (source.exists() and not source.is_file()):
        return None
    return sum(1 for _ in read_jobs(source))


def _progress(length: int | None, *, shown: bool) -> AbstractContextManager[Any]:
    """Return a bar where somebody watches, else nothing."""
    if not shown or not sys.stderr.isatty():
        return nullcontext()
    return click.progressbar(length=length, label="Documents", show_pos=True, file=sys.stderr)
