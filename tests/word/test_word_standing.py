"""What stands around many tags is read once, and is no longer than anybody writes."""

from __future__ import annotations

import pytest
from word_faults import codes_of, faults, one
from word_frames import SLOTS, W, frame_parts, shown, small_frame, zip_parts
from word_samples import sample_document

from clausekit.word import render_docx
from clausekit.word.marks import read_fields
from clausekit.word.markup import parse_part, w
from clausekit.word.standing import _Texts
from clausekit.word.tags import read_passages

LONGEST = 100_000
TAGS = "{{ notice }}" * 1_990


def test_the_text_of_a_paragraph_is_put_together_once() -> None:
    """A copy of fifteen million letters for each of two thousand tags takes a minute."""
    root = parse_part(f'<w:body xmlns:w="{W}"><w:p>{shown(" ab c ")}</w:p></w:body>'.encode())
    texts = _Texts(list(read_passages(root, "here")), root)
    paragraph = root[0]
    assert texts.of(paragraph) == "ab c"
    assert texts.of(paragraph) is texts.of(paragraph)


def test_blanks_around_a_tag_that_replaces_its_paragraph_are_nothing() -> None:
    body = f"<w:p>{shown(' {%p if notice %} ')}</w:p><w:p>{shown('{%p endif %} ')}</w:p>"
    assert render_docx(sample_document(articles=1), small_frame(body + SLOTS))
    assert codes_of(body.replace("> {%p", ">a {%p")) == {"beside-tag"}


def test_a_simple_field_is_read_once() -> None:
    field = f'<w:fldSimple w:instr=" TITLE ">{shown("ab")}</w:fldSimple>'
    root = parse_part(f'<w:body xmlns:w="{W}"><w:p>{field}</w:p></w:body>'.encode())
    fields = read_fields(root)
    (text,) = root.iter(w("t"))
    (around,) = fields.around(text)
    assert around.kind == "TITLE"
    assert fields.around(text) == [around] == fields.fields


@pytest.mark.parametrize("more", [0, 1])
def test_an_attribute_of_words_own_has_a_bound(more: int) -> None:
    long = "é" * (LONGEST + more)
    body = f'<w:p><w:fldSimple w:instr=" TITLE " w:dirty="{long}">{shown(TAGS)}</w:fldSimple></w:p>'
    if more:
        assert one(small_frame(SLOTS + body)) == ("zip-bomb", "house.docx")
    else:
        assert render_docx(sample_document(articles=1), small_frame(SLOTS + body))


def test_the_kind_of_a_note_is_not_read_at_length_for_each_tag() -> None:
    note = f'<w:footnote w:id="1" w:type="{"é" * 4_000_000}"><w:p>{shown(TAGS)}</w:p></w:footnote>'
    assert one(small_frame(SLOTS, footnotes=note)) == ("zip-bomb", "house.docx")


def test_a_drawing_once_more_in_letters_may_be_long() -> None:
    """Word keeps it in an attribute; it is not Word's own, and is left behind."""
    office = "urn:schemas-microsoft-com:office:office"
    body = (
        f'<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="{office}" '
        f'o:gfxdata="{"A" * 200_000}"/></w:pict></w:r></w:p>'
    )
    assert render_docx(sample_document(articles=1), small_frame(body + SLOTS))
    parts = {**frame_parts(), "word/x.xml": f'<w:x xmlns:w="{W}" y="{"a" * 200_000}"/>'}
    assert faults(zip_parts(parts)) == [("zip-bomb", "house.docx")]
