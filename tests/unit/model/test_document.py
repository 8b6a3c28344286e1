"""The values of a document tree: frozen, strict, and validated whichever way they came to be."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest
from pydantic import ValidationError

from clausekit.model.document import (
    Cell,
    CrossReference,
    Document,
    Heading,
    HeadingLevel,
    Paragraph,
    ParagraphRole,
    Slot,
    Strong,
    Table,
)

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
    document = Document.model_validate(
        {
            "kind": "supplier-code", "language": "en", "word_language": "en-GB", "title": "t",
            "facts": {}, "paper": "a4", "contents_title": "c", "sections": {Slot.CLAUSES: blocks},
            "author": "", "subject": "",
            "provenance": {"library": "0", "clauses": [], "tender_hash": "", "text_hash": ""},
        }
    )  # fmt: skip
    assert document.sections[Slot.CLAUSES] == blocks
    assert Document.model_validate_json(document.model_dump_json()) == document
    assert pickle.loads(pickle.dumps(document)) == document
