"""Two commands on the same template sets: each waits or is refused, and no signature is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clausekit.cli import changing
from clausekit.errors import InputError
from clausekit.language import reviewing
from clausekit.language.checks.waivers import read_waivers
from commands import ENVIRONMENT
from sets import FEW_THEMES, copy_sets

KEYS = ("fl.fees/title", "buy.commit/title")

needs_locks = pytest.mark.skipif(sys.platform == "win32", reason="needs locks of POSIX")


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """Template sets that nobody has signed."""
    root = copy_sets(tmp_path / "templates", FEW_THEMES)
    (root / "es" / "ledger" / "es.jsonl").write_bytes(b"")
    return root


def review(sets: Path, number: int) -> tuple[object, ...]:
    return ("templates", "review", sets, KEYS[number], "-l", "es", "--reviewer", f"No {number}")


def waive(sets: Path, number: int) -> tuple[object, ...]:
    command = ("templates", "waive", sets, "negation", KEYS[number], "-l", "es")
    return (*command, "--reason", "It stands.", "--by", f"No {number}")


def signers(sets: Path) -> set[str]:
    """Return who signed in the ledger and in the waivers."""
    ledger = (sets / "es" / "ledger" / "es.jsonl").read_text("utf-8")
    signed = {entry.get("reviewer", "") for entry in map(json.loads, ledger.splitlines())}
    waived = {waiver.by for waiver in read_waivers(sets, "es")}
    return {name for name in signed | waived if name.startswith("No ")}


@needs_locks
@pytest.mark.parametrize("command", [review, waive])
def test_a_second_command_waits_until_the_first_is_done(
    run: Any, sets: Path, monkeypatch: pytest.MonkeyPatch, command: Callable[..., Any]
) -> None:
    waiting: list[subprocess.Popen[str]] = []
    marks = changing._marks

    def while_another_begins(folder: Path) -> Any:
        second = [sys.executable, "-m", "clausekit", *map(str, command(sets, 1))]
        waiting.append(
            subprocess.Popen(
                second, env=ENVIRONMENT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                text=True,
            )
        )  # fmt: skip
        assert waiting[0].stderr is not None
        assert "waiting until it is done" in waiting[0].stderr.readline()
        return marks(folder)

    monkeypatch.setattr(changing, "_marks", while_another_begins)
    before = {path.name for path in sets.iterdir()}
    assert run(*command(sets, 0)).exit_code == 0
    _, told = waiting[0].communicate(timeout=120)
    assert waiting[0].returncode == 0, told
    assert signers(sets) == {"No 0", "No 1"}
    assert {path.name for path in sets.iterdir()} == before


def test_where_there_are_no_locks_what_another_wrote_is_not_replaced(
    run: Any, sets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = reviewing.plan_review
    inner: list[Any] = []

    def while_another_signs(*arguments: Any, **options: Any) -> Any:
        found = plan(*arguments, **options)
        if not inner:
            inner.append(None)
            inner.append(run(*review(sets, 1)))
        return found

    monkeypatch.setattr(changing, "_lock", lambda _: None)
    monkeypatch.setattr(reviewing, "plan_review", while_another_signs)
    refused = run(*review(sets, 0))
    assert inner[1].exit_code == 0
    assert (refused.exit_code, "templates.changed-meanwhile" in refused.err) == (2, True)
    assert signers(sets) == {"No 1"}
    assert run(*review(sets, 0)).exit_code == 0
    assert signers(sets) == {"No 0", "No 1"}


@pytest.mark.parametrize("how", ["edited", "made", "taken away"])
def test_what_an_editor_saved_meanwhile_is_kept(tmp_path: Path, how: str) -> None:
    place = tmp_path / "es" / "waivers.toml"
    place.parent.mkdir()
    if how != "made":
        place.write_bytes(b"old")
    with changing.changing(tmp_path) as save:
        place.unlink(missing_ok=True)
        if how != "taken away":
            place.write_bytes(b"an editor's")
        with pytest.raises(InputError, match=r"templates\.changed-meanwhile"):
            save({place: b"new", tmp_path / "es" / "other.po": b"new"})
    assert [path.read_bytes() for path in place.parent.iterdir()] == (
        [] if how == "taken away" else [b"an editor's"]
    )


@needs_locks
@pytest.mark.parametrize("fails", ["flock", "open"])
def test_a_folder_that_cannot_be_locked_is_changed_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    import fcntl

    def fail(*_: object) -> None:
        raise OSError(37, "No locks available")

    place = tmp_path / "es" / "a.po"
    place.parent.mkdir()
    place.write_bytes(b"old")
    open_ = os.open
    if fails == "flock":
        monkeypatch.setattr(fcntl, "flock", fail)
    else:
        monkeypatch.setattr(
            os, "open", lambda path, *rest: fail() if path == tmp_path else open_(path, *rest)
        )
    with changing.changing(tmp_path) as save:
        save({place: b"new"})
    assert place.read_bytes() == b"new"


@needs_locks
def test_a_folder_is_free_again_whatever_ends_a_command(tmp_path: Path) -> None:
    import fcntl

    for _ in range(2):
        with pytest.raises(KeyboardInterrupt), changing.changing(tmp_path):
            raise KeyboardInterrupt
    descriptor = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(descriptor)


def test_nothing_saves_into_template_sets_without_holding_them() -> None:
    folder = Path(str(changing.__file__)).parent
    users = {path.name for path in folder.glob("*.py") if "save_all" in path.read_text("utf-8")}
    assert users == {"changing.py", "writing.py"}


def test_what_says_the_same_already_is_left_alone(run: Any, sets: Path) -> None:
    assert run(*review(sets, 0)).exit_code == 0
    before = {path: path.stat() for path in sets.glob("*/ledger/*")}
    done = run(*review(sets, 0))
    assert "0 texts signed" in done.out
    assert {path: path.stat().st_ino for path in before} == {
        path: state.st_ino for path, state in before.items()
    }


@pytest.mark.parametrize("folder", ["clauses", "variants"])
@pytest.mark.parametrize("command", ["check", "status", "update"])
def test_a_folder_that_may_not_be_read_is_told(
    run: Any, sets: Path, monkeypatch: pytest.MonkeyPatch, folder: str, command: str
) -> None:
    (sets / "es" / "variants").mkdir(exist_ok=True)
    iterdir = Path.iterdir

    def refuse(path: Path) -> Any:
        if path.name == folder and path.parent.name == "es":
            raise PermissionError(13, "Permission denied", str(path))
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    done = run("templates", command, sets, "--json")
    assert done.exit_code == 2
    assert "resources.unreadable" in done.err
    assert f"es/{folder}" in done.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes that have names")
@pytest.mark.parametrize("command", ["check", "status", "update"])
def test_a_pipe_among_the_translations_keeps_nobody_waiting(
    run: Any, sets: Path, command: str
) -> None:
    os.mkfifo(sets / "es" / "clauses" / "x.po")
    done = run("templates", command, sets, "--json")
    assert done.exit_code
    assert "x.po" in done.out + done.err
