"""Sinks and manifests: whole or not there, added to and never changed."""

from __future__ import annotations

import json
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from batches import documents, job, seen
from clausekit import render_many
from clausekit.batch.manifest import Manifest
from clausekit.batch.outcome import Outcome, Status
from clausekit.batch.sink import FolderSink
from clausekit.errors import InputError

HEAD = '{"schema": "clausekit.batch-manifest/1"}'


def outcome(number: int) -> Outcome:
    return Outcome(
        f"job {number}", Status.WRITTEN, f"{number}", f"{number}.docx", f"sha{number}", 5
    )


def recorded(path: Path) -> list[str]:
    """Return the files of all whole lines."""
    found = []
    for line in path.read_bytes().splitlines()[1:]:
        try:
            found.append(json.loads(line)["file"])
        except ValueError:
            found.append("torn")
    return found


def test_a_document_is_recorded_once(tmp_path: Path) -> None:
    path = tmp_path / "m"
    for _ in range(2):
        with Manifest(path) as manifest:
            manifest.add(outcome(1), None)
            manifest.add(outcome(2), None)
            assert manifest.holds("1.docx", "sha1")
            assert not manifest.holds("1.docx", "sha2")
    assert recorded(path) == ["1.docx", "2.docx"]
    assert path.read_text("utf-8").splitlines()[0] == HEAD


def test_what_another_run_records_is_recorded_once(tmp_path: Path) -> None:
    path = tmp_path / "m"
    with Manifest(path) as first, Manifest(path) as second:
        first.add(outcome(1), None)
        assert second.holds("1.docx", "sha1")
        second.add(outcome(1), None)
        second.add(outcome(2), None)
        first.add(outcome(3), None)
        with path.open("ab") as torn:
            torn.write(b'{"file": "4.docx", ')
        assert not first.holds("4.docx", "sha4")
        with path.open("ab") as torn:
            torn.write(b'"sha256": "sha4"}\n')
        for number in (1, 2, 3, 4):
            first.add(outcome(number), None)
            second.add(outcome(number), None)
    assert recorded(path) == ["1.docx", "2.docx", "3.docx", "4.docx"]


def test_a_manifest_that_cannot_be_read_further_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with Manifest(tmp_path / "m") as manifest:
        manifest.add(outcome(1), None)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fdopen", fail)
            with pytest.raises(InputError, match=r"Input/output error.*output\.not-written"):
                manifest.add(outcome(2), None)


@pytest.mark.parametrize("cut", range(1, 200, 7))
def test_a_manifest_torn_anywhere_goes_on(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "m"
    with Manifest(path) as manifest:
        manifest.add(outcome(1), None)
        manifest.add(outcome(2), None)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - cut])
    for _ in range(2):
        with Manifest(path) as manifest:
            for number in (1, 2, 3):
                manifest.add(outcome(number), None)
                assert manifest.holds(f"{number}.docx", f"sha{number}")
    names = [name for name in recorded(path) if name != "torn"]
    assert names == ["1.docx", "2.docx", "3.docx"]
    assert path.read_text("utf-8").splitlines()[0] == HEAD


@pytest.mark.parametrize("content", [b"Dear all,\n", b"{}\n", b'{"schema": "x"}\n', b"\n"])
def test_another_file_is_not_added_to(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "m"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"batch\.not-a-manifest"):
        Manifest(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("stands", [True, False])
def test_a_link_is_not_followed_to_another_folder(tmp_path: Path, stands: bool) -> None:
    elsewhere = tmp_path / "elsewhere"
    if stands:
        elsewhere.write_text(f"{HEAD}\n", "utf-8")
    (tmp_path / "m").symlink_to(elsewhere)
    with pytest.raises(InputError, match=r"batch\.not-a-manifest"):
        Manifest(tmp_path / "m")
    assert elsewhere.exists() is stands
    assert not stands or elsewhere.read_text("utf-8") == f"{HEAD}\n"


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero", "/dev/full", "pipe"])
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes that have names")
def test_a_pipe_or_a_device_is_no_manifest(tmp_path: Path, device: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    path = tmp_path / device
    with pytest.raises(InputError, match=r"a pipe or a device.*batch\.not-a-manifest"):
        list(render_many([job()], sink=tmp_path / "out", manifest=path))
    assert documents(tmp_path / "out") == {}


def test_a_file_without_lines_is_not_read_for_its_first(tmp_path: Path) -> None:
    path = tmp_path / "m"
    with path.open("wb") as stream:
        stream.truncate(10**11)  # it takes no room on the disk, and would fill the memory
    with pytest.raises(InputError, match=r"batch\.not-a-manifest"):
        Manifest(path)


@pytest.mark.parametrize("name", ["a\0b", "a\ud800"])
@pytest.mark.parametrize("place", ["sink", "manifest"])
def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, name: str, place: str) -> None:
    places = {"sink": tmp_path / "out", "manifest": tmp_path / "m", place: tmp_path / name}
    with pytest.raises(InputError, match=r"no file can have this name.*output\.not-written"):
        list(render_many([job()], **places))


def test_a_disk_that_does_not_confirm_the_manifest_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    manifest = Manifest(tmp_path / "m")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(InputError, match=r"Input/output error.*output\.not-written"), manifest:
        pass


def test_a_manifest_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fdopen", fail)
    with pytest.raises(InputError, match=r"Input/output error.*output\.not-written"):
        Manifest(tmp_path / "m")


@pytest.mark.parametrize("line", ["[]", "5", "[" * 9999, '{"file": 5, "sha256": 6}', "\x00"])
def test_lines_that_say_nothing_do_no_harm(tmp_path: Path, line: str) -> None:
    path = tmp_path / "m"
    path.write_text(f"{HEAD}\n{line}\n", "utf-8")
    with Manifest(path) as manifest:
        manifest.add(outcome(1), None)
    assert path.read_text("utf-8").splitlines()[-1].startswith('{"status": "written"')


def test_a_manifest_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"output\.not-written"):
        Manifest(tmp_path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match=r"output\.not-written"):
        FolderSink(tmp_path / "file" / "deeper").prepare()


def test_what_was_left_half_written_is_cleared_away_after_an_hour(tmp_path: Path) -> None:
    names = (f".clausekit-{'1' * 32}", f".clausekit-{'2' * 32}", "mine")
    old, fresh, other = (tmp_path / name for name in names)
    for path in (old, fresh, other):
        path.write_text("half")
    os.utime(old, (1, 1))
    os.utime(other, (1, 1))
    FolderSink(tmp_path).prepare()
    assert sorted(tmp_path.iterdir()) == [fresh, other]


def test_what_cannot_be_cleared_away_stops_no_batch(tmp_path: Path) -> None:
    old, folder = (tmp_path / f".clausekit-{figure * 32}" for figure in "10")
    old.write_text("half")
    folder.mkdir()
    for path in (old, folder):
        os.utime(path, (1, 1))
    link = tmp_path / f".clausekit-{'2' * 32}"
    link.symlink_to(link)  # it leads to itself
    FolderSink(tmp_path).prepare()
    assert not old.exists()
    assert folder.is_dir()


def test_a_document_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("x")
    FolderSink(tmp_path).write("a.docx", b"x")
    assert (tmp_path / "a.docx").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_many_threads_write_the_same_document(tmp_path: Path) -> None:
    sink = FolderSink(tmp_path)
    contents = [bytes([number % 3]) * 100_000 for number in range(24)]

    def write(content: bytes) -> None:
        sink.write(f"{content[0]}.docx", content)

    threads = [threading.Thread(target=write, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {
        f"{number}.docx": bytes([number]) * 100_000 for number in range(3)
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes that have names")
def test_a_template_that_is_a_pipe_keeps_no_other_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.docx")
    jobs = [job(1, template=str(tmp_path / "pipe.docx")), job(2, language="xx")]
    told = seen(render_many(jobs, sink=tmp_path / "out"))
    assert told == [
        ("job 1", "failed", "frame.unreadable"),
        ("job 2", "failed", "language.unknown"),
    ]


def test_a_name_that_was_given_back_may_be_somebody_elses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, names = os.replace, []

    def no_links(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    def and_another_takes_the_name(temporary: Path, path: Path) -> None:
        replace(temporary, path)
        names.append(Path(temporary))
        Path(temporary).write_bytes(b"of another writer")

    monkeypatch.setattr(os, "link", no_links)
    monkeypatch.setattr(os, "replace", and_another_takes_the_name)
    sink = FolderSink(tmp_path)
    sink.write("a.docx", b"x")
    assert names[0].read_bytes() == b"of another writer"
    sink.write("b.docx", b"y")
    assert names[0].name != names[1].name


@pytest.mark.parametrize("links", [True, False])
def test_what_another_run_puts_there_in_the_last_moment_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    confirm = os.fsync

    def and_another_is_faster(descriptor: int) -> None:
        confirm(descriptor)
        (tmp_path / "a.docx").write_bytes(b"of another run")

    def no_links(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fsync", and_another_is_faster)
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    sink = FolderSink(tmp_path)
    with pytest.raises(InputError, match=r"output\.exists"):
        sink.write("a.docx", b"x")
    sink.write("a.docx", b"of another run")
    assert documents(tmp_path) == {"a.docx": b"of another run"}


def test_many_threads_write_their_own_documents(tmp_path: Path) -> None:
    sink, before = FolderSink(tmp_path), sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(lambda n: sink.write(f"{n}.docx", b"%d" % n), range(600)))
    finally:
        sys.setswitchinterval(before)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        f"{number}.docx": b"%d" % number for number in range(600)
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_in_the_place_of_a_document_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.docx")
    (tmp_path / "b.docx").symlink_to("/dev/zero")
    for name in ("a.docx", "b.docx"):
        with pytest.raises(InputError, match=r"output\.exists"):
            FolderSink(tmp_path).digest(name)
