"""Tags that Word has cut into runs print what they would print in one piece, and nothing moves."""

from __future__ import annotations

import html
import itertools
import re
import subprocess
import sys

import pytest
from docxtpl import DocxTemplate
from hypothesis import given
from hypothesis import strategies as st
from test_word_hostile import texts
from word_frames import SLOTS, frame_parts, paragraph, small_frame, zip_parts
from word_samples import sample_document, small_document

from clausekit.word import render_docx
from clausekit.word.markup import parse_part, serialise_part
from clausekit.word.source import write_source
from clausekit.word.standing import find_tags

MAIN = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SAID = "Of {{ buyer_name }}: {% if supplier_name %}with {{ supplier_name|upper }}{% endif %}."


def cut(text: str, at: set[int]) -> str:
    """A paragraph whose text is cut into runs."""
    edges = [0, *sorted(at), len(text)]
    runs = [text[start:end] for start, end in itertools.pairwise(edges)]
    written = "".join(
        f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{html.escape(run)}</w:t></w:r>'
        "<w:proofErr/>"
        for run in runs
    )
    return f"<w:p>{written}</w:p>"


def source_of(paragraphs: str) -> str:
    root = parse_part(f'<w:body xmlns:w="{W}">{paragraphs}</w:body>'.encode())
    tags, faults = find_tags(root, "here", body=True)
    assert not faults
    return write_source(root, tags, (), "here")


def words(source: str) -> str:
    return "".join(re.findall(r"<w:t[ >][^<]*", source)).replace('<w:t xml:space="preserve">', "")


@given(st.sets(st.integers(1, len(SAID) - 1)))
def test_a_tag_in_pieces_is_put_together_where_it_begins(at: set[int]) -> None:
    source = source_of(cut(SAID, at))
    assert words(source) == SAID
    assert source.count("<w:proofErr/>") == source.count("<w:b/>") == len(at) + 1
    for tag in ("{{ buyer_name }}", "{% endif %}"):
        assert source.count(tag) == 1
    # What docxtpl makes of it says the same.
    theirs = DocxTemplate.patch_xml(None, f'<w:body xmlns:w="{W}">{cut(SAID, at)}</w:body>')
    assert words(theirs) == SAID


def test_a_tag_takes_the_place_of_its_paragraph_and_row() -> None:
    row = "<w:tr><w:tc>{}</w:tc></w:tr>".format
    body = (
        paragraph("{{p clauses }}")
        + "<w:tbl>" + row(paragraph("{%tr if notice %}")) + row(paragraph("x"))
        + row(paragraph("{%tr endif %}")) + row(paragraph("z")) + "</w:tbl>"
        + cut("{%p if notice %}", {3, 8}) + paragraph("y") + paragraph("{%p endif %}")
    )  # fmt: skip
    source = source_of(body)
    expected = (
        "{{ clauses }}<w:tbl>{% if notice %}"
        + row(paragraph("x"))
        + "{% endif %}"
        + row(paragraph("z"))
        + "</w:tbl>"
        "{% if notice %}" + paragraph("y") + "{% endif %}"
    )
    assert source == f'<w:body xmlns:w="{W}">{expected}</w:body>'


def test_many_tags_in_one_long_text_are_put_in_at_once() -> None:
    said = "a" * 2_000 + "{{notice}}"
    source = source_of(paragraph(said * 1_900))
    assert words(source) == said * 1_900


def test_a_flood_of_blanks_is_not_carried_from_block_to_block() -> None:
    tags = paragraph("{%p if notice %}") + paragraph("{%p endif %}")
    body = paragraph("a") + tags * 500 + " " * 1_000_000
    assert len(source_of(body)) < 100_000


def test_remarks_go_and_their_neighbours_stay() -> None:
    assert words(source_of(cut("a{# no tag #} b", {2, 5, 9}))) == "a b"


@pytest.mark.parametrize(
    "pieces",
    [
        ("{", "# {", "{ #", "} <w:x/> }", "}"),
        ("{", "{ x }", "}"),
        ("a {", "# gone", "#", "} b"),
        ("{", "% if x %", "}"),
    ],
)
def test_braces_that_only_meet_across_paragraphs_are_text(pieces: tuple[str, ...]) -> None:
    body = "".join(paragraph(html.escape(piece)) for piece in pieces)
    printed = render_docx(small_document(), small_frame(body + SLOTS))
    assert [text for text in texts(printed, MAIN) if text][: len(pieces)] == list(pieces)


def test_text_that_reads_as_markup_stays_text() -> None:
    marks = '</w:t></w:r><w:r><w:instrText>DDE "x"</w:instrText></w:r><w:r><w:t>'
    said = f"{{{{ buyer_name }}}} {html.escape(marks)}"
    printed = render_docx(small_document(), small_frame(paragraph(said) + SLOTS))
    assert any(text.endswith(marks) for text in texts(printed, MAIN))


def test_private_characters_are_text() -> None:
    said = "\ue000 0 \ue000{{ buyer_name }}\ue0010\ue001"
    printed = render_docx(small_document(), small_frame(paragraph(said) + SLOTS))
    assert any(text.startswith("\ue000 0 \ue000") for text in texts(printed, MAIN))


def test_both_ways_print_the_same() -> None:
    whole = small_frame(paragraph("{{ buyer_name }}: {{ tender_title }}") + SLOTS)
    torn_apart = "</w:t></w:r><w:r><w:t>"
    torn = small_frame(
        paragraph(f"{{{{ buyer_name }}}}: {{{{ tender{torn_apart}_title }}}}") + SLOTS
    )
    printed = [texts(render_docx(sample_document(), one), MAIN) for one in (whole, torn)]
    assert [t for t in printed[0] if t] == [t for t in printed[1] if t]


def test_a_header_is_looked_through_before_it_is_a_template() -> None:
    parts = frame_parts(header='<w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:r></w:p>')
    header = str(parts["word/header1.xml"])
    parts["word/header1.xml"] = header.replace("</w:hdr>", "{{ x }}</w:hdr>")
    with pytest.raises(Exception, match="tag-place"):
        render_docx(small_document(), zip_parts(parts))


def test_a_part_without_tags_stays_as_it_is() -> None:
    text = f'<w:body xmlns:w="{W}"><w:p><w:r><w:t>no tags</w:t></w:r></w:p></w:body>'
    root = parse_part(text.encode())
    assert write_source(root, (), (), "here") == serialise_part(root) == text


def test_clausekit_needs_neither_docxtpl_nor_python_docx() -> None:
    program = (
        "import sys\nsys.modules['docx'] = sys.modules['docxtpl'] = None\n"
        "from clausekit.cli.app import cli\n"
        "from clausekit.model.kind import DocumentKind\nimport clausekit.word.compiler\n"
        "from clausekit.word import load_frame\nload_frame(DocumentKind.TENDER_ANNEX, 'es')\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
