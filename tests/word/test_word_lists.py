"""The lists of a frame: what its numbers are, and when nobody could tell."""

from __future__ import annotations

import re

import pytest
from word_faults import faults, one
from word_frames import SLOTS, numbering, paragraph, small_frame, styles, unzip
from word_samples import sample_document

from clausekit.word import Frame, render_docx

LISTS = "house.docx, word/numbering.xml"
PART = numbering()
NUM = '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
ARTICLE = '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="s-heading2"/>'
PATTERN = f'{ARTICLE}<w:lvlText w:val="%1."/>'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def override(content: str, depth: int = 0) -> str:
    """The part, with a change of the list of articles by its w:num."""
    changed = f'<w:lvlOverride w:ilvl="{depth}">{content}</w:lvlOverride></w:num>'
    return PART.replace(NUM, NUM.replace("</w:num>", changed))


def level(start: int = 1, format_: str = "decimal", text: str = "%1.") -> str:
    return (
        f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{format_}"/>'
        f'<w:pStyle w:val="s-heading2"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def more(content: str, part: str = PART) -> str:
    """The part, with more at its end."""
    return part.replace("</w:numbering>", f"{content}</w:numbering>")


def forms(choice: str, fallback: str = "") -> str:
    """Something written in two forms."""
    return (
        f'<mc:AlternateContent {MC}><mc:Choice Requires="w14" xmlns:w14="urn:x">{choice}'
        f"</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def printed(**options: str) -> list[str]:
    """What the first references of a document say: to an article and to a paragraph."""
    made = render_docx(sample_document(articles=2), small_frame(**options))
    text = unzip(made)["word/document.xml"].decode()
    return re.findall(r"separate\"/></w:r><w:r><w:t[^>]*>([^<]*)<", text[text.find("see art") :])[
        :2
    ]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (override('<w:startOverride w:val="5"/>'), ["6", "5.2"]),
        (override(f'<w:startOverride w:val="5"/>{level(5, "upperLetter")}'), ["F", "E.2"]),
        (override('<w:startOverride w:val="1"/>', depth=1), ["2", "1.2"]),
        (more(f'<w:num w:numId="20"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0">'
              f'{level(7, "upperRoman")}</w:lvlOverride></w:num>'), ["2", "1.2"]),
        (PART.replace(ARTICLE, ARTICLE.replace('<w:start w:val="1"/>', "")), ["1", "0.2"]),
        (PART.replace('<w:abstractNumId w:val="2"/>', '<w:abstractNumId w:val="02"/>'),
         ["2", "1.2"]),
        (PART.replace(ARTICLE, ARTICLE.replace("decimal", "upperRoman")).replace(
            '<w:pStyle w:val="s-ClauseParagraph"/>',
            '<w:pStyle w:val="s-ClauseParagraph"/><w:isLgl w:val="off"/>'), ["II", "I.2"]),
    ],
    ids=["start", "start and level", "no change", "another num", "no start", "zeros", "off"],
)  # fmt: skip
def test_references_say_what_readers_count(part: str, said: list[str]) -> None:
    assert printed(numbering_part=part) == said


def test_styles_may_be_on_one_list_by_several_nums_that_agree() -> None:
    part = more('<w:num w:numId="20"><w:abstractNumId w:val="2"/></w:num>')
    own = styles().replace(
        '<w:ilvl w:val="1"/><w:numId w:val="2"/>', '<w:ilvl w:val="1"/><w:numId w:val="20"/>'
    )
    assert printed(numbering_part=part, style_part=own) == ["2", "1.2"]
    part = part.replace(
        '<w:num w:numId="20"><w:abstractNumId w:val="2"/>',
        '<w:num w:numId="20"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0">'
        f"{level(3)}</w:lvlOverride>",
    )
    content = small_frame(numbering_part=part, style_part=own)
    assert one(content) == ("numbering-list", LISTS)


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (override('<w:startOverride w:val="4"/>', depth=1), "number-restart"),
        (override(f'<w:startOverride w:val="9"/>{level(3)}'), "number-restart"),
        (override(level().replace('w:ilvl="0"', 'w:ilvl="5"')), "numbering-list"),
        (override(level()).replace(
            "</w:lvlOverride>", '</w:lvlOverride><w:lvlOverride w:ilvl="0"/>'), "twice"),
        (override('<w:lvl w:ilvl="0"><w:start w:val="1"/></w:lvl>'), "numbering-list"),
        (more(NUM), "twice"),
        (more('<w:abstractNum w:abstractNumId="2"/>'), "twice"),
        (PART.replace("</w:lvl>", f"</w:lvl>{level(2)}", 1), "twice"),
        (PART.replace(ARTICLE, ARTICLE + '<w:start w:val="2"/>'), "twice"),
        (more('<w:num w:numId="2x"><w:abstractNumId w:val="2"/></w:num>'), "numbering-list"),
        (PART.replace('<w:numFmt w:val="decimal"/><w:pStyle w:val="s-heading2"/>',
                      forms('<w:numFmt w:val="custom"/>', '<w:numFmt w:val="decimal"/>')
                      + '<w:pStyle w:val="s-heading2"/>'), "number-format"),
        (PART.replace(PATTERN, ARTICLE + forms('<w:lvlText w:val="%1"/>')), "two-forms"),
        (PART.replace(NUM, NUM.replace("</w:num>", forms('<w:lvlOverride w:ilvl="0"/>')
                                       + "</w:num>")), "two-forms"),
        (PART.replace(NUM, forms(NUM, NUM)), "two-forms"),
        (PART.replace(PATTERN, PATTERN + '<w:lvlPicBulletId w:val="0"/>'), "number-format"),
        (PART.replace(PATTERN, PATTERN + "<w:rPr><w:vanish/></w:rPr>"), "hidden"),
        (PART.replace(PATTERN, PATTERN.replace("decimal", "none")), "number-format"),
        (PART.replace(PATTERN, PATTERN.replace('"1"', '"0"').replace("decimal", "upperLetter")),
         "number-format"),
        (PART.replace(PATTERN, PATTERN.replace('"1"', '"501"').replace("decimal", "lowerRoman")),
         "number-format"),
        (PART.replace(PATTERN, PATTERN.replace("%1.", "%1.%2")), "number-format"),
    ],
)  # fmt: skip
def test_a_list_that_readers_count_differently_is_refused(part: str, code: str) -> None:
    assert code in {found for found, _ in faults(small_frame(numbering_part=part))}


@pytest.mark.parametrize(
    "part",
    [
        more(f'<w:abstractNum w:abstractNumId="8">{level()}{level()}</w:abstractNum>'
             '<w:num w:numId="8"><w:abstractNumId w:val="8"/></w:num>'),
        PART.replace('<w:lvlText w:val="(%3)"/></w:lvl>', '<w:lvlText w:val="(%3)"/></w:lvl>'
                     '<w:lvl w:ilvl="3"><w:start w:val="0"/>'
                     + forms('<w:numFmt w:val="custom"/>', '<w:numFmt w:val="decimal"/>')
                     + "</w:lvl>"),
        PART.replace(PATTERN, PATTERN + '<w:rPr><w:vanish w:val="off"/></w:rPr>'),
    ],
    ids=["another list", "a deeper level", "not hidden"],
)  # fmt: skip
def test_what_clauses_do_not_use_is_none_of_its_business(part: str) -> None:
    assert printed(numbering_part=part) == ["2", "1.2"]


@pytest.mark.parametrize(
    "own",
    [
        '<w:numPr><w:ilvl w:val="3"/><w:numId w:val="2"/></w:numPr>',
        '<w:numPr><w:numId w:val="2"/></w:numPr>',
    ],
)
def test_a_style_and_the_level_that_names_it_agree(own: str) -> None:
    part = styles().replace('<w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>', own)
    assert one(small_frame(style_part=part)) == ("numbering-list", LISTS)


def test_a_style_may_take_its_list_from_another_and_say_its_level() -> None:
    # So Word writes the styles of an outline, each based on the one before.
    part = styles().replace(
        '<w:name w:val="Clause Paragraph"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/>',
        '<w:name w:val="Clause Paragraph"/><w:basedOn w:val="s-heading2"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/>',
    )
    assert printed(style_part=part) == ["2", "1.2"]


LINKED = more(
    '<w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>',
    PART.replace(
        '<w:num w:numId="1">',
        '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="nl"/></w:abstractNum>'
        '<w:num w:numId="1">',
    ),
)
"""A list that has the levels of the style of lists ``nl``."""


def list_style(number: int) -> str:
    return (
        '<w:style w:type="numbering" w:styleId="nl"><w:name w:val="nl"/><w:pPr><w:numPr>'
        f'<w:numId w:val="{number}"/></w:numPr></w:pPr></w:style>'
    )


def test_a_style_of_lists_is_followed() -> None:
    own = paragraph("Own", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr>')
    content = small_frame(
        own + SLOTS, numbering_part=LINKED, style_part=styles(extra=list_style(2))
    )
    assert one(content)[0] == "numbered-text"
    other = more(
        '<w:abstractNum w:abstractNumId="8"/>'
        '<w:num w:numId="8"><w:abstractNumId w:val="8"/></w:num>',
        LINKED,
    )
    content = small_frame(own + SLOTS, numbering_part=other, style_part=styles(extra=list_style(8)))
    assert Frame.compile(content, name="x").slots
    clauses = styles().replace('<w:numId w:val="2"/>', '<w:numId w:val="9"/>')
    clauses = clauses.replace("</w:styles>", f"{list_style(2)}</w:styles>")
    assert printed(numbering_part=LINKED, style_part=clauses) == ["2", "1.2"]


def test_a_style_of_lists_that_leads_to_two_of_them_is_refused() -> None:
    part = LINKED.replace(
        '<w:abstractNum w:abstractNumId="1">',
        '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="nl"/>',
    )
    own = styles(extra=list_style(2)).replace('<w:numId w:val="4"/>', '<w:numId w:val="9"/>')
    found = faults(small_frame(numbering_part=part, style_part=own))
    assert ("numbering-list", LISTS) in found


@pytest.mark.parametrize(
    "text", ["%1-%1", "%1 %0", "%1..", "Article %1 ... "], ids=["twice", "nought", "stops", "more"]
)
def test_a_pattern_that_programs_print_differently_is_refused(text: str) -> None:
    part = PART.replace(PATTERN, f'{ARTICLE}<w:lvlText w:val="{text}"/>')
    assert {code for code, _ in faults(small_frame(numbering_part=part))} == {"number-format"}


def test_a_pattern_does_not_name_a_level_without_a_number() -> None:
    part = PART.replace(ARTICLE, ARTICLE.replace("decimal", "none"))
    assert "number-format" in {code for code, _ in faults(small_frame(numbering_part=part))}


def test_a_list_skips_no_level() -> None:
    def deeper(part: str, before: str, after: str) -> str:
        for depth in (2, 1):
            part = part.replace(f"{before}{depth}{after}", f"{before}{depth + 1}{after}")
        return part

    part = deeper(PART, '<w:lvl w:ilvl="', '">')
    sheet = deeper(styles(), '<w:ilvl w:val="', '"/>')
    found = faults(small_frame(style_part=sheet, numbering_part=part))
    assert "numbering-list" in {code for code, _ in found}


def test_a_list_stands_before_what_changes_it() -> None:
    part = PART.replace(NUM, "").replace("<w:abstractNum ", f"{NUM}<w:abstractNum ", 1)
    assert one(small_frame(numbering_part=part)) == ("numbering-list", LISTS)


def test_a_picture_for_points_may_have_two_forms() -> None:
    bullet = '<w:numPicBullet w:numPicBulletId="0"/>'
    part = PART.replace("<w:abstractNum ", f"{forms(bullet, bullet)}<w:abstractNum ", 1)
    assert Frame.compile(small_frame(numbering_part=part), name="x").slots
