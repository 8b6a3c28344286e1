"""clausekit as a package lies on a disk: with templates, compiled texts and bytecode."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
from pathlib import Path

import clausekit
from clausekit.language.compiling import compiled_texts
from clausekit.resources import templates_root
from clausekit.word.compiling import compiled_frames

__all__ = ["install", "run_python"]


def install(folder: Path) -> Path:
    """Lay the clausekit that is measured into *folder*, and return where Python finds it.

    docxtpl is installed by pip, which makes bytecode; a checkout may have none.
    """
    source, target = Path(clausekit.__file__).resolve().parent, folder / "site" / "clausekit"
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    if not (target / "templates").is_dir():
        shutil.copytree(str(templates_root()), target / "templates")
    for name, content in (*compiled_texts(), *compiled_frames()):
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).write_bytes(content)
    if not compileall.compile_dir(target, quiet=1):
        raise RuntimeError("clausekit cannot be compiled to bytecode")
    return target.parent


def run_python(site: Path, *arguments: object) -> str:
    """Run Python anew with the clausekit in *site*; return what it prints."""
    run = subprocess.run(
        [sys.executable, *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(site)},
    )
    if run.returncode:
        raise RuntimeError(f"{' '.join(map(str, arguments))} failed:\n{run.stderr}")
    return run.stdout
