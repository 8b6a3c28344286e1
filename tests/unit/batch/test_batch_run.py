"""A batch: every job has its outcome, nothing is lost or doubled, a stopped run goes on."""

from __future__ import annotations

import hashlib
import json
import shutil
import zlib
from collections import UserDict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from batches import Shelf, documents, job, lines, seen
from clausekit import Catalogue, Job, assemble, render_docx, render_many, select
from clausekit.batch import run, worker
from clausekit.batch.jobs import read_jobs
from clausekit.errors import InputError
from facts import tender_facts


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


class Ill(UserDict[str, Any]):
    """Fields of a program's own, which cannot be asked for."""

    def __getitem__(self, name: str) -> Any:
        raise KeyError(name)


@pytest.mark.parametrize(
    ("ill", "code"),
    [
        (json.dumps(job(2, x=0.5)).replace("0.5", "1e-99999999999999999999"),
         "tender.inexact-number"),
        (Ill(kind="supplier-code"), "batch.unexpected"),
        (range(10**30), "tender.too-many"),
    ],
    ids=["exponent", "mapping", "range"],
)  # fmt: skip
def test_a_job_that_nobody_foresaw_stops_no_other(tmp_path: Path, ill: Any, code: str) -> None:
    found = seen(render_many([job(1), ill, job(3)], sink=tmp_path))
    assert found == [("job 1", "written", ""), ("job 2", "failed", code), ("job 3", "written", "")]
    assert lines(tmp_path)[1]["faults"][0]["where"].startswith("job 2")


def test_a_fault_of_ours_in_reading_a_job_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    read = Job.model_validate

    def fail_once(fields: Any) -> Job:
        if fields["language"] == "fr":
            raise ArithmeticError("too fine")
        return read(fields)

    monkeypatch.setattr(Job, "model_validate", fail_once)
    shelf = Shelf()
    found = seen(render_many([job(language="fr"), job()], sink=shelf))
    assert found == [("job 1", "failed", "batch.unexpected"), ("job 2", "written", "")]


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


def test_what_is_no_template_is_told_by_its_path(tmp_path: Path) -> None:
    template = tmp_path / "own.docx"
    template.write_bytes(b"x")
    (outcome,) = render_many([job(template=str(template))], sink=tmp_path / "out")
    assert outcome.error is not None
    assert (outcome.error.code, outcome.error.where) == ("frame.not-docx", f"job 1, {template}")


def test_what_somebody_edited_is_kept(tmp_path: Path) -> None:
    (outcome,) = render_many([job()], sink=tmp_path)
    (tmp_path / outcome.file).write_bytes(b"edited")
    assert seen(render_many([job()], sink=tmp_path)) == [("job 1", "failed", "output.exists")]
    assert documents(tmp_path) == {outcome.file: b"edited"}


def test_what_a_killed_run_left_unrecorded_is_made_again_and_recorded(tmp_path: Path) -> None:
    (first,) = render_many([job()], sink=tmp_path)
    (tmp_path / "manifest.jsonl").unlink()
    (second,) = render_many([job()], sink=tmp_path)
    assert (second.status.value, second.sha256) == ("kept", first.sha256)
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


def test_all_that_is_wrong_with_a_job_is_told_at_once() -> None:
    facts = tender_facts(terms={"supplier": "x"})
    (outcome,) = render_many(
        [job(kind="annex", language="es", paper="a3", tender=facts)], sink=Shelf()
    )
    assert outcome.error is not None
    assert {fault.code: fault.where for fault in outcome.error.faults} == {
        "document.unknown-kind": "job 1, /kind",
        "language.unknown-choice": "job 1, /tender/terms/supplier",
        "document.unknown-paper": "job 1, /paper",
    }


@pytest.mark.parametrize("written", [False, True])
def test_what_is_wrong_beside_faulty_facts_is_told_too(written: bool) -> None:
    odd: Any = job(kind="annex", language="xx", paper="a3", tender=tender_facts(title=None))
    (outcome,) = render_many([json.dumps(odd) if written else odd], sink=Shelf())
    assert outcome.error is not None
    assert {fault.where: fault.code for fault in outcome.error.faults} == {
        "job 1, /tender/title": "tender.missing",
        "job 1, /kind": "document.unknown-kind",
        "job 1, /language": "language.unknown",
        "job 1, /paper": "document.unknown-paper",
    }
    huge: Any = job(kind="k" * 1_000_000, language="x" * 1_000_000, tender={})
    (outcome,) = render_many([json.dumps(huge) if written else huge], sink=Shelf())
    assert outcome.error is not None
    assert all(len(str(fault)) < 3_000 for fault in outcome.error.faults)


def test_a_language_that_is_none_is_told_with_its_field() -> None:
    facts = tender_facts(languages=["yy"])
    (outcome,) = render_many([job(language="xx", tender=facts)], sink=Shelf())
    assert outcome.error is not None
    assert (outcome.error.code, outcome.error.where) == ("language.unknown", "job 1, /language")


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


# --- files of jobs


@pytest.mark.parametrize("read", [str, json.loads])
def test_a_manifest_that_a_program_reads_is_no_list_of_jobs(tmp_path: Path, read: Any) -> None:
    list(render_many([job(language="xx")], sink=tmp_path))
    manifest = (tmp_path / "manifest.jsonl").open(encoding="utf-8")
    with manifest, pytest.raises(InputError, match=r"batch\.unreadable"):
        # Each outcome would be a line more, and another job.
        list(render_many(map(read, manifest), sink=tmp_path))


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
