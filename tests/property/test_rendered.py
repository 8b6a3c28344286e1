"""Any selection, language and parties, as a Word file: checked, and counted without a gap."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from clausekit import Document, DocumentKind, Tender, assemble, render_docx, select
from clausekit.language.locale import available_languages, load_language
from clausekit.model.document import Heading, HeadingLevel, Paragraph, ParagraphRole, Table
from clausekit.model.ordinals import alphabetic
from clausekit.model.tender import Stage
from clausekit.word import check_docx
from facts import WITHOUT_CASE, shipped, tenders

TENDERS = tenders(
    stage=st.sampled_from([stage.value for stage in Stage if stage is not Stage.CLOSE_OUT])
)
# The reasons file has parts alone.
NUMBERED = [kind for kind in WITHOUT_CASE if kind is not DocumentKind.REASONS_FILE]


@st.composite
def drafts(draw: st.DrawFn) -> tuple[Tender, str, str, dict[str, str]]:
    """Draw a tender, a kind, a language and what the parties are called in it."""
    tender = draw(TENDERS)
    code = draw(st.sampled_from(available_languages()))
    language = load_language(code, country=tender.buyer.country)
    parties = {
        role: draw(st.sampled_from(sorted(language.choices[role])))
        for role in ("buyer", "supplier")
    }
    return tender, draw(st.sampled_from(NUMBERED)).value, code, parties


def paragraphs(document: Document) -> Iterator[Heading | Paragraph]:
    """Yield headings and paragraphs in order, those of tables included."""
    for block in document.blocks():
        if isinstance(block, Table):
            for cell in itertools.chain.from_iterable(block.rows):
                yield from cell.paragraphs
        elif isinstance(block, Heading | Paragraph):
            yield block


def check_numbers(document: Document) -> None:
    """Count articles, their paragraphs and items, schedules and ladders: each by one."""
    article = paragraph = item = schedule = 0
    ladders = 0
    for block in paragraphs(document):
        match block:
            case Heading(level=HeadingLevel.ARTICLE):
                article, paragraph, item = article + 1, 0, 0
                assert block.number == str(article)
            case Heading(level=HeadingLevel.SCHEDULE):
                schedule, ladders = schedule + 1, 0
                assert block.number.split()[-1] == alphabetic(schedule)
            case Heading(level=HeadingLevel.LADDER):
                ladders += 1
                assert block.number == f"{alphabetic(schedule)}.{ladders}"
            case Paragraph(role=ParagraphRole.NUMBERED) if block.number:
                paragraph, item = paragraph + 1, 0
                assert block.number == f"{article}.{paragraph}"
            case Paragraph(role=ParagraphRole.ITEM) if block.number:
                item += 1
                assert block.number.strip("()") == alphabetic(item).lower()
    assert article >= 5


@given(draft=drafts())
@settings(max_examples=10)
def test_any_document_passes_its_check_and_counts_without_gaps(
    draft: tuple[Tender, str, str, dict[str, str]],
) -> None:
    tender, kind, language, parties = draft
    selection = select(tender, shipped())
    document = assemble(selection, kind=kind, language=language, parties=parties)
    check_numbers(document)
    # The writer counts once more, resolves every reference, and checks what it has written.
    content = render_docx(document)
    assert check_docx(content) == ()
    read = Document.model_validate_json(document.model_dump_json())
    assert render_docx(read) == content


@given(draft=drafts())
@settings(max_examples=15)
def test_nobody_is_threatened_with_an_end_that_has_no_remedy(
    draft: tuple[Tender, str, str, dict[str, str]],
) -> None:
    selection = select(draft[0], shipped())
    for clause in selection.clauses:
        if clause.termination is None:
            continue
        steps = clause.termination.after.steps
        assert sum(step.kind.corrects for step in steps) >= 2
        assert clause.termination.hearing.notice.amount > 0
        assert clause.termination.exit_assessment.weighs
        assert clause.remedy is not None
