"""What is written is whole or not there, whatever the disk and the folder are like."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clausekit.batch.sink import FolderSink
from clausekit.cli.writing import save_all, write_all
from clausekit.errors import InputError
from commands import files_in
from sets import FEW_THEMES, copy_sets

Write = Callable[..., Path]


def test_a_folder_that_is_a_file_is_told(run: Any, tender: Write, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    done = run("build", tender(), "-l", "en", "-o", tmp_path / "taken" / "deeper", "--json")
    assert (done.exit_code, done.codes) == (2, ["output.not-written"])


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    with pytest.raises(InputError) as caught:
        write_all({tmp_path / "taken" / "a.docx": b"x"}, overwrite=True)
    assert (caught.value.code, caught.value.where) == (
        "output.not-written",
        f"{tmp_path / 'taken'}",
    )


def test_a_full_disk_names_the_folder_and_what_the_command_takes(
    run: Any, tender: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    out, sets = tmp_path / "out", tmp_path / "sets"
    copy_sets(sets, FEW_THEMES)
    waive = ("templates", "waive", sets, "negation", "fl.fees/title", "-l", "es",
             "--reason", "It stands.", "--by", "A. Reader")  # fmt: skip
    monkeypatch.setattr(os, "fsync", fail)
    for command, place, hint in (
        (("build", tender(), "-l", "en", "-o", out), out, ", or choose another place with -o."),
        (waive, sets / "es", "."),
    ):
        done = run(*command, "--json")
        error = json.loads(done.err)["error"]
        assert (done.exit_code, error["where"]) == (2, str(place))
        assert error["message"] == "Nothing was written: No space left on device."
        assert error["hint"] == f"Check the rights and the room on the disk{hint}"
    assert not out.exists()


def test_a_name_too_long_for_the_disk_is_told(run: Any, tender: Write, tmp_path: Path) -> None:
    done = run("build", tender(), "-l", "en", "-o", tmp_path / ("x" * 300), "--json")
    assert (done.exit_code, done.codes) == (2, ["output.not-written"])


def test_a_folder_in_the_place_of_a_document_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    with pytest.raises(InputError, match=r"output\.not-written"):
        write_all({tmp_path / "a.docx": b"x"}, overwrite=False)


@pytest.mark.skipif(os.geteuid() == 0, reason="for root no folder is read-only")
def test_a_read_only_folder_is_told(run: Any, tender: Write, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    done = run("build", tender(), "-l", "en", "-o", folder, "--json")
    assert (done.exit_code, done.codes) == (2, ["output.not-written"])
    assert files_in(folder) == []


@pytest.mark.parametrize("failing", ["open", "fsync"])
def test_a_disk_that_fails_leaves_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    standing = tmp_path / "a.docx"
    standing.write_bytes(b"before")
    calls = []

    def fail(*arguments: object, **options: object) -> object:
        calls.append(arguments)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return real(*arguments, **options)

    real = getattr(os, failing)
    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(InputError, match="No space left"):
        write_all({standing: b"after", tmp_path / "b.docx": b"new"}, overwrite=True)
    assert files_in(tmp_path) == ["a.docx"]
    assert standing.read_bytes() == b"before"


def no_links(*_: object) -> None:
    raise OSError(1, "Operation not permitted")


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("content", [b"mine", b"of another"])
def test_what_another_run_puts_there_in_the_last_moment_is_told_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool, content: bytes
) -> None:
    places = [tmp_path / name for name in ("a.docx", "b.docx", "c.docx")]
    confirm, count = os.fsync, 0

    def and_another_is_faster(descriptor: int) -> None:
        nonlocal count
        confirm(descriptor)
        count += 1
        if count == len(places):  # all are finished, and none is in its place
            places[1].write_bytes(content)

    monkeypatch.setattr(os, "fsync", and_another_is_faster)
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    files = dict.fromkeys(places, b"mine")
    if content == b"mine":
        write_all(files, overwrite=False)
        assert files_in(tmp_path) == ["a.docx", "b.docx", "c.docx"]
    else:
        with pytest.raises(InputError, match=r"other content.*Only 1 of 3 files were written"):
            write_all(files, overwrite=False)
        assert files_in(tmp_path) == ["a.docx", "b.docx"]
    assert (places[0].read_bytes(), places[1].read_bytes()) == (b"mine", content)


def test_what_stood_there_and_was_taken_away_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, link = tmp_path / "a.docx", os.link
    place.write_bytes(b"mine")

    def link_too_late(staged: Path, path: Path) -> None:
        try:
            link(staged, path)
        finally:
            path.unlink()
            monkeypatch.setattr(os, "link", link)

    monkeypatch.setattr(os, "link", link_too_late)
    write_all({place: b"mine"}, overwrite=False)
    assert place.read_bytes() == b"mine"


def test_what_killed_commands_left_is_cleared_away_after_an_hour(tmp_path: Path) -> None:
    old, fresh, folder = (tmp_path / f".clausekit-{name * 32}" for name in "abc")
    for path in (old, fresh):
        path.write_text("half")
    folder.mkdir()
    for path in (old, folder):
        os.utime(path, (1, 1))
    write_all({tmp_path / "a.docx": b"x", tmp_path / "b.docx": b"x"}, overwrite=False)
    assert files_in(tmp_path) == [fresh.name, "a.docx", "b.docx"]
    assert folder.is_dir()


@pytest.mark.parametrize("sink", [True, False])
def test_an_interruption_as_soon_as_a_file_is_there_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sink: bool
) -> None:
    open_ = os.open

    def and_interrupt(*arguments: Any) -> int:
        os.close(open_(*arguments))
        raise KeyboardInterrupt

    def write() -> None:
        if sink:
            FolderSink(tmp_path).write("a.docx", b"x")
        else:
            write_all({tmp_path / "out" / "a.docx": b"x"}, overwrite=False)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", and_interrupt)
        with pytest.raises(KeyboardInterrupt):
            write()
    assert list(tmp_path.iterdir()) == []


def test_documents_have_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_all({tmp_path / "a.docx": b"x"}, overwrite=False)
    assert (tmp_path / "a.docx").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize("rights", [0o600, 0o640, 0o444, 0o755])
@pytest.mark.parametrize("content", [b"old", b"new"])
def test_a_document_that_is_written_anew_keeps_its_rights(
    tmp_path: Path, rights: int, content: bytes
) -> None:
    place = tmp_path / "a.docx"
    place.write_bytes(content)
    place.chmod(rights)
    write_all({place: b"new", tmp_path / "b.docx": b"new"}, overwrite=content == b"old")
    assert (place.read_bytes(), place.stat().st_mode & 0o777) == (b"new", rights)
    (tmp_path / "plain").write_bytes(b"")
    assert (tmp_path / "b.docx").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_in_the_place_of_a_link_stands_a_new_file(tmp_path: Path) -> None:
    place, there, plain = (tmp_path / name for name in ("a.docx", "there", "plain"))
    there.write_bytes(b"old")
    there.chmod(0o600)
    place.symlink_to(there)
    plain.write_bytes(b"")
    write_all({place: b"new"}, overwrite=True)
    assert place.lstat().st_mode == plain.stat().st_mode
    assert (there.read_bytes(), there.stat().st_mode & 0o777) == (b"old", 0o600)


@pytest.mark.parametrize("target", ["gone", "same", "other"])
def test_a_link_is_told_and_kept(tmp_path: Path, target: str) -> None:
    place, there = tmp_path / "a.docx", tmp_path / target
    if target != "gone":
        there.write_bytes(b"new" if target == "same" else b"old")
    place.symlink_to(there)
    for write in (
        lambda: write_all({place: b"new"}, overwrite=False),
        lambda: FolderSink(tmp_path).write("a.docx", b"new"),
    ):
        with pytest.raises(InputError, match="A link stands here"):
            write()
        assert place.is_symlink()
    write_all({place: b"new"}, overwrite=True)
    assert (place.is_symlink(), place.read_bytes()) == (False, b"new")


def test_what_was_read_through_a_link_is_written_through_it(tmp_path: Path) -> None:
    place, there, circle = tmp_path / "es.po", tmp_path / "shared.po", tmp_path / "circle.po"
    there.write_bytes(b"old")
    place.symlink_to(there)
    save_all({place: b"new"})
    assert (place.is_symlink(), there.read_bytes()) == (True, b"new")
    circle.symlink_to(circle)
    save_all({circle: b"new"})
    assert circle.read_bytes() == b"new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes that have names")
@pytest.mark.parametrize("overwrite", [False, True])
def test_a_pipe_in_the_place_of_a_file_is_kept(tmp_path: Path, overwrite: bool) -> None:
    os.mkfifo(tmp_path / "pipe")
    files = {tmp_path / "pipe": b"x", tmp_path / "other": b"y"}
    with pytest.raises(InputError, match=r"output\.no-file"):
        write_all(files, overwrite=overwrite)
    assert (tmp_path / "pipe").is_fifo()
    assert not (tmp_path / "other").exists()


@pytest.mark.skipif(not hasattr(os, "chown"), reason="needs a system with groups")
@pytest.mark.parametrize("allowed", [True, False])
def test_a_file_that_is_written_anew_keeps_its_group_and_its_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allowed: bool
) -> None:
    """Or colleagues could not read it any more."""
    place, asked = tmp_path / "a.docx", []
    place.write_bytes(b"old")
    place.chmod(0o2660)
    lstat = os.lstat

    def others(path: Path) -> os.stat_result:
        known = lstat(path)
        if path != place:
            return known
        return os.stat_result((*known[:4], known.st_uid + 1, known.st_gid + 2, *known[6:]))

    def change(_: Path, owner: int, group: int) -> None:
        asked.append((owner, group))
        if not allowed:
            raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "lstat", others)
    monkeypatch.setattr(os, "chown", change)
    write_all({place: b"new"}, overwrite=True)
    monkeypatch.undo()
    state = place.stat()
    assert asked == [(-1, state.st_gid + 2), (state.st_uid + 1, -1)]
    assert (place.read_bytes(), state.st_mode & 0o7777) == (b"new", 0o2660)


def test_leftovers_are_cleared_away_and_files_of_others_kept(tmp_path: Path) -> None:
    left, own, link = (
        tmp_path / name
        for name in (f".clausekit-{'a' * 32}", ".clausekit-a.docx", f".clausekit-{'b' * 32}")
    )
    for file in (left, own):
        file.write_bytes(b"x")
        os.utime(file, (0, 0))
    link.symlink_to(own)
    os.utime(link, (0, 0), follow_symlinks=False)
    write_all({tmp_path / "new.docx": b"x"}, overwrite=False)
    assert not left.exists()
    assert own.exists()
    assert link.is_symlink()
