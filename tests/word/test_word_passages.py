"""Articles that came before are written as one, and nothing in the document tells."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_frames import SLOTS, anew, small_frame, unzip
from word_samples import body, cell, heading, signatures, small_document

from clausekit.errors import DocumentError
from clausekit.model.document import (
    Blank,
    Block,
    CheckBox,
    Column,
    CrossReference,
    Footnote,
    Slot,
    Table,
)
from clausekit.word import Frame, render_docx, survey
from clausekit.word.check import check_docx
from clausekit.word.drafts import Drafts
from clausekit.word.passages import Passage

TABLE = Table(
    title="A table", description="", headed=True,
    columns=(Column(header="A", share=50), Column(header="B", share=50)),
    rows=((cell("one"), cell("with a note", Footnote(content=("100 % & more",)))),),
)  # fmt: skip
ARTICLES: tuple[tuple[Block, ...], ...] = (
    (
        heading("plain", "Percent", anchor="sub.percent"),
        body("50 % of %d, %s.", Footnote(content=("%d % of all",))),
        body("Two ", Footnote(content=("one",)), Footnote(content=("two",)), "."),
    ),
    (
        heading("plain", "Fill in"),
        body(Blank(key="a", label="a"), CheckBox(key="b", label="b"), anchor="sub.blank"),
        body("See ", CrossReference(target="sub.first", number="1"), "."),
    ),
    (heading("plain", "Table"), body("It follows."), TABLE),
    (heading("plain", "Table, then words", anchor="sub.table"), TABLE, body("After it.")),
    (heading("plain", "Alone"),),
)
FIRST = heading("article", "What all refer to", "1", "sub.first")


@pytest.fixture(scope="module")
def frame() -> Frame:
    return anew(Frame.compile(small_frame(), name="house.docx"))


def passages(frame: Frame) -> list[Passage]:
    return [passage for some in frame.layout.drafts._passages.values() for passage in some]


def all_of(*articles: int) -> list[Block]:
    return [block for number in articles for block in ARTICLES[number]]


@given(
    chosen=st.lists(st.sampled_from(range(len(ARTICLES))), unique=True),
    signed=st.booleans(),
    paper=st.sampled_from(["a4", "letter"]),
)
def test_what_came_before_changes_nothing(
    frame: Frame, chosen: list[int], signed: bool, paper: str
) -> None:
    ending = signatures() if signed else ()
    document = small_document(FIRST, *all_of(*chosen), *ending, paper=paper)
    expected = render_docx(document, anew(frame))
    assert not check_docx(expected)
    for _ in range(6):
        assert render_docx(document, frame) == expected


def test_an_article_whose_blocks_have_drafts_is_kept_as_one(frame: Frame) -> None:
    fresh = anew(frame)
    document = small_document(FIRST, *all_of(0, 1, 2, 3, 4))
    for known in (0, 3, 3):
        render_docx(document, fresh)
        assert len(passages(fresh)) == known
    assert [passage.blocks for passage in passages(fresh)] == [*ARTICLES[:3]]
    kept = fresh.layout.drafts
    assert kept.find(FIRST, 0) is not None
    assert kept._size == sum(one.size for one in (*passages(fresh), *kept._kept.values()))


def test_an_article_without_tables_is_the_same_on_any_paper(frame: Frame) -> None:
    fresh = anew(frame)
    for paper in ("a4", "a4", "letter", "letter", "a4", "letter"):
        document = small_document(FIRST, *all_of(0, 2), paper=paper)
        assert render_docx(document, fresh) == render_docx(document, anew(frame))
    wide = [passage for passage in passages(fresh) if TABLE in passage.blocks]
    assert len({passage.width for passage in wide}) == len(wide) == 2
    assert all(passage.width == 0 for passage in passages(fresh) if passage not in wide)


def test_articles_with_one_heading_are_kept_side_by_side(frame: Frame) -> None:
    fresh = anew(frame)
    endings = [body(f"Ending {number}.") for number in range(7)]
    documents = [small_document(*ARTICLES[0][:2], ending) for ending in endings]
    for _ in range(3):
        for document in documents[:3]:
            assert render_docx(document, fresh) == render_docx(document, anew(frame))
    assert [passage.blocks[-1] for passage in passages(fresh)] == endings[:3]
    for document in documents:
        for _ in range(2):
            render_docx(document, fresh)
    assert [passage.blocks[-1] for passage in passages(fresh)] == endings[-4:]
    kept = fresh.layout.drafts
    assert kept._size == sum(one.size for one in (*passages(fresh), *kept._kept.values()))


def test_an_article_with_another_block_is_written_by_its_blocks(frame: Frame) -> None:
    fresh = anew(frame)
    known = small_document(*all_of(0))
    longer = small_document(*all_of(0), body("One more."))
    shorter = small_document(*ARTICLES[0][:2])
    other = small_document(*ARTICLES[0][:2], body("Another."))
    for document in (known, known, known, longer, shorter, other, known):
        assert render_docx(document, fresh) == render_docx(document, anew(frame))


def test_before_signatures_the_last_words_stay_with_them() -> None:
    slots = ("preamble", "clauses", "signatures")
    by_slot = Frame.compile(
        small_frame(
            "".join(f"<w:p><w:r><w:t>{{{{p {slot} }}}}</w:t></w:r></w:p>" for slot in slots)
        ),
        name="bare.docx",
    )
    made = small_document(*all_of(0))
    signed = made.model_copy(update={"sections": {**made.sections, Slot.SIGNATURES: signatures()}})
    for document in (made, made, signed, made, signed):
        assert render_docx(document, by_slot) == render_docx(document, anew(by_slot))


def test_a_fault_is_told_at_its_block_each_time(frame: Frame) -> None:
    fresh = anew(frame)
    sound = small_document(FIRST, *all_of(1))
    render_docx(sound, fresh)
    render_docx(sound, fresh)
    moved = heading("article", "What all refer to", "2", "sub.first")
    wrong = small_document(heading("article", "Other", "1"), moved, *all_of(1))
    told = []
    for where in (fresh, anew(frame)):
        with pytest.raises(DocumentError) as caught:
            render_docx(wrong, where)
        told.append([str(fault) for fault in caught.value.faults])
    assert passages(fresh)
    assert told[0] == told[1]
    assert "clauses, block 5" in told[0][0]


def test_passages_are_bounded(frame: Frame, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = anew(frame)
    document = small_document(FIRST, *all_of(0, 1, 2, 3, 4))
    expected = render_docx(document, fresh)
    monkeypatch.setattr("clausekit.word.drafts._ROOM", 12_000)
    for _ in range(4):
        assert render_docx(document, fresh) == expected
        assert fresh.layout.drafts._size <= 12_000


def test_a_bookmark_has_one_id_in_all_documents(frame: Frame) -> None:
    found = set()
    for blocks in (all_of(0), all_of(2, 0), all_of(3, 2, 0)):
        content = unzip(render_docx(small_document(FIRST, *blocks), frame))["word/document.xml"]
        found |= set(re.findall(rb'w:id="(\d+)" w:name="_Ref_sub_percent', content))
    assert len(found) == 1


def test_two_anchors_that_want_one_id_both_get_one(
    frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = small_document(FIRST, *all_of(0, 1, 2, 3, 4))
    usual = render_docx(document, anew(frame))
    # One number for all of them, and for two of them one name as well.
    given_names = {"sub.percent": "_Ref_x", "sub.blank": "_REF_X"}

    def one(anchor: str) -> tuple[str, str, int]:
        name = given_names.get(anchor, f"_Ref_{anchor.replace('.', '_')}")
        return name, name.casefold(), -1

    monkeypatch.setattr(survey, "_bookmark_of", one)
    fresh = anew(frame)
    first = render_docx(document, fresh)
    assert first != usual
    assert not check_docx(first)
    assert all(render_docx(document, fresh) == first for _ in range(3))
    marks = re.findall(
        rb'<w:bookmarkStart w:id="(\d+)" w:name="(\w+)"', unzip(first)["word/document.xml"]
    )
    assert len({id_ for id_, _ in marks}) == len({name.lower() for _, name in marks}) == len(marks)
    assert all(0 < int(id_) < 2**31 for id_, _ in marks)


@pytest.mark.parametrize("ids", [[], [0], [2**31 - 1], [1, 2, 3], [5, 2**30], [2**31, -7, 900]])
def test_bookmarks_keep_clear_of_those_of_the_frame(ids: list[int]) -> None:
    marks = "".join(
        f'<w:bookmarkStart w:id="{id_}" w:name="mark{id_}"/><w:bookmarkEnd w:id="{id_}"/>'
        for id_ in ids
    )
    house = Frame.compile(small_frame(f"<w:p>{marks}</w:p>{SLOTS}"), name="house.docx")
    free = house.layout.bookmark_ids
    assert len(free) >= 2**29
    assert 0 < free.start < free.stop < 2**31
    assert not set(ids) & {*free[:10], *free[-10:]}
    assert not any(id_ in free for id_ in ids)
    assert not check_docx(render_docx(small_document(FIRST, *all_of(0, 1)), house))


def test_a_note_that_word_would_not_read_is_a_fault(frame: Frame) -> None:
    layout = replace(frame.layout, drafts=Drafts(), first_note=32_766)
    high = replace(frame, layout=layout)
    two = small_document(body("Two.", Footnote(content=("a",)), Footnote(content=("b",))))
    assert render_docx(two, high)
    three = small_document(body("x", *(Footnote(content=(name,)) for name in "abc")))
    with pytest.raises(DocumentError, match="no note with an id above 32767; 1 have one"):
        render_docx(three, high)
