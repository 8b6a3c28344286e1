"""What an element names by an id is of the kind that the element means; the rest is left behind."""

from __future__ import annotations

import pytest
from word_faults import faults
from word_frames import (
    PNG,
    SLOTS,
    R,
    W,
    frame_parts,
    paragraph,
    relationships,
    small_frame,
    unzip,
    zip_parts,
)
from word_samples import sample_document

from clausekit.word import check_docx, render_docx

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
DRAWING = "application/vnd.openxmlformats-officedocument.drawingml"
VML = "urn:schemas-microsoft-com:vml"
SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"
EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"

KINDS = {
    "image": ("media/a.png", PNG, ""),
    "chart": ("charts/a.xml", f"<c:chartSpace xmlns:c='{CHART}'/>", f"{DRAWING}.chart+xml"),
    "diagramData": (
        "diagrams/a.xml",
        f"<d:dataModel xmlns:d='{DIAGRAM}'/>",
        f"{DRAWING}.diagramData+xml",
    ),
    "unheard": ("a.xml", "<a/>", ""),
}
"""A part of each kind: its name, what it holds, its content type."""


def drawn(named: str) -> str:
    """A paragraph with a drawing that names something."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{A[:-4]}wordprocessingDrawing">'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="x"><pic:pic xmlns:pic="{A[:-4]}picture">'
        f"{named}</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


BLIP = drawn('<a:blip r:embed="n"/>')
NAMES = {
    "image": (BLIP, drawn(f'<v:imagedata xmlns:v="{VML}" r:id="n"/>'),
              drawn(f'<v:fill xmlns:v="{VML}" xmlns:o="urn:x" o:relid="n"/>')),
    "chart": (drawn(f'<c:chart xmlns:c="{CHART}" r:id="n"/>'),),
    "diagramData": (drawn(f'<d:relIds xmlns:d="{DIAGRAM}" r:dm="n"/>'),),
}  # fmt: skip
"""Elements that name a part of each kind by the id ``n``."""


def frame(body: str, kind: str, **more: str | bytes) -> bytes:
    """A frame with one more link of a kind, and its part."""
    target, content, type_ = KINDS[kind]
    parts = frame_parts(body + SLOTS, links=[("n", kind, target)])
    if type_:
        override = f'<Override PartName="/word/{target}" ContentType="{type_}"/></Types>'
        types = str(parts["[Content_Types].xml"])
        parts["[Content_Types].xml"] = types.replace("</Types>", override)
    return zip_parts(parts | {f"word/{target}": content} | more)


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("meant", NAMES)
def test_an_element_names_a_part_of_the_kind_that_it_means(kind: str, meant: str) -> None:
    for body in NAMES[meant]:
        if kind == meant:
            assert render_docx(sample_document(articles=1), frame(body, kind))
        else:
            ((code, where),) = faults(frame(body, kind))
            assert code == "odd-part"
            assert where.endswith("document.xml, n")


@pytest.mark.parametrize(
    "named",
    [
        '<a:blip r:link="n"/>',
        '<x:shown xmlns:x="urn:x" r:embed="n"/>',
        f'<c:chart xmlns:c="{CHART}" r:embed="n"/>',
        '<x:shown xmlns:x="urn:x" xmlns:o="urn:schemas-microsoft-com:office:office" o:relid="n"/>',
    ],
)
@pytest.mark.parametrize("kind", [*NAMES, "unheard"])
def test_an_element_that_names_nothing_we_know_is_refused(named: str, kind: str) -> None:
    assert {code for code, _ in faults(frame(drawn(named), kind))} == {"odd-part"}


def test_what_is_linked_as_a_picture_is_one() -> None:
    parts = frame_parts(BLIP + SLOTS, links=[("n", "image", "media/a.svg")])
    for content in (SVG, "<a>" + SVG + "</a>", "<a/>"):
        file = zip_parts(
            parts
            | {
                "word/media/a.svg": content,
                "[Content_Types].xml": str(parts["[Content_Types].xml"]).replace(
                    "</Types>", '<Default Extension="svg" ContentType="image/svg+xml"/></Types>'
                ),
            }
        )
        if content == SVG:
            assert "word/media/a.svg" in unzip(render_docx(sample_document(articles=1), file))
        else:
            assert ("odd-part", "house.docx, word/_rels/document.xml.rels, n") in faults(file)


def test_a_link_of_a_section_or_of_text_leads_where_it_says() -> None:
    link = '<w:p><w:hyperlink r:id="n"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
    assert {code for code, _ in faults(frame(link, "chart"))} <= {"odd-part", "external"}


def test_parts_of_a_kind_that_nobody_names_or_knows_stay_behind() -> None:
    parts = frame_parts(
        links=[("e", EFFECTS, "effects.xml"), ("u", "urn:x/unheard", "unheard.xml")],
        header=paragraph("x"),
    )
    types = str(parts["[Content_Types].xml"]).replace(
        "</Types>",
        '<Override PartName="/word/effects.xml" ContentType="application/'
        'vnd.ms-word.stylesWithEffects+xml"/></Types>',
    )
    file = zip_parts(
        parts
        | {
            "[Content_Types].xml": types,
            "word/effects.xml": f"<w:styles xmlns:w='{W}'/>",
            "word/unheard.xml": "<a/>",
            "word/_rels/unheard.xml.rels": relationships(("i", "image", "media/b.png")),
            "word/media/b.png": PNG,
            "word/media/nobodys.png": PNG,
        }
    )
    document = render_docx(sample_document(articles=1), file)
    written = unzip(document)
    gone = {"effects.xml", "unheard.xml", "_rels/unheard.xml.rels", "media/b.png",
            "media/nobodys.png"}  # fmt: skip
    assert not {f"word/{name}" for name in gone} & written.keys()
    assert b"ffects" not in written["[Content_Types].xml"]
    links = written["word/_rels/document.xml.rels"]
    assert b"ffects" not in links
    assert b"unheard" not in links
    assert "word/header1.xml" in written
    assert not check_docx(document)


def test_what_a_part_names_stays() -> None:
    document = render_docx(sample_document(articles=1), frame(BLIP, "image"))
    assert unzip(document)["word/media/a.png"] == PNG


def test_macros_are_told_and_not_left_behind_in_silence() -> None:
    parts = frame_parts(links=[("n", "urn:x/unheard", "vbaProject.bin")])
    assert ("macro", "house.docx, word/vbaProject.bin") in faults(
        zip_parts(parts | {"word/vbaProject.bin": b"x"})
    )


def test_data_may_name_what_it_likes() -> None:
    """No reader follows the ids in it."""
    control = (
        "<w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath='/a' "
        "w:storeItemID='{1D5CDD50-2E9C-101B-9397-08002B2CF9AE}'/><w:text/></w:sdtPr>"
        "<w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    space = R.removesuffix("relationships")
    parts = frame_parts(control + SLOTS, links=[("n", "customXml", "../customXml/item1.xml")])
    types = str(parts["[Content_Types].xml"]).replace(
        "</Types>",
        '<Override PartName="/customXml/props1.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.customXmlProperties+xml"/></Types>',
    )
    document = render_docx(
        sample_document(articles=1),
        zip_parts(
            parts
            | {
                "[Content_Types].xml": types,
                "customXml/item1.xml": f"<a xmlns:r='{R}' r:embed='p'/>",
                "customXml/_rels/item1.xml.rels": relationships(
                    ("p", "customXmlProps", "props1.xml")
                ),
                "customXml/props1.xml": (
                    f"<d:datastoreItem xmlns:d='{space}customXml' "
                    "d:itemID='{1D5CDD50-2E9C-101B-9397-08002B2CF9AE}'/>"
                ),
            }
        ),
    )
    assert "customXml/item1.xml" in unzip(document)


def test_a_frame_without_anything_to_leave_behind_is_as_before() -> None:
    names = unzip(small_frame()).keys()
    assert names <= unzip(render_docx(sample_document(articles=1), small_frame())).keys()


@pytest.mark.parametrize("links_of", ["_rels/.rels", "word/_rels/document.xml.rels"])
def test_links_of_one_id_are_told_and_not_taken_for_one_another(links_of: str) -> None:
    """One of them is of an unknown kind, and stays behind; the other is the document itself."""
    parts = frame_parts()
    links = str(parts[links_of])
    more = '<Relationship Id="rId1" Type="urn:x/unheard" Target="/a.xml"/></Relationships>'
    file = zip_parts(parts | {links_of: links.replace("</Relationships>", more), "a.xml": "<a/>"})
    assert not check_docx(render_docx(sample_document(articles=1), file))
