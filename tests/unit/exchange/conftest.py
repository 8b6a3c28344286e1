"""Template sets of one's own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausekit import Catalogue
from clausekit.catalogue.messages import Message, messages
from exchange_samples import Sets

THEMES = frozenset({"buyer", "definitions", "ending", "forced-labour", "general"})


@pytest.fixture(scope="session")
def texts(catalogue: Catalogue) -> tuple[Message, ...]:
    """Return all texts of the catalogue."""
    return tuple(messages(catalogue))


@pytest.fixture
def sets(tmp_path: Path, texts: tuple[Message, ...]) -> Sets:
    """Return a copy of some themes of the shipped template sets."""
    return Sets(tmp_path / "templates", texts, THEMES)
