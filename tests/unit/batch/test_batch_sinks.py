"""Sinks of one's own: what holds documents need not be a folder, and may fail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from batches import Shelf, job, lines, seen
from clausekit import render_many
from clausekit.errors import Fault, InputError


def test_a_sink_of_ones_own_needs_no_manifest() -> None:
    shelf = Shelf()
    assert [o.status.value for o in render_many([job()], sink=shelf)] == ["written"]
    assert [o.status.value for o in render_many([job()], sink=shelf)] == ["kept"]
    assert len(shelf.held) == 1


@pytest.mark.parametrize(
    ("answer", "status"), [(None, "written"), (True, "written"), (False, "kept")]
)
def test_a_sink_may_say_whether_it_put_a_document_there(answer: Any, status: str) -> None:
    class Frank(Shelf):
        def write(self, file: str, content: bytes) -> bool | None:
            super().write(file, content)
            return cast(bool | None, answer)

    assert [o.status.value for o in render_many([job()], sink=Frank())] == [status]


def test_two_batches_in_one_folder_write_each_document_once(tmp_path: Path) -> None:
    jobs = [job(number) for number in range(3)]
    other: list[str] = []

    def meanwhile() -> Iterator[dict[str, Any]]:
        for one in jobs:
            yield one
            other.extend(o.status.value for o in render_many(jobs, sink=tmp_path))

    mine = [o.status.value for o in render_many(meanwhile(), sink=tmp_path)]
    assert (mine, other[:3]) == (["written", "kept", "kept"], ["kept", "written", "written"])
    assert len({line["file"] for line in lines(tmp_path)}) == len(lines(tmp_path)) == 3


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


def test_a_sink_that_cannot_be_read_is_an_outcome(tmp_path: Path) -> None:
    (outcome,) = render_many([job()], sink=tmp_path / "names")
    (tmp_path / "out" / outcome.file).mkdir(parents=True)
    found = seen(render_many([job()], sink=tmp_path / "out"))
    assert found == [("job 1", "failed", "output.not-written")]
