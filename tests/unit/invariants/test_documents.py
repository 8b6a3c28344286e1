"""Invariants that hold for selections, for documents, and between languages."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings

from clausekit import Catalogue, Selection, Tender, assemble, select
from clausekit.catalogue.messages import messages
from clausekit.errors import DocumentError, TranslationError
from clausekit.language.checks.run import check_folder
from clausekit.model.clause import Clause
from clausekit.model.document import Line, Slot, Table
from clausekit.model.tender import Stage
from clausekit.model.tier import SupplierSize, Tier
from clausekit.selection.review import review
from copies import Copy
from facts import clause_facts, shipped, tender_facts, tenders
from sets import Templates


def _line(line: Line) -> str:
    return "".join(piece for piece in line if isinstance(piece, str))


def _selected(catalogue: Catalogue, **changes: Any) -> Selection:
    return select(Tender.model_validate(tender_facts(**changes)), catalogue)


def _with(catalogue: Catalogue, **changes: Any) -> Catalogue:
    clause = Clause.model_validate(clause_facts(**changes))
    return replace(catalogue, clauses={clause.id: clause})


def test_i11_a_risk_that_no_clause_in_the_set_answers(catalogue: Catalogue) -> None:
    poor = _with(catalogue, applies={"risks": ["safety"]})
    found = list(review(_selected(poor, sector="guarding")))
    unanswered = [fault for fault in found if fault.code == "selection.risk-not-answered"]
    assert any("use-of-force" in fault.message for fault in unanswered)
    rich = _with(catalogue, applies={"risks": ["safety", "excessive-hours"]})
    assert not list(review(_selected(rich, sector="printing")))


def test_i15_a_condition_that_came_after_the_tender(catalogue: Catalogue) -> None:
    later = _with(catalogue, announced_from="2027-06-01")
    early = _selected(later, dated="2027-05-31").decision("xx.example")
    assert (early.included, early.rule) == (False, "announcement-excludes")
    assert "2027-06-01" in early.reason
    in_time = _selected(later, dated="2027-06-01").decision("xx.example")
    assert in_time.included
    # A tender without a date is drafted now, with what is known now.
    assert _selected(later).decision("xx.example").included


HOURS = {"micro": 90, "small": 90, "medium": 900, "large": 2000}


@pytest.mark.parametrize("size", [size.value for size in SupplierSize])
def test_i19_a_selection_beyond_the_budget(catalogue: Catalogue, size: str) -> None:
    heavy = _with(catalogue, effort={"start": HOURS, "yearly": HOURS})
    (found,) = review(_selected(heavy, supplier_size=size))
    assert found.code == "selection.over-budget"
    assert "budget" in found.message
    light = _with(catalogue, effort={"start": HOURS, "yearly": dict.fromkeys(HOURS, 3)})
    assert not list(review(_selected(light, supplier_size=size)))


@pytest.mark.parametrize("language", ["es", "fr", "pt"])
def test_i24_a_term_without_its_definition_in_one_language(
    own_templates: Templates, language: str
) -> None:
    key = "definition.forced-labour/term"
    own_templates.edit(language, key, lambda entry: setattr(entry, "msgstr", ""))
    tender = Tender.model_validate(tender_facts())
    with pytest.raises(TranslationError, match=key):
        own_templates.assemble(tender, kind="tender-annex", language=language)


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("fl.fees/paragraph.repay", "Pagará en el plazo de 90 días.", "placeholder"),
        ("fl.fees/title", "Sin comisiones en 30 días", "number"),
        ("mon.access/paragraph.cost", "Véase {ref:fl.ban}.", "reference"),
    ],
)
def test_i25_a_language_that_says_another_number(
    own_templates: Templates, key: str, text: str, code: str
) -> None:
    file = own_templates.edit("es", key, lambda entry: setattr(entry, "msgstr", text))
    texts = [m for m in messages(own_templates.catalogue) if f"{m.domain}.po" == file]
    found = check_folder(own_templates.root, texts, ["es"])
    assert code in {finding.code for finding in found if finding.key == key}


def test_i26_every_blank_is_listed(catalogue: Catalogue) -> None:
    known = {
        "supplier": "Firm",
        "value": {"amount": 1, "currency": "CLP"},
        "period": {"start": "2027-01-01", "end": "2027-12-31"},
        "dated": "2026-12-01",
    }
    bare = assemble(_selected(catalogue), kind="tender-annex", language="en")
    names = [blank.key for blank in bare.blanks]
    assert len(names) == len(set(names))
    assert {"supplier", "value", "period", "date", "office", "grievance-channel"} <= set(names)
    filled = assemble(_selected(catalogue, **known), kind="tender-annex", language="en")
    assert not {"supplier", "value", "period", "date"} & {blank.key for blank in filled.blanks}


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
@pytest.mark.parametrize("kind", ["tender-annex", "supplier-code"])
@given(tender=tenders())
@settings(max_examples=5)
def test_i26_the_last_schedule_prints_every_blank(tender: Tender, kind: str, language: str) -> None:
    if tender.stage is Stage.CLOSE_OUT:
        return
    document = assemble(select(tender, shipped()), kind=kind, language=language)
    last = [block for block in document.sections[Slot.SCHEDULES] if isinstance(block, Table)][-1]
    printed = [_line(row[1].paragraphs[0].content) for row in last.rows]
    # A place to sign has a name, an office and a date: they stand in one row.
    told = " / ".join(printed).lower()
    assert document.blanks
    for blank in document.blanks:
        assert blank.label.lower() in told
    known = {blank.key for blank in document.blanks}
    alone = {key for key in known if "." not in key}
    signing = {key.partition(".")[0] for key in known - alone}
    assert len(printed) == len(alone) + len(signing)


def test_i26_a_plan_that_lists_no_blanks(broken: Copy) -> None:
    broken.edit("documents/tender-annex.yaml", lambda data: data["schedules"].remove("blanks"))
    (found,) = broken.faults()
    assert found.code == "catalogue.broken-rule"
    assert "places that are left to be completed" in found.message


def test_i27_a_reference_to_a_clause_that_is_not_in(catalogue: Catalogue) -> None:
    # The annex refers to the grievance channel; a selection without it makes no document.
    selection = _selected(catalogue)
    without = tuple(d for d in selection.decisions if d.clause != "mon.access")
    with pytest.raises(DocumentError, match="unresolved-reference"):
        assemble(replace(selection, decisions=without), kind="tender-annex", language="en")


def _said(selection: Selection) -> set[tuple[str, str]]:
    """Return every paragraph and verification of the set."""
    found = set()
    for clause in selection.clauses:
        depth = selection.depth(clause.id)
        found |= {
            (clause.id, paragraph.id)
            for paragraph in clause.paragraphs
            if paragraph.stands(small=selection.small, tier=depth)
        }
        found |= {(clause.id, f"verification.{v.id}") for v in selection.verifications(clause)}
    return found


@given(tender=tenders())
def test_i34_a_higher_tier_says_all_that_a_lower_one_says(tender: Tender) -> None:
    catalogue = shipped()
    basic, intermediate, advanced = (
        _said(select(tender.model_copy(update={"tier": tier}), catalogue)) for tier in Tier
    )
    assert basic <= intermediate <= advanced


@given(tender=tenders())
def test_i34_each_clause_reaches_at_least_as_far(tender: Tender) -> None:
    catalogue = shipped()
    sets = [select(tender.model_copy(update={"tier": tier}), catalogue) for tier in Tier]
    for lower, higher in pairwise(sets):
        for clause in lower.clauses:
            assert higher.depth(clause.id).rank >= lower.depth(clause.id).rank


def test_i34_a_clause_that_leaves_with_the_tier_would_be_seen(catalogue: Catalogue) -> None:
    # The property can fail: a selection that loses a clause says less.
    whole = _selected(catalogue, tier="intermediate")
    less = replace(whole, decisions=whole.decisions[1:])
    assert not _said(whole) <= _said(less)


@given(tender=tenders())
def test_a_smaller_supplier_has_no_more_work(tender: Tender) -> None:
    selection = select(tender, shipped())
    loads = [selection.effort(size) for size in SupplierSize if size.value != "unknown"]
    for smaller, larger in pairwise(loads):
        assert smaller.yearly <= larger.yearly
        assert smaller.start <= larger.start
        assert (smaller.total is None) is (tender.period is None)
    for load in loads:
        if load.total is not None:
            assert load.total >= load.start
    assert selection.effort().size is tender.supplier_size


def test_the_hours_of_a_contract_add_up(catalogue: Catalogue) -> None:
    hours = {"micro": 1, "small": 2, "medium": 12, "large": 24}
    own = _with(catalogue, effort={"start": hours, "yearly": hours})
    period = {"start": "2027-01-01", "end": "2028-06-30"}
    load = _selected(own, supplier_size="medium", period=period).effort()
    assert (load.start, load.yearly, load.total) == (12, 12, 12 + 18)
    half = _selected(own, supplier_size="micro", period=period).effort()
    assert half.total == 1 + 2  # a year and a half of one hour a year, rounded up
    assert _selected(own).effort().total is None
    assert _selected(own).effort().start == 12  # an unknown size counts as medium


def test_a_date_of_announcement_is_a_date(catalogue: Catalogue) -> None:
    clause = _with(catalogue, announced_from="2027-06-01").clauses["xx.example"]
    assert clause.announced_from == datetime.date(2027, 6, 1)
