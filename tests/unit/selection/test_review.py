"""What an official should look at before documents are made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from clausekit import Catalogue, Tender, select
from clausekit.model.mapping import Frozen
from clausekit.model.sector import Risk
from clausekit.model.tier import Tier
from clausekit.selection.review import Remark, remarks
from facts import tender_facts

PERIOD = {"start": "2027-01-04", "end": "2028-12-31"}


def found(catalogue: Catalogue, **facts: Any) -> list[Remark]:
    return [*remarks(select(Tender.model_validate(tender_facts(**facts)), catalogue))]


@pytest.mark.parametrize(
    ("dated", "period", "stage", "late"),
    [
        ("2027-01-03", PERIOD, "award", False),
        ("2027-01-04", PERIOD, "award", False),
        ("2027-01-05", PERIOD, "award", True),
        ("2028-12-31", PERIOD, "contract-performance", False),
        ("2029-01-01", PERIOD, "contract-performance", True),
        ("2029-01-01", None, "contract-performance", False),
        (None, PERIOD, "award", False),
        (None, None, "award", False),
    ],
)
def test_a_day_that_comes_late(
    catalogue: Catalogue, dated: str | None, period: Any, stage: str, late: bool
) -> None:
    facts = {"dated": dated or "", "start": "2027-01-04", "end": "2028-12-31"}
    expected = [Remark("selection.dated-late", "/dated", facts)] if late else []
    assert found(catalogue, dated=dated, period=period, stage=stage) == expected


def test_a_code_that_the_classification_has_not(catalogue: Catalogue) -> None:
    codes = ["CPV 18110000", "CPV 99999999", "UNSPSC 99999999"]
    (remark,) = found(catalogue, codes=codes)
    assert (remark.code, remark.where) == ("selection.unknown-code", "/codes/1")
    assert remark.facts["code"] == "99999999"
    assert isinstance(remark.facts, Frozen)
    assert remark.rule == "look.unknown-code"


def test_a_risk_that_no_clause_answers_is_told_once(catalogue: Catalogue) -> None:
    facts = {"sector": "textiles", "codes": ["CPV 18110000"], "origins": ["CN"]}
    assert found(catalogue, **facts) == []
    clauses = {
        name: clause
        for name, clause in catalogue.clauses.items()
        if Risk.FORCED_LABOUR not in clause.applies.risks
    }
    told = found(replace(catalogue, clauses=clauses), **facts)
    assert {(one.code, one.where) for one in told} == {("selection.risk-not-answered", "/stage")}
    risks = [one.facts["risk"] for one in told]
    assert "forced-labour" in risks
    assert len(risks) == len(set(risks))
    left = {risk.value for clause in clauses.values() for risk in clause.applies.risks}
    assert left.isdisjoint(risks)


@pytest.mark.parametrize("size", ["micro", "medium", "large", "unknown"])
def test_more_hours_than_the_budget_has(catalogue: Catalogue, size: str) -> None:
    nothing = dict.fromkeys(catalogue.burden.yearly, dict.fromkeys(Tier, 0))
    own = replace(catalogue, burden=catalogue.burden.model_copy(update={"yearly": nothing}))
    (remark,) = [one for one in found(own, supplier_size=size) if one.where == "/tier"]
    assert remark.code == "selection.over-budget"
    assert remark.facts["size"] == ("medium" if size == "unknown" else size)
    assert int(remark.facts["yearly"]) > int(remark.facts["cap"])
    assert remark.facts["tier"] == "basic"
    assert not [one for one in found(catalogue, supplier_size=size) if one.where == "/tier"]
