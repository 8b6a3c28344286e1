"""A batch on a cluster of Dask: a worker dies half-way, and nothing is lost or doubled."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from clausekit import render_many
from clausekit.batch.outcome import Outcome
from facts import tender_facts

if TYPE_CHECKING:
    from distributed import Client

pytestmark = [pytest.mark.readers, pytest.mark.filterwarnings("default")]

JOBS = 200


def jobs() -> Iterator[dict[str, Any]]:
    """Small documents, all different."""
    for number in range(JOBS):
        facts = tender_facts(reference=f"No {number}", supplier_size="micro")
        language = ("en", "es", "fr", "pt")[number % 4]
        yield {"tender": facts, "kind": "supplier-code", "language": language}


@pytest.fixture
def client() -> Iterator[Client]:
    """Two workers in processes of their own, without a dashboard."""
    import distributed

    # The tests run where they stand; a worker must find the same clausekit.
    with (
        warnings.catch_warnings(action="ignore"),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        client.wait_for_workers(2, timeout=60)
        yield client


def documents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.docx")}


def test_nothing_is_lost_or_doubled_when_a_worker_dies(client: Client, tmp_path: Path) -> None:
    victim = sorted(client.run(os.getpid).values())[0]
    outcomes: list[Outcome] = []
    with client.get_executor() as executor:
        for outcome in render_many(jobs(), executor=executor, sink=tmp_path, window=24):
            outcomes.append(outcome)
            if len(outcomes) == JOBS // 2:
                os.kill(victim, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        assert victim not in client.run(os.getpid).values()
    assert [o.error for o in outcomes if o.error] == []
    assert sorted(int(o.where.removeprefix("job ")) for o in outcomes) == list(range(1, JOBS + 1))
    assert len({o.job for o in outcomes}) == JOBS
    assert set(documents(tmp_path)) == {o.file for o in outcomes}
    recorded = [
        json.loads(line)["file"]
        for line in (tmp_path / "manifest.jsonl").read_bytes().splitlines()[1:]
    ]
    assert sorted(recorded) == sorted(o.file for o in outcomes)
    # The same documents as without a cluster, byte by byte: a sample, since each takes its time.
    sample = [job for number, job in enumerate(jobs()) if number % 20 == 0]
    alone = list(render_many(sample, sink=tmp_path / "alone"))
    for outcome in alone:
        assert documents(tmp_path / "alone")[outcome.file] == documents(tmp_path)[outcome.file]
    kept = render_many(jobs(), sink=tmp_path)
    assert {outcome.status.value for outcome in kept} == {"kept"}
