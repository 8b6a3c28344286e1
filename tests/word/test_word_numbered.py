"""What of a frame itself would be counted with the clauses."""

from __future__ import annotations

import pytest
from word_faults import one
from word_frames import SLOTS, numbering, small_frame, style, styles, styles_with

from clausekit.word import Frame

STYLES = "house.docx, word/styles.xml"
NUMBERED = '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'


@pytest.mark.parametrize(
    "part",
    [
        styles(extra=style("Normal", NUMBERED, more=' w:default="1"')),
        styles(extra=style("Own", NUMBERED, more=' w:default="on"')),
        styles(extra=style("normal", NUMBERED)),
        styles().replace('w:styleId="s-heading2"', 'w:default="true" w:styleId="s-heading2"'),
        styles_with("Body Text", '<w:basedOn w:val="s-ClauseParagraph"/>'),
        styles_with("Clause Table", NUMBERED),
        styles().replace(
            "</w:docDefaults>", f"<w:pPrDefault>{NUMBERED}</w:pPrDefault></w:docDefaults>"),
    ],
    ids=["default", "on", "normal", "heading", "body", "table", "defaults"],
)  # fmt: skip
def test_no_other_style_takes_a_number_of_the_clauses(part: str) -> None:
    assert one(small_frame(style_part=part)) == ("numbered-text", STYLES)


def test_a_style_may_take_the_number_away_again() -> None:
    bare = '<w:basedOn w:val="s-heading1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
    assert Frame.compile(small_frame(style_part=styles_with("TOC Heading", bare)), name="x").slots


def field(instruction: str) -> str:
    quoted = instruction.replace('"', "&quot;")
    return f'<w:p><w:fldSimple w:instr="{quoted}"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'


@pytest.mark.parametrize("words", ["LISTNUM Articles", ' listnum "articles" \\l 2 ', "LISTNUM a b"])
def test_a_field_does_not_count_on_a_list_of_the_clauses(words: str) -> None:
    named = numbering().replace(
        '<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="multilevel"/>',
        '<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="multilevel"/>'
        '<w:name w:val="Articles"/>',
    )
    content = small_frame(field(words) + SLOTS, numbering_part=named)
    assert one(content) == ("numbered-text", "house.docx, word/document.xml")
    assert Frame.compile(small_frame(field("LISTNUM Articles") + SLOTS), name="x").slots
    content = small_frame(field("LISTNUM LegalDefault \\l 1") + SLOTS, numbering_part=named)
    assert Frame.compile(content, name="x").slots


OWN = '<w:p><w:pPr><w:pStyle w:val="zz"/></w:pPr><w:r><w:t>Own</w:t></w:r></w:p>'


@pytest.mark.parametrize(
    "others",
    [
        style("zz") + style("zz", NUMBERED).replace('w:styleId="zz"', 'w:styleId="z2"'),
        style("zz") + style("zz (user)", NUMBERED),
        style("zz") + style("zz", NUMBERED).replace(' w:styleId="zz"', ""),
        style("zz", '<w:basedOn w:val="s-heading2"/>' + NUMBERED.replace('"2"', '"99"')),
    ],
)
def test_text_that_some_program_would_count_with_the_articles_is_refused(others: str) -> None:
    content = small_frame(OWN + SLOTS, style_part=styles(extra=others))
    assert one(content) == ("numbered-text", "house.docx, word/document.xml, paragraph 1")


def test_of_two_styles_of_a_paragraph_none_takes_a_number() -> None:
    # pandoc writes two.
    both = OWN.replace("</w:pPr>", '<w:pStyle w:val="s-BodyText"/></w:pPr>')
    plain, numbered = style("zz"), style("zz", NUMBERED)
    content = small_frame(both + SLOTS, style_part=styles(extra=plain))
    assert Frame.compile(content, name="x").slots
    content = small_frame(both + SLOTS, style_part=styles(extra=numbered))
    assert one(content) == ("numbered-text", "house.docx, word/document.xml, paragraph 1")
    later = OWN.replace("<w:pStyle", '<w:pStyle w:val="s-BodyText"/><w:pStyle')
    content = small_frame(later + SLOTS, style_part=styles(extra=numbered))
    assert one(content) == ("numbered-text", "house.docx, word/document.xml, paragraph 1")
