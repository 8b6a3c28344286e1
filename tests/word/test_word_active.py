"""Nothing in a template runs, embeds or reaches out, however it is written."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from word_frames import NAMESPACES, SLOTS, W, frame_parts, paragraph, small_frame, zip_parts
from word_samples import sample_document

from clausekit.errors import FrameError
from clausekit.word import Frame, render_docx, workbench
from clausekit.word.drawings import is_inside

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def codes(content: bytes) -> list[str]:
    with pytest.raises(FrameError) as caught:
        Frame.compile(content, name="house.docx")
    return [fault.code.removeprefix("frame.") for fault in caught.value.faults]


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def words(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def field(*content: str, result: str = "x") -> str:
    """A field; its words, and fields among them."""
    inside = "".join(one if one.startswith("<") else words(one) for one in content)
    shown = mark("separate") + f"<w:r><w:t>{result}</w:t></w:r>" if result else ""
    return mark("begin") + inside + shown + mark("end")


def with_field(runs: str) -> bytes:
    return small_frame(f"<w:p>{runs}</w:p>{SLOTS}")


@pytest.mark.parametrize(
    "kind",
    [
        "DDE", "DDEAUTO", "ddeauto", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK",
        "MACROBUTTON", "DATABASE", "RD", "EMBED", "CONTROL", "HTMLCONTROL", "PRINT", "AUTOTEXT",
        "GLOSSARY", "ADDIN", "MERGEFIELD",
    ],
)  # fmt: skip
def test_a_field_that_reaches_out_is_refused(kind: str) -> None:
    for runs in (
        field(f" {kind} x "),
        field(f" {kind[:2]}", f"{kind[2:]} x"),
        field(f"\t{kind}", result=""),
        mark("begin") + words(f"{kind} x"),
        words(f" {kind} x"),
        f'<w:fldSimple w:instr=" {kind} x"><w:r><w:t>y</w:t></w:r></w:fldSimple>',
        f"<w:r><w:delInstrText>{kind} x</w:delInstrText></w:r>",
        field("IF 1 = 1 ", field(f"{kind} x"), " 2"),
        field("PAGE", result="y</w:t></w:r>" + field(kind) + "<w:r><w:t>z"),
    ):
        assert "external" in codes(with_field(runs)), runs


@pytest.mark.parametrize("kind", ["MACROBUTTON", "PRINT", "INCLUDETEXT"])
def test_what_such_a_field_does_is_told_as_it_is(kind: str) -> None:
    with pytest.raises(FrameError, match=rf"the kind {kind}: .*bring in, start or print"):
        Frame.compile(with_field(field(f"{kind} NoMacro [Name]", result="")), name="house.docx")


@pytest.mark.parametrize(
    "runs",
    [
        field(field("QUOTE 68 68 69"), " cmd x"),
        field("D", field('QUOTE "DE"'), " cmd x"),
        field(field("SET c DDE"), field("REF c"), " x"),
        field("NEWFIELD x"),
        field("MyBookmark"),
        field("?x"),
    ],
)
def test_a_field_whose_name_is_hidden_or_unknown_is_refused(runs: str) -> None:
    assert set(codes(with_field(runs))) == {"field"}


@pytest.mark.parametrize(
    "target",
    [
        '"file:///etc/passwd"', '"\\\\server\\share\\x"', "\\\\server\\share", '"javascript:x"',
        '"ftp://x"', '\\o "tip" "file://x"', '\\n "file://x"', '" file://x"', "", '\\o "tip"',
    ],
)  # fmt: skip
def test_a_link_in_a_field_leads_to_the_web_or_inside(target: str) -> None:
    for runs in (field(f"HYPERLINK {target}"), field("HYPERLINK ", field("QUOTE x"))):
        assert "external" in codes(with_field(runs))


@pytest.mark.parametrize(
    "text",
    [
        "PAGE", " NUMPAGES \\* MERGEFORMAT ", 'HYPERLINK "https://www.ohchr.org"',
        'HYPERLINK "MAILTO:a@b.org"', 'HYPERLINK \\o "tip" https://www.ohchr.org', "= 1 + 1",
        'STYLEREF "heading 1"', "DATE \\@ yyyy", 'IF 1 = 1 "a" "b"', "FORMTEXT", " SEQ x",
    ],
)  # fmt: skip
def test_fields_of_the_document_itself_may_stand(text: str) -> None:
    assert render_docx(sample_document(articles=1), with_field(field(text)))


def test_a_part_in_the_strict_form_hides_nothing() -> None:
    parts = frame_parts(header=paragraph("x"))
    hidden = f"<w:p>{field('DDEAUTO x')}</w:p>"
    parts["word/header1.xml"] = f'<w:hdr xmlns:w="{STRICT}">{hidden}</w:hdr>'
    assert codes(zip_parts(parts)) == ["strict"]


def test_a_part_in_another_encoding_hides_nothing() -> None:
    parts = frame_parts(header=paragraph("x"))
    hidden = f"<w:p>{field('DDEAUTO x')}</w:p>"
    text = f'<?xml version="1.0" encoding="UTF-16"?><w:hdr xmlns:w="{W}">{hidden}</w:hdr>'
    parts["word/header1.xml"] = text.encode("utf-16")
    assert "external" in codes(zip_parts(parts))
    entity = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY y SYSTEM "z">]><x/>'
    parts["word/header1.xml"] = entity.encode("utf-16")
    assert codes(zip_parts(parts)) == ["doctype"]


def test_a_tie_to_a_source_of_data_is_refused() -> None:
    merge = '<w:mailMerge><w:connectString w:val="DSN=x"/><w:query w:val="SELECT"/></w:mailMerge>'
    assert codes(small_frame(settings=merge)) == ["external"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("vbaProject", "macro"), ("attachedToolbars", "macro"), ("KEYMAPCUSTOMIZATIONS", "macro"),
        ("ui/extensibility", "macro"), ("oleObject", "embedded"), ("OLEObject", "embedded"),
        ("control", "embedded"), ("package", "embedded"), ("aFChunk", "embedded"),
        ("subDocument", "embedded"), ("webextensiontaskpanes", "embedded"),
    ],
)  # fmt: skip
def test_a_kind_of_relationship_that_runs_something_is_refused(kind: str, code: str) -> None:
    links = [("rId99", f"http://schemas.microsoft.com/office/{kind}", "x.xml")]
    assert codes(small_frame(links=links))[0] == code


@pytest.mark.parametrize(
    ("part", "kind", "code"),
    [
        ("word/x.bin", "application/vnd.ms-office.vbaProject", "macro"),
        ("word/VBAPROJECT.BIN", "application/octet-stream", "macro"),
        ("word/x.bin", "application/vnd.openxmlformats-officedocument.oleObject", "embedded"),
        ("word/Embeddings/x.xlsx", "application/octet-stream", "embedded"),
        ("word/x.xml", "application/vnd.ms-office.activeX+xml", "embedded"),
    ],
)
def test_a_part_that_runs_something_is_refused(part: str, kind: str, code: str) -> None:
    parts = frame_parts()
    override = f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
    types = str(parts["[Content_Types].xml"]).replace("</Types>", override)
    content = zip_parts({**parts, "[Content_Types].xml": types, part: "<x/>"})
    assert codes(content)[0] == code


@pytest.mark.parametrize("mode", ["External", "external", " External", "Outside"])
def test_a_mode_of_a_target_that_is_not_internal_is_external(mode: str) -> None:
    parts = frame_parts(links=[("rId99", "image", "file:///x.png")], external=["rId99"])
    links = "word/_rels/document.xml.rels"
    parts[links] = str(parts[links]).replace('"External"', f'"{mode}"')
    odd = [] if mode == "External" else ["odd-part"]
    assert codes(zip_parts(parts)) == ["external", *odd]


VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


@pytest.mark.parametrize(
    "shape",
    [
        '<v:imagedata src="http://example.org/x.png"/>',
        '<v:imagedata o:href="file:///x.png"/>',
        '<v:fill src="\\\\server\\x.png"/>',
        '<v:shape href="file:///x"/>',
        '<v:fill o:althref="http://example.org/x"/>',
    ],
)
def test_a_drawing_of_the_old_kind_reaches_out_to_nothing(shape: str) -> None:
    body = f"<w:p><w:r><w:pict {VML}>{shape}</w:pict></w:r></w:p>"
    assert codes(small_frame(body + SLOTS)) == ["external"]


def test_a_drawing_of_the_old_kind_may_link_to_the_web() -> None:
    shape = '<v:shape href="https://www.ohchr.org"/><v:shape href="#x"/><v:shape href=""/>'
    body = f"<w:p><w:r><w:pict {VML}>{shape}</w:pict></w:r></w:p>"
    assert render_docx(sample_document(articles=1), small_frame(body + SLOTS))


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<script>x</script>", "embedded"),
        ("<foreignObject/>", "embedded"),
        ('<image href="http://example.org/x.png"/>', "external"),
        ('<use xlink:href="file:///x"/>', "external"),
        ('<use xlink:href="#a"/><image href="data:image/png;base64,iVBORw0KGgo="/>', ""),
    ],
)
def test_a_picture_of_lines_reaches_out_to_nothing(inside: str, code: str) -> None:
    parts = frame_parts(links=[("rId99", "image", "media/x.svg")])
    types = str(parts["[Content_Types].xml"])
    more = '<Default Extension="svg" ContentType="image/svg+xml"/></Types>'
    parts["[Content_Types].xml"] = types.replace("</Types>", more)
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    parts["word/media/x.svg"] = f"<svg {names}>{inside}</svg>"
    if code:
        assert codes(zip_parts(parts)) == [code]
    else:
        assert render_docx(sample_document(articles=1), zip_parts(parts))


# --- what it costs


def test_more_tags_than_a_template_needs_are_refused() -> None:
    body = paragraph("{{ buyer_name }}" * 20_000) * 2
    assert codes(small_frame(body + SLOTS))[0] == "too-many-tags"


def test_torn_tags_are_told_up_to_a_limit() -> None:
    # Each is looked for to the end of its paragraph: a hundred thousand would take minutes.
    for body in (paragraph("{{ " * 100_000), paragraph("{{ x ") * 10_000):
        assert 100 <= codes(small_frame(body + SLOTS)).count("broken-tag") <= 101


@pytest.mark.parametrize(
    "inside",
    [
        "buyer_name" + "|upper" * 40,
        "not " * 40 + "buyer_name",
        "buyer_name" + " and buyer_name" * 40,
        "'a' if buyer_name else " * 40 + "'b'",
        "buyer_name == '" + "x" * 1000 + "'",
    ],
)
def test_a_tag_that_would_keep_the_machine_busy_is_refused(inside: str) -> None:
    # A chain of 180 filters took ten seconds, and a template may have 2,000 tags.
    assert codes(small_frame(paragraph(f"{{{{ {inside} }}}}") + SLOTS)) == ["broken-tag"]
    assert codes(small_frame(paragraph(f"{{% if {inside} %}}x{{% endif %}}") + SLOTS))


def test_a_tag_may_be_as_long_as_people_write() -> None:
    inside = " or ".join(f"buyer_name|trim|upper == 'TOWN {number}'" for number in range(12))
    text = f"{{{{ 'a' if {inside} else buyer_name|default('b', true) }}}}"
    assert render_docx(sample_document(articles=1), small_frame(paragraph(text) + SLOTS))


@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml"]
)
def test_more_attributes_than_any_program_writes_are_refused(part: str) -> None:
    parts = frame_parts()
    text = str(parts[part])
    start = text.index("><") if "><" in text else text.index(">")
    flood = "".join(f' a{number}="x"' for number in range(200_000))
    parts[part] = text[:start].rstrip("/") + flood + text[start:]
    assert codes(zip_parts(parts)) == ["too-many-attributes"]


def test_a_file_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "huge.docx"
    with path.open("wb") as stream:
        stream.truncate(10**11)
    with pytest.raises(FrameError, match=r"frame\.zip-bomb"):
        render_docx(sample_document(articles=1), path)
    with pytest.raises(FrameError, match=r"frame\.unreadable"):
        render_docx(sample_document(articles=1), "a\0b.docx")


def test_more_text_than_a_template_needs_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbench, "MAX_XML", 50_000)
    part = f"<w:x {NAMESPACES}>{'a' * 50_000}</w:x>"
    content = zip_parts({**frame_parts(), "word/x.xml": part})
    assert codes(content) == ["zip-bomb"]


def test_a_picture_in_a_drawing_is_what_it_says() -> None:
    # LibreOffice goes by how it begins, and loads what a drawing inside a drawing names.
    inner = '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///x.png"/></svg>'
    hidden = base64.b64encode(inner.encode()).decode()
    for address in (f"data:image/png;base64,{hidden}", "data:image/jpeg,%3Csvg/%3E"):
        assert not is_inside(address)
        body = (
            '<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml">'
            f'<v:fill src="{address}"/></v:rect></w:pict></w:r></w:p>'
        )
        assert set(codes(small_frame(body + SLOTS))) == {"external"}
    for picture in (b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"BM....", b"RIFF...."):
        assert is_inside(f"data:image/png;base64,{base64.b64encode(picture).decode()}")
    assert not is_inside("data:image/png;base64,iVBORw0K\N{KELVIN SIGN}AAA")
    assert not is_inside(f"data:image/png;base64,iVBORw0K{' ' * 200_000}!")  # hours, once
