"""The small parts of the writer: numbers, zip members, relationships."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from clausekit.model.ordinals import alphabetic, roman
from clausekit.word.numbering import Counters, Label, Numbering
from clausekit.word.package import Member, pack_members, read_members
from clausekit.word.relations import read_relationships
from clausekit.word.sections import find_places
from clausekit.word.styles import StyleSheet

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def part(xml: str) -> etree._Element:
    return etree.fromstring(xml.replace("<x", f'<x xmlns:w="{W}"', 1))


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (28, "BB"), (52, "ZZ"), (53, "AAA")]
)
def test_letters_repeat_after_z(number: int, letters: str) -> None:
    assert alphabetic(number) == letters


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "I"), (4, "IV"), (9, "IX"), (40, "XL"), (49, "XLIX"), (90, "XC"), (1999, "MCMXCIX")],
)
def test_roman_numerals(number: int, numeral: str) -> None:
    assert roman(number) == numeral


def numbering(levels: str, *, num: str = "", sheet: str = "") -> Numbering:
    style = (
        '<w:style w:type="paragraph" w:styleId="base"><w:pPr><w:numPr><w:numId w:val="7"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="h2">'
        '<w:name w:val="heading 2"/><w:basedOn w:val="base"/></w:style>'
    )
    return Numbering(
        part(
            f'<x><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
            f'<w:num w:numId="7"><w:abstractNumId w:val="1"/>{num}</w:num></x>'
        ),
        StyleSheet(part(f"<x>{sheet or style}</x>")),
    )


def count(lists: Numbering, paragraphs: int = 1) -> list[Label]:
    """Return the numbers of some paragraphs in the style *heading 2*."""
    counters, place = Counters(lists), lists.styles["heading 2"]
    return [counters.label(place, counters.step(*place)) for _ in range(paragraphs)]


LEVEL = (
    '<w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="lowerRoman"/><w:pStyle w:val="h2"/>'
    '<w:suff w:val="space"/><w:lvlText w:val="Art. %1."/></w:lvl>'
)


def test_a_style_takes_its_list_from_the_style_it_is_based_on() -> None:
    first, second = count(numbering(LEVEL), 2)
    assert (first.text, second.text) == ("Art. v.", "Art. vi.")
    assert (second.full, second.suffix, second.values) == ("Art. vi", "space", (2,))


def test_an_override_of_a_level_wins() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{LEVEL.replace("lowerRoman", "decimal")}</w:lvlOverride>'
    assert count(numbering(LEVEL, num=override))[0].text == "Art. 5."


def test_legal_numbers_are_figures_on_every_level() -> None:
    levels = LEVEL.replace("h2", "h1") + (
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
        '<w:pStyle w:val="h2"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>'
    )
    assert count(numbering(levels))[0].text == "5.1"


def test_a_list_style_is_followed_to_its_list() -> None:
    style = StyleSheet(
        part(
            '<x><w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/><w:pPr>'
            '<w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style></x>'
        )
    )
    root = part(
        f'<x><w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Legal"/>{LEVEL}'
        '</w:abstractNum><w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Legal"/>'
        '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="2"/></w:num></x>'
    )
    assert count(Numbering(root, style))[0].text == "Art. v."


def test_zip_members_are_read_by_others_as_they_were_written() -> None:
    members = {"a.txt": b"text", "folder/é.bin": bytes(range(256)) * 9, "empty": b""}
    content = pack_members(Member.pack(name, data) for name, data in members.items())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == members
    assert read_members(content, name="x") == members


def test_targets_are_resolved_from_their_part() -> None:
    content = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="a" Type="x/styles" Target="styles.xml"/>'
        b'<Relationship Id="b" Type="x/customXml" Target="../customXml/item 1.xml"/>'
        b'<Relationship Id="c" Type="x/image" Target="/word/media/a.png#x"/>'
        b'<Relationship Id="d" Type="x/hyperlink" Target="https://a.b/c" TargetMode="External"/>'
        b"</Relationships>"
    )
    found = read_relationships(content, "word/document.xml")
    assert [relationship.target for relationship in found] == [
        "word/styles.xml", "customXml/item 1.xml", "word/media/a.png", "https://a.b/c",
    ]  # fmt: skip
    assert [relationship.external for relationship in found] == [False, False, False, True]


def test_odd_margins_do_no_harm() -> None:
    body = part(
        '<x><w:p/><w:sectPr><w:pgSz w:w="20000" w:h="10000"/><w:pgMar w:left="1.5" w:right="x"/>'
        "</w:sectPr></x>"
    )
    (place,) = find_places(body, {body[0]: "clauses"}, [body[0]])
    assert (place.landscape, place.margins, place.before) == (True, 1 + 1440, "else")
