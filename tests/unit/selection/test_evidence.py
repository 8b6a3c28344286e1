"""Findings gathered: one entry for a source and a matter, which says what the source says."""

from __future__ import annotations

from itertools import product

import pytest

from clausekit import Catalogue, Tender, select
from clausekit.catalogue.risk import Presence
from clausekit.model.sector import Risk
from clausekit.model.tender import Code, CodeScheme
from clausekit.selection.evidence import Evidence, Subject, answered_by, evidence_of
from clausekit.selection.findings import origin_findings, service_findings
from facts import tender_facts

# Codes of goods, of services, of two sectors at once and of none; origins on the list and off it.
TENDERS = [
    {"sector": "textiles"},
    {"sector": "textiles", "codes": ["CPV 18110000"], "origins": ["BD"]},
    {"sector": "other", "codes": ["CPV 18110000", "CPV 18130000"], "origins": ["BD", "IN", "CH"]},
    {
        "sector": "cleaning", "procurement": "services",
        "codes": ["CPV 90910000", "CPV 90911200", "CPV 55110000", "CPV 18424300", "CPV 99999999"],
        "origins": ["CN", "MY", "BR", "SE"],
    },
    {"sector": "minerals-and-metals", "codes": ["CPV 14000000"], "origins": ["CD", "BF", "CO"]},
    {"sector": "other", "codes": ["CPV 71000000", "CPV 80110000"], "origins": []},
]  # fmt: skip


def _tender(facts: dict[str, object]) -> Tender:
    return Tender.model_validate(tender_facts(**facts))


@pytest.mark.parametrize("facts", TENDERS)
def test_nothing_is_lost_and_nothing_is_added(
    catalogue: Catalogue, facts: dict[str, object]
) -> None:
    """Each entry, taken apart again, says what the single findings say, and no more."""
    tender = _tender(facts)
    entries = evidence_of(tender, catalogue)
    single = {
        (str(f.code), f.country, f.presence, good, risks)
        for f in origin_findings(tender, catalogue)
        for good, risks in ([(g.good, g.risks) for g in f.goods] or [("", ())])
    }
    gathered = [
        (str(code), country, entry.presence, entry.name, origin.risks)
        for entry in entries
        if entry.subject is Subject.GOOD
        for origin in entry.origins
        for code, country in product(entry.codes, origin.countries)
    ]
    assert set(gathered) == single
    assert len(gathered) == len(single)
    services = [
        (str(code), entry.presence, entry.name, entry.rows)
        for entry in entries
        if entry.subject is Subject.SERVICE
        for code in entry.codes
    ]
    assert sorted(services, key=str) == sorted(
        (
            (str(f.code), f.presence, f.sector.value if f.sector else "", f.risks)
            for f in service_findings(tender, catalogue)
        ),
        key=str,
    )


@pytest.mark.parametrize("facts", TENDERS)
def test_every_reason_of_a_clause_has_its_entry(
    catalogue: Catalogue, facts: dict[str, object]
) -> None:
    selection = select(_tender(facts), catalogue)
    entries = evidence_of(selection.tender, catalogue)
    assert {f.risk for f in selection.findings} == {r for e in entries for r in e.risks}
    for clause in selection.clauses:
        found = answered_by(entries, clause.applies.risks)
        told = [risk for risks in found for risk in risks]
        assert len(told) == len(set(told))
        assert set(told) == {f.risk for f in selection.findings} & set(clause.applies.risks)
        for risks, pointing in found.items():
            for risk in risks:
                assert pointing == tuple(e for e in entries if risk in e.risks)


@pytest.mark.parametrize("facts", TENDERS)
def test_one_entry_for_a_source_and_a_matter(
    catalogue: Catalogue, facts: dict[str, object]
) -> None:
    entries = evidence_of(_tender(facts), catalogue)
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    named = [(entry.source.id, entry.name) for entry in entries if entry.name]
    assert len(named) == len(set(named))
    assert all(bool(entry.risks) is (entry.presence is Presence.LISTED) for entry in entries)


def test_many_codes_and_origins_make_one_line(catalogue: Catalogue) -> None:
    (listed, other), *_ = [_of(catalogue, TENDERS[2], Subject.GOOD)]
    assert [one.stated for one in (listed, other)] == [False, False], "a good is no sector"
    assert (listed.name, [str(code) for code in listed.codes]) == (
        "Garments",
        ["CPV 18110000", "CPV 18130000"],
    )
    assert [(o.countries, o.risks) for o in listed.origins] == [
        (("BD", "IN"), (Risk.CHILD_LABOUR, Risk.FORCED_LABOUR))
    ]
    assert other.presence is Presence.NOT_LISTED
    assert [o.countries for o in other.origins] == [("CH",)]


def test_countries_of_which_the_list_says_another_thing_stand_apart(catalogue: Catalogue) -> None:
    facts = {"codes": ["CPV 18110000"], "origins": ["TR", "BD"]}
    listed, *_ = _of(catalogue, facts, Subject.GOOD)
    assert [(o.countries, o.risks) for o in listed.origins] == [
        (("TR",), (Risk.CHILD_LABOUR,)),
        (("BD",), (Risk.CHILD_LABOUR, Risk.FORCED_LABOUR)),
    ]


def test_a_sector_that_is_named_and_pointed_to_is_one_entry(catalogue: Catalogue) -> None:
    facts = {"sector": "textiles", "codes": ["CPV 18110000", "CPV 18143000"]}
    stated, pointed = _of(catalogue, facts, Subject.SECTOR)
    assert (stated.name, stated.stated, [str(code) for code in stated.codes]) == (
        "textiles",
        True,
        ["CPV 18110000"],
    )
    assert (pointed.name, pointed.stated) == ("protective-equipment", False)
    assert stated.basis[0] == "ilab-goods"


def test_a_sector_without_risks_is_no_finding(catalogue: Catalogue) -> None:
    assert evidence_of(_tender({"sector": "other"}), catalogue) == ()


def _of(catalogue: Catalogue, facts: dict[str, object], subject: Subject) -> list[Evidence]:
    return [entry for entry in evidence_of(_tender(facts), catalogue) if entry.subject is subject]


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("CPV 18110000", False),
        ("CPV 44100000", False),
        ("CPV 48000000", False),
        ("UNSPSC 53102700", False),
        ("CPV 98390000", True),
        ("CPV 50110000", True),
        ("UNSPSC 72101500", True),
        ("CPV 45210000", True),
    ],
)
def test_nobody_asks_the_table_of_services_about_goods(
    catalogue: Catalogue, code: str, asked: bool
) -> None:
    assert bool(_of(catalogue, {"codes": [code]}, Subject.SERVICE)) is asked
    assert Code.model_validate(code).of_goods is not asked


def test_what_the_table_of_services_was_made_for_is_no_good(catalogue: Catalogue) -> None:
    table = catalogue.services
    for scheme in CodeScheme:
        prefixes = [prefix for one in table.services for prefix in one.prefixes(scheme)]
        assert prefixes
        for prefix in (*prefixes, *table.examined[scheme.value.lower()]):
            assert not Code(scheme=scheme, code=prefix).of_goods
