"""Numbers run without gaps, whatever is selected."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausekit import Catalogue, DocumentKind, Tender, select
from clausekit.assembly.outline import outline_of
from clausekit.model.blueprint import DEFINITIONS, Blueprint
from clausekit.model.kind import BINDING_KINDS
from facts import shipped, tender_facts, tenders

ROMAN = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
    "XXI",
    "XXII",
    "XXIII",
    "XXIV",
]
KINDS = st.sampled_from(BINDING_KINDS)


@given(tender=tenders(), kind=KINDS)
def test_numbers_run_without_gaps(tender: Tender, kind: DocumentKind) -> None:
    catalogue = shipped()
    selection = select(tender, catalogue)
    outline = outline_of(selection, catalogue.blueprints[kind])
    articles = list(outline.articles())
    assert [number for number, _, _ in outline.parts] == ROMAN[: len(outline.parts)]
    assert all(inside for _, _, inside in outline.parts)
    assert [article.number for article in articles] == [
        str(index) for index in range(1, len(articles) + 1)
    ]
    for article in articles:
        assert [number for number, _ in article.paragraphs] == [
            f"{article.number}.{index}" for index in range(1, len(article.paragraphs) + 1)
        ]
    for letter, (number, _) in zip("ABC", outline.schedules, strict=False):
        assert number == letter
    if outline.ladders:
        schedule = outline.numbers["schedule.ladders"]
        assert [number for number, _ in outline.ladders] == [
            f"{schedule}.{index}" for index in range(1, len(outline.ladders) + 1)
        ]


@given(tender=tenders(), kind=KINDS)
def test_every_selected_clause_stands_once_and_no_other(tender: Tender, kind: DocumentKind) -> None:
    catalogue = shipped()
    selection = select(tender, catalogue)
    plan = catalogue.blueprints[kind]
    outline = outline_of(selection, plan)
    names = [article.id for article in outline.articles()]
    own = {provision.id for provision in plan.provisions}
    assert len(set(names)) == len(names)
    assert set(names) == {clause.id for clause in selection.clauses} | own | {DEFINITIONS}


@given(tender=tenders(), kind=KINDS)
def test_every_number_that_can_be_referred_to_is_its_own(
    tender: Tender, kind: DocumentKind
) -> None:
    catalogue = shipped()
    outline = outline_of(select(tender, catalogue), catalogue.blueprints[kind])
    numbers = list(outline.numbers.values())
    assert len(set(numbers)) == len(numbers)
    assert all(re.fullmatch(r"\d+(\.\d+)?|[A-Z](\.\d+)?", number) for number in numbers)


@given(tender=tenders(), kind=KINDS)
def test_every_ladder_that_a_clause_uses_is_printed(tender: Tender, kind: DocumentKind) -> None:
    catalogue = shipped()
    selection = select(tender, catalogue)
    outline = outline_of(selection, catalogue.blueprints[kind])
    printed = {ladder.id for _, ladder in outline.ladders}
    assert {clause.remedy.id for clause in selection.clauses} <= printed


@given(tender=tenders())
def test_no_ladder_is_printed_that_no_standing_paragraph_names(tender: Tender) -> None:
    selection = select(tender, shipped())
    outline = outline_of(selection, shipped().blueprints[DocumentKind.TENDER_ANNEX])
    named = {
        name
        for clause in selection.clauses
        for paragraph in clause.paragraphs
        if paragraph.stands(small=selection.small, tier=selection.depth(clause.id))
        for text in (paragraph.text, *paragraph.items)
        for name in re.findall(r"\{ref:ladder\.(L\d)\}", text)
    }
    expected = {clause.remedy.id for clause in selection.clauses} | named
    assert {ladder.id for _, ladder in outline.ladders} == expected


@pytest.mark.parametrize("kind", BINDING_KINDS)
@pytest.mark.parametrize("size", ["micro", "large"])
def test_paragraphs_of_the_other_set_are_left_out(
    catalogue: Catalogue, kind: DocumentKind, size: str
) -> None:
    tender = Tender.model_validate(tender_facts(supplier_size=size, tier="advanced"))
    outline = outline_of(select(tender, catalogue), catalogue.blueprints[kind])
    other = size != "micro"
    standing = [paragraph for article in outline.articles() for _, paragraph in article.paragraphs]
    assert not any(paragraph.small is other for paragraph in standing)
    assert any(paragraph.small is (not other) for paragraph in standing)


def test_a_part_without_articles_is_left_out(catalogue: Catalogue) -> None:
    plan = catalogue.blueprints[DocumentKind.TENDER_ANNEX]
    parts = [part.model_dump(mode="json") for part in plan.parts]
    alone = {"id": "alone", "title": "Alone", "articles": ["pay.living"]}
    for part in parts:
        part["articles"] = [name for name in part["articles"] if name != "pay.living"]
    facts = plan.model_dump(mode="json")
    changed = Blueprint.model_validate({**facts, "parts": [alone, *parts]})
    basic = select(Tender.model_validate(tender_facts()), catalogue)
    advanced = select(Tender.model_validate(tender_facts(tier="advanced")), catalogue)
    assert outline_of(basic, changed).parts[0][1].id == plan.parts[0].id
    assert outline_of(advanced, changed).parts[0][1].id == "alone"
