"""Paragraphs, their sources and the amounts they print."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from clausekit.model.blueprint import Blueprint
from clausekit.model.clause import Applicability, Clause
from clausekit.model.definition import forms
from clausekit.model.remedy import Step
from clausekit.model.tier import Tier
from clausekit.model.wording import Paragraph, Provision, Source, Value
from facts import clause_facts, step_facts, verification_facts


@pytest.mark.parametrize(
    ("written", "instrument", "pinpoint"),
    [
        ("ILO-C029 art. 2(1)", "ILO-C029", "art. 2(1)"),
        ("UNGP principle 17(c)", "UNGP", "principle 17(c)"),
        ("BASEL-1989", "BASEL-1989", "whole"),
        ("  ILO-C029   art. 2(1) ", "ILO-C029", "art. 2(1)"),
    ],
)
def test_a_source_is_read(written: str, instrument: str, pinpoint: str) -> None:
    source = Source.model_validate(written)
    assert (source.instrument, source.pinpoint) == (instrument, pinpoint)


@pytest.mark.parametrize("written", ["", "ilo-c029", "ILO_C029 art. 1", "-X", None, 29])
def test_what_is_no_source_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        Source.model_validate(written)


@pytest.mark.parametrize(
    ("text", "items", "sound"),
    [
        ("The {supplier} shall:", ["act;", "report."], True),
        ("The {supplier} shall act.", [], True),
        ("The {supplier} shall:", [], False),
        ("The {supplier} shall act.", ["report."], False),
        ("", [], False),
    ],
)
def test_a_colon_announces_items_and_only_items(text: str, items: list[str], sound: bool) -> None:
    facts = {"id": "duty", "text": text, "items": items}
    if sound:
        assert Paragraph.model_validate(facts).text == text
    else:
        with pytest.raises(ValidationError):
            Paragraph.model_validate(facts)


@pytest.mark.parametrize(
    ("small", "standard_set", "small_set"),
    [(None, True, True), (True, False, True), (False, True, False)],
)
def test_a_paragraph_stands_in_its_set(
    small: bool | None, standard_set: bool, small_set: bool
) -> None:
    paragraph = Paragraph(id="duty", text="The {supplier} shall act.", small=small)
    assert paragraph.stands(small=False) is standard_set
    assert paragraph.stands(small=True) is small_set


def test_a_value_for_a_small_supplier() -> None:
    value = Value.model_validate({"standard": "30 days", "small": "45 days"})
    assert (str(value.of(small=False)), str(value.of(small=True))) == ("30 days", "45 days")
    assert str(Value.model_validate("30 days").of(small=True)) == "30 days"
    with pytest.raises(ValidationError, match="differ in unit"):
        Value.model_validate({"standard": "30 days", "small": "2 months"})


def _provision(**changes: Any) -> dict[str, Any]:
    return {
        "id": "gen.example",
        "title": "Example",
        "paragraphs": [{"id": "one", "text": "Within {limit}."}],
        "values": {"limit": "3 days"},
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"values": {"limit": "3 days", "idle": "4 days"}}, "no wording prints: idle"),
        ({"id": "nodot"}, "pattern"),
        ({"id": "Gen.Example"}, "pattern"),
        ({"paragraphs": []}, "paragraphs"),
        ({"title": ""}, "title"),
        (
            {"paragraphs": [{"id": "one", "text": "{limit}"}, {"id": "one", "text": "Two."}]},
            "stand twice: one",
        ),
        ({"paragraphs": [{"id": "One", "text": "{limit}"}]}, "pattern"),
    ],
)
def test_an_unsound_provision_is_refused(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Provision.model_validate(_provision(**changes))


def test_a_value_may_be_printed_by_an_item() -> None:
    paragraph = {"id": "one", "text": "The {supplier} shall:", "items": ["act within {limit:f}."]}
    assert Provision.model_validate(_provision(paragraphs=[paragraph]))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"version": "1.0"}, "version"),
        ({"version": "one"}, "version"),
        ({"theme": "labour"}, "theme"),
        ({"stages": []}, "stages"),
        ({"rights_holders": []}, "rights_holders"),
        ({"verifications": []}, "verifications"),
        ({"verifications": [verification_facts(), verification_facts()]}, "share an id"),
        ({"remedy": None}, "remedy"),
        ({"drafting_note": ""}, "drafting_note"),
        ({"applies": {}}, "say when the clause applies"),
        ({"applies": {"small_contract": False}}, "say when the clause applies"),
        (
            {
                "paragraphs": [{"id": "a", "text": "{repayment}", "sources": ["UNGP"]}],
            },
            "result or means",
        ),
        (
            {"paragraphs": [{"id": "a", "text": "{repayment}", "nature": "result"}]},
            "names a source",
        ),
    ],
)
def test_an_unsound_clause_is_refused(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Clause.model_validate(clause_facts(**changes))


def test_each_source_of_a_clause_is_named_once_in_order() -> None:
    paragraphs = [
        {"id": "a", "text": "{repayment}", "nature": "means", "sources": ["B", "A"]},
        {"id": "b", "text": "Two.", "sources": ["A", "A art. 1"]},
    ]
    clause = Clause.model_validate(clause_facts(paragraphs=paragraphs))
    assert [str(source) for source in clause.sources] == ["B whole", "A whole", "A art. 1"]


@pytest.mark.parametrize(
    "applies",
    [
        {"core": True},
        {"sectors": ["textiles"]},
        {"risks": ["safety"]},
        {"months_from": 12},
        {"large_contract": True},
    ],
)
def test_any_one_reason_suffices(applies: dict[str, Any]) -> None:
    assert Applicability.model_validate(applies)


@pytest.mark.parametrize(
    ("within", "told"),
    [
        ("0 days", "above zero"),
        ("10 %", "in time"),
        ("10", "in time"),
        ({"standard": "30 days", "small": "20 days"}, "gets less time"),
    ],
)
def test_the_period_of_a_step_is_a_period(within: Any, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Step.model_validate(step_facts("a", "cure", within=within))


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("Worker", ("Worker",)),
        ("Worker | Workers", ("Worker", "Workers")),
        ("Trabajador|Trabajadora|Trabajadores", ("Trabajador", "Trabajadora", "Trabajadores")),
    ],
)
def test_forms_of_a_term(term: str, found: tuple[str, ...]) -> None:
    assert forms(term) == found


def _plan(**changes: Any) -> dict[str, Any]:
    return {
        "id": "tender-annex",
        "title": "Annex",
        "label": "Annex to the contract",
        "particulars": True,
        "definitions": {"title": "Definitions", "intro": "In this Annex:"},
        "verification": "schedule",
        "preamble": {"title": "Preamble", "recitals": [{"id": "duty", "text": "Why."}]},
        "parts": [{"id": "general", "title": "General", "articles": ["definitions", "fl.ban"]}],
        "schedules": ["blanks"],
        "signatures": {"title": "Signatures", "signatories": ["buyer", "supplier"]},
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"parts": [{"id": "a", "title": "A", "articles": ["definitions", "x.y", "x.y"]}]},
            "stand twice: x.y",
        ),
        ({"parts": [{"id": "a", "title": "A", "articles": ["x.y"]}]}, "holds the definitions"),
        ({"provisions": [_provision()]}, "without a place: gen.example"),
    ],
)
def test_an_unsound_plan_is_refused(changes: dict[str, Any], told: str) -> None:
    assert Blueprint.model_validate(_plan())
    with pytest.raises(ValidationError, match=told):
        Blueprint.model_validate(_plan(**changes))


def test_an_amount_of_a_tier_is_that_of_the_next_lower_one_that_says_it() -> None:
    def amounts(**said: str) -> list[str]:
        value = Value.model_validate({"standard": "1 day", **said})
        return [str(value.of(small=False, tier=tier)) for tier in Tier]

    assert amounts() == ["1 day", "1 day", "1 day"]
    assert amounts(intermediate="2 days") == ["1 day", "2 days", "2 days"]
    assert amounts(advanced="3 days") == ["1 day", "1 day", "3 days"]
    assert amounts(intermediate="2 days", advanced="3 days") == ["1 day", "2 days", "3 days"]
    small = Value.model_validate({"standard": "1 day", "small": "9 days", "advanced": "3 days"})
    assert {str(small.of(small=True, tier=tier)) for tier in Tier} == {"9 days"}
    for tier in ("intermediate", "advanced"):
        with pytest.raises(ValidationError, match="the amounts of two tiers differ in unit"):
            amounts(**{tier: "2 months"})


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
