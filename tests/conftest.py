"""What all tests share: the shipped catalogue, and moderate settings for drawn examples."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from clausekit import Catalogue

# The same examples in every run: a failure that one machine sees, all machines see.
settings.register_profile(
    "clausekit",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("clausekit")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Return the shipped catalogue."""
    return Catalogue.load()
