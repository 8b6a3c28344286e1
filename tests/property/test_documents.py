"""Any selection, any language: the document is whole, in order, and the same every time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from clausekit import Catalogue, Document, DocumentKind, Tender, assemble, load_language, select
from clausekit.language.locale import available_languages
from clausekit.model.document import (
    Blank,
    Block,
    CheckBox,
    CrossReference,
    Footnote,
    Foreign,
    Heading,
    Inline,
    Paragraph,
    ParagraphRole,
    SignatureBlock,
    Strong,
    Table,
)
from clausekit.model.tender import Stage
from clausekit.model.termination import Termination
from facts import WITHOUT_CASE, shipped, tenders

LANGUAGES = st.sampled_from(available_languages())
KINDS = st.sampled_from(WITHOUT_CASE)
# At close-out nothing is drafted any more.
TENDERS = tenders(
    stage=st.sampled_from([stage.value for stage in Stage if stage is not Stage.CLOSE_OUT])
)


def _paragraphs(block: Block) -> list[Paragraph]:
    if isinstance(block, Paragraph):
        return [block]
    if isinstance(block, Table):
        return [line for row in block.rows for cell in row for line in cell.paragraphs]
    return []


def _inlines(document: Document) -> list[Inline]:
    found: list[Inline] = []
    for block in document.blocks():
        for paragraph in _paragraphs(block):
            found += paragraph.content
        if isinstance(block, SignatureBlock):
            found += [piece for who in block.signatories for _, line in who.lines for piece in line]
    return found


def _assembled(tender: Tender, *, kind: DocumentKind, language: str) -> Document:
    return assemble(select(tender, shipped()), kind=kind, language=language)


@given(tender=TENDERS, kind=KINDS, language=LANGUAGES)
@settings(max_examples=40)
def test_any_document_is_whole(tender: Tender, kind: DocumentKind, language: str) -> None:
    document = _assembled(tender, kind=kind, language=language)
    anchors: dict[str, str] = {}
    for block in document.blocks():
        for item in [block] if isinstance(block, Heading) else _paragraphs(block):
            if item.anchor:
                assert item.anchor not in anchors, f"the anchor {item.anchor} stands twice"
                anchors[item.anchor] = item.number
        if isinstance(block, Table):
            assert sum(column.share for column in block.columns) == 100
            assert all(len(row) == len(block.columns) for row in block.rows)
    for piece in _inlines(document):
        if isinstance(piece, CrossReference):
            assert anchors[piece.target] == piece.number
        elif isinstance(piece, str):
            assert "{" not in piece
            assert piece
        elif isinstance(piece, Footnote):
            assert piece.content
        elif isinstance(piece, Strong | Foreign):
            assert piece.text
        elif isinstance(piece, CheckBox):
            assert piece.label
        else:
            assert isinstance(piece, Blank)


@given(tender=TENDERS, kind=KINDS, language=LANGUAGES)
@settings(max_examples=20)
def test_definitions_are_sorted_in_any_language(
    tender: Tender, kind: DocumentKind, language: str
) -> None:
    document = _assembled(tender, kind=kind, language=language)
    words = [
        line.content[0].text
        for block in document.blocks()
        for line in _paragraphs(block)
        if line.role is ParagraphRole.DEFINITION and isinstance(line.content[0], Strong)
    ]
    assert words == sorted(words, key=load_language(document.language).sort_key)
    assert len(set(words)) == len(words)


@given(tender=TENDERS, kind=KINDS, language=LANGUAGES)
@settings(max_examples=15)
def test_the_same_facts_give_the_same_document(
    tender: Tender, kind: DocumentKind, language: str
) -> None:
    first = _assembled(tender, kind=kind, language=language)
    again = Tender.model_validate_json(tender.model_dump_json())
    second = _assembled(again, kind=kind, language=language)
    assert first == second
    assert Document.model_validate_json(first.model_dump_json()) == first


def _models(catalogue: Catalogue) -> list[BaseModel]:
    return [
        *catalogue.clauses.values(),
        *catalogue.ladders.values(),
        *catalogue.definitions.values(),
        *catalogue.blueprints.values(),
        *catalogue.instruments.values(),
        *catalogue.sectors.values(),
        catalogue.suspension,
    ]


def test_everything_in_the_catalogue_reads_back_from_json(catalogue: Catalogue) -> None:
    for model in _models(catalogue):
        assert type(model).model_validate_json(model.model_dump_json()) == model
        assert type(model).model_validate(model.model_dump(mode="json")) == model


def test_every_termination_of_the_catalogue_has_what_comes_before(catalogue: Catalogue) -> None:
    grounds = [c for c in catalogue.clauses.values() if isinstance(c.termination, Termination)]
    assert len(grounds) >= 5
    for clause in grounds:
        assert clause.termination is not None
        kinds = [step.kind for step in clause.termination.after.steps]
        assert sum(kind.corrects for kind in kinds) >= 2
        assert any(kind.value in {"hearing", "meeting"} for kind in kinds) or (
            clause.termination.hearing.notice.amount >= 10
        )


def test_a_ladder_of_the_catalogue_cannot_be_shortened(catalogue: Catalogue) -> None:
    ladder = catalogue.ladders["L3"]
    shortened = {"steps": ladder.steps[:1]}
    with pytest.raises(ValueError, match="at least 3"):
        ladder.model_copy(update=shortened)
    with pytest.raises(ValueError, match="at least 3"):
        type(ladder).model_construct(**{**dict(ladder), **shortened})
