"""Executors: each writes the same, and one that loses jobs or workers loses no document."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from batches import documents, job, lines, seen
from clausekit import render_many
from clausekit.batch.sink import FolderSink
from clausekit.batch.worker import process_pool
from clausekit.errors import ClausekitError


@pytest.mark.parametrize("start", [partial(ThreadPoolExecutor, 2), None])
def test_every_executor_writes_the_same(
    tmp_path: Path, start: Callable[[], Executor] | None
) -> None:
    jobs = [job(number, language=code) for number in range(2) for code in ("en", "fr", "xx")]
    list(render_many(jobs, sink=tmp_path / "one"))
    list(render_many(iter(jobs), executor=start, sink=tmp_path / "two"))
    assert documents(tmp_path / "one") == documents(tmp_path / "two")
    assert len(documents(tmp_path / "one")) == 4


def test_an_executor_that_was_given_stays_open(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as executor:
        list(render_many([job()], executor=executor, sink=tmp_path))
        assert executor.submit(int, "7").result() == 7


@dataclass(frozen=True)
class Killer:
    """A sink that kills its worker when a document comes, as the kernel does for want of memory."""

    folder: Path
    victims: tuple[str, ...] = ()

    def digest(self, file: str) -> str | None:
        return FolderSink(self.folder).digest(file)

    def write(self, file: str, content: bytes) -> None:
        if file in self.victims:
            os.kill(os.getpid(), signal.SIGKILL)
        FolderSink(self.folder).write(file, content)


def test_a_job_that_kills_its_worker_is_found_out_and_the_others_are_done(tmp_path: Path) -> None:
    jobs = [job(number) for number in range(5)]
    names = [o.file for o in render_many(jobs, sink=tmp_path / "names")]
    sink = Killer(tmp_path, (names[1],))
    outcomes = list(
        render_many(
            jobs,
            executor=partial(process_pool, 2),
            sink=sink,
            manifest=tmp_path / "manifest.jsonl",
            window=3,
        )
    )
    failed = [(o.file or f"{o.job}.docx", o.error.code) for o in outcomes if o.error]
    assert failed == [(names[1], "batch.worker-lost")]
    assert sorted(o.where for o in outcomes) == [f"job {n}" for n in range(1, 6)]
    there = set(documents(tmp_path / "names")) - {names[1]}
    assert {p.name for p in tmp_path.glob("*.docx")} == there


class Broken(Executor):
    """An executor whose every job ends in *error*."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(self.error)
        return future


def test_workers_that_all_die_stop_the_run(tmp_path: Path) -> None:
    start = partial(Broken, BrokenExecutor("no memory"))
    outcomes = render_many((job(n) for n in range(99)), executor=start, sink=tmp_path, window=9)
    with pytest.raises(ClausekitError) as caught:
        list(outcomes)
    assert caught.value.code == "batch.executor-broken"
    assert 1 <= len(lines(tmp_path)) < 9


@pytest.mark.parametrize("error", [BrokenExecutor("x"), MemoryError("x"), TypeError("cannot")])
def test_what_an_executor_loses_is_an_outcome(tmp_path: Path, error: Exception) -> None:
    outcomes = render_many([job(1), job(2)], executor=Broken(error), sink=tmp_path)
    assert seen(outcomes) == [
        ("job 1", "failed", "batch.worker-lost"),
        ("job 2", "failed", "batch.worker-lost"),
    ]


def test_an_executor_that_takes_no_jobs_stops_the_run(tmp_path: Path) -> None:
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(ClausekitError, match=r"batch\.executor-broken"):
        list(render_many([job()], executor=executor, sink=tmp_path))
