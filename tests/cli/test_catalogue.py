"""``clausekit catalogue check``: findings with file, line and code."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def test_the_shipped_catalogue_has_no_finding(run: Any, catalogue: Any) -> None:
    done = run("catalogue", "check", "--json")
    assert (done.exit_code, done.err) == (0, "")
    assert done.data["schema"] == "clausekit.catalogue-check/1"
    assert done.data["findings"] == []
    assert done.data["clauses"] == len(catalogue.clauses)
    readable = run("catalogue", "check")
    assert (readable.exit_code, readable.out) == (0, "")
    assert "no finding" in readable.err


def test_findings_of_a_catalogue_are_told_with_file_line_and_code(run: Any, broken: Any) -> None:
    def spoil(data: Any) -> None:
        data[0]["paragraphs"][0]["text"] = "The {supplier} shall act within 5 days."
        data[1]["paragraphs"][0]["sources"] = ["ILO-C92 art. 1"]

    broken.edit("clauses/forced-labour.yaml", spoil)
    done = run("catalogue", "check", broken.root, "--json")
    assert (done.exit_code, done.err) == (1, "")
    rows = {row["code"]: row for row in done.data["findings"]}
    assert set(rows) == {"catalogue.literal-number", "catalogue.unknown-instrument"}
    for row in rows.values():
        assert set(row) == {"code", "message", "file", "line", "column", "where", "hint"}
        assert row["file"] == "forced-labour.yaml"
        assert row["line"] > 0
        assert row["hint"]
    readable = run("catalogue", "check", broken.root)
    assert readable.exit_code == 1
    assert "[catalogue.unknown-instrument]" in readable.out
    assert "2 findings." in readable.err


def test_a_file_that_is_no_yaml_is_told_with_its_column(run: Any, broken: Any) -> None:
    broken.write("rules.yaml", "core: a\ncore: b\n")
    (row,) = run("catalogue", "check", broken.root, "--json").data["findings"]
    assert (row["file"], row["line"], row["column"]) == ("rules.yaml", 2, 1)


def test_a_catalogue_that_is_not_there_is_bad_usage(run: Any, tmp_path: Path) -> None:
    done = run("catalogue", "check", tmp_path / "nowhere", "--json")
    assert (done.exit_code, done.codes) == (2, ["usage.wrong"])
