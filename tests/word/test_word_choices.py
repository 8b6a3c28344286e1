"""Whichever form of a thing a program takes, it shows the same text."""

from __future__ import annotations

import pytest
from word_faults import codes_of
from word_frames import SLOTS, frame_parts, paragraph, small_frame, unzip, zip_parts
from word_samples import sample_document

from clausekit.errors import FrameError
from clausekit.word import Frame, render_docx

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
SYMBOL = "http://schemas.microsoft.com/office/word/2015/wordml/symex"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
OFFICE = "http://schemas.microsoft.com/office/word"
FACT = "{{ buyer_name }}"


def choice(first: str, second: str | None, requires: str = "wps") -> str:
    spaces = f'xmlns:mc="{MC}" xmlns:{requires}="{OFFICE}/2010/wordprocessing{SPACE[requires]}"'
    fallback = f"<mc:Fallback>{second}</mc:Fallback>" if second is not None else ""
    return (
        f'<mc:AlternateContent {spaces}><mc:Choice Requires="{requires}">{first}</mc:Choice>'
        f"{fallback}</mc:AlternateContent>"
    )


SPACE = {"wps": "Shape", "wpg": "Group", "wpc": "Canvas", "x": "Nothing"}


def shape(text: str, hidden: str = "", more: str = "") -> str:
    return (
        f'<w:drawing><wp:inline xmlns:wp="{WP}"><wp:docPr id="77" name="a"{hidden}/>'
        f'<s:wsp xmlns:s="{OFFICE}/2010/wordprocessingShape"><s:txbx><w:txbxContent>'
        f"{paragraph(text)}{more}</w:txbxContent></s:txbx></s:wsp></wp:inline></w:drawing>"
    )


def vml(text: str, style: str = "visibility:visible") -> str:
    return (
        f'<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="{style}"><v:textbox>'
        f"<w:txbxContent>{paragraph(text)}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )


PICTURE = "<w:drawing/>"


def in_run(inside: str) -> str:
    return f"<w:p><w:r>{inside}</w:r></w:p>"


@pytest.mark.parametrize(
    "body",
    [
        in_run(choice(shape(FACT), vml(FACT))),
        in_run(choice(shape("a b"), vml("a b "))),
        in_run(choice(shape(FACT), vml(FACT), "wpc")),
        in_run(choice(shape(FACT), PICTURE, "wpg")),
        in_run(choice(shape(FACT), None)),
        in_run(choice(PICTURE, vml(""), "x")),
        in_run(choice(shape(FACT, more=in_run(choice(shape("b"), vml("b"))).replace("77", "78")),
                      vml(FACT).replace("</w:p><", "</w:p>" + in_run(vml("b")) + "<", 1))),
        in_run(
            f'<w:rPr><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="w16se"/>'
            '<mc:Fallback><w:rFonts w:ascii="Segoe UI Emoji"/></mc:Fallback></mc:AlternateContent>'
            f'</w:rPr><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="w16se">'
            f'<s:symEx xmlns:s="{SYMBOL}" s:font="Segoe UI Emoji" s:char="1F60A"/></mc:Choice>'
            "<mc:Fallback><w:t>\N{SMILING FACE WITH SMILING EYES}</w:t></mc:Fallback>"
            "</mc:AlternateContent>"
        ),
        in_run(shape(FACT, ' hidden="0"')),
    ],
)  # fmt: skip
def test_forms_that_say_the_same_pass(body: str) -> None:
    assert render_docx(sample_document(articles=1), small_frame(body + SLOTS))


@pytest.mark.parametrize(
    "body",
    [
        in_run(choice(shape(FACT), vml("another"))),
        in_run(choice(shape("45 days"), vml("4 days"))),
        in_run(choice(shape(""), vml(FACT))),
        in_run(choice(shape(FACT), PICTURE, "wpc")),
        in_run(choice(shape(FACT), None, "x")),
        in_run(choice(shape(FACT), PICTURE).replace(f"{OFFICE}/2010/wordprocessingShape", "urn:x")),
        in_run(choice(f"<w:t>{FACT}</w:t>", f"<w:t>{FACT}</w:t>")),
        in_run(choice("<w:br/>", "")),
        in_run(choice("", "<w:t>no</w:t>")),
        in_run(choice("", "<w:t>1</w:t>")),
        in_run(choice("", f"<w:t>{FACT}</w:t>")),
        in_run(f"<w:rPr>{choice('<w:vanish/>', '')}</w:rPr><w:t>{FACT}</w:t>"),
        f"<w:p><w:pPr>{choice('<w:keepNext/>', '')}</w:pPr></w:p>",
        f"<w:p>{choice('<w:r><w:t>a</w:t></w:r>', '<w:r><w:t>a</w:t></w:r>')}</w:p>",
        choice(paragraph("a"), paragraph("a")),
        in_run(shape(FACT, ' hidden="true"')),
        in_run(vml(FACT, "position:absolute; visibility: Hidden")),
        in_run(vml("a", "display:none")),
    ],
)
def test_text_that_only_some_readers_show_is_refused(body: str) -> None:
    assert "misplaced" in codes_of(body)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (f'<m:oMathPara xmlns:m="{MATH}"><m:oMath/></m:oMathPara>', "misplaced"),
        (f'<w:tbl><w:tr><w:tc><m:oMath xmlns:m="{MATH}"/><w:p/></w:tc></w:tr></w:tbl>',
         "misplaced"),
        (in_run(vml("a").replace("v:shape ", "v:shapetype ").replace("v:shape>", "v:shapetype>")),
         "misplaced"),
        (in_run(vml("a").replace("<w:p>", '<w:p><w:r><w:footnoteReference w:id="2"/></w:r>')),
         "misplaced"),
        (f'<w:p><m:oMath xmlns:m="{MATH}"><w:r><w:t>{FACT}</w:t></w:r></m:oMath></w:p>',
         "tag-place"),
        (f'<w:p><m:oMath xmlns:m="{MATH}"><w:sdt><w:sdtContent><w:r><w:t>{FACT}</w:t></w:r>'
         "</w:sdtContent></w:sdt></m:oMath></w:p>", "tag-place"),
    ],
)  # fmt: skip
def test_what_some_readers_do_not_open_or_show_is_refused(body: str, code: str) -> None:
    assert code in codes_of(body)


def test_a_note_in_a_header_is_refused() -> None:
    header = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    with pytest.raises(FrameError, match="outside the main text"):
        Frame.compile(zip_parts(frame_parts(header=header)), name="house.docx")


def test_a_drawing_is_filled_in_in_both_forms() -> None:
    frame = small_frame(in_run(choice(shape(FACT), vml(FACT))) + SLOTS)
    printed = unzip(render_docx(sample_document(articles=1), frame))["word/document.xml"]
    assert printed.count(b">The buyer name<") == 2


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_a_part_that_asks_what_its_readers_know_is_refused(part: str) -> None:
    parts = frame_parts()
    asking = f' xmlns:mc="{MC}" mc:MustUnderstand="w15" xmlns:w="'
    parts[part] = str(parts[part]).replace(' xmlns:w="', asking, 1)
    with pytest.raises(FrameError, match="MustUnderstand"):
        Frame.compile(zip_parts(parts), name="house.docx")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('<w:sym w:font="Arial" w:char="004D"/>', '<w:sym w:font="Arial" w:char="0046"/>'),
        ('<w:sym w:font="Arial" w:char="004D"/>', ""),
    ],
)
def test_signs_by_number_are_text_too(first: str, second: str) -> None:
    def forms(one: str, other: str) -> str:
        box = shape("a").replace("<w:r>", f"<w:r>{one}</w:r><w:r>", 1)
        return in_run(choice(box, vml("a").replace("<w:r>", f"<w:r>{other}</w:r><w:r>", 1), "wpc"))

    assert "misplaced" in codes_of(forms(first, second))
    assert Frame.compile(small_frame(forms(first, first) + SLOTS), name="x").slots


def test_text_along_a_path_is_text_too() -> None:
    def path(said: str) -> str:
        space = 'xmlns:v="urn:schemas-microsoft-com:vml"'
        return f'<w:pict><v:shape {space}><v:textpath string="{said}"/></v:shape></w:pict>'

    assert "misplaced" in codes_of(in_run(choice(path("45 days"), path("4 days"))))
    assert Frame.compile(
        small_frame(in_run(choice(shape("45 days"), path("45 days"))) + SLOTS), name="x"
    ).slots
    box = f"<v:textbox><w:txbxContent>{paragraph('45 days')}</w:txbxContent></v:textbox>"
    boxed = path("45 days").replace("<v:textpath", f"{box}<v:textpath")
    assert Frame.compile(
        small_frame(in_run(choice(shape("45 days"), boxed)) + SLOTS), name="x"
    ).slots


def test_what_stands_along_a_path_is_compared_with_what_stands_beside_it() -> None:
    def group(said: str, beside: str) -> str:
        space = 'xmlns:v="urn:schemas-microsoft-com:vml"'
        box = f"<v:textbox><w:txbxContent>{paragraph(beside)}</w:txbxContent></v:textbox>"
        return (
            f'<w:pict><v:group {space}><v:shape>{box}</v:shape><v:shape><v:textpath string="{said}"'
            f"/>{box}</v:shape></v:group></w:pict>"
        )

    both = shape("45 days", more=paragraph("45 days"))
    assert Frame.compile(
        small_frame(in_run(choice(both, group("45 days", "45 days"))) + SLOTS), name="x"
    ).slots
    for said in ("44 days", "45days.", "45 days 45 days"):
        assert "misplaced" in codes_of(in_run(choice(both, group(said, "45 days"))))


def test_a_deep_drawing_is_read_once() -> None:
    long = "<w:t>" + "ab " * 1_000_000 + "</w:t>"
    deep = "<v:group>" * 200 + long + "</v:group>" * 200
    drawn = f'<w:pict xmlns:v="urn:schemas-microsoft-com:vml">{deep}</w:pict>'
    assert codes_of(in_run(choice(drawn, None))) == {"misplaced"}


@pytest.mark.parametrize("inside", ["", "<!-- nothing -->"])
def test_a_choice_without_a_form_is_refused(inside: str) -> None:
    empty = f'<mc:AlternateContent xmlns:mc="{MC}">{inside}</mc:AlternateContent>'
    assert codes_of(in_run(empty)) == {"misplaced"}


def test_a_flood_of_choices_is_refused_at_once() -> None:
    assert codes_of(in_run(choice("", "") * 2001)) == {"misplaced"}
