"""The page on invariants names every one, with a test that breaks it and a code that is raised."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from error_codes import raised_codes

from clausekit.catalogue.checks import RULES
from clausekit.language.checks.registry import CODES

HERE = Path(__file__).parent
PAGE = HERE.parents[2] / "docs" / "explanation" / "invariants.md"
ROW = re.compile(
    r"^\| (?P<id>I-\d\d) \| (?P<what>[^|]+) \| (?P<where>[^|]+) \| (?P<code>[^|]+) \| "
    r"`(?P<test>[a-z0-9_]+)` \|$",
    re.MULTILINE,
)
ROWS = list(ROW.finditer(PAGE.read_text("utf-8")))
TESTS = {
    name
    for file in HERE.glob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", file.read_text("utf-8"), re.MULTILINE)
}
PLACES = ("type `", "check of the catalogue", "check of the selection", "check of the document",
          "check between languages")  # fmt: skip


def test_every_invariant_has_its_row() -> None:
    assert [row["id"] for row in ROWS] == [f"I-{number:02}" for number in range(1, 41)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_row_names_a_test_that_breaks_the_invariant(row: re.Match[str]) -> None:
    number = row["id"].removeprefix("I-")
    assert row["test"].startswith(f"test_i{number}_")
    assert row["test"] in TESTS
    assert row["what"].endswith(".")
    assert row["where"].startswith(PLACES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_row_names_a_code_that_is_raised(row: re.Match[str]) -> None:
    code = row["code"].strip("`")
    if row["id"] == "I-18":
        assert "ValidationError" in code
        return
    assert code in raised_codes() | set(CODES) | set(RULES)
