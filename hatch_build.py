"""Reads and checks the catalogue when a package is built, and puts the result into it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogue(BuildHookInterface):
    """Writes ``compiled.json``; a catalogue with a fault stops the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogue of this checkout before its files are gathered."""
        sources = str(Path(self.root) / "src")
        sys.path.insert(0, sources)
        try:
            from clausekit.catalogue.catalogue import Catalogue
            from clausekit.catalogue.compiled import COMPILED, compiled_file
        finally:
            sys.path.remove(sources)
        file = Path(self.root) / "src" / "clausekit" / "catalogue" / COMPILED
        if Path(str(compiled_file())) != file:
            raise RuntimeError(f"another clausekit than that of {self.root} was imported")
        # Whoever reads the file at this moment gets the whole of the old one or of the new one.
        fresh = file.with_name(f"{COMPILED}.{os.getpid()}")
        fresh.write_bytes(Catalogue.compile())
        fresh.replace(file)
        build_data["artifacts"].append(f"/src/clausekit/catalogue/{COMPILED}")
