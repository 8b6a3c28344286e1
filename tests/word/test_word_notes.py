"""Footnotes of a frame: each stands under its own mark, whatever programs go by."""

from __future__ import annotations

import re

import pytest
from word_faults import faults
from word_frames import SLOTS, paragraph, small_frame, unzip
from word_samples import sample_document

from clausekit.word import render_docx

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


def test_a_flood_of_notes_is_refused_at_once() -> None:
    content = small_frame(footnotes='<w:footnote w:id="9"/>' * 20_001)
    assert {code for code, _ in faults(content)} == {"zip-bomb"}
