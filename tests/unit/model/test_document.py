"""The values of a document tree: frozen, strict, and validated whichever way they came to be."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest
from pydantic import ValidationError

from clausekit.model import reading
from clausekit.model.document import (
    Cell,
    CrossReference,
    Document,
    Heading,
    HeadingLevel,
    Paragraph,
    ParagraphRole,
    Signatory,
    SignatureBlock,
    Slot,
    Strong,
    Table,
)
from facts import document_facts

PARAGRAPH = Paragraph(role=ParagraphRole.ITEM, content=("a", Strong(text="b")), number="a")


def test_a_value_is_strict() -> None:
    assert Paragraph(role="item", content=["x"]).role is ParagraphRole.ITEM  # type: ignore[arg-type]
    wrong: tuple[dict[str, Any], ...] = (
        {"role": "none", "content": ()},
        {"role": "item", "content": (7,)},
        {"role": "item", "content": (), "other": 1},
        {"content": ()},
    )
    for values in wrong:
        with pytest.raises(ValidationError):
            Paragraph(**values)


def test_a_value_is_frozen_and_has_nothing_else() -> None:
    for name in ("number", "other"):
        with pytest.raises((AttributeError, TypeError)):
            setattr(PARAGRAPH, name, "x")
    assert not hasattr(PARAGRAPH, "__dict__")


def test_a_value_is_compared_and_hashed_by_what_it_holds() -> None:
    same = Paragraph(role=ParagraphRole.ITEM, content=("a", Strong(text="b")), number="a")
    assert same == PARAGRAPH
    assert hash(same) == hash(PARAGRAPH)
    assert same != dataclasses.replace(PARAGRAPH, number="b")


def pickled(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickled])
def test_copies_are_equal(again: Any) -> None:
    table = Table(title="t", description="", columns=({"header": "h", "share": 100},),
                  rows=((Cell(paragraphs=(PARAGRAPH,)),),))  # type: ignore[arg-type]  # fmt: skip
    assert again(table) == table


def test_what_was_pickled_is_validated() -> None:
    rebuild, (kind, values) = PARAGRAPH.__reduce__()  # type: ignore[misc]
    assert rebuild(kind, values) == PARAGRAPH
    with pytest.raises(ValidationError):
        rebuild(kind, {**values, "content": (7,)})  # type: ignore[dict-item]
    with pytest.raises(ValidationError):
        dataclasses.replace(PARAGRAPH, content=(7,))  # type: ignore[arg-type]


def test_a_tree_holds_no_subclass() -> None:
    class Laxer(Paragraph):
        pass

    lax = Laxer(role=ParagraphRole.BODY, content=("x",))
    assert type(Cell(paragraphs=(lax,)).paragraphs[0]) is Paragraph


def test_a_tree_reads_its_own_json() -> None:
    blocks = (
        Heading(level=HeadingLevel.ARTICLE, content="x", number="1", anchor="a"),
        Paragraph(role=ParagraphRole.BODY, content=(CrossReference(target="a", number="1"), ".")),
    )
    document = Document.model_validate(document_facts(sections={Slot.CLAUSES: blocks}))
    assert document.sections[Slot.CLAUSES] == blocks
    assert Document.model_validate_json(document.model_dump_json()) == document
    assert pickle.loads(pickle.dumps(document)) == document


def _heading(text: str) -> Heading:
    return Heading(level=HeadingLevel.PLAIN, content=text)


def test_blocks_come_in_the_order_of_the_slots() -> None:
    one = Signatory(role="For X", lines=())
    signatures = SignatureBlock(title="Signed", signatories=(one,))
    document = Document.model_validate(
        document_facts(
            sections={
                Slot.SIGNATURES: (signatures,),
                Slot.CLAUSES: (_heading("b"), _heading("c")),
                Slot.PARTICULARS: (_heading("a"),),
            }
        )
    )
    assert list(document.blocks()) == [_heading("a"), _heading("b"), _heading("c"), signatures]
    assert [heading.content for heading in document.headings] == ["a", "b", "c"]


def test_what_is_left_to_fill_in_is_found_in_every_place() -> None:
    def line(key: str) -> dict[str, Any]:
        return {"role": "body", "content": ["x", {"kind": "blank", "key": key, "label": "X"}]}

    table = {
        "kind": "table", "title": "T", "description": "", "columns": [{"header": "", "share": 100}],
        "rows": [[{"paragraphs": [line("b"), line("c")]}], [{"paragraphs": [line("a")]}]],
    }  # fmt: skip
    names = [["Name", [{"kind": "blank", "key": "d", "label": "X"}]], ["Place", ["y"]]]
    signatures = {
        "kind": "signatures", "title": "S", "signatories": [{"role": "R", "lines": names}] * 2,
    }  # fmt: skip
    plain = {"kind": "heading", "level": "plain", "content": "H"}
    sections = {
        "signatures": [signatures],
        "clauses": [plain, {"kind": "paragraph", **line("a")}, table, plain],
    }
    document = Document.model_validate(document_facts(sections=sections))
    assert [blank.key for blank in document.blanks] == ["a", "b", "c", "d"]
    assert [heading.content for heading in document.headings] == ["H", "H"]


def test_a_value_shows_itself_by_its_fields() -> None:
    assert repr(Strong(text="x")) == "Strong(kind='strong', text='x')"


def test_a_document_that_is_long_is_read_by_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(reading, "read_long", lambda content, read: asked.append(len(content)))
    document = Document.model_validate(document_facts())
    text = document.model_dump_json()
    for length in (len(text), 1_000_000, 1_000_001):
        assert Document.model_validate_json(text + " " * (length - len(text))) == document
    assert asked == [1_000_001]
