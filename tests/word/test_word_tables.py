"""Tables: heading rows, widths, and what stands round them."""

from __future__ import annotations

import io
import itertools
import re

import docx
import pytest
from lxml import etree
from word_frames import (
    SLOTS,
    cells,
    paragraph,
    small_frame,
)
from word_reading import W, lines, styled, tree
from word_samples import (
    body,
    cell,
    sample_document,
    schedules,
    signatures,
    small_document,
)  # fmt: skip

from clausekit.model.document import (
    Blank,
    Cell,
    Column,
    Footnote,
    Inline,
    Slot,
    Strong,
    Table,
)
from clausekit.word import render_docx

FRAME = small_frame()


def _lines(count: int, *pieces: Inline) -> Cell:
    return Cell(paragraphs=(body("line", *pieces),) * count)


def test_tables_have_headings_words_for_the_blind_and_the_whole_width() -> None:
    content = render_docx(sample_document(articles=1), FRAME)
    table = docx.Document(io.BytesIO(content)).tables[1]
    xml = etree.tostring(table._tbl).decode()
    assert '<w:tblCaption w:val="Verification plan"/>' in xml
    assert '<w:tblDescription w:val="One row for each measure."/>' in xml
    assert '<w:tblW w:w="5000" w:type="pct"/>' in xml
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == 4
    grid = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', xml)]
    assert sum(grid) == 11906 - 2880
    assert [cell.text for cell in table.rows[0].cells] == ["Clause", "Measure", "Target"]


def test_without_a_heading_row_the_first_cell_is_the_heading() -> None:
    content = render_docx(sample_document(articles=1), FRAME)
    assert styled(content, "Table Heading")[:2] == ["Buyer", "Contact"]
    table = docx.Document(io.BytesIO(content)).tables[0]
    assert len(table.rows) == 2
    assert 'w:firstColumn="1"' in etree.tostring(table._tbl).decode()


def test_tables_never_touch() -> None:
    table = Table(title="T", description="", columns=(Column(header="H", share=100),),
                  rows=((cell("x"),),))  # fmt: skip
    sections = dict.fromkeys(Slot, (table, table))
    body_ = cells(paragraph("frame")) + SLOTS + cells(paragraph("frame")) + paragraph("end")
    content = render_docx(sample_document(sections=sections), small_frame(body_))
    tags = [child.tag for child in tree(content)[0]]
    pairs = list(itertools.pairwise(tags))
    assert (f"{W}tbl", f"{W}tbl") not in pairs
    assert (f"{W}tbl", f"{W}sectPr") not in pairs
    assert (f"{W}p", f"{W}p") not in pairs


def test_no_empty_paragraph_where_none_is_needed() -> None:
    content = render_docx(sample_document(articles=1), FRAME)
    empty = [child for child in tree(content)[0] if child.tag == f"{W}p" and not child[1:]]
    assert len(empty) == 1  # after the signatures, at the end of the document


def test_the_words_before_a_table_stay_with_it() -> None:
    (_, words, table, *_) = schedules()
    content = render_docx(
        small_document(body("far"), *[body(f"near {n}") for n in range(3)], table, words), FRAME
    )
    kept = [p for p in tree(content).iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is not None]
    assert ["".join(p.itertext()) for p in kept] == ["near 0", "near 1", "near 2"]


def test_a_paragraph_after_a_table_stands_apart_from_it() -> None:
    table = Table(
        title="T",
        description="",
        columns=(Column(header="One", share=100),),
        rows=((cell("a"),),),
    )
    content = render_docx(small_document(sections={Slot.CLAUSES: (table, body("After"))}), FRAME)
    between = [text for _, text in lines(content)]
    assert between[between.index("After") - 1] == ""


def test_rows_with_a_heading_of_their_own_may_part_at_the_foot_of_a_page() -> None:
    rows = tuple((cell(f"Label {index}"), cell("text")) for index in range(3))
    table = Table(
        title="T",
        description="",
        columns=(Column(header="", share=30), Column(header="", share=70)),
        rows=rows,
        headed=False,
    )
    content = render_docx(small_document(sections={Slot.CLAUSES: (table, body("After"))}), FRAME)
    kept = [
        None if (keep := p.find(f"{W}pPr/{W}keepNext")) is None else keep.get(f"{W}val")
        for p in tree(content).iter(f"{W}p")
        if "".join(p.itertext(f"{W}t")).startswith("Label")
    ]
    assert kept == [None, "0", "0"]


@pytest.mark.parametrize(
    ("shares", "contents", "whole"),
    [
        ((30, 70), (cell("Label"), cell("x" * 900)), True),
        ((30, 70), (cell("Label"), cell("x" * 1100)), False),
        ((70, 30), (cell("Label"), cell("x" * 900)), False),
        ((30, 70), (cell("x" * 500), cell("text")), False),
        ((50, 50), (cell("Label"), _lines(15)), True),
        ((50, 50), (cell("Label"), _lines(16)), False),
        ((50, 50), (cell("Label"), _lines(1, Blank(key="b", label="x" * 900))), False),
        ((50, 50), (cell("Label"), _lines(8, Strong(text="x" * 120))), False),
        ((50, 50), (cell("Label"), _lines(8, Footnote(content=("x" * 900,)))), True),
    ],
)
@pytest.mark.parametrize("headed", [True, False])
def test_a_row_too_tall_for_the_foot_of_a_page_may_part(
    shares: tuple[int, int], contents: tuple[Cell, Cell], whole: bool, headed: bool
) -> None:
    short = (cell("a"), cell("b"))
    table = Table(
        title="T",
        description="",
        columns=tuple(Column(header="H", share=share) for share in shares),
        rows=(short, contents, short),
        headed=headed,
    )
    content = render_docx(small_document(sections={Slot.CLAUSES: (table,)}), FRAME)
    rows = list(tree(content).iter(f"{W}tr"))[headed:][:3]
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, whole, True]


def _kept(content: bytes) -> list[str]:
    kept = [p for p in tree(content).iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is not None]
    return ["".join(p.itertext(f"{W}t")) for p in kept]


@pytest.mark.parametrize("role", ["body", "numbered", "item"])
def test_the_last_words_before_the_signatures_stay_with_them(role: str) -> None:
    number = {"numbered": "1.1", "item": "a"}.get(role, "")
    words = (body("far"), body("near", role=role, number=number))
    sections = {Slot.CLAUSES: words, Slot.SIGNATURES: signatures()}
    kept = _kept(render_docx(small_document(sections=sections), FRAME))
    assert "near" in kept
    assert "far" not in kept
    apart = SLOTS.replace(
        paragraph("{{p signatures }}"), paragraph("x") + paragraph("{{p signatures }}")
    )
    content = render_docx(small_document(sections=sections), small_frame(apart + paragraph("end")))
    assert "near" not in _kept(content)


def test_a_place_to_sign_stays_whole_and_with_the_words_below_it() -> None:
    content = render_docx(small_document(sections={Slot.SIGNATURES: signatures()}), FRAME)
    (table,) = tree(content).iter(f"{W}tbl")
    for row in table.iter(f"{W}tr"):
        assert row.find(f".//{W}pPr/{W}keepNext") is not None
