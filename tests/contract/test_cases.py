"""The lawyers' cases: facts in, clauses in and out, each with the rule that decided."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from clausekit import Catalogue, Tender, select
from clausekit.catalogue.checks import RULES
from facts import tender_facts

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("cases.yaml").read_text("utf-8")
)
# Rules that no clause of the shipped catalogue can reach; tests/unit/selection reaches them. The
# rules on a small supplier and on a strengthened clause decide on no clause: they explain wording.
NOT_REACHED = {
    "announcement-excludes",
    "small-supplier",
    "strengthened",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_case(case: dict[str, Any], catalogue: Catalogue) -> None:
    selection = select(Tender.model_validate(tender_facts(**case["facts"])), catalogue)
    expected = {name: (True, rule) for name, rule in case.get("in", {}).items()}
    expected |= {name: (False, rule) for name, rule in case.get("out", {}).items()}
    assert expected, "a case says what it expects"
    decided = {name: selection.decision(name) for name in expected}
    assert {name: (made.included, made.rule) for name, made in decided.items()} == expected
    for name, words in case.get("says", {}).items():
        assert words in selection.decision(name).reason
    for name, words in case.get("also", {}).items():
        assert words in " ".join(selection.decision(name).also)
    for name, tier in case.get("depth", {}).items():
        assert selection.depth(name).value == tier
    if "lighter" in case:
        assert selection.small is case["lighter"]


def test_cases_are_told_apart() -> None:
    names = [case["case"] for case in CASES]
    assert len(set(names)) == len(names) >= 60
    known = {"case", "facts", "in", "out", "says", "also", "depth", "lighter"}
    assert all(set(case) <= known for case in CASES)


def test_the_cases_reach_every_rule() -> None:
    reached = {
        rule for case in CASES for rules in (case.get("in", {}), case.get("out", {}))
        for rule in rules.values()
    }  # fmt: skip
    assert reached == set(RULES) - NOT_REACHED


def test_the_cases_name_every_clause_that_is_not_always_in(catalogue: Catalogue) -> None:
    named = {name for case in CASES for name in (*case.get("in", {}), *case.get("out", {}))}
    conditional = {
        clause.id
        for clause in catalogue.clauses.values()
        if clause.tier.rank > 0 or not clause.applies.core or not clause.applies.small_contract
    }
    assert conditional <= named
