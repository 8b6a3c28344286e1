"""The quick reader of parts: it says what the tree says, or nothing."""

from __future__ import annotations

import random
import re
from typing import Final

import pytest
from lxml import etree
from word_frames import unzip
from word_samples import sample_document

from clausekit.word import render_docx
from clausekit.word.markup import DoctypeError
from clausekit.word.names import REL, W
from clausekit.word.scan import scan_story
from clausekit.word.stretches import Numbered, Pattern, Recurring
from clausekit.word.tree import read_tree

KINDS: Final = {"document.xml": "document.main", "footnotes": "footnotes", "header": "header",
                "footer": "footer"}  # fmt: skip
STORIES: Final = [
    (content, kind)
    for code in ("en", "es", "fr", "pt")
    for name, content in unzip(render_docx(sample_document(articles=3, language=code))).items()
    for mark, kind in KINDS.items()
    if mark in name and name.endswith(".xml")
]
HEAD: Final = f'<w:document xmlns:w="{W}"><w:body>'
TEXT: Final = '<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
TAIL: Final = "</w:body></w:document>"
BITS: Final = (
    *("<", ">", "&", '"', "'", "/", " ", "\n", "\t", "\r", "\0", "\x0b", "\uffff", "é", "&lt;"),
    *("&#1;", "&#65;", "]]>", "<!-- -->", "<?x?>", "<w:p>", "</w:p>", "<w:p/>", "</w:t>", "<w:t>"),
    *('<w:t xml:space="preserve">', "<w:tc>", "</w:tc>", "<w:tc/>", "<w:sdtPr>", "</w:sdtPr>"),
    *('<w:id w:val="3"/>', '<w:numId w:val="4"/>', '<w:fldChar w:fldCharType="begin"/>'),
    *('<w:fldChar w:fldCharType="end"/>', "<w:instrText>REF a</w:instrText>", ' w:val="1"'),
    *('<w:bookmarkStart w:id="1" w:name="a"/>', '<w:bookmarkEnd w:id="1"/>', ' xmlns:q="urn:q:q"'),
    *("</w:document>", "<w:document>", "<w:1/>", "<w:/>", "<w:a:b/>", "<xml:a/>", "<q:a/>", "<é/>"),
    *('<w:r q:a="1"/>', '<w:r a="1"/>', '<w:r w:a="1" w:a="2"/>', '<wp:docPr id="1"/>'),
)  # fmt: skip


def test_the_parts_of_our_documents_are_read_the_quick_way() -> None:
    assert len(STORIES) >= 16
    for content, kind in STORIES:
        story = scan_story(content, kind)
        assert story is not None
        assert story == read_tree(content, kind)
    assert any(story.styles and story.bookmarks and story.instructions and story.notes == []
               for content, kind in STORIES if (story := scan_story(content, kind)))  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_broken_the_quick_reader_says_what_the_tree_says_or_nothing(seed: int) -> None:
    chance = random.Random(seed)
    read = 0
    for _ in range(400):
        content, kind = chance.choice(STORIES)
        broken = bytearray(content)
        for _ in range(chance.choice((1, 1, 2))):
            at = chance.randrange(len(broken))
            if chance.random() < 0.5:
                at = max(0, broken.find(chance.choice((b"<", b">")), at)) + chance.choice((0, 1))
            if chance.random() < 0.3:
                del broken[at : at + chance.choice((1, 2, 5, 30, 300))]
            elif chance.random() < 0.3:
                broken[at:at] = broken[(start := chance.randrange(len(broken))) : start + 100]
            else:
                broken[at:at] = chance.choice(BITS).encode()
        story = scan_story(bytes(broken), kind)
        if story is not None:
            read += 1
            assert story == read_tree(bytes(broken), kind)
        pieces = scan_story(_cut(bytes(broken), chance, 5), kind)
        assert pieces is None or pieces == story
    assert read, "some changes are harmless"


def _cut(content: bytes, chance: random.Random, count: int) -> list[bytes]:
    ends = sorted(chance.randrange(len(content) + 1) for _ in range(count))
    return [content[a:b] for a, b in zip([0, *ends], [*ends, len(content)], strict=True)]


@pytest.mark.parametrize("length", [1, 7, 900])
def test_a_part_may_come_in_pieces_cut_anywhere(length: int) -> None:
    for content, kind in STORIES[:4]:
        pieces = [content[start : start + length] for start in range(0, len(content), length)]
        assert scan_story(pieces, kind) == scan_story(content, kind) == read_tree(content, kind)


def _recur(content: bytes, chance: random.Random, count: int) -> list[bytes]:
    """Cut a part between tags, into stretches that recur and others that do not."""
    ends = [match.start() for match in re.finditer(rb"(?<=>)<", content)]
    ends = sorted(chance.sample(ends, min(count, len(ends))))
    pieces = [content[a:b] for a, b in zip([0, *ends], [*ends, len(content)], strict=True)]
    last = len(pieces) - 1
    return [
        Recurring(piece) if 0 < at < last and chance.random() < 0.8 else piece
        for at, piece in enumerate(pieces)
    ]


@pytest.mark.parametrize("seed", range(4))
def test_a_part_may_come_in_stretches_that_recur(seed: int) -> None:
    chance = random.Random(seed)
    quick = 0
    for content, kind in STORIES:
        expected = read_tree(content, kind)
        for count in (1, 3, 40, 400):
            pieces = _recur(content, chance, count)
            # What a stretch remembers stays true, wherever else it comes.
            for stretches in (pieces, pieces, _cut(pieces[0], chance, 2) + pieces[1:]):
                story = scan_story(stretches, kind)
                assert story in (None, expected)
                quick += story is not None
    assert quick > 100


@pytest.mark.parametrize("seed", range(6))
def test_stretches_that_recur_hide_no_fault(seed: int) -> None:
    chance = random.Random(seed)
    read = 0
    for _ in range(300):
        content, kind = chance.choice(STORIES)
        pieces = _recur(content, chance, 60)
        scan_story(pieces, kind)
        # The same stretches, of which each was sound where it stood: one too many, one too few,
        # or two that changed places.
        at, other = chance.randrange(1, len(pieces) - 1), chance.randrange(1, len(pieces) - 1)
        change = chance.random()
        if change < 0.3:
            del pieces[at]
        elif change < 0.6:
            pieces.insert(other, pieces[at])
        else:
            pieces[at], pieces[other] = pieces[other], pieces[at]
        story = scan_story(pieces, kind)
        if story is not None:
            read += 1
            assert story == read_tree(b"".join(pieces), kind)
    assert read, "some changes are harmless"


def test_a_stretch_remembers_where_it_stood() -> None:
    run = Recurring(b"<w:r><w:t>x</w:t></w:r>")
    for before, after in (("<w:p>", "</w:p>"), ("<w:p><w:ins>", "</w:ins></w:p>"), ("", "")):
        stretches = [f"{HEAD}{before}".encode(), run, f"{after}{TAIL}".encode()]
        assert scan_story(stretches, "document.main") == read_tree(
            b"".join(stretches), "document.main"
        )
    ending = Recurring(b"</w:p><w:p>")
    for stretches in (
        [f"{HEAD}<w:p>".encode(), ending, f"</w:p>{TAIL}".encode()],
        [f"{HEAD}<w:p><w:r>".encode(), ending, f"</w:r></w:p>{TAIL}".encode()],
        [HEAD.encode(), ending, f"</w:p>{TAIL}".encode()],
    ):
        sound = stretches[0].endswith(b"<w:p>")
        assert (scan_story(stretches, "document.main") is not None) == sound


@pytest.mark.parametrize(
    "stretch", [b"text", b"<w:r", b'<w:r w:val="', b"<w:r/> ", b"/>", b"<w:t>\x01</w:t>", b"<w:p>]"]
)
def test_a_stretch_that_is_cut_elsewhere_is_left_to_the_tree(stretch: bytes) -> None:
    for stretches in (
        [f"{HEAD}<w:p>".encode(), Recurring(stretch), f"</w:p>{TAIL}".encode()],
        [Recurring(HEAD.encode()), f"<w:p/>{TAIL}".encode()],
    ):
        assert scan_story(stretches, "document.main") is None


PARAGRAPH: Final = b'<w:p><w:r><w:t xml:space="preserve">x</w:t></w:r></w:p>'
INSTRUCTION: Final = (
    b'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
)
SAID: Final = b' REF nowhere </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


@pytest.mark.parametrize(
    "stretches",
    [
        [HEAD.encode(), Recurring(PARAGRAPH), TAIL.encode(), Recurring(PARAGRAPH)],
        [HEAD.encode(), TAIL.encode(), Pattern([b"<w:p/>", b"<w:p/>"]).fill(1)],
        [HEAD.encode(), Recurring(INSTRUCTION), SAID + TAIL.encode()],
        [HEAD.encode(), Recurring(INSTRUCTION), b" ", SAID + TAIL.encode()],
    ],
)
def test_what_a_stretch_leaves_to_the_next_is_left_to_the_tree(stretches: list[bytes]) -> None:
    sound = [HEAD.encode(), Recurring(PARAGRAPH), TAIL.encode()]
    assert scan_story(sound, "document.main") == read_tree(b"".join(sound), "document.main")
    assert scan_story(stretches, "document.main") is None


def _note(text: str) -> str:
    return f'<w:footnote w:id="#"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'


def test_numbers_in_a_pattern_are_those_of_the_document() -> None:
    pattern = Pattern("".join(_note(text) for text in ("50 %", "%d", "c")).encode().split(b"#"))
    head, tail = f'<w:footnotes xmlns:w="{W}">'.encode(), b"</w:footnotes>"
    for first in (1, 7, 998):
        stretches = [head, pattern.fill(first), tail]
        story = scan_story(stretches, "footnotes")
        assert story == read_tree(b"".join(stretches), "footnotes")
        assert story is not None
        assert story.notes == [str(first), str(first + 1), str(first + 2)]
        twice = scan_story([head, pattern.fill(first), pattern.fill(first), tail], "footnotes")
        assert twice is not None
        assert twice.notes == story.notes * 2


def test_a_stretch_is_what_its_pattern_says() -> None:
    pattern, other = (Pattern(_note(text).encode().split(b"#")) for text in ("sound", "other"))
    stretch = pattern.fill(3)
    assert stretch == Numbered(pattern, 3) == pattern.write(3)
    assert (stretch.pattern, stretch.first) == (pattern, 3)
    for name, value in (("pattern", other), ("first", 4), ("more", 1)):
        with pytest.raises(AttributeError, match=f"{name} stays as it is"):
            setattr(stretch, name, value)


@pytest.mark.parametrize(
    "texts",
    [
        "<w:p><w:r><w:t>#</w:t></w:r></w:p>",
        '<w:p><w:pPr><w:pStyle w:val="#"/></w:pPr></w:p>',
        '<w:footnote w:id="#"/><w:footnote w:id="3"/>',
        '<w:footnote w:id="#"/><w:r><w:footnoteReference w:id="#"/></w:r>',
        '<w:footnote w:id="1#"/>',
        '<w:footnote w:id="#"/><w:p#/>',
        '<w:bookmarkStart w:id="7" w:name="q#"/><w:bookmarkEnd w:id="7"/>',
        '<w:bookmarkStart w:id="#" w:name="q"/><w:bookmarkEnd w:id="#"/>',
    ],
)
def test_a_pattern_with_numbers_elsewhere_is_left_to_the_tree(texts: str) -> None:
    head, tail = f'<w:footnotes xmlns:w="{W}">'.encode(), b"</w:footnotes>"
    pattern = Pattern(texts.encode().split(b"#"))
    assert scan_story([head, pattern.fill(4), tail], "footnotes") is None


@pytest.mark.parametrize(
    "names", [("a", "b"), ("x_1", "@0@"), ("@1@", "@0@"), ("@", "a@9@b"), ("é", "a b"), ("", "-1")]
)
def test_pieces_of_one_shape_keep_their_own_names(names: tuple[str, str]) -> None:
    def mark(id_: int, name: str) -> str:
        return (
            f'<w:p><w:bookmarkStart w:id="{id_}" w:name="{name}"/><w:r>'
            '<w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> REF '
            f'{name} \\w \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:hyperlink '
            f'w:anchor="{name}"><w:r><w:footnoteReference w:id="{id_}"/></w:r></w:hyperlink>'
            f'<w:ins w:id="{id_}" w:author="{name}"/><w:bookmarkEnd w:id="{id_}"/></w:p>'
        )

    for first in (1, 41):
        marks = "".join(mark(number, name) for number, name in enumerate(names, start=first))
        content = f"{HEAD}{marks}{TAIL}".encode()
        story = scan_story(content, "document.main")
        assert story == read_tree(content, "document.main")
        assert story is not None
        assert story.bookmarks == [*names]
        assert story.bookmark_ids == [str(first), str(first + 1)]
        assert story.instructions == [f" REF {name} \\w \\h " for name in names]


def test_a_style_with_a_field_in_its_name_is_left_to_the_tree() -> None:
    content = f'{HEAD}<w:p><w:pPr><w:pStyle w:val="My REF style x"/></w:pPr></w:p>{TAIL}'.encode()
    assert scan_story(content, "document.main") is None
    assert read_tree(content, "document.main").styles == {("My REF style x", "paragraph")}


def test_a_fault_is_found_wherever_the_part_is_cut() -> None:
    for fault in ("a ]]> b", "\ufffe", "\x01", "& b"):
        content = f"{HEAD}{TEXT.format('é &amp;')}{TEXT.format(fault)}{TAIL}".encode()
        for at in range(len(content)):
            assert scan_story((content[:at], content[at:]), "document.main") is None
    sound = f"{HEAD}{TEXT.format('é &amp; “b”')}{TEXT.format('c')}{TAIL}".encode()
    for at in range(len(sound)):
        assert scan_story((sound[:at], sound[at:]), "document.main") is not None


def test_a_long_part_without_texts_is_left_to_the_tree() -> None:
    content = f"{HEAD}{'<w:p/>' * 1_600_000}{TAIL}".encode()
    assert scan_story(content, "document.main") is None


@pytest.mark.parametrize(
    "part",
    [
        TEXT.format("a ]]> b"),
        TEXT.format("&") + TEXT.format("amp;"),
        TEXT.format("\ufffe"),
        TEXT.format("\x01"),
        "<w:p>",
        "<w:p></w:r>",
        "<w:p><w:r></w:p></w:r>",
        TEXT.format("x</w:t></w:r></w:p></w:body></w:document><w:p><w:r><w:t>"),
        "<w:tbl><w:tr><w:tc></w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:tr><w:tc>{TEXT.format('x')}<w:tbl/></w:tc></w:tr></w:tbl>",
        '<w:p w:a="1" w:a="2"/>',
        "<w:p q:a='1'/>",
        "<q:p/>",
        '<w:bookmarkStart w:id="1" w:name="a"/>',
        f'<w:bookmarkEnd w:id="1"/>{TEXT.format("x")}<w:bookmarkStart w:id="1" w:name="a"/>',
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>',
        "<w:p>" * 300 + "</w:p>" * 300,
        '<w:p xml:id="a"/>',
        f"<w:{'p' * 50_001}/>",
        f'<w:p w:{"a" * 50_001}="1"/>',
        '<w:p xmlns="urn:x:y"/>',
        '<w:p xmlns:w="urn:x:y"/>',
        '<w:p xmlns:q="urn:x:y"/>',
        '<w:p xmlns:q=""/>',
    ],
)
def test_what_is_at_fault_is_left_to_the_tree(part: str) -> None:
    content = f"{HEAD}{TEXT.format('good')}{part}{TEXT.format('good')}{TAIL}".encode()
    assert scan_story(content, "document.main") is None


@pytest.mark.parametrize(
    "root",
    [
        f'<w:document xmlns:w="{W}" xmlns:r="{REL}" r:id="rId99">',
        f'<w:document xmlns:w="{W}" xml:id="a">',
        f'<w:footnote xmlns:w="{W}" w:id="7">',
        f'<w:p xmlns:w="{W}">',
    ],
)
def test_a_root_that_names_anything_is_left_to_the_tree(root: str) -> None:
    content = f"{root}{TEXT.format('x')}</{root[1:].split()[0]}>".encode()
    assert scan_story(content, "document.main") is None
    read_tree(content, "document.main")


def test_a_namespace_may_be_declared_once_more() -> None:
    box = f'<w:sdtPr><w:checkBox xmlns:w="{W}" w:val="0"/><w:id w:val="3"/></w:sdtPr>'
    content = f"{HEAD}<w:p><w:sdt>{box}</w:sdt></w:p>{TAIL}".encode()
    story = scan_story(content, "document.main")
    assert story == read_tree(content, "document.main")
    assert story is not None
    assert story.controls == ["3"]


def test_a_stretch_is_not_taken_deeper_than_lxml_goes() -> None:
    middle = "<w:p>" * 90 + TEXT.format("x") + "<w:r>" * 95 + "</w:r>" * 95 + "</w:p>" * 90
    stretch = Recurring(middle.encode())
    assert scan_story([HEAD.encode(), stretch, TAIL.encode()], "document.main") is not None
    outer = ("<w:p>" * 97, "</w:p>" * 97)
    deep = [f"{HEAD}{outer[0]}".encode(), stretch, f"{outer[1]}{TAIL}".encode()]
    assert scan_story(deep, "document.main") is None
    with pytest.raises(etree.XMLSyntaxError):
        read_tree(b"".join(deep), "document.main")


def test_what_follows_the_root_is_left_to_the_tree() -> None:
    whole = f"{HEAD}{TEXT.format('x')}{TAIL}"
    assert scan_story(whole.encode(), "document.main") is not None
    for end in (
        "x",
        "<w:p/>",
        "<!-- -->",
        whole,
        TAIL,
        TEXT.format("y"),
        '<w:t xml:space="preserve">y</w:t>',
    ):
        assert scan_story((whole + end).encode(), "document.main") is None
    for start in ("x", "\ufeff", "<!DOCTYPE a>", "<?a?>", '<?xml version="1.1"?>'):
        assert scan_story((start + whole).encode(), "document.main") is None


def test_a_reader_remembers_pieces_and_not_where_they_stood() -> None:
    mark = '<w:p><w:bookmarkStart w:id="{0}" w:name="n{0}"/><w:bookmarkEnd w:id="{0}"/></w:p>'
    twice = (TEXT.format("x") + mark.format(1)) * 2
    story = scan_story(f"{HEAD}{twice}{TAIL}".encode(), "document.main")
    assert story is not None
    assert story.bookmarks == ["n1", "n1"]
    assert story.bookmark_ids == ["1", "1"]


def test_the_tree_still_refuses_what_is_no_xml() -> None:
    for part in ("<w:p>", "&", "<!DOCTYPE x>"):
        with pytest.raises((DoctypeError, etree.XMLSyntaxError)):
            read_tree(f"{HEAD}{part}".encode(), "document.main")
