"""Files that are refused before anything of them is used."""

from __future__ import annotations

import random

import pytest
from word_faults import faults, one
from word_frames import (
    NAMESPACES,
    PNG,
    SLOTS,
    frame_parts,
    paragraph,
    relationships,
    small_frame,
    unzip,
    zip_parts,
)  # fmt: skip
from word_samples import sample_document

from clausekit.errors import FrameError
from clausekit.word import package as packages
from clausekit.word import render_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "house.docx, word/document.xml"
FIRST = f"{MAIN}, paragraph 1"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not-docx"),
        (b"PK\x03\x04 nothing", "not-docx"),
        (zip_parts({"a.txt": "text"}), "not-docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Word", "encrypted"),
        (zip_parts({**frame_parts(), "../evil.xml": "<x/>"}), "unsafe-name"),
        (zip_parts({**frame_parts(), "/etc/passwd": "x"}), "unsafe-name"),
        (zip_parts({**frame_parts(), "word\\x.xml": "<x/>"}), "unsafe-name"),
        (zip_parts({**frame_parts(), "C:/x.xml": "<x/>"}), "unsafe-name"),
        (zip_parts({**frame_parts(), "word/%64ocument.xml": "<x/>"}), "unsafe-name"),
        (zip_parts({**frame_parts(), "word%2fx.xml": "<x/>"}), "unsafe-name"),
        (zip_parts({**frame_parts(), "WORD/document.XML": "<x/>"}), "duplicate-member"),
        (zip_parts({**frame_parts(), "word/x.bin": b"\0" * 20_000_000}), "zip-bomb"),
        (zip_parts({f"{n}.xml": "" for n in range(2001)}), "zip-bomb"),
        (zip_parts({**frame_parts(), "word/vbaProject.bin": "x"}), "macro"),
        (zip_parts({**frame_parts(), "word/embeddings/a.bin": "x"}), "embedded"),
        (zip_parts({**frame_parts(), "word/x.xml": "<x>"}), "malformed-xml"),
        (zip_parts({**frame_parts(), "word/x.xml": "<!DOCTYPE x><x/>"}), "doctype"),
        (
            zip_parts(
                {**frame_parts(), "word/x.xml": '<!DOCTYPE x [<!ENTITY y "z">]><x>&amp;y;</x>'}
            ),
            "doctype",
        ),
    ],
)
def test_a_harmful_file_is_refused(content: bytes, code: str) -> None:
    assert faults(content)[0][0] == code


@pytest.mark.parametrize(
    ("kind", "target", "code"),
    [
        ("oleObject", "embeddings/x.bin", "embedded"),
        ("aFChunk", "x.html", "embedded"),
        ("image", "http://example.org/track.png", "external"),
        ("hyperlink", "file:///etc/passwd", "external"),
        ("hyperlink", "javascript:alert(1)", "external"),
    ],
)
def test_links_out_of_the_file_are_refused(kind: str, target: str, code: str) -> None:
    content = small_frame(links=[("rId99", kind, target)], external=["rId99"])
    assert one(content) == (code, "house.docx, word/_rels/document.xml.rels, rId99")


@pytest.mark.parametrize(
    "target",
    ["../evil.exe", "evil.exe", "/evil.exe", "../evil.exe#x", "document.xml", "document.xml#x",
     "//server/evil.exe", "https://www.ohchr.org", "file:///evil.exe", "", " #x"],
)  # fmt: skip
@pytest.mark.parametrize("mode", ["", ' TargetMode="Internal"'])
def test_a_link_inside_leads_to_a_place_and_to_no_part(target: str, mode: str) -> None:
    link = '<w:p><w:hyperlink r:id="rId99"><w:r><w:t>UN</w:t></w:r></w:hyperlink></w:p>'
    parts = frame_parts(link + SLOTS, links=[("rId99", "hyperlink", target)])
    links = "word/_rels/document.xml.rels"
    parts[links] = str(parts[links]).replace(f'"{target}"', f'"{target}"{mode}')
    types = '<Default Extension="exe" ContentType="image/png"/></Types>'
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace("</Types>", types)
    found = faults(zip_parts({**parts, "evil.exe": PNG, "word/evil.exe": PNG}))
    assert found == [("external", f"house.docx, {links}, rId99")]


def test_the_package_links_to_no_file() -> None:
    parts = frame_parts()
    link = relationships(("rId9", "hyperlink", "evil.exe"))
    entry = link[link.index("<Relationship ") : link.index("</Relationships>")]
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace("</Rel", f"{entry}</Rel")
    assert one(zip_parts(parts)) == ("external", "house.docx, _rels/.rels, rId9")


PICTURE = (
    '<w:p><w:r><w:drawing><a:hlinkClick xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/'
    'main" r:id="rId99"/></w:drawing></w:r></w:p>'
)


def test_a_picture_may_link_to_a_place_in_the_document() -> None:
    # Word writes it without a mode.
    mark = '<w:p><w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/></w:p>'
    content = small_frame(PICTURE + mark + SLOTS, links=[("rId99", "hyperlink", "#x")])
    printed = unzip(render_docx(sample_document(), content))
    assert b'Target="#x"/>' in printed["word/_rels/document.xml.rels"]


@pytest.mark.parametrize("kind", ["image", "urn:x/hyperlink", "urn:x/other"])
@pytest.mark.parametrize(
    "body", [PICTURE, '<w:p><w:hyperlink r:id="rId99"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>']
)
def test_what_is_followed_is_a_link(body: str, kind: str) -> None:
    parts = frame_parts(body + SLOTS, links=[("rId99", kind, "../evil.png")])
    assert ("external", MAIN) in faults(zip_parts({**parts, "evil.png": "x"}))


def test_links_to_the_web_are_fine() -> None:
    link = '<w:p><w:hyperlink r:id="rId99"><w:r><w:t>UN</w:t></w:r></w:hyperlink></w:p>'
    content = small_frame(
        link + SLOTS,
        links=[("rId99", "hyperlink", "https://www.ohchr.org")],
        external=["rId99"],
    )
    assert render_docx(sample_document(), content)


@pytest.mark.parametrize("instruction", ["INCLUDETEXT", "DDEAUTO", "INCLUDEPICTURE", "link"])
def test_fields_that_bring_in_files_are_refused(instruction: str) -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> '
        f"{instruction[:3]}</w:instrText></w:r><w:r><w:instrText>{instruction[3:]} x</w:instrText>"
        '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert one(small_frame(field + SLOTS)) == ("external", MAIN)


def test_other_kinds_of_word_file_are_told_apart() -> None:
    parts = frame_parts()
    types = str(parts["[Content_Types].xml"])
    parts["[Content_Types].xml"] = types.replace("document.main", "template.main")
    assert one(zip_parts(parts)) == ("not-docx", "house.docx")
    macros = types.replace(
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        "vnd.ms-word.document.macroEnabled.main",
    )
    assert ("macro", MAIN) in faults(zip_parts({**parts, "[Content_Types].xml": macros}))
    strict = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'
    assert one(zip_parts({**frame_parts(), "word/document.xml": strict}))[0] == "strict"
    assert NAMESPACES
    assert relationships()


def test_sizes_that_lie_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_BYTES", 3_000_000)
    noise = random.Random(1).randbytes(2_000_000)
    content = zip_parts({**frame_parts(), "word/x.bin": noise, "word/y.bin": noise})
    assert one(content) == ("zip-bomb", "house.docx")


def test_a_directory_that_lies_about_a_size_is_not_believed() -> None:
    content = zip_parts({**frame_parts(), "word/x.bin": b"0123456789" * 100})
    lie = content.replace((1000).to_bytes(4, "little"), (900).to_bytes(4, "little"))
    assert lie != content
    assert one(lie) == ("not-docx", "house.docx, word/x.bin")


def test_a_path_that_cannot_be_read_is_told(tmp_path: object) -> None:
    with pytest.raises(FrameError, match="cannot be read"):
        render_docx(sample_document(), f"{tmp_path}/none.docx")


@pytest.mark.parametrize(
    ("sign", "many"), [("&gt;", 1_500_000), ("&#9;", 1_500_000), ("a", 8_600_000)]
)
def test_a_text_that_could_not_be_read_again_is_refused(sign: str, many: int) -> None:
    # lxml reads ten million letters in one piece, and may write six for one.
    long = sign * many
    for content in (
        small_frame(paragraph(long) + SLOTS),
        small_frame(f'<w:p w:rsidR="{long}"/>{SLOTS}'),
        zip_parts(frame_parts(links=[("rId9", "hyperlink", long)], external=["rId9"])),
    ):
        assert {code for code, _ in faults(content)} == {"zip-bomb"}
