"""Footnotes of a frame: each stands under its own mark, whatever programs go by."""

from __future__ import annotations

import re

import pytest
from word_faults import faults
from word_frames import SLOTS, cells, paragraph, small_frame, unzip
from word_samples import sample_document

from clausekit.word import render_docx

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
SEPARATOR = '<w:footnote w:type="separator" w:id="1"><w:p/></w:footnote>'


def note(number: int) -> str:
    text = f"<w:r><w:footnoteRef/></w:r><w:r><w:t>own {number}</w:t></w:r>"
    return f'<w:footnote w:id="{number}"><w:p>{text}</w:p></w:footnote>'


def marked(*numbers: int) -> str:
    marks = "".join(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in numbers)
    return f"<w:p>{marks}</w:p>"


def said(body: str, notes: str) -> list[str]:
    """What the notes say, as a program reads them that gives them out by their ids, rising."""
    frame = small_frame(body, footnotes=SEPARATOR + notes)
    parts = unzip(render_docx(sample_document(articles=2), frame))
    marks = re.findall(rb'footnoteReference w:id="(\d+)"', parts["word/document.xml"])
    written = re.findall(
        rb'<w:footnote w:id="(\d+)">(.*?)</w:footnote>', parts["word/footnotes1.xml"], re.DOTALL
    )
    assert len(marks) == len(written)
    assert [int(mark) for mark in marks] == sorted(int(key) for key, _ in written)
    texts = dict(written)
    said = (b"".join(re.findall(rb"<w:t[^>]*>([^<]*)<", texts[mark])).decode() for mark in marks)
    return ["clause" if "ILO" in text else text for text in said]


@pytest.mark.parametrize(
    ("before", "after", "notes"),
    [
        ((2,), (), (2,)),
        ((), (2,), (2,)),
        ((2,), (3, 4), (2, 3, 4)),
        ((4, 2), (3,), (2, 3, 4)),
        ((3, 2), (), (3, 2)),
    ],
)
def test_notes_stand_in_the_order_of_their_marks(
    before: tuple[int, ...], after: tuple[int, ...], notes: tuple[int, ...]
) -> None:
    found = said(marked(*before) + SLOTS + marked(*after), "".join(map(note, notes)))
    own = [text for text in found if text != "clause"]
    assert own == [f"own {number}" for number in (*before, *after)]
    assert found[: len(before)] == own[: len(before)]
    assert found[len(found) - len(after) :] == own[len(before) :]


@pytest.mark.parametrize(
    "body",
    [
        SLOTS.replace(paragraph("{{p schedules }}"), marked(2) + paragraph("{{p schedules }}")),
        marked(2, 2) + SLOTS,
        marked(2) + SLOTS + marked(2),
    ],
)
def test_a_note_has_one_mark_and_stands_between_no_blocks(body: str) -> None:
    content = small_frame(body, footnotes=SEPARATOR + note(2))
    assert {code for code, _ in faults(content)} == {"note-place"}


def test_a_note_does_not_depend_on_a_condition() -> None:
    start = "<w:p><w:r><w:t>{% if supplier_name %}</w:t></w:r>"
    body = f"{start}{marked(2)[5:-6]}<w:r><w:t>{{% endif %}}</w:t></w:r></w:p>"
    content = small_frame(body + SLOTS, footnotes=SEPARATOR + note(2))
    assert {code for code, _ in faults(content)} == {"unsound"}


FRAMED = '<w:framePr w:w="3000" w:wrap="around" w:vAnchor="text" w:hAnchor="text"/>'
MARK = marked(2)[5:-6]


def field(said: str) -> str:
    """The mark of a note in the result of a field."""
    kinds = ("begin", "separate", "end")
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
    said = f"<w:r><w:instrText>{said}</w:instrText></w:r>"
    return f"<w:p>{begin}{said}{separate}{MARK}{end}</w:p>"


@pytest.mark.parametrize(
    "marks",
    [
        f"<w:p><w:pPr>{FRAMED}</w:pPr>{MARK}</w:p>",
        field("PAGE"),
        field("DOCPROPERTY x"),
        f'<w:p><w:fldSimple w:instr="PAGE">{MARK}</w:fldSimple></w:p>',
        f"<w:p><w:r><w:ruby><w:rt>{MARK}</w:rt><w:rubyBase><w:r><w:t>b</w:t></w:r></w:rubyBase>"
        "</w:ruby></w:r></w:p>",
        f'<w:p><m:oMath xmlns:m="{MATH}">{MARK}</m:oMath></w:p>',
    ],
    ids=["frame", "page", "property", "simple", "ruby", "equation"],
)
def test_a_note_stands_in_the_text(marks: str) -> None:
    # Where LibreOffice takes such a mark away again, it has no notes left for the clauses.
    content = small_frame(marks + SLOTS, footnotes=SEPARATOR + note(2))
    assert "note-place" in {code for code, _ in faults(content)}


@pytest.mark.parametrize(
    "marks",
    [
        f'<w:p><w:hyperlink w:anchor="_top">{MARK}</w:hyperlink></w:p>',
        f'<w:p><w:smartTag w:uri="u" w:element="d">{MARK}</w:smartTag></w:p>',
        field('HYPERLINK "https://example.org"'),
        cells(marked(2)),
    ],
    ids=["link", "tag", "field of a link", "table"],
)
def test_a_note_in_a_link_or_a_table_is_one_of_the_text(marks: str) -> None:
    assert said(marks + SLOTS, note(2))[0] == "own 2"


@pytest.mark.parametrize(
    "inside", ["", f"<w:sdt><w:sdtContent>{paragraph('x')}</w:sdtContent></w:sdt>"]
)
def test_a_note_begins_with_text(inside: str) -> None:
    content = small_frame(
        marked(2) + SLOTS, footnotes=f'{SEPARATOR}<w:footnote w:id="2">{inside}</w:footnote>'
    )
    assert {code for code, _ in faults(content)} == {"note-place"}


@pytest.mark.parametrize("at", range(3))
def test_the_lines_above_notes_come_first(at: int) -> None:
    notes = [note(3), note(2)]
    notes.insert(at, SEPARATOR)
    frame = small_frame(marked(2) + SLOTS + marked(3), footnotes="".join(notes))
    made = unzip(render_docx(sample_document(articles=2), frame))
    ids = re.findall(
        rb'<w:footnote (?:w:type="separator" )?w:id="(\d+)"', made["word/footnotes1.xml"]
    )
    assert ids[0] == b"1"
    assert [int(key) for key in ids] == sorted(map(int, ids))
    assert b"own 2" in made["word/footnotes1.xml"].partition(b"own 3")[0]


def test_a_crowded_paragraph_is_looked_through_once() -> None:
    # Each mark asked its paragraph anew: some minutes.
    marks = "".join(f'<w:r><w:footnoteReference w:id="{at}"/></w:r>' for at in range(2, 9_000))
    body = f"<w:p>{'<w:pPr/>' * 100_000}{marks}</w:p>"
    assert faults(small_frame(body + SLOTS, footnotes=SEPARATOR + note(2)))


def test_a_flood_of_notes_is_refused_at_once() -> None:
    content = small_frame(footnotes='<w:footnote w:id="9"/>' * 20_001)
    assert {code for code, _ in faults(content)} == {"zip-bomb"}
