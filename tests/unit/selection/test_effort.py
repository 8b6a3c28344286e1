"""The hours of work that a set asks, added up for each size of supplier."""

from __future__ import annotations

from typing import Any

import pytest

from clausekit import Catalogue, Tender, select
from clausekit.model.clause import Clause
from clausekit.model.tender import Period
from clausekit.model.tier import SupplierSize
from clausekit.selection.effort import KNOWN_SIZES, Workload, workload
from facts import clause_facts, tender_facts


def hours(*figures: int) -> dict[str, int]:
    return dict(zip(("micro", "small", "medium", "large"), figures, strict=True))


def clause(start: dict[str, int], yearly: dict[str, int], **changes: Any) -> Clause:
    effort = {"start": start, "yearly": yearly}
    return Clause.model_validate(clause_facts(effort=effort, **changes))


TWO = (
    clause(hours(1, 2, 3, 4), hours(1, 1, 5, 9)),
    clause(hours(0, 1, 2, 8), hours(0, 2, 2, 3), id="xx.other"),
)
PERIODS = {
    1: ("2027-01-01", "2027-01-31"),
    12: ("2027-01-01", "2027-12-31"),
    13: ("2027-01-01", "2028-01-31"),
    18: ("2027-01-01", "2028-06-30"),
    36: ("2027-01-01", "2029-12-31"),
}


def period(months: int) -> Period:
    start, end = PERIODS[months]
    found = Period.model_validate({"start": start, "end": end})
    assert found.months == months
    return found


@pytest.mark.parametrize(
    ("size", "start", "yearly"),
    [("micro", 1, 1), ("small", 3, 3), ("medium", 5, 7), ("large", 12, 12), ("unknown", 5, 7)],
)
def test_hours_are_added_up_for_a_size(size: str, start: int, yearly: int) -> None:
    found = workload(TWO, SupplierSize(size), period=None, cap=6)
    assert found == Workload(SupplierSize(size), start, yearly, None, 6)
    assert found.over == max(0, yearly - 6)


@pytest.mark.parametrize(
    ("months", "total"), [(1, 5 + 1), (12, 5 + 7), (13, 5 + 8), (18, 5 + 11), (36, 5 + 21)]
)
def test_a_part_of_a_year_is_rounded_up(months: int, total: int) -> None:
    found = workload(TWO, SupplierSize.MEDIUM, period=period(months), cap=0)
    assert (found.start, found.yearly, found.total) == (5, 7, total)


def test_a_clause_without_an_estimate_asks_nothing() -> None:
    bare = Clause.model_validate(clause_facts())
    assert workload((bare,), SupplierSize.LARGE, period=period(12), cap=1) == Workload(
        SupplierSize.LARGE, 0, 0, 0, 1
    )


def test_the_sizes_that_are_known_come_in_their_order() -> None:
    assert [size.value for size in KNOWN_SIZES] == ["micro", "small", "medium", "large"]


def test_for_another_size_the_set_is_selected_anew(catalogue: Catalogue) -> None:
    facts = tender_facts(supplier_size="large", tier="advanced")
    selection = select(Tender.model_validate(facts), catalogue)
    for size in KNOWN_SIZES:
        other = select(Tender.model_validate({**facts, "supplier_size": size.value}), catalogue)
        cap = catalogue.burden.cap(size, selection.tender.tier)
        expected = workload(other.clauses, size, period=None, cap=cap)
        assert selection.effort(size) == other.effort() == expected
    spared = len(
        select(Tender.model_validate({**facts, "supplier_size": "micro"}), catalogue).clauses
    )
    assert spared < len(selection.clauses)
    assert selection.effort() == selection.effort(SupplierSize.LARGE)
