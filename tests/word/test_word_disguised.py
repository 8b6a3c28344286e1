"""What a template must not have is found in disguise too: behind comments, odd names, odd types."""

from __future__ import annotations

import pytest
from word_frames import PNG, SLOTS, W, frame_parts, paragraph, small_frame, zip_parts

from clausekit.errors import FrameError
from clausekit.word import Frame, workbench

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHOICE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="zz">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>'
)
HEADER = f'<w:hdr xmlns:w="{W}"><w:p>{{}}</w:p></w:hdr>'
EVIL = '<w:fldSimple w:instr="INCLUDETEXT x"/>'


def codes(content: bytes) -> set[str]:
    with pytest.raises(FrameError) as caught:
        Frame.compile(content, name="house.docx")
    return {fault.code.removeprefix("frame.") for fault in caught.value.faults}


def field(instruction: str) -> str:
    """A field with its result."""
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return f"<w:p>{begin}{instruction}{separate}<w:r><w:t>x</w:t></w:r>{end}</w:p>"


def said(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("instruction", "code"),
    [
        (said('<!-- x --> DDEAUTO cmd "/k"'), "external"),
        (said("D<!-- x -->DE cmd"), "external"),
        (said("<?x y?>INCLUDEPICTURE http://evil.example/x"), "external"),
        (said("PAGE<w:x/>REF").replace("PAGE", "").replace("REF", "DDE cmd"), "external"),
        ("<w:r><w:t>DDEAUTO cmd</w:t></w:r>", "external"),
        (said("D") + "<w:r><w:t>DE cmd</w:t></w:r>", "external"),
        ("<w:r><w:t>{{ buyer_name }}</w:t></w:r>", "field"),
        (said("PAGE ") + "<w:r><w:t>{{ buyer_name }}</w:t></w:r>", "tag-place"),
        (CHOICE.format(said("PAGE"), said("DDEAUTO cmd")), "field"),
        (CHOICE.format(said("PAGE "), ""), "field"),
        (said('HYPERLINK \\n https://a.example "file://evil.example/x"'), "external"),
        (said('HYPERLINK \\o "x\\" https://a.example \\o "file://evil.example/x'), "external"),
        (said("HYPERLINK \\o “a https://a.example \\o b”file://evil.example/x"), "external"),
        (said("HYPERLINK ") + field(said("QUOTE file://evil"))[5:-6] + said(" \\l a"), "external"),
        ('<w:fldSimple w:instr="QUOTE 68 68 69"/>', "field"),
        ('<w:r><w:sym w:char="0044"/></w:r>' + said("DE"), "field"),
        (said("QUOTE {") + said("{ buyer_name }") + said("}"), "tag-place"),
        (
            '<w:r><x:fldChar xmlns:x="urn:x" fldCharType="separate"/></w:r>' + said("DDE"),
            "external",
        ),
        ('<w:r><x:t xmlns:x="urn:x">PAGE </x:t></w:r>' + said("DDE cmd"), "external"),
        ('<w:drawing><a:t xmlns:a="urn:a">PAGE </a:t></w:drawing>' + said("DDE cmd"), "external"),
        (
            "<w:pict><w:txbxContent><w:p><w:r><w:t>PAGE </w:t></w:r></w:p></w:txbxContent></w:pict>"
            + said("DDE cmd"),
            "external",
        ),
    ],
)
def test_a_field_is_read_as_word_reads_it(instruction: str, code: str) -> None:
    assert code in codes(small_frame(field(instruction) + SLOTS))


def test_a_field_may_stand_whole_in_each_form_of_a_text_box() -> None:
    shape = (
        '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"{field(said('PAGE'))}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    box = CHOICE.format(shape, shape)
    Frame.compile(small_frame(f"<w:p><w:r>{box}</w:r></w:p>{SLOTS}"), name="house.docx")
    outer = field(said("TOC") + "").replace("<w:t>x</w:t>", f"<w:t>x</w:t>{box}")
    Frame.compile(small_frame(outer + SLOTS), name="house.docx")


def test_a_field_in_an_attribute_without_a_namespace_is_seen() -> None:
    for attributes in ('instr="DDEAUTO cmd"', 'x:instr="PAGE" xmlns:x="urn:x" w:instr="DDE x"'):
        bare = f"<w:p><w:fldSimple {attributes}/></w:p>"
        assert "external" in codes(small_frame(bare + SLOTS))
    two = 'xmlns:x="urn:x" x:fldCharType="separate" w:fldCharType="begin"'
    begun = f"<w:p><w:r><w:fldChar {two}/></w:r>{said('DDE')}</w:p>"
    assert codes(small_frame(begun + SLOTS)) & {"field", "external"}


@pytest.mark.parametrize(
    "instruction",
    ['HYPERLINK "https://a.example" \\o "see https://a.example/b" \\h', "HYPERLINK \\l _Toc1",
     'HYPERLINK  \\l "_Toc1" ', 'HYPERLINK \\o "Note: the site" https://a.example',
     "HYPERLINK https://a.example", 'hyperlink "tel:+56 2" \\n'.replace(" 2", "2")],
)  # fmt: skip
def test_a_link_may_be_written_as_word_writes_it(instruction: str) -> None:
    bookmark = '<w:p><w:bookmarkStart w:id="5" w:name="_Toc1"/><w:bookmarkEnd w:id="5"/></w:p>'
    Frame.compile(small_frame(bookmark + field(said(instruction)) + SLOTS), name="house.docx")


@pytest.mark.parametrize(
    "user",
    [
        '<w:drawing><a:blip xmlns:a="urn:a" r:link="rId99"/></w:drawing>',
        '<w:drawing><a:blip xmlns:a="urn:a" r:embed="rId99"/></w:drawing>',
        '<w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" r:id="rId99"/></w:pict>',
        '<w:pict><v:a xmlns:v="urn:schemas-microsoft-com:vml" relid="rId99"/></w:pict>',
    ],
)
def test_a_link_is_followed_on_a_click_and_never_fetched(user: str) -> None:
    link = {"links": [("rId99", "hyperlink", "https://a.example/x.png")], "external": ["rId99"]}
    assert "external" in codes(small_frame(f"<w:p><w:r>{user}</w:r></w:p>{SLOTS}", **link))
    click = '<w:p><w:hyperlink r:id="rId99"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
    Frame.compile(small_frame(click + SLOTS, **link), name="house.docx")


@pytest.mark.parametrize(
    "element",
    [
        '<w:altChunk r:id="rId2"/>',
        '<w:subDoc r:id="rId2"/>',
        '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
        'Type="Link"/></w:object></w:r></w:p>',
        '<w:p><w:r><w:object><w:control r:id="rId2"/></w:object></w:r></w:p>',
        '<w:p><w:r><w:drawing><q:webVideoPr xmlns:q="urn:q" html="x"/></w:drawing></w:r></w:p>',
    ],
)
def test_an_element_that_brings_in_another_file_is_refused(element: str) -> None:
    assert "embedded" in codes(small_frame(element + SLOTS))


def with_part(name: str, content: str | bytes, kind: str, relation: str = "header") -> bytes:
    """A frame with one more part."""
    target = name.removeprefix("word/")
    parts = frame_parts(links=[("rId99", relation, target)])
    override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    types = str(parts["[Content_Types].xml"]).replace("</Types>", override)
    return zip_parts({**parts, "[Content_Types].xml": types, name: content})


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.openxmlformats-officedocument.wordprocessingml.header+XML",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml; charset=utf-8",
        "application/octet-stream",
        "image/png",
        "",
    ],
)
@pytest.mark.parametrize("start", ["", "\ufeff", " \n", '<?xml version="1.0"?>'])
def test_markup_is_looked_at_whatever_its_type_says(kind: str, start: str) -> None:
    part = (start + HEADER.format(EVIL)).encode()
    assert "external" in codes(with_part("word/h9.dat", part, kind))
    for encoding, code in (
        ("utf-16", "external"),
        ("utf-16-be", "malformed-xml"),  # without the mark that tells the order of bytes
        ("utf-16-le", "malformed-xml"),
    ):
        head = f'<?xml version="1.0" encoding="{encoding}"?>'
        wide = (head + HEADER.format(EVIL)).encode(encoding)
        assert code in codes(with_part("word/h9.png", wide, kind))


def test_markup_of_another_type_is_no_picture() -> None:
    page = with_part("word/a.htm", "<html><script>1</script></html>", "text/html", "image")
    assert "embedded" in codes(page)


@pytest.mark.parametrize("kind", ["application/octet-stream", "application/x-msdownload"])
def test_what_is_neither_markup_nor_a_picture_is_refused(kind: str) -> None:
    assert codes(with_part("word/v.bin", b"MZ\x90", kind, "image")) == {"embedded"}
    disguised = with_part("word/v.png", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "image/png", "image")
    assert codes(disguised) == {"embedded"}


@pytest.mark.parametrize("name", ["settings.xml.RELS", "Settings.Rels"])
@pytest.mark.parametrize("folder", ["word/_rels", "word/_RELS", "word"])
def test_relationships_with_an_odd_name_are_refused(folder: str, name: str) -> None:
    assert codes(zip_parts({**frame_parts(), f"{folder}/{name}": "<x/>"})) == {"unsafe-name"}


@pytest.mark.parametrize("end", [" ", "/", "\n", " /", "%20"])
@pytest.mark.parametrize(("kind", "code"), [("vbaProject", "macro"), ("aFChunk", "embedded")])
def test_a_relationship_is_told_by_its_letters(kind: str, code: str, end: str) -> None:
    relation = f"{OFFICE}/{kind}{end}"
    assert code in codes(with_part("word/x.png", PNG, "image/png", relation))


SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'


@pytest.mark.parametrize(
    ("drawing", "code"),
    [
        (SVG.format("").replace("<svg", '<svg onload="alert(1)"'), "embedded"),
        (SVG.format('<rect OnClick="x"/>'), "embedded"),
        (SVG.format('<animate attributeName="href" to="x"/>'), "embedded"),
        (SVG.format('<iframe srcdoc="x"/>'), "embedded"),
        (SVG.format("<Script/>"), "embedded"),
        (f"<x>{SVG.format('<script/>')}</x>", "embedded"),
        ("<SVG><script>1</script></SVG>", "embedded"),
        (SVG.format("<style>@import url('http://a.example')</style>"), "external"),
        (SVG.format("<style>@i\\6d&#13;&#10;port 'http://a.example';</style>"), "external"),
        (SVG.format("<g style='fill: u\\72&#13;&#10;l(http://a.example)'/>"), "external"),
        (SVG.format("<g style='fill: image(\"http://a.example\")'/>"), "external"),
        (SVG.format("<style>a { fill: URL( http://a.example) }</style>"), "external"),
        (SVG.format("<style>a { fill: \\75rl(http://a.example) }</style>"), "external"),
        (SVG.format('<rect fill="url(http://a.example)"/>'), "external"),
        (SVG.format('<rect style="fill:url(&quot;//a.example&quot;)"/>'), "external"),
        (SVG.format('<image href="x.png"/>'), "external"),
        ('<?xml-stylesheet href="http://a.example"?>' + SVG.format(""), "external"),
        (('<?xml-stylesheet href="x"?>' + SVG.format("")).encode("utf-16"), "external"),
        (SVG.format("<style>@im<x/>port 'http://a.example'</style>"), "external"),
        (SVG.format("<style>a { fill: image-set('http://a.example' 1x) }</style>"), "external"),
        (SVG.format('<use href="data:image/svg+xml,%3Csvg%3E#a"/>'), "external"),
        (SVG.format('<g xml:base="http://a.example/x.svg"/>'), "external"),
        (SVG.format('<img xmlns="http://www.w3.org/1999/xhtml" srcset="http://a"/>'), "embedded"),
    ],
)
def test_a_drawing_neither_runs_nor_fetches_anything(drawing: str, code: str) -> None:
    assert code in codes(with_part("word/a.svg", drawing, "image/svg+xml", "image"))


def test_a_drawing_may_refer_to_itself() -> None:
    inside = (
        '<defs><linearGradient id="a"/></defs><style>.b { fill: url(#a) }</style>'
        '<rect fill="url(\'#a\')"/><use href="#a"/>'
        '<image href="data:image/png;base64,iVBORw0KGgo="/>'
    )
    inside += (
        '<metadata><?xpacket begin=""?></metadata><title>C:\\a (copy)</title><rect fill="url()"/>'
        "<style>@font-face { src: url(data:font/woff2;base64,AA==) } .a\\:b { x: y(1px) }</style>"
    )
    start = '<?xml version="1.0" encoding="UTF-8"?>'
    drawing = with_part("word/a.svg", start + SVG.format(inside), "image/svg+xml", "image")
    Frame.compile(drawing, name="house.docx")


@pytest.mark.parametrize("name", ["_notes", "clauses", "buyer_name"])
def test_a_tag_beside_an_element_in_a_text_is_refused(name: str) -> None:
    text = f"<w:p><w:r><w:t><w:x/>{{{{ {name} }}}}</w:t></w:r></w:p>"
    assert codes(small_frame(text + SLOTS)) == {"misplaced", "tag-place"}


def test_what_ordinary_templates_hold_may_stand() -> None:
    click = '<w:p><w:hyperlink r:id="rId98"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
    links = {"links": [("rId98", "hyperlink", "#_Toc1")], "external": ["rId98"]}
    Frame.compile(small_frame(click + SLOTS, **links), name="house.docx")
    for kind in ("BIBLIOGRAPHY", "CITATION x", "SHAPE \\* MERGEFORMAT", "USERNAME", "FILESIZE"):
        Frame.compile(small_frame(field(said(kind)) + SLOTS), name="house.docx")
    Frame.compile(with_part("word/s.sigs", b"", "application/x-sig", "origin"), name="house.docx")


def test_settings_that_fetch_something_are_left_out() -> None:
    library = '<s:schemaLibrary xmlns:s="urn:s"><s:schema s:uri="a"/></s:schemaLibrary>'
    settings = f'<w:zoom w:percent="90"/><w:saveThroughXslt w:solutionID="x"/>{library}'
    frame = Frame.compile(small_frame(SLOTS, settings=settings), name="house.docx")
    (part,) = [part for part in frame.parts if part.name == "word/settings.xml"]
    text = "".join(part.pieces)
    assert "zoom" in text
    assert "schemaLibrary" not in text
    assert "saveThroughXslt" not in text


def test_comments_of_xml_are_left_out() -> None:
    text = "<w:p><w:r><w:t>We<!-- {{ _notes }} -->ll {{ <?a b?>buyer_name }}</w:t></w:r></w:p>"
    frame = Frame.compile(small_frame(text + SLOTS), name="house.docx")
    assert "buyer_name" in frame.facts


def test_limits_hold_for_the_template_and_not_for_each_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tags = paragraph("{{ buyer_name }}" * 900)
    assert "too-many-tags" in codes(small_frame(tags + SLOTS, header=tags, footer=tags))
    sections = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" * 2_001
    assert "too-many-tags" in codes(small_frame(sections + SLOTS))
    monkeypatch.setattr(workbench, "_MOST_TAGS", 1_000)
    assert codes(small_frame("<w:p/>" * 1_001 + SLOTS)) == {"zip-bomb"}


def test_many_tags_in_one_long_row_are_told_soon() -> None:
    tags = paragraph("{%tr if buyer_name %}{%tr endif %}") * 900
    row = f"<w:tbl><w:tr><w:tc>{tags}{'<w:p/>' * 50_000}</w:tc></w:tr></w:tbl>"
    assert "beside-tag" in codes(small_frame(row + SLOTS))


@pytest.mark.parametrize("kind", ["thumbnail", "people"])
@pytest.mark.parametrize("target", ["word/document.xml", "word/styles.xml"])
def test_what_the_frame_needs_passes_for_nothing_else(kind: str, target: str) -> None:
    parts = frame_parts(links=[("rId99", kind, f"/{target}")])
    link = f'<Relationship Id="r9" Type="{OFFICE}/{kind}" Target="/{target}"/></Relationships>'
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace("</Relationships>", link)
    assert codes(zip_parts(parts)) == {"odd-part"}


def test_a_long_value_of_a_drawing_is_read_soon() -> None:
    drawing = SVG.format(f'<rect fill="url({" " * 200_000}#a)"/>')
    Frame.compile(with_part("word/a.svg", drawing, "image/svg+xml", "image"), name="house.docx")
