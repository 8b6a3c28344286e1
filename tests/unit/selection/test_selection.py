"""Every clause gets exactly one decision, with the rule that decided and its reason in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from clausekit import Catalogue, Selection, Tender, select
from clausekit.catalogue.checks import RULES
from clausekit.errors import UnknownName
from clausekit.model.clause import Clause
from clausekit.model.sector import Sector
from clausekit.model.tender import Code
from clausekit.model.tier import Tier
from clausekit.selection.findings import risk_findings, sectors_of
from clausekit.selection.grounds import contract_size
from clausekit.selection.review import review
from facts import clause_facts, shipped, tender_facts, tenders


def _selected(catalogue: Catalogue, **changes: Any) -> Selection:
    return select(Tender.model_validate(tender_facts(**changes)), catalogue)


def _with(catalogue: Catalogue, **changes: Any) -> Catalogue:
    """Return the catalogue with one clause of our own and no other."""
    clause = Clause.model_validate(clause_facts(**changes))
    return replace(catalogue, clauses={clause.id: clause})


BASIS = {"legal_basis": ["EU-2014-24 art. 67(3)"]}
# how the clause applies, facts of the tender -> in or out, rule, words of the reason
RULED: list[tuple[dict[str, Any], dict[str, Any], bool, str, str]] = [
    ({"applies": {"core": True}}, {}, True, "core", "basic tier"),
    ({"applies": {"core": True}, "tier": "advanced"}, {}, False, "tier-too-high", "advanced set"),
    ({"applies": {"sectors": ["printing"]}}, {"sector": "printing"}, True, "sector", "“printing”"),
    ({"applies": {"sectors": ["printing"]}, "tier": "advanced"}, {"sector": "printing"}, True,
     "sector", "“printing”"),
    ({"applies": {"sectors": ["printing"]}}, {}, False, "no-reason", "No fact"),
    ({"applies": {"sectors": ["printing"]}}, {"codes": ["CPV 22000000"]}, True, "sector-of-code",
     "CPV 22000000 points to the sector “printing”"),
    ({"applies": {"sectors": ["printing"]}, "tier": "advanced"},
     {"codes": ["CPV 18110000", "CPV 22000000", "CPV 22100000"]}, True, "sector-of-code",
     "CPV 22000000 points"),
    ({"applies": {"sectors": ["printing"]}}, {"sector": "guarding", "codes": ["CPV 22000000"]},
     False, "no-reason", ""),
    ({"applies": {"risks": ["safety"], "sectors": ["printing"]}}, {"codes": ["CPV 22000000"]},
     True, "risk-of-code", ""),
    ({"applies": {"sectors": ["printing"], "procurement": ["works"]}},
     {"codes": ["CPV 22000000"]}, False, "procurement-excludes", ""),
    ({"applies": {"sectors": ["printing"]}, "tier": "advanced"}, {}, False, "tier-too-high", ""),
    ({"applies": {"risks": ["safety"]}}, {"sector": "printing"}, True, "risk-of-sector",
     "“safety”"),
    ({"applies": {"risks": ["safety"]}}, {"codes": ["CPV 22000000"]}, True, "risk-of-code",
     "CPV 22000000"),
    ({"applies": {"risks": ["child-labour"]}}, {"codes": ["CPV 18110000"], "origins": ["BD"]},
     True, "risk-of-origin", "“Garments” from BD"),
    ({"applies": {"risks": ["privacy"]}}, {}, False, "no-reason", ""),
    ({"applies": {"core": True, "procurement": ["works"]}}, {}, False, "procurement-excludes",
     "procurement of goods"),
    ({"applies": {"core": True, "procurement": ["works", "goods"]}}, {}, True, "core", ""),
    ({"applies": {"risks": ["safety"], "procurement": ["works"]}}, {"sector": "printing"}, False,
     "procurement-excludes", ""),
    ({"applies": {"months_from": 12}}, {"period": {"start": "2027-01-01", "end": "2027-12-31"}},
     True, "duration", "12 months"),
    ({"applies": {"months_from": 13}}, {"period": {"start": "2027-01-01", "end": "2027-12-31"}},
     False, "no-reason", ""),
    ({"applies": {"months_from": 1}}, {}, False, "no-reason", ""),
    ({"applies": {"large_contract": True}}, {"value": {"amount": 10**9, "currency": "CLP"}}, True,
     "large-contract", "large"),
    ({"applies": {"large_contract": True}}, {}, False, "no-reason", ""),
    ({"applies": {"core": True, "small_contract": False}},
     {"value": {"amount": 1, "currency": "CLP"}}, False, "small-contract-excludes", "small"),
    ({"applies": {"core": True, "small_contract": False}}, {}, True, "core", ""),
    ({"applies": {"risks": ["safety"], "small_contract": False}},
     {"value": {"amount": 1, "currency": "CLP"}, "sector": "printing"}, True, "risk-of-sector", ""),
    ({"applies": {"core": True, "small_supplier": False}}, {"supplier_size": "micro"},
     False, "small-supplier-excludes", "out of proportion"),
    ({"applies": {"risks": ["low-wages"]}}, {"codes": ["CPV 90910000"]}, True, "risk-of-service",
     "(ILO-C094 art. 2(1))"),
    ({"announced_from": "2027-01-01"}, {"dated": "2026-12-31"}, False, "announcement-excludes",
     "2027-01-01"),
    ({"stages": ["award"], **BASIS}, {}, False, "stage-excludes", "“contract-performance”"),
    ({"stages": ["award"], **BASIS}, {"stage": "award"}, True, "core", ""),
    ({"stages": ["award"], **BASIS}, {"stage": "selection"}, True, "core", ""),
    ({"stages": ["award", "monitoring"], **BASIS}, {}, True, "core", ""),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "facts", "included", "rule", "words"), RULED)
def test_a_rule_decides(
    catalogue: Catalogue,
    clause: dict[str, Any],
    facts: dict[str, Any],
    included: bool,
    rule: str,
    words: str,
) -> None:
    (decision,) = _selected(_with(catalogue, **clause), **facts).decisions
    assert (decision.included, decision.rule) == (included, rule)
    assert words in decision.reason


def test_the_table_reaches_every_rule() -> None:
    # That the supplier is small, or the origin listed, decides on wording too, not on clauses.
    assert {rule for _, _, _, rule, _ in RULED} == set(RULES) - {"small-supplier", "strengthened"}


@pytest.mark.parametrize("sector", [each for each in Sector if each is not Sector.OTHER])
def test_a_code_without_a_sector_brings_what_its_sector_would(
    catalogue: Catalogue, sector: Sector
) -> None:
    """An official who writes ``other`` beside a code gets the set of the sector, and no less."""
    profile = catalogue.sectors[sector]
    codes = [f"CPV {prefix}" for prefix in profile.cpv]
    codes += [f"UNSPSC {prefix}" for prefix in profile.unspsc]
    alone = [
        code
        for code in codes
        if len(code.split()[1]) > 1
        and sectors_of(Code.model_validate(code), catalogue) == (sector,)
    ]
    assert alone
    for code in alone:
        for procurement in ("goods", "services", "works"):
            facts = {"codes": [code], "procurement": procurement}
            named = _selected(catalogue, sector=sector.value, **facts)
            derived = _selected(catalogue, sector="other", **facts)
            assert derived.clauses == named.clauses
            assert [one.depth for one in derived.decisions] == [
                one.depth for one in named.decisions
            ]


@given(tender=tenders())
def test_every_clause_gets_one_decision_with_a_reason(tender: Tender) -> None:
    catalogue = shipped()
    selection = select(tender, catalogue)
    assert [decision.clause for decision in selection.decisions] == list(catalogue.clauses)
    for decision in selection.decisions:
        assert decision.rule in catalogue.rules
        assert decision.reason.endswith(".")
        assert not set("{}") & set(decision.reason)
        assert selection.decision(decision.clause) is decision
    chosen = [decision.clause for decision in selection.decisions if decision.included]
    assert [clause.id for clause in selection.clauses] == chosen


@given(tender=tenders())
def test_the_same_facts_decide_the_same(tender: Tender) -> None:
    catalogue = shipped()
    first, second = select(tender, catalogue), select(tender, catalogue)
    assert first.decisions == second.decisions
    assert first.findings == second.findings


def _chosen(tender: Tender, catalogue: Catalogue, **changes: Any) -> set[str]:
    changed = tender.model_copy(update=changes)
    return {clause.id for clause in select(changed, catalogue).clauses}


@given(tender=tenders())
def test_a_higher_tier_takes_no_clause_away(tender: Tender) -> None:
    catalogue = shipped()
    basic, intermediate, advanced = (_chosen(tender, catalogue, tier=tier) for tier in Tier)
    assert basic <= intermediate <= advanced


@given(tender=tenders())
def test_knowing_an_origin_takes_no_clause_away(tender: Tender) -> None:
    catalogue = shipped()
    assert _chosen(tender, catalogue, origins=()) <= _chosen(tender, catalogue)


@given(tender=tenders())
def test_a_small_supplier_is_spared_only_what_is_marked_as_too_heavy(tender: Tender) -> None:
    catalogue = shipped()
    small = _chosen(tender, catalogue, supplier_size="micro")
    large = _chosen(tender, catalogue, supplier_size="large")
    assert small <= large
    assert not any(catalogue.clauses[spared].applies.small_supplier for spared in large - small)


@pytest.mark.parametrize(
    ("size", "small"),
    [("micro", True), ("small", True), ("medium", False), ("large", False), ("unknown", False)],
)
def test_the_lighter_set(catalogue: Catalogue, size: str, small: bool) -> None:
    assert _selected(catalogue, supplier_size=size).small is small


@pytest.mark.parametrize(
    ("amount", "currency", "small", "large"),
    [
        ("44999999", "CLP", True, False),
        ("45000000", "CLP", False, False),
        ("899999999", "CLP", False, False),
        ("900000000", "CLP", False, True),
        ("0", "EUR", True, False),
        ("0", "CHF", False, False),
    ],
)
def test_the_size_of_a_contract(
    catalogue: Catalogue, amount: str, currency: str, small: bool, large: bool
) -> None:
    facts = tender_facts(value={"amount": amount, "currency": currency})
    size = contract_size(Tender.model_validate(facts), catalogue)
    assert (size.small, size.large) == (small, large)


@pytest.mark.parametrize(
    ("code", "sectors"),
    [
        ("CPV 18110000", ["textiles"]),
        ("CPV 18143000", ["protective-equipment"]),
        ("CPV 45000000", ["construction"]),
        ("CPV 90910000", ["cleaning"]),
        ("UNSPSC 53102700", ["textiles"]),
        ("CPV 03000000", []),
        ("UNSPSC 99999999", []),
    ],
)
def test_the_longest_prefix_of_a_code_decides(
    catalogue: Catalogue, code: str, sectors: list[str]
) -> None:
    found = sectors_of(Code.model_validate(code), catalogue)
    assert [sector.value for sector in found] == sectors


def test_the_strongest_reason_comes_first(catalogue: Catalogue) -> None:
    facts = tender_facts(sector="textiles", codes=["CPV 18110000"], origins=["BD"])
    rules = [finding.rule for finding in risk_findings(Tender.model_validate(facts), catalogue)]
    assert list(dict.fromkeys(rules)) == ["risk-of-origin", "risk-of-code", "risk-of-sector"]


def test_a_clause_that_does_not_exist_has_no_decision(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownName, match=r"fl\.fees"):
        _selected(catalogue).decision("fl.fee")


def test_a_listed_origin_strengthens_a_clause() -> None:
    duty = clause_facts()["paragraphs"][0]
    more = {"id": "more", "nature": "result", "text": "The {supplier} shall do more."}
    own = _with(
        shipped(),
        applies={"core": True, "risks": ["forced-labour"]},
        paragraphs=[duty, {**more, "tier": "advanced"}],
    )
    strong = _selected(own, codes=["CPV 18110000"], origins=["CN"], sector="textiles")
    plain = _selected(own)
    assert strong.depth("xx.example") is Tier.ADVANCED
    assert plain.depth("xx.example") is Tier.BASIC
    assert "advanced form" in strong.decision("xx.example").also[-1]
    assert not any("advanced form" in text for text in plain.decision("xx.example").also)


def test_a_small_supplier_is_spared_what_no_risk_calls_for() -> None:
    heavy = {"core": True, "risks": ["privacy"], "small_supplier": False}
    own = _with(shipped(), applies=heavy)
    decision = _selected(own, supplier_size="small").decision("xx.example")
    assert (decision.included, decision.rule) == (False, "small-supplier-excludes")
    risky = _selected(own, supplier_size="small", sector="data-services")
    assert risky.decision("xx.example").included


@pytest.mark.parametrize(
    ("dated", "stage", "told"),
    [
        ("2027-01-03", "award", []),
        ("2027-01-05", "award", ["selection.dated-late"]),
        ("2027-01-05", "contract-performance", []),
        ("2028-12-31", "monitoring", []),
        ("2029-01-01", "monitoring", ["selection.dated-late"]),
    ],
)
def test_a_day_out_of_its_order_is_something_to_look_at(
    catalogue: Catalogue, dated: str, stage: str, told: list[str]
) -> None:
    period = {"start": "2027-01-04", "end": "2028-12-31"}
    found = review(_selected(catalogue, dated=dated, stage=stage, period=period))
    assert [fault.code for fault in found if fault.where == "/dated"] == told
