"""Documents per second of a batch, from facts to files, with one process and with two."""

from __future__ import annotations

import itertools
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from clausekit import render_many
from clausekit.batch.worker import process_pool

__all__ = ["BATCH", "QUICK_BATCH", "Rate", "measure_batches"]

BATCH: Final = (200, 5)
QUICK_BATCH: Final = (2, 1)
"""Documents and rounds."""

LANGUAGES = ("es", "en", "fr", "pt")


@dataclass(frozen=True, slots=True)
class Rate:
    """What one number of processes manages.

    Args:
        processes: How many worked.
        documents: How many documents each run wrote.
        per_second: Documents per second of each run, the start of the processes included.
    """

    processes: int
    documents: int
    per_second: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle run."""
        return sorted(self.per_second)[len(self.per_second) // 2]


def measure_batches(documents: int, rounds: int) -> list[Rate]:
    """Write *documents* small supplier codes, all different, *rounds* times with 1 and 2 processes.

    The runs take turns. Each goes to a new folder, and every file waits for the disk.
    """
    rates: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(rounds):
        for processes, found in rates.items():
            found.append(documents / _seconds(documents, processes))
    return [Rate(number, documents, tuple(found)) for number, found in rates.items()]


def _seconds(documents: int, processes: int) -> float:
    start = partial(process_pool, processes) if processes > 1 else None
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        outcomes = render_many(
            itertools.islice(_jobs(), documents),
            executor=start,
            sink=Path(folder),
            window=4 * processes,
        )
        failed = [outcome.error for outcome in outcomes if outcome.error is not None]
        taken = time.perf_counter() - begun
    if failed:
        raise RuntimeError(f"{len(failed)} documents failed: {failed[0]}")
    return taken


def _jobs() -> Iterator[dict[str, Any]]:
    """Yield jobs without end, no two the same."""
    for number in itertools.count(1):
        facts = {
            "reference": f"No {number}",
            "title": f"Cleaning of building {number}",
            "buyer": {"name": "City of Example", "country": "CL"},
            "procurement": "services",
            "sector": "cleaning",
            "supplier_size": "micro",
        }
        language = LANGUAGES[number % len(LANGUAGES)]
        yield {"tender": facts, "kind": "supplier-code", "language": language}
