"""Invariants that a type holds: what breaks them cannot be constructed."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from clausekit.model.award import AwardCriteria
from clausekit.model.clause import Clause
from clausekit.model.remedy import RemedyLadder, Step
from clausekit.model.termination import Suspension, Termination
from facts import (
    clause_facts,
    ladder_facts,
    step_facts,
    termination_facts,
    verification_facts,
)


def _refused(model: type[BaseModel], facts: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        model.model_validate(facts)


@pytest.mark.parametrize("part", ["method", "evidence", "metric", "frequency", "verifier"])
def test_i01_a_requirement_without_a_whole_verification(part: str) -> None:
    assert Clause.model_validate(clause_facts())
    _refused(Clause, clause_facts(verifications=[]), "at least 1")
    whole = verification_facts()
    whole.pop(part)
    _refused(Clause, clause_facts(verifications=[whole]), part)


def test_i02_a_ground_of_termination_without_its_ladder() -> None:
    assert Termination.model_validate(termination_facts())
    facts = termination_facts()
    facts.pop("after")
    _refused(Termination, facts, "after")
    # A ladder whose steps correct nothing is none; neither is another clause's.
    talk = ladder_facts("notice", "meeting", "cure")
    _refused(Termination, termination_facts(after=talk), "two corrective steps")
    other = termination_facts(after=ladder_facts(id="L2"))
    _refused(Clause, clause_facts(termination=other), "own remedy ladder")


@pytest.mark.parametrize("part", ["hearing", "exit_assessment", "notice"])
def test_i03_termination_without_what_comes_before(part: str) -> None:
    facts = termination_facts()
    facts.pop(part)
    _refused(Termination, facts, part)
    alone = {**termination_facts()["exit_assessment"], "consults_workers": False}
    _refused(Termination, termination_facts(exit_assessment=alone), "consults_workers")
    short = termination_facts(hearing={"notice": "9 days"})
    _refused(Termination, short, "at least 10 days")
    _refused(Termination, termination_facts(notice="59 days"), "60 days")


@pytest.mark.parametrize(
    "changes",
    [{"at_most": "0 days"}, {"at_most": "61 days"}, {"renewals": 2}, {"at_most": "2 months"}],
)
def test_i06_a_suspension_without_end(changes: dict[str, Any]) -> None:
    facts = {"at_most": "60 days", "renewals": 1, "followed_by": ladder_facts()}
    assert Suspension.model_validate(facts)
    with pytest.raises(ValidationError):
        Suspension.model_validate({**facts, **changes})


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"within": "0 days"}, "above zero"),
        ({"within": "3"}, "above zero"),
        ({"within": "5 %"}, "above zero"),
        ({"starts": "some-day"}, "starts"),
        ({"within": {"standard": "10 days", "small": "9 days"}}, "less time"),
        ({"within": {"standard": "10 days", "advanced": "5 days"}}, "does not hang on the tier"),
        ({"kind": "hearing", "within": "9 days"}, "at least 10 days"),
        ({"kind": "hearing", "within": "200 hours"}, "at least 10 days"),
    ],
)
def test_i07_a_period_that_is_none(changes: dict[str, Any], told: str) -> None:
    # The protection of people may be a matter of hours; time to be heard may not.
    assert Step.model_validate(step_facts("protect", "protect", within="24 hours"))
    _refused(Step, step_facts("cure", "cure") | changes, told)


def test_i13_a_clause_at_the_award_without_a_legal_basis() -> None:
    _refused(Clause, clause_facts(stages=[]), "at least 1")
    for stage in ("selection", "award"):
        _refused(Clause, clause_facts(stages=[stage]), "legal basis")
        based = clause_facts(stages=[stage], legal_basis=["EU-2014-24 art. 67(3)"])
        assert Clause.model_validate(based)
    _refused(Clause, clause_facts(note={"why": "a", "watch": "b", "proportion": "c"}), "link")


def _criterion(identity: str, weight: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": identity,
        "title": "Criterion",
        "weight": weight,
        "scoring": "Points",
        "evidence": "Plan",
        "link": "It bears on the goods.",
        **changes,
    }


SOCIAL = {"social": True, "legal_basis": ["EU-2014-24 art. 67(3)"]}


def test_i18_weights_that_do_not_make_a_hundred() -> None:
    price, quality = _criterion("price", 70), _criterion("training", 30, **SOCIAL)
    assert AwardCriteria.model_validate({"criteria": [price, quality]}).social_weight == 30
    _refused(AwardCriteria, {"criteria": [price]}, "make 70")
    _refused(AwardCriteria, {"criteria": [price, _criterion("more", 31)]}, "make 101")
    _refused(AwardCriteria, {"criteria": [price, _criterion("price", 30)]}, "share an id")
    bounds = {"at_most": 20, "source": "A law"}
    _refused(
        AwardCriteria, {"criteria": [price, quality], "bounds": bounds}, "the law allows 0 to 20"
    )
    bounds = {"at_least": 40, "source": "A law"}
    _refused(AwardCriteria, {"criteria": [price, quality], "bounds": bounds}, "40 to 100")
    _refused(AwardCriteria, {"criteria": [_criterion("social", 100, social=True)]}, "legal basis")
    _refused(
        AwardCriteria, {"criteria": [_criterion("x", 100)], "bounds": {"at_most": 9}}, "source"
    )
    _refused(
        AwardCriteria,
        {"criteria": [_criterion("x", 100)], "bounds": {"at_least": 9, "at_most": 8}},
        "above the most",
    )


def test_i39_a_ladder_that_waits_for_what_never_happens() -> None:
    first = ladder_facts("notice", "protect", "remedy")
    first["steps"][0]["starts"] = "previous-step"
    _refused(RemedyLadder, first, "waits for one before it")
    unplanned = ladder_facts("notice", "protect", "remedy")
    unplanned["steps"][2]["starts"] = "plan-approval"
    _refused(RemedyLadder, unplanned, "no step submits")
    planned = ladder_facts("notice", "plan", "remedy")
    planned["steps"][2]["starts"] = "plan-approval"
    ladder = RemedyLadder.model_validate(planned)
    assert ladder.ways == {
        "step-0": ("step-1",),
        "step-1": ("step-2", "performing"),
        "step-2": ("closed", "performing"),
    }
    _refused(RemedyLadder, ladder_facts("notice", "meeting", "verify"), "cures the failure")
    twice = ladder_facts()
    twice["steps"][1]["id"] = "step-0"
    _refused(RemedyLadder, twice, "share an id")


def test_i31_money_before_people() -> None:
    _refused(RemedyLadder, ladder_facts("notice", "withhold", "remedy"), "before any repair")
    assert RemedyLadder.model_validate(ladder_facts("notice", "protect", "remedy", "withhold"))
