"""``clausekit explain``: every clause with its reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Write = Callable[..., Path]


def test_explain_gives_every_clause_a_reason(run: Any, tender: Write, catalogue: Any) -> None:
    facts = {"sector": "textiles", "codes": ["CPV 18110000"], "origins": ["BD", "PT"]}
    done = run("explain", tender(**facts, supplier_size="micro"), "--json")
    assert (done.exit_code, done.err) == (0, "")
    assert done.data["schema"] == "clausekit.explain/1"
    assert done.data["lighter_set"] is True
    assert [row["clause"] for row in done.data["decisions"]] == list(catalogue.clauses)
    for row in done.data["decisions"]:
        assert set(row) == {
            "clause", "version", "included", "rule", "facts", "reason", "also", "depth",
        }  # fmt: skip
        assert row["reason"].endswith(".")
    assert {row["presence"] for row in done.data["origins"]} == {"listed", "not-listed"}
    for row in done.data["origins"] + done.data["services"]:
        assert row["source"]
        assert row["edition"]
        assert row["date"].startswith("20")
    assert [row["title"] for row in done.data["codes"]] == ["Occupational clothing"]
    assert [row["size"] for row in done.data["effort"]] == ["micro", "small", "medium", "large"]
    assert done.data["warnings"] == []


def test_explain_tells_of_services_and_of_codes_that_do_not_exist(run: Any, tender: Write) -> None:
    codes = ["CPV 90910000", "CPV 55110000", "CPV 99999999"]
    path = tender(codes=codes, sector="cleaning", procurement="services")
    rows = run("explain", path, "--json").data
    assert [row["presence"] for row in rows["services"]] == ["listed", "not-listed", "unknown"]
    assert {"risk", "why", "source", "basis"} == set(rows["services"][0]["risks"][0])
    assert [row["code"] for row in rows["warnings"]] == ["selection.unknown-code"]
    readable = run("explain", path).out
    assert "CPV 90910000 (Cleaning services): listed" in readable
    assert "low-wages: Nearly all of the price is wages" in readable
    assert "(ILO-C094 art. 2(1))" in readable
    assert "no code 99999999. [selection.unknown-code]" in readable


def test_explain_is_readable(run: Any, tender: Write) -> None:
    done = run("explain", tender(codes=["CPV 18110000"], origins=["BD"], supplier_size="small"))
    assert done.exit_code == 0
    assert done.out.startswith("In:\n")
    assert "\nOut:\n" in done.out
    assert "CPV 18110000 (Occupational clothing) from Bangladesh (BD): listed: Garm" in done.out
    assert "2024, of 2024-09-05." in done.out
    assert "Hours of work that the set asks of a supplier" in done.out
    assert "[risk-of-origin]" in done.out
    assert "lighter wording" in done.out


def test_faults_are_told_to_people_too(run: Any, tender: Write) -> None:
    done = run("explain", tender(sector="textile", tier="top"))
    assert done.exit_code == 2
    assert done.out == ""
    lines = done.err.splitlines()
    assert lines[0] == "2 things are wrong:"
    assert "#/sector: 'textile' is not a known sector. [tender.unknown-sector]" in lines[1]
    assert lines[2].strip() == "Did you mean 'textiles'?"
