"""Places to fill in: points of a form, questions, and empty tables."""

from __future__ import annotations

from collections.abc import Iterable

from clausekit.assembly.composer import Composer
from clausekit.assembly.sheet import Sheet
from clausekit.assembly.tables import cell
from clausekit.model.document import (
    Blank,
    Cell,
    CheckBox,
    Inline,
    Line,
    Paragraph,
    ParagraphRole,
    Strong,
)
from clausekit.model.form import (
    Answer,
    Answers,
    Entry,
    FieldsPiece,
    GridPiece,
    QuestionsPiece,
)

__all__ = ["answer_cell", "boxes", "lines_cell", "remarks_cell", "write_fields", "write_grid"]
__all__ += ["write_questions"]

DEGREES = ("yes", "partly", "not-yet", "not-applicable")
_YES_NO = ("yes", "no")
_LABELS = 36
"""Width of the labels of a form, in per cent."""


def write_fields(piece: FieldsPiece, document: str, sheet: Sheet) -> None:
    """Write a table of points with a place to fill in beside each."""
    composer, key = sheet.composer, f"{document}/fields.{piece.id}"
    rows = [
        (
            cell(composer.text(f"{key}.{entry.id}")),
            _place(entry, f"{piece.id}.{entry.id}", f"{key}.{entry.id}", composer),
        )
        for entry in piece.fields
    ]
    sheet.table(
        [("", _LABELS), ("", 100 - _LABELS)],
        rows,
        title=composer.text(f"{key}.title"),
        description=composer.phrase("table.fields-description"),
        headed=False,
    )


def write_questions(piece: QuestionsPiece, document: str, sheet: Sheet) -> None:
    """Write a table of questions, each with its answers and a place for evidence."""
    composer, key = sheet.composer, f"{document}/questions.{piece.id}"
    rows = []
    for question in piece.questions:
        asked = f"{key}.{question.id}"
        named = f"{piece.id}.{question.id}"
        evidence = []
        if question.evidence:
            values = {"evidence": composer.text(f"{asked}.evidence")}
            evidence.append(composer.phrase("question.evidence", values))
        title = Strong(text=composer.text(f"{asked}.title"))
        words = DEGREES if piece.answers is Answers.DEGREE else _YES_NO
        rows.append(
            (
                lines_cell((title,), composer.line(asked)),
                answer_cell(named, words, composer),
                remarks_cell(f"{named}.remarks", composer, *evidence),
            )
        )
    remarks = "remarks" if piece.answers is Answers.DEGREE else "explanation"
    sheet.table(
        [
            (composer.phrase("column.question"), 44),
            (composer.phrase("column.answer"), 19),
            (composer.phrase(f"column.{remarks}"), 37),
        ],
        rows,
        title=composer.text(f"{key}.title"),
        description=composer.phrase("table.questions-description"),
    )


def write_grid(piece: GridPiece, document: str, sheet: Sheet) -> None:
    """Write a table to fill in."""
    composer, key = sheet.composer, f"{document}/grid.{piece.id}"
    headers = [composer.text(f"{key}.column.{column.id}") for column in piece.columns]

    def place(row: str, index: int) -> Cell:
        column = piece.columns[index]
        return cell(
            Blank(
                key=f"{piece.id}.{row}.{column.id}",
                label=_label(column.answer, composer),
                date=column.answer is Answer.DATE,
            )
        )

    places = range(len(piece.columns))
    rows = [
        (
            cell(composer.text(f"{key}.line.{name}")),
            *(place(name, index) for index in places[1:]),
        )
        for name in piece.lines
    ]
    rows += [tuple(place(str(row), index) for index in places) for row in range(1, piece.rows + 1)]
    sheet.table(
        [(header, column.share) for header, column in zip(headers, piece.columns, strict=True)],
        rows,
        title=composer.text(f"{key}.title"),
        description=composer.phrase("table.grid-description"),
    )


def answer_cell(key: str, answers: Iterable[str], composer: Composer) -> Cell:
    """Return a cell with a box for each answer."""
    return boxes([(f"{key}.{name}", composer.phrase(f"answer.{name}")) for name in answers])


def remarks_cell(key: str, composer: Composer, *evidence: str) -> Cell:
    """Return a cell with a place for remarks below the evidence that is asked for."""
    blank = Blank(key=key, label=composer.phrase("blank.fill-in"))
    return lines_cell(*((text,) for text in evidence), (blank,))


def boxes(options: Iterable[tuple[str, str]]) -> Cell:
    """Return a cell with a box before each option, one a line.

    Args:
        options: For each box its key and what is stated by ticking it.
    """
    return lines_cell(
        *((CheckBox(key=key, label=label), f"\N{NO-BREAK SPACE}{label}") for key, label in options)
    )


def lines_cell(*lines: Line) -> Cell:
    """Return a cell with a paragraph for each line."""
    return Cell(
        paragraphs=tuple(Paragraph(role=ParagraphRole.BODY, content=line) for line in lines)
    )


def _place(entry: Entry, named: str, key: str, composer: Composer) -> Cell:
    if entry.answer is Answer.CHOICE:
        return boxes(
            (f"{named}.{name}", composer.text(f"{key}.option.{name}")) for name in entry.options
        )
    if entry.answer is Answer.YES_NO:
        return answer_cell(named, _YES_NO, composer)
    blank: Inline = Blank(
        key=named, label=_label(entry.answer, composer), date=entry.answer is Answer.DATE
    )
    return cell(blank)


def _label(answer: Answer, composer: Composer) -> str:
    return composer.phrase("blank.date" if answer is Answer.DATE else "blank.fill-in")
