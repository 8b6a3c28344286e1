"""Tenders with the same grounds get the same decisions, and nothing of one reaches another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from clausekit import Catalogue, Tender, select
from clausekit.model.mapping import Frozen
from clausekit.selection import selection as module
from clausekit.selection.grounds import grounds_of
from clausekit.selection.selection import Decision
from facts import tender_facts

OTHERS: tuple[dict[str, Any], ...] = (
    {"reference": "8", "title": "Other uniforms", "supplier": "Hilos S.A."},
    {"value": {"amount": "77", "currency": "JPY"}},
    {"terms": {"supplier": "contractor"}},
)
CHANGES: tuple[dict[str, Any], ...] = (
    {"stage": "monitoring"},
    {"procurement": "services"},
    {"sector": "textiles"},
    {"codes": ["CPV 18110000"]},
    {"codes": ["CPV 18110000"], "origins": ["BD"]},
    {"tier": "advanced"},
    {"supplier_size": "micro"},
    {"period": {"start": "2027-01-01", "end": "2029-12-31"}},
    {"value": {"amount": "900000000000", "currency": "CLP"}},
)


@pytest.mark.parametrize("change", OTHERS)
def test_what_decides_nothing_is_no_ground(change: dict[str, Any], catalogue: Catalogue) -> None:
    one, other = (Tender.model_validate(tender_facts(**facts)) for facts in ({}, change))
    assert grounds_of(one, catalogue) == grounds_of(other, catalogue)
    assert select(one, catalogue).decisions is select(other, catalogue).decisions
    assert select(other, catalogue).tender is other


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_is_what_would_be_decided_anew(
    change: dict[str, Any], catalogue: Catalogue
) -> None:
    tenders = [Tender.model_validate(tender_facts(**facts)) for facts in ({}, change)]
    grounds = [grounds_of(tender, catalogue) for tender in tenders]
    assert grounds[0] != grounds[1]
    for tender, own in zip(tenders * 2, grounds * 2, strict=True):
        selection = select(tender, catalogue)
        assert (selection.findings, selection.decisions) == module._decide_all(own, catalogue)


def test_a_day_counts_until_the_last_clause_was_announced(catalogue: Catalogue) -> None:
    first, last = date(2027, 1, 1), date(2028, 1, 1)
    announced = {"fl.ban": first, "cl.ban": last}
    clauses = {
        name: clause.model_copy(update={"announced_from": announced.get(name)})
        for name, clause in catalogue.clauses.items()
    }
    changed = replace(catalogue, clauses=clauses)

    def dated(day: date | None) -> Tender:
        return Tender.model_validate(tender_facts(dated=str(day) if day else None))

    day = timedelta(1)
    for when, kept, expected in (
        (first - day, first - day, {"fl.ban", "cl.ban"}),
        (first, first, {"cl.ban"}),
        (last - day, last - day, {"cl.ban"}),
        (last, None, set()),
        (None, None, set()),
    ):
        tender = dated(when)
        assert grounds_of(tender, changed).dated == kept
        assert grounds_of(tender, catalogue).dated is None
        decisions = select(tender, changed).decisions
        excluded = {one.clause for one in decisions if one.rule == "announcement-excludes"}
        assert excluded == expected


def test_what_is_decided_on_many_codes_is_not_kept(catalogue: Catalogue) -> None:
    for many, kept in (("codes", 10), ("codes", 11), ("origins", 10), ("origins", 11)):
        countries = ["BD", "CN", "VN", "BR", "IN", "CL", "MX", "DE", "FR", "ES", "PT"]
        values = countries if many == "origins" else [f"CPV 1811{at:04}" for at in range(11)]
        tender = Tender.model_validate(tender_facts(**{many: values[:kept]}))
        one, other = (select(tender, catalogue).decisions for _ in range(2))
        assert one == other
        assert (one is other) is (kept == 10)


def test_what_a_decision_names_stays_as_it_is() -> None:
    facts, listed = {"code": "CPV 18110000"}, {"good": "Garments"}
    decision = Decision("fl.ban", True, "core", facts, listed=listed)
    for value, given in ((decision.facts, facts), (decision.listed, listed)):
        assert isinstance(value, Frozen)
        given["more"] = "x"
        assert "more" not in value
    assert Decision("fl.ban", True, "core", decision.facts).facts is decision.facts
