"""Edges of selection that mutation testing found without a test."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

from clausekit import Catalogue, Selection, Tender, select
from clausekit.model.clause import Clause
from clausekit.model.sector import Sector, SectorProfile
from clausekit.model.tender import Code
from clausekit.model.tier import Tier
from clausekit.selection.findings import sectors_of
from clausekit.selection.grounds import ContractSize
from clausekit.selection.selection import has_depth
from facts import clause_facts, tender_facts, verification_facts

DUTY = clause_facts()["paragraphs"][0]
DEEPER = {"id": "more", "nature": "result", "text": "The {supplier} shall do more."}


def selected(catalogue: Catalogue, clause: dict[str, Any], **facts: Any) -> Selection:
    own = Clause.model_validate(clause_facts(**clause))
    return select(
        Tender.model_validate(tender_facts(**facts)), replace(catalogue, clauses={own.id: own})
    )


def test_what_was_decided_stays_so(catalogue: Catalogue) -> None:
    selection = selected(catalogue, {}, sector="textiles")
    for held, name in (
        (selection, "tender"),
        (selection.decisions[0], "included"),
        (selection.findings[0], "risk"),
        (ContractSize(), "small"),
    ):
        with pytest.raises(FrozenInstanceError):
            setattr(held, name, None)
        with pytest.raises((AttributeError, TypeError)):
            held.other = None


def test_a_selection_is_itself_and_no_other(catalogue: Catalogue) -> None:
    tender = Tender.model_validate(tender_facts())
    one, other = select(tender, catalogue), select(tender, catalogue)
    assert len({one, other, one}) == 2


def profile(sector: Sector, *prefixes: str) -> SectorProfile:
    return SectorProfile(sector=sector, level="low", cpv=prefixes, basis=("A test.",))


@pytest.mark.parametrize(
    ("prefixes", "found"),
    [
        ((("9",), (), ()), ["cleaning"]),
        ((("90",), ("90",), ()), ["cleaning", "printing"]),
        ((("90",), ("909",), ("90",)), ["printing"]),
        ((("909",), ("90",), ("909",)), ["cleaning", "construction"]),
        ((("90", "909"), ("9091",), ("8",)), ["printing"]),
        ((("8",), (), ("7",)), []),
    ],
)
def test_prefixes_of_one_length_name_all_their_sectors(
    catalogue: Catalogue, prefixes: tuple[tuple[str, ...], ...], found: list[str]
) -> None:
    sectors = (Sector.CLEANING, Sector.PRINTING, Sector.CONSTRUCTION)
    profiles = {s: profile(s, *p) for s, p in zip(sectors, prefixes, strict=True)}
    own = replace(catalogue, sectors=profiles)
    got = sectors_of(Code.model_validate("CPV 90910000"), own)
    assert [sector.value for sector in got] == found


@pytest.mark.parametrize(
    ("tier", "made"),
    [
        ("basic", ["always"]),
        ("intermediate", ["always", "second"]),
        ("advanced", ["always", "second", "third"]),
    ],
)
def test_a_clause_is_verified_as_deep_as_it_goes(
    catalogue: Catalogue, tier: str, made: list[str]
) -> None:
    verifications = [
        verification_facts(id="always"),
        verification_facts(id="second", tier="intermediate"),
        verification_facts(id="third", tier="advanced"),
    ]
    selection = selected(catalogue, {"verifications": verifications}, tier=tier)
    (clause,) = selection.clauses
    assert [one.id for one in selection.verifications(clause)] == made


@pytest.mark.parametrize(("tier", "rule"), [("basic", "no-reason"), ("intermediate", "no-reason")])
def test_a_clause_of_a_lower_tier_is_not_too_high(
    catalogue: Catalogue, tier: str, rule: str
) -> None:
    selection = selected(catalogue, {"applies": {"sectors": ["printing"]}}, tier=tier)
    assert selection.decisions[0].rule == rule


@pytest.mark.parametrize(
    ("months", "rule"), [(24, "duration"), (12, "duration"), (11, "no-reason"), (300, "duration")]
)
def test_a_long_contract_calls_for_a_clause(catalogue: Catalogue, months: int, rule: str) -> None:
    period = {
        "start": "2027-01-01",
        "end": f"{2027 + (months - 1) // 12}-{(months - 1) % 12 + 1:02}-28",
    }
    selection = selected(catalogue, {"applies": {"months_from": 12}}, period=period)
    assert selection.decisions[0].rule == rule


@pytest.mark.parametrize("facts", [{"sector": "textiles"}, {"codes": ["CPV 18110000"]}])
def test_only_a_listed_origin_makes_an_article_go_further(
    catalogue: Catalogue, facts: dict[str, Any]
) -> None:
    clause = {
        "applies": {"risks": ["low-wages"]},
        "paragraphs": [DUTY, {**DEEPER, "tier": "advanced"}],
    }
    selection = selected(catalogue, clause, **facts)
    (decision,) = selection.decisions
    assert (decision.included, decision.depth) == (True, Tier.BASIC)
    assert not any("advanced form" in sentence for sentence in decision.also)


def test_every_further_reason_is_told_wherever_it_stands_in_the_alphabet(
    catalogue: Catalogue,
) -> None:
    facts = {"sector": "textiles", "codes": ["CPV 18110000"]}
    core = selected(catalogue, {"applies": {"core": True, "risks": ["low-wages"]}}, **facts)
    called = selected(catalogue, {"applies": {"risks": ["low-wages"]}}, **facts)
    told = core.decisions[0].also
    assert [sentence[:8] for sentence in told] == ["The code", "The sect"]
    assert called.decisions[0].reason == told[0]
    assert called.decisions[0].also == told[1:]
    # In the alphabet a core reason stands after both, that of a code before the other.
    assert told[0] < told[1] < core.decisions[0].reason


@pytest.mark.parametrize(
    ("changes", "deep"),
    [
        ({}, False),
        ({"paragraphs": [DUTY, {**DEEPER, "tier": "intermediate"}]}, True),
        (
            {
                "verifications": [
                    verification_facts(),
                    verification_facts(id="more", tier="advanced"),
                ]
            },
            True,
        ),
        ({"values": {"repayment": {"standard": "60 days", "intermediate": "50 days"}}}, True),
        ({"values": {"repayment": {"standard": "60 days", "advanced": "40 days"}}}, True),
    ],
)
def test_what_makes_a_clause_say_more(changes: dict[str, Any], deep: bool) -> None:
    assert has_depth(Clause.model_validate(clause_facts(**changes))) is deep
