"""A block that came before gives the same markup as one that is new, in whatever document."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_frames import anew, small_frame
from word_samples import body, cell, heading, sample_document, signatures, small_document

from clausekit.errors import DocumentError
from clausekit.model.document import (
    Blank,
    Block,
    CheckBox,
    Column,
    CrossReference,
    Document,
    Footnote,
    Foreign,
    Strong,
    Table,
)
from clausekit.word import Frame, drafts, render_docx
from clausekit.word.drafts import Draft, Drafts
from clausekit.word.stretches import Recurring


def note(text: str) -> Footnote:
    return Footnote(
        content=(text, Strong(text="article 2"), Foreign(text="ex aequo", language="la"))
    )


REFERENCE = CrossReference(target="sub.first", number="1")
FIRST = heading("article", "What all refer to", "1", "sub.first")
POOL: tuple[Block, ...] = (
    body("Plain & <simple>."),
    body("A definition.", role="definition"),
    body("See ", REFERENCE, ".", note("One."), note("Two.")),
    body("Named", anchor="sub.named"),
    body("Fill in ", Blank(key="name", label="the name"), " and tick ",
         CheckBox(key="box", label="a box")),
    body("A note in it.", note("Three."), role="source"),
    heading("plain", "A plain heading"),
    heading("plain", "A named one", anchor="sub.plain"),
    Table(
        title="A table", description="", headed=True,
        columns=(Column(header="A", share=50), Column(header="B", share=50)),
        rows=((cell("See ", REFERENCE), cell("with a note", note("Four."))),),
    ),
    *signatures(),
)  # fmt: skip


@pytest.fixture(scope="module")
def frame() -> Frame:
    return anew(Frame.compile(small_frame(), name="house.docx"))


@given(chosen=st.lists(st.sampled_from(POOL), unique_by=id))
def test_what_came_before_changes_nothing(frame: Frame, chosen: list[Block]) -> None:
    document = small_document(FIRST, *chosen)
    expected = render_docx(document, anew(frame))
    for _ in range(3):
        assert render_docx(document, frame) == expected
    assert all(frame.layout.drafts.knows(block) for block in chosen)


def test_a_block_has_a_draft_from_its_second_time_on(frame: Frame) -> None:
    fresh = anew(frame)
    block = body("Once, twice.", note("A note."))
    for known in (False, True, True):
        render_docx(small_document(block), fresh)
        assert (fresh.layout.drafts.find(block, 0) is not None) == known
    same = body("Once, twice.", note("A note."))
    assert fresh.layout.drafts.find(same, 0) is None


def test_ids_and_numbers_are_those_of_the_document(frame: Frame) -> None:
    fresh = anew(frame)
    shared = body("See ", CrossReference(target="sub.x", number="1"), note("Shared."))
    target = heading("article", "Target", "1", "sub.x")
    before = small_document(target, shared)
    after = small_document(target, body("Before it.", note("Other."), anchor="sub.before"), shared)
    for document in (before, after, before, after):
        assert render_docx(document, fresh) == render_docx(document, anew(frame))
    moved = heading("article", "Target", "2", "sub.x")
    wrong = small_document(heading("article", "Other", "1", "sub.y"), moved, shared)
    with pytest.raises(DocumentError) as caught:
        render_docx(wrong, fresh)
    assert "says '1'; the number there is '2'" in caught.value.faults[0].message


def test_a_table_has_a_draft_for_its_width(frame: Frame) -> None:
    fresh = anew(frame)
    for paper in ("a4", "letter", "a4", "letter", "letter", "a4"):
        document = small_document(FIRST, POOL[-2], paper=paper)
        assert render_docx(document, fresh) == render_docx(document, anew(frame))


def test_a_paragraph_that_introduces_a_table_is_another(frame: Frame) -> None:
    fresh = anew(frame)
    alone, before = small_document(FIRST, POOL[0]), small_document(FIRST, POOL[0], POOL[-2])
    for document in (alone, alone, before, before, alone):
        assert render_docx(document, fresh) == render_docx(document, anew(frame))


@pytest.mark.parametrize("text", ["a bell \a", "a \0 b", "\0" + "0\0", "\ud800", "\uffff"])
def test_a_fault_is_told_each_time(frame: Frame, text: str) -> None:
    fresh = anew(frame)
    document = small_document(body("Sound."), body(text, note("A note.")))
    told = []
    for _ in range(4):
        with pytest.raises(DocumentError) as caught:
            render_docx(document, fresh)
        told.append([str(fault) for fault in caught.value.faults])
    assert all(one == told[0] for one in told)
    assert len(told[0]) == 1


def test_breaks_and_tabs_come_out_each_time(frame: Frame) -> None:
    fresh = anew(frame)
    document = small_document(body("one\ntwo\tthree", note("four\nfive")))
    expected = render_docx(document, anew(frame))
    assert all(render_docx(document, fresh) == expected for _ in range(4))


def test_drafts_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Drafts()
    made = [Draft(body(str(number)), 0, Recurring(b"five!"), ()) for number in range(4)]
    monkeypatch.setattr(drafts, "_ROOM", 2 * made[0].size)
    for draft in made[:3]:
        kept.keep(draft)
    assert [kept.find(draft.block, 0) is not None for draft in made[:3]] == [False, False, True]
    kept.keep(Draft(made[3].block, 0, Recurring(b"x" * 3_000), ()))
    assert kept.find(made[3].block, 0) is None, "there is no room for it at all"
    assert kept.find(made[2].block, 0) is made[2]


def test_blocks_that_came_are_remembered_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Drafts()
    monkeypatch.setattr(drafts, "_MET", 3 * (700 + 50))
    blocks = [body(str(number)) for number in range(5)]
    for block in blocks[:3]:
        assert not kept.knows(block)
        kept.meet(block, 50)
    assert [kept.knows(block) for block in blocks] == [True, True, True, False, False]
    kept.meet(blocks[3], 50)
    assert not any(kept.knows(block) for block in blocks)
    kept.meet(blocks[4], 3_000)
    assert not kept.knows(blocks[4]), "there is no room for it at all"
    kept.meet(blocks[0], 50)
    assert kept.knows(blocks[0])


def test_blocks_that_never_come_again_have_no_drafts(frame: Frame) -> None:
    fresh = anew(frame)
    text = sample_document().model_dump_json()
    for _ in range(6):
        # Python gives the ids of blocks that are gone to new ones.
        render_docx(Document.model_validate_json(text), fresh)
    assert fresh.layout.drafts._size == 0


def test_a_table_has_a_draft_for_each_width(frame: Frame) -> None:
    fresh = anew(frame)
    table = next(block for block in POOL if isinstance(block, Table))
    papers = ("a4", "letter") * 3
    for paper in papers:
        document = small_document(FIRST, table, paper=paper)
        assert render_docx(document, fresh) == render_docx(document, anew(frame))
    assert len(fresh.layout.drafts._kept) == 3, "that of the heading, and two of the table"


def test_a_document_that_is_refused_is_refused_each_time(frame: Frame) -> None:
    fresh = anew(frame)
    document = small_document(FIRST, body("x" * 10_000_001))
    for _ in range(3):
        with pytest.raises(DocumentError, match=r"document\.malformed-xml"):
            render_docx(document, fresh)


def test_many_threads_count_what_is_kept(frame: Frame) -> None:
    fresh = anew(frame)
    documents = [small_document(FIRST, *POOL, paper=paper) for paper in ("a4", "letter")] * 8
    with ThreadPoolExecutor(8) as executor:
        found = set(executor.map(lambda document: render_docx(document, fresh), documents * 4))
    assert len(found) == 2
    kept = fresh.layout.drafts
    passages = [passage for some in kept._passages.values() for passage in some]
    assert kept._size == sum(one.size for one in (*kept._kept.values(), *passages))


def test_a_frame_of_its_own_has_drafts_of_its_own() -> None:
    document = sample_document()
    one, other = (Frame.compile(small_frame(), name=name) for name in ("a.docx", "b.docx"))
    assert render_docx(document, one) == render_docx(document, other)
    assert one.layout.drafts is not other.layout.drafts
