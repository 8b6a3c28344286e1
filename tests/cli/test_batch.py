"""``clausekit batch``: what it prints, and what it answers."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from facts import tender_facts


def line(number: int, **changes: Any) -> str:
    facts = tender_facts(reference=f"No {number}", supplier_size="micro")
    return json.dumps({"tender": facts, "kind": "supplier-code", "language": "en", **changes})


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    """Two good jobs, and two bad ones between them."""
    path = tmp_path / "jobs.jsonl"
    path.write_text("\n".join([line(1), "{", "", line(2, language="xx"), line(3)]), "utf-8")
    return path


def test_a_batch_tells_what_failed_and_goes_on(run: Any, jobs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("batch", jobs, "-o", out)
    assert (done.exit_code, done.out) == (1, f"{out / 'manifest.jsonl'}\n")
    assert f"{jobs}, line 2, column 2: The job is not JSON" in done.err
    assert "each stands whole on one line" in done.err
    assert f"{jobs}, line 4, /language: There is no language 'xx'" in done.err
    assert done.err.splitlines()[-1] == "2 written, 0 kept, 2 failed"
    assert len(list(out.glob("*.docx"))) == 2
    jobs.write_text(f"{line(1)}\n{line(3)}\n", "utf-8")
    again = run("batch", jobs, "-o", out)
    assert (again.exit_code, again.err) == (0, "0 written, 2 kept, 0 failed\n")


def test_a_batch_as_data(run: Any, jobs: Path, tmp_path: Path) -> None:
    done = run("batch", jobs, "-o", tmp_path / "out", "--json")
    assert (done.exit_code, done.err) == (1, "")
    assert done.data["schema"] == "clausekit.batch/1"
    counts = {name: done.data[name] for name in ("written", "kept", "failed")}
    assert counts == {"written": 2, "kept": 0, "failed": 2}
    codes = [one["faults"][0]["code"] for one in done.data["failures"]]
    assert codes == ["tender.malformed-json", "language.unknown"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("none.jsonl", "-o", "out"), "batch.unreadable"),
        (("none.jsonl",), "usage.wrong"),
        (("none.jsonl", "-o", "out", "--workers", "0"), "usage.wrong"),
    ],
)
def test_wrong_use_is_told(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("batch", *arguments, "--json")
    assert (done.exit_code, done.codes) == (2, [code])
    assert not (tmp_path / "out").exists()


def test_another_file_in_the_place_of_the_manifest_is_kept(
    run: Any, jobs: Path, tmp_path: Path
) -> None:
    (tmp_path / "manifest.jsonl").write_text("mine\n")
    done = run("batch", jobs, "-o", tmp_path, "--json")
    assert (done.exit_code, done.codes) == (2, ["batch.not-a-manifest"])
    assert (tmp_path / "manifest.jsonl").read_text() == "mine\n"


@pytest.fixture
def manifest(run: Any, jobs: Path, tmp_path: Path) -> Iterator[Path]:
    """The manifest of a batch, which is as it was when the test has ended."""
    path = tmp_path / "out" / "manifest.jsonl"
    run("batch", jobs, "-o", path.parent)
    before = path.read_bytes()
    yield path
    assert path.read_bytes() == before


def test_a_manifest_is_no_file_of_jobs(run: Any, manifest: Path) -> None:
    # Each line would be a job that fails, and be added to it.
    done = run("batch", manifest, "-o", manifest.parent, "--json")
    assert (done.exit_code, done.codes) == (2, ["usage.wrong"])


def test_nor_is_it_on_standard_input(
    run: Any, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with manifest.open(encoding="utf-8") as stream:
        # Read as jobs, it would grow without end.
        monkeypatch.setattr("clausekit.batch.jobs._lines", lambda *_: pytest.fail("It is read."))
        monkeypatch.setattr(sys, "stdin", stream)
        done = run("batch", "-", "-o", manifest.parent, "--json")
    assert (done.exit_code, done.codes) == (2, ["usage.wrong"])


def test_nor_does_one_come_through_a_pipe(
    run: Any, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = io.BytesIO(b"\n" + manifest.read_bytes())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(piped))
    done = run("batch", "-", "-o", manifest.parent, "--json")
    assert (done.exit_code, done.codes) == (2, ["batch.unreadable"])


def test_nor_do_lines_of_one_that_were_picked_out(
    run: Any, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = [text for text in manifest.read_bytes().splitlines() if b"failed" in text]
    set_anew = json.dumps(json.loads(failed[1]), separators=(",", ":"), sort_keys=True).encode()
    for picked in (failed[0], failed[1], set_anew, manifest.read_bytes().splitlines()[1]):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(picked)))
        done = run("batch", "-", "-o", manifest.parent, "--json")
        assert (done.exit_code, done.codes) == (2, ["batch.unreadable"])
        assert json.loads(done.err)["error"]["where"].endswith("line 1")


def test_a_manifest_among_jobs_ends_the_batch_where_it_stands(
    run: Any, jobs: Path, tmp_path: Path
) -> None:
    run("batch", jobs, "-o", tmp_path / "out")
    before = (tmp_path / "out" / "manifest.jsonl").read_text("utf-8").splitlines()
    jobs.write_text("\n".join([line(1), "{", *before, line(7)]), "utf-8")
    done = run("batch", jobs, "-o", tmp_path / "out", "--json")
    assert (done.exit_code, done.codes) == (2, ["batch.unreadable"])
    assert json.loads(done.err)["error"]["where"] == f"{jobs}, line 3"
    # The job before is told as it was; what stands behind was not read.
    after = (tmp_path / "out" / "manifest.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(text)["where"] for text in after[len(before) :]] == [f"{jobs}, line 2"]


def test_a_job_that_speaks_of_outcomes_is_a_job_like_others(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "jobs.jsonl"
    path.write_text(f'{line(1, status="failed", where="job 1")}\n{{"status": "open"}}\n')
    done = run("batch", path, "-o", tmp_path / "out", "--json")
    assert (done.exit_code, done.data["failed"]) == (1, 2)


def test_lines_come_from_standard_input(
    run: Any, jobs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for stream in (jobs.open(encoding="utf-8"), io.TextIOWrapper(io.BytesIO(jobs.read_bytes()))):
        monkeypatch.setattr(sys, "stdin", stream)
        done = run("batch", "-", "-o", tmp_path / "out", "--json")
        stream.close()
        assert done.exit_code == 1
        assert len(done.data["failures"]) == 2


def test_a_file_may_be_called_as_standard_input_is(
    run: Any, jobs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    jobs.rename("-")
    monkeypatch.setattr(sys, "stdin", None)
    done = run("batch", "./-", "-o", tmp_path / "out", "--json")
    assert (done.exit_code, done.data["written"], done.data["failed"]) == (1, 2, 2)


def test_standard_input_that_is_closed_is_told(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    done = run("batch", "-", "-o", tmp_path / "out", "--json")
    assert (done.exit_code, done.codes) == (2, ["batch.unreadable"])
    assert not (tmp_path / "out").exists()


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_somebody_who_watches_sees_a_bar(
    run: Any, jobs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    assert run("batch", jobs, "-o", tmp_path / "out").exit_code == 1
    shown = screen.getvalue()
    assert "Documents" in shown
    assert "4/4" in shown
    assert f"{jobs}, line 2" in shown
    assert shown.endswith("2 written, 0 kept, 2 failed\n")
