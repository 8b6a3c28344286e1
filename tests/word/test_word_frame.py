"""Every fault of a frame is told with its place, all together."""

from __future__ import annotations

import pytest
from lxml import etree
from word_faults import faults, one
from word_frames import (
    LISTS,
    SLOTS,
    cells,
    frame_parts,
    numbering,
    paragraph,
    small_frame,
    styles,
    unzip,
    zip_parts,
)  # fmt: skip
from word_samples import body, sample_document, small_document

from clausekit.errors import FrameError, UnknownName
from clausekit.model.kind import DocumentKind
from clausekit.word import Frame, load_frame, render_docx
from clausekit.word.names import REL
from clausekit.word.roles import ROLES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "house.docx, word/document.xml"
FIRST = f"{MAIN}, paragraph 1"


def test_a_sound_frame_says_what_it_has() -> None:
    frame = Frame.compile(
        small_frame(paragraph("{{ buyer_name|upper }}") + SLOTS), name="house.docx"
    )
    assert frame.facts == {"buyer_name"}
    assert frame.slots[0] == "contents"
    assert len(frame.slots) == 6


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("{{ buyer_nam }}", "unknown-name", "buyer_name"),
        ("{{p clause }}", "unknown-slot", "clauses"),
        ("{{ clauses }}", "slot-form", "{{p clauses }}"),
        ("{{p buyer_name }}", "fact-form", "without the p"),
        ("{{ buyer_name ", "broken-tag", "}}"),
        ("buyer_name }}", "broken-tag", "beginning"),
        ("{ buyer_name }", "broken-tag", "{{ buyer_name }}"),
        ("{% if buyer_name }", "broken-tag", "%}"),
        ("{{ buyer_name | }}", "broken-tag", ""),
        ("{{ }}", "broken-tag", ""),
        ("{{ a {{ buyer_name }}", "broken-tag", "}}"),
        ("{{ buyer_name|default(“x”) }}", "curly-quotes", "straight"),
        ("{{ buyer_name|default(‘x’) }}", "curly-quotes", "straight"),
        ("{{ buyer_name.__class__ }}", "forbidden", "may name a fact"),
        ("{{ buyer_name['__class__'] }}", "forbidden", "may name a fact"),
        ("{{ buyer_name.upper() }}", "forbidden", "may name a fact"),
        ("{{ range(10) }}", "forbidden", "may name a fact"),
        ("{{ 'x' * 1000000000 }}", "forbidden", "may name a fact"),
        ("{{ [buyer_name] }}", "forbidden", "may name a fact"),
        ("{{ buyer_name is defined }}", "forbidden", "may name a fact"),
        ("{{ buyer_name|attr('x') }}", "forbidden", "upper"),
        ("{{ buyer_name|safe }}", "forbidden", "upper"),
        ("{{- buyer_name }}", "forbidden", "may name a fact"),
        ("{{r buyer_name }}", "forbidden", "may name a fact"),
        ("{#r a remark #}", "forbidden", "may name a fact"),
        ("{#tc a remark #}", "forbidden", "may name a fact"),
        ("{% set x = 1 %}", "forbidden", "may name a fact"),
        ("{% include 'x' %}", "forbidden", "may name a fact"),
        ("{% import 'x' as y %}", "forbidden", "may name a fact"),
        ("{% extends 'x' %}", "forbidden", "may name a fact"),
        ("{% macro x() %}", "forbidden", "may name a fact"),
        ("{% for x in buyer_name %}", "forbidden", "may name a fact"),
        ("{% raw %}", "forbidden", "may name a fact"),
        ("{% cellbg buyer_name %}", "forbidden", "may name a fact"),
        ("{% if buyer_name %}", "condition", "endif"),
        ("{% endif %}", "condition", "if"),
        ("{% if buyer_name %}{% endif x %}", "broken-tag", ""),
        ("beside {%p if buyer_name %}", "beside-tag", "lost"),
        ("{%tr if buyer_name %}", "tag-place", ""),
    ],
)
def test_a_bad_tag_is_told_with_its_place(text: str, code: str, hint: str) -> None:
    with pytest.raises(FrameError) as caught:
        Frame.compile(small_frame(paragraph(text) + SLOTS), name="house.docx")
    fault = caught.value.faults[0]
    assert (fault.code, fault.where) == (f"frame.{code}", FIRST)
    assert hint in fault.hint


def test_all_faults_are_told_together() -> None:
    content = small_frame(
        paragraph("fine") + paragraph("{{ nobody }}") + SLOTS + paragraph("{{p clauses }}"),
        header=paragraph("{{ buyer.name }}"),
        footer=paragraph("{{p clauses }}"),
        custom="{{ what }}",
        style_part=styles(without=("Recital", "Strong")),
    )
    assert {(code, where) for code, where in faults(content)} == {
        ("unknown-name", f"{MAIN}, paragraph 2"),
        ("slot-twice", f"{MAIN}, paragraph 9"),
        ("forbidden", "house.docx, word/header1.xml, paragraph 1"),
        ("slot-place", "house.docx, word/footer1.xml, paragraph 1"),
        ("unknown-name", "house.docx, docProps/custom.xml, property lpwstr"),
        ("missing-style", "house.docx, word/styles.xml"),
        ("not-numbered", "house.docx, word/numbering.xml"),
    }


def test_a_tag_split_over_runs_is_whole() -> None:
    frame = small_frame(
        paragraph("{", "{ buy", "er_name |", " upper }", "}") + SLOTS.replace("{{p cl", "{{p  cl")
    )
    assert Frame.compile(frame, name="x").facts == {"buyer_name"}


def test_a_tag_split_over_paragraphs_is_told() -> None:
    content = small_frame(paragraph("{{ buyer_name") + paragraph("}} and") + SLOTS)
    assert one(content) == ("split-tag", FIRST)


@pytest.mark.parametrize(
    "body",
    [
        cells(paragraph("{{p clauses }}")) + paragraph("x"),
        paragraph("{%p if buyer_name %}") + paragraph("{{p clauses }}") + paragraph("{%p endif %}"),
    ],
)
def test_a_slot_stands_in_the_main_text_only(body: str) -> None:
    assert one(small_frame(body))[0] == "slot-place"


def test_the_slot_of_the_clauses_is_needed() -> None:
    assert one(small_frame(paragraph("{{p contents }}"))) == ("slot-missing", MAIN)


def test_a_slot_that_the_document_needs_is_needed() -> None:
    with pytest.raises(FrameError, match="preamble") as caught:
        render_docx(sample_document(), small_frame(paragraph("{{p clauses }}")))
    assert {fault.code for fault in caught.value.faults} == {"frame.slot-missing"}
    assert render_docx(small_document(), small_frame(paragraph("{{p clauses }}")))


@pytest.mark.parametrize(
    "slot",
    [
        paragraph("See {{p clauses }}"),
        "<w:p><w:r><w:t>{{p clauses }}</w:t></w:r><w:r><w:br/></w:r></w:p>",
        '<w:p><w:bookmarkStart w:id="1" w:name="x"/><w:r><w:t>{{p clauses }}</w:t></w:r></w:p>'
        '<w:p><w:bookmarkEnd w:id="1"/></w:p>',
    ],
)
def test_nothing_stands_beside_a_slot(slot: str) -> None:
    assert one(small_frame(slot)) == ("beside-tag", FIRST)


def test_breaks_beside_a_slot_get_a_paragraph_of_their_own() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    slot = paragraph("{{p clauses }}", properties="<w:sectPr/>").replace(
        "</w:pPr>", f"</w:pPr>{page}"
    )
    slot = slot.replace("</w:p>", f"{page}</w:p>")
    content = render_docx(small_document(body("Text")), small_frame(slot + paragraph("end")))
    root = etree.fromstring(unzip(content)["word/document.xml"])
    kinds = [
        "section" if child.find(f"{W}pPr/{W}sectPr") is not None
        else "break" if child.find(f"{W}r/{W}br") is not None
        else "".join(child.itertext())
        for child in root[0][:-1]
    ]  # fmt: skip
    assert kinds == ["break", "Text", "break", "section", "end"]


def test_a_bookmark_inside_a_slots_paragraph_does_no_harm() -> None:
    slot = (
        '<w:p><w:r><w:t>{{p clauses</w:t></w:r><w:bookmarkStart w:id="1" w:name="_GoBack"/>'
        '<w:bookmarkEnd w:id="1"/><w:r><w:t xml:space="preserve"> }}</w:t></w:r></w:p>'
    )
    assert render_docx(small_document(), small_frame(slot))


@pytest.mark.parametrize(
    "body",
    [
        paragraph("{% if buyer_name %}") + paragraph("{% endif %}"),
        paragraph("{%p if buyer_name %}") + cells(paragraph("{%p endif %}")) + paragraph("x"),
        paragraph("{%p if buyer_name %}") + paragraph("{% endif %}"),
    ],
)
def test_a_condition_stays_in_one_place(body: str) -> None:
    assert one(small_frame(body + SLOTS))[0] == "condition"


def test_conditions_work_in_text_paragraphs_and_rows() -> None:
    rows = (
        cells(paragraph("{%tr if supplier_name %}"))
        + cells(paragraph("row"))
        + cells(paragraph("{%tr endif %}"))
    )
    table = rows.replace("</w:tbl><w:tbl>", "").replace(
        '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="1000"/>'
        "</w:tblGrid>",
        "",
    )
    table = table.replace(
        "<w:tbl>",
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>'
        '<w:gridCol w:w="1000"/></w:tblGrid><w:tr><w:tc>' + paragraph("first") + "</w:tc></w:tr>",
    )
    body = (
        paragraph("A{% if supplier_name %}, {{ supplier_name }}{% else %}, nobody{% endif %}.")
        + paragraph("{%p if not supplier_name or buyer_name == 'x' %}")
        + paragraph("{# a note #}no supplier")
        + paragraph("{%p endif %}")
        + table
        + SLOTS
    )
    frame = small_frame(body)
    with_supplier = render_docx(small_document(facts={"supplier_name": "S"}), frame)
    without = render_docx(small_document(facts={"supplier_name": ""}), frame)
    assert text_of(with_supplier) == ["A, S.", "first", "row"]
    assert text_of(without) == ["A, nobody.", "no supplier", "first"]


def text_of(content: bytes) -> list[str]:
    from test_word_hostile import texts

    return [text for text in texts(content, "word/document.xml") if text]


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF {{ buyer_name }}'
        '</w:instrText><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        '<w:p><w:bookmarkStart w:id="1" w:name="{{ buyer_name }}"/><w:bookmarkEnd w:id="1"/></w:p>',
    ],
)
def test_tags_work_in_text_only(body: str) -> None:
    assert one(small_frame(body + SLOTS)) == ("tag-place", MAIN)


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:del w:id="1" w:author="Ana"><w:r><w:delText>{{ notice }}</w:delText></w:r>'
        "</w:del></w:p>",
        '<w:p><w:ins w:id="1" w:author="Ana"><w:r><w:t>{{ notice }}</w:t></w:r></w:ins></w:p>',
        '<w:p><w:pPr><w:rPr><w:ins w:id="1" w:author="Ana"/></w:rPr></w:pPr></w:p>',
        '<w:p><w:pPr><w:pPrChange w:id="1" w:author="Ana"><w:pPr/></w:pPrChange></w:pPr></w:p>',
    ],
)
def test_changes_that_nobody_accepted_are_refused(body: str) -> None:
    assert one(small_frame(body + SLOTS)) == ("tracked", MAIN)
    assert one(small_frame(header=body)) == ("tracked", "house.docx, word/header1.xml")


def test_remarks_and_names_of_people_do_not_come_with_a_frame() -> None:
    namespaces = f'xmlns:w="{W[1:-1]}"'
    comments = (
        f'<w:comments {namespaces}><w:comment w:id="0" w:author="Ana"><w:p><w:r><w:t>Not yet.</w:t>'
        "</w:r></w:p></w:comment></w:comments>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    parts = frame_parts(links=[("r9", "people", "people.xml")])
    links = "word/_rels/document.xml.rels"
    people = ROLES["people"]
    parts[links] = str(parts[links]).replace(f"{REL}/people", people.links[0])
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(
        "</Types>", f'<Override PartName="/word/people.xml" ContentType="{people.type}"/></Types>'
    )
    name = people.root[1:].replace("}people", "")
    parts["word/people.xml"] = f'<people xmlns="{name}"><person author="Ana"/></people>'
    printed = unzip(render_docx(small_document(), zip_parts(parts)))
    assert b"Ana" not in b"".join(printed.values())
    parts = frame_parts(links=[("r8", "comments", "comments.xml")])
    parts["word/comments.xml"] = comments
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        "</Types>", f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'
    )
    with pytest.raises(FrameError) as caught:
        Frame.compile(zip_parts(parts), name="house.docx")
    (fault,) = caught.value.faults
    assert (fault.code, fault.where) == ("frame.comment", "house.docx, word/comments.xml")
    assert "'Ana'" in fault.message
    assert "'Not yet.'" in fault.message


def test_a_finished_document_is_no_frame() -> None:
    content = render_docx(sample_document())
    with pytest.raises(FrameError) as caught:
        render_docx(sample_document(), content)
    (fault,) = caught.value.faults
    assert (fault.code, fault.where) == ("frame.finished", "template")


def test_tags_in_parts_without_tags_are_told() -> None:
    parts = frame_parts()
    parts["word/charts/chart1.xml"] = "<c>{{ buyer_name }}</c>"
    assert one(zip_parts(parts)) == ("tag-place", "house.docx, word/charts/chart1.xml")


def test_braces_of_several_paragraphs_are_text() -> None:
    said = ["a {", "{ 'x' * 9999999999 }", "} b", "c {", "# stays", "#", "} d"]
    printed = render_docx(small_document(), small_frame("".join(map(paragraph, said)) + SLOTS))
    assert text_of(printed)[: len(said)] == said


def test_a_condition_that_tears_the_markup_is_told() -> None:
    body = (
        "<w:p><w:r><w:t>{% if supplier_name %}</w:t></w:r><w:hyperlink><w:r><w:t>x{% endif %}"
        "</w:t></w:r></w:hyperlink></w:p>"
    )
    assert one(small_frame(body + SLOTS))[0] == "condition"


def test_missing_styles_come_with_the_nearest() -> None:
    extra = '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="Recitals"/></w:style>'
    extra += '<w:style w:type="paragraph" w:styleId="y"><w:name w:val="Strong"/></w:style>'
    part = styles(without=("Small Print", "Table Text", "Strong"), extra=extra)
    with pytest.raises(FrameError) as caught:
        Frame.compile(small_frame(style_part=part), name="house.docx")
    assert [fault.code for fault in caught.value.faults] == ["frame.missing-style"] * 3
    assert "Table Heading" in str(caught.value)
    assert "paragraph style of that name" in str(caught.value)


def test_names_of_styles_ignore_case() -> None:
    part = styles().replace('"heading 1"', '"Heading 1"').replace('"toc 1"', '"TOC 1"')
    assert Frame.compile(small_frame(style_part=part), name="x")


@pytest.mark.parametrize(
    ("lists", "code"),
    [
        ({1: LISTS[1], 2: LISTS[2], 3: LISTS[3]}, "not-numbered"),
        ({**LISTS, 3: (LISTS[3][0], LISTS[3][2], LISTS[3][1])}, "numbering-list"),
        ({**LISTS, 4: (("Recital", "chicago", "%1"),)}, "number-format"),
    ],
)
def test_lists_are_bound_as_the_numbers_need(lists: dict[int, object], code: str) -> None:
    content = small_frame(numbering_part=numbering(lists))  # type: ignore[arg-type]
    assert (code, "house.docx, word/numbering.xml") in faults(content)


def test_a_list_does_not_restart_by_a_rule_of_its_own() -> None:
    part = numbering().replace(
        '<w:lvlText w:val="(%3)"/>', '<w:lvlRestart w:val="0"/><w:lvlText w:val="(%3)"/>'
    )
    assert one(small_frame(numbering_part=part))[0] == "number-restart"


@pytest.mark.parametrize(
    "own",
    [
        paragraph("Own article", style="heading 2"),
        paragraph("Own", properties='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>'),
        cells(paragraph("Own step", style="Ladder Step")) + paragraph("x"),
    ],
)
def test_the_frames_own_text_takes_no_number_of_the_clauses(own: str) -> None:
    assert one(small_frame(own + SLOTS)) == ("numbered-text", FIRST)


def test_a_text_box_may_stand_twice() -> None:
    box = (
        '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        '<w:bookmarkStart w:id="1" w:name="a"/>'
        + paragraph("{{ buyer_name }}")
        + '<w:bookmarkEnd w:id="1"/></w:txbxContent></v:textbox></v:shape></w:pict>'
    )
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    twice = (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice Requires="w">{box}'
        f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert render_docx(small_document(), small_frame(twice + SLOTS))


def test_shipped_frames_are_found_by_language() -> None:
    frame = load_frame(DocumentKind.TENDER_ANNEX, "es")
    assert frame is load_frame(DocumentKind.TENDER_ANNEX, "es")
    with pytest.raises(UnknownName, match="'es'"):
        load_frame(DocumentKind.TENDER_ANNEX, "ess")
