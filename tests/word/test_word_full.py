"""What goes into no document goes, or is refused where something stands in it."""

from __future__ import annotations

import re

import pytest
from word_faults import faults
from word_frames import NAMESPACES, PNG, SLOTS, WORD, frame_parts, unzip, zip_parts
from word_samples import sample_document

from clausekit.word import check_docx, render_docx

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
OTHER = f'<w14:q xmlns:w14="{W14}"/>'
ONLINE = (
    '<x:oembed xmlns:x="http://schemas.microsoft.com/office/word/2020/oembed" u="www.a.example"/>'
)
SETTINGS = (
    '<w:updateFields w:val="true">{}</w:updateFields>',
    '<w:attachedTemplate r:id="rIdA">{}</w:attachedTemplate>',
    "<w:linkStyles>{}</w:linkStyles>",
    '<w:saveThroughXslt w:solutionID="x">{}</w:saveThroughXslt>',
    '<w:smartTagType w:url="http://a.example" w:name="x">{}</w:smartTagType>',
)


def told(parts: dict[str, str | bytes]) -> list[tuple[str, str]]:
    return faults(zip_parts(parts))


def printed(parts: dict[str, str | bytes]) -> dict[str, str]:
    content = render_docx(sample_document(articles=1), zip_parts(parts))
    assert check_docx(content) == ()
    return {name: part.decode() for name, part in unzip(content).items() if name.endswith(".xml")}


@pytest.mark.parametrize("where", ["styles", "numbering"])
def test_what_hides_words_goes_from_every_part(where: str) -> None:
    name = f"word/{where}.xml"
    parts = frame_parts(SLOTS)
    hidden = "<w:rPr><w:webHidden>{}</w:webHidden>{}</w:rPr></w:{}>"
    end = {"styles": "style", "numbering": "lvl"}[where]
    whole = re.sub(r"<w:rPr>.*?</w:rPr>|<w:rPr/>", "", str(parts[name]), flags=re.DOTALL)

    def changed(inside: str, behind: str) -> dict[str, str | bytes]:
        with_it = whole.replace(f"</w:{end}>", hidden.format(inside, behind, end), 1)
        assert with_it != whole
        return {**parts, name: with_it}

    assert "webHidden" not in printed(changed("", ""))[name]
    for inside, behind in ((OTHER, ""), ("", "x"), (OTHER, "x")):
        ((code, place),) = told(changed(inside, behind))
        assert code == "misplaced"
        assert place.endswith(name)


@pytest.mark.parametrize("setting", SETTINGS)
def test_settings_that_fetch_or_ask_go_or_are_refused(setting: str) -> None:
    name = "word/settings.xml"
    kept = '<w:zoom w:percent="100"/>'
    found = printed(frame_parts(settings=setting.format("") + kept))[name]
    assert kept in found
    assert setting.partition(" ")[0].partition(">")[0] not in found
    for element in (setting.format(OTHER), f"{setting.format('')}x"):
        ((code, place), *_) = told(frame_parts(settings=element + kept))
        assert code == "misplaced"
        assert place.endswith(name)


def picture(extension: str) -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{WP}"><wp:extent cx="9" cy="9"/>'
        f'<wp:docPr id="1" name="x"><a:extLst xmlns:a="{A}"><a:ext uri="{{1}}">{extension}</a:ext>'
        f'</a:extLst></wp:docPr><a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}">'
        f'<pic:pic xmlns:pic="{PIC}"><pic:nvPicPr><pic:cNvPr id="1" name="x"/><pic:cNvPicPr/>'
        '</pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdI"/></pic:blipFill><pic:spPr/></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


@pytest.mark.parametrize(
    "shield", ['<w:bookmarkEnd w:id="77"/>', "<w:fldData/>", "<w:entryMacro/>"]
)
def test_nothing_that_goes_shields_an_extension(shield: str) -> None:
    parts = frame_parts(SLOTS + picture(ONLINE + shield), links=[("rIdI", "image", "media/a.png")])
    document = printed({**parts, "word/media/a.png": PNG})["word/document.xml"]
    assert "pic:pic" in document
    assert "oembed" not in document


@pytest.mark.parametrize("shield", ["<w:hyperlink/>", "<w:p/>", "<w:r><w:t>a</w:t></w:r>"])
def test_an_extension_that_cannot_go_is_refused(shield: str) -> None:
    parts = frame_parts(SLOTS + picture(ONLINE + shield), links=[("rIdI", "image", "media/a.png")])
    found = told({**parts, "word/media/a.png": PNG})
    assert "embedded" in {code for code, _ in found}


def test_what_a_field_keeps_goes_from_every_part() -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:fldData>YQ==</w:fldData></w:fldChar></w:r>'
        "<w:r><w:instrText> PAGE </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    for parts in (frame_parts(SLOTS + field), frame_parts(header=field), blocks(field)):
        said = printed(parts)
        assert sum("PAGE" in part for part in said.values()) == 1
        assert not any("fldData" in part for part in said.values())


def blocks(body: str) -> dict[str, str | bytes]:
    """A frame with building blocks."""
    parts = frame_parts(links=[("rIdG", "glossaryDocument", "glossary/document.xml")])
    name = "word/glossary/document.xml"
    types = str(parts["[Content_Types].xml"])
    kind = f'<Override PartName="/{name}" ContentType="{WORD}.document.glossary+xml"/></Types>'
    part = (
        f"<w:glossaryDocument {NAMESPACES}><w:docParts><w:docPart><w:docPartPr/><w:docPartBody>"
        f"{body}</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>"
    )
    return {**parts, "[Content_Types].xml": types.replace("</Types>", kind), name: part}
