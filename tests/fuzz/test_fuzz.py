"""A short run of each fuzz target; ``make fuzz`` takes the time for a long one."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from clausekit.word import Frame
from fuzz import run
from fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_but_our_errors_comes_out(name: str) -> None:
    target, chance = TARGETS[name], random.Random(7)
    seeds = target.seeds()
    for seed in seeds:
        target.read(seed)
    for _ in range(250):
        target.read(run.change(chance.choice(seeds), seeds, target.words, chance))


def test_a_find_is_told_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("find")

    monkeypatch.setattr(Frame, "compile", fail)
    with pytest.raises(KeyError):
        TARGETS["template"].read(TARGETS["template"].seeds()[0])


@pytest.mark.parametrize("name", ["po", "tender"])
def test_the_fuzzer_runs(name: str, tmp_path: Path) -> None:
    script = Path(run.__file__)
    source = script.parents[2] / "src"
    done = subprocess.run(
        [sys.executable, script, name, "--plain", "--runs", "20", "--finds", tmp_path],
        env={"PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert f"{name}: 20 inputs" in done.stdout
