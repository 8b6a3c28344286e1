"""What models of the catalogue allow, at the very edge."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from clausekit import NonConformity, Tender
from clausekit.errors import InputError
from clausekit.model.award import AwardCriteria, Criterion, SocialBounds
from clausekit.model.base import Model
from clausekit.model.burden import Burden
from clausekit.model.form import FieldsPiece, Form, Numbering
from clausekit.model.kind import BINDING_KINDS, DocumentKind
from clausekit.model.money import too_fine
from clausekit.model.remedy import Step
from clausekit.model.tender import Code, Period
from clausekit.model.termination import Hearing
from clausekit.model.tier import Tier
from clausekit.model.wording import Paragraph
from facts import shipped, step_facts, tender_facts


def refused(model: Model, path: tuple[str | int, ...], value: Any) -> str:
    """Return what is wrong with *model* once the place *path* holds *value*."""
    facts = model.model_dump(mode="json")
    place: Any = facts
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    try:
        type(model).model_validate(facts)
    except ValidationError as error:
        return str(error)
    return ""


CRITERION = Criterion.model_validate(
    {
        "id": "care", "title": "Care", "weight": 100, "scoring": "By points.",
        "evidence": "A report.", "link": "To the goods.",
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "sound"),
    [
        ("weight", 1, True), ("weight", 0, False), ("weight", 100, True), ("weight", 101, False),
        ("link", "x", True), ("link", "", False), ("title", "x", True), ("title", "", False),
        ("scoring", "x", True), ("scoring", "", False), ("evidence", "", False),
    ],
)  # fmt: skip
def test_a_criterion_says_how_it_counts(field: str, value: Any, sound: bool) -> None:
    assert bool(refused(CRITERION, (field,), value)) is not sound


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        ({}, ""),
        ({"at_least": 0, "at_most": 100}, ""),
        ({"at_least": 1, "source": "Law 1"}, ""),
        ({"at_most": 99, "source": "Law 1"}, ""),
        ({"at_least": 30, "at_most": 30, "source": "Law 1"}, ""),
        ({"at_least": 31, "at_most": 30, "source": "Law 1"}, "above the most"),
        ({"at_least": 1}, "name it as the source"),
        ({"at_most": 99}, "name it as the source"),
        ({"at_least": -1, "source": "Law 1"}, "greater than or equal to 0"),
        ({"at_most": 101, "source": "Law 1"}, "less than or equal to 100"),
        ({"at_least": 0, "at_most": 0, "source": "Law 1"}, ""),
        ({"at_least": 100, "source": "Law 1"}, ""),
    ],
)
def test_bounds_of_social_criteria_come_from_a_law(bounds: dict[str, Any], told: str) -> None:
    if told:
        with pytest.raises(ValidationError, match=told):
            SocialBounds.model_validate(bounds)
    else:
        assert SocialBounds.model_validate(bounds).model_dump(exclude_unset=True) == bounds


@pytest.mark.parametrize(
    ("weights", "bounds", "told"),
    [
        ((30, 70), (30, 30), ""),
        ((30, 70), (29, 31), ""),
        ((30, 70), (31, 100), "social criteria weigh 30; the law allows 31 to 100"),
        ((30, 70), (0, 29), "social criteria weigh 30; the law allows 0 to 29"),
        ((30, 69), (0, 100), "the weights make 99; they must make 100"),
        ((31, 70), (0, 100), "the weights make 101; they must make 100"),
    ],
)
def test_weights_make_a_hundred(
    weights: tuple[int, int], bounds: tuple[int, int], told: str
) -> None:
    base = CRITERION.model_dump(mode="json")
    social = {**base, "social": True, "weight": weights[0], "legal_basis": ["ILO-C029 art. 2(1)"]}
    price = {**base, "id": "price", "weight": weights[1]}
    least, most = bounds
    law = {"at_least": least, "at_most": most, "source": "Law 1"}
    facts = {"criteria": [social, price], "bounds": law}
    if told:
        with pytest.raises(ValidationError, match=told):
            AwardCriteria.model_validate(facts)
        return
    assert AwardCriteria.model_validate(facts).social_weight == weights[0]
    with pytest.raises(ValidationError, match="two criteria share an id"):
        AwardCriteria.model_validate({"criteria": [social, {**price, "id": "care"}]})
    with pytest.raises(ValidationError, match="name its legal basis"):
        Criterion.model_validate({**social, "legal_basis": []})


def test_a_budget_is_above_zero() -> None:
    burden: Burden = shipped().burden
    assert not refused(burden, ("lighter_from",), 1)
    assert "greater than or equal to 1" in refused(burden, ("lighter_from",), 0)


def test_names_of_a_form_stand_once() -> None:
    form: Form = shipped().forms[DocumentKind.SELF_ASSESSMENT]
    assert len(form.sections) > 1
    twice = form.sections[0].id
    assert f"names stand twice: section {twice}" in refused(form, ("sections", 1, "id"), twice)


def test_texts_of_parts_have_no_items() -> None:
    with_items = [
        form for form in shipped().forms.values() if any(text.items for text in form.texts)
    ]
    assert with_items
    for form in with_items:
        assert form.numbering is not Numbering.PARTS
        found = refused(form, ("numbering",), Numbering.PARTS.value)
        assert "the texts of parts have no items" in found


def test_an_instrument_is_cited_everywhere_or_where_it_says() -> None:
    for instrument in shipped().instruments.values():
        cited = {country for country in ("CL", "FR", "ZZ") if instrument.is_cited_in(country)}
        own = {country for country in ("CL", "FR", "ZZ") if country in instrument.cited_in}
        assert cited == (own if instrument.cited_in else {"CL", "FR", "ZZ"})
    assert any(instrument.cited_in for instrument in shipped().instruments.values())


def test_a_notice_alone_is_served_and_two_kinds_bind() -> None:
    assert [kind for kind in DocumentKind if kind.served] == [DocumentKind.NOTICE_OF_NON_CONFORMITY]
    assert {*BINDING_KINDS} == {DocumentKind.SUPPLIER_CODE, DocumentKind.TENDER_ANNEX}


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ({"served": "2027-03-01"}, ""),
        ({"served": "2027-02-28"}, "before the facts were known"),
        ({"received": "2027-03-05"}, ""),
        ({"received": "2027-03-04"}, "before it is dated"),
        ({"supplier_knew": "2027-03-05"}, ""),
        ({"supplier_knew": "2027-03-06"}, "after it received the notice"),
        ({"plan_approved": "2027-03-05"}, ""),
        ({"plan_approved": "2027-03-06"}, ""),
        ({"plan_approved": "2027-03-04"}, "before the notice is received"),
        ({"received": "2027-03-08", "plan_approved": "2027-03-08"}, ""),
        (
            {"received": "2027-03-08", "plan_approved": "2027-03-07"},
            "before the notice is received",
        ),
    ],
)
def test_the_days_of_a_failure_follow_each_other(days: dict[str, str], told: str) -> None:
    facts = {
        "clause": "fl.fees", "facts": ["Fees."], "known": "2027-03-01", "served": "2027-03-05",
        **days,
    }  # fmt: skip
    if told:
        with pytest.raises(InputError, match=told):
            NonConformity.model_validate(facts)
        return
    case = NonConformity.model_validate(facts)
    received = datetime.date.fromisoformat(facts.get("received", facts["served"]))
    assert case.receipt == received
    knew = facts.get("supplier_knew")
    assert case.learnt == (datetime.date.fromisoformat(knew) if knew else received)


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
    ("code", "goods"),
    [
        ("CPV 03000000", True), ("CPV 44000000", True), ("CPV 45000000", False),
        ("CPV 47000000", False), ("CPV 48000000", True), ("CPV 49000000", False),
        ("UNSPSC 10000000", True), ("UNSPSC 69000000", True), ("UNSPSC 70000000", False),
        ("UNSPSC 71000000", False),
    ],
)  # fmt: skip
def test_the_first_two_digits_tell_goods(code: str, goods: bool) -> None:
    assert Code.model_validate(code).of_goods is goods


def test_a_range_without_end_is_too_many() -> None:
    with pytest.raises(InputError) as caught:
        Tender.model_validate(tender_facts(codes=range(10**30)))
    assert [fault.code for fault in caught.value.faults] == ["tender.too-many"]


def test_lines_of_jobs_are_spoken_of_where_there_are_jobs() -> None:
    with pytest.raises(InputError) as caught:
        Tender.model_validate_json('{"title": }')
    assert "jobs" not in str(caught.value)


@pytest.mark.parametrize(
    ("amount", "places", "told"),
    [
        ("1.000", 0, "three decimals"), ("999.999", 2, "three decimals"), ("1.000", 3, ""),
        ("1.5", 3, ""), ("0.999", 2, "more decimals than"), ("1000.000", 2, ""),
        ("1000.005", 2, "more decimals than"), ("1.0000", 2, ""), ("1.005", 4, ""),
        ("1.23456", 2, "more decimals than"), ("1E-400", 2, "more than"),
    ],
)  # fmt: skip
def test_an_amount_is_paid_in_the_coins_there_are(amount: str, places: int, told: str) -> None:
    found = too_fine(Decimal(amount), "EUR", places)
    assert (found is not None) is bool(told)
    assert found is None or told in found[0]


@pytest.mark.parametrize(
    ("end", "sound"),
    [("2026-12-31", False), ("2027-01-01", True), ("2127-12-31", True), ("2128-01-01", False)],
)
def test_a_contract_runs_a_hundred_years_at_most(end: str, sound: bool) -> None:
    facts = {"start": "2027-01-01", "end": end}
    if sound:
        assert str(Period.model_validate(facts).end) == end
        return
    with pytest.raises(ValidationError):
        Period.model_validate(facts)


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


@pytest.mark.parametrize("own", [None, *Tier])
@pytest.mark.parametrize("small", [None, True, False])
def test_a_paragraph_stands_from_its_tier_on(own: Tier | None, small: bool | None) -> None:
    paragraph = Paragraph(id="duty", text="It shall act.", tier=own, small=small)
    order = list(Tier)
    for tier in order:
        for supplier in (True, False):
            expected = (own is None or order.index(own) <= order.index(tier)) and small in (
                None,
                supplier,
            )
            assert paragraph.stands(small=supplier, tier=tier) is expected


def test_law_of_the_european_union_names_its_parts_in_its_own_way() -> None:
    families = {
        instrument.kind.value: instrument.family for instrument in shipped().instruments.values()
    }
    assert families.pop("eu-law") == "eu-law"
    assert set(families.values()) == {""}


def test_a_budget_has_a_figure_for_each_tier() -> None:
    burden: Burden = shipped().burden
    whole = burden.model_dump(mode="json")["metrics"]
    assert not refused(burden, ("metrics",), whole)
    for tier in Tier:
        less = {name: figure for name, figure in whole.items() if name != tier.value}
        assert "give a figure for each tier" in refused(burden, ("metrics",), less)


def test_a_group_of_fields_has_a_title_of_any_length() -> None:
    facts = {"kind": "fields", "id": "a", "title": "A", "fields": []}
    with pytest.raises(ValidationError) as caught:
        FieldsPiece.model_validate(facts)
    assert [error["loc"] for error in caught.value.errors()] == [("fields",)]
    with pytest.raises(ValidationError) as caught:
        FieldsPiece.model_validate({**facts, "title": ""})
    assert {error["loc"] for error in caught.value.errors()} == {("fields",), ("title",)}
