"""What stands where the format has no place for it is refused, and so are odd numbers."""

from __future__ import annotations

import pytest
from word_faults import codes_of, faults
from word_frames import (
    SECTION,
    SLOTS,
    cells,
    frame_parts,
    mark,
    numbering,
    paragraph,
    said,
    shown,
    small_frame,
    styles,
    styles_with,
    unzip,
    zip_parts,
)
from word_samples import sample_document

from clausekit.word import Frame, check_docx, render_docx, schema

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
HIDDEN = "<w:rPr><w:vanish/></w:rPr>"
BASE = "<w:rubyBase><w:r><w:t>b</w:t></w:r></w:rubyBase>"
OVER = "<w:rt><w:r><w:t>a</w:t></w:r></w:rt>"


def refused(**options: str) -> set[str]:
    """Codes of the faults of a small frame."""
    return {code for code, _ in faults(small_frame(**options))}


@pytest.mark.parametrize(
    "part",
    [
        styles().replace(
            "</w:rPrDefault>",
            f"</w:rPrDefault><w:pPrDefault><w:pPr>{HIDDEN}</w:pPr></w:pPrDefault>",
        ),
        styles_with("Body Text", f"<w:pPr>{HIDDEN}</w:pPr>"),
        styles_with("Clause Table", f'<w:tblStylePr w:type="firstRow"><w:pPr>{HIDDEN}</w:pPr>'
                    "</w:tblStylePr>"),
        styles_with("Body Text", "<w:unheard/>"),
        styles_with("Body Text", '<x:y xmlns:x="urn:x"><w:rPr/></x:y>'),
        styles().replace("<w:docDefaults>", '<w:p/><w:docDefaults>'),
    ],
)  # fmt: skip
def test_a_property_stands_where_the_schema_has_it(part: str) -> None:
    """LibreOffice takes a hidden run in the defaults of paragraphs for the default of all text."""
    assert "misplaced" in refused(style_part=part)


def test_the_levels_of_a_list_describe_paragraphs_and_no_marks_of_them() -> None:
    level = f"<w:pPr>{HIDDEN}</w:pPr></w:lvl>"
    assert refused(numbering_part=numbering().replace("</w:lvl>", level, 1)) == {"misplaced"}
    sound = numbering().replace("</w:lvl>", '<w:pPr><w:ind w:left="9"/></w:pPr></w:lvl>', 1)
    assert Frame.compile(small_frame(numbering_part=sound), name="x").slots


@pytest.mark.parametrize(
    "ruby",
    [OVER, BASE, BASE + OVER, OVER + BASE + BASE, OVER + OVER + BASE, OVER + BASE + "<w:rubyPr/>",
     f"<w:rt><w:r><w:ruby>{OVER}</w:ruby></w:r></w:rt>{BASE}",
     f"{OVER}<w:sdt><w:sdtContent>{BASE}</w:sdtContent></w:sdt>", ""],
)  # fmt: skip
def test_a_ruby_has_its_parts_once_and_in_order(ruby: str) -> None:
    """LibreOffice takes all text behind one without its base for what stands over it."""
    body = f"<w:p><w:r><w:ruby>{ruby}</w:ruby></w:r></w:p>"
    assert "misplaced" in codes_of(body)
    notes = f'<w:footnote w:id="1"><w:p><w:r><w:ruby>{ruby}</w:ruby></w:r></w:p></w:footnote>'
    noted = '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    assert "misplaced" in refused(body=noted + SLOTS, footnotes=notes)


@pytest.mark.parametrize("parts", [OVER + BASE, f"<w:rubyPr/>{OVER}{BASE}"])
def test_a_whole_ruby_passes(parts: str) -> None:
    body = f"<w:p><w:r><w:ruby>{parts}</w:ruby></w:r></w:p>{SLOTS}"
    assert not check_docx(render_docx(sample_document(articles=1), small_frame(body)))


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'


@pytest.mark.parametrize(
    "body",
    [
        f'<w:p><x:y xmlns:x="urn:x"><w:pPr>{NUMBERED}</w:pPr></x:y>{shown("zz")}</w:p>',
        f'<w:p><w:pPr><x:y xmlns:x="urn:x">{NUMBERED}</x:y></w:pPr>{shown("zz")}</w:p>',
        f'<w:p><m:oMath xmlns:m="{MATH}"><m:e><w:pPr>{NUMBERED}</w:pPr></m:e></m:oMath></w:p>',
        f"<w:p>{shown('zz')}<w:pPr>{NUMBERED}</w:pPr></w:p>",
        "<w:p><w:r><w:br/><w:rPr/></w:r></w:p>",
        "<w:p><w:unheard/></w:p>",
        "<w:unheard/>",
        "<w:p/><w:sectPr><w:cols w:num='2'/></w:sectPr>",
        "<w:p><w:bookmarkStart w:id='1' w:name='a'><w:pPr/></w:bookmarkStart>"
        "<w:bookmarkEnd w:id='1'/></w:p>",
        "<w:sdt><w:sdtContent><w:p/></w:sdtContent><w:sdtPr/></w:sdt>",
        "<w:sdt><w:sdtPr/><w:sdtPr/><w:sdtContent><w:p/></w:sdtContent></w:sdt>",
    ],
)
def test_what_programs_would_take_for_another_thing_is_refused(body: str) -> None:
    assert "misplaced" in codes_of(body)


def test_there_is_one_body() -> None:
    parts = frame_parts()
    twice = str(parts["word/document.xml"]).replace("</w:body>", "</w:body><w:body/>")
    assert "misplaced" in {
        code for code, _ in faults(zip_parts(parts | {"word/document.xml": twice}))
    }


def test_what_programs_write_in_equations_and_fields_passes() -> None:
    properties = '<m:ctrlPr><w:rPr><w:rFonts w:ascii="Cambria Math"/></w:rPr></m:ctrlPr>'
    equation = (
        f'<m:oMathPara xmlns:m="{MATH}"><m:oMath><m:f><m:fPr>{properties}</m:fPr><m:num><m:r>'
        "<w:rPr><w:i/></w:rPr><m:t>a</m:t></m:r></m:num><m:den/></m:f></m:oMath></m:oMathPara>"
    )
    equation = equation.replace(
        "<m:den/>",
        "<m:den><m:r><w:br/><w:lastRenderedPageBreak/><m:t>b</m:t></m:r><w:permStart w:id='1'/>"
        "<w:permEnd w:id='1'/></m:den>",
    )
    field = mark("begin") + said(" PAGE ") + mark("separate") + shown("1") + mark("end")
    body = f"<w:p>{equation}{field}</w:p>{SLOTS}"
    assert not check_docx(render_docx(sample_document(articles=1), small_frame(body)))


@pytest.mark.parametrize(
    "control",
    [
        "<w:sdt><w:sdtPr><w:label w:val='1'/><w:tabIndex w:val='2'/></w:sdtPr><w:sdtContent>"
        "<w:p/></w:sdtContent></w:sdt>",
        "<w:sdt><w:sdtPr/><w:bookmarkStart w:id='1' w:name='a'/><w:sdtContent><w:p/></w:sdtContent>"
        "<w:bookmarkEnd w:id='1'/></w:sdt>",
    ],
)
def test_what_newer_programs_write_in_controls_passes(control: str) -> None:
    assert Frame.compile(small_frame(control + SLOTS), name="x").slots


@pytest.mark.parametrize("number", ["1x", " 1", "+1", "2x", "1.0", "٢", ""])
@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_the_id_of_a_note_is_a_plain_number(number: str, kind: str) -> None:
    """LibreOffice takes 1x for 1, and shows the note of a clause under the mark of the frame."""
    body = f'<w:p><w:r><w:{kind}Reference w:id="{number}"/></w:r></w:p>{SLOTS}'
    assert "odd-number" in refused(body=body)


@pytest.mark.parametrize("direction", ["tbRl", "btLr", "tbRlV"])
@pytest.mark.parametrize("name", ["Clause Table", "Signature Table"])
def test_a_style_does_not_turn_all_cells(direction: str, name: str) -> None:
    """LibreOffice shows no table at all then."""
    turned = f'<w:tcPr><w:textDirection w:val="{direction}"/></w:tcPr>'
    assert refused(style_part=styles_with(name, turned)) == {"hidden"}
    based = styles_with(name, '<w:basedOn w:val="b"/>').replace(
        "</w:styles>",
        f'<w:style w:type="table" w:styleId="b"><w:name w:val="b"/>{turned}</w:style></w:styles>',
    )
    assert refused(style_part=based) == {"hidden"}


CHOICE = '<w:dropDownList><w:listItem w:displayText="Void: " w:value="a"/></w:dropDownList>'
EMPTY = "<w:bookmarkStart w:id='7' w:name='a'/><w:bookmarkEnd w:id='7'/>"


@pytest.mark.parametrize("list_", [CHOICE, CHOICE.replace("dropDownList", "comboBox")])
@pytest.mark.parametrize(
    ("inside", "stays"),
    [
        ("", False),
        ("<w:p/>", False),
        (f"<w:p>{shown('')}</w:p>", False),
        (f"<w:p><w:sdt><w:sdtPr/><w:sdtContent>{shown('x')}</w:sdtContent></w:sdt></w:p>", False),
        (paragraph("x"), False),
        (cells(paragraph("x")), False),
    ],
)
def test_choices_without_a_text_of_their_own_are_left_behind(
    inside: str, stays: bool, list_: str
) -> None:
    """LibreOffice prints the first of them in the next heading."""
    control = (
        f"<w:sdt><w:sdtPr>{list_}</w:sdtPr><w:sdtContent>{EMPTY}{inside}</w:sdtContent></w:sdt>"
    )
    made = unzip(render_docx(sample_document(articles=1), small_frame(control + SLOTS)))
    assert (b"Void" in made["word/document.xml"]) is stays
    runs = f"<w:sdt><w:sdtPr>{list_}</w:sdtPr><w:sdtContent>{shown('x')}</w:sdtContent></w:sdt>"
    made = unzip(render_docx(sample_document(articles=1), small_frame(f"<w:p>{runs}</w:p>{SLOTS}")))
    assert b"Void" in made["word/document.xml"]


def test_a_text_frame_does_not_end_a_section() -> None:
    """LibreOffice takes the clauses behind it for one paragraph."""
    framed = f"<w:p><w:pPr><w:framePr/>{SECTION}</w:pPr></w:p>"
    assert codes_of(framed) == {"misplaced"}


@pytest.mark.parametrize("kind", ["footnotes"])
def test_a_note_holds_no_control(kind: str) -> None:
    """LibreOffice does not open a document with one in a note that is not the first."""
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{shown('x')}</w:sdtContent></w:sdt>"
    notes = f'<w:footnote w:id="1"><w:p>{control}</w:p></w:footnote>'
    noted = '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    assert refused(body=SLOTS + noted, **{kind: notes}) == {"note-place"}


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\u200b", "\ufeff"])
def test_a_pattern_holds_no_sign_that_nobody_sees(sign: str) -> None:
    part = numbering().replace('w:val="%1.%2"', f'w:val="%1{sign}.%2"')
    assert "number-format" in refused(numbering_part=part)


def test_the_schema_knows_what_the_shipped_frames_hold() -> None:
    types = schema._types()
    assert {type_ for found in types.values() for type_ in found.values()} - types.keys() == {""}
    assert types["CT_PPr"].keys() - types["CT_PPrGeneral"].keys() == {"rPr", "sectPr"}
    assert "p" in types["CT_Body"]
