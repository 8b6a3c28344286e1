"""A batch: every job has its outcome, nothing is lost or doubled, a stopped run goes on."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from clausekit import Catalogue, Job, Outcome, assemble, render_docx, render_many, select
from clausekit.batch import run, worker
from clausekit.batch.jobs import read_jobs
from clausekit.batch.sink import FolderSink
from clausekit.batch.worker import process_pool
from clausekit.errors import ClausekitError, Fault, InputError
from facts import tender_facts


def job(number: int = 0, **changes: Any) -> dict[str, Any]:
    """Return the fields of a job; another number, another document."""
    facts = tender_facts(reference=f"No {number}")
    return {"tender": facts, "kind": "supplier-code", "language": "en", **changes}


def seen(outcomes: Iterator[Outcome]) -> list[tuple[str, str, str]]:
    """Return place, status and code of each outcome."""
    return [(o.where, o.status.value, o.error.code if o.error else "") for o in outcomes]


def lines(folder: Path) -> list[dict[str, Any]]:
    """Return the manifest, without its head."""
    text = (folder / "manifest.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()][1:]


def documents(folder: Path) -> dict[str, bytes]:
    """Return all files but the manifest."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != "manifest.jsonl"}


def test_a_document_is_that_of_the_four_verbs_under_the_name_of_its_job(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    (outcome,) = render_many([job(language="es", paper="a4")], sink=tmp_path)
    read = Job.model_validate(job())
    document = assemble(
        select(read.tender, catalogue), kind="supplier-code", language="es", paper="a4"
    )
    content = render_docx(document)
    assert documents(tmp_path) == {f"{outcome.job}.docx": content}
    assert outcome.sha256 == hashlib.sha256(content).hexdigest()
    assert (outcome.file, outcome.size) == (f"{outcome.job}.docx", len(content))
    (line,) = lines(tmp_path)
    assert line == {
        "status": "written",
        "where": "job 1",
        "job": outcome.job,
        "reference": "No 0",
        "kind": "supplier-code",
        "language": "es",
        "file": outcome.file,
        "sha256": outcome.sha256,
        "size": outcome.size,
    }


def test_one_bad_job_stops_no_other(tmp_path: Path) -> None:
    jobs = [
        job(1),
        job(2, language="xx"),
        job(3, kind="letter"),
        job(4, paper="a3"),
        job(5, template="none.docx"),
        job(6, template="a\0b.docx"),
        {"tender": {}},
        "{",
        b"\xff",
        None,
        '{"tender": {"title": "a", "title": "b"}}',
        json.dumps(job(7)).replace("No 7", "\\ud800"),
        json.dumps(job(8)),
    ]
    outcomes = list(render_many(jobs, sink=tmp_path))
    assert [o.error.code if o.error else "" for o in outcomes] == [
        "", "language.unknown", "document.unknown-kind", "document.unknown-paper",
        "frame.unreadable", "frame.unreadable", "tender.missing", "tender.malformed-json",
        "tender.not-utf8", "tender.not-an-object", "tender.double-name", "tender.invalid-reference",
        "",
    ]  # fmt: skip
    assert [o.where for o in outcomes] == [f"job {n}" for n in range(1, 14)]
    for number, outcome in enumerate(outcomes, start=1):
        for fault in outcome.error.faults if outcome.error else ():
            assert fault.where.startswith(f"job {number}")
    assert len(documents(tmp_path)) == 2
    assert [line["status"] for line in lines(tmp_path)].count("failed") == 11
    told = lines(tmp_path)[6]["faults"]
    assert {fault["where"] for fault in told} >= {"job 7, /kind", "job 7, /tender/title"}


def test_a_stopped_run_goes_on_where_it_stood(tmp_path: Path) -> None:
    jobs = [job(number) for number in range(6)]
    first = render_many(iter(jobs), sink=tmp_path)
    for _ in range(3):
        next(first)
    first.close()
    assert len(documents(tmp_path)) == 3
    assert [o.status.value for o in render_many(jobs, sink=tmp_path)] == ["kept"] * 3 + [
        "written"
    ] * 3
    again = list(render_many(jobs, sink=tmp_path))
    assert {o.status.value for o in again} == {"kept"}
    recorded = lines(tmp_path)
    assert len(recorded) == len({line["job"] for line in recorded}) == 6
    assert [o.sha256 for o in again] == [line["sha256"] for line in recorded]


def test_the_same_job_is_done_once(tmp_path: Path) -> None:
    jobs = [job(1), job(1), job(2), json.dumps(job(1)), Job.model_validate(job(2))]
    with ThreadPoolExecutor(2) as executor:
        outcomes = list(render_many(jobs, executor=executor, sink=tmp_path))
    statuses = {o.where: o.status.value for o in outcomes}
    assert sorted(statuses) == [f"job {n}" for n in range(1, 6)]
    assert sorted(statuses.values()) == ["kept"] * 3 + ["written"] * 2
    assert len(documents(tmp_path)) == len(lines(tmp_path)) == 2


def test_another_fact_template_or_edition_is_another_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clausekit.resources import templates_root

    content = (templates_root() / "en" / "supplier-code.docx").read_bytes()
    template = tmp_path / "own.docx"
    template.write_bytes(content)
    jobs = [job(1), job(2), job(1, language="es"), job(1, template=str(template))]
    out = tmp_path / "out"
    names = [o.job for o in render_many(jobs, sink=out)]
    assert len(set(names)) == 4
    # Where the template lies makes no other document; what it says does.
    copy = tmp_path / "copy.docx"
    copy.write_bytes(content)
    (kept,) = render_many([job(1, template=str(copy))], sink=out)
    assert (kept.job, kept.status.value) == (names[3], "kept")
    for module in (run, worker):
        monkeypatch.setattr(module, "edition", lambda: "another")
    (new,) = render_many([job(1)], sink=out)
    assert (new.job in names, new.status.value) == (False, "written")


@pytest.mark.parametrize("other", ["version", "text", "compressor"])
def test_the_edition_covers_what_decides_the_bytes(
    other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = import_module("clausekit.batch.edition")
    compute = module.edition.__wrapped__
    before = compute()
    assert compute() == before
    if other == "version":
        monkeypatch.setattr(module, "library_version", lambda: "another")
    elif other == "compressor":
        monkeypatch.setattr(module, "deflate", zlib.compress)
    else:
        copy = tmp_path / "templates"
        shutil.copytree(str(module.templates_root()), copy)
        monkeypatch.setattr(module, "templates_root", lambda: copy)
        (copy / ".hidden").write_text("x")
        assert compute() == before
        file = copy / "es" / "terms.toml"
        file.write_bytes(file.read_bytes() + b"\n")
    assert compute() != before


def test_a_worker_with_other_texts_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "edition", lambda: "another")
    assert seen(render_many([job()], sink=tmp_path)) == [("job 1", "failed", "batch.other-edition")]
    assert documents(tmp_path) == {}


def test_a_template_that_changes_during_the_run_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "own.docx"
    template.write_bytes(b"x")
    monkeypatch.setattr(worker, "read_template", lambda _: b"y")
    found = seen(render_many([job(template=str(template))], sink=tmp_path / "out"))
    assert found == [("job 1", "failed", "batch.template-changed")]


def test_what_somebody_edited_is_kept(tmp_path: Path) -> None:
    (outcome,) = render_many([job()], sink=tmp_path)
    (tmp_path / outcome.file).write_bytes(b"edited")
    assert seen(render_many([job()], sink=tmp_path)) == [("job 1", "failed", "output.exists")]
    assert documents(tmp_path) == {outcome.file: b"edited"}


def test_what_a_killed_run_left_unrecorded_is_made_again_and_recorded(tmp_path: Path) -> None:
    (first,) = render_many([job()], sink=tmp_path)
    (tmp_path / "manifest.jsonl").unlink()
    (second,) = render_many([job()], sink=tmp_path)
    assert (second.status.value, second.sha256) == ("written", first.sha256)
    assert [line["sha256"] for line in lines(tmp_path)] == [first.sha256]


def test_no_more_jobs_are_read_than_are_under_way(tmp_path: Path) -> None:
    read = 0

    def endless() -> Iterator[dict[str, Any]]:
        nonlocal read
        while True:
            read += 1
            yield job(read, language="xx")

    with ThreadPoolExecutor(2) as executor:
        for window in (1, 3, 8):
            read = 0
            outcomes = render_many(endless(), executor=executor, sink=tmp_path, window=window)
            for done in range(1, 20):
                next(outcomes)
                assert read <= done + window
            outcomes.close()


# --- executors


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


# --- sinks of one's own


@dataclass(frozen=True)
class Shelf:
    """A sink in memory."""

    held: dict[str, bytes] = field(default_factory=dict)
    error: Exception | None = None

    def digest(self, file: str) -> str | None:
        return hashlib.sha256(self.held[file]).hexdigest() if file in self.held else None

    def write(self, file: str, content: bytes) -> None:
        if self.error is not None:
            raise self.error
        self.held[file] = content


def test_a_sink_of_ones_own_needs_no_manifest() -> None:
    shelf = Shelf()
    assert [o.status.value for o in render_many([job()], sink=shelf)] == ["written"]
    assert [o.status.value for o in render_many([job()], sink=shelf)] == ["kept"]
    assert len(shelf.held) == 1


@pytest.mark.parametrize(
    ("error", "code"),
    [(OSError(28, "No space"), "output.not-written"), (KeyError("x"), "batch.unexpected")],
)
def test_a_sink_that_fails_is_an_outcome(error: Exception, code: str) -> None:
    assert seen(render_many([job()], sink=Shelf(error=error))) == [("job 1", "failed", code)]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionError(13, "No rights"), "output.not-written"),
        (KeyError("x"), "batch.unexpected"),
        (InputError(Fault("output.exists", "There.")), "output.exists"),
    ],
)
def test_a_sink_that_cannot_say_what_it_has_is_an_outcome(error: Exception, code: str) -> None:
    class Blind(Shelf):
        def digest(self, file: str) -> str | None:
            raise error

    found = seen(render_many([job(), job(language="xx")], sink=Blind()))
    assert found == [("job 1", "failed", code), ("job 2", "failed", code)]


def test_all_that_is_wrong_with_a_job_is_told_at_once() -> None:
    facts = tender_facts(terms={"supplier": "x"})
    (outcome,) = render_many(
        [job(kind="annex", language="es", paper="a3", tender=facts)], sink=Shelf()
    )
    assert outcome.error is not None
    assert {fault.code: fault.where for fault in outcome.error.faults} == {
        "document.unknown-kind": "job 1",
        "language.unknown-choice": "job 1, /tender/terms/supplier",
        "document.unknown-paper": "job 1",
    }


def test_a_notice_is_made_from_its_facts() -> None:
    case = {"clause": "fl.fees", "facts": ["Seen."], "known": "2027-03-01", "served": "2027-03-05"}
    notice = job(kind="notice-of-non-conformity", non_conformity=case)
    wrong = {**notice, "non_conformity": {**case, "clause": "fl.feez"}}
    late = {**notice, "non_conformity": {**case, "served": "2027-02-01"}}
    shelf = Shelf()
    first, second, third, fourth = render_many([notice, wrong, late, job()], sink=shelf)
    assert (first.status.value, fourth.status.value, len(shelf.held)) == ("written", "written", 2)
    assert second.error is not None
    assert (second.error.code, second.error.where) == (
        "case.unknown-clause", "job 2, /non_conformity/clause",
    )  # fmt: skip
    assert third.error is not None
    assert third.error.where == "job 3, /non_conformity"


@pytest.mark.parametrize("jobs", ["jobs.jsonl", b"{}", {"kind": "tender-annex"}])
def test_one_job_is_no_list_of_jobs(jobs: Any) -> None:
    with pytest.raises(TypeError, match="not one job"):
        next(render_many(jobs, sink=Shelf()))


def test_a_sink_that_cannot_be_read_is_an_outcome(tmp_path: Path) -> None:
    (outcome,) = render_many([job()], sink=tmp_path / "names")
    (tmp_path / "out" / outcome.file).mkdir(parents=True)
    found = seen(render_many([job()], sink=tmp_path / "out"))
    assert found == [("job 1", "failed", "output.not-written")]


# --- files of jobs


def test_every_bad_line_is_told_with_its_number(tmp_path: Path) -> None:
    good = json.dumps(job()).encode()
    content = [
        b"\xef\xbb\xbf" + good,
        b"",
        b"{]",
        good + b"x",
        b"  ",
        b'{"tender": 1}',
        b"x" * 2**21,
    ]
    path = tmp_path / "jobs.jsonl"
    path.write_bytes(b"\r\n".join([*content, b"\xff", good]))
    outcomes = list(render_many(read_jobs(path), sink=tmp_path / "out"))
    assert [o.where for o in outcomes] == [
        f"{path}, line {number}" for number in (1, 3, 4, 6, 7, 8, 9)
    ]
    assert [o.error.code if o.error else "" for o in outcomes] == [
        "", "tender.malformed-json", "tender.malformed-json", "tender.not-an-object",
        "batch.line-too-long", "tender.not-utf8", "",
    ]  # fmt: skip
    assert outcomes[1].error is not None
    assert outcomes[1].error.where == f"{path}, line 3, column 2"


def test_a_file_of_jobs_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"batch\.unreadable"):
        list(render_many(read_jobs(tmp_path / "none"), sink=tmp_path / "out"))
