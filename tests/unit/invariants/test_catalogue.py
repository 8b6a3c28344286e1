"""Invariants of the catalogue for its texts: whole, precise, and backed by what they cite."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from copies import (
    CLAUSES,
    FORCED,
    GENERAL,
    PERFORMANCE,
    Copy,
    added,
    clause_in,
    paragraph_in,
    reworded,
    told,
)


def test_i10_a_principle_without_a_clause(broken: Copy) -> None:
    def forget(data: Any) -> None:
        for clause in data:
            clause.pop("principle", None)

    told(broken, f"{CLAUSES}organising.yaml", forget, "catalogue.principle-not-covered")


def test_i11_a_risk_of_a_sector_without_an_answer(broken: Copy) -> None:
    for file in sorted((broken.root / "clauses").iterdir()):

        def forget(data: Any) -> None:
            for clause in data:
                risks = clause["applies"].get("risks", [])
                clause["applies"]["risks"] = [risk for risk in risks if risk != "use-of-force"]
                clause["applies"].setdefault("months_from", 120)

        broken.edit(f"clauses/{file.name}", forget)
    found = [f for f in broken.faults() if f.code == "catalogue.risk-not-answered"]
    assert any("'guarding'" in fault.message for fault in found)


@pytest.mark.parametrize("place", ["gen.standard/higher-standard", "gen.standard/conflict"])
def test_i22_no_higher_standard(broken: Copy, place: str) -> None:
    # A value that nothing prints would be refused before anything else.
    printed = " within {inform}" if place.endswith("conflict") else ""
    change = reworded(place, f"The {{supplier}} shall follow the law{printed}.")
    told(broken, GENERAL, change, "catalogue.safeguard-unsaid")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("ILO-C92 art. 1", "catalogue.unknown-instrument"),
        ("ILO-C029 art. 222", "catalogue.unknown-pinpoint"),
        ("ICOC-2010 paras. 28-32", "catalogue.unsure-pinpoint"),
    ],
)
def test_i23_a_place_that_is_not_known(broken: Copy, source: str, code: str) -> None:
    def cite(data: Any) -> None:
        paragraph_in(data, "fl.ban/ban")["sources"] = [source]

    told(broken, FORCED, cite, code)


def test_i23_the_table_of_services_cites_as_carefully(broken: Copy) -> None:
    def cite(data: Any) -> None:
        data["services"][0]["risks"][0]["source"] = "ILO-C167 art. 999"

    found = told(broken, "risk/services.yaml", cite, "catalogue.unknown-pinpoint")
    assert "service.construction/safety" in found[0].where


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data[0].update(term="Quokka | Quokkas"), "catalogue.term-not-used"),
        (lambda data: data[1].update(term=data[0]["term"]), "catalogue.term-defined-twice"),
    ],
)
def test_i24_a_term_that_is_idle_or_defined_twice(
    broken: Copy, change: Callable[[Any], object], code: str
) -> None:
    told(broken, "definitions.yaml", change, code)


def test_i26_a_placeholder_that_nothing_fills(broken: Copy) -> None:
    change = reworded("fl.ban/ban", "The {supplyer} shall not use Forced Labour.")
    told(broken, FORCED, change, "catalogue.unknown-placeholder")


def test_i27_a_reference_that_leads_nowhere(broken: Copy) -> None:
    change = reworded("fl.ban/ban", "The {supplier} shall act under Article {ref:fl.nothing}.")
    told(broken, FORCED, change, "catalogue.unknown-reference")


def test_i28_processes_alone(broken: Copy) -> None:
    for file in sorted((broken.root / "clauses").iterdir()):

        def flatten(data: Any) -> None:
            for clause in data:
                for verification in clause["verifications"]:
                    verification["metric"]["kind"] = "process"

        broken.edit(f"clauses/{file.name}", flatten)
    found = [f for f in broken.faults() if f.code == "catalogue.no-outcome"]
    assert len(found) == 2


def test_i28_more_metrics_than_the_cap(broken: Copy) -> None:
    def raise_cap(data: Any) -> None:
        clause_in(data, "mon.kpi")["values"]["cap"]["standard"] = 5

    (found,) = told(broken, PERFORMANCE, raise_cap, "catalogue.too-many-metrics")
    assert "allows 5 metrics in the basic tier; 4 is the most" in found.message


def test_i28_metrics_without_a_cap(broken: Copy) -> None:
    def uncap(data: Any) -> None:
        clause_in(data, "mon.kpi")["values"].pop("cap")
        paragraph_in(data, "mon.kpi/choose")["text"] = "Within {choose}, the {buyer} shall choose."

    broken.edit(PERFORMANCE, uncap)
    codes = {fault.code for fault in broken.faults()}
    assert {"catalogue.too-many-metrics", "catalogue.safeguard-unsaid"} <= codes


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("mon.kpi/choose", "Within {choose}, the {buyer} may choose {cap} metrics."),
        ("mon.kpi/mix", "The {buyer} shall include in that choice at least a metric of a process."),
    ],
)
def test_i28_a_choice_of_metrics_that_promises_nothing(broken: Copy, place: str, text: str) -> None:
    found = told(broken, PERFORMANCE, reworded(place, text), "catalogue.safeguard-unsaid")
    assert any(place.replace("/", "/paragraph.") in fault.where for fault in found)


@pytest.mark.parametrize(
    "changed", [{"target": "95"}, {"text": "How many Workers were asked"}, {"target": "3 days"}]
)
def test_i28_a_metric_whose_unit_does_not_fit(broken: Copy, changed: dict[str, str]) -> None:
    def spoil(data: Any) -> None:
        metrics = [v["metric"] for v in clause_in(data, "fl.fees")["verifications"]]
        next(m for m in metrics if m["text"].startswith("Share ")).update(changed)

    (found,) = told(broken, FORCED, spoil, "catalogue.metric-without-unit")
    assert "fl.fees/verification." in found.where


def test_i36_a_duty_that_says_not_what_it_owes(broken: Copy) -> None:
    def forget(data: Any) -> None:
        paragraph_in(data, "fl.ban/ban").pop("nature")

    (found,) = told(broken, FORCED, forget, "catalogue.undeclared-nature")
    assert "fl.ban/paragraph.ban" in found.where


def test_i36_an_effort_without_evidence(broken: Copy) -> None:
    def only_effort(data: Any) -> None:
        clause = clause_in(data, "fl.docs")
        for paragraph in clause["paragraphs"]:
            paragraph["nature"] = "means"
        for verification in clause["verifications"]:
            verification["metric"]["kind"] = "outcome"

    told(broken, FORCED, only_effort, "catalogue.means-without-evidence")


def test_i36_a_duty_of_a_document_that_says_not_what_it_owes(broken: Copy) -> None:
    def forget(data: Any) -> None:
        article = next(a for a in data["provisions"] if a["id"] == "gen.notices")
        next(p for p in article["paragraphs"] if p["id"] == "form").pop("nature")

    annex = "documents/tender-annex.yaml"
    (found,) = told(broken, annex, forget, "catalogue.undeclared-nature")
    assert "gen.notices/paragraph.form" in found.where


def test_i36_a_duty_in_an_item_that_says_not_what_it_owes(broken: Copy) -> None:
    def add(data: Any) -> None:
        items = ["the {supplier} shall act; and", "the {buyer} shall help."]
        paragraph = {"id": "added", "text": "In each case:", "items": items}
        clause_in(data, "fl.ban")["paragraphs"].append(paragraph)

    (found,) = told(broken, FORCED, add, "catalogue.undeclared-nature")
    assert "fl.ban/paragraph.added" in found.where


def test_i36_an_effort_that_nobody_records(broken: Copy) -> None:
    """Every set, of any tier and size, has whoever owes an effort keep a record of it."""
    change = reworded("mon.access/effort", "The {supplier} shall make an effort, and not a result.")
    (found,) = told(broken, PERFORMANCE, change, "catalogue.safeguard-unsaid")
    assert "shall keep a record" in found.hint


@pytest.mark.parametrize("condition", [{"small": False}, {"tier": "advanced"}])
def test_i36_a_record_of_efforts_that_some_sets_lack(
    broken: Copy, condition: dict[str, object]
) -> None:
    def spare(data: Any) -> None:
        paragraph_in(data, "mon.access/effort").update(condition)

    told(broken, PERFORMANCE, spare, "catalogue.safeguard-conditional")


def test_i38_a_promise_to_comply_with_a_treaty(broken: Copy) -> None:
    text = "The {supplier} shall comply with the Forced Labour Convention."
    told(broken, FORCED, added("fl.ban", text), "catalogue.treaty-duty")


def test_a_topic_that_no_clause_covers(broken: Copy) -> None:
    def forget(data: Any) -> None:
        clause_in(data, "fl.fees")["topics"] = []

    (found,) = told(broken, FORCED, forget, "catalogue.topic-not-covered")
    assert "T08" in found.message


def test_a_topic_that_is_not_on_the_map(broken: Copy) -> None:
    broken.edit("topics.yaml", lambda data: data.pop(7))
    assert {fault.code for fault in broken.faults()} == {"catalogue.unknown-topic"}
