"""Reads catalogue, translations and frames when a package is built, and puts the result into it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTexts(BuildHookInterface):
    """Writes the compiled files; a catalogue, PO file or frame with a fault stops the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile what this checkout carries before its files are gathered."""
        sources = Path(self.root) / "src"
        sys.path.insert(0, str(sources))
        try:
            import clausekit
            from clausekit.language.compiling import compiled_texts
            from clausekit.word.compiling import compiled_frames
        finally:
            sys.path.remove(str(sources))
        package = Path(clausekit.__file__).parent
        if package != sources / "clausekit":
            raise RuntimeError(f"another clausekit than that of {self.root} was imported")
        for name, content in (*compiled_texts(), *compiled_frames()):
            file = package / name
            file.parent.mkdir(exist_ok=True)
            # Whoever reads the file at this moment gets the whole of the old one or the new one.
            fresh = file.with_name(f"{file.name}.{os.getpid()}")
            fresh.write_bytes(content)
            fresh.replace(file)
            build_data["artifacts"].append(f"/src/clausekit/{name}")
