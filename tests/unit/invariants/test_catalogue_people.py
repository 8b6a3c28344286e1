"""Invariants of the catalogue for people: protection first, a fair hearing, no silence."""

from __future__ import annotations

import re
from typing import Any

import pytest

from copies import (
    CHILD,
    ENDING,
    FORCED,
    INTEGRITY,
    PERFORMANCE,
    PUBLIC,
    VOICE,
    Copy,
    added,
    clause_in,
    paragraph_in,
    reworded,
    told,
)


@pytest.mark.parametrize(
    "text",
    [
        "The Contract is terminated automatically where Forced Labour is found.",
        "The {buyer} may terminate the Contract immediately.",
        "Where Forced Labour is found, the {buyer} shall terminate the Contract.",
    ],
)
def test_i04_the_contract_ends_by_itself(broken: Copy, text: str) -> None:
    told(broken, FORCED, added("fl.ban", text), "catalogue.automatic-termination")


@pytest.mark.parametrize(
    ("file", "place"), [(FORCED, "fl.ban/response"), (CHILD, "cl.ban/response")]
)
def test_i05_dismissal_as_the_first_answer(broken: Copy, file: str, place: str) -> None:
    change = reworded(place, "The {supplier} shall act without delay.")
    (found,) = told(broken, file, change, "catalogue.safeguard-unsaid")
    assert re.search(rf"\.yaml, line \d+: {place.replace('/', '/paragraph.')}", found.where)


def test_i05_a_theme_of_severe_harm_without_people_first(broken: Copy) -> None:
    def forget(data: Any) -> None:
        clause_in(data, "people-first")["paragraphs"] = ["fl.ban/response"]

    (found,) = told(broken, "safeguards.yaml", forget, "catalogue.safeguard-missing")
    assert "child-labour" in found.message


def test_i05_another_ladder_for_severe_harm(broken: Copy) -> None:
    def soften(data: Any) -> None:
        clause_in(data, "fl.ban").pop("termination")
        clause_in(data, "fl.ban")["remedy"] = "L1"

    told(broken, FORCED, soften, "catalogue.severe-harm-ladder")


def test_i06_a_suspension_without_reasons(broken: Copy) -> None:
    change = reworded("end.suspend/scope", "The {buyer} shall suspend what it thinks fit.")
    told(broken, ENDING, change, "catalogue.safeguard-unsaid")


def test_i08_a_penalty_without_limits(broken: Copy) -> None:
    def unlimited(data: Any) -> None:
        text = paragraph_in(data, "mon.cap/limits")["text"]
        text = text.split("The {buyer}\n")[0].rpartition(" The {buyer} shall not hold")[0] or text
        paragraph_in(data, "mon.cap/limits")["text"] = text.replace("at most", "up to")

    found = told(broken, PERFORMANCE, unlimited, "catalogue.safeguard-unsaid")
    assert "at most" in found[0].hint


@pytest.mark.parametrize("name", ["rem.gm", "rem.noretaliation"])
def test_i12_no_grievance_channel_or_no_shield(broken: Copy, name: str) -> None:
    def advance(data: Any) -> None:
        clause_in(data, name)["tier"] = "advanced"

    told(broken, VOICE, advance, "catalogue.core-clause-missing")


def test_i29_personal_data_without_an_end(broken: Copy) -> None:
    def keep(data: Any) -> None:
        clause_in(data, "mon.access")["values"].pop("erase")
        paragraph_in(data, "mon.access/privacy")["items"] = [
            "collect only the personal data that the purpose requires; and",
            "give access to them only to the persons who carry out the verification.",
        ]

    found = told(broken, PERFORMANCE, keep, "catalogue.safeguard-unsaid")
    assert "erase" in found[0].hint


def test_i30_silence_towards_the_authorities(broken: Copy) -> None:
    change = reworded("rem.noretaliation/speech", "The {supplier} shall keep reports confidential.")
    told(broken, VOICE, change, "catalogue.safeguard-unsaid")


def test_i31_money_held_back_for_the_buyer(broken: Copy) -> None:
    change = reworded("rem.remedy/priority", "The {buyer} shall set the sums off.")
    told(broken, VOICE, change, "catalogue.safeguard-unsaid")


@pytest.mark.parametrize("period", ["4 days", {"standard": "3 days", "small": "5 days"}])
def test_i32_a_serious_matter_told_late(broken: Copy, period: Any) -> None:
    def delay(data: Any) -> None:
        clause_in(data, "int.notify")["values"]["notify"] = period

    told(broken, INTEGRITY, delay, "catalogue.late-notice")


def test_i32_who_reports_is_punished(broken: Copy) -> None:
    change = reworded("int.notify/shield", "The {buyer} shall examine each notice.")
    told(broken, INTEGRITY, change, "catalogue.safeguard-unsaid")


def test_i40_a_name_published_without_a_hearing(broken: Copy) -> None:
    text = "The {buyer} may publish the name of the {supplier}."
    told(broken, FORCED, added("fl.ban", text), "catalogue.publication-without-hearing")


@pytest.mark.parametrize(
    ("file", "clause", "value"),
    [(PERFORMANCE, "mon.cap", "heard"), (ENDING, "end.terminate", "hearing")],
)
def test_i40_a_hearing_without_time_to_prepare(
    broken: Copy, file: str, clause: str, value: str
) -> None:
    def hurry(data: Any) -> None:
        clause_in(data, clause)["values"][value] = "9 days"

    told(broken, file, hurry, "catalogue.short-hearing")


def test_a_promise_in_a_clause_that_may_be_absent(broken: Copy) -> None:
    def move(data: Any) -> None:
        clause_in(data, "people-first")["paragraphs"].append("mon.joint/guard")

    told(broken, "safeguards.yaml", move, "catalogue.safeguard-conditional")


def test_a_promise_that_nothing_holds(broken: Copy) -> None:
    found = told(broken, "safeguards.yaml", lambda data: data.pop(0), "catalogue.safeguard-missing")
    assert "people-first" in found[0].message


def test_a_promise_in_a_paragraph_that_does_not_exist(broken: Copy) -> None:
    def misspell(data: Any) -> None:
        clause_in(data, "people-first")["paragraphs"].append("fl.ban/responce")

    found = told(broken, "safeguards.yaml", misspell, "catalogue.unknown-safeguard")
    assert "fl.ban/response" in found[0].hint


def test_i33_an_essential_service_that_stops(broken: Copy) -> None:
    def stop(data: Any) -> None:
        text = "The {buyer} shall end it within {return}, after {notice}, in {at_most}."
        paragraph = paragraph_in(data, "psv.oversight/step-in")
        paragraph.pop("items")
        paragraph["text"] = text

    (found,) = told(broken, PUBLIC, stop, "catalogue.safeguard-unsaid")
    assert "psv.oversight/paragraph.step-in" in found.where


def test_i33_a_theme_of_essential_services_without_continuity(broken: Copy) -> None:
    def forget(data: Any) -> None:
        data.remove(clause_in(data, "continuity"))

    found = told(broken, "safeguards.yaml", forget, "catalogue.safeguard-missing")
    assert "continuity" in found[0].message
