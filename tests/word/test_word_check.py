"""The project's own check finds what was broken on purpose."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from word_frames import NAMESPACES, SLOTS, R, paragraph, small_frame, unzip, zip_parts
from word_samples import sample_document, small_document

from clausekit.errors import DocumentError, FrameError
from clausekit.word import check_docx, render, render_docx

GOOD = unzip(render_docx(sample_document(articles=2), small_frame(header=paragraph("x"))))
MAIN = "word/document.xml"


def codes(parts: dict[str, bytes]) -> set[str]:
    return {fault.code.removeprefix("document.") for fault in check_docx(zip_parts(dict(parts)))}


def test_a_good_document_has_no_faults() -> None:
    assert codes(GOOD) == set()


def replaced(old: str, new: str, part: str = MAIN, count: int = 1) -> dict[str, bytes]:
    text = GOOD[part].decode()
    assert old in text
    return {**GOOD, part: text.replace(old, new, count).encode()}


def without(*names: str) -> dict[str, bytes]:
    return {name: content for name, content in GOOD.items() if name not in names}


def added(xml: str) -> dict[str, bytes]:
    return replaced("<w:sectPr", f"{xml}<w:sectPr")


def with_note(id_: str) -> dict[str, bytes]:
    """A note with this id, and its mark."""
    part = "word/footnotes1.xml"
    notes = replaced("</w:footnotes>", f'<w:footnote w:id="{id_}"/></w:footnotes>', part)[part]
    return {**added(f'<w:p><w:r><w:footnoteReference w:id="{id_}"/></w:r></w:p>'), part: notes}


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
TEXT = "<w:p><w:r><w:instrText>{}</w:instrText></w:r></w:p>"


@pytest.mark.parametrize(
    ("breaking", "code"),
    [
        (lambda: replaced("</w:body>", ""), "malformed-xml"),
        (lambda: replaced("<w:styles", "<w:styles <", "word/styles.xml"), "malformed-xml"),
        (lambda: {**GOOD, "word/x.xml": b"<!DOCTYPE x><x/>"}, "malformed-xml"),
        (lambda: {**GOOD, MAIN: b"<!DOCTYPE x><x/>"}, "malformed-xml"),
        (lambda: without("[Content_Types].xml"), "content-type"),
        (lambda: {**GOOD, "[Content_Types].xml": b"<"}, "malformed-xml"),
        (lambda: {**GOOD, "word/picture.tiff": b"x"}, "content-type"),
        (lambda: without("word/numbering.xml"), "content-type"),
        (lambda: without("word/numbering.xml"), "relationship"),
        (lambda: replaced('Target="styles.xml"', 'Target="nowhere.xml"',
                          "word/_rels/document.xml.rels"), "relationship"),
        (lambda: replaced('Id="rId2"', 'Id="rId1"', "word/_rels/document.xml.rels"),
         "relationship"),
        (lambda: {**GOOD, "word/_rels/none.xml.rels": b"<Relationships/>"}, "relationship"),
        (lambda: replaced('r:id="rId-header"', 'r:id="rId77"'), "relationship"),
        (lambda: without(MAIN), "missing-part"),
        (lambda: added('<w:bookmarkStart w:id="99" w:name="a"/>'), "bookmark"),
        (lambda: added('<w:bookmarkEnd w:id="99"/>'), "bookmark"),
        (lambda: added('<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'),
         "bookmark"),
        (lambda: added('<w:bookmarkStart w:id="98" w:name="a"/><w:bookmarkEnd w:id="98"/>'
                       '<w:bookmarkStart w:id="99" w:name="A"/><w:bookmarkEnd w:id="99"/>'),
         "bookmark"),
        (lambda: added(f"<w:p>{FIELD.format('begin')}</w:p>"), "field"),
        (lambda: added(f"<w:p>{FIELD.format('end')}</w:p>"), "field"),
        (lambda: added(f"<w:p>{FIELD.format('separate')}</w:p>"), "field"),
        (lambda: added(f"<w:p>{FIELD.format('odd')}</w:p>"), "field"),
        (lambda: added(f"<w:p>{FIELD.format('begin')}{FIELD.format('odd')}"
                       f"{FIELD.format('end')}</w:p>"), "field"),
        (lambda: added(f"<w:p>{FIELD.format('begin')}{FIELD.format('separate') * 2}"
                       f"{FIELD.format('end')}</w:p>"), "field"),
        (lambda: added(TEXT.format("PAGE")), "field"),
        (lambda: added('<w:p><w:fldSimple w:instr=" REF nowhere \\h "/></w:p>'), "reference"),
        (lambda: added('<w:p><w:fldSimple w:instr="PAGEREF nowhere"/></w:p>'), "reference"),
        (lambda: added('<w:p><w:fldSimple w:instr=\' HYPERLINK \\l "nowhere"\'/></w:p>'),
         "reference"),
        (lambda: added('<w:p><w:hyperlink w:anchor="nowhere"/></w:p>'), "reference"),
        (lambda: added('<w:p><w:pPr><w:pStyle w:val="none"/></w:pPr></w:p>'), "style"),
        (lambda: added('<w:p><w:r><w:rPr><w:rStyle w:val="s-Recital"/></w:rPr></w:r></w:p>'),
         "style"),
        (lambda: replaced('w:tblStyle w:val="', 'w:tblStyle w:val="no'), "style"),
        (lambda: added('<w:p><w:pPr><w:numPr><w:numId w:val="77"/></w:numPr></w:pPr></w:p>'),
         "numbering"),
        (lambda: added('<w:p><w:r><w:footnoteReference w:id="77"/></w:r></w:p>'), "note"),
        (lambda: replaced("</w:footnotes>", '<w:footnote w:id="77"/></w:footnotes>',
                          "word/footnotes1.xml"), "note"),
        (lambda: replaced("</w:footnotes>", '<w:footnote w:id="1"/></w:footnotes>',
                          "word/footnotes1.xml"), "note"),
        (lambda: with_note("32768"), "note"),
        (lambda: with_note("99999999999"), "note"),
        (lambda: with_note("+40000"), "note"),
        (lambda: added('<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr></w:sdt>' * 2), "control"),
        (lambda: added('<wp:docPr xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
                       'wordprocessingDrawing" id="5"/>' * 2), "drawing"),
        (lambda: added("<w:tbl><w:tr><w:tc/></w:tr></w:tbl>"), "table-cell"),
        (lambda: added("<w:tbl><w:tr><w:tc><w:p/><w:tbl/></w:tc></w:tr></w:tbl>"), "table-cell"),
    ],
)  # fmt: skip
def test_each_fault_is_found(breaking: Callable[[], dict[str, bytes]], code: str) -> None:
    assert code in codes(breaking())


def test_a_doubled_member_is_found() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in GOOD.items():
            archive.writestr(name, content)
        archive.writestr(MAIN, GOOD[MAIN])
    (fault,) = check_docx(stream.getvalue())
    assert fault.code == "document.duplicate-member"
    assert fault.where == f"document, '{MAIN}'"


def test_other_files_are_told_apart() -> None:
    assert check_docx(b"text")[0].code == "document.not-docx"


def test_a_document_that_fails_the_check_is_never_handed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(render, "write_contents", lambda ledger: "<w:p><w:broken></w:p>")
    with pytest.raises(DocumentError) as caught:
        render_docx(sample_document(), small_frame())
    assert caught.value.code == "document.malformed-xml"


def test_a_frame_with_an_unsound_part_is_told_when_it_is_compiled() -> None:
    twice = '<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/></w:p>'
    with pytest.raises(FrameError) as caught:
        render_docx(small_document(), small_frame(twice * 2 + SLOTS))
    assert caught.value.code == "frame.unsound"
    assert "stands twice" in caught.value.message
    assert NAMESPACES


def test_independent_validators_find_nothing(tmp_path: Path) -> None:
    openxml_audit = pytest.importorskip("openxml_audit")
    ooxml_integrity = pytest.importorskip("ooxml_integrity")
    for code in ("en", "es", "fr", "pt"):
        path = tmp_path / f"{code}.docx"
        path.write_bytes(render_docx(sample_document(articles=6, language=code)))
        result = openxml_audit.OpenXmlValidator().validate(str(path))
        assert result.is_valid, list(result.errors)
        assert not list(result.errors)
        assert not list(ooxml_integrity.check(path))


@pytest.mark.parametrize(
    "marked",
    [
        '<w:bookmarkStart w:id="7" w:name="m"/><w:p/><w:bookmarkEnd w:id="7"/>',
        '<w:permStart w:id="7" w:edGrp="everyone"/><w:p/><w:permEnd w:id="7"/><w:proofErr/>',
        '<w:p/><w:bookmarkStart w:id="7" w:name="m"/></w:tc><w:tc><w:p/><w:bookmarkEnd w:id="7"/>',
    ],
)
def test_a_mark_may_end_behind_the_text_of_a_cell(marked: str) -> None:
    assert not codes(added(f"<w:tbl><w:tr><w:tc>{marked}</w:tc></w:tr></w:tbl>"))


def test_an_empty_id_names_no_relationship() -> None:
    # LibreOffice writes one for the lines of a drawing, Word for a link without a target.
    empty = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata '
        f'xmlns:r="{R}" r:id=""/></v:shape></w:pict></w:r></w:p>'
    )
    assert not codes(added(empty))
    assert codes(added(empty.replace('r:id=""', 'r:id="rId99"'))) == {"relationship"}
