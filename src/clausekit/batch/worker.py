"""What a worker does: one document at a time, from a job to the sink."""

from __future__ import annotations

import errno
import hashlib
import multiprocessing
import os
import signal
import stat
import threading
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from functools import cache
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clausekit.batch.edition import edition
from clausekit.batch.jobs import Job, in_job
from clausekit.batch.outcome import Outcome, Status, failed
from clausekit.batch.sink import not_written
from clausekit.errors import ClausekitError, Fault, FrameError
from clausekit.word.package import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from clausekit.batch.sink import Sink
    from clausekit.catalogue.catalogue import Catalogue

__all__ = ["Inline", "perform", "process_pool", "read_template", "unexpected"]


def perform(job: Job, name: str, template: str, made_by: str, sink: Sink) -> Outcome:
    """Make one document and write it; whatever goes wrong is the outcome, which has no place yet.

    Args:
        job: The job.
        name: Its name.
        template: Hash of its own template, as it was when the job was named.
        made_by: The edition that the job was named for.
        sink: Where the document goes.
    """
    file = f"{name}.docx"
    try:
        content = _make(job, template, made_by)
        placed = sink.write(file, content)
    except ClausekitError as error:
        return failed("", error, name)
    except OSError as error:
        return failed("", not_written(error, file), name)
    except Exception as error:
        # A fault of ours, or of somebody's sink; it must not take the other jobs with it.
        return failed("", unexpected(error), name)
    digest = hashlib.sha256(content).hexdigest()
    # Another run may have been faster; a sink that says nothing has put it there.
    status = Status.KEPT if placed is False else Status.WRITTEN
    return Outcome("", status, name, file, digest, len(content))


def _make(job: Job, template: str, made_by: str) -> bytes:
    from clausekit.assembly.assembly import assemble
    from clausekit.selection.selection import select
    from clausekit.word.frame import compile_frame
    from clausekit.word.render import render_docx

    if edition() != made_by:
        raise ClausekitError(
            Fault(
                "batch.other-edition",
                "The worker has another edition of clausekit or of its texts.",
                hint="Install the same version everywhere, and run the batch again.",
            )
        )
    content = b"" if job.template is None else read_template(job.template)
    if job.template is not None and hashlib.sha256(content).hexdigest() != template:
        raise FrameError(
            Fault(
                "batch.template-changed",
                "The template is not the same everywhere, or has changed during the run.",
                job.template,
                "Run the batch again when nobody edits it.",
            )
        )
    selection = select(job.tender, _catalogue())
    try:
        document = assemble(
            selection,
            kind=job.kind,
            language=job.language,
            paper=job.paper,
            non_conformity=job.non_conformity,
        )
    except ClausekitError as error:
        raise type(error)(*map(in_job, error.faults)) from None
    if job.template is None:
        return render_docx(document)
    # Under its own path, so that what is wrong with it is told there.
    return render_docx(document, compile_frame(content, job.template))


@cache
def _catalogue() -> Catalogue:
    """Return the shipped catalogue; it is loaded once in each worker."""
    from clausekit.catalogue.catalogue import Catalogue

    return Catalogue.load()


def read_template(path: str) -> bytes:
    """Return the content of a template.

    Raises:
        FrameError: It cannot be read.
    """
    try:
        # A pipe would keep all others waiting, a device might never end.
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise OSError(errno.EINVAL, "it is no file")
        with Path(path).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)  # a byte more than is allowed tells enough
    except (OSError, ValueError) as error:  # a path with a NUL is a ValueError
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise FrameError(
            Fault(
                "frame.unreadable",
                f"The template cannot be read: {reason}.",
                path,
                "Check the path and the rights.",
            )
        ) from None


def unexpected(error: Exception) -> ClausekitError:
    """Return the error for what nobody foresaw: a fault of ours, or of somebody's own objects."""
    return ClausekitError(
        Fault(
            "batch.unexpected",
            f"The document could not be made: {type(error).__name__}: {error}",
            hint="This is a fault of clausekit, or of a sink or a mapping of your own. Please "
            "report it.",
        )
    )


class Inline(Executor):
    """An executor that does the work at once, in the caller's own process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call *fn*, and return a future that is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def process_pool(workers: int) -> ProcessPoolExecutor:
    """Return a pool of processes, the same on every system.

    The processes are started afresh, load the catalogue before the first job, leave an
    interruption to their parent, and end when it ends, however that comes to pass.
    """
    return ProcessPoolExecutor(workers, mp_context=_Context(), initializer=_begin)


class _Process(SpawnProcess):
    """A process that an interruption does not reach while it starts."""

    def start(self) -> None:
        """Start it with the interruption held back, which a new process takes over."""
        if not hasattr(signal, "pthread_sigmask"):  # Windows
            super().start()
            return
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            super().start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Context(SpawnContext):
    Process = _Process


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _catalogue()
    edition()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
