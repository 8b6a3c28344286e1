"""Steps of a remedy: where they lead, how long they take, and what may stop meanwhile."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from clausekit.model.remedy import RemedyLadder, Step
from clausekit.model.termination import Hearing, Suspension
from facts import ladder_facts, step_facts


def test_each_step_leads_to_the_next_and_a_cure_back_to_performance() -> None:
    ladder = RemedyLadder.model_validate(ladder_facts("notice", "protect", "remedy", "verify"))
    assert ladder.ways == {
        "step-0": ("step-1",),
        "step-1": ("step-2", "performing"),
        "step-2": ("step-3", "performing"),
        "step-3": ("closed",),
    }
    assert [step.id for step in ladder.corrective_steps] == ["step-1", "step-2"]


@pytest.mark.parametrize(
    ("starts", "told"),
    [
        (("receipt", "previous-step", "previous-step"), ""),
        (("previous-step", "receipt", "receipt"), "the first step waits for one before it"),
        (("receipt", "plan-approval", "receipt"), "waits for a plan that no step submits"),
        (("receipt", "receipt", "plan-approval"), ""),
    ],
)
def test_no_step_waits_for_what_never_happens(starts: tuple[str, ...], told: str) -> None:
    kinds = ("notice", "plan", "remedy")
    steps = [
        step_facts(f"s{place}", kind, starts=start)
        for place, (kind, start) in enumerate(zip(kinds, starts, strict=True))
    ]
    if told:
        with pytest.raises(ValidationError, match=told):
            RemedyLadder.model_validate(ladder_facts(steps=steps))
        return
    assert len(RemedyLadder.model_validate(ladder_facts(steps=steps)).steps) == 3


@pytest.mark.parametrize(
    ("within", "sound"),
    [
        ("9 days", False), ("10 days", True), ("9 working days", False), ("10 working days", True),
        ("1 week", False), ("2 weeks", True), ("1 month", True), ("1 year", True),
        ("200 hours", False),
    ],
)  # fmt: skip
def test_a_hearing_takes_ten_days_at_least(within: str, sound: bool) -> None:
    facts = step_facts("hearing", "hearing", within=within)
    if sound:
        assert Step.model_validate(facts).within.standard.amount > 0
    else:
        with pytest.raises(ValidationError, match="a hearing needs at least 10 days"):
            Step.model_validate(facts)
    other = Step.model_validate({**facts, "kind": "remedy"})
    assert other.within.standard.amount == int(within.split()[0])


@pytest.mark.parametrize(
    ("notice", "sound"),
    [("9 days", False), ("10 days", True), ("11 days", True), ("10 working days", False)],
)
def test_a_hearing_before_a_termination_leaves_ten_days(notice: str, sound: bool) -> None:
    if sound:
        assert str(Hearing.model_validate({"notice": notice}).notice.amount) in notice
        return
    with pytest.raises(ValidationError, match="a hearing needs at least 10 days to prepare"):
        Hearing.model_validate({"notice": notice})


@pytest.mark.parametrize("tier", ["intermediate", "advanced"])
def test_the_time_to_act_hangs_on_no_tier(tier: str) -> None:
    facts = step_facts("act", "remedy", within={"standard": "10 days", tier: "20 days"})
    with pytest.raises(ValidationError, match="the time to act does not hang on the tier"):
        Step.model_validate(facts)


def test_a_small_supplier_gets_no_less_time() -> None:
    for small, sound in (("9 days", False), ("10 days", True), ("11 days", True)):
        facts = step_facts("act", "remedy", within={"standard": "10 days", "small": small})
        if sound:
            Step.model_validate(facts)
        else:
            with pytest.raises(ValidationError, match="a small supplier gets less time"):
                Step.model_validate(facts)


@pytest.mark.parametrize(
    ("days", "sound"), [("0 days", False), ("1 day", True), ("60 days", True), ("61 days", False)]
)
def test_a_suspension_lasts_a_day_to_sixty(days: str, sound: bool) -> None:
    facts = {"at_most": days, "renewals": 0, "followed_by": ladder_facts()}
    if sound:
        assert str(Suspension.model_validate(facts).at_most) == days
        return
    with pytest.raises(ValidationError, match="a suspension lasts 1 to 60 days"):
        Suspension.model_validate(facts)
