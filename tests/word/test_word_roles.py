"""A part is one thing for all readers, or the file is refused."""

from __future__ import annotations

import pytest
from word_faults import faults
from word_frames import PACKAGE, SLOTS, WORD, R, W, frame_parts, paragraph, unzip, zip_parts
from word_samples import sample_document

from clausekit.word import check_docx, render_docx

MAIN_LINKS = "word/_rels/document.xml.rels"
STRICT = "http://purl.oclc.org/ooxml"


def changed(
    *links: tuple[str, str], links_of: str = MAIN_LINKS, types: str = "", **parts: str
) -> bytes:
    """A frame with more links, before all others, more types and more parts."""
    found = dict(frame_parts(header=paragraph("x")))
    entries = "".join(
        f'<Relationship Id="n{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links)
    )
    opening, rest = str(found[links_of]).split(">", 1)
    found[links_of] = f"{opening}>{entries}{rest}"
    found["[Content_Types].xml"] = str(found["[Content_Types].xml"]).replace(
        "</Types>", f"{types}</Types>"
    )
    return zip_parts(found | parts)


def override(name: str, kind: str) -> str:
    return f'<Override PartName="/{name}" ContentType="{kind}"/>'


@pytest.mark.parametrize(
    "content",
    [
        changed((f"{R}/footnotes", "_rels/document.xml.rels")),
        changed((f"{R}/footnotes", "header1.xml")),
        changed((f"{R}/settings", "document.xml")),
        changed(("urn:x/settings", "settings.xml")),
        changed((f"{R}/Settings", "settings.xml")),
        changed((f"{R}/styles", "styles.xml"), (f"{R}/styles", "styles.xml")),
        changed((f"{R}/image", "styles.xml")),
        changed((f"{PACKAGE}/relationships/metadata/core-properties", "/_rels/.rels"),
                links_of="_rels/.rels"),
        changed((f"{R}/extended-properties", "/word/numbering.xml"), links_of="_rels/.rels"),
        changed(("urn:x/officeDocument", "/word/header1.xml"), links_of="_rels/.rels"),
        changed((f"{R}/officeDocument", "/word/document.xml"), links_of="_rels/.rels"),
        changed((f"{R}/footnotes", "notes.xml"),
                types=override("word/notes.xml", "application/xml"),
                **{"word/notes.xml": f'<w:footnotes xmlns:w="{W}"/>'}),
        changed((f"{R}/footnotes", "notes.xml"),
                types=override("word/notes.xml", f"{WORD}.footnotes+xml"),
                **{"word/notes.xml": f'<w:hdr xmlns:w="{W}"/>'}),
        changed(types=override("word/styles.xml", f"{WORD}.styles+xml")),
        changed(types='<Default Extension="xml" ContentType="application/xml"/>'
                '<Default Extension="XML" ContentType="text/xml"/>'),
    ],
)  # fmt: skip
def test_a_part_that_is_one_thing_and_another_is_refused(content: bytes) -> None:
    assert {code for code, _ in faults(content)} == {"odd-part"}


def with_sections(*references: str) -> bytes:
    """A frame whose last section names these; rId-header and rId-footer are what they say."""
    parts = dict(frame_parts(header=paragraph("x"), footer=paragraph("y")))
    opening, rest = str(parts["word/document.xml"]).split("<w:sectPr>")
    rest = rest[rest.index("<w:pgSz") :]
    parts["word/document.xml"] = f"{opening}<w:sectPr>{''.join(references)}{rest}"
    return zip_parts(parts)


def named(kind: str, key: str, pages: str = ' w:type="default"') -> str:
    return f'<w:{kind}Reference{pages} r:id="{key}"/>'


@pytest.mark.parametrize(
    "references",
    [
        [named("header", "rId-footer")],
        [named("footer", "rId-header")],
        [named("header", "rId1")],
        [named("header", "rId404")],
        ['<w:headerReference w:type="default"/>'],
        [named("header", "rId-header"), named("header", "rId-header")],
        [named("header", "rId-header", ' w:type="first"')] * 2,
        [named("header", "rId-header", "")],
        [named("footer", "rId-footer", ' w:type="odd"')],
    ],
)
def test_a_section_has_one_header_for_each_kind_of_page(references: list[str]) -> None:
    assert {code for code, _ in faults(with_sections(*references))} == {"odd-part"}


def test_a_header_may_serve_pages_of_all_kinds() -> None:
    references = [
        named(kind, f"rId-{kind}", f' w:type="{pages}"')
        for kind in ("header", "footer")
        for pages in ("default", "even", "first")
    ]
    assert render_docx(sample_document(articles=1), with_sections(*references))


@pytest.mark.parametrize(
    "body",
    [
        f'<w:p><s:ins xmlns:s="{STRICT}/wordprocessingml/main"><w:r/></s:ins></w:p>',
        f'<w:p s:x="1" xmlns:s="{STRICT}/officeDocument/relationships"/>',
    ],
)
def test_the_two_forms_of_the_format_do_not_mix(body: str) -> None:
    assert faults(zip_parts(frame_parts(body + SLOTS)))[0][0] == "strict"


@pytest.mark.parametrize("target", ["/[Content_Types].xml", "/_rels/.rels"])
def test_what_holds_the_parts_together_is_no_part(target: str) -> None:
    assert {code for code, _ in faults(changed((f"{R}/customXml", target)))} == {"odd-part"}


def test_several_properties_become_one() -> None:
    # LibreOffice writes the link with a small d; Word keeps the part and adds its own.
    space = f"{PACKAGE}/metadata/core-properties"
    small = R.replace("officeDocument", "officedocument") + "/metadata/core-properties"
    kind = "application/vnd.openxmlformats-package.core-properties+xml"
    content = changed(
        (small, "docProps/core.xml"),
        (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core0.xml"),
        links_of="_rels/.rels",
        types=override("docProps/core.xml", kind) + override("docProps/core0.xml", kind),
        **{f"docProps/core{n}.xml": f'<x:coreProperties xmlns:x="{space}"/>' for n in ("", "0")},
    )  # fmt: skip
    printed = unzip(render_docx(sample_document(articles=1), content))
    assert [name for name in printed if "core" in name] == ["docProps/core.xml"]


def test_content_types_are_read_whatever_their_letters() -> None:
    kind = f"{WORD}.comments+xml".replace("comments", "Comments").replace(
        "application", "APPLICATION"
    )
    comment = f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Ana"/></w:comments>'
    content = changed(
        (f"{R}/comments", "comments.xml"),
        types=override("word/comments.xml", kind),
        **{"word/comments.xml": comment},
    )
    assert [code for code, _ in faults(content)] == ["comment"]


def test_comments_and_changes_are_found_in_every_part() -> None:
    comment = f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Ana"/></w:comments>'
    assert [code for code, _ in faults(changed(**{"word/notes.xml": comment}))] == ["comment"]


def test_a_list_of_types_whose_default_is_the_main_document_is_no_story() -> None:
    # As programs write it that stand on the Open XML SDK.
    parts = dict(frame_parts())
    types = str(parts["[Content_Types].xml"]).replace(
        'Extension="xml" ContentType="application/xml"',
        f'Extension="xml" ContentType="{WORD}.document.main+xml"',
    )
    parts["[Content_Types].xml"] = types.replace(
        override("word/document.xml", f"{WORD}.document.main+xml"), ""
    )
    assert "document.main+xml" in parts["[Content_Types].xml"]
    assert check_docx(render_docx(sample_document(articles=1), zip_parts(parts))) == ()


def test_a_package_without_a_type_for_links_gets_one() -> None:
    # LibreOffice before 6.1 gives each part of relationships a type of its own.
    parts = dict(frame_parts())
    links = "application/vnd.openxmlformats-package.relationships+xml"
    types = str(parts["[Content_Types].xml"])
    own = override("_rels/.rels", links) + override(MAIN_LINKS, links)
    parts["[Content_Types].xml"] = types.replace(
        f'<Default Extension="rels" ContentType="{links}"/>', own
    )
    assert own in parts["[Content_Types].xml"]
    assert check_docx(render_docx(sample_document(articles=1), zip_parts(parts))) == ()


@pytest.mark.parametrize("encoding", ["utf-7", "iso-2022-jp", "utf-32", "cp037", "gb18030", "hz"])
def test_a_part_in_an_encoding_that_readers_decode_differently_is_refused(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><x>é</x>'
    parts = dict(frame_parts())
    parts["word/other.xml"] = text.encode("latin-1" if encoding == "hz" else encoding, "replace")
    assert [code for code, _ in faults(zip_parts(parts))] == ["malformed-xml"]


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("<x>" + '<y a="" b="" c=""/>' * 170_000 + "</x>", "attributes"),
        ("<x>" + "<y xmlns='urn:y'/>" * 10_001 + "</x>", "namespaces"),
        ("<x>" + "<y/>" * 200_001 + "</x>", "tags"),
    ],
)
def test_more_markup_than_anybody_writes_is_refused_before_it_is_read(part: str, what: str) -> None:
    with pytest.raises(Exception, match=what):
        render_docx(sample_document(articles=1), zip_parts(frame_parts() | {"word/x.xml": part}))


def test_more_links_than_anybody_writes_are_refused() -> None:
    content = changed(*((f"{R}/hyperlink", f"h{number}") for number in range(10_001)))
    assert [code for code, _ in faults(content)] == ["zip-bomb"]


@pytest.mark.parametrize("kind", ["hyper-link", "Hyperlink", "hyperlink/", "hyperlink "])
def test_a_link_outside_is_of_the_one_kind_that_is_followed(kind: str) -> None:
    parts = frame_parts(links=[("r9", f"{R}/{kind}", "https://a.example")], external=["r9"])
    assert {code for code, _ in faults(zip_parts(parts))} == {"external"}


def test_a_link_leads_inside_or_outside() -> None:
    parts = frame_parts(links=[("r9", f"{R}/hyperlink", "https://a.example")], external=["r9"])
    parts[MAIN_LINKS] = str(parts[MAIN_LINKS]).replace('"External"', '"external"')
    assert "odd-part" in {code for code, _ in faults(zip_parts(parts))}


def test_a_flood_of_headers_is_told_some_times() -> None:
    parts = frame_parts(header="<w:p/>")
    flood = '<w:headerReference r:id="no"/>' * 3000
    parts["word/document.xml"] = str(parts["word/document.xml"]).replace(
        "<w:sectPr>", f"<w:sectPr>{flood}", 1
    )
    assert 0 < len([code for code, _ in faults(zip_parts(parts)) if code == "odd-part"]) <= 40
