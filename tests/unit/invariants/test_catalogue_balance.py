"""Invariants of the catalogue for balance: in proportion, open to all, fair to both parties."""

from __future__ import annotations

from typing import Any

import pytest

from copies import (
    BUYER,
    DILIGENCE,
    FORCED,
    PERFORMANCE,
    Copy,
    added,
    clause_in,
    paragraph_in,
    reworded,
    told,
)


def test_i09_too_few_duties_of_the_buyer(broken: Copy) -> None:
    def advance(data: Any) -> None:
        for clause in data:
            clause["tier"] = "advanced"

    broken.edit(BUYER, advance)
    codes = {fault.code for fault in broken.faults()}
    assert {"catalogue.unbalanced", "catalogue.core-clause-missing"} <= codes


def test_i09_neither_commitment_nor_support(broken: Copy) -> None:
    def advance(data: Any) -> None:
        for name in ("buy.commit", "buy.assist"):
            clause_in(data, name)["tier"] = "intermediate"

    found = told(broken, BUYER, advance, "catalogue.core-clause-missing")
    assert "commitment" in found[0].message


def test_i14_a_policy_for_the_whole_company(broken: Copy) -> None:
    text = "The {supplier} shall apply a company-wide policy in all of its operations."
    told(broken, DILIGENCE, added("dd.policy", text), "catalogue.beyond-the-contract")


@pytest.mark.parametrize("label", ["SA8000", "Fairtrade", "FSC", "ISO 45001", "EN301 549"])
def test_i16_a_label_by_name(broken: Copy, label: str) -> None:
    text = f"The {{supplier}} shall hold a certificate of {label}."
    told(broken, FORCED, added("fl.ban", text), "catalogue.named-label")


def test_i16_a_label_or_an_equivalent_one_is_open_to_all(broken: Copy) -> None:
    text = "The {supplier} shall hold a certificate of FSC or an equivalent one."
    broken.edit(FORCED, added("fl.ban", text))
    broken.edit("rules.yaml", lambda data: data.pop("core"))
    assert {fault.code for fault in broken.faults()} == {"catalogue.missing-rule"}


@pytest.mark.parametrize(
    "text",
    [
        "The {supplier} shall prefer Workers of local origin.",
        "The {supplier} shall buy from national producers.",
    ],
)
def test_i17_a_preference_for_what_is_local(broken: Copy, text: str) -> None:
    told(broken, FORCED, added("fl.ban", text), "catalogue.local-preference")


def _heavy(data: Any) -> None:
    hours = {"micro": 30, "small": 30, "medium": 30, "large": 30}
    clause = clause_in(data, "fl.ban")
    clause["effort"] = {"start": hours, "yearly": hours}
    clause.pop("values", None)


def test_i19_a_heavy_clause_without_a_lighter_variant(broken: Copy) -> None:
    found = told(broken, FORCED, _heavy, "catalogue.no-lighter-variant")
    assert "60 hours" in found[0].message


def test_i19_a_set_beyond_the_budget(broken: Copy) -> None:
    def overload(data: Any) -> None:
        _heavy(data)
        for size in ("micro", "small", "medium", "large"):
            clause_in(data, "fl.ban")["effort"]["yearly"][size] = 2000

    found = told(broken, FORCED, overload, "catalogue.over-budget")
    assert any("micro" in fault.message for fault in found)


def test_i19_a_promise_that_differs_from_the_budget(broken: Copy) -> None:
    def lower(data: Any) -> None:
        for tier in data["yearly"]["micro"]:
            data["yearly"]["small"][tier] += 1

    told(broken, "burden.yaml", lower, "catalogue.burden-differs")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "The {supplier} shall indemnify the {buyer} against all loss.",
            "catalogue.unlimited-risk",
        ),
        ("The {supplier} is strictly liable for the Supply Chain.", "catalogue.unlimited-risk"),
        ("The {supplier} shall bear the cost of each audit.", "catalogue.audit-cost"),
    ],
)
def test_i20_all_risk_on_one_party(broken: Copy, text: str, code: str) -> None:
    told(broken, FORCED, added("fl.ban", text), code)


@pytest.mark.parametrize("place", ["mon.access/cost", "mon.flow/pass-on"])
def test_i20_i21_what_protects_the_small_and_the_chain(broken: Copy, place: str) -> None:
    change = reworded(place, "The {supplier} shall pass the text on.")
    told(broken, PERFORMANCE, change, "catalogue.safeguard-unsaid")


def test_i21_text_is_passed_on_without_support(broken: Copy) -> None:
    def only_text(data: Any) -> None:
        paragraph_in(data, "mon.flow/pass-on")["items"] = ["the substance of the Requirements."]

    found = told(broken, PERFORMANCE, only_text, "catalogue.safeguard-unsaid")
    assert "support" in found[0].hint


def test_i35_stricter_conditions_without_notice(broken: Copy) -> None:
    def hurry(data: Any) -> None:
        clause_in(data, "buy.commit")["values"]["roadmap"] = "5 months"

    told(broken, BUYER, hurry, "catalogue.short-roadmap")


def test_i37_buyers_that_exchange_prices(broken: Copy) -> None:
    change = reworded("mon.joint/guard", "The parties shall share what they know.")
    told(broken, PERFORMANCE, change, "catalogue.safeguard-unsaid")


def test_i34_an_amount_that_goes_up_and_down(broken: Copy) -> None:
    def wave(data: Any) -> None:
        clause_in(data, "mon.cap")["values"]["share"] = {
            "standard": "5 %", "intermediate": "8 %", "advanced": "6 %",
        }  # fmt: skip

    told(broken, PERFORMANCE, wave, "catalogue.tier-turns-back")
