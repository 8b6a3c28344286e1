"""Bookmarks that readers pass over are taken away; what is in doubt stays, and is refused."""

from __future__ import annotations

import re

import pytest
from word_faults import faults
from word_frames import SLOTS, frame_parts, small_frame, unzip, zip_parts
from word_samples import sample_document

from clausekit.word import check_docx, render_docx

CHOICE = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def starts(key: str, name: str) -> str:
    return f'<w:bookmarkStart w:id="{key}" w:name="{name}"/>'


def ends(key: str) -> str:
    return f'<w:bookmarkEnd w:id="{key}"/>'


def whole(key: str, name: str) -> str:
    return f"{starts(key, name)}<w:r><w:t>here</w:t></w:r>{ends(key)}"


def refers(name: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF {name} \\h</w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>here</w:t><w:fldChar w:fldCharType="end"/></w:r>'
    )


def kept(content: bytes) -> list[tuple[str, str]]:
    """Ids and names of the template's own bookmarks in a document made with it."""
    printed = render_docx(sample_document(articles=1), content)
    assert check_docx(printed) == ()
    found = []
    for name, part in unzip(printed).items():
        if re.match(r"word/(document|header1)\.xml", name):
            found += re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="(My\w+)"/>', part.decode())
            assert part.count(b"<w:bookmarkStart") == part.count(b"<w:bookmarkEnd")
    return found


def in_paragraph(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def test_a_bookmark_that_libreoffice_begins_twice_is_one() -> None:
    # So it writes a box to tick, a list to choose from, and the target of a reference to a note.
    body = in_paragraph(starts("1", "My_F1"), starts("2", "My_F1"), ends("2"), refers("My_F1"))
    assert kept(small_frame(body + SLOTS)) == [("2", "My_F1")]


@pytest.mark.parametrize("body", [starts("1", "MyHalf"), ends("1")])
def test_half_a_bookmark_is_none(body: str) -> None:
    assert kept(small_frame(in_paragraph(body) + SLOTS)) == []
    refused = small_frame(in_paragraph(body, refers("MyHalf")) + SLOTS)
    assert {code for code, _ in faults(refused)} == {"unsound"}


def test_the_first_bookmark_of_a_name_stays() -> None:
    body = in_paragraph(whole("1", "MyName"), whole("2", "myname"), refers("MYNAME"))
    assert kept(small_frame(body + SLOTS)) == [("1", "MyName")]


def test_the_main_text_comes_first() -> None:
    parts = frame_parts(
        in_paragraph(whole("1", "MyName")) + SLOTS,
        header=in_paragraph(whole("1", "MyOther"), whole("2", "MyName")),
    )
    # The parts of a file stand in any order.
    turned = dict(reversed(list(parts.items())))
    for content in (zip_parts(parts), zip_parts(turned)):
        assert sorted(kept(content)) == [("1", "MyName"), ("1", "MyOther")]


@pytest.mark.parametrize(
    "body",
    [
        starts("1", "MyName") + starts("1", "MyName") + ends("1"),
        whole("1", "MyName") + starts("2", "MyName") + ends("2") + ends("2"),
        whole("1", "MyName") + ends("2") + starts("2", "MyName"),
        whole("1", "MyName") + whole("2", "MyName") + whole("2", "MyOther"),
    ],
)
def test_what_its_ids_leave_in_doubt_is_refused(body: str) -> None:
    assert {code for code, _ in faults(small_frame(in_paragraph(body) + SLOTS))} == {"unsound"}


@pytest.mark.parametrize(
    "mark",
    [
        starts("2", "MyName") + "letters",
        starts("2", "MyName").replace("/>", "><w:r><w:t>x</w:t></w:r></w:bookmarkStart>"),
        starts("2", "_GoBack").replace("/>", "><w:r><w:t>x</w:t></w:r></w:bookmarkStart>"),
    ],
)
def test_no_text_goes_with_a_bookmark(mark: str) -> None:
    body = in_paragraph(whole("1", "MyName"), mark, ends("2"))
    assert "misplaced" in {code for code, _ in faults(small_frame(body + SLOTS))}


def test_a_text_box_that_is_written_twice_keeps_its_bookmarks() -> None:
    box = f"<w:txbxContent>{in_paragraph(whole('1', 'MyName'))}</w:txbxContent>"
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    body = (
        f'<w:p><w:r><m:AlternateContent xmlns:m="{CHOICE}" xmlns:x="{shape}">'
        '<m:Choice Requires="x">'
        f"<w:drawing><x:txbx>{box}</x:txbx></w:drawing></m:Choice><m:Fallback><w:pict>"
        f'<v:textbox xmlns:v="urn:schemas-microsoft-com:vml">{box}</v:textbox></w:pict>'
        "</m:Fallback></m:AlternateContent></w:r></w:p>"
    )
    assert kept(small_frame(body + SLOTS)) == [("1", "MyName")] * 2


def test_two_forms_of_a_paragraph_may_have_one_bookmark() -> None:
    form = in_paragraph(whole("1", "MyName"))
    tags = [
        f"<w:p><w:r><w:t>{{%p {word} %}}</w:t></w:r></w:p>"
        for word in ("if supplier_name", "else", "endif")
    ]
    body = tags[0] + form + tags[1] + form + tags[2] + in_paragraph(refers("MyName"))
    assert kept(small_frame(body + SLOTS)) == [("1", "MyName")]
