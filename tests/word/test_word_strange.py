"""Strange files are refused with a fault; nothing else ever comes out."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from contextlib import suppress

import pytest
from word_frames import (
    PNG,
    SECTION,
    SLOTS,
    frame_parts,
    numbering,
    paragraph,
    relationships,
    small_frame,
    styles,
    unzip,
    zip_parts,
)
from word_samples import sample_document

from clausekit.errors import FrameError
from clausekit.word import Frame, check_docx, compiler, render_docx
from clausekit.word.package import read_members

FRAME = small_frame()


def codes(content: bytes) -> list[str]:
    with pytest.raises(FrameError) as caught:
        Frame.compile(content, name="house.docx")
    return [fault.code.removeprefix("frame.") for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{% if buyer_name &gt; 3 %}x{% endif %}", "forbidden"),
        ("{% if 'x' in 5 %}x{% endif %}", "forbidden"),
        ("{% if 'x' in buyer_name %}x{% endif %}", "forbidden"),
        ("{{ 1 }}", "forbidden"),
        ("{{ buyer_name|upper(1) }}", "forbidden"),
        ("{{ buyer_name|trim('x') }}", "forbidden"),
        ("{{ buyer_name|title(a='x') }}", "forbidden"),
        ("{{ buyer_name|default(*buyer_name) }}", "forbidden"),
        ("{{ buyer_name|default('1', true, 'x') }}", "forbidden"),
        ("{{ 'x' if buyer_name == 'Town' }}", "forbidden"),
        (r"{{ '\ud800' if buyer_name == 'Town' else '' }}", "forbidden"),
        ("{{ " + "(" * 5000 + "buyer_name" + ")" * 5000 + " }}", "broken-tag"),
        ("{{ " + "not " * 3000 + "buyer_name }}", "broken-tag"),
        ("{{ " + "not " * 250 + "buyer_name }}", "broken-tag"),
        ("{{ buyer_name" + "|upper" * 5000 + " }}", "broken-tag"),
        ("{{ " + "9" * 5000 + " }}", "broken-tag"),
        ("{% if buyer_name %}" * 120 + "{% endif %}" * 120, "broken-tag"),
    ],
)
def test_a_tag_that_could_fail_is_refused(text: str, code: str) -> None:
    assert codes(small_frame(paragraph(text) + SLOTS))[0] == code


def test_a_tag_is_shown_in_part_when_it_is_long() -> None:
    with pytest.raises(FrameError) as caught:
        Frame.compile(small_frame(paragraph(f"{{{{ {'x' * 9000} }}}}") + SLOTS), name="house.docx")
    assert len(caught.value.faults[0].message) < 500


def test_a_default_may_stand_for_an_empty_value() -> None:
    document = sample_document(articles=1)
    empty = document.model_copy(update={"facts": {**document.facts, "supplier_name": ""}})
    text = "{{ supplier_name|default('nobody yet', true) }}{{ buyer_name if true else none }}"
    made = render_docx(empty, small_frame(paragraph(text) + SLOTS))
    assert b"nobody yet" in unzip(made)["word/document.xml"]


def test_a_tag_that_still_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "FACT_NAMES", ())
    assert codes(small_frame(paragraph("{{ buyer_name }}") + SLOTS)) == ["broken-tag"]


START = '<w:start w:val="1"/>'


@pytest.mark.parametrize("start", ["32768", "-1", "999999999999", "9" * 5000, "²", "x"])
def test_a_number_that_starts_out_of_bounds_is_told(start: str) -> None:
    part = numbering().replace(START, f'<w:start w:val="{start}"/>', 1)
    assert codes(small_frame(numbering_part=part)) == ["number-format"]


def test_a_pattern_out_of_bounds_is_told() -> None:
    part = numbering().replace('w:lvlText w:val="Part %1."', f'w:lvlText w:val="{"%1" * 200}"')
    assert codes(small_frame(numbering_part=part)) == ["number-format"]


@pytest.mark.parametrize("level", ["abc", "1.5", "²", "-1", "9", "9" * 5000])
def test_a_level_that_word_does_not_have_is_refused(level: str) -> None:
    """LibreOffice takes it for the one before."""
    part = numbering().replace('w:ilvl="0"', f'w:ilvl="{level}"', 1)
    assert "odd-number" in codes(small_frame(numbering_part=part))
    beside = numbering().replace("</w:lvl>", f'</w:lvl><w:lvl w:ilvl="{level}"/>', 1)
    assert codes(small_frame(numbering_part=beside)) == ["odd-number"]
    changed = (
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    part = numbering().replace("</w:num>", changed, 1)
    assert codes(small_frame(numbering_part=part)) == ["odd-number"]


@pytest.mark.parametrize("number", ["²", "--5", "5-", "x", "", "9" * 5000, " 1", "+1", "1x"])
def test_ids_that_are_no_numbers_do_no_harm(number: str) -> None:
    control = (
        f'<w:p><w:sdt><w:sdtPr><w:id w:val="{number}"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t>'
        "</w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert Frame.compile(small_frame(control + SLOTS), name="house.docx").slots
    mark = f'<w:bookmarkStart w:id="{number}" w:name="q"/><w:bookmarkEnd w:id="{number}"/>'
    assert set(codes(small_frame(f"<w:p>{mark}</w:p>{SLOTS}"))) == {"odd-number"}
    part = styles().replace('outlineLvl w:val="1"', f'outlineLvl w:val="{number}"')
    assert set(codes(small_frame(style_part=part))) == {"odd-number"}
    notes = f'<w:footnote w:id="{number}">{paragraph("x")}</w:footnote>'
    body = f'<w:p><w:r><w:footnoteReference w:id="{number}"/></w:r></w:p>{SLOTS}'
    assert "odd-number" in codes(small_frame(body, footnotes=notes))


def test_an_id_as_long_as_word_writes_them_is_kept_free() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:id w:val="-2147483648"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent>'
        "</w:sdt>"
    )
    frame = Frame.compile(small_frame(control + SLOTS), name="house.docx")
    assert frame.layout.controls == {-2147483648}


@pytest.mark.parametrize("size", ["1e999", "inf", "nan", "x", "-1e999"])
@pytest.mark.parametrize("place", ['w:w="11906"', 'w:left="1440"', 'w:gutter="0"'])
def test_sizes_that_are_no_numbers_do_no_harm(place: str, size: str) -> None:
    section = SECTION.replace(place, f'{place.partition("=")[0]}="{size}"')
    assert render_docx(sample_document(articles=1), small_frame(section=section))


def test_settings_that_are_taken_away_may_stand_inside_others() -> None:
    nested = '<w:compat><w:updateFields w:val="1"/><w:attachedTemplate/></w:compat>'
    nested += "<w:updateFields/>"
    made = render_docx(sample_document(articles=1), small_frame(settings=nested))
    written = unzip(made)["word/settings.xml"]
    assert b"updateFields" not in written
    assert b"attachedTemplate" not in written
    assert b"<w:compat/>" in written


def test_a_namespace_with_a_brace_does_no_harm() -> None:
    # Found by fuzzing: lxml lets it pass where a lesser fault follows.
    parts = frame_parts(custom="{{ buyer_name }}")
    parts["docProps/custom.xml"] = (
        '<w:ftr xmlns:w="http://%}"><w:p xml:space="x" y="{{ y }}">{{ z }}</w:p></w:ftr>'
    )
    assert "odd-part" in codes(zip_parts(parts))


def test_styles_and_lists_that_are_pictures_are_told() -> None:
    for name in ("styles", "numbering"):
        parts = frame_parts()
        links = "word/_rels/document.xml.rels"
        parts[links] = str(parts[links]).replace(f"{name}.xml", "media/a.png")
        parts["word/media/a.png"] = PNG
        assert codes(zip_parts(parts)) == ["odd-part"]
        assert check_docx(zip_parts(parts)) is not None


def test_comments_in_parts_of_the_package_do_no_harm() -> None:
    parts = frame_parts()
    top = relationships(
        ("rId1", "officeDocument", "word/document.xml"), ("rId2", "thumbnail", "docProps/t.png")
    )
    parts |= {"_rels/.rels": top, "docProps/t.png": b"x"}
    for name in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"):
        head, rest = str(parts[name]).split(">", 1)
        parts[name] = f"{head}><!-- x --><?y z?>{rest}"
    assert Frame.compile(zip_parts(parts), name="house.docx").slots


def packed(method: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in unzip(FRAME).items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_packed_in_a_way_unknown_to_word_is_told(method: int) -> None:
    content = packed(method)
    assert set(codes(content)) == {"not-docx"}
    assert {fault.code for fault in check_docx(content)} == {"document.not-docx"}


@pytest.mark.parametrize("offset", [0xFFFFFFF0, -30])
def test_a_part_that_stands_nowhere_is_told(offset: int) -> None:
    content = bytearray(FRAME)
    entry = content.index(b"PK\x01\x02")
    end = content.rindex(b"PK\x05\x06")
    place = offset if offset > 0 else len(content) + offset
    struct.pack_into("<I", content, entry + 42, place)
    assert codes(bytes(content)) == ["not-docx"]
    # A directory that claims to be larger than the file puts every part before its beginning.
    content = bytearray(FRAME)
    struct.pack_into("<I", content, end + 16, 0x7FFFFFFF)
    assert codes(bytes(content)) == ["not-docx"]


def test_damaged_files_are_refused_and_nothing_else() -> None:
    chance = random.Random(3)
    content = packed(zipfile.ZIP_DEFLATED)
    start = content.index(b"PK\x01\x02")
    for turn in range(1500):
        damaged = bytearray(content)
        for _ in range(chance.choice([1, 1, 2, 5])):
            place = chance.randrange(start if turn % 2 else 0, len(content))
            damaged[place] = chance.randrange(256)
        with suppress(FrameError):
            read_members(bytes(damaged), name="house.docx")


@pytest.mark.parametrize(
    ("strange", "code"),
    [
        ("<w:r><w:t>{{p contents }}</w:t></w:r>", "tag-place"),
        ('<x:a xmlns:x="urn:x"><w:r><w:t>{{p contents }}</w:t></w:r></x:a>', "tag-place"),
        ("<w:p/>{{ contents }}", "tag-place"),
        ("<w:p><w:r><w:t><w:x/>{{ contents }}</w:t></w:r></w:p>", "tag-place"),
        ("<w:p/>{# contents #}", "tag-place"),
    ],
)
def test_a_slot_that_no_paragraph_holds_is_refused(strange: str, code: str) -> None:
    assert set(codes(small_frame(strange + paragraph("{{p clauses }}")))) - {"misplaced"} == {code}


def test_a_crowded_run_is_looked_through_once() -> None:
    # Each condition asked its run anew: a minute and more.
    tags = "{% if notice %}{% endif %}" * 900
    body = f"<w:p><w:r>{'<w:tab/>' * 100_000}<w:t>{tags}</w:t></w:r></w:p>"
    assert Frame.compile(small_frame(body + SLOTS), name="house.docx").slots


def test_a_control_with_a_flood_of_ties_is_asked_once() -> None:
    ties = '<w:dataBinding w:xpath="/a" w:storeItemID="{1}"/>' * 50_000
    control = (
        f"<w:sdt><w:sdtPr>{ties}</w:sdtPr><w:sdtContent>{paragraph('x')}</w:sdtContent></w:sdt>"
    )
    parts = frame_parts(control + SLOTS)
    types = str(parts["[Content_Types].xml"])
    twice = '<Default Extension="png" ContentType="image/png"/></Types>'
    parts["[Content_Types].xml"] = types.replace("</Types>", twice)
    assert set(codes(zip_parts(parts))) == {"embedded", "odd-part"}
