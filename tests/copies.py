"""A copy of the shipped catalogue that a test may break."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from clausekit.catalogue.catalogue import Catalogue
from clausekit.errors import CatalogueError, Fault

# In C they read and write the same, only faster; not every platform has them.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@dataclass(frozen=True)
class Copy:
    """A catalogue in a folder of its own."""

    root: Path

    def edit(self, name: str, change: Callable[[Any], object]) -> None:
        """Change what a file says; *change* edits the data in place."""
        file = self.root / name
        data = yaml.load(file.read_text("utf-8"), Loader=_LOADER)
        change(data)
        file.write_text(
            yaml.dump(data, Dumper=_DUMPER, allow_unicode=True, sort_keys=False), "utf-8"
        )

    def write(self, name: str, text: str | bytes) -> None:
        """Replace a file."""
        (self.root / name).write_bytes(text.encode() if isinstance(text, str) else text)

    def faults(self) -> list[Fault]:
        """Return the faults with which the copy is refused."""
        with pytest.raises(CatalogueError) as caught:
            Catalogue.load(self.root)
        return list(caught.value.faults)
