"""What a document must not have of its frame is taken away, and the frame serves all the same."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from word_faults import codes_of, faults
from word_frames import (
    NAMESPACES,
    PACKAGE,
    PNG,
    SLOTS,
    WORD,
    R,
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
from clausekit.word.properties import PROVENANCE_ID

MICROSOFT = "http://schemas.microsoft.com/office"
STORE = "{0B1C2D3E-0000-4000-8000-000000000001}"


def printed(parts: dict[str, str | bytes]) -> bytes:
    """All parts of a document that is made with a frame, one after the other."""
    content = render_docx(sample_document(articles=1), zip_parts(parts))
    assert check_docx(content) == ()
    members = unzip(content)
    return b"\n".join(name.encode() + b"\n" + part for name, part in members.items())


def linked(
    name: str, content: str | bytes, kind: str, type_: str, body: str = SLOTS
) -> dict[str, str | bytes]:
    """A frame with one more part."""
    parts = frame_parts(body, links=[("r9", kind, f"/{name}")])
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(
        "</Types>", f'<Override PartName="/{name}" ContentType="{type_}"/></Types>'
    )
    parts[name] = content
    return parts


def with_data(root: str, body: str = SLOTS) -> dict[str, str | bytes]:
    """A frame with data that its content controls may be bound to."""
    parts = linked("customXml/item1.xml", root, "customXml", "application/xml", body=body)
    types = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(
        "</Types>",
        f'<Override PartName="/customXml/itemProps1.xml" ContentType="{types}"/></Types>',
    )
    space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    parts["customXml/itemProps1.xml"] = (
        f'<ds:datastoreItem xmlns:ds="{space}" ds:itemID="{STORE}"/>'
    )
    parts["customXml/_rels/item1.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{R}/customXmlProps" Target="itemProps1.xml"/></Relationships>'
    )
    return parts


def control(kind: str) -> str:
    binding = f'<w:dataBinding w:xpath="/x" w:storeItemID="{STORE.lower()}"/>'
    text = "<w:sdtContent><w:p><w:r><w:t>said</w:t></w:r></w:p></w:sdtContent>"
    return f"<w:sdt><w:sdtPr>{binding}{kind}</w:sdtPr>{text}</w:sdt>"


def test_the_tie_to_a_house_template_goes() -> None:
    settings = '<w:attachedTemplate r:id="r1"/><w:linkStyles/><w:updateFields/>'
    parts = frame_parts(settings=settings)
    parts["word/_rels/settings.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{R}/attachedTemplate" Target="file:///H:/house.dotm" TargetMode="External"/>'
        "</Relationships>"
    )
    said = printed(parts)
    for gone in (b"house.dotm", b"attachedTemplate", b"linkStyles", b"updateFields"):
        assert gone not in said


@pytest.mark.parametrize("bound", [False, True])
def test_data_stays_where_a_control_is_bound_to_it(bound: bool) -> None:
    body = control("<w:text/>") + SLOTS if bound else SLOTS
    said = printed(with_data("<x>of the ministry</x>", body))
    assert (b"of the ministry" in said) is bound
    assert (STORE.encode() in said) is bound


@pytest.mark.parametrize("name", ["customXsn", "customPropertyEditors", "Receivers", "Sources"])
def test_data_of_programs_goes_even_then(name: str) -> None:
    data = f'<{name} xmlns="urn:x" SelectedStyle="\\\\evil\\x.xsl">//evil/form.xsn</{name}>'
    said = printed(with_data(data, control("<w:text/>") + SLOTS))
    assert b"evil" not in said


CORE = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"


@pytest.mark.parametrize("spelled", [str, str.lower, lambda one: f" {one[1:-1]}"])
@pytest.mark.parametrize("store", [PROVENANCE_ID, CORE])
def test_data_under_an_id_that_every_document_has_goes(
    store: str, spelled: Callable[[str], str]
) -> None:
    parts = with_data("<x>of the ministry</x>", control("<w:text/>") + SLOTS)
    for name in ("customXml/itemProps1.xml", "word/document.xml"):
        for spelling in (STORE, STORE.lower()):
            parts[name] = str(parts[name]).replace(spelling, spelled(store))
    said = printed(parts)
    assert b"of the ministry" not in said
    assert b"dataBinding" not in said
    assert b">said<" in said
    assert said.count(b"itemID=") == 1


@pytest.mark.parametrize("source", ["word/document.xml", "word/header1.xml"])
def test_data_under_one_id_goes_since_readers_differ_on_which_is_meant(source: str) -> None:
    parts = with_data("<x>of the ministry</x>", control("<w:text/>") + SLOTS)
    links = str(parts["word/_rels/document.xml.rels"])
    parts["customXml/item2.xml"] = "<x>of the town</x>"
    parts["customXml/_rels/item2.xml.rels"] = parts["customXml/_rels/item1.xml.rels"]
    other = relationships(("r8", "customXml", "/customXml/item2.xml"))
    entry = other[other.index("<Relationship ") : other.index("</Relationships>")]
    if source == "word/document.xml":
        parts["word/_rels/document.xml.rels"] = links.replace("</Rel", f"{entry}</Rel")
    else:
        parts["word/_rels/header1.xml.rels"] = other
        parts |= {"word/header1.xml": frame_parts(header=paragraph("x"))["word/header1.xml"]}
        parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(
            "</Types>",
            f'<Override PartName="/word/header1.xml" ContentType="{WORD}.header+xml"/></Types>',
        )
    said = printed(parts)
    assert b"of the ministry" not in said
    assert b"of the town" not in said
    assert b"dataBinding" not in said


def test_a_control_that_takes_whole_documents_out_of_data_is_refused() -> None:
    for kind in ("", "<w:richText/>"):
        content = zip_parts(with_data("<x/>", control(kind) + SLOTS))
        assert [code for code, _ in faults(content)] == ["embedded"]


def test_signatures_go_since_they_do_not_fit_any_more() -> None:
    parts = linked(
        "_xmlsignatures/sig1.xml", "<Signature/>", f"{PACKAGE}/relationships/digital-signature/"
        "signature", "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml",
    )  # fmt: skip
    assert b"ignature/" not in printed(parts)


def test_what_fields_and_drawings_keep_for_word_alone_goes() -> None:
    begin = '<w:fldChar w:fldCharType="begin"><w:fldData>aHR0cDovL2V2aWw=</w:fldData></w:fldChar>'
    office = "urn:schemas-microsoft-com:office:office"
    body = (
        f'<w:p><w:r>{begin}</w:r><w:r><w:instrText>HYPERLINK "https://a.example"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        f'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="{office}" '
        'o:gfxdata="UEsDBA"/></w:pict></w:r></w:p>'
    )
    said = printed(frame_parts(body + SLOTS, header=body))
    assert b"aHR0cDovL2V2aWw" not in said
    assert b"UEsDBA" not in said
    assert said.count(b"<v:shape") == 2


def test_what_a_form_field_would_run_goes() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="Run"/>'
        "</w:ffData></w:fldChar><w:instrText>FORMTEXT</w:instrText>"
        '<w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert b"entryMacro" not in printed(frame_parts(body + SLOTS))


def test_a_picture_that_the_text_shows_stays() -> None:
    parts = frame_parts(links=[("r9", "image", "media/a.png")])
    kind = f"{PACKAGE}/relationships/metadata/thumbnail"
    link = f'<Relationship Id="t1" Type="{kind}" Target="word/media/a.png"/>'
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace("</Rel", f"{link}</Rel")
    said = printed(parts | {"word/media/a.png": PNG})
    assert b"thumbnail" not in said
    assert b"word/media/a.png\n" + PNG in said


def test_what_only_a_browser_hides_is_shown_by_all() -> None:
    # Word writes it in the lines of a table of contents; LibreOffice hides what has it by a style.
    hidden = "<w:rPr><w:webHidden/></w:rPr>"
    body = f"<w:p><w:pPr>{hidden}</w:pPr><w:r>{hidden}<w:t>12</w:t></w:r></w:p>"
    style = f'<w:style w:type="character" w:styleId="x"><w:name w:val="x"/>{hidden}</w:style>'
    parts = frame_parts(
        body + SLOTS,
        header=body,
        style_part=styles(extra=style).replace("<w:rPr>", "<w:rPr><w:webHidden/>", 1),
        numbering_part=numbering().replace("</w:lvl>", f"{hidden}</w:lvl>", 1),
    )
    assert sum(str(part).count("<w:webHidden/>") for part in parts.values()) == 7
    assert b"webHidden" not in printed(parts)


def test_ink_is_no_data() -> None:
    ink = '<ink xmlns="http://www.w3.org/2003/InkML">drawn</ink>'
    parts = linked("word/ink/ink1.xml", ink, "customXml", "application/inkml+xml")
    assert b">drawn<" in printed(parts)


def test_all_thumbnails_go() -> None:
    parts = frame_parts()
    kind = f"{PACKAGE}/relationships/metadata/thumbnail"
    links = "".join(
        f'<Relationship Id="t{n}" Type="{kind}" Target="docProps/t{n}.png"/>' for n in range(2)
    )
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace("</Rel", f"{links}</Rel")
    parts |= {f"docProps/t{n}.png": b"\x89PNG" for n in range(2)}
    assert b"docProps/t" not in printed(parts)


def test_what_office_threw_away_goes() -> None:
    assert b"trash" not in printed(frame_parts() | {"[trash]/0000.dat": b"x"})


def test_where_the_cursor_stood_goes() -> None:
    twice = "".join(
        f'<w:p><w:bookmarkStart w:id="{n}" w:name="_GoBack"/><w:bookmarkEnd w:id="{n}"/></w:p>'
        for n in (1, 2)
    )
    assert b"_GoBack" not in printed(frame_parts(twice + SLOTS))


def test_a_title_with_a_tag_may_be_repeated_in_properties() -> None:
    parts = frame_parts(paragraph("{{ tender_title }}") + SLOTS)
    kind = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(
        "</Types>", f'<Override PartName="/docProps/app.xml" ContentType="{kind}"/></Types>'
    )
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace(
        "</Rel",
        f'<Relationship Id="a1" Type="{R}/extended-properties" Target="docProps/app.xml"/></Rel',
    )
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    parts["docProps/app.xml"] = f'<Properties xmlns="{space}">{{{{ tender_title }}}}</Properties>'
    assert b"{{" not in printed(parts)


@pytest.mark.parametrize(
    "name", ["_AssemblyName", "_assemblylocation", " _AssemblyLocation0", "Solution ID"]
)
def test_a_property_that_loads_an_addin_is_refused(name: str) -> None:
    parts = frame_parts(custom="x")
    custom = str(parts["docProps/custom.xml"]).replace('name="Buyer"', f'name="{name}"')
    parts["docProps/custom.xml"] = custom
    assert [code for code, _ in faults(zip_parts(parts))] == ["macro"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<w:p><w:r><w:pict><w:binData w:name="wordml://x">0M8R4A==</w:binData></w:pict></w:r></w:p>',
         "embedded"),
        ('<w:p><w:r><w:objectEmbed r:id="r9"/></w:r></w:p>', "embedded"),
        ('<w:p><w:r><w:movie r:id="r9"/></w:r></w:p>', "embedded"),
    ],
)  # fmt: skip
def test_what_runs_or_holds_files_is_refused(body: str, code: str) -> None:
    assert code in {found for found, _ in faults(zip_parts(frame_parts(body + SLOTS)))}


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (gzip.compress(b"<svg/>", mtime=0), "image/x-emz", "picture"),
        (b"PK\x03\x04" + bytes(30), "image/png", "embedded"),
        (b"<x/>", "application/vnd.ms-word.keyMapCustomizations+xml", "macro"),
        (b'<customUI xmlns="urn:x"/>', "application/xml", "macro"),
    ],
)
def test_a_part_is_what_its_content_is(content: bytes, kind: str, code: str) -> None:
    parts = linked("word/media/a.bin", content, "image", kind)
    assert {found for found, _ in faults(zip_parts(parts))} == {code}


def test_a_blank_picture_packs_tightly() -> None:
    assert printed(frame_parts() | {"word/media/a.png": PNG + bytes(5_000_000)})


def test_notes_of_the_frame_may_have_high_ids() -> None:
    mark = '<w:p><w:r><w:footnoteReference w:id="32767"/></w:r></w:p>'
    note = '<w:footnote w:id="32767"><w:p/></w:footnote>'
    assert printed(frame_parts(mark + SLOTS, footnotes=note))


def test_web_links_and_telephones_pass() -> None:
    body = (
        '<w:p><w:hyperlink r:id="r1" w:anchor="art_1"><w:r><w:t>art. 1</w:t></w:r></w:hyperlink>'
        '<w:hyperlink r:id="r2"><w:r><w:t>call</w:t></w:r></w:hyperlink></w:p>'
    )
    links = [("r1", "hyperlink", "https://eur-lex.europa.eu/eli"), ("r2", "hyperlink", "tel:+56")]
    assert printed(frame_parts(body + SLOTS, links=links, external=["r1", "r2"]))


def test_a_picture_may_name_where_it_was_found() -> None:
    space = f"{MICROSOFT}/drawing/2016/11/main"
    source = f'<x:picAttrSrcUrl xmlns:x="{space}" r:id="r1"/>'
    body = f"<w:p><w:r><w:drawing>{source}</w:drawing></w:r></w:p>"
    links = [("r1", "hyperlink", "https://pictures.example")]
    assert printed(frame_parts(body + SLOTS, links=links, external=["r1"]))
    other = body.replace(space, "urn:x")
    content = zip_parts(frame_parts(other + SLOTS, links=links, external=["r1"]))
    assert [code for code, _ in faults(content)] == ["external"]


@pytest.mark.parametrize(
    "said",
    ["PAGEREF _heading=h.gjdgxs \\h", 'REF "My mark"', "HYPERLINK \\l _heading=h.gjdgxs"],
)
def test_names_of_bookmarks_are_read_whole(said: str) -> None:
    name = "My mark" if "My" in said else "_heading=h.gjdgxs"
    body = (
        f'<w:p><w:bookmarkStart w:id="7" w:name="{name}"/><w:bookmarkEnd w:id="7"/>'
        f"<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>{said}</w:instrText>"
        "<w:fldChar w:fldCharType='separate'/><w:t>1</w:t><w:fldChar w:fldCharType='end'/>"
        "</w:r></w:p>"
    )
    assert printed(frame_parts(body + SLOTS))


def test_notes_that_nothing_leads_to_are_left_behind() -> None:
    parts = frame_parts()
    stray = '<w:footnote w:id="7"><w:p/></w:footnote>'
    parts["word/footnotes.xml"] = f"<w:footnotes {NAMESPACES}>{stray}</w:footnotes>"
    types = str(parts["[Content_Types].xml"])
    own = f'<Override PartName="/word/footnotes.xml" ContentType="{WORD}.footnotes+xml"/>'
    parts["[Content_Types].xml"] = types.replace("</Types>", f"{own}</Types>")
    made = printed(parts)
    assert b"word/footnotes.xml" not in made
    assert b"footnoteReference" in made


def test_a_part_in_pieces_is_refused() -> None:
    parts = frame_parts() | {"word/_rels/header9.xml.rels/[0].last.piece": "<x/>"}
    assert [code for code, _ in faults(zip_parts(parts))] == ["unsafe-name"]


def test_the_letters_of_all_tags_are_bounded() -> None:
    long = paragraph("{% if " + " or ".join(["buyer_name"] * 14) + " %}{% endif %}")
    content = zip_parts(frame_parts(long * 300 + SLOTS))
    assert faults(content)[0][0] == "too-many-tags"


@pytest.mark.parametrize("named", ["x:dataBinding", "w:webHidden", "w:fldData", "w:dataBinding"])
def test_no_text_goes_with_what_is_taken_away(named: str) -> None:
    inside = paragraph("{{ supplier_name }}")
    body = f'<{named} xmlns:x="urn:x">{inside}</{named}>'
    assert "misplaced" in codes_of(body)
    branches = (paragraph("{%p if supplier_name %}") + paragraph("a")
                + f'<{named} xmlns:x="urn:x">{paragraph("{%p else %}")}</{named}>'
                + paragraph("b") + paragraph("{%p endif %}"))  # fmt: skip
    assert "misplaced" in codes_of(branches)
