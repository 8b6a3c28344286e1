"""The same job again and again: each place has its outcome, and nothing piles up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batches import Shelf, job, lines
from clausekit import render_many
from clausekit.batch import worker
from clausekit.batch.worker import Inline
from clausekit.errors import ClausekitError, Fault


@pytest.fixture(autouse=True)
def made_in_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a document be its reference, and every third job fail."""

    def make(one: Any, *_: object) -> bytes:
        number = int(one.tender.reference.removeprefix("No "))
        if number % 3 == 0:
            raise ClausekitError(
                Fault("a.b", "Wrong.", "/tender/title"), Fault("a.c", "Wrong, too.")
            )
        return b"%d" % number

    monkeypatch.setattr(worker, "_make", make)


def test_a_job_that_fails_is_told_at_each_place(tmp_path: Any) -> None:
    with ThreadPoolExecutor(2) as executor:
        outcomes = list(render_many([job(3), job(1), job(3)], executor=executor, sink=tmp_path))
    failed = {o.where: [f.where for f in o.error.faults] for o in outcomes if o.error}
    assert failed == {
        "job 1": ["job 1, /tender/title", "job 1"],
        "job 3": ["job 3, /tender/title", "job 3"],
    }
    recorded = {
        line["where"]: [fault["where"] for fault in line["faults"]]
        for line in lines(tmp_path)
        if line["status"] == "failed"
    }
    assert recorded == failed


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("window", [1, 2, 3, 8])
def test_no_more_are_read_ahead_where_the_same_job_comes_again_and_again(
    number: int, window: int
) -> None:
    read = 0

    def jobs() -> Iterator[dict[str, Any]]:
        nonlocal read
        for _ in range(200):
            read += 1
            yield job(number)

    with ThreadPoolExecutor(2) as executor:
        outcomes = render_many(jobs(), executor=executor, sink=Shelf(), window=window)
        for told, outcome in enumerate(islice(outcomes, 100), start=1):
            assert outcome.where == f"job {told}"
            assert read < told + window


@given(
    numbers=st.lists(st.integers(1, 4), max_size=30),
    window=st.integers(1, 6),
    threads=st.integers(0, 3),
)
def test_nothing_is_lost_or_doubled(numbers: list[int], window: int, threads: int) -> None:
    read = 0

    def jobs() -> Iterator[dict[str, Any]]:
        nonlocal read
        for number in numbers:
            read += 1
            yield job(number)

    executor: Executor = ThreadPoolExecutor(threads) if threads else Inline()
    with executor:
        told = []
        for outcome in render_many(jobs(), executor=executor, sink=Shelf(), window=window):
            told.append(outcome)
            assert read < len(told) + window
    assert Counter(o.where for o in told) == Counter(f"job {n + 1}" for n in range(len(numbers)))
    for number in set(numbers):
        rest = numbers.count(number) - 1
        due = ["failed"] * (rest + 1) if number == 3 else ["written"] + ["kept"] * rest
        places = [f"job {place}" for place, one in enumerate(numbers, start=1) if one == number]
        of_one = [outcome for outcome in told if outcome.where in places]
        assert [o.where for o in of_one] == places
        assert [o.status.value for o in of_one] == due
