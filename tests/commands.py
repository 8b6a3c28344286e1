"""The command line in a process of its own, and what it left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

__all__ = ["ENVIRONMENT", "files_in", "process"]

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1] / "src")}
"""Where a process finds the clausekit of this folder."""


def files_in(folder: Path) -> list[str]:
    """Return the names of all files below *folder*."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def process(*arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run ``clausekit`` with *arguments*; *options* are those of ``subprocess.run``."""
    words = [word if isinstance(word, bytes) else str(word) for word in arguments]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    options["env"] = {**ENVIRONMENT, **options.get("env", {})}
    return subprocess.run([sys.executable, "-m", "clausekit", *words], check=False, **options)
