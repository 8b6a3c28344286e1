"""What all tests share: the shipped catalogue, and moderate settings for drawn examples."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from clausekit import Catalogue
from clausekit.resources import catalogue_root
from copies import Copy
from facts import shipped
from sets import Templates, write_templates

# The same examples in every run: a failure that one machine sees, all machines see.
settings.register_profile(
    "clausekit",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
# Mutation testing runs the tests a thousand times.
settings.register_profile("mutation", settings.get_profile("clausekit"), max_examples=8)
settings.load_profile("clausekit")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Return the shipped catalogue."""
    return shipped()


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Templates:
    """Return template sets to read; see ``sets``."""
    return write_templates(tmp_path_factory.mktemp("sets") / "templates", catalogue)


@pytest.fixture
def own_templates(tmp_path: Path, templates: Templates) -> Templates:
    """Return template sets to change; see ``sets``."""
    shutil.copytree(templates.root, tmp_path / "templates")
    return Templates(tmp_path / "templates", templates.catalogue)


@pytest.fixture
def broken(tmp_path: Path) -> Copy:
    """Return a copy of the catalogue to break."""
    shutil.copytree(str(catalogue_root()), tmp_path / "data")
    return Copy(tmp_path / "data")
