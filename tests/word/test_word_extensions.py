"""Drawings keep what says how they look, and nothing that a program fetches from elsewhere."""

from __future__ import annotations

import pytest
from word_faults import codes_of, faults
from word_frames import PNG, SLOTS, frame_parts, unzip, zip_parts
from word_samples import sample_document

from clausekit.word import check_docx, render_docx
from clausekit.word.extensions import spare_extensions
from clausekit.word.markup import parse_part

MAIN = "word/document.xml"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
M = "http://schemas.microsoft.com/office"
ONLINE = "https://a.example/film"
OEMBED = f'<x:oembed xmlns:x="{M}/word/2020/oembed" oEmbedUrl="{ONLINE}" mediaType="Html"/>'
CAMERA = (
    f'<x:liveFeedProps xmlns:x="{M}/drawing/2021/livefeed"><x:backgroundProps/></x:liveFeedProps>'
)


def extension(*content: str) -> str:
    exts = "".join(f'<a:ext uri="{{1}}">{one}</a:ext>' for one in content)
    return f'<a:extLst xmlns:a="{A}">{exts}</a:extLst>'


def picture(*, described: str = "", filled: str = "", more: str = "", docpr: str = "") -> str:
    """A picture, with something in its description, in its fill, or beside it."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{WP}"><wp:extent cx="9" cy="9"/>'
        f'<wp:docPr id="1" name="x" {docpr}>{described}</wp:docPr><a:graphic xmlns:a="{A}">'
        f'<a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}"><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="x"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="rIdI">{filled}</a:blip></pic:blipFill><pic:spPr/></pic:pic>{more}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def framed(body: str) -> bytes:
    parts = frame_parts(SLOTS + body, links=[("rIdI", "image", "media/a.png")])
    return zip_parts({**parts, "word/media/a.png": PNG})


def printed(body: str) -> str:
    content = render_docx(sample_document(articles=1), framed(body))
    assert check_docx(content) == ()
    return unzip(content)[MAIN].decode()


def codes(body: str) -> set[str]:
    return {code for code, _ in faults(framed(body))}


@pytest.mark.parametrize(
    "content",
    [
        f'<x:useLocalDpi xmlns:x="{M}/drawing/2010/main" val="0"/>',
        f'<x:hiddenFill xmlns:x="{M}/drawing/2010/main"><a:solidFill/></x:hiddenFill>',
        f'<x:hiddenLine xmlns:x="{M}/drawing/2010/main" w="1"><a:noFill/></x:hiddenLine>',
        f'<x:creationId xmlns:x="{M}/drawing/2014/main" id="{{0}}"/>',
        f'<x:decorative xmlns:x="{M}/drawing/2017/decorative" val="1"/>',
        f'<x:svgBlip xmlns:x="{M}/drawing/2016/SVG/main" r:embed="rIdI"/>',
        f'<x:wrappingTextBoxFlag xmlns:x="{M}/mac/drawingml/2011/main" val="1"/>',
        f'<x:classification xmlns:x="{M}/drawing/2020/classificationShape"/>',
    ],
)
def test_known_extensions_stay(content: str) -> None:
    name = content[1 : content.index(" ")]
    for body in (picture(described=extension(content)), picture(filled=extension(content))):
        assert name in printed(body)


@pytest.mark.parametrize("content", [CAMERA, '<x:a xmlns:x="urn:new" b="c"><x:d>e</x:d></x:a>'])
def test_an_extension_that_nobody_knows_is_left_behind(content: str) -> None:
    known = f'<y:decorative xmlns:y="{M}/drawing/2017/decorative" val="1"/>'
    written = printed(picture(described=extension(content, known, known + content)))
    assert "x:" not in written.replace("mx:", "")
    assert written.count("y:decorative") == 1


@pytest.mark.parametrize(
    "content",
    [
        OEMBED,
        f'<x:oembedShared xmlns:x="{M}/drawing/2021/oembed" srcUrl="{ONLINE}" type="addin"/>',
        f'<x:imageFormula xmlns:x="{M}/drawing/2022/imageformula" '
        f'formula="IMAGE(&quot;{ONLINE}&quot;)"/>',
        f'<x:scriptLink xmlns:x="{M}/drawing/2021/scriptlink" val="{ONLINE}"/>',
        '<x:a xmlns:x="urn:new" y=" https:a.example"/>',
        '<x:a xmlns:x="urn:new" y="https:\\a.example"/>',
        '<x:a xmlns:x="urn:new" y="\\\\a.example\\b"/>',
        '<x:a xmlns:x="urn:new" y="file:a"/>',
        f'<x:a xmlns:x="urn:new"><x:b>{ONLINE}</x:b></x:a>',
        f'<x:a xmlns:x="urn:new"><x:b/>{ONLINE}</x:a>',
        f'<y:decorative xmlns:y="{M}/drawing/2017/decorative"/>{OEMBED}',
        f'<mc:AlternateContent xmlns:mc="urn:mc">{OEMBED}</mc:AlternateContent>',
        f'<x:a xmlns:x="urn:new">{extension(OEMBED)}</x:a>',
        '<x:webVideoPr xmlns:x="urn:new" embeddedHtml="x" h="1" w="1"/>',
    ],
)
def test_online_content_is_refused(content: str) -> None:
    for body in (picture(described=extension(content)), picture(filled=extension(content))):
        assert "embedded" in codes(body)


@pytest.mark.parametrize("content", [OEMBED, CAMERA, extension(CAMERA)])
def test_a_drawing_of_a_kind_that_is_not_known_is_refused(content: str) -> None:
    body = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{WP}"><wp:extent cx="9" cy="9"/>'
        f'<wp:docPr id="1" name="x"/><a:graphic xmlns:a="{A}"><a:graphicData uri="urn:x">{content}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    assert "embedded" in codes(body)
    assert "embedded" in codes(picture(more=content))


@pytest.mark.parametrize(
    "body",
    [
        picture(described=OEMBED),
        picture(filled=OEMBED),
        picture(docpr=f'x="{ONLINE}"'),
        picture(described=f'<a:hlinkClick xmlns:a="{A}" r:id="" invalidUrl="{ONLINE}"/>'),
        picture(described=extension(f'<x:a xmlns:x="{M}/drawing/2014/main" y="{ONLINE}"/>')),
        f'<w:p><x:a xmlns:x="urn:x" y="{ONLINE}"/></w:p>',
    ],
)
def test_an_address_stands_in_no_attribute_of_another_vocabulary(body: str) -> None:
    assert "external" in codes(body)


def test_an_address_may_be_told() -> None:
    told = f'descr="{ONLINE}" title="{ONLINE}"'
    assert told in printed(picture(docpr=told))


def test_long_attributes_are_no_addresses() -> None:
    """To look for a beginning at each letter would take hours."""
    long = "a" * 4_000_000
    assert codes_of(f'<w:p><x:a xmlns:x="urn:x" y="{long}" z="{ONLINE}"/></w:p>') == {"external"}


def test_extensions_inside_each_other_are_read_once() -> None:
    inside = '<x:b xmlns:x="urn:x"/>' * 3
    for _ in range(100):
        inside = f'<a:ext><x:b xmlns:x="urn:x">{inside}</x:b></a:ext>'
    root = parse_part(f'<a:extLst xmlns:a="{A}">{inside * 2}</a:extLst>'.encode())
    spare = list(spare_extensions(root))
    assert spare == list(root)
