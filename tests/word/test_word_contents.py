"""The contents list: numbers and titles as links, and no line alone on a page."""

from __future__ import annotations

from word_frames import (
    small_frame,
    style_id,
    styles,
)
from word_reading import W, lines, styled, tree
from word_samples import (
    body,
    sample_document,
    small_document,
)  # fmt: skip

from clausekit.word import render_docx

FRAME = small_frame()


def test_the_contents_list_numbers_and_titles_as_links() -> None:
    content = render_docx(sample_document(articles=2), FRAME)
    assert styled(content, "TOC Heading") == ["Contents"]
    assert styled(content, "toc 1") == ["Part I. General", "Part II. Conduct"]
    assert styled(content, "toc 2") == ["1. Article about subject 1", "2. Article about subject 2",
                                        "A. Verification", "B. Remedy ladders"]  # fmt: skip
    root = tree(content)
    names = {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
    links = [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")]
    assert len(links) == 6
    assert set(links) <= names
    assert next(root.iter(f"{W}instrText")).text == r' TOC \o "1-2" \h \z \n \u '


def test_no_line_of_the_contents_stands_alone_on_the_last_page() -> None:
    root = tree(render_docx(sample_document(articles=2), FRAME))
    lines = [line for line in root.iter(f"{W}p") if line.find(f"{W}hyperlink") is not None]
    kept = [line.find(f"{W}pPr/{W}keepNext") is not None for line in lines]
    assert kept == [False, False, True, True, True, False]


def test_the_contents_follow_the_outline_of_the_frame() -> None:
    outlined = styles().replace(
        '<w:name w:val="Plain Heading"/>',
        '<w:name w:val="Plain Heading"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>',
    )
    content = render_docx(sample_document(articles=1), small_frame(style_part=outlined))
    assert styled(content, "toc 1") == ["Particulars", "Preamble", "Part I. General", "Signatures"]
    plain = styles().replace('<w:outlineLvl w:val="1"/>', "")
    content = render_docx(sample_document(articles=1), small_frame(style_part=plain))
    assert next(tree(content).iter(f"{W}instrText")).text == (
        ' TOC \\o "1-2" \\h \\z \\n \\t "Schedule Heading,2" '
    )
    assert styled(content, "toc 2")[-1] == "B. Remedy ladders"


def test_a_tab_follows_a_number_where_the_style_has_room() -> None:
    part = styles().replace(
        '<w:name w:val="toc 2"/>',
        '<w:name w:val="toc 2"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr>',
    )
    content = render_docx(sample_document(articles=1), small_frame(style_part=part))
    assert len(list(tree(content).iter(f"{W}tab"))) == 3


def test_a_document_without_headings_has_no_contents() -> None:
    content = render_docx(small_document(body("Only this.")), FRAME)
    assert lines(content) == [(style_id("Body Text"), "Only this.")]
