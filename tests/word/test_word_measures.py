"""Measures within what a page can show; beyond them programs leave out text or numbers."""

from __future__ import annotations

import re

import pytest
from word_faults import faults
from word_frames import (
    SECTION,
    SLOTS,
    mark,
    numbering,
    paragraph,
    said,
    shown,
    small_frame,
    style,
    styles,
    styles_with,
    unzip,
)
from word_samples import sample_document

from clausekit.word import Frame, render_docx


def refused(**options: str) -> set[str]:
    """Codes of the faults of a small frame."""
    return {code for code, _ in faults(small_frame(**options))}


def sound(**options: str) -> bool:
    """Tell whether a small frame compiles."""
    return bool(Frame.compile(small_frame(**options), name="x").slots)


@pytest.mark.parametrize(
    "properties",
    [
        *(f'<w:pPr><w:spacing w:{said}/></w:pPr>'
          for said in ('line="0"', 'line="-240"', 'line="abc"', 'line=""', 'line="31680"',
                       'after="-20"', 'before="31680"', 'line="0" w:lineRule="exact"')),
        *(f'<w:pPr><w:ind w:{said}/></w:pPr>'
          for said in ('left="31680"', 'right="31680"', 'hanging="31680"', 'left="-31680"',
                       'firstLine="1e9"', 'start="9000"')),
        '<w:pPr><w:tabs><w:tab w:val="left" w:pos="31680"/></w:tabs></w:pPr>',
        '<w:pPr><w:pBdr><w:top w:val="single" w:sz="2147483648" w:space="1"/></w:pBdr></w:pPr>',
        '<w:pPr><w:pBdr><w:left w:val="single" w:sz="4" w:space="31680"/></w:pBdr></w:pPr>',
        *(f'<w:rPr><w:{said}/></w:rPr>'
          for said in ('sz w:val="3276"', 'sz w:val="-1"', 'sz w:val="0"', 'sz w:val="65536"',
                       'szCs w:val="-2"', 'spacing w:val="31680"', 'position w:val="3000"',
                       'w w:val="0"')),
    ],
)  # fmt: skip
def test_a_style_of_the_clauses_leaves_them_on_the_page(properties: str) -> None:
    assert refused(style_part=styles_with("Body Text", properties)) == {"odd-number"}
    base = styles_with("Body Text", '<w:basedOn w:val="b"/>')
    part = base.replace("</w:styles>", style("b", properties) + "</w:styles>")
    assert refused(style_part=part) == {"odd-number"}


@pytest.mark.parametrize(
    "properties",
    [
        '<w:tblPr><w:tblInd w:w="31680" w:type="dxa"/></w:tblPr>',
        '<w:tblPr><w:tblCellMar><w:left w:w="31680" w:type="dxa"/></w:tblCellMar></w:tblPr>',
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcMar><w:top w:w="31680" w:type="dxa"/>'
        "</w:tcMar></w:tcPr></w:tblStylePr>",
    ],
)
def test_a_table_leaves_room_for_its_text(properties: str) -> None:
    assert refused(style_part=styles_with("Clause Table", properties)) == {"odd-number"}


@pytest.mark.parametrize(
    "said", ['spacing w:line="0"', 'spacing w:after="-1"', 'ind w:left="9999"']
)
def test_so_do_the_defaults_and_the_levels_of_lists(said: str) -> None:
    defaults = f"</w:rPrDefault><w:pPrDefault><w:pPr><w:{said}/></w:pPr></w:pPrDefault>"
    assert refused(style_part=styles().replace("</w:rPrDefault>", defaults)) == {"odd-number"}
    level = f"<w:pPr><w:{said}/></w:pPr></w:lvl>"
    part = numbering().replace("</w:lvl>", level, 1)
    assert refused(numbering_part=part) == {"odd-number"}


@pytest.mark.parametrize("said", ["sz", "szCs"])
@pytest.mark.parametrize("size", ["-1", "65536", "x"])
def test_no_style_has_a_size_that_is_none(said: str, size: str) -> None:
    """LibreOffice reads no style that stands behind it, and the clauses lose their numbers."""
    unused = style("Zz", f'<w:rPr><w:{said} w:val="{size}"/></w:rPr>')
    assert refused(style_part=styles(extra=unused)) == {"odd-number"}
    assert sound(style_part=styles(extra=style("Zz", f'<w:rPr><w:{said} w:val="0"/></w:rPr>')))


def test_what_no_clause_has_may_be_large() -> None:
    wide = '<w:pPr><w:spacing w:before="31680"/><w:ind w:left="16000"/></w:pPr>'
    assert sound(style_part=styles(extra=style("Zz", wide)))
    odd = style("Zz", '<w:pPr><w:spacing w:after="-1"/></w:pPr>')
    assert refused(style_part=styles(extra=odd)) == {"odd-number"}


@pytest.mark.parametrize(
    ("columns", "passes"),
    [
        ('<w:cols w:num="45"/>', False),
        ('<w:cols w:num="2" w:space="31680"/>', False),
        ('<w:cols w:num="0"/>', False),
        ('<w:cols w:num="2" w:equalWidth="0"><w:col w:w="-1"/><w:col w:w="9"/></w:cols>', False),
        ('<w:cols w:space="708"/>', True),
        ('<w:cols w:num="3" w:space="720"/>', True),
        ('<w:cols w:num="2" w:equalWidth="0"><w:col w:w="2000" w:space="4458"/><w:col w:w="2000"/>'
         "</w:cols>", True),
    ],
)  # fmt: skip
def test_columns_leave_room_for_text(columns: str, passes: bool) -> None:
    section = SECTION.replace("</w:sectPr>", f"{columns}</w:sectPr>")
    inner = f"<w:p><w:pPr>{section}</w:pPr></w:p>{SLOTS}"
    late = f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>" * 30 + inner
    for options in ({"section": section}, {"body": inner}, {"body": late}):
        assert sound(**options) if passes else refused(**options) == {"odd-number"}


def test_ordinary_measures_pass() -> None:
    properties = (
        '<w:pPr><w:pBdr><w:top w:val="single" w:sz="4" w:space="1"/></w:pBdr><w:tabs><w:tab '
        'w:val="left" w:pos="9026"/></w:tabs><w:spacing w:before="240" w:after="120" '
        'w:line="276.0" w:lineRule="auto"/><w:ind w:left="720" w:hanging="360"/></w:pPr>'
        '<w:rPr><w:spacing w:val="-4"/><w:position w:val="6"/><w:sz w:val="22"/></w:rPr>'
    )
    assert sound(style_part=styles_with("Body Text", properties))


def test_an_id_of_a_style_is_short() -> None:
    """It is repeated by each paragraph."""
    long = styles().replace('styleId="s-ClauseParagraph"', f'styleId="{"a" * 256}"')
    assert "zip-bomb" in {code for code, _ in faults(small_frame(style_part=long))}


def test_fields_name_few_bookmarks_of_ours() -> None:
    """Every article would be held against all of them."""
    words = " ".join(f"_toc{number}" for number in range(25_000))
    some = "".join(
        f"<w:p>{mark('begin')}{said(f' QUOTE {chr(34)}{words[at : at + 9_000]}{chr(34)} ')}"
        f"{mark('separate')}{shown('x')}{mark('end')}</w:p>"
        for at in range(0, len(words), 9_000)
    )
    assert [code for code, _ in faults(small_frame(some + SLOTS))] == ["zip-bomb"]
    other = some.replace("_toc", "word")
    assert not Frame.compile(small_frame(other + SLOTS), name="x").layout.bookmarks


def test_a_note_with_a_high_id_stands_before_those_of_the_clauses() -> None:
    """LibreOffice goes by the order of ids."""
    noted = '<w:p><w:r><w:footnoteReference w:id="32000"/></w:r></w:p>'
    notes = f'<w:footnote w:id="32000">{paragraph("own")}</w:footnote>'
    frame = small_frame(noted + SLOTS, footnotes=notes)
    made = unzip(render_docx(sample_document(articles=3), frame))["word/document.xml"].decode()
    ids = [int(found) for found in re.findall(r'footnoteReference w:id="([0-9]+)"', made)]
    assert len(ids) > 1
    assert ids == sorted(ids)
