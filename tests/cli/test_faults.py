"""A kill, a full disk, a read-only folder: the file that stood before still stands, whole."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from clausekit import Catalogue
from clausekit.batch import sink
from clausekit.cli import writing
from clausekit.errors import InputError
from facts import tender_facts
from sets import Templates, write_templates

if sys.platform == "win32":  # limits and signals of POSIX
    pytest.skip("needs POSIX", allow_module_level=True)

import resource

SOURCE = Path(__file__).resolve().parents[2] / "src"
SMALL = 20_000
"""Bytes of the largest file on a disk that is nearly full; a document is larger."""


JOBS = 14


def job(number: int) -> dict[str, Any]:
    facts = tender_facts(reference=f"No {number}", supplier_size="micro")
    return {"tender": facts, "kind": "supplier-code", "language": "en"}


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SOURCE)}


def start(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-m", "clausekit", *map(str, arguments)]
    return subprocess.run(
        command, env=environment(), capture_output=True, text=True, check=False, **options
    )


def limit_files() -> None:
    """Make the disk full for a process: no file grows beyond a size."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def whole(content: bytes) -> bool:
    """Tell whether a document has its beginning and its end."""
    return content.startswith(b"PK\x03\x04") and content[-22:-18] == b"PK\x05\x06"


@pytest.fixture
def tender(tmp_path: Path) -> Path:
    path = tmp_path / "tender.json"
    path.write_text(json.dumps(tender_facts()), "utf-8")
    return path


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    """A file of jobs."""
    path = tmp_path / "jobs.jsonl"
    path.write_text("".join(f"{json.dumps(job(number))}\n" for number in range(JOBS)), "utf-8")
    return path


# --- a disk that is full


def test_a_full_disk_leaves_the_documents_that_stood(
    run: Any, tender: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build = ("build", tender, "-l", "en", "-o", out)
    assert run(*build).exit_code == 0
    before = files(out)
    tender.write_text(json.dumps(tender_facts(title="Other")), "utf-8")
    done = start(*build, "--overwrite", "--json", preexec_fn=limit_files)
    assert done.returncode == 2
    assert json.loads(done.stderr)["error"]["code"] == "output.not-written"
    assert files(out) == before


def test_a_full_disk_leaves_the_translations_that_stood(own_templates: Templates) -> None:
    folder = own_templates.root
    own_templates.edit("es", "fl.fees/title", lambda entry: setattr(entry, "msgid", "Other"))
    before = files(folder)
    done = start("templates", "update", folder, "--json", preexec_fn=limit_files)
    assert done.returncode == 2, done.stderr
    assert json.loads(done.stderr)["error"]["code"] == "output.not-written"
    assert files(folder) == before


def test_a_full_disk_leaves_no_half_document_of_a_batch(
    run: Any, jobs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = start("batch", jobs, "-o", out, "--json", preexec_fn=limit_files)
    told = json.loads(done.stdout) if done.stdout else json.loads(done.stderr)["error"]
    if done.stdout:
        codes = {fault["code"] for one in told["failures"] for fault in one["faults"]}
        assert (done.returncode, told["failed"], codes) == (1, JOBS, {"output.not-written"})
    else:  # the manifest itself met the end of the disk
        assert (done.returncode, told["code"]) == (2, "output.not-written")
    assert set(files(out)) == {"manifest.jsonl"}
    again = run("batch", jobs, "-o", out, "--json")
    assert (again.exit_code, again.data["written"]) == (0, JOBS)
    assert all(whole(content) for name, content in files(out).items() if name.endswith("x"))


# --- a folder that is read-only


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that everybody can read, whoever runs the tests."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def nobody() -> Iterator[None]:
    """Be a user without rights for a while: for root, no folder is read-only."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("command", ["build", "batch", "update"])
def test_a_read_only_folder_stays_as_it_is(
    command: str, run: Any, open_place: Path, catalogue: Catalogue
) -> None:
    place, closed = open_place / "input", open_place / "closed"
    closed.mkdir()
    place.write_text(json.dumps(job(1)["tender"]) if command == "build" else json.dumps(job(1)))
    if command == "update":
        sets = write_templates(closed / "templates", catalogue)
        sets.edit("es", "fl.fees/title", lambda entry: setattr(entry, "msgid", "Other"))
    arguments = {
        "build": ("build", place, "-l", "en", "-o"),
        "batch": ("batch", place, "-o"),
        "update": ("templates", "update"),
    }[command]
    # Once where it may write, so that all is loaded: nobody may not be allowed to read Python.
    usual = open_place / "usual"
    shutil.copytree(closed, usual)
    assert run(*arguments, _target(usual)).exit_code == 0
    (closed / "stood.docx").write_bytes(b"stood")
    before = files(closed)
    for path in (closed, *closed.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    with nobody():
        done = run(*arguments, _target(closed), "--json")
    assert (done.exit_code, done.codes) == (2, ["output.not-written"])
    assert files(closed) == before
    for path in (closed, *closed.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _target(folder: Path) -> Path:
    return folder / "templates" if (folder / "templates").is_dir() else folder


# --- an interrupted write


@pytest.mark.parametrize("call", ["write", "fsync", "place"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_an_interrupted_write_leaves_what_stood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, error: type[BaseException]
) -> None:
    (tmp_path / "a.docx").write_bytes(b"stood")

    def fail(*_: object, **__: object) -> None:
        raise error

    def put_all() -> None:
        writing.write_all({tmp_path / "a.docx": b"new", tmp_path / "b.docx": b"x"}, overwrite=True)

    def put_one() -> None:
        sink.FolderSink(tmp_path).write("b.docx", b"new")

    for module, put in ((writing, put_all), (sink, put_one)):
        with monkeypatch.context() as patch:
            for name in {"write": ["fdopen"], "place": ["link", "replace"]}.get(call, [call]):
                patch.setattr(module.os, name, fail)
            with pytest.raises((KeyboardInterrupt, OSError, InputError)):
                put()
        assert files(tmp_path) == {"a.docx": b"stood"}


# --- a kill


def kill_when(command: tuple[object, ...], ready: Callable[[], bool]) -> None:
    """Start a command and kill it as soon as *ready* says so; wait until its workers end too."""
    process = subprocess.Popen(
        [sys.executable, "-m", "clausekit", *map(str, command)],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 120
    while process.poll() is None and not ready() and time.monotonic() < deadline:
        time.sleep(0.002)
    process.kill()
    process.wait()
    assert ends(process.pid), "workers go on without their parent"


def ends(group: int, seconds: float = 30) -> bool:
    """Wait until no process of a group is left; tell whether that came about."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    os.killpg(group, signal.SIGKILL)
    return False


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_batch_has_whole_documents_and_goes_on(
    run: Any, jobs: Path, tmp_path: Path, workers: int
) -> None:
    out = tmp_path / "out"
    command = ("batch", jobs, "-o", out, "--workers", workers)
    kill_when(command, lambda: len(list(out.glob("*.docx"))) >= 3)
    left = files(out)
    documents = {name: content for name, content in left.items() if name.endswith(".docx")}
    assert 3 <= len(documents) < JOBS
    assert all(whole(content) for content in documents.values())
    told = run(*command, "--json").data
    assert (told["failed"], told["written"] + told["kept"]) == (0, JOBS)
    assert told["kept"] >= len(documents) - 2 * workers
    after = files(out)
    assert {name: after[name] for name in documents} == documents
    recorded = [json.loads(line) for line in after["manifest.jsonl"].splitlines() if line][1:]
    assert len(recorded) == len({line["file"] for line in recorded}) == JOBS


def test_a_killed_build_leaves_what_stood(run: Any, tender: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build = ("build", tender, "-l", "en", "-o", out)
    assert run(*build).exit_code == 0
    before = files(out)
    tender.write_text(json.dumps(tender_facts(title="Other")), "utf-8")
    kill_when((*build, "--overwrite"), lambda: any(out.glob(".clausekit-*")))
    after = {name: content for name, content in files(out).items() if name.endswith(".docx")}
    assert set(after) == set(before)
    assert all(whole(content) for content in after.values())


def test_workers_end_with_their_parent(jobs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-m", "clausekit", "batch", jobs, "-o", out, "--workers", "2"],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while not list(out.glob("*.docx")) and process.poll() is None:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert ends(process.pid), "workers go on without their parent"
