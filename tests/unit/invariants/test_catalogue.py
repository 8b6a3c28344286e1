"""Invariants that a check of the catalogue holds: a catalogue that breaks them does not load."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from clausekit.errors import Fault
from copies import Copy

CLAUSES = "clauses/"
FORCED = f"{CLAUSES}forced-labour.yaml"
CHILD = f"{CLAUSES}child-labour.yaml"
VOICE = f"{CLAUSES}voice-and-remedy.yaml"
BUYER = f"{CLAUSES}buyer.yaml"
PERFORMANCE = f"{CLAUSES}performance.yaml"
ENDING = f"{CLAUSES}ending.yaml"
INTEGRITY = f"{CLAUSES}integrity.yaml"
GENERAL = f"{CLAUSES}general.yaml"
DILIGENCE = f"{CLAUSES}due-diligence.yaml"


def _clause(data: Any, identity: str) -> dict[str, Any]:
    return next(record for record in data if record["id"] == identity)


def _paragraph(data: Any, place: str) -> dict[str, Any]:
    owner, _, name = place.partition("/")
    return next(part for part in _clause(data, owner)["paragraphs"] if part["id"] == name)


def _said(place: str, text: str) -> Callable[[Any], object]:
    """Reword a paragraph; its items go, and whatever it said is lost."""

    def change(data: Any) -> None:
        paragraph = _paragraph(data, place)
        paragraph.pop("items", None)
        paragraph["text"] = text

    return change


def _added(clause: str, text: str, nature: str = "result") -> Callable[[Any], object]:
    paragraph = {"id": "added", "nature": nature, "text": text}
    return lambda data: _clause(data, clause)["paragraphs"].append(paragraph)


def _found(broken: Copy, file: str, change: Callable[[Any], object], code: str) -> list[Fault]:
    broken.edit(file, change)
    found = [fault for fault in broken.faults() if fault.code == code]
    assert found, f"{code} was not told"
    return found


@pytest.mark.parametrize(
    "text",
    [
        "The Contract is terminated automatically where Forced Labour is found.",
        "The {buyer} may terminate the Contract immediately.",
        "Where Forced Labour is found, the {buyer} shall terminate the Contract.",
    ],
)
def test_i04_the_contract_ends_by_itself(broken: Copy, text: str) -> None:
    _found(broken, FORCED, _added("fl.ban", text), "catalogue.automatic-termination")


@pytest.mark.parametrize(
    ("file", "place"), [(FORCED, "fl.ban/response"), (CHILD, "cl.ban/response")]
)
def test_i05_dismissal_as_the_first_answer(broken: Copy, file: str, place: str) -> None:
    change = _said(place, "The {supplier} shall act without delay.")
    (found,) = _found(broken, file, change, "catalogue.safeguard-unsaid")
    assert re.search(rf"\.yaml, line \d+: {place.replace('/', '/paragraph.')}", found.where)


def test_i05_a_theme_of_severe_harm_without_people_first(broken: Copy) -> None:
    def forget(data: Any) -> None:
        _clause(data, "people-first")["paragraphs"] = ["fl.ban/response"]

    (found,) = _found(broken, "safeguards.yaml", forget, "catalogue.safeguard-missing")
    assert "child-labour" in found.message


def test_i05_another_ladder_for_severe_harm(broken: Copy) -> None:
    def soften(data: Any) -> None:
        _clause(data, "fl.ban").pop("termination")
        _clause(data, "fl.ban")["remedy"] = "L1"

    _found(broken, FORCED, soften, "catalogue.severe-harm-ladder")


def test_i06_a_suspension_without_reasons(broken: Copy) -> None:
    change = _said("end.suspend/scope", "The {buyer} shall suspend what it thinks fit.")
    _found(broken, ENDING, change, "catalogue.safeguard-unsaid")


def test_i08_a_penalty_without_limits(broken: Copy) -> None:
    def unlimited(data: Any) -> None:
        text = _paragraph(data, "mon.cap/limits")["text"]
        text = text.split("The {buyer}\n")[0].rpartition(" The {buyer} shall not hold")[0] or text
        _paragraph(data, "mon.cap/limits")["text"] = text.replace("at most", "up to")

    found = _found(broken, PERFORMANCE, unlimited, "catalogue.safeguard-unsaid")
    assert "at most" in found[0].hint


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
            _clause(data, name)["tier"] = "intermediate"

    found = _found(broken, BUYER, advance, "catalogue.core-clause-missing")
    assert "commitment" in found[0].message


def test_i10_a_principle_without_a_clause(broken: Copy) -> None:
    def forget(data: Any) -> None:
        for clause in data:
            clause.pop("principle", None)

    _found(broken, f"{CLAUSES}organising.yaml", forget, "catalogue.principle-not-covered")


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


@pytest.mark.parametrize("name", ["rem.gm", "rem.noretaliation"])
def test_i12_no_grievance_channel_or_no_shield(broken: Copy, name: str) -> None:
    def advance(data: Any) -> None:
        _clause(data, name)["tier"] = "advanced"

    _found(broken, VOICE, advance, "catalogue.core-clause-missing")


def test_i14_a_policy_for_the_whole_company(broken: Copy) -> None:
    text = "The {supplier} shall apply a company-wide policy in all of its operations."
    _found(broken, DILIGENCE, _added("dd.policy", text), "catalogue.beyond-the-contract")


@pytest.mark.parametrize("label", ["SA8000", "Fairtrade", "FSC", "ISO 45001", "EN301 549"])
def test_i16_a_label_by_name(broken: Copy, label: str) -> None:
    text = f"The {{supplier}} shall hold a certificate of {label}."
    _found(broken, FORCED, _added("fl.ban", text), "catalogue.named-label")


def test_i16_a_label_or_an_equivalent_one_is_open_to_all(broken: Copy) -> None:
    text = "The {supplier} shall hold a certificate of FSC or an equivalent one."
    broken.edit(FORCED, _added("fl.ban", text))
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
    _found(broken, FORCED, _added("fl.ban", text), "catalogue.local-preference")


def _heavy(data: Any) -> None:
    hours = {"micro": 30, "small": 30, "medium": 30, "large": 30}
    clause = _clause(data, "fl.ban")
    clause["effort"] = {"start": hours, "yearly": hours}
    clause.pop("values", None)


def test_i19_a_heavy_clause_without_a_lighter_variant(broken: Copy) -> None:
    found = _found(broken, FORCED, _heavy, "catalogue.no-lighter-variant")
    assert "60 hours" in found[0].message


def test_i19_a_set_beyond_the_budget(broken: Copy) -> None:
    def overload(data: Any) -> None:
        _heavy(data)
        for size in ("micro", "small", "medium", "large"):
            _clause(data, "fl.ban")["effort"]["yearly"][size] = 2000

    found = _found(broken, FORCED, overload, "catalogue.over-budget")
    assert any("micro" in fault.message for fault in found)


def test_i19_a_promise_that_differs_from_the_budget(broken: Copy) -> None:
    def lower(data: Any) -> None:
        for tier in data["yearly"]["micro"]:
            data["yearly"]["small"][tier] += 1

    _found(broken, "burden.yaml", lower, "catalogue.burden-differs")


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
    _found(broken, FORCED, _added("fl.ban", text), code)


@pytest.mark.parametrize("place", ["mon.access/cost", "mon.flow/pass-on"])
def test_i20_i21_what_protects_the_small_and_the_chain(broken: Copy, place: str) -> None:
    change = _said(place, "The {supplier} shall pass the text on.")
    _found(broken, PERFORMANCE, change, "catalogue.safeguard-unsaid")


def test_i21_text_is_passed_on_without_support(broken: Copy) -> None:
    def only_text(data: Any) -> None:
        _paragraph(data, "mon.flow/pass-on")["items"] = ["the substance of the Requirements."]

    found = _found(broken, PERFORMANCE, only_text, "catalogue.safeguard-unsaid")
    assert "support" in found[0].hint


@pytest.mark.parametrize("place", ["gen.standard/higher-standard", "gen.standard/conflict"])
def test_i22_no_higher_standard(broken: Copy, place: str) -> None:
    # A value that nothing prints would be refused before anything else.
    printed = " within {inform}" if place.endswith("conflict") else ""
    change = _said(place, f"The {{supplier}} shall follow the law{printed}.")
    _found(broken, GENERAL, change, "catalogue.safeguard-unsaid")


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
        _paragraph(data, "fl.ban/ban")["sources"] = [source]

    _found(broken, FORCED, cite, code)


def test_i23_the_table_of_services_cites_as_carefully(broken: Copy) -> None:
    def cite(data: Any) -> None:
        data["services"][0]["risks"][0]["source"] = "ILO-C167 art. 999"

    found = _found(broken, "risk/services.yaml", cite, "catalogue.unknown-pinpoint")
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
    _found(broken, "definitions.yaml", change, code)


def test_i26_a_placeholder_that_nothing_fills(broken: Copy) -> None:
    change = _said("fl.ban/ban", "The {supplyer} shall not use Forced Labour.")
    _found(broken, FORCED, change, "catalogue.unknown-placeholder")


def test_i27_a_reference_that_leads_nowhere(broken: Copy) -> None:
    change = _said("fl.ban/ban", "The {supplier} shall act under Article {ref:fl.nothing}.")
    _found(broken, FORCED, change, "catalogue.unknown-reference")


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
        _clause(data, "mon.kpi")["values"]["cap"]["standard"] = 5

    (found,) = _found(broken, PERFORMANCE, raise_cap, "catalogue.too-many-metrics")
    assert "allows 5 metrics in the basic tier; 4 is the most" in found.message


def test_i28_metrics_without_a_cap(broken: Copy) -> None:
    def uncap(data: Any) -> None:
        _clause(data, "mon.kpi")["values"].pop("cap")
        _paragraph(data, "mon.kpi/choose")["text"] = "Within {choose}, the {buyer} shall choose."

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
    found = _found(broken, PERFORMANCE, _said(place, text), "catalogue.safeguard-unsaid")
    assert any(place.replace("/", "/paragraph.") in fault.where for fault in found)


@pytest.mark.parametrize(
    "changed", [{"target": "95"}, {"text": "How many Workers were asked"}, {"target": "3 days"}]
)
def test_i28_a_metric_whose_unit_does_not_fit(broken: Copy, changed: dict[str, str]) -> None:
    def spoil(data: Any) -> None:
        metrics = [v["metric"] for v in _clause(data, "fl.fees")["verifications"]]
        next(m for m in metrics if m["text"].startswith("Share ")).update(changed)

    (found,) = _found(broken, FORCED, spoil, "catalogue.metric-without-unit")
    assert "fl.fees/verification." in found.where


def test_i29_personal_data_without_an_end(broken: Copy) -> None:
    def keep(data: Any) -> None:
        _clause(data, "mon.access")["values"].pop("erase")
        _paragraph(data, "mon.access/privacy")["items"] = [
            "collect only the personal data that the purpose requires; and",
            "give access to them only to the persons who carry out the verification.",
        ]

    found = _found(broken, PERFORMANCE, keep, "catalogue.safeguard-unsaid")
    assert "erase" in found[0].hint


def test_i30_silence_towards_the_authorities(broken: Copy) -> None:
    change = _said("rem.noretaliation/speech", "The {supplier} shall keep reports confidential.")
    _found(broken, VOICE, change, "catalogue.safeguard-unsaid")


def test_i31_money_held_back_for_the_buyer(broken: Copy) -> None:
    change = _said("rem.remedy/priority", "The {buyer} shall set the sums off.")
    _found(broken, VOICE, change, "catalogue.safeguard-unsaid")


@pytest.mark.parametrize("period", ["4 days", {"standard": "3 days", "small": "5 days"}])
def test_i32_a_serious_matter_told_late(broken: Copy, period: Any) -> None:
    def delay(data: Any) -> None:
        _clause(data, "int.notify")["values"]["notify"] = period

    _found(broken, INTEGRITY, delay, "catalogue.late-notice")


def test_i32_who_reports_is_punished(broken: Copy) -> None:
    change = _said("int.notify/shield", "The {buyer} shall examine each notice.")
    _found(broken, INTEGRITY, change, "catalogue.safeguard-unsaid")


def test_i35_stricter_conditions_without_notice(broken: Copy) -> None:
    def hurry(data: Any) -> None:
        _clause(data, "buy.commit")["values"]["roadmap"] = "5 months"

    _found(broken, BUYER, hurry, "catalogue.short-roadmap")


def test_i36_a_duty_that_says_not_what_it_owes(broken: Copy) -> None:
    def forget(data: Any) -> None:
        _paragraph(data, "fl.ban/ban").pop("nature")

    (found,) = _found(broken, FORCED, forget, "catalogue.undeclared-nature")
    assert "fl.ban/paragraph.ban" in found.where


def test_i36_an_effort_without_evidence(broken: Copy) -> None:
    def only_effort(data: Any) -> None:
        clause = _clause(data, "fl.docs")
        for paragraph in clause["paragraphs"]:
            paragraph["nature"] = "means"
        for verification in clause["verifications"]:
            verification["metric"]["kind"] = "outcome"

    _found(broken, FORCED, only_effort, "catalogue.means-without-evidence")


def test_i36_a_duty_of_a_document_that_says_not_what_it_owes(broken: Copy) -> None:
    def forget(data: Any) -> None:
        article = next(a for a in data["provisions"] if a["id"] == "gen.notices")
        next(p for p in article["paragraphs"] if p["id"] == "form").pop("nature")

    annex = "documents/tender-annex.yaml"
    (found,) = _found(broken, annex, forget, "catalogue.undeclared-nature")
    assert "gen.notices/paragraph.form" in found.where


def test_i36_a_duty_in_an_item_that_says_not_what_it_owes(broken: Copy) -> None:
    def add(data: Any) -> None:
        items = ["the {supplier} shall act; and", "the {buyer} shall help."]
        paragraph = {"id": "added", "text": "In each case:", "items": items}
        _clause(data, "fl.ban")["paragraphs"].append(paragraph)

    (found,) = _found(broken, FORCED, add, "catalogue.undeclared-nature")
    assert "fl.ban/paragraph.added" in found.where


def test_i36_an_effort_that_nobody_records(broken: Copy) -> None:
    """Every set, of any tier and size, has whoever owes an effort keep a record of it."""
    change = _said("mon.access/effort", "The {supplier} shall make an effort, and not a result.")
    (found,) = _found(broken, PERFORMANCE, change, "catalogue.safeguard-unsaid")
    assert "shall keep a record" in found.hint


@pytest.mark.parametrize("condition", [{"small": False}, {"tier": "advanced"}])
def test_i36_a_record_of_efforts_that_some_sets_lack(
    broken: Copy, condition: dict[str, object]
) -> None:
    def spare(data: Any) -> None:
        _paragraph(data, "mon.access/effort").update(condition)

    _found(broken, PERFORMANCE, spare, "catalogue.safeguard-conditional")


def test_i37_buyers_that_exchange_prices(broken: Copy) -> None:
    change = _said("mon.joint/guard", "The parties shall share what they know.")
    _found(broken, PERFORMANCE, change, "catalogue.safeguard-unsaid")


def test_i38_a_promise_to_comply_with_a_treaty(broken: Copy) -> None:
    text = "The {supplier} shall comply with the Forced Labour Convention."
    _found(broken, FORCED, _added("fl.ban", text), "catalogue.treaty-duty")


def test_i40_a_name_published_without_a_hearing(broken: Copy) -> None:
    text = "The {buyer} may publish the name of the {supplier}."
    _found(broken, FORCED, _added("fl.ban", text), "catalogue.publication-without-hearing")


@pytest.mark.parametrize(
    ("file", "clause", "value"),
    [(PERFORMANCE, "mon.cap", "heard"), (ENDING, "end.terminate", "hearing")],
)
def test_i40_a_hearing_without_time_to_prepare(
    broken: Copy, file: str, clause: str, value: str
) -> None:
    def hurry(data: Any) -> None:
        _clause(data, clause)["values"][value] = "9 days"

    _found(broken, file, hurry, "catalogue.short-hearing")


def test_i34_an_amount_that_goes_up_and_down(broken: Copy) -> None:
    def wave(data: Any) -> None:
        _clause(data, "mon.cap")["values"]["share"] = {
            "standard": "5 %", "intermediate": "8 %", "advanced": "6 %",
        }  # fmt: skip

    _found(broken, PERFORMANCE, wave, "catalogue.tier-turns-back")


def test_a_promise_in_a_clause_that_may_be_absent(broken: Copy) -> None:
    def move(data: Any) -> None:
        _clause(data, "people-first")["paragraphs"].append("mon.joint/guard")

    _found(broken, "safeguards.yaml", move, "catalogue.safeguard-conditional")


def test_a_promise_that_nothing_holds(broken: Copy) -> None:
    found = _found(
        broken, "safeguards.yaml", lambda data: data.pop(0), "catalogue.safeguard-missing"
    )
    assert "people-first" in found[0].message


def test_a_promise_in_a_paragraph_that_does_not_exist(broken: Copy) -> None:
    def misspell(data: Any) -> None:
        _clause(data, "people-first")["paragraphs"].append("fl.ban/responce")

    found = _found(broken, "safeguards.yaml", misspell, "catalogue.unknown-safeguard")
    assert "fl.ban/response" in found[0].hint


PUBLIC = f"{CLAUSES}public-services.yaml"


def test_i33_an_essential_service_that_stops(broken: Copy) -> None:
    def stop(data: Any) -> None:
        text = "The {buyer} shall end it within {return}, after {notice}, in {at_most}."
        paragraph = _paragraph(data, "psv.oversight/step-in")
        paragraph.pop("items")
        paragraph["text"] = text

    (found,) = _found(broken, PUBLIC, stop, "catalogue.safeguard-unsaid")
    assert "psv.oversight/paragraph.step-in" in found.where


def test_i33_a_theme_of_essential_services_without_continuity(broken: Copy) -> None:
    def forget(data: Any) -> None:
        data.remove(_clause(data, "continuity"))

    found = _found(broken, "safeguards.yaml", forget, "catalogue.safeguard-missing")
    assert "continuity" in found[0].message


def test_a_topic_that_no_clause_covers(broken: Copy) -> None:
    def forget(data: Any) -> None:
        _clause(data, "fl.fees")["topics"] = []

    (found,) = _found(broken, FORCED, forget, "catalogue.topic-not-covered")
    assert "T08" in found.message


def test_a_topic_that_is_not_on_the_map(broken: Copy) -> None:
    broken.edit("topics.yaml", lambda data: data.pop(7))
    assert {fault.code for fault in broken.faults()} == {"catalogue.unknown-topic"}
