"""The styles of a frame: what readers would take in different ways, count or hide."""

from __future__ import annotations

import pytest
from word_faults import faults, one
from word_frames import SLOTS, small_frame, style, styles, styles_with

from clausekit.word import Frame
from clausekit.word.markup import contradicts, parse_part

STYLES = "house.docx, word/styles.xml"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def based(name: str, on: str) -> str:
    return style(name, f'<w:basedOn w:val="{on}"/>')


OWN = '<w:p><w:pPr><w:pStyle w:val="d0"/></w:pPr><w:r><w:t>Own</w:t></w:r></w:p>'
"""A paragraph of the frame, in a style that is based on others."""


def chain(length: int, last: str) -> str:
    """Styles from d0, each based on the next one."""
    others = "".join(based(f"d{i}", f"d{i + 1}") for i in range(length))
    return others + based(f"d{length}", last)


def codes(part: str, own: str = "") -> set[str]:
    return {code for code, _ in faults(small_frame(own + SLOTS, style_part=part))}


def forms(choice: str) -> str:
    return (
        f'<mc:AlternateContent {MC}><mc:Choice Requires="w14" xmlns:w14="urn:x">{choice}'
        "</mc:Choice></mc:AlternateContent>"
    )


def test_a_number_is_inherited_over_many_styles() -> None:
    assert codes(styles(extra=chain(90, "s-heading2")), OWN) == {"numbered-text"}


@pytest.mark.parametrize(
    "part",
    [
        styles(extra=chain(101, "s-BodyText")),
        styles(extra=chain(5_000, "s-BodyText")),
        styles(extra=based("d0", "d0")),
        styles(extra=based("d0", "two") + based("two", "d0")),
        styles(extra=based("d0", "one") + based("one", "two") + based("two", "one")),
        styles(extra=based("d0", "s-BodyText") + based("d0", "d0")),
    ],
    ids=["deep", "very deep", "itself", "each other", "others", "one of two"],
)
def test_what_a_style_is_based_on_has_an_end(part: str) -> None:
    assert codes(part, OWN) == {"style-chain"}
    assert Frame.compile(small_frame(style_part=part), name="x").slots


@pytest.mark.parametrize(
    "other",
    [based("vv", "s-BodyText"), based("vv", "vv"), style("vv", kind="character")],
    ids=["each other", "itself", "another kind"],
)
def test_a_style_of_the_clauses_is_based_on_others_of_its_kind(other: str) -> None:
    part = styles_with("Body Text", '<w:basedOn w:val="vv"/>')
    assert codes(part.replace("</w:styles>", f"{other}</w:styles>")) == {"style-chain"}


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (styles(extra=style("s-BodyText")), "twice"),
        (styles_with("Body Text", '<w:basedOn w:val="b"/>').replace("</w:styles>", style("b")
            + '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="b"/></w:style></w:styles>'),
         "twice"),
        (styles(extra='<w:style w:type="paragraph" w:styleId="x"><w:name w:val="Heading 2"/>'
                "</w:style>"), "twice"),
        (styles_with("Body Text", '<w:pPr/><w:pPr><w:keepNext/></w:pPr>'), "twice"),
        (styles_with("Body Text", f'<w:pPr>{forms("<w:keepNext/>")}</w:pPr>'), "two-forms"),
        (styles_with("Clause Table", f'<w:tblPr>{forms("<w:tblInd/>")}</w:tblPr>'), "two-forms"),
        (styles(extra=forms(style("one"))), "two-forms"),
        (styles().replace("</w:rPr></w:rPrDefault>",
                          f"{forms('<w:vanish/>')}</w:rPr></w:rPrDefault>"), "two-forms"),
        (styles(extra=style("one", '<w:pPr><w:numPr><w:numId w:val="2x"/></w:numPr></w:pPr>')),
         "numbering-list"),
    ],
)  # fmt: skip
def test_a_style_that_readers_take_differently_is_refused(part: str, code: str) -> None:
    assert codes(part) == {code}


@pytest.mark.parametrize(
    "part",
    [
        styles_with("Clause Paragraph", "<w:rPr><w:vanish/></w:rPr>"),
        styles_with("Strong", '<w:rPr><w:specVanish w:val="on"/></w:rPr>'),
        styles_with("Clause Table", '<w:tblStylePr w:type="firstRow"><w:rPr><w:vanish/></w:rPr>'
               "</w:tblStylePr>"),
        styles_with(
            "Body Text", '<w:basedOn w:val="b"/><w:rPr><w:vanish w:val="0"/></w:rPr>'
        ).replace("</w:styles>", style("b", "<w:rPr><w:vanish/></w:rPr>") + "</w:styles>"),
        styles(extra=style("Normal", "<w:rPr><w:vanish/></w:rPr>", more=' w:default="1"')),
        styles().replace("</w:rPr></w:rPrDefault>", "<w:vanish/></w:rPr></w:rPrDefault>"),
    ],
    ids=["paragraph", "character", "table", "base", "default", "defaults"],
)  # fmt: skip
def test_clauses_are_not_hidden_by_a_style(part: str) -> None:
    assert one(small_frame(style_part=part)) == ("hidden", STYLES)


def test_the_default_style_may_have_a_second_id_as_word_writes_it() -> None:
    name = '<w:name w:val="Default Paragraph Font"/>'
    part = styles_with("Strong", '<w:basedOn w:val="f"/>').replace(
        "</w:styles>",
        f'<w:style w:type="character" w:default="1" w:styleId="f">{name}</w:style>'
        f'<w:style w:type="character" w:styleId="f0">{name}</w:style></w:styles>',
    )
    assert Frame.compile(small_frame(style_part=part), name="x").slots
    hidden = part.replace(f'"f0">{name}', f'"f0">{name}<w:rPr><w:vanish/></w:rPr>')
    assert codes(hidden) == {"hidden"}


def test_very_many_default_styles_are_looked_through_at_once() -> None:
    name = '<w:name w:val="normal"/>'
    many = "".join(
        f'<w:style w:type="paragraph" w:styleId="n{i}">{name}</w:style>' for i in range(9000)
    )
    assert Frame.compile(small_frame(style_part=styles(extra=many)), name="x").slots


def test_what_is_not_used_may_be_hidden() -> None:
    part = styles_with(
        "Body Text",
        '<w:rPr><w:vanish w:val="off"/></w:rPr>',
    )
    part = part.replace("</w:styles>", style("b", "<w:rPr><w:vanish/></w:rPr>") + "</w:styles>")
    assert Frame.compile(small_frame(style_part=part), name="x").slots


HIDING = "<w:rPr><w:vanish/></w:rPr>"


@pytest.mark.parametrize(
    "twin",
    [
        style("Clause Paragraph", HIDING).replace(' w:styleId="Clause Paragraph"', ""),
        style("Clause Paragraph (user)", HIDING),
        style("Clause Paragraph (user) (user) "),
        style("HEADING 2"),
    ],
)
def test_a_style_that_some_program_takes_for_one_of_ours_is_refused(twin: str) -> None:
    assert "twice" in codes(styles(extra=twin))


@pytest.mark.parametrize("twin", ["table text", "Definition (own)", "DEFINITION"])
def test_capitals_tell_styles_apart_that_have_names_of_their_own(twin: str) -> None:
    content = small_frame(style_part=styles(extra=style(twin, HIDING)))
    assert Frame.compile(content, name="x").slots


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('<w:basedOn w:val="s-BodyText"/><w:basedOn w:val="s-Recital"/>', "twice"),
        ('<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr><w:numPr/></w:pPr>', "twice"),
        (f"<w:pPr>{forms('<w:keepNext/>')}</w:pPr>", "two-forms"),
    ],
)
def test_styles_of_the_own_text_are_the_same_for_all_programs(content: str, code: str) -> None:
    assert codes(styles(extra=style("d0", content)), OWN) == {code}
    assert Frame.compile(small_frame(style_part=styles(extra=style("d0", content))), name="x").slots


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Text Body", "paragraph"),
        ("Contents 1", "paragraph"),
        ("Strong Emphasis", "character"),
        ("Internet Link", "character"),
    ],
)
def test_a_style_by_the_name_that_libreoffice_gives_ours_hides_nothing(
    name: str, kind: str
) -> None:
    beside = style(name, "<w:rPr><w:b/></w:rPr>", kind=kind)
    assert Frame.compile(small_frame(style_part=styles(extra=beside)), name="x").slots
    assert codes(styles(extra=style(name, HIDING, kind=kind))) == {"hidden"}


def test_properties_are_compared_without_the_namespaces_around_them() -> None:
    spaces = "".join(f' xmlns:n{number}="urn:{number}"' for number in range(2000))
    alike = parse_part(f"<a{spaces}>{'<b/>' * 2000}</a>".encode())
    assert not contradicts(alike)
    assert contradicts(parse_part(b'<a><b/><c/><b d="1"/></a>'))
    assert not contradicts(parse_part(b'<a><b/><c/><b d="1"/></a>'), but="b")
