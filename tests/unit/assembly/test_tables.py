"""Tables of every kind of document: they fill their width, and no row is shorter than its head."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from clausekit import Document, DocumentKind, Selection, Tender, assemble, select
from clausekit.model.document import CrossReference, Heading, HeadingLevel, Paragraph, Slot, Table
from facts import shipped, tender_facts
from readable import case_in

PERIOD = {"start": "2027-01-04", "end": "2028-12-31"}


@cache
def _selection(period: bool) -> Selection:
    facts: dict[str, Any] = tender_facts(
        sector="textiles", tier="advanced", codes=["CPV 18110000"], origins=["BD"],
        period=PERIOD if period else None,
    )  # fmt: skip
    return select(Tender.model_validate(facts), shipped())


def _document(kind: DocumentKind, *, period: bool = True) -> Document:
    selection = _selection(period)
    case = case_in(selection) if kind is DocumentKind.NOTICE_OF_NON_CONFORMITY else None
    return assemble(selection, kind=kind, language="en", non_conformity=case)


@pytest.mark.parametrize("kind", DocumentKind)
@pytest.mark.parametrize("period", [True, False])
def test_a_table_fills_its_width_and_every_row(kind: DocumentKind, period: bool) -> None:
    tables = [b for b in _document(kind, period=period).blocks() if isinstance(b, Table)]
    assert tables
    for table in tables:
        assert sum(column.share for column in table.columns) == 100, table.title
        assert {len(row) for row in table.rows} == {len(table.columns)}, table.title


def test_a_ladder_lists_its_articles_with_commas_a_conjunction_and_a_full_stop() -> None:
    blocks = _document(DocumentKind.TENDER_ANNEX).sections[Slot.SCHEDULES]
    listed = []
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level is HeadingLevel.LADDER:
            paragraph = blocks[index + 2]
            assert isinstance(paragraph, Paragraph)
            first = next(
                place for place, piece in enumerate(paragraph.content)
                if isinstance(piece, CrossReference)
            )  # fmt: skip
            listed.append(paragraph.content[first:])
    assert any(len(line) > 4 for line in listed)
    assert any(len(line) == 2 for line in listed)
    for line in listed:
        articles, between = line[::2], line[1::2]
        assert all(isinstance(piece, CrossReference) for piece in articles)
        ends = (" and ", ".") if len(articles) > 1 else (".",)
        assert between == (*([", "] * (len(articles) - 2)), *ends)


def test_a_plan_without_facts_leaves_dates_to_be_filled_in_as_dates() -> None:
    blanks = _document(DocumentKind.CORRECTIVE_ACTION_PLAN).blanks
    dated = {blank.key: blank.date for blank in blanks if blank.key.startswith("finding.")}
    assert dated == {
        "finding.article": False,
        "finding.ladder": False,
        "finding.facts": False,
        "finding.site": False,
        "finding.known": True,
        "finding.notice": True,
    }


def test_steps_of_a_ladder_are_numbered_from_one() -> None:
    blocks = _document(DocumentKind.TENDER_ANNEX).sections[Slot.SCHEDULES]
    ladders = [
        blocks[index + 3] for index, block in enumerate(blocks)
        if isinstance(block, Heading) and block.level is HeadingLevel.LADDER
    ]  # fmt: skip
    for table in ladders:
        assert isinstance(table, Table)
        numbers = [row[0].paragraphs[0].number for row in table.rows]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
