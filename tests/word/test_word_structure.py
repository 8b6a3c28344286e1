"""Text stands where every program looks for it, or the template is refused."""

from __future__ import annotations

import pytest
from test_word_hostile import texts
from test_word_leaving import STORE, control, with_data
from word_faults import codes_of, faults
from word_frames import SLOTS, W, cells, frame_parts, paragraph, small_frame, unzip, zip_parts
from word_samples import sample_document, small_document

from clausekit.word import render_docx

TEXT = "<w:r><w:t>x</w:t></w:r>"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
VML = "urn:schemas-microsoft-com:vml"


@pytest.mark.parametrize(
    "body",
    [
        f"<w:foo><w:p>{TEXT}</w:p></w:foo>",
        f'<x:y xmlns:x="urn:x"><w:sdtContent><w:p>{TEXT}</w:p></w:sdtContent></x:y>',
        f"<w:p><w:pPr><w:p>{TEXT}</w:p></w:pPr></w:p>",
        "<w:p><w:t>x</w:t></w:p>",
        f"<w:p><w:r>{TEXT}</w:r></w:p>",
        f"<w:tbl><w:tr><w:p>{TEXT}</w:p></w:tr></w:tbl>",
        f"<w:tbl><w:tblGrid><w:p>{TEXT}</w:p></w:tblGrid></w:tbl>",
        "<w:p><w:r><w:t>x<w:b/></w:t></w:r></w:p>",
        '<w:p><w:bookmarkStart w:id="1" w:name="b"><w:r/></w:bookmarkStart></w:p>',
        '<w:p><w:r><instrText xmlns="">x</instrText></w:r></w:p>',
        f'<w:p><w:r><w:pict><x:txbxContent xmlns:x="urn:x"><w:p>{TEXT}</w:p></x:txbxContent>'
        "</w:pict></w:r></w:p>",
        f'<w:p><w:r><w:drawing><a:ext xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f"<w:txbxContent><w:p>{TEXT}</w:p></w:txbxContent></a:ext></w:drawing></w:r></w:p>",
        f'<w:p xmlns:w="{W}"><x:r xmlns:x="{W}" xmlns:w="urn:w"/></w:p>',
    ],
)
def test_text_where_the_format_has_no_place_for_it_is_refused(body: str) -> None:
    assert "misplaced" in codes_of(body)


@pytest.mark.parametrize(
    "body",
    [
        f"<w:sdt><w:sdtContent><w:p>{TEXT}</w:p></w:sdtContent></w:sdt>",
        f"<w:p><w:sdt><w:sdtContent>{TEXT}</w:sdtContent></w:sdt></w:p>",
        f'<w:p><w:hyperlink w:anchor="_top">{TEXT}</w:hyperlink></w:p>',
        f"<w:p><w:smartTag>{TEXT}</w:smartTag><w:bdo>{TEXT}</w:bdo><w:dir>{TEXT}</w:dir></w:p>",
        f"<w:p><w:r><w:ruby><w:rt>{TEXT}</w:rt><w:rubyBase>{TEXT}</w:rubyBase></w:ruby></w:r></w:p>",
        cells(paragraph("x"), cells(paragraph("y")) + paragraph("z")),
        f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc><w:p>{TEXT}</w:p></w:tc></w:tr></w:sdtContent>"
        "</w:sdt></w:tbl>",
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="wps"><w:drawing>'
        f'<s:wsp xmlns:s="{WPS}"><s:txbx><w:txbxContent><w:p>{TEXT}</w:p></w:txbxContent></s:txbx>'
        "<s:bodyPr/></s:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:shape xmlns:v="{VML}"><v:textbox><w:txbxContent><w:p>{TEXT}</w:p></w:txbxContent>'
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    ],
)
def test_text_where_programs_write_it_passes(body: str) -> None:
    assert render_docx(sample_document(articles=1), small_frame(body + SLOTS))


def test_what_stands_inside_is_told_with_what_holds_it() -> None:
    body = f"<w:p><w:pPr><w:p>{TEXT}{TEXT}</w:p></w:pPr></w:p>"
    assert [code for code, _ in faults(small_frame(body + SLOTS))] == ["misplaced"]


@pytest.mark.parametrize("prefix", ["x", "ns0"])
def test_another_name_for_the_vocabulary_is_refused(prefix: str) -> None:
    # What is written into the part later calls it w.
    parts = frame_parts(header="<w:p/>")
    header = f'<{prefix}:hdr xmlns:{prefix}="{W}"><{prefix}:p/></{prefix}:hdr>'
    assert [code for code, _ in faults(zip_parts(parts | {"word/header1.xml": header}))] == [
        "misplaced"
    ]


IF, END = "{%p if supplier_name == 'Nobody' %}", "{%p endif %}"


@pytest.mark.parametrize(
    "content",
    [
        small_frame(header=paragraph(IF) + paragraph("x") + paragraph(END)),
        small_frame(header=paragraph("{#p a remark #}")),
        small_frame(cells(paragraph(IF) + paragraph("x") + paragraph(END)) + SLOTS),
        small_frame(cells(paragraph("x") + paragraph(IF) + cells(paragraph("y")) + paragraph(END))
                    + SLOTS),
        small_frame("<w:tbl>" + "".join(
            f"<w:tr><w:tc>{paragraph(said)}</w:tc></w:tr>"
            for said in ("{%tr if supplier_name %}", "x", "{%tr endif %}")
        ) + "</w:tbl>" + SLOTS),
        small_frame("<w:sdt><w:sdtContent>" + paragraph(IF) + paragraph("x") + paragraph(END)
                    + "</w:sdtContent></w:sdt>" + SLOTS),
    ],
)  # fmt: skip
def test_a_condition_leaves_nothing_empty_that_word_needs_filled(content: bytes) -> None:
    assert {code for code, _ in faults(content)} == {"condition"}


def test_a_condition_beside_another_paragraph_passes() -> None:
    conditional = paragraph(IF) + paragraph("x") + paragraph(END)
    content = small_frame(
        cells(conditional + paragraph("y")) + SLOTS, header=conditional + paragraph("z")
    )
    assert render_docx(sample_document(articles=1), content)


def test_a_tag_in_a_control_that_is_bound_to_data_is_refused() -> None:
    # Readers print the data, and not the fact.
    bound = control("<w:text/>").replace("said", "{{ supplier_name }}")
    assert {code for code, _ in faults(zip_parts(with_data("<x/>", bound + SLOTS)))} == {
        "tag-place"
    }


def test_a_control_for_properties_that_are_written_anew_keeps_its_text() -> None:
    store = "{6668398D-A668-4E3E-A5EB-62B293D839F1}"
    bound = control("<w:text/>").replace(STORE.lower(), store)
    printed = unzip(render_docx(sample_document(articles=1), small_frame(bound + SLOTS)))
    assert b"dataBinding" not in printed["word/document.xml"]
    assert b">said<" in printed["word/document.xml"]


@pytest.mark.parametrize("rows", [False, True])
def test_one_of_two_branches_stays(rows: bool) -> None:
    form = "tr" if rows else "p"
    inside = "".join(
        f"<w:tr><w:tc>{paragraph(said)}</w:tc></w:tr>" if rows else paragraph(said)
        for said in (f"{{%{form} if notice %}}", "a", f"{{%{form} else %}}", "b",
                     f"{{%{form} endif %}}")
    )  # fmt: skip
    body = f"<w:tbl>{inside}</w:tbl>" if rows else cells(inside)
    assert render_docx(sample_document(articles=1), small_frame(body + SLOTS))


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:txbxContent><w:p/></w:txbxContent></w:p>",
        "<w:txbxContent><w:p/></w:txbxContent>",
        "<w:hdr><w:p/></w:hdr>",
        "<w:p><w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt></w:p>",
        "<w:tbl><w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt></w:tbl>",
        "<w:p><w:rt><w:r/></w:rt></w:p>",
        f"<w:p><w:r><w:sdt><w:sdtContent>{TEXT}</w:sdtContent></w:sdt></w:r></w:p>",
        f"<w:p><w:sdt>{TEXT}</w:sdt></w:p>",
        f"<w:sdt><w:p>{TEXT}</w:p></w:sdt>",
        "<w:sdt><w:sdtContent><w:p/></w:sdtContent><w:sdtContent><w:p/></w:sdtContent></w:sdt>",
        f'<w:p><mc:AlternateContent xmlns:mc="{MC}">{TEXT}</mc:AlternateContent></w:p>',
        f'<w:p><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice/><mc:Choice>{TEXT}</mc:Choice>'
        "</mc:AlternateContent></w:p>",
        "<w:p><w:r><w:t>a</w:t>stray</w:r></w:p>",
        "<w:p>stray<w:r/></w:p>",
        "<w:p><w:r>stray<w:t>a</w:t></w:r></w:p>",
        "<w:p><w:pPr>stray</w:pPr></w:p>",
        cells("<w:p/>").replace("<w:tbl>", "<w:tbl>stray"),
        "stray<w:p/>",
        '<x:a xmlns:x="urn:x"/>stray<w:p/>',
        '<x:a xmlns:x="urn:x">stray<x:b/></x:a><w:p/>',
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="w16se"/>'
        "<mc:Fallback>stray</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        '<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>stray'
        "</v:textbox></v:rect></w:pict></w:r></w:p>",
        f'<w:p><m:oMath xmlns:m="{MATH}"><m:r>stray<m:t>x</m:t></m:r></m:oMath></w:p>',
        f'<w:p><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice><w:p/></mc:Choice>'
        "</mc:AlternateContent></w:p>",
        f'<w:p><m:oMath xmlns:m="{MATH}"><m:r><w:instrText>x</w:instrText></m:r></m:oMath></w:p>',
    ],
)
def test_what_holds_text_has_its_place_too(body: str) -> None:
    assert "misplaced" in codes_of(body)


def test_letters_in_the_part_itself_are_misplaced() -> None:
    header = frame_parts(header=paragraph("x"))
    name = "word/header1.xml"
    header[name] = str(header[name]).replace("<w:p>", "stray<w:p>", 1)
    assert "stray<w:p>" in header[name]
    assert faults(zip_parts(header)) == [("misplaced", f"house.docx, {name}")]


def test_letters_before_paragraphs_that_tags_replace_are_not_written_anew_for_each() -> None:
    """It took minutes, and the letters stayed."""
    tags = (paragraph("{%p if notice %}") + paragraph("{%p endif %}")) * 900
    assert codes_of("a" * 8_000_000 + tags) == {"misplaced"}


@pytest.mark.parametrize(
    "inside",
    [
        f'<w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="w16se"/><mc:Fallback>'
        "<w:t>☺</w:t></mc:Fallback></mc:AlternateContent></w:r>",
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>a</w:t></w:r></w:rt><w:rubyBase/></w:ruby></w:r>",
        '<w:sdt><w:sdtPr><w:placeholder><w:docPart w:val="1F"/></w:placeholder></w:sdtPr>'
        f"<w:sdtContent>{TEXT}</w:sdtContent></w:sdt>",
        f'<m:oMath xmlns:m="{MATH}"><w:r><w:t>if</w:t></w:r><m:r><m:t>x</m:t></m:r></m:oMath>',
    ],
)
def test_what_programs_write_for_signs_and_equations_passes(inside: str) -> None:
    frame = small_frame(f"<w:p>{inside}</w:p>{SLOTS}")
    assert render_docx(sample_document(articles=1), frame)


def test_a_tag_in_two_forms_of_a_choice_is_refused() -> None:
    body = (
        f'<w:p><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="wps"><w:r><w:t>'
        "{{ supplier_</w:t></w:r></mc:Choice></mc:AlternateContent><w:r><w:t>name }}</w:t></w:r>"
        "</w:p>"
    )
    assert codes_of(body) == {"broken-tag", "misplaced"}


def test_every_private_character_is_a_character() -> None:
    said = "".join(map(chr, range(0xE000, 0xF8FF)))
    assert codes_of(paragraph(said)) == {"forbidden"}
    printed = render_docx(small_document(), small_frame(paragraph(said[1:]) + SLOTS))
    assert said[1:] in texts(printed, "word/document.xml")


def test_a_long_name_of_a_part_is_refused() -> None:
    content = zip_parts(frame_parts() | {f"word/{'a' * 300}.xml": "<x/>"})
    assert {code for code, _ in faults(content)} == {"unsafe-name"}


def test_choices_do_not_lie_deep_in_each_other() -> None:
    inside = '<v:f xmlns:v="urn:schemas-microsoft-com:vml"/>'
    for _ in range(7):
        inside = (
            f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="wps">{inside}</mc:Choice>'
            "</mc:AlternateContent>"
        )
    assert "misplaced" in codes_of(f"<w:p><w:r><w:pict>{inside}</w:pict></w:r></w:p>")
