"""The styles and lists of the shipped frames are those that the writer relies on."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from clausekit.language import available_languages, load_language
from frame_parts import NS, REFERENCE, Opened, W, every_frame, opened, translated

PARAGRAPH_STYLES = (
    "heading 1",
    "heading 2",
    "Schedule Heading",
    "Ladder Heading",
    "Plain Heading",
    "Body Text",
    "Recital",
    "Clause Paragraph",
    "Clause Item",
    "Definition",
    "Verification Note",
    "Ladder Step",
    "Small Print",
    "Table Heading",
    "Table Text",
    "TOC Heading",
    "toc 1",
    "toc 2",
    "footnote text",
)
HEADINGS = ("heading 1", "heading 2", "Schedule Heading", "Ladder Heading", "Plain Heading")
CHARACTER_STYLES = ("footnote reference", "Hyperlink", "Placeholder Text", "Strong")
TABLE_STYLES = ("Clause Table", "Signature Table")
STYLES = {"paragraph": PARAGRAPH_STYLES, "character": CHARACTER_STYLES, "table": TABLE_STYLES}
PART_LABELS = {"en": "Part %1.", "es": "Parte %1.", "fr": "Partie %1.", "pt": "Parte %1."}
SCHEDULE_LABELS = {
    "en": "Schedule %1.",
    "es": "Apéndice %1.",
    "fr": "Appendice %1.",
    "pt": "Apêndice %1.",
}
NUMBERED = (
    ("heading 1",),
    ("heading 2", "Clause Paragraph", "Clause Item"),
    ("Schedule Heading", "Ladder Heading", "Ladder Step"),
    ("Recital",),
)
"""Each row is a list of its own, from the highest level down."""


@translated
def test_styles_and_lists_are_the_same_in_all_languages(language: str, kind: str) -> None:
    frame, reference = opened(language, kind), opened(REFERENCE, kind)

    def described(one: Opened) -> dict[str, tuple[str, ...]]:
        return {
            name: tuple(
                etree.tostring(node, method="c14n").decode() for node in style if looks(node)
            )
            for name, style in one.styles().items()
        }

    def looks(node: Any) -> bool:
        return etree.QName(node).localname in ("basedOn", "pPr", "rPr", "tblPr", "tblStylePr")

    assert described(frame) == described(reference)
    for row in NUMBERED:
        ours, theirs = frame.levels(row[0])[2], reference.levels(row[0])[2]
        assert [(one.format, one.style, one.suffix) for one in ours] == [
            (one.format, one.style, one.suffix) for one in theirs
        ]


@every_frame
@pytest.mark.parametrize("sort", STYLES)
def test_every_style_that_the_writer_uses_is_there(language: str, kind: str, sort: str) -> None:
    styles = opened(language, kind).styles()
    sorts = {name: style.get(W + "type") for name, style in styles.items()}

    assert [name for name in STYLES[sort] if sorts.get(name) != sort] == []


@every_frame
def test_headings_stay_with_the_text_that_follows(language: str, kind: str) -> None:
    styles = opened(language, kind).styles()

    for name in HEADINGS:
        assert styles[name].find("w:pPr/w:keepNext", NS) is not None, name
        assert styles[name].find("w:pPr/w:outlineLvl", NS) is not None, name


@every_frame
def test_entries_of_the_contents_look_like_text_not_like_links(language: str, kind: str) -> None:
    link = opened(language, kind).styles()["Hyperlink"]

    assert link.find("w:rPr/w:u", NS) is None
    assert link.find("w:rPr/w:color", NS) is None


def expected_levels(language: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    item = "(%3)" if language == "en" else "%3)"
    return (
        (("upperRoman", PART_LABELS[language]),),
        (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", item)),
        (("upperLetter", SCHEDULE_LABELS[language]), ("decimal", "%1.%2"), ("decimal", "%3.")),
        (("upperLetter", "(%1)"),),
    )


@every_frame
def test_a_cell_letters_items_as_the_list_does(language: str, kind: str) -> None:
    (level,) = (
        one for one in opened(language, kind).levels("Clause Item")[2] if one.style == "Clause Item"
    )

    for tag in available_languages():
        if tag.split("-")[0] == language:
            assert load_language(tag).letter(2) == level.text.replace("%3", "b")


@every_frame
def test_lists_are_bound_to_styles(language: str, kind: str) -> None:
    frame = opened(language, kind)
    lists = set()
    for row, formats in zip(NUMBERED, expected_levels(language), strict=True):
        numbers = set()
        for depth, style in enumerate(row):
            number, level, levels = frame.levels(style)
            numbers.add(number)
            assert level == depth, style
            assert tuple(one.style for one in levels) == row
            assert tuple((one.format, one.text) for one in levels) == formats
        assert len(numbers) == 1
        lists |= numbers

    assert len(lists) == len(NUMBERED)


@every_frame
def test_one_list_has_one_definition_and_no_special_restart(language: str, kind: str) -> None:
    numbering = opened(language, kind).xml("word/numbering.xml")

    assert len(numbering.findall("w:num", NS)) == len(NUMBERED)
    assert len(numbering.findall("w:abstractNum", NS)) == len(NUMBERED)
    for tag in ("lvlRestart", "isLgl", "lvlOverride"):
        assert not list(numbering.iter(W + tag))
