"""The command line in a process of its own: exit codes, encodings, pipes."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import ENVIRONMENT, process
from facts import tender_facts

Write = Callable[..., Path]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8:strict"])
def test_any_text_can_be_printed(encoding: str) -> None:
    settings = {"PYTHONIOENCODING": encoding}
    shown = process("clauses", "show", "fl.fees", "-l", "fr", env=settings)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert "é" in shown.stdout.decode("utf-8")
    refused = process("explain", b"\xff.json", env=settings)
    assert refused.returncode == 2
    assert "tender.unreadable" in refused.stderr.decode("utf-8")


def test_json_is_utf8_whatever_the_file_is_called(tender: Write, tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/\xff"
    try:
        os.mkdir(folder)
    except OSError:
        pytest.skip("this disk takes UTF-8 names only")
    arguments = ("build", str(tender()), "-l", "en", "--kind", "tender-annex", "-o", folder)
    built = process(*arguments, "--json")
    (path,) = json.loads(built.stdout.decode("utf-8"))["files"]
    assert Path(path).is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_an_output_that_is_full_is_told(options: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = process("clauses", "list", *options, stdout=full)
    assert done.returncode == 2
    told = done.stderr.decode("utf-8")
    assert "output.not-written" in told
    assert "Traceback" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="needs the streams of POSIX")
@pytest.mark.parametrize("closed", [(1,), (0, 1)])
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_an_output_that_is_closed_is_told(
    tender: Write, options: tuple[str, ...], closed: tuple[int, ...]
) -> None:
    def close() -> None:
        for number in closed:
            os.close(number)

    done = process("explain", tender(), *options, stdin=None, stdout=None, preexec_fn=close)
    told = done.stderr.decode("utf-8")
    assert (done.returncode, "output.not-written" in told) == (2, True)
    assert "Traceback" not in told
    assert "ignored" not in told
    # Who asks for nothing on it is served.
    wrong = process("explain", "none.json", stdout=None, preexec_fn=close)
    assert (wrong.returncode, b"tender.unreadable" in wrong.stderr) == (2, True)


def test_the_exit_code_reaches_the_shell(tender: Write, tmp_path: Path) -> None:
    assert process("explain", tender()).returncode == 0
    assert process("explain", tender(sector="x")).returncode == 2
    assert process("nothing").returncode == 2


def test_a_reader_that_goes_away_is_no_fault(tender: Write) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "clausekit", "explain", str(tender()), "--json"],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    told = running.stderr.read()
    running.stderr.close()
    assert running.wait() == 0
    assert told == b""


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_any_terminal_can_show_it(tender: Write, encoding: str) -> None:
    path = tender(codes=["CPV 18110000"], origins=["BD"])
    done = process("explain", path, env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert done.returncode == 0, done.stderr.decode()


def _jobs(count: int) -> bytes:
    job = {"tender": tender_facts(), "kind": "supplier-code", "language": "xx"}
    return "".join(f"{json.dumps({**job, 'language': f'x{n}'})}\n" for n in range(count)).encode()


@pytest.mark.skipif(not Path("/dev/stdin").exists(), reason="needs pipes that have a path")
@pytest.mark.parametrize("source", ["-", "/dev/stdin"])
def test_jobs_may_come_through_a_pipe(tmp_path: Path, source: str) -> None:
    good = {"tender": tender_facts(), "kind": "supplier-code", "language": "en"}
    jobs = json.dumps(good).encode() + b"\n" + _jobs(2)
    done = process("batch", source, "-o", tmp_path, "--json", input=jobs)
    told = json.loads(done.stdout)
    assert (done.returncode, told["written"], told["failed"]) == (1, 1, 2)
    assert len([*tmp_path.glob("*.docx")]) == 1
    assert told["failures"][0]["where"].endswith("line 2")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_work_goes_on_where_nobody_reads_what_is_told(tmp_path: Path, tender: Write) -> None:
    jobs = tmp_path / "jobs.jsonl"
    good = {"tender": tender_facts(), "kind": "supplier-code", "language": "en"}
    jobs.write_bytes(_jobs(30) + json.dumps(good).encode())
    with Path("/dev/full").open("wb") as full:
        done = process("batch", jobs, "-o", tmp_path / "out", stderr=full)
        assert done.returncode == 1
        assert len([*(tmp_path / "out").glob("*.docx")]) == 1
        assert process("explain", tender(sector="x"), stderr=full).returncode == 2
        assert process("nothing", stderr=full).returncode == 2


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="needs signals that wait")
@pytest.mark.parametrize("seconds", [0.8, 1.3, 1.8])
def test_an_interruption_of_starting_workers_is_told_in_one_word(
    tmp_path: Path, seconds: float
) -> None:
    jobs = tmp_path / "jobs.jsonl"
    good = {"tender": tender_facts(), "kind": "supplier-code", "language": "en"}
    jobs.write_text("".join(
        f"{json.dumps({**good, 'tender': tender_facts(reference=f'{n}')})}\n" for n in range(500)
    ))  # fmt: skip
    running = subprocess.Popen(
        [sys.executable, "-m", "clausekit", "batch", str(jobs), "-o", str(tmp_path / "out"),
         "--workers", "2"],
        env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        # A shell lets what it starts in the background ignore an interruption.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    with contextlib.suppress(subprocess.TimeoutExpired):
        running.wait(seconds)
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert told.split() == [b"Stopped."]


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals of POSIX")
def test_a_termination_ends_a_batch_as_an_interruption_does(tmp_path: Path) -> None:
    job = {"tender": tender_facts(), "kind": "supplier-code", "language": "en"}
    running = subprocess.Popen(
        [sys.executable, "-m", "clausekit", "batch", "-", "-o", str(tmp_path / "out")],
        env=ENVIRONMENT, stdin=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert running.stdin is not None
    running.stdin.write(json.dumps(job).encode() + b"\n")
    running.stdin.flush()
    # Once the first job is done, it waits for the next line.
    while running.poll() is None and not [*tmp_path.glob("out/*.docx")]:
        time.sleep(0.01)
    running.terminate()
    _, told = running.communicate()
    assert (running.returncode, told.split()) == (143, [b"Stopped."])
    assert [*tmp_path.glob("out/.clausekit-*")] == []


def test_an_interruption_before_anything_is_there_is_told_in_one_word() -> None:
    program = """
import sys
class Interrupted:
    def find_spec(self, name, path=None, target=None):
        if name == "clausekit.cli.app":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupted())
from clausekit.cli import main
main()
"""
    done = subprocess.run([sys.executable, "-c", program], env=ENVIRONMENT, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr.split()) == (130, b"", [b"Stopped."])


@pytest.mark.parametrize("option", ["--reason", "--by"])
def test_words_that_are_no_utf8_are_told(option: str) -> None:
    words = {"--reason": b"right", "--by": b"Jos\xe9"} | {option: b"Jos\xe9 \xff"}
    given = [part for pair in words.items() for part in pair]
    done = process("templates", "waive", "templates", "negation", "fl.fees/title", "-l", "fr",
                   *given)  # fmt: skip
    assert done.returncode == 2
    assert b"UTF-8" in done.stderr
    assert b"Traceback" not in done.stderr
