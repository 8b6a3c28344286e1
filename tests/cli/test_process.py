"""The command line in a process of its own: exit codes, encodings, pipes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import ENVIRONMENT, process

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
