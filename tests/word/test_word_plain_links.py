"""Links in fields as LibreOffice writes them: made plain where they can be, refused where not."""

from __future__ import annotations

import html
import tracemalloc

import pytest
from test_word_active import codes, field, mark, with_field, words
from word_faults import faults
from word_frames import SLOTS, small_frame, unzip
from word_samples import sample_document

from clausekit.word import check_docx, render_docx

SPACED = ' HYPERLINK "https://host.example/a b.pdf?c=d e" \\l "page 2"'
PLAIN = ' HYPERLINK "https://host.example/a%20b.pdf?c=d%20e" \\l "page%202"'


def said(instruction: str) -> str:
    return html.escape(instruction)


def printed(runs: str) -> str:
    content = render_docx(sample_document(articles=1), with_field(runs))
    assert check_docx(content) == ()
    return html.unescape(unzip(content)["word/document.xml"].decode())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SPACED, PLAIN),
        (f"{SPACED} \\n _blank ", f"{PLAIN} \\n "),
        (f"{SPACED} \\o \"a tip\"", f"{PLAIN} \\o \"a tip\""),
        ('hyperlink "https://a.example/b c"', 'hyperlink "https://a.example/b%20c"'),
        ('HYPERLINK "https://a.example" \\n _top', 'HYPERLINK "https://a.example" \\n'),
        ('HYPERLINK "mailto:a@b.example?subject=my offer"',
         'HYPERLINK "mailto:a@b.example?subject=my%20offer"'),
    ],
)  # fmt: skip
def test_spaces_in_an_address_are_written_as_browsers_do(before: str, after: str) -> None:
    simple = f'<w:fldSimple w:instr="{said(before)}"><w:r><w:t>x</w:t></w:r></w:fldSimple>'
    for runs in (field(said(before)), field(said(before), result=""), simple):
        shown = printed(runs)
        assert after in shown
        assert before not in shown


def test_a_place_in_the_document_keeps_its_name() -> None:
    named = '<w:bookmarkStart w:id="1" w:name="My mark"/><w:bookmarkEnd w:id="1"/>'
    instruction = 'HYPERLINK \\l "My mark"'
    assert instruction in printed(named + field(said(instruction)))


@pytest.mark.parametrize(
    "instruction",
    [
        'HYPERLINK "https://a.example file://evil"',
        'HYPERLINK "https://a.example/b" "c d"',
        'HYPERLINK "https://a.example/b c" d',
        'HYPERLINK " https://a.example/b c"',
        'HYPERLINK "https://a.example/b c "',
        'HYPERLINK "file://evil/b c"',
        'HYPERLINK "https://a.example/b" \\n file://evil',
        'HYPERLINK "https://a.example/b" \\n _blank file://evil',
        'HYPERLINK "https://a.example/b" \\n "_blank"',
        'HYPERLINK "https://a.example/b c" \\l "file://evil d"',
        'HYPERLINK "https://a.example/b\\c d"',
        'HYPERLINK \\n _blank "https://a.example/b c"',
    ],
)
def test_whatever_else_a_link_says_is_judged_as_before(instruction: str) -> None:
    simple = f'<w:fldSimple w:instr="{said(instruction)}"/>'
    for runs in (field(said(instruction)), simple):
        assert codes(with_field(runs)) == ["external"]


@pytest.mark.parametrize(
    "runs",
    [
        field(said(SPACED[:20]), said(SPACED[20:])),
        field(said(SPACED), " "),
        field(said(SPACED) + "</w:instrText><w:t>x</w:t><w:instrText>"),
        mark("begin") + words(said(SPACED)),
        words(said(SPACED)),
    ],
)
def test_an_instruction_in_pieces_is_left_as_it_is(runs: str) -> None:
    assert codes(with_field(runs))


def test_an_endless_instruction_takes_no_memory() -> None:
    # It is refused for its length; nobody looks for words in it before.
    words = "x " * 1_000_000
    content = small_frame(
        f'<w:p><w:fldSimple w:instr=" HYPERLINK &quot;{words}x&quot;"/></w:p>{SLOTS}'
    )
    tracemalloc.start()
    try:
        assert {code for code, _ in faults(content)} == {"zip-bomb"}
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()
