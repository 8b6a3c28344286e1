"""Links and types say the same to every program: read strictly, and written anew."""

from __future__ import annotations

import re

import pytest
from lxml import etree
from word_faults import faults
from word_frames import (
    PACKAGE,
    PNG,
    SLOTS,
    WORD,
    R,
    W,
    frame_parts,
    numbering,
    paragraph,
    relationships,
    styles,
    unzip,
    zip_parts,
)
from word_samples import sample_document

from clausekit.word import check_docx, render_docx

TYPES = "[Content_Types].xml"
MAIN_LINKS = "word/_rels/document.xml.rels"
BLIP = (
    '<w:p><w:r><w:drawing><a:blip r:embed="n" xmlns:a="http://schemas.openxmlformats.org/'
    'drawingml/2006/main"/></w:drawing></w:r></w:p>'
)
"""A picture that the link ``n`` leads to."""


CHOICE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps">'
)


def filled(parts: dict[str, str | bytes]) -> dict[str, bytes]:
    """The parts of the document that a frame makes, once it was checked."""
    document = render_docx(sample_document(articles=1), zip_parts(parts))
    assert not check_docx(document)
    return unzip(document)


def with_link(entry: str, links_of: str = MAIN_LINKS) -> bytes:
    """A frame with another link before all others."""
    parts = frame_parts(header=paragraph("x"))
    opening, rest = str(parts[links_of]).split(">", 1)
    return zip_parts(parts | {links_of: f"{opening}>{entry}{rest}", "h/h.xml": "<a/>"})


@pytest.mark.parametrize("links_of", ["_rels/.rels", MAIN_LINKS])
@pytest.mark.parametrize(
    "entry",
    [
        f'<Relationship xmlns="urn:x" Id="z" Type="{R}/officeDocument" Target="/h/h.xml"/>',
        f'<x:Relationship xmlns:x="urn:x" Id="z" Type="{R}/header" Target="/h/h.xml"/>',
        f'<Relationships><Relationship Id="z" Type="{R}/header" Target="/h/h.xml"/>'
        "</Relationships>",
        f'<Relationship Id="z" Type="{R}/image" Target="/h/h.xml"><Relationship Id="y"/>'
        "</Relationship>",
        f'<Relationship Id="" Type="{R}/customXml" Target="/h/h.xml"/>',
        f'<Relationship Type="{R}/customXml" Target="/h/h.xml"/>',
        "<Default/>",
    ],
)
def test_what_some_programs_take_for_a_link_is_refused(entry: str, links_of: str) -> None:
    """LibreOffice shows a whole other contract where its root is linked by such an element."""
    found = faults(with_link(entry, links_of))
    assert ("odd-part", f"house.docx, {links_of}") in found


@pytest.mark.parametrize(
    "target",
    [
        "//x/h/h.xml", "h//h.xml", "./h.xml", "/h/../h/h.xml", "/../h/h.xml", "h/./h.xml", "/",
        "a%20b.xml", "%68.xml", "file:h.xml", "h?.xml", "h|h.xml", "h.xml/", "h&#10;.xml", "",
    ],
)  # fmt: skip
def test_a_path_is_written_in_the_one_way_that_all_read_alike(target: str) -> None:
    entry = f'<Relationship Id="z" Type="{R}/customXml" Target="{target}"/>'
    assert ("odd-part", f"house.docx, {MAIN_LINKS}") in faults(with_link(entry))


@pytest.mark.parametrize(
    "name",
    ["a%20b.png", "%C3%A9.png", "a|b.xml", "a<b.xml", 'a"b.xml', "a*b.xml", "a?b", "a#b",
     "a\nb.xml", "a//b.xml", "a/./b.xml"],
)  # fmt: skip
def test_a_name_that_programs_read_in_two_ways_is_refused(name: str) -> None:
    assert {code for code, _ in faults(zip_parts(frame_parts() | {f"word/{name}": "<a/>"}))} == {
        "unsafe-name"
    }


@pytest.mark.parametrize("name", ["a b.png", "é.png", "a+b~(1).png", "..a.png"])
def test_an_ordinary_name_stands(name: str) -> None:
    parts = frame_parts(BLIP + SLOTS, links=[("n", "image", f"media/{name}")])
    assert filled(parts | {f"word/media/{name}": PNG})[f"word/media/{name}"] == PNG


@pytest.mark.parametrize(
    "entry",
    [
        '<Override xmlns="urn:x" PartName="/h/h.xml" ContentType="text/xml"/>',
        "<Relationship/>",
        '<Default Extension="x" ContentType="text/xml"><Default/></Default>',
    ],
)
def test_what_some_programs_take_for_a_type_is_refused(entry: str) -> None:
    parts = frame_parts()
    types = str(parts[TYPES]).replace("</Types>", f"{entry}</Types>")
    assert ("odd-part", f"house.docx, {TYPES}") in faults(zip_parts(parts | {TYPES: types}))


def test_links_and_types_are_written_as_they_were_read() -> None:
    """Whatever stood around them: prefixes, other capitals, types of nothing, remarks."""
    parts = frame_parts(
        BLIP + SLOTS,
        header=paragraph("x"),
        links=[("n", "image", "media/a.png"), ("w", "hyperlink", "https://a.example/?b=c&amp;d")],
        external=["w"],
    )
    links = str(parts[MAIN_LINKS])
    links = re.sub(r"<(/?)Relationship", r"<\1p:Relationship", links)
    links = links.replace("xmlns=", "xmlns:p=").replace(
        'Target="styles', 'x="y" Target="/word/styles'
    )
    links = links.replace("><", "> text <!-- remark --><?a b?><", 1)
    types = str(parts[TYPES])
    types = types.replace('"/word/header1.xml"', '"WORD/Header1.xml"')
    types = types.replace('"application/xml"', f'"{WORD}.document.main+xml"')
    types = types.replace("</Types>", '<Default Extension="bin" ContentType="a/b"/></Types>')
    written = filled(parts | {MAIN_LINKS: links, TYPES: types, "word/media/a.png": PNG})

    found = etree.fromstring(written[MAIN_LINKS])
    assert found.tag == f"{{{PACKAGE}/relationships}}Relationships"
    assert found.prefix is None
    assert not (found.text or "").strip()
    told = {entry.get("Id"): dict(entry.attrib) for entry in found.iter("*") if entry is not found}
    assert told["rId1"] == {"Id": "rId1", "Type": f"{R}/styles", "Target": "styles.xml"}
    assert told["n"]["Target"] == "media/a.png"
    assert told["w"] == {
        "Id": "w",
        "Type": f"{R}/hyperlink",
        "Target": "https://a.example/?b=c&d",
        "TargetMode": "External",
    }
    assert b"remark" not in written[MAIN_LINKS]

    kinds = etree.fromstring(written[TYPES])
    common = {one.get("Extension"): one.get("ContentType") for one in kinds if one.get("Extension")}
    own = {one.get("PartName"): one.get("ContentType") for one in kinds if one.get("PartName")}
    assert common.keys() == {"rels", "png"}
    assert own["/word/header1.xml"] == f"{WORD}.header+xml"
    of_xml = {name for name in written if name.endswith(".xml") and name != TYPES}
    assert own.keys() == {f"/{name}" for name in of_xml}


def test_a_part_in_another_folder_is_linked_from_the_root() -> None:
    parts = frame_parts(BLIP + SLOTS, links=[("n", "image", "../media/a.png")])
    written = filled(parts | {"media/a.png": PNG})
    assert b'Target="/media/a.png"' in written[MAIN_LINKS]
    assert b'Target="word/document.xml"' in written["_rels/.rels"]


@pytest.mark.parametrize("encoding", ["us-ascii", "ascii", "utf-16"])
def test_a_mark_of_utf_8_and_another_encoding_do_not_go_together(encoding: str) -> None:
    parts = frame_parts(header=paragraph("x"))
    header = f'\ufeff<?xml version="1.0" encoding="{encoding}"?>{parts["word/header1.xml"]!s}'
    found = faults(zip_parts(parts | {"word/header1.xml": header.encode()}))
    assert found == [("malformed-xml", "house.docx, word/header1.xml")]


@pytest.mark.parametrize("name", ["../../a", "a\\b", "C:a", "..%2Fa"])
def test_an_embedded_font_has_no_name_that_is_a_path(name: str) -> None:
    """LibreOffice wrote the font under it (CVE-2024-12425)."""
    table = (
        f'<w:fonts xmlns:w="{W}" xmlns:r="{R}"><w:font w:name="NAME"><w:embedRegular r:id="f"/>'
        "</w:font></w:fonts>"
    )
    parts = frame_parts(links=[("t", "fontTable", "fontTable.xml")])
    parts[TYPES] = str(parts[TYPES]).replace(
        "</Types>",
        f'<Override PartName="/word/fontTable.xml" ContentType="{WORD}.fontTable+xml"/>'
        '<Default Extension="odttf" ContentType="application/'
        'vnd.openxmlformats-officedocument.obfuscatedFont"/></Types>',
    )
    parts |= {
        "word/_rels/fontTable.xml.rels": relationships(("f", "font", "fonts/a.odttf")),
        "word/fonts/a.odttf": b"x",
    }
    plain = parts | {"word/fontTable.xml": table.replace("NAME", "Garamond")}
    assert filled(plain)["word/fonts/a.odttf"] == b"x"
    path = parts | {"word/fontTable.xml": table.replace("NAME", name)}
    assert faults(zip_parts(path)) == [("unsafe-name", "house.docx, word/fontTable.xml")]
    choice = re.sub(
        "(<w:embedRegular.*?/>)", rf"{CHOICE}\1</mc:Choice></mc:AlternateContent>", table
    )
    path = parts | {"word/fontTable.xml": choice.replace("NAME", name)}
    assert ("unsafe-name", "house.docx, word/fontTable.xml") in faults(zip_parts(path))


@pytest.mark.parametrize("key", ["a&amp;b", "a&quot;b", "a&lt;b", "a&#10;b", " ", "a'b"])
def test_a_style_may_have_any_id(key: str) -> None:
    old = 's-ScheduleHeading"'
    filled(
        frame_parts(
            style_part=styles().replace(f'styleId="{old}', f'styleId="{key}"'),
            numbering_part=numbering().replace(f'"{old}', f'"{key}"'),
        )
    )
