"""Articles that follow one another again are written as one, and nothing in the document tells."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_frames import anew, small_frame, unzip
from word_samples import body, cell, heading, signatures, small_document

from clausekit import Tender, assemble, select
from clausekit.model.document import (
    Blank,
    Block,
    Column,
    CrossReference,
    Document,
    Footnote,
    Slot,
    Table,
)
from clausekit.word import Frame, chapters, check, render_docx
from clausekit.word.chapters import Chapter
from clausekit.word.stretches import Recurring
from facts import shipped

FIRST = heading("article", "What all refer to", "1", "sub.first")
LEFT_OPEN = body("Fill in ", Blank(key="a", label="a"), ".", Footnote(content=("A note.",)))
TABLE = Table(
    title="A table", description="", headed=True, columns=(Column(header="A", share=100),),
    rows=((cell("with a note", Footnote(content=("100 % & more",))),),),
)  # fmt: skip
ARTICLES: tuple[tuple[Block, ...], ...] = (
    (
        heading("plain", "Notes", anchor="sub.notes"),
        body("Two ", Footnote(content=("one",)), Footnote(content=("two",)), "."),
    ),
    (heading("plain", "Fill in"), LEFT_OPEN),
    (
        heading("plain", "See"),
        body("See ", CrossReference(target="sub.first", number="1"), "."),
    ),
    (heading("plain", "Table"), body("It follows."), TABLE),
    (heading("plain", "Alone"),),
)


@pytest.fixture
def frame() -> Frame:
    return anew(Frame.compile(small_frame(), name="house.docx"))


def kept(frame: Frame) -> list[Chapter]:
    found = frame.layout.drafts.chapters
    known = [chapter for some in found._kept.values() for chapter in some]
    passages = {passage for chapter in known for passage in chapter.passages}
    assert found.size == sum(one.size for one in known) + sum(one.size for one in passages)
    assert {*found._order} == {*known}
    assert {*found._shared} == passages
    return known


def all_of(*articles: int) -> list[Block]:
    return [block for number in articles for block in ARTICLES[number]]


@given(
    orders=st.lists(st.permutations(range(5)).map(tuple), min_size=1, max_size=3),
    paper=st.sampled_from(["a4", "letter"]),
)
def test_what_came_before_changes_nothing(orders: list[tuple[int, ...]], paper: str) -> None:
    house = anew(Frame.compile(small_frame(), name="house.docx"))
    documents = [small_document(FIRST, *all_of(*order), paper=paper) for order in orders]
    expected = [render_docx(document, anew(house)) for document in documents]
    for _ in range(6):
        assert [render_docx(document, house) for document in documents] == expected
    assert kept(house)


def test_articles_that_follow_one_another_again_are_kept_as_one(frame: Frame) -> None:
    document = small_document(FIRST, *all_of(0, 1, 2))
    expected = render_docx(document, anew(frame))
    for known in (0, 0, 1, 1, 1, 1):
        assert render_docx(document, frame) == expected
        assert len(kept(frame)) == known
    (chapter,) = kept(frame)
    assert chapter.blocks == document.sections[Slot.CLAUSES]
    assert chapter.width == 0
    assert frame.layout.drafts.find_passage(chapter.blocks, 0, 1) is chapter
    (whole,) = chapter.wholes
    assert whole.stretch is not None
    assert not isinstance(whole.stretch, Recurring)
    assert whole.stretch.write(1) in unzip(expected)["word/document.xml"]


def test_where_others_stand_between_them_it_is_another_chapter(frame: Frame) -> None:
    for order in ((0, 1, 2), (0, 4, 1, 2), (1, 2), (0, 1), (2, 0, 1), (0, 1, 2, 4), (3, 0), (0, 3)):
        document = small_document(FIRST, *all_of(*order))
        for _ in range(6):
            assert render_docx(document, frame) == render_docx(document, anew(frame))
    assert [chapter.blocks for chapter in kept(frame)].count((FIRST, *all_of(0, 1))) == 1
    wide = [chapter for chapter in kept(frame) if TABLE in chapter.blocks]
    assert {chapter.width for chapter in wide} == {9026}
    narrow = small_document(FIRST, *all_of(0, 3), paper="letter")
    for _ in range(6):
        assert render_docx(narrow, frame) == render_docx(narrow, anew(frame))


def test_before_signatures_all_but_the_last_article_is_one() -> None:
    slots = ("preamble", "clauses", "signatures")
    paragraphs = (f"<w:p><w:r><w:t>{{{{p {slot} }}}}</w:t></w:r></w:p>" for slot in slots)
    bare = Frame.compile(small_frame("".join(paragraphs)), name="bare.docx")
    made = small_document(FIRST, *all_of(0, 1, 2))
    signed = made.model_copy(update={"sections": {**made.sections, Slot.SIGNATURES: signatures()}})
    expected = render_docx(signed, anew(bare))
    for _ in range(6):
        assert render_docx(signed, bare) == expected
    assert [chapter.blocks for chapter in kept(bare)] == [(FIRST, *all_of(0, 1))]
    for document in (made, signed) * 6:
        assert render_docx(document, bare) == render_docx(document, anew(bare))


def filled_in_eight_ways() -> list[Document]:
    # Each place to fill in takes an id that those before it left.
    before = [body(*(Blank(key="a", label="a") for _ in range(count))) for count in range(8)]
    return [small_document(one, FIRST, *all_of(1, 2)) for one in before]


def test_gaps_that_are_filled_in_another_way_make_another_whole(frame: Frame) -> None:
    documents = filled_in_eight_ways()
    for _ in range(4):
        for document in documents:
            for _ in range(2):
                assert render_docx(document, frame) == render_docx(document, anew(frame))
    (chapter,) = kept(frame)
    assert chapter.blocks == (FIRST, *all_of(1, 2))
    assert len({whole.filled for whole in chapter.wholes}) == len(chapter.wholes) == 3
    assert all(whole.stretch is not None for whole in chapter.wholes)


def test_a_gap_with_a_long_text_makes_no_whole(frame: Frame) -> None:
    long = body("Fill in ", Blank(key="a", label="long " * 1_000))
    document = small_document(FIRST, heading("plain", "Fill in"), long)
    expected = render_docx(document, anew(frame))
    for _ in range(6):
        assert render_docx(document, frame) == expected
    (chapter,) = kept(frame)
    assert chapter.wholes == []


@pytest.mark.parametrize("room", [1, 18_000, 60_000])
def test_chapters_are_bounded(frame: Frame, room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chapters, "_ROOM", room)
    documents = [
        small_document(FIRST, *all_of(*order))
        for order in ((0, 1), (0, 2), (1, 2), (2, 1), (0, 1, 2), (2, 1, 0))
    ]
    expected = [render_docx(document, anew(frame)) for document in documents]
    for _ in range(6):
        for document, content in zip(documents, expected, strict=True):
            assert render_docx(document, frame) == content
            assert frame.layout.drafts.chapters.size <= room
    assert len(kept(frame)) < len(documents)


def test_the_newest_chapter_is_kept_and_the_oldest_goes(
    frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    def document(number: int) -> Document:
        titles = (f"{number} {name}" for name in ("One", "Two"))
        return small_document(
            *(one for title in titles for one in (heading("plain", title), LEFT_OPEN))
        )

    def render(made: Document) -> None:
        for _ in range(6):
            render_docx(made, frame)

    documents = [document(number) for number in range(9)]
    render(documents[0])
    (first,) = kept(frame)
    room = 3 * (frame.layout.drafts.chapters.size + 200)
    monkeypatch.setattr(chapters, "_ROOM", room)
    for made in documents[1:]:
        render(made)
        newest = kept(frame)[-1]
        assert newest.blocks == made.sections[Slot.CLAUSES]
        assert newest.wholes[-1].stretch is not None
    assert 1 < len(kept(frame)) < len(documents)
    assert first not in kept(frame)


def test_chapters_under_one_heading_are_bounded(
    frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chapters, "_BESIDE", 3)
    orders = [(0, 1), (0, 2), (1, 2), (2, 1), (1, 0), (2, 0)]
    for order in orders:
        for _ in range(4):
            render_docx(small_document(FIRST, *all_of(*order)), frame)
    assert [chapter.blocks for chapter in kept(frame)] == [
        (FIRST, *all_of(*order)) for order in orders[-3:]
    ]


def test_sequences_that_came_once_are_bounded(
    frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chapters, "_MET", 2)
    for number in range(20):
        others = [block for _ in range(2) for block in (heading("plain", f"{number}"), LEFT_OPEN)]
        document = small_document(FIRST, *others)
        for _ in range(2):
            render_docx(document, frame)
        assert len(frame.layout.drafts.chapters._met) <= 2


def test_many_threads_give_the_bytes_of_one(frame: Frame) -> None:
    documents = [*filled_in_eight_ways(), *(small_document(*all_of(n, 4, 0)) for n in (1, 3))] * 5
    expected = [render_docx(document, anew(frame)) for document in documents]
    with ThreadPoolExecutor(16) as executor:
        found = list(executor.map(lambda document: render_docx(document, frame), documents))
    assert found == expected
    blocks = [chapter.blocks for chapter in kept(frame)]
    assert len(blocks) == len(set(blocks))


def test_documents_that_share_articles_are_read_the_quick_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(content: bytes, kind: str) -> None:
        raise AssertionError(f"{kind} was left to the tree")

    monkeypatch.setattr(check, "read_tree", refuse)
    facts = json.loads((files("clausekit.cli") / "tenders" / "chile-uniforms.json").read_text())
    for code in ("en", "es", "fr", "pt"):
        for number in range(7):
            tender = Tender.model_validate({**facts, "reference": f"{number}-LR26"})
            chosen = select(tender, shipped())
            render_docx(assemble(chosen, kind="tender-annex", language=code))
