"""The plan of a form, a letter, a file or a matrix: sections with texts, places to fill in, tables.

The code and the annex are made of articles and have a plan of their own, the ``Blueprint``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from clausekit.model.base import Model
from clausekit.model.blueprint import SignaturesPlan
from clausekit.model.kind import DocumentKind
from clausekit.model.mapping import FrozenMapping
from clausekit.model.wording import Paragraph, Slug, Value

__all__ = [
    "Answer",
    "Answers",
    "Computed",
    "ComputedPiece",
    "Entry",
    "FieldsPiece",
    "Form",
    "GridColumn",
    "GridPiece",
    "Numbering",
    "Particular",
    "Piece",
    "Question",
    "QuestionsPiece",
    "Section",
    "TextPiece",
]


class TextPiece(Paragraph):
    """A paragraph of wording, with lettered items where it ends with a colon."""

    kind: Literal["text"]


class Answer(StrEnum):
    """What is expected in a place to fill in."""

    TEXT = "text"
    DATE = "date"
    YES_NO = "yes-no"
    CHOICE = "choice"


class Entry(Model):
    """A point of a form with a place to fill in.

    Args:
        id: Unique in its piece.
        label: What is asked.
        answer: What is expected.
        options: What can be ticked, by name, where the answer is a choice.
    """

    id: Slug
    label: str = Field(min_length=1)
    answer: Answer = Answer.TEXT
    options: FrozenMapping[str, str] = {}

    @model_validator(mode="after")
    def _a_choice_has_options(self) -> Entry:
        if bool(self.options) is not (self.answer is Answer.CHOICE):
            raise ValueError(f"entry {self.id!r}: a choice, and only a choice, has options")
        return self


class FieldsPiece(Model):
    """A table of points, each with a place to fill in.

    Args:
        kind: ``fields``.
        id: Unique among the fields of the document.
        title: What the table holds, for readers who cannot see it.
        fields: The points.
    """

    kind: Literal["fields"]
    id: Slug
    title: str = Field(min_length=1)
    fields: tuple[Entry, ...] = Field(min_length=1)


class Answers(StrEnum):
    """The answers that can be ticked beside a question."""

    DEGREE = "degree"
    """Yes, in part, not yet, does not apply."""
    YES_NO = "yes-no"


class Question(Model):
    """A question with its answer and a place for evidence.

    Args:
        id: Unique in its piece.
        title: What it is about, in a word.
        text: The question.
        evidence: What can show the answer.
    """

    id: Slug
    title: str = Field(min_length=1)
    text: str = Field(min_length=1)
    evidence: str = ""


class QuestionsPiece(Model):
    """A table of questions.

    Args:
        kind: ``questions``.
        id: Unique among the questions of the document.
        title: What the table holds, for readers who cannot see it.
        answers: The answers that can be ticked.
        questions: The questions.
    """

    kind: Literal["questions"]
    id: Slug
    title: str = Field(min_length=1)
    answers: Answers
    questions: tuple[Question, ...] = Field(min_length=1)


class GridColumn(Model):
    """A column of a grid to fill in.

    Args:
        id: Unique in its grid.
        header: Its heading.
        share: Its part of the width, in per cent.
        answer: What is expected in its cells.
    """

    id: Slug
    header: str = Field(min_length=1)
    share: int = Field(ge=1, le=100)
    answer: Literal[Answer.TEXT, Answer.DATE] = Answer.TEXT


class GridPiece(Model):
    """A table whose cells are to be filled in.

    Args:
        kind: ``grid``.
        id: Unique among the grids of the document.
        title: What it holds, for readers who cannot see it.
        columns: The columns, whose shares sum to 100.
        rows: How many empty rows it has.
        lines: Rows whose first cell is printed, by name; they stand above the empty rows.
    """

    kind: Literal["grid"]
    id: Slug
    title: str = Field(min_length=1)
    columns: tuple[GridColumn, ...] = Field(min_length=2)
    rows: int = Field(default=0, ge=0, le=20)
    lines: FrozenMapping[str, str] = {}

    @model_validator(mode="after")
    def _fills_the_width(self) -> GridPiece:
        shares = sum(column.share for column in self.columns)
        if shares != 100:
            raise ValueError(f"grid {self.id!r}: the shares of the columns sum to {shares}")
        if not self.rows and not self.lines:
            raise ValueError(f"grid {self.id!r}: it has no rows")
        return self


class Computed(StrEnum):
    """What assembly works out from the facts and the clauses."""

    VERIFICATION_MATRIX = "verification-matrix"
    FREQUENCY_CALENDAR = "frequency-calendar"
    DATE_CALENDAR = "date-calendar"
    CLAUSE_QUESTIONS = "clause-questions"
    FINDING = "finding"
    INSTRUMENTS = "instruments"
    SALIENT_RISKS = "salient-risks"
    GRIEVANCE_CHANNEL = "grievance-channel"
    ALIGNMENT_CLAUSES = "alignment-clauses"
    ALIGNMENT_ILO = "alignment-ilo"
    ALIGNMENT_UNGP = "alignment-ungp"
    ALIGNMENT_OECD = "alignment-oecd"
    NOTICE_REASON = "notice-reason"
    NOTICE_REQUIREMENT = "notice-requirement"
    NOTICE_PEOPLE = "notice-people"
    NOTICE_STEPS_INTRO = "notice-steps-intro"
    NOTICE_STEPS = "notice-steps"
    NOTICE_HEARING = "notice-hearing"
    ATTRIBUTES = "attributes"
    SMALL_SUPPLIER = "small-supplier"
    FINDINGS = "findings"
    RISK_FINDINGS = "risk-findings"
    INCLUDED = "included"
    EXCLUDED = "excluded"
    HOURS = "hours"


class ComputedPiece(Model):
    """A place for what assembly works out.

    Args:
        kind: ``computed``.
        block: What it is.
    """

    kind: Literal["computed"]
    block: Computed


Piece = Annotated[
    TextPiece | FieldsPiece | QuestionsPiece | GridPiece | ComputedPiece,
    Field(discriminator="kind"),
]


class Section(Model):
    """A section of a form.

    Args:
        id: Unique in the document.
        title: Its heading.
        content: What stands in it, in order.
    """

    id: Slug
    title: str = Field(min_length=1)
    content: tuple[Piece, ...] = Field(min_length=1)


class Numbering(StrEnum):
    """How the sections are numbered."""

    ARTICLES = "articles"
    """1, 2 ...; their paragraphs 1.1, 1.2 ..."""
    PARTS = "parts"
    """I, II ...; what is computed in them may hold numbered articles."""


Particular = Literal[
    "reference", "subject", "procurement", "buyer", "supplier", "codes", "origins", "value",
    "period", "office", "grievance-channel", "tier", "date",
]  # fmt: skip
"""A row of the table of particulars."""


class Form(Model):
    """The plan of a form, a letter, a file or a matrix.

    Args:
        id: The kind of document.
        title: The document's title.
        label: The line above the title.
        numbering: How the sections are numbered.
        particulars: The rows of the table of particulars.
        sections: What stands in it.
        values: The amounts that its texts print, by name.
        signatures: Who signs, if anybody does.
        words: What its computed pieces print round the facts, by name.
    """

    id: DocumentKind
    title: str = Field(min_length=1)
    label: str = Field(min_length=1)
    numbering: Numbering = Numbering.ARTICLES
    particulars: tuple[Particular, ...] = Field(min_length=1)
    sections: tuple[Section, ...] = Field(min_length=1)
    values: FrozenMapping[str, Value] = {}
    signatures: SignaturesPlan | None = None
    words: FrozenMapping[str, str] = {}

    @property
    def texts(self) -> tuple[TextPiece, ...]:
        """The paragraphs of all sections, in order."""
        return tuple(
            piece
            for section in self.sections
            for piece in section.content
            if isinstance(piece, TextPiece)
        )

    @model_validator(mode="after")
    def _names_stand_once(self) -> Form:
        names = [f"section {section.id}" for section in self.sections]
        for section in self.sections:
            names += [
                f"{piece.kind} {piece.block if isinstance(piece, ComputedPiece) else piece.id}"
                for piece in section.content
            ]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"names stand twice: {', '.join(twice)}")
        if self.numbering is Numbering.PARTS and any(text.items for text in self.texts):
            raise ValueError("the texts of parts have no items, which would count on through them")
        return self
