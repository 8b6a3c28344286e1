"""Termination is the last resort, by construction: no route leads round what comes before it.

Each route is a way in which a caller can come by a ``Termination``. Every route is tried with
every defect. Writing into an object's ``__dict__`` or with ``object.__setattr__`` is outside what
Python lets a library forbid, and outside the promise.
"""

from __future__ import annotations

import copy
import json
import pickle
import types
import warnings
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError, create_model

from clausekit.model.base import Model, Sealed
from clausekit.model.clause import Clause
from clausekit.model.quantity import Quantity, Unit
from clausekit.model.remedy import RemedyLadder, Step, StepKind
from clausekit.model.termination import (
    ExitAssessment,
    ExitConcern,
    Hearing,
    Suspension,
    Termination,
)
from facts import clause_facts, ladder_facts, step_facts, termination_facts

Facts = dict[str, Any]

# What a Termination must not lack, and facts that lack it.
DEFECTS: dict[str, Facts] = {
    "no ladder": {"after": None},
    "ladder of one step": {"after": ladder_facts("remedy")},
    "ladder without repair": {"after": ladder_facts("notice", "meeting", "protect", "stop")},
    "ladder that begins with money": {"after": ladder_facts("withhold", "protect", "remedy")},
    "one corrective step only": {"after": ladder_facts("notice", "remedy", "verify")},
    "no hearing": {"hearing": None},
    "hearing without notice": {"hearing": {}},
    "hearing in nine days": {"hearing": {"notice": "9 days"}},
    "hearing in hours": {"hearing": {"notice": "240 hours"}},
    "no exit assessment": {"exit_assessment": None},
    "exit assessment of nothing": {"exit_assessment": {"weighs": []}},
    "exit assessment without jobs": {
        "exit_assessment": {"weighs": ["open-remedies", "alternatives"]}
    },
    "exit assessment without open remedies": {
        "exit_assessment": {"weighs": ["jobs-and-wages", "alternatives"]}
    },
    "exit assessment without alternatives": {
        "exit_assessment": {"weighs": ["jobs-and-wages", "open-remedies"]}
    },
    "workers not consulted": {
        "exit_assessment": {
            "weighs": ["jobs-and-wages", "open-remedies", "alternatives"],
            "consults_workers": False,
        }
    },
    "no notice": {"notice": None},
    "59 days' notice": {"notice": "59 days"},
    "notice in working days": {"notice": "60 working days"},
    "no ground": {"ground": ""},
}


def _sound() -> Termination:
    return Termination.model_validate(termination_facts())


def _forged_pickle(facts: Facts) -> Termination:
    sound = _sound()
    state = sound.__getstate__()
    state["__dict__"] = {**state["__dict__"], **facts}
    blank = Termination.__new__(Termination)
    blank.__setstate__(state)
    return blank


def _deprecated(call: Callable[[], Any]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return call()


ROUTES: dict[str, Callable[[Facts], object]] = {
    "constructor": lambda facts: Termination(**termination_facts(**facts)),
    "model_validate": lambda facts: Termination.model_validate(termination_facts(**facts)),
    "model_validate_json": lambda facts: Termination.model_validate_json(
        json.dumps(termination_facts(**facts))
    ),
    "model_construct": lambda facts: Termination.model_construct(**termination_facts(**facts)),
    "model_copy": lambda facts: _sound().model_copy(update=facts),
    "deep model_copy": lambda facts: _sound().model_copy(update=facts, deep=True),
    "copy": lambda facts: _deprecated(lambda: _sound().copy(update=facts)),
    "construct": lambda facts: _deprecated(
        lambda: Termination.construct(**termination_facts(**facts))
    ),
    "copy.replace": lambda facts: _sound().__replace__(**facts),
    "pickle": _forged_pickle,
    "type adapter": lambda facts: TypeAdapter(Termination).validate_python(
        termination_facts(**facts)
    ),
    "clause": lambda facts: Clause.model_validate(
        clause_facts(
            remedy=facts.get("after") or ladder_facts(), termination=termination_facts(**facts)
        )
    ),
    "constructed clause": lambda facts: Clause.model_construct(
        **clause_facts(termination=termination_facts(**facts))
    ),
    "list of terminations": lambda facts: TypeAdapter(list[Termination]).validate_python(
        [termination_facts(**facts)]
    ),
}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("defect", DEFECTS)
def test_no_route_leads_to_a_termination_with_a_defect(route: str, defect: str) -> None:
    with pytest.raises(ValidationError):
        ROUTES[route](DEFECTS[defect])


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_leads_to_a_sound_termination(route: str) -> None:
    assert ROUTES[route]({"ground": "another ground"})


@pytest.mark.parametrize("missing", ["after", "hearing", "exit_assessment", "notice", "ground"])
def test_nothing_that_comes_before_is_optional(missing: str) -> None:
    facts = termination_facts()
    del facts[missing]
    with pytest.raises(ValidationError, match=missing):
        Termination.model_validate(facts)
    assert Termination.model_fields[missing].is_required()


@pytest.mark.parametrize("kind", [Termination, Hearing, ExitAssessment, Suspension, RemedyLadder])
def test_a_subclass_cannot_relax_the_promise(kind: type[Model]) -> None:
    with pytest.raises(TypeError, match="cannot be subclassed"):
        type("Laxer", (kind,), {})


class _Lax:
    """Would switch off the rules of a sealed type, if it came before it."""

    notice: Any = None

    def __init_subclass__(cls, **_: Any) -> None:
        pass

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        pass

    def _comes_last(self) -> Any:
        return self


@pytest.mark.parametrize("kind", [Termination, Hearing, ExitAssessment, Suspension, RemedyLadder])
@pytest.mark.parametrize(
    "derive",
    [
        lambda kind: type(kind)("Laxer", (kind, Sealed), {}),
        lambda kind: type(kind)("Laxer", (_Lax, kind), {}),
        lambda kind: types.new_class("Laxer", (_Lax, kind, Sealed)),
        lambda kind: create_model("Laxer", __base__=(kind, Sealed)),
    ],
)
def test_no_detour_leads_to_a_subclass(
    kind: type[Model], derive: Callable[[type[Model]], object]
) -> None:
    with pytest.raises(TypeError, match=f"{kind.__name__} cannot be subclassed"):
        derive(kind)


def test_a_sealed_type_of_ones_own_is_sealed_too() -> None:
    class Own(Sealed):
        amount: int

    assert Own(amount=1).amount == 1
    with pytest.raises(TypeError, match="Own cannot be subclassed"):
        type("Laxer", (Own,), {})


def test_a_forged_pickle_keeps_what_validation_made_of_it() -> None:
    assert _forged_pickle({"notice": "90 days"}).notice == Quantity(amount=90, unit=Unit.DAY)


def test_an_instance_of_a_laxer_step_is_checked_as_a_step() -> None:
    class Instant(Step):
        within: Any = None
        kind: Any = "remedy"

        def _period_is_a_period(self) -> Step:
            return self

    lax = Instant.model_construct(**step_facts("now", "remedy", within=None))
    with pytest.raises(ValidationError):
        RemedyLadder.model_validate(ladder_facts(steps=[lax, lax, lax]))


def test_an_object_that_only_looks_like_a_ladder_is_refused() -> None:
    class Lookalike:
        id = "L3"
        corrective_steps = (1, 2, 3)

    with pytest.raises(ValidationError):
        Termination.model_validate(termination_facts(after=Lookalike()))
    with pytest.raises(ValidationError):
        Termination.model_validate(termination_facts(after=Lookalike()), from_attributes=True)


def test_a_ladder_that_skipped_validation_cannot_be_made() -> None:
    with pytest.raises(ValidationError):
        RemedyLadder.model_construct(**ladder_facts("notice", "meeting", "hearing"))


@pytest.mark.parametrize("field", ["after", "hearing", "exit_assessment", "notice"])
def test_what_comes_before_cannot_be_taken_away_later(field: str) -> None:
    termination = _sound()
    with pytest.raises(ValidationError, match="frozen"):
        setattr(termination, field, None)
    with pytest.raises(ValidationError, match="frozen"):
        delattr(termination, field)


def test_an_unknown_field_cannot_switch_the_rule_off() -> None:
    for name in ("immediate", "skip_remedy", "without_hearing", "at_will"):
        with pytest.raises(ValidationError, match=name):
            Termination.model_validate(termination_facts(**{name: True}))


def test_a_clause_ends_only_after_its_own_ladder() -> None:
    other = ladder_facts("protect", "cure", "remedy", id="L2")
    with pytest.raises(ValidationError, match="own remedy ladder"):
        Clause.model_validate(clause_facts(termination=termination_facts(after=other)))


def test_the_buyers_own_failure_is_no_ground() -> None:
    with pytest.raises(ValidationError, match="no ground"):
        Clause.model_validate(clause_facts(obligor="buyer", termination=termination_facts()))


def test_copies_and_pickles_are_equal() -> None:
    termination = _sound()
    assert pickle.loads(pickle.dumps(termination)) == termination
    assert copy.copy(termination) == termination
    assert copy.deepcopy(termination) == termination


_KINDS = st.lists(st.sampled_from(list(StepKind)), min_size=0, max_size=8)
_AMOUNTS = st.builds(
    lambda amount, unit: {"amount": amount, "unit": unit.value},
    st.integers(-5, 400),
    st.sampled_from(list(Unit)),
)
_CONCERNS = st.lists(st.sampled_from(list(ExitConcern)), max_size=6)


def _reached(call: Callable[[], BaseModel]) -> BaseModel | None:
    try:
        return call()
    except ValidationError:
        return None


_SOUND_KINDS = st.just([StepKind.NOTICE, StepKind.PROTECT, StepKind.REMEDY])
_SOUND_NOTICE = st.integers(0, 99).map(lambda more: {"amount": 60 + more, "unit": "day"})


@given(
    kinds=_KINDS | _SOUND_KINDS,
    hearing=_AMOUNTS | _SOUND_NOTICE,
    notice=_AMOUNTS | _SOUND_NOTICE,
    weighs=_CONCERNS | st.just(list(ExitConcern)),
    route=st.sampled_from(sorted(ROUTES)),
)
def test_any_termination_that_exists_has_remedy_hearing_and_exit_assessment(
    kinds: list[StepKind], hearing: Facts, notice: Facts, weighs: list[ExitConcern], route: str
) -> None:
    facts = {
        "after": ladder_facts(*(kind.value for kind in kinds)) if kinds else {},
        "hearing": {"notice": hearing},
        "notice": notice,
        "exit_assessment": {"weighs": [concern.value for concern in weighs]},
    }
    try:
        made = ROUTES[route](facts)
    except ValidationError:
        return
    termination = made[0] if isinstance(made, list) else made
    termination = termination.termination if isinstance(termination, Clause) else termination
    assert isinstance(termination, Termination)
    corrective = [step for step in termination.after.steps if step.kind.corrects]
    assert len(corrective) >= 2
    assert termination.hearing.notice.unit is Unit.DAY
    assert termination.hearing.notice.amount >= 10
    assert termination.notice.unit is Unit.DAY
    assert termination.notice.amount >= 60
    assert {"jobs-and-wages", "open-remedies", "alternatives"} <= {
        concern.value for concern in termination.exit_assessment.weighs
    }
    assert termination.exit_assessment.consults_workers is True


@given(kinds=_KINDS)
def test_a_ladder_never_takes_money_before_repair(kinds: list[StepKind]) -> None:
    facts = {**ladder_facts(), "steps": [step_facts(f"s{i}", k) for i, k in enumerate(kinds)]}
    ladder = _reached(lambda: RemedyLadder.model_validate(facts))
    order = [kind.value for kind in kinds]
    repairs = [index for index, kind in enumerate(order) if kind in {"cure", "remedy"}]
    money = [index for index, kind in enumerate(order) if kind == "withhold"]
    sound = len(order) >= 3 and bool(repairs) and all(min(repairs) < index for index in money)
    assert (ladder is not None) is sound


@given(at_most=_AMOUNTS, renewals=st.integers(-1, 5))
def test_a_suspension_ends(at_most: Facts, renewals: int) -> None:
    facts = {"at_most": at_most, "renewals": renewals, "followed_by": ladder_facts()}
    suspension = _reached(lambda: Suspension.model_validate(facts))
    sound = at_most["unit"] == "day" and 1 <= at_most["amount"] <= 60 and 0 <= renewals <= 1
    assert (suspension is not None) is sound


@pytest.mark.parametrize("followed_by", [None, {}, ladder_facts("notice", "meeting", "hearing")])
def test_a_suspension_is_followed_by_remedy(followed_by: object) -> None:
    with pytest.raises(ValidationError):
        Suspension.model_validate({"at_most": "30 days", "renewals": 0, "followed_by": followed_by})


@given(amount=st.integers(0, 999_999_999), unit=st.sampled_from(list(Unit)))
def test_an_amount_reads_back_as_it_is_written(amount: int, unit: Unit) -> None:
    quantity = Quantity(amount=amount, unit=unit)
    assert Quantity.model_validate(str(quantity)) == quantity
    assert Quantity.model_validate_json(quantity.model_dump_json()) == quantity


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (RemedyLadder, ladder_facts()),
        (Termination, termination_facts()),
        (Clause, clause_facts()),
        (Clause, clause_facts(termination=termination_facts())),
        (
            Suspension,
            {"at_most": "30 days", "renewals": 1, "followed_by": ladder_facts()},
        ),
    ],
)
def test_json_round_trip(kind: type[Model], facts: Facts) -> None:
    model = kind.model_validate(facts)
    assert kind.model_validate_json(model.model_dump_json()) == model
