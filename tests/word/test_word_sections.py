"""Sections of a frame: what one has from another stays when the other goes."""

from __future__ import annotations

import re

import pytest
from word_faults import faults
from word_frames import SLOTS, frame_parts, paragraph, unzip, zip_parts
from word_samples import sample_document

from clausekit.word import render_docx

BREAK = "<w:p><w:pPr><w:sectPr>{}</w:sectPr></w:pPr></w:p>"
IF, END = "{%p if supplier_name %}", "{%p endif %}"


def frame(body: str, *, in_first: bool) -> bytes:
    """A frame whose header is named by the first section alone, or as it was."""
    parts = frame_parts(body, header=paragraph("Header"))
    document = str(parts["word/document.xml"])
    (named,) = re.findall(r"<w:headerReference[^>]*/>", document)
    document = document.replace(named, "")
    assert in_first == ("@" in document)
    parts["word/document.xml"] = document.replace("@", named)
    return zip_parts(parts)


def sections(content: bytes, supplier: str) -> list[bool]:
    """Whether each section of a document names a header."""
    facts = {"supplier_name": supplier}
    made = unzip(render_docx(sample_document(articles=1, facts=facts), content))
    found = re.findall(r"<w:sectPr.*?</w:sectPr>", made["word/document.xml"].decode(), re.DOTALL)
    return ["<w:headerReference" in section for section in found]


@pytest.mark.parametrize(
    "body",
    [
        paragraph(IF) + paragraph("Cover") + BREAK.format("@") + paragraph(END) + SLOTS,
        paragraph("Cover")
        + paragraph(IF).replace("<w:p>", f"<w:p>{BREAK.format('@')[5:-6]}", 1)
        + paragraph("x") + paragraph(END) + SLOTS,
        f"<w:sdt><w:sdtContent>{paragraph(IF)}{paragraph('Cover')}{BREAK.format('@')}"
        f"{paragraph(END)}{paragraph('x')}</w:sdtContent></w:sdt>{SLOTS}",
    ],
    ids=["inside", "beside", "control"],
)  # fmt: skip
def test_a_header_outlives_the_section_that_named_it(body: str) -> None:
    content = frame(body, in_first=True)
    assert sections(content, "Somebody") == [True, True]
    assert sections(content, "")[-1:] == [True]


def test_sections_repeat_the_name_of_a_header_and_nothing_else() -> None:
    body = paragraph(IF) + paragraph("Cover") + BREAK.format("@") + paragraph(END)
    parts = frame_parts(body + BREAK.format("") * 9 + SLOTS, header=paragraph("Header"))
    document = str(parts["word/document.xml"])
    (named,) = re.findall(r"<w:headerReference[^>]*/>", document)
    more = named.replace("/>", ' w:x="much"/>')
    parts["word/document.xml"] = document.replace(named, "").replace("@", more)
    made = unzip(render_docx(sample_document(articles=1), zip_parts(parts)))
    written = made["word/document.xml"].decode()
    assert len(re.findall(r"<w:headerReference", written)) == 11
    assert written.count("much") == 1


@pytest.mark.parametrize(("said", "long"), [("rId-header", 256), ('"header1.xml', 10_001)])
def test_what_a_link_says_is_bounded(said: str, long: int) -> None:
    parts = {
        name: str(part).replace(said, said[:1].strip("r") + "r" * long)
        for name, part in frame_parts(header=paragraph("Header")).items()
    }
    assert "odd-part" in {code for code, _ in faults(zip_parts(parts))}


def test_a_section_without_a_condition_is_left_alone() -> None:
    content = frame(paragraph("Cover") + BREAK.format("@") + SLOTS, in_first=True)
    assert sections(content, "Somebody") == [True, False]
