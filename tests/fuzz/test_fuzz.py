"""A short run of each fuzz target; ``make fuzz`` takes the time for a long one."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from clausekit import render_docx
from clausekit.word import Frame
from fuzz import run, targets
from fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_but_our_errors_comes_out(name: str) -> None:
    target, chance = TARGETS[name], random.Random(7)
    seeds = target.seeds()
    for seed in seeds:
        target.read(seed)
    for _ in range(250):
        target.read(run.vary(target, chance.choice(seeds), seeds, chance))


def test_most_changed_templates_get_beyond_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    rendered = []

    def count(*arguments: Any) -> bytes:
        content = render_docx(*arguments)
        rendered.append(content)
        return content

    monkeypatch.setattr(targets, "render_docx", count)
    target, chance = TARGETS["template"], random.Random(7)
    for seed in target.seeds():
        target.read(seed)
    assert len(rendered) == len(target.seeds()), "a seed is refused: what follows it is not tested"
    for _ in range(150):
        target.read(run.vary(target, chance.choice(target.seeds()), target.seeds(), chance))
    assert len(rendered) > len(target.seeds()) + 50


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
