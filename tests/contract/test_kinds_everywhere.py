"""Every kind of form in every language, tier, size and stage: sound, alike, and in one language."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from itertools import product

import pytest

from clausekit import Document, DocumentKind, Tender, render_docx, select
from clausekit.language.locale import load_language
from clausekit.model.document import Blank, CheckBox, Slot, Table
from clausekit.model.tender import Stage, SupplierSize, Tier
from clausekit.word.check import check_docx
from facts import shipped, tender_facts
from forms import assembled, form_document, rich_selection
from readable import FORMS, readable
from reading import paragraphs_of

LANGUAGES = ("es", "en", "fr", "pt")
EVERYWHERE = list(product(FORMS, LANGUAGES))


def _shape(document: Document) -> list[object]:
    """Return what must be the same in every language: kinds, numbers, cells, places, boxes."""
    return [
        *(block.kind for block in document.blocks()),
        *(
            (p.role, p.number, [piece.key for piece in p.content
                                if isinstance(piece, Blank | CheckBox)])
            for p in paragraphs_of(document)
        ),
    ]  # fmt: skip


@cache
def _titles(tag: str) -> re.Pattern[str]:
    """Return a pattern of all official titles: they have their own words and years."""
    language = load_language(tag)
    known = {
        language.typeset(title)
        for instrument in shipped().instruments.values()
        for titles in (instrument.titles, instrument.brief, instrument.cite)
        for title in titles.values()
    }
    known |= {title[:1].upper() + title[1:] for title in known}  # as a cell begins
    longest = sorted(known, key=len, reverse=True)
    return re.compile("|".join(re.escape(title) for title in longest))


@pytest.mark.parametrize(("kind", "language"), EVERYWHERE)
def test_every_form_is_a_sound_word_file_in_every_language(
    kind: DocumentKind, language: str
) -> None:
    document = form_document(kind, language)
    content = render_docx(document)
    assert check_docx(content) == ()
    assert content == render_docx(assembled(kind, language, rich_selection()))


@pytest.mark.parametrize(("kind", "language"), EVERYWHERE)
def test_a_form_has_the_same_shape_in_every_language(kind: DocumentKind, language: str) -> None:
    assert _shape(form_document(kind, language)) == _shape(form_document(kind))


@pytest.mark.parametrize(("kind", "language"), EVERYWHERE)
def test_no_word_of_another_language_stands_in_a_form(kind: DocumentKind, language: str) -> None:
    foreign = {
        "en": r"(?<![-\w])(?:los|las|para|dans|avec|são|não)\b",
        "es": r"(?<![-\w])(?:the|shall|with|dans|avec|são|não)\b",
        "fr": r"(?<![-\w])(?:the|shall|with|los|para|são|não)\b",
        "pt": r"(?<![-\w])(?:the|shall|with|los|dans|avec)\b",
    }
    document = form_document(kind, language)
    text = _titles(document.language).sub("", readable(document))
    assert re.findall(foreign[language], text) == []


@pytest.mark.parametrize(("kind", "language"), EVERYWHERE)
def test_every_number_of_a_form_is_the_same_in_every_language(
    kind: DocumentKind, language: str
) -> None:
    def figures(document: Document) -> list[list[str]]:
        return [
            sorted(re.findall(r"\d+", _titles(document.language).sub("", piece)))
            for p in paragraphs_of(document)
            for piece in ["".join(x for x in p.content if isinstance(x, str))]
        ]

    assert figures(form_document(kind, language)) == figures(form_document(kind))


@pytest.mark.parametrize(("kind", "tier", "size"), list(product(FORMS, Tier, SupplierSize)))
def test_every_tier_and_size_builds(kind: DocumentKind, tier: Tier, size: SupplierSize) -> None:
    assert assembled(kind, "en", rich_selection(tier.value, size.value)).sections[Slot.CLAUSES]


@pytest.mark.parametrize(
    ("kind", "stage"), list(product(FORMS, [s for s in Stage if s is not Stage.CLOSE_OUT]))
)
def test_every_stage_builds(kind: DocumentKind, stage: Stage) -> None:
    tender = Tender.model_validate(tender_facts(stage=stage.value))
    assert assembled(kind, "en", select(tender, shipped())).title


@pytest.mark.parametrize(("kind", "language"), EVERYWHERE)
def test_a_letter_that_is_served_does_not_call_itself_a_model(
    kind: DocumentKind, language: str
) -> None:
    document = form_document(kind, language)
    model = {
        "en": "This text is a model", "es": "Este texto es un modelo",
        "fr": "Le présent texte est un modèle", "pt": "Este texto é um modelo",
    }[language]  # fmt: skip
    content = render_docx(document)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        printed = parts.read("word/document.xml").decode()
        origin = [parts.read(n).decode() for n in parts.namelist() if n.startswith("customXml/")]
    served = kind is DocumentKind.NOTICE_OF_NON_CONFORMITY
    assert (model in " ".join(printed.split())) is not served
    assert bool(document.facts["notice"]) is not served
    # Where it comes from is told in the properties, whatever is printed.
    assert any(document.provenance.tender_hash in part for part in origin)


@pytest.mark.parametrize(("kind", "language"), EVERYWHERE)
def test_no_heading_of_a_column_is_broken_within_a_word(kind: DocumentKind, language: str) -> None:
    # Points: a hundredth of the line on A4, the margins of a cell, a letter of the bold face.
    lying = kind in {DocumentKind.ALIGNMENT_MATRIX, DocumentKind.VERIFICATION_PLAN}
    line, margins, letter = (7.0 if lying else 4.53), 9.6, 4.25
    narrow = [
        (column.header, column.share)
        for block in form_document(kind, language, "intermediate").blocks()
        if isinstance(block, Table)
        for column in block.columns
        if max(map(len, column.header.split(" "))) * letter > column.share * line - margins
    ]
    assert narrow == []
