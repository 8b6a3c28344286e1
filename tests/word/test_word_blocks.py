"""What the writer prints: styles, numbers, references, notes, tables, places to fill in."""

from __future__ import annotations

import io
import re

import docx
import pytest
from lxml import etree
from word_frames import (
    LISTS,
    SLOTS,
    numbering,
    paragraph,
    small_frame,
    styles,
    unzip,
)
from word_reading import W, styled, tree
from word_samples import (
    article,
    body,
    cell,
    heading,
    sample_document,
    schedules,
    signatures,
    small_document,
)  # fmt: skip

from clausekit.errors import DocumentError
from clausekit.model.document import (
    Blank,
    CheckBox,
    Column,
    CrossReference,
    Footnote,
    Paragraph,
    Signatory,
    SignatureBlock,
    Slot,
    Table,
)  # fmt: skip
from clausekit.word import check_docx, load_frame, render_docx

FRAME = small_frame()


def test_every_role_has_its_style() -> None:
    content = render_docx(sample_document(articles=2), FRAME)
    assert styled(content, "heading 1") == ["General", "Conduct"]
    assert styled(content, "heading 2") == ["Article about subject 1", "Article about subject 2"]
    assert styled(content, "Schedule Heading") == ["Verification", "Remedy ladders"]
    assert styled(content, "Ladder Heading") == ["Standard ladder", "Urgent ladder"]
    assert styled(content, "Plain Heading") == ["Particulars", "Preamble", "Signatures"]
    assert styled(content, "Recital") == ["The Buyer owes respect.", "The Supplier too."]
    assert styled(content, "Clause Item")[:2] == ["pay wages on time;",
                                                  "keep records, mutatis mutandis."]  # fmt: skip
    assert styled(content, "Definition") == ["“Worker” means a person."]
    assert styled(content, "Verification Note") == ["How it is verified: worker interviews."] * 2
    assert styled(content, "Ladder Step") == ["Talk.", "Plan.", "Protect."]
    assert styled(content, "Body Text") == ["What is measured, and how."]
    assert "Clause" in styled(content, "Table Heading")
    assert "100 %" in styled(content, "Table Text")


def test_references_are_fields_with_the_number_cached() -> None:
    content = render_docx(sample_document(articles=3), FRAME)
    document = unzip(content)["word/document.xml"].decode()
    fields = re.findall(
        r'fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> REF (\S+) \\w \\h '
        r'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r>'
        r'<w:t xml:space="preserve">([^<]*)</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/>',
        document,
    )
    assert [number for _, number in fields] == ["2", "1.2", "B.1", "3", "2.2", "B.1", "3", "3.2",
                                                "B.1"]  # fmt: skip
    for name, _ in fields:
        assert re.fullmatch(r"_Ref_[A-Za-z0-9_]{1,35}", name)
        assert document.count(f'w:name="{name}"') == 1


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {2: (("heading 2", "decimal", "Article %1."), *LISTS[2][1:])},
            ["Article 2", "1.2", "B.1"],
        ),
        (
            {2: (LISTS[2][0], ("Clause Paragraph", "lowerLetter", "(%2)"), LISTS[2][2])},
            ["2", "1.(b)", "B.1"],
        ),
        (
            {2: (LISTS[2][0], ("Clause Paragraph", "lowerRoman", "%2."), LISTS[2][2])},
            ["2", "1.ii", "B.1"],
        ),
        (
            {3: (LISTS[3][0], ("Ladder Heading", "upperRoman", "%1 – %2:"), LISTS[3][2])},
            ["2", "1.2", "B – I:"],
        ),
    ],
)
def test_references_follow_the_formats_of_the_frame(
    changes: dict[int, tuple[tuple[str, str, str], ...]], expected: list[str]
) -> None:
    frame = small_frame(numbering_part=numbering({**LISTS, **changes}))
    document = unzip(render_docx(sample_document(articles=2), frame))["word/document.xml"].decode()
    cached = re.findall(r'separate"/></w:r><w:r><w:t xml:space="preserve">([^<]*)</w:t></w:r><w:r>'
                        r'<w:fldChar', document)  # fmt: skip
    assert cached[:3] == expected


def test_footnotes_are_real_and_go_on_after_the_frames_own() -> None:
    own = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="7">' + paragraph("own") + "</w:footnote>"
    )
    mark = '<w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
    content = render_docx(
        small_document(body("a", Footnote(content=("one",)), "b", Footnote(content=("two",)))),
        small_frame(mark + SLOTS, footnotes=own),
    )
    notes = tree(content, "word/footnotes1.xml")
    assert [note.get(f"{W}id") for note in notes] == ["0", "7", "8", "9"]
    assert "".join(notes[2].itertext()) == " one"
    assert next(notes[2].iter(f"{W}footnoteRef")) is not None
    marks = [mark.get(f"{W}id") for mark in tree(content).iter(f"{W}footnoteReference")]
    assert marks == ["7", "8", "9"]


def test_blanks_are_content_controls() -> None:
    blank = Blank(key="supplier.name", label="name of the supplier")
    date = Blank(key="start" * 20, label="date" * 30, date=True)
    content = render_docx(
        small_document(body(blank, blank, date), word_language="es-CL", language="es-CL"), FRAME
    )
    controls = list(tree(content).iter(f"{W}sdt"))
    ids = {control.find(f"{W}sdtPr/{W}id").get(f"{W}val") for control in controls}
    assert len(ids) == 3
    assert all(0 < int(number) < 2**31 for number in ids)
    first, _, last = controls
    assert first.find(f"{W}sdtPr/{W}alias").get(f"{W}val") == "name of the supplier"
    assert first.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == "supplier.name"
    assert "".join(first.itertext()) == "[name of the supplier]"
    assert last.find(f"{W}sdtPr/{W}date/{W}lid").get(f"{W}val") == "es-CL"
    assert last.find(f"{W}sdtPr/{W}date/{W}dateFormat").get(f"{W}val") == "d 'de' MMMM 'de' yyyy"
    assert len(last.find(f"{W}sdtPr/{W}tag").get(f"{W}val")) == 64
    assert len(last.find(f"{W}sdtPr/{W}alias").get(f"{W}val")) == 64


def test_signatories_stand_two_abreast() -> None:
    third = Signatory(role="For the workers", lines=(("Name", ("Ana",)),))
    (block,) = signatures()
    assert isinstance(block, SignatureBlock)
    block = SignatureBlock(title="Sign", signatories=(*block.signatories, third))
    content = render_docx(small_document(block), small_frame(paragraph("{{p clauses }}")))
    table = docx.Document(io.BytesIO(content)).tables[0]
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert texts[0] == ["For the Buyer", "For the Buyer", "For X", "For X"]
    assert [row[0] for row in texts] == ["For the Buyer", "Name", "Date", "Signature",
                                         "For the workers", "Name"]  # fmt: skip
    assert check_docx(content) == ()


def test_paper_is_set_in_every_section_and_orientation_stays() -> None:
    landscape = (
        '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape" w:code="9"/>'
        '<w:pgMar w:left="1000" w:right="1000" w:gutter="100"/></w:sectPr></w:pPr></w:p>'
    )
    first = SLOTS.replace(paragraph("{{p signatures }}"), "")
    frame = small_frame(first + landscape + paragraph("{{p signatures }}"), section="<w:sectPr/>")
    content = render_docx(sample_document(paper="letter"), frame)
    sizes = [dict(size.attrib) for size in tree(content).iter(f"{W}pgSz")]
    assert sizes == [
        {f"{W}w": "15840", f"{W}h": "12240", f"{W}orient": "landscape"},
        {f"{W}w": "12240", f"{W}h": "15840"},
    ]
    grids = [
        sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol"))
        for table in tree(content).iter(f"{W}tbl")
    ]
    assert grids == [15840 - 2100] * 4 + [12240 - 2880]


def test_the_language_is_set_in_styles_settings_and_the_frames_own_runs() -> None:
    runs = "".join(
        f'<w:p><w:r><w:rPr><w:lang w:val="{language}"/></w:rPr><w:t>x</w:t></w:r></w:p>'
        for language in ("en-US", "fr-FR")
    )
    extra = (
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="x"/><w:rPr><w:lang '
        'w:val="en-US"/></w:rPr></w:style>'
    )
    frame = small_frame(
        runs + SLOTS,
        style_part=styles(extra=extra),
        settings='<w:updateFields w:val="true"/><w:themeFontLang w:val="en-US"/>',
    )
    parts = unzip(render_docx(small_document(word_language="en-NZ"), frame))
    assert re.findall(r'w:lang w:val="([^"]+)"', parts["word/styles.xml"].decode()) == ["en-NZ"] * 2
    # The frame's own has none of its own any more, and takes that of the styles.
    assert re.findall(r"<w:lang[^>]*>", parts["word/document.xml"].decode()) == [
        "<w:lang/>",
        '<w:lang w:val="fr-FR"/>',
    ]
    assert b'themeFontLang w:val="en-NZ"' in parts["word/settings.xml"]
    assert b"updateFields" not in parts["word/settings.xml"]


def test_a_frame_without_a_language_gets_one() -> None:
    part = re.sub("<w:docDefaults>.*</w:docDefaults>", "", styles())
    parts = unzip(render_docx(small_document(), small_frame(style_part=part)))
    assert (
        b'<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/>' in parts["word/styles.xml"]
    )


def test_origin_and_properties_are_written() -> None:
    parts = unzip(render_docx(sample_document(), FRAME))
    origin = etree.fromstring(parts["customXml/item1.xml"])
    assert origin.tag == "{urn:clausekit:provenance:1}provenance"
    assert dict(origin.attrib) == {"kind": "tender-annex", "language": "en", "library": "0.1.0",
                                   "tender": "a" * 64, "text": "b" * 64}  # fmt: skip
    assert [dict(clause.attrib) for clause in origin] == [
        {"id": "fl.fees", "version": "1.0.0"},
        {"id": "cl.age", "version": "1.2.0"},
    ]
    assert b"dcterms" not in parts["docProps/core1.xml"]


def test_a_finished_document_serves_as_a_frame_without_its_origin() -> None:
    finished = render_docx(sample_document(), small_frame(paragraph("Letterhead") + SLOTS))
    parts = unzip(finished)
    again = parts["word/document.xml"].decode()
    start, end = again.index("<w:sdt>"), again.index("<w:sectPr>")
    parts["word/document.xml"] = (again[:start] + SLOTS + again[end:]).encode()
    parts["word/footnotes1.xml"] = re.sub(
        b'<w:footnote w:id="[1-9].*</w:footnote>', b"", parts["word/footnotes1.xml"]
    )
    from word_frames import zip_parts

    result = unzip(render_docx(sample_document(), zip_parts(dict(parts))))
    assert sum(b"urn:clausekit:provenance:1" in part for part in result.values()) == 2


def test_a_paragraph_without_a_number_takes_none_from_its_style() -> None:
    content = render_docx(
        small_document(
            heading("article", "One", "1", "x.y"),
            body("Unnumbered", role="numbered"),
            body("Numbered", role="numbered", number="1.1"),
        ),
        FRAME,
    )
    bare = [p for p in tree(content).iter(f"{W}p") if p.find(f"{W}pPr/{W}numPr") is not None]
    assert ["".join(p.itertext()) for p in bare] == ["Unnumbered"]


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ((body(CrossReference(target="sub.a9", number="9")),), "reference"),
        ((body("x", anchor="plain"), body(CrossReference(target="plain", number=""))), "reference"),
        (
            (*article(1, 1), body(CrossReference(target="sub.a1", number="2")), *schedules()),
            "reference",
        ),
        ((heading("article", "x", "2"),), "number"),
        ((heading("article", "x", "1"), body("y", role="numbered", number="1.2")), "number"),
        ((heading("schedule", "x", "B"),), "number"),
        ((body("x", anchor="a"), body("y", anchor="a")), "anchor"),
        (
            (Table(title="t", description="", columns=(Column(header="h", share=50),), rows=()),),
            "table",
        ),
    ],
)
def test_a_tree_that_contradicts_itself_is_refused(
    blocks: tuple[Paragraph, ...], code: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        render_docx(small_document(*blocks), FRAME)
    assert {fault.code for fault in caught.value.faults} == {f"document.{code}"}
    assert caught.value.where.startswith("clauses, block ")


def test_a_reference_to_nowhere_names_the_nearest_place() -> None:
    blocks = (*article(1, 1), *schedules(), body(CrossReference(target="sub.b1", number="1")))
    with pytest.raises(DocumentError, match=r"sub\.a1"):
        render_docx(small_document(*blocks), FRAME)


@pytest.mark.parametrize("code", ["en", "es", "fr", "pt"])
@pytest.mark.parametrize("kind", ["supplier-code", "tender-annex"])
def test_shipped_frames_take_every_block(kind: str, code: str) -> None:
    frame = load_frame(kind, code)  # type: ignore[arg-type]
    sections = {
        slot: blocks
        for slot, blocks in sample_document().sections.items()
        if slot.value in frame.slots
    }
    content = render_docx(sample_document(kind=kind, language=code, sections=sections))
    assert check_docx(content) == ()
    assert docx.Document(io.BytesIO(content)).core_properties.language == "en-GB"


W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def test_a_box_to_tick_is_words_own_check_box_and_empty() -> None:
    table = Table(
        title="Answers",
        description="",
        columns=(Column(header="", share=40), Column(header="", share=60)),
        rows=((cell("Met?"), cell(CheckBox(key="met.yes", label="yes"), "\u00a0yes")),),
        headed=False,
    )
    content = render_docx(small_document(sections={Slot.CLAUSES: (table, body("After"))}), FRAME)
    assert check_docx(content) == ()
    (box,) = tree(content).iter(f"{W14}checkbox")
    assert box.find(f"{W14}checked").get(f"{W14}val") == "0"
    control = box.getparent().getparent()
    assert control.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == "met.yes"
    assert "".join(control.itertext(f"{W}t")) == "\N{BALLOT BOX}"


@pytest.mark.parametrize(
    "field",
    [
        '<w:fldSimple w:instr="SET {} &quot;WRONG&quot;"/>',
        '<w:fldSimple w:instr="SEQ {} \\r 77"/>',
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{}"/></w:ffData>'
        "</w:fldChar></w:r><w:r><w:instrText>FORMTEXT</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ],
)
def test_no_field_of_the_frame_takes_the_name_of_a_bookmark(field: str) -> None:
    def names(frame: bytes) -> set[str]:
        document = unzip(render_docx(sample_document(articles=2), frame))["word/document.xml"]
        return set(re.findall(r'bookmarkStart [^>]*w:name="(_Ref[^"]*)"', document.decode()))

    taken = sorted(names(small_frame()))[0]
    for name in (taken, taken.upper()):
        assert taken not in names(small_frame(f"<w:p>{field.format(name)}</w:p>{SLOTS}"))
