"""Many jobs, any executor: each job has an outcome, and one that fails stops no other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from clausekit.batch.edition import edition
from clausekit.batch.jobs import Draft, Job, NoJobs, name_of
from clausekit.batch.manifest import Manifest
from clausekit.batch.outcome import Outcome, Status, at, failed, placed
from clausekit.batch.sink import FolderSink, not_written
from clausekit.batch.worker import Inline, perform, read_template, unexpected
from clausekit.errors import ClausekitError, Fault

if TYPE_CHECKING:
    from clausekit.batch.sink import Sink

__all__ = ["MANIFEST", "render_many"]

MANIFEST: Final = "manifest.jsonl"
"""The name of the manifest in a folder of documents."""
_DEATHS: Final = 3
"""After so many workers that end one after the other, each alone with a job, the run stops."""


def render_many(
    jobs: Iterable[Job | Mapping[str, Any] | str | bytes | Draft],
    *,
    executor: Executor | Callable[[], Executor] | None = None,
    sink: Sink | str | Path,
    manifest: str | Path | None = None,
    window: int = 64,
) -> Iterator[Outcome]:
    """Make many documents, and yield what became of each job as soon as it is known.

    A document is named by a hash of its job, of its template and of the wording that clausekit
    ships. A run that was stopped is taken up by running it again: what was written is kept. Of
    *jobs*, no more are read ahead than *window*; nothing happens before the first outcome is
    asked for.

    Args:
        jobs: Jobs, their fields, or JSON texts; they may come from a generator.
        executor: Any executor of ``concurrent.futures``, which stays open; a function that
            starts one, which is closed at the end and started anew where its processes die; None
            for this process alone.
        sink: A folder, or a sink of your own; the workers write to it.
        manifest: Where outcomes are recorded; ``manifest.jsonl`` in the folder, or nowhere with a
            sink of your own, where it is None.
        window: How many jobs are under way at a time; more than there are workers.

    Raises:
        ClausekitError: The folder or the manifest cannot be written to, the executor is broken, or
            a line of a manifest stands among the jobs; what was written stands, and a new run
            takes up from there.

    Example:
        >>> import tempfile
        >>> facts = {
        ...     "reference": "7", "title": "Uniforms", "procurement": "goods",
        ...     "sector": "textiles", "buyer": {"name": "City", "country": "CL"},
        ... }
        >>> jobs = [{"tender": facts, "kind": "supplier-code", "language": code}
        ...         for code in ("en", "xx")]
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     [outcome.status.value for outcome in render_many(jobs, sink=folder)]
        ['written', 'failed']
    """
    if isinstance(jobs, (str, bytes, Mapping, Job)):
        raise TypeError(
            "jobs is a list of jobs, or whatever else yields them, and not one job or a path"
        )
    with ExitStack() as stack:
        if isinstance(sink, (str, Path)):
            sink = FolderSink(Path(sink))
            manifest = sink.folder / MANIFEST if manifest is None else manifest
            sink.prepare()
        record = None if manifest is None else stack.enter_context(Manifest(manifest))
        crew = stack.enter_context(_Crew(executor))
        run = _Run(sink, record, crew, 1 if executor is None else max(1, window))
        stack.callback(run.cancel)
        for number, job in enumerate(jobs, start=1):
            draft = job if isinstance(job, Draft) else Draft(f"job {number}", job)
            yield from run.take(draft)
        yield from run.finish()


class _Crew:
    """The executor of a run, and how to get another one when it breaks."""

    def __init__(self, executor: Executor | Callable[[], Executor] | None) -> None:
        self._start: Callable[[], Executor] | None = None
        if isinstance(executor, Executor):
            self.executor = executor
        else:
            self._start = executor or Inline
            self.executor = self._start()

    def __enter__(self) -> _Crew:
        return self

    def __exit__(self, *_: object) -> None:
        if self._start is not None:
            self.executor.shutdown(cancel_futures=True)

    def renew(self) -> bool:
        """Start another executor in the place of one that is broken, where that is possible."""
        if self._start is None:
            return False
        self.executor.shutdown(wait=False, cancel_futures=True)
        self.executor = self._start()
        return True


@dataclass(slots=True)
class _Task:
    """A job that is under way, and the places where it stands, at least one."""

    number: int
    job: Job
    name: str
    places: list[str]
    template: str


class _Run:
    """The state of one run: what is under way."""

    def __init__(self, sink: Sink, record: Manifest | None, crew: _Crew, window: int) -> None:
        self._sink = sink
        self._record = record
        self._crew = crew
        self._window = window
        self._pending: dict[Future[Outcome], _Task] = {}
        self._named: dict[str, _Task] = {}
        self._edition = edition()
        self._count = 0
        self._untold = 0
        """Places of all jobs that are under way."""

    def take(self, draft: Draft) -> Iterator[Outcome]:
        """Begin with a job; yield the outcomes that are known by then."""
        try:
            job = draft.read()
        except NoJobs:
            raise
        except ClausekitError as error:
            yield self._tell(failed(draft.where, error), None)
            return
        except Exception as error:  # a fault of ours, or of a program's own kind of fields
            told = placed(unexpected(error), draft.where)
            yield self._tell(failed(draft.where, told), None)
            return
        try:
            template = "" if job.template is None else _hash(read_template(job.template))
        except ClausekitError as error:
            yield self._tell(failed(draft.where, placed(error, draft.where)), job)
            return
        name = name_of(job, template, self._edition)
        if name in self._named:
            self._named[name].places.append(draft.where)
            self._untold += 1
        else:
            self._count += 1
            task = _Task(self._count, job, name, [draft.where], template)
            known = self._known(task)
            if known is not None:
                yield self._tell(at(known, draft.where), job)
                return
            self._named[name] = task
            self._untold += 1
            yield from self._submit(task)
        while self._untold >= self._window:
            yield from self._collect()

    def finish(self) -> Iterator[Outcome]:
        """Wait for all that is under way."""
        while self._pending:
            yield from self._collect()

    def cancel(self) -> None:
        """Take back what has not begun."""
        for future in self._pending:
            future.cancel()

    def _known(self, task: _Task) -> Outcome | None:
        """Return the outcome of a job whose document stands there already."""
        file = f"{task.name}.docx"
        try:
            stands = self._sink.digest(file)
        except OSError as error:
            return failed("", not_written(error, file), task.name)
        except ClausekitError as error:
            return failed("", error, task.name)
        except Exception as error:  # a fault of somebody's sink, which takes no other job with it
            return failed("", unexpected(error), task.name)
        # What is there and not recorded, a killed run has left: it is made again and compared.
        if stands is None or (self._record and not self._record.holds(file, stands)):
            return None
        return Outcome("", Status.KEPT, task.name, file, stands)

    def _submit(self, task: _Task) -> Iterator[Outcome]:
        try:
            self._pending[self._begin(task)] = task
        except RuntimeError as error:  # broken, or closed
            if not self._crew.renew():
                raise _broken(error) from None
            yield from self._recover([task])

    def _begin(self, task: _Task) -> Future[Outcome]:
        return self._crew.executor.submit(
            perform, task.job, task.name, task.template, self._edition, self._sink
        )

    def _collect(self) -> Iterator[Outcome]:
        """Wait for the next futures, and yield their outcomes."""
        done, _ = wait(self._pending, return_when=FIRST_COMPLETED)
        lost: list[_Task] = []
        for future in sorted(done, key=lambda future: self._pending[future].number):
            task = self._pending.pop(future)
            try:
                outcome = future.result()
            except BrokenExecutor:
                lost.append(task)
                continue
            except Exception as error:  # the executor's own: cancelled, lost on a cluster
                outcome = _lost(task, error)
            yield from self._settle(task, outcome)
        if lost and self._crew.renew():
            yield from self._recover(lost)
        else:
            for task in lost:
                yield from self._settle(task, _lost(task, BrokenExecutor()))

    def _recover(self, lost: list[_Task]) -> Iterator[Outcome]:
        """Give new workers the lost jobs one by one.

        One of those jobs may have killed its worker, with too much memory perhaps. Alone with a
        worker, it is found out; the others are done.

        Raises:
            ClausekitError: Workers end with one job after the other: it is not the jobs.
        """
        lost = sorted(chain(lost, self._pending.values()), key=lambda task: task.number)
        self._pending.clear()
        deaths = 0
        for task in lost:
            try:
                outcome = self._begin(task).result()
                deaths = 0
            except BrokenExecutor as error:
                outcome = _lost(task, error)
                deaths += 1
                if deaths > _DEATHS:
                    raise _broken(error) from None
                self._crew.renew()
            except Exception as error:
                outcome = _lost(task, error)
            yield from self._settle(task, outcome)

    def _settle(self, task: _Task, outcome: Outcome) -> Iterator[Outcome]:
        del self._named[task.name]
        self._untold -= len(task.places)
        for where in task.places:
            yield self._tell(at(outcome, where), task.job)
            if outcome.status is Status.WRITTEN:
                outcome = replace(outcome, status=Status.KEPT)

    def _tell(self, outcome: Outcome, job: Job | None) -> Outcome:
        if self._record is not None:
            self._record.add(outcome, job)
        return outcome


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _lost(task: _Task, error: Exception) -> Outcome:
    fault = Fault(
        "batch.worker-lost",
        f"The worker did not finish the document: {type(error).__name__}: {error}",
        hint="It may have run out of memory. Run the batch again; if the same job fails, report "
        "it.",
    )
    return failed("", ClausekitError(fault), task.name)


def _broken(error: Exception) -> ClausekitError:
    return ClausekitError(
        Fault(
            "batch.executor-broken",
            f"The executor takes no more jobs ({type(error).__name__}: {error}).",
            hint="Start a new one and run the batch again; what was written is kept.",
        )
    )
