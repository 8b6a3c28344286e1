"""The benchmark compares like with like, and runs. No time is asserted: machines differ."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import clausekit

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "benchmarks"
MODULES = ("annex", "batch", "clock", "installed", "measures", "twin")


@pytest.fixture
def _beside_the_benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    for module in MODULES:
        monkeypatch.delitem(sys.modules, module, raising=False)


@pytest.mark.usefixtures("_beside_the_benchmarks")
def test_both_engines_say_the_same() -> None:
    from annex import annex
    from measures import render_both
    from twin import compare, texts

    ours, theirs = render_both(annex(2))
    assert compare(ours(), theirs()) == len(texts(ours())) > 50
    assert any("& <" in text for text in texts(theirs()))


@pytest.mark.usefixtures("_beside_the_benchmarks")
def test_documents_that_differ_are_not_timed() -> None:
    from annex import annex
    from twin import compare

    one, other = (clausekit.render_docx(annex(1, seed=seed)) for seed in (1, 2))
    with pytest.raises(ValueError, match="they part at"):
        compare(one, other)


@pytest.mark.usefixtures("_beside_the_benchmarks")
def test_ratios_are_taken_round_by_round() -> None:
    from clock import compare_pairs

    ratio = compare_pairs([10.0, 40.0, 30.0], [1.0, 2.0, 3.0])
    assert (ratio.low, ratio.median, ratio.high) == (10, 10, 20)


def test_the_benchmark_runs() -> None:
    run = subprocess.run(
        [sys.executable, str(BENCHMARKS / "run.py"), "--quick", "--json"],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    told = json.loads(run.stdout)
    assert {"Python", "clausekit", "docxtpl", "cores"} <= told["versions"].keys()
    goals = [measure["goal"] for measure in told["measures"] if measure["goal"] is not None]
    assert sorted(goals) == [0.4, 0.5, 0.6, 6, 10, 10.8, 20, 20]
    assert all(measure["ratio"]["median"] > 0 for measure in told["measures"])
    assert [batch["processes"] for batch in told["batches"]] == [1, 2]
    assert all(min(batch["per_second"]) > 0 for batch in told["batches"])


def test_the_benchmark_of_the_checks_runs() -> None:
    run = subprocess.run(
        [sys.executable, str(BENCHMARKS / "translation.py"), "--quick", "--json"],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=600,
    )
    data = json.loads(run.stdout)
    ours = data["tools"]["clausekit"]
    assert sum(ours["found"].values()) > 0.9 * sum(ours["seeded"].values())
    assert ours["alarms"] <= 1
    assert set(data["tools"]) | set(data["absent"]) == {
        "clausekit",
        "clausekit, errors only",
        "pofilter",
        "Weblate",
        "Weblate, brace format",
    }
