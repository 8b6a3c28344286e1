"""A copy of the shipped catalogue that a test may break, and ways to break it."""

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

CLAUSES = "clauses/"
FORCED = f"{CLAUSES}forced-labour.yaml"
CHILD = f"{CLAUSES}child-labour.yaml"
VOICE = f"{CLAUSES}voice-and-remedy.yaml"
BUYER = f"{CLAUSES}buyer.yaml"
PERFORMANCE = f"{CLAUSES}performance.yaml"
ENDING = f"{CLAUSES}ending.yaml"
INTEGRITY = f"{CLAUSES}integrity.yaml"
GENERAL = f"{CLAUSES}general.yaml"
DILIGENCE = f"{CLAUSES}due-diligence.yaml"
PUBLIC = f"{CLAUSES}public-services.yaml"


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


def clause_in(data: Any, identity: str) -> dict[str, Any]:
    """Return the record with this id of what a file says."""
    return next(record for record in data if record["id"] == identity)


def paragraph_in(data: Any, place: str) -> dict[str, Any]:
    """Return a paragraph, named as ``fl.ban/response``."""
    owner, _, name = place.partition("/")
    return next(part for part in clause_in(data, owner)["paragraphs"] if part["id"] == name)


def reworded(place: str, text: str) -> Callable[[Any], object]:
    """Reword a paragraph; its items go, and whatever it said is lost."""

    def change(data: Any) -> None:
        paragraph = paragraph_in(data, place)
        paragraph.pop("items", None)
        paragraph["text"] = text

    return change


def added(clause: str, text: str, nature: str = "result") -> Callable[[Any], object]:
    """Add a paragraph to a clause."""
    paragraph = {"id": "added", "nature": nature, "text": text}
    return lambda data: clause_in(data, clause)["paragraphs"].append(paragraph)


def told(broken: Copy, file: str, change: Callable[[Any], object], code: str) -> list[Fault]:
    """Change a file, and return the faults of *code*, of which there is at least one."""
    broken.edit(file, change)
    found = [fault for fault in broken.faults() if fault.code == code]
    assert found, f"{code} was not told"
    return found
