"""``clausekit demo``: the documents of three tenders in four languages."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any


def test_demo_builds_three_tenders_in_four_languages(run: Any, tmp_path: Path) -> None:
    done = run("demo", "-o", tmp_path / "out", "--json")
    assert (done.exit_code, done.err) == (0, "")
    assert done.data["schema"] == "clausekit.demo/1"
    assert len(done.data["tenders"]) == 3
    files = [path for paths in done.data["tenders"].values() for path in paths]
    assert len(files) == len(set(files)) == 24
    assert all(zipfile.is_zipfile(path) for path in files)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {Path(f).name for f in files}


def test_demo_says_what_to_look_at(run: Any, tmp_path: Path) -> None:
    done = run("demo", "-o", tmp_path / "out")
    assert done.exit_code == 0
    for name in ("chile-uniforms", "jalisco-forms", "montreal-testing"):
        assert re.search(rf"^{name}: .*Look at", done.out, re.MULTILINE)
