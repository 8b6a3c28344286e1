"""Jobs of a batch, and what it leaves behind, for the tests of batches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clausekit import Outcome
from facts import tender_facts

__all__ = ["Shelf", "documents", "job", "lines", "seen"]


def job(number: int = 0, **changes: Any) -> dict[str, Any]:
    """Return the fields of a job; another number, another document."""
    facts = tender_facts(reference=f"No {number}")
    return {"tender": facts, "kind": "supplier-code", "language": "en", **changes}


def seen(outcomes: Iterator[Outcome]) -> list[tuple[str, str, str]]:
    """Return place, status and code of each outcome."""
    return [(o.where, o.status.value, o.error.code if o.error else "") for o in outcomes]


def lines(folder: Path) -> list[dict[str, Any]]:
    """Return the manifest, without its head."""
    text = (folder / "manifest.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()][1:]


def documents(folder: Path) -> dict[str, bytes]:
    """Return all files but the manifest."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != "manifest.jsonl"}


@dataclass(frozen=True)
class Shelf:
    """A sink in memory."""

    held: dict[str, bytes] = field(default_factory=dict)
    error: Exception | None = None

    def digest(self, file: str) -> str | None:
        return hashlib.sha256(self.held[file]).hexdigest() if file in self.held else None

    def write(self, file: str, content: bytes) -> None:
        if self.error is not None:
            raise self.error
        self.held[file] = content
