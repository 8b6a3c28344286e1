"""The tests that mutation testing runs are there."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("package", ["assembly", "model", "selection"])
def test_every_test_that_is_named_exists(package: str) -> None:
    config = tomllib.loads((ROOT / "tests" / "mutation" / f"{package}.toml").read_text("utf-8"))
    _, _, *named = config["cosmic-ray"]["test-command"].split()
    assert named
    for name in named:
        file, _, test = name.partition("::")
        assert (ROOT / file).exists(), name
        assert not test or f"def {test}(" in (ROOT / file).read_text("utf-8"), name
