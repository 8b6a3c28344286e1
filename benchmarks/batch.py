"""Documents per second of ``clausekit batch``, from facts to files, with one process and two."""

from __future__ import annotations

import itertools
import json
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from installed import install, run_python

__all__ = ["BATCH", "QUICK_BATCH", "Rate", "measure_batches"]

BATCH: Final = (1000, 3)
QUICK_BATCH: Final = (2, 1)
"""Documents and rounds."""

LANGUAGES = ("es", "en", "fr", "pt")


@dataclass(frozen=True, slots=True)
class Rate:
    """What one number of processes manages.

    Args:
        processes: How many worked.
        documents: How many documents each run wrote.
        per_second: Documents per second of each run of the whole command, its start included.
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

    The runs take turns. Each goes to a new folder, and every file waits for the disk. clausekit
    lies on a disk as it does once it is installed.
    """
    rates: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site, jobs = install(folder), folder / "jobs.jsonl"
        jobs.write_text("".join(f"{json.dumps(job)}\n" for job in _jobs(documents)), "utf-8")
        for run, (processes, found) in itertools.product(range(rounds), rates.items()):
            output = folder / f"{run}-{processes}"
            begun = time.perf_counter()
            run_python(site, "-m", "clausekit", "batch", jobs, "-o", output, "--workers", processes)
            found.append(documents / (time.perf_counter() - begun))
            if len([*output.glob("*.docx")]) != documents:
                raise RuntimeError(f"{output} does not hold {documents} documents")
    return [Rate(number, documents, tuple(found)) for number, found in rates.items()]


def _jobs(count: int) -> Iterator[dict[str, Any]]:
    """Yield jobs, no two the same."""
    for number in range(1, count + 1):
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
