"""Fields are read as the strictest reader would, and where readers differ they are refused."""

from __future__ import annotations

import pytest
from word_faults import codes_of, faults
from word_frames import SLOTS, mark, paragraph, said, shown, small_frame, unzip
from word_samples import sample_document

from clausekit.word import render_docx
from clausekit.word.marks import read_fields
from clausekit.word.markup import parse_part

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EVIL = '<w:r><w:instrText xml:space="preserve">DDEAUTO cmd "/k"</w:instrText></w:r>'


def nested(instruction: str, result: str = "1") -> str:
    return mark("begin") + said(instruction) + mark("separate") + shown(result) + mark("end")


def field(instruction: str) -> str:
    return f"<w:p>{mark('begin')}{instruction}{mark('separate')}{shown('x')}{mark('end')}</w:p>"


@pytest.mark.parametrize(
    "decoy",
    [
        f'<x:y xmlns:x="urn:x">{said("PAGE ")}</x:y>',
        f'<w:r><x:y xmlns:x="urn:x">{said("PAGE ")[5:-6]}</x:y></w:r>',
        '<w:r><instrText xmlns="">PAGE </instrText></w:r>',
        "<w:r><w:rPr><w:instrText>PAGE </w:instrText></w:rPr></w:r>",
        "<w:pPr><w:rPr><w:instrText>PAGE </w:instrText></w:rPr></w:pPr>",
        '<w:r><w:drawing><a:ext xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        "<w:instrText>PAGE </w:instrText></a:ext></w:drawing></w:r>",
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><w:instrText>PAGE '
        "</w:instrText></v:shape></w:pict></w:r>",
        "<w:r><w:delInstrText>PAGE </w:delInstrText></w:r>",
        "<w:r><w:delText>PAGE </w:delText></w:r>",
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>'
        "PAGE </m:t></m:r></m:oMath>",
        f"<w:sdt><w:sdtContent>{shown('PAGE ')}</w:sdtContent></w:sdt>",
        '<x:txbxContent xmlns:x="urn:x"><w:p><w:r><w:fldChar w:fldCharType="separate"/></w:r></w:p>'
        "</x:txbxContent>",
        '<w:r><fldChar xmlns="" fldCharType="separate"/></w:r>',
        '<w:r><w:fldChar fldCharType="begin" w:fldCharType="separate"/></w:r>',
        "<w:r><w:rPr><w:t>PAGE </w:t></w:rPr></w:r>",
        '<w:r><w:rPr><z:x xmlns:z="urn:z"><w:t>PAGE </w:t></z:x></w:rPr></w:r>',
        '<w:bookmarkStart w:id="77" w:name="b"><w:t>PAGE </w:t></w:bookmarkStart>',
        "<w:t>PAGE </w:t>",
        "<w:r><w:tab><w:t>PAGE </w:t></w:tab></w:r>",
        "<w:r><w:r><w:t>PAGE </w:t></w:r></w:r>",
        f"<w:hyperlink>{said('PAGE ')}</w:hyperlink>",
        f"<w:smartTag>{shown('PAGE ')}</w:smartTag>",
        shown("PAGE "),
        f"<w:proofErr><w:p>{said('PAGE ')}</w:p></w:proofErr>",
        f"<w:r><w:tab><w:p>{said('PAGE ')}</w:p></w:tab></w:r>",
        "<w:r><w:instrText><w:x/>PAGE </w:instrText></w:r>",
    ],
)
def test_what_readers_pass_over_hides_no_instruction(decoy: str) -> None:
    assert codes_of(field(decoy + EVIL)) & {"field", "external", "strict", "misplaced"}


@pytest.mark.parametrize(
    "instruction",
    [
        said("D") + nested('QUOTE "DEAUTO cmd"') + said("ATE"),
        nested("QUOTE 68 68 69") + said(" DATE "),
        nested("QUOTE 68 68 69") + said("DATE "),
        said("DATE") + nested("QUOTE 65"),
    ],
)
def test_a_name_stands_there_in_letters_before_anything_else(instruction: str) -> None:
    assert codes_of(field(instruction)) == {"field"}


@pytest.mark.parametrize(
    "instruction",
    [
        said("IF ") + nested("DOCPROPERTY x", "{{ supplier_name }}") + said(' = 1 "a" "b"'),
        said("QUOTE ") + nested("QUOTE x", "{% if supplier_name %}") + said("a")
        + nested("QUOTE x", "{% endif %}"),
        said("IF ") + nested("QUOTE x", "{") + nested("QUOTE x", "# x #}"),
    ],
)  # fmt: skip
def test_no_fact_comes_into_an_instruction(instruction: str) -> None:
    assert "tag-place" in codes_of(field(instruction))


@pytest.mark.parametrize(
    "instruction",
    [
        "",
        said(" "),
        said("IF ") + nested("PAGE") + said(" = ") + nested("NUMPAGES") + said(' "a" "b"'),
        said("= ") + nested("PAGE") + said(" - 1"),
        said("=") + nested("PAGE") + said("-1"),
        # Word writes the result of a field in an instruction as instruction, too.
        said("IF ") + nested("PAGE").replace(shown("1"), said("1")) + said(' = 2 "a"'),
        said('INDEX \\e "') + "<w:r><w:tab/></w:r>" + said('"'),
        said("TOC ") + '<w:bookmarkStart w:id="7" w:name="b"/><w:bookmarkEnd w:id="7"/>'
        + said("\\h"),
        "<w:r><w:rPr><w:b/></w:rPr><w:instrText>PA</w:instrText></w:r><w:proofErr/>" + said("GE "),
    ],
)  # fmt: skip
def test_ordinary_fields_pass(instruction: str) -> None:
    assert render_docx(sample_document(articles=1), small_frame(field(instruction) + SLOTS))


@pytest.mark.parametrize(
    "body",
    [
        f"<w:p>{said('PAGE')}</w:p>",
        f"<w:p>{mark('end')}</w:p>",
        f"<w:p>{mark('separate')}</w:p>",
        f"<w:p>{mark('begin')}{said('PAGE')}{mark('separate')}{mark('separate')}{mark('end')}</w:p>",
        '<w:p><w:r><w:fldChar w:fldCharType="start"/></w:r></w:p>',
        "<w:p><w:r><w:fldChar/></w:r></w:p>",
    ],
)
def test_a_piece_of_a_field_is_refused(body: str) -> None:
    assert "field" in codes_of(body)


def test_a_condition_holds_whole_fields() -> None:
    def conditional(inside: str, after: str) -> str:
        return f"<w:p>{shown('{% if supplier_name %}')}{inside}{shown('{% endif %}')}{after}</w:p>"

    whole = nested("PAGE")
    assert render_docx(sample_document(articles=1), small_frame(conditional(whole, "") + SLOTS))
    first, rest = mark("begin") + said("TITLE") + mark("separate"), shown("1") + mark("end")
    assert codes_of(conditional(first, rest)) == {"condition"}
    apart = (
        paragraph("{%p if supplier_name == 'zzz' %}") + f"<w:p>{first}</w:p>"
        + paragraph("{%p endif %}") + f"<w:p>{rest}</w:p>"
    )  # fmt: skip
    assert codes_of(apart) == {"condition"}


def test_a_condition_ends_beside_its_beginning() -> None:
    inside = f"<w:smartTag>{shown('x{% endif %}')}</w:smartTag>"
    assert codes_of(f"<w:p>{shown('{% if supplier_name %}')}{inside}</w:p>") == {"condition"}


def test_a_text_box_is_a_text_of_its_own() -> None:
    box = f"<w:r><w:pict><w:txbxContent><w:p>{nested('PAGE')}</w:p></w:txbxContent></w:pict></w:r>"
    text = (
        f'<w:body xmlns:w="{W}"><w:p>{mark("begin")}{said("DATE ")}{mark("separate")}{box}'
        f"{shown('x')}{mark('end')}</w:p></w:body>"
    )
    found = read_fields(parse_part(text.encode()))
    assert ["".join(field.words) for field in found.fields] == ["PAGE", "DATE "]
    assert not found.odd
    assert not any(field.odd or field.nested for field in found.fields)


@pytest.mark.parametrize(
    "link",
    [
        'HYPERLINK "https://good.example" \\O file:///etc/passwd',
        'HYPERLINK "https://good.example" \\o “a file:///etc/passwd',
        "HYPERLINK “https://good.example file:///etc/passwd”",
        'HYPERLINK "https://good.example" "file:///etc/passwd"',
        'HYPERLINK "https://good.example',
        'HYPERLINK \\o "a \\" file:///etc/passwd \\" b" "https://good.example"',
        'HYPERLINK "https://good.example" \\x',
        'HYPERLINK\u00a0"https://good.example"',
        'HYPERLINK "https://good.example" \\o"foo file:///etc/passwd"',
        'HYPERLINK "https://good.example" \\o "see smb://evil.example/x"',
        'HYPERLINK "https://good.example" \\o "javascript:alert(1)"',
        'HYPERLINK "https://good.example" \\o\t"foo"',
        'HYPERLINK"https://good.example/ file:///etc/passwd"',
        'HYPERLINK "https://good.example/ file:///etc/passwd"',
        'HYPERLINK "https://good.example" \\o "a\\" b\\" evil.exe"',
        'HYPERLINK \\l"foo file:///etc/passwd"',
        'HYPERLINK "https://good.example" \\o \\t "//server/share/evil.exe"',
        'HYPERLINK "https://good.example" \\o "tip" \\t"/etc/passwd"',
        'HYPERLINK "https://good.example" \\o',
    ],
)
def test_a_link_that_readers_part_differently_is_refused(link: str) -> None:
    assert codes_of(field(said(link))) & {"external", "field"}


@pytest.mark.parametrize("between", ["<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", "</w:p><w:p>"])
def test_what_parts_words_for_a_reader_parts_them_here(between: str) -> None:
    assert "external" in codes_of(field(said("PRINT") + between + said("DATE")))
    link = said("HYPERLINK \\o x") + between + said("file:///etc/passwd \\l y")
    assert "external" in codes_of(field(link))


def test_fields_inside_fields_are_bounded() -> None:
    body = f"<w:p>{mark('begin') * 30}{mark('end') * 30}</w:p>"
    assert "field" in codes_of(body)


def test_an_instruction_is_bounded_before_it_is_read() -> None:
    assert codes_of(field(said('HYPERLINK "' + "x" * 1_000_000))) == {"field"}
    assert codes_of(f'<w:p><w:fldSimple w:instr="DATE {"x" * 90_000}"/></w:p>') == {"field"}


@pytest.mark.parametrize(
    "body",
    [
        f"<w:p><w:hyperlink>{mark('begin')}{said('PRINT')}</w:hyperlink>{said('DATE')}{mark('end')}</w:p>",
        f"<w:p>{mark('begin')}<w:hyperlink>{said('DATE')}</w:hyperlink>{mark('end')}</w:p>",
        f"<w:p><w:hyperlink>{mark('begin')}{said('DATE')}{mark('separate')}</w:hyperlink>{mark('end')}</w:p>",
    ],
)
def test_a_field_ends_in_what_it_began_in(body: str) -> None:
    assert "field" in codes_of(body)


def test_what_a_reader_would_put_together_anew_parts_in_no_other_way() -> None:
    body = (
        '<w:p><w:hyperlink r:id="r1" w:tooltip=\'Read the "guide" file:///x \\\' w:anchor="a">'
        + shown("x") + "</w:hyperlink></w:p>"
    )  # fmt: skip
    links = [("r1", "hyperlink", "https://a.example/&quot; file:///etc/passwd")]
    frame = small_frame(body + SLOTS, links=links, external=["r1"])
    parts = unzip(render_docx(sample_document(articles=1), frame))
    assert 'w:tooltip="Read the ”guide” file:///x /"'.encode() in parts["word/document.xml"]
    assert b"https://a.example/%22%20file:///etc/passwd" in parts["word/_rels/document.xml.rels"]


@pytest.mark.parametrize("second", ["HYPERLINK x", 'DDEAUTO cmd "/k"', "INCLUDETEXT x"])
def test_an_instruction_stays_in_one_place(second: str) -> None:
    first = f"<w:p>{mark('begin')}{said('IF 1=1 ')}</w:p>"
    rest = f"<w:p>{said(second)}{mark('separate')}{shown('x')}{mark('end')}</w:p>"
    assert "field" in codes_of(f"<w:sdt><w:sdtContent>{first}</w:sdtContent></w:sdt>{rest}")


def test_a_table_of_contents_may_end_outside_its_control() -> None:
    first = f"<w:p>{mark('begin')}{said('TOC ')}{mark('separate')}{shown('x')}</w:p>"
    body = f"<w:sdt><w:sdtContent>{first}</w:sdtContent></w:sdt><w:p>{mark('end')}</w:p>"
    assert render_docx(sample_document(articles=1), small_frame(body + SLOTS))


def result(instruction: str, blocks: str) -> str:
    """Return blocks that stand in the result of a field."""
    begin = mark("begin") + said(instruction) + mark("separate")
    return f"<w:p>{begin}</w:p>{blocks}<w:p>{mark('end')}</w:p>"


@pytest.mark.parametrize("instruction", ["PAGE", "DATE", "IF 1 = 1 a b", "QUOTE x", "SEQ a"])
def test_what_readers_work_out_anew_holds_no_tag(instruction: str) -> None:
    assert "tag-place" in codes_of(result(instruction, SLOTS))
    fact = paragraph("{{ buyer_name }}")
    assert codes_of(result(instruction, fact)) == {"tag-place"}
    assert codes_of(f"<w:p>{nested(instruction, '{{ buyer_name }}')}</w:p>") == {"tag-place"}
    simple = f'<w:p><w:fldSimple w:instr="{instruction}">{shown("{{ buyer_name }}")}</w:fldSimple>'
    assert codes_of(f"{simple}</w:p>") == {"tag-place"}
    inner = nested('HYPERLINK "https://example.org/"', "{{ buyer_name }}")
    assert codes_of(result(instruction, f"<w:p>{inner}</w:p>")) == {"tag-place"}
    boxed = text_box(fact)
    assert codes_of(result(instruction, boxed)) == {"tag-place"}


@pytest.mark.parametrize("instruction", ['HYPERLINK "https://example.org/"', "TITLE", "TOC"])
def test_copied_text_may_be_filled_in_and_blocks_may_not_stand_in_it(instruction: str) -> None:
    fact = paragraph("{{ buyer_name }}")
    document = render_docx(
        sample_document(articles=1), small_frame(result(instruction, fact + text_box(fact)) + SLOTS)
    )
    assert unzip(document)["word/document.xml"].count(b"The buyer name") >= 2
    assert "slot-place" in codes_of(result(instruction, SLOTS))


def text_box(blocks: str) -> str:
    shape = (
        '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"{blocks}</w:txbxContent></v:textbox></v:shape>"
    )
    return f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"


def test_a_tag_does_not_stand_in_the_line_above_notes() -> None:
    separator = f'<w:footnote w:type="separator" w:id="-1">{paragraph(" {{ buyer_name }}")}'
    notes = f"{separator}</w:footnote>"
    assert faults(small_frame(footnotes=notes))[0][0] == "tag-place"


HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>"


def test_a_condition_does_not_hide_what_follows_it() -> None:
    start = f"{HIDDEN}{{% if supplier_name == 'zz' %}}</w:t></w:r>"
    after = f"<w:p>{start}{shown('a')}{shown('{% endif %} stays')}</w:p>"
    assert codes_of(after) == {"condition"}
    apart = f"<w:p>{start}{shown('a')}{HIDDEN}{{% endif %}}</w:t></w:r>{shown(' stays')}</w:p>"
    assert render_docx(sample_document(articles=1), small_frame(apart + SLOTS))
