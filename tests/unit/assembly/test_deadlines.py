"""Last days of the steps of a ladder: counted as the annex counts, and moved only where allowed."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausekit.assembly.deadlines import (
    Deadline,
    Events,
    after_weekend,
    deadlines,
    period_after,
)
from clausekit.errors import DocumentError
from clausekit.language.dates import is_weekend
from clausekit.model.quantity import Quantity
from clausekit.model.remedy import RemedyLadder, StepKind
from facts import ladder_facts, shipped, step_facts

D = datetime.date
PROTECTING = {StepKind.INFORM, StepKind.PROTECT, StepKind.STOP}


def _events(**changes: Any) -> Events:
    facts: dict[str, Any] = {
        "known": D(2027, 3, 1),
        "learnt": D(2027, 3, 5),
        "received": D(2027, 3, 5),
        "approved": None,
        "start": None,
        "country": "CL",
        "review": Quantity.model_validate("15 days"),
        **changes,
    }
    return Events(**facts)


def _ladder(*steps: dict[str, Any]) -> RemedyLadder:
    filler = [step_facts(f"last-{index}", "cure") for index in range(3 - len(steps))]
    return RemedyLadder.model_validate(ladder_facts(steps=[*steps, *filler]))


def _days(ladder: RemedyLadder, **changes: Any) -> list[Deadline]:
    return list(deadlines(ladder, _events(**changes), small=False))


def test_the_day_of_the_event_is_not_counted() -> None:
    ladder = _ladder(step_facts("cure", "cure", within="7 days", starts="receipt"))
    assert _days(ladder)[0].day == D(2027, 3, 12)


@pytest.mark.parametrize(
    ("period", "last"),
    [
        ("1 day", D(2027, 3, 6)),
        ("30 days", D(2027, 4, 4)),
        ("1 week", D(2027, 3, 12)),
        ("3 weeks", D(2027, 3, 26)),
        ("1 month", D(2027, 4, 5)),
        ("11 months", D(2028, 2, 5)),
        ("1 year", D(2028, 3, 5)),
        ("2 years", D(2029, 3, 5)),
        ("5 years", D(2032, 3, 5)),
    ],
)
def test_a_period_is_counted_in_its_unit(period: str, last: datetime.date) -> None:
    assert period_after(D(2027, 3, 5), Quantity.model_validate(period)) == last


@pytest.mark.parametrize("period", ["1 day", "1 week", "1 month", "1 year"])
def test_a_day_beyond_the_calendar_is_told(period: str) -> None:
    ladder = _ladder(step_facts("cure", "cure", within=period, starts="receipt"))
    with pytest.raises(DocumentError) as caught:
        _days(ladder, received=D.max)
    assert caught.value.code == "case.too-late"


def test_a_weekend_at_the_end_of_the_calendar_is_told() -> None:
    # 31 December 9999 is a Friday.
    assert after_weekend(D.max, "CL") == D.max
    with pytest.raises(DocumentError, match="9999"):
        after_weekend(D.max, "EG")


def test_a_last_day_on_the_weekend_moves_to_the_next_working_day() -> None:
    ladder = _ladder(step_facts("cure", "cure", within="8 days", starts="receipt"))
    assert (_days(ladder)[0].day, _days(ladder)[0].moved) == (D(2027, 3, 15), True)


@pytest.mark.parametrize("kind", sorted(PROTECTING))
def test_a_step_that_protects_people_is_never_moved(kind: str) -> None:
    ladder = _ladder(step_facts("one", kind, within="8 days"))
    assert (_days(ladder)[0].day, _days(ladder)[0].moved) == (D(2027, 3, 13), False)


def test_the_weekend_is_that_of_the_buyers_country() -> None:
    ladder = _ladder(step_facts("cure", "cure", within="7 days", starts="receipt"))
    assert _days(ladder, country="EG")[0].day == D(2027, 3, 14)


def test_each_party_has_its_own_day_of_knowledge() -> None:
    ladder = _ladder(
        step_facts("inform", "inform", actor="both", within="3 days", starts="knowledge"),
        step_facts("protect", "protect", actor="supplier", within="3 days", starts="knowledge"),
    )
    assert [found.day for found in _days(ladder)[:2]] == [D(2027, 3, 4), D(2027, 3, 8)]


def test_approval_comes_with_the_review_that_follows_the_plan() -> None:
    plan = step_facts("plan", "plan", within="10 days", starts="receipt")
    support = step_facts("support", "support", within="5 days", starts="previous-step")
    cure = step_facts("cure", "cure", within="20 days", starts="plan-approval")
    found = _days(_ladder(plan, support, cure))
    assert [step.day for step in found] == [D(2027, 3, 15), D(2027, 3, 22), D(2027, 4, 12)]
    found = _days(_ladder(plan, cure))
    assert found[1].day == D(2027, 4, 19)  # 15 March, 15 days of review, 20 days
    assert _days(_ladder(plan, cure), approved=D(2027, 3, 8))[1].day == D(2027, 3, 29)


@pytest.mark.parametrize("before", range(4))
def test_support_right_after_the_plan_approves_it_wherever_the_two_stand(before: int) -> None:
    first = [step_facts(f"first-{n}", "inform", within="2 days") for n in range(before)]
    plan = step_facts("plan", "plan", within="10 days", starts="receipt")
    support = step_facts("support", "support", within="5 days", starts="previous-step")
    cure = step_facts("cure", "cure", within="20 days", starts="plan-approval")
    # Approved with the support, on 22 March, and not after a review of the plan.
    assert _days(_ladder(*first, plan, support, cure))[before + 2].day == D(2027, 4, 12)
    assert _days(_ladder(*first, plan, cure))[before + 1].day == D(2027, 4, 19)


def test_support_that_does_not_follow_the_plan_approves_none() -> None:
    plan = step_facts("plan", "plan", within="10 days", starts="receipt")
    other = step_facts("other", "cure", within="10 days", starts="receipt")
    support = step_facts("support", "support", within="5 days", starts="previous-step")
    cure = step_facts("cure", "cure", within="20 days", starts="plan-approval")
    # 15 March, 15 days of review, 20 days
    assert _days(_ladder(plan, other, support, cure))[3].day == D(2027, 4, 19)


def test_a_step_between_the_plan_and_the_cure_approves_nothing() -> None:
    plan = step_facts("plan", "plan", within="10 days", starts="receipt")
    other = step_facts("other", "inform", within="20 days", starts="receipt")
    cure = step_facts("cure", "cure", within="20 days", starts="plan-approval")
    # 15 March, 15 days of review, 20 days; and not after the other step.
    assert _days(_ladder(plan, other, cure))[2].day == D(2027, 4, 19)


def test_a_day_that_is_not_known_is_not_invented() -> None:
    award = step_facts("first", "cure", within="10 days", starts="award")
    after = step_facts("then", "cure", within="10 days", starts="previous-step")
    assert [found.day for found in _days(_ladder(award, after))[:2]] == [None, None]
    assert _days(_ladder(award, after), start=D(2027, 3, 1))[1].day == D(2027, 3, 22)


@given(
    name=st.sampled_from(sorted(shipped().ladders)),
    received=st.dates(D(2020, 1, 1), D(2060, 1, 1)),
    small=st.booleans(),
)
def test_every_ladder_of_the_catalogue_has_its_days_in_order(
    name: str, received: datetime.date, small: bool
) -> None:
    events = _events(known=received, learnt=received, received=received)
    found = list(deadlines(shipped().ladders[name], events, small=small))
    assert all(step.day is not None and step.day > received for step in found)
    for step in found:
        assert step.day is not None
        if step.step.kind not in PROTECTING:
            assert not is_weekend(step.day, "CL")


@given(name=st.sampled_from(sorted(shipped().ladders)))
def test_a_small_supplier_never_has_less_time(name: str) -> None:
    ladder = shipped().ladders[name]
    standard = list(deadlines(ladder, _events(), small=False))
    small = list(deadlines(ladder, _events(), small=True))
    for one, other in zip(standard, small, strict=True):
        assert one.day is not None
        assert other.day is not None
        assert one.day <= other.day
