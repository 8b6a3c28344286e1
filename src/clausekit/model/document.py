"""The document tree: what assembly hands over and every writer prints.

The tree is complete: numbers, cross-references and notes are resolved, every text is in its
final form in one language. A writer decides how things look, never what they say.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field

from clausekit.model.base import Model, value
from clausekit.model.kind import DocumentKind
from clausekit.model.mapping import FrozenMapping
from clausekit.model.paper import Paper

__all__ = [
    "FACT_NAMES",
    "Blank",
    "Block",
    "Cell",
    "CheckBox",
    "Column",
    "CrossReference",
    "Document",
    "Footnote",
    "Foreign",
    "Heading",
    "HeadingLevel",
    "Inline",
    "Line",
    "Paragraph",
    "ParagraphRole",
    "Provenance",
    "Signatory",
    "SignatureBlock",
    "Slot",
    "Strong",
    "Table",
]


@value
class Strong:
    """Words that stand out, such as a defined term in its definition."""

    kind: Literal["strong"] = "strong"
    text: str


@value
class Foreign:
    """Words in another language than the document's.

    Args:
        text: The words.
        language: BCP 47 tag.
    """

    kind: Literal["foreign"] = "foreign"
    text: str
    language: str


@value
class CrossReference:
    """The number of another place in the document.

    Args:
        target: Anchor of a numbered heading or paragraph.
        number: The number that it has, as printed, without a final full stop.
    """

    kind: Literal["reference"] = "reference"
    target: str
    number: str


@value
class Blank:
    """A place to fill in by hand.

    Args:
        key: A stable name, unique among blanks of a different meaning.
        label: What belongs there, shown until it is filled in.
        date: Whether a date is expected.
    """

    kind: Literal["blank"] = "blank"
    key: str
    label: str
    date: bool = False


@value
class CheckBox:
    """A box to tick.

    Args:
        key: A stable name, unique among boxes of a different meaning.
        label: What is stated by ticking it; the words beside it are text of their own.
    """

    kind: Literal["checkbox"] = "checkbox"
    key: str
    label: str


@value
class Footnote:
    """A note at the foot of the page, marked at this place of the text."""

    kind: Literal["footnote"] = "footnote"
    content: tuple[Strong | Foreign | str, ...]


Inline = Annotated[
    str | Strong | Foreign | CrossReference | Blank | CheckBox | Footnote,
    Field(union_mode="left_to_right"),
]
Line = tuple[Inline, ...]
"""Running text: plain strings with marked pieces between them."""


class HeadingLevel(StrEnum):
    """Headings, by what they open."""

    PART = "part"
    ARTICLE = "article"
    SCHEDULE = "schedule"
    LADDER = "ladder"
    PLAIN = "plain"
    """Without a number: the preamble, the signatures."""


@value
class Heading:
    """A heading; it opens what follows.

    Args:
        level: What it opens.
        content: Its words, without the number.
        number: The number as printed, without a final full stop; empty where there is none.
        anchor: The target of cross-references; empty where nothing points here.
    """

    kind: Literal["heading"] = "heading"
    level: HeadingLevel
    content: str
    number: str = ""
    anchor: str = ""


class ParagraphRole(StrEnum):
    """What a paragraph is; a template gives each role its look."""

    BODY = "body"
    """Running text without a number."""
    RECITAL = "recital"
    """A recital of the preamble, lettered (A), (B)."""
    NUMBERED = "numbered"
    """A numbered paragraph of an article: 4.2."""
    ITEM = "item"
    """A lettered item of a numbered paragraph: (a)."""
    DEFINITION = "definition"
    """An entry of the definitions."""
    VERIFICATION = "verification"
    """How an article is verified, below it."""
    STEP = "step"
    """A numbered step of a remedy ladder, inside its table."""
    SOURCE = "source"
    """A remark in small print, such as that nothing here is legal advice."""


@value
class Paragraph:
    """A paragraph of text.

    Args:
        role: What it is.
        content: Its text.
        number: The number without punctuation: ``4.2`` for a numbered paragraph, ``a`` for an item,
            ``A`` for a recital, ``1`` for a step; empty where there is none.
        anchor: The target of cross-references; empty where nothing points here.
    """

    kind: Literal["paragraph"] = "paragraph"
    role: ParagraphRole
    content: Line
    number: str = ""
    anchor: str = ""


@value
class Column:
    """A column of a table.

    Args:
        header: Its heading.
        share: Its part of the width, in per cent.
    """

    header: str
    share: int = Field(ge=1, le=100)


@value
class Cell:
    """A cell of a table: one or more paragraphs."""

    paragraphs: tuple[Paragraph, ...] = Field(min_length=1)


@value
class Table:
    """A table.

    Args:
        title: What it shows, for readers who cannot see it (Word's alternative text).
        description: A sentence more, for the same readers.
        columns: The columns, whose shares sum to 100.
        rows: The rows, as many cells as columns each.
        headed: Whether the headings of the columns are printed as a first row that repeats on
            every page; otherwise the first cell of each row is its heading.
    """

    kind: Literal["table"] = "table"
    title: str
    description: str
    columns: tuple[Column, ...] = Field(min_length=1)
    rows: tuple[tuple[Cell, ...], ...]
    headed: bool = True


@value
class Signatory:
    """One who signs.

    Args:
        role: For whom: "For the Supplier".
        lines: Label and content of the lines: name, office, place and date, signature.
    """

    role: str
    lines: tuple[tuple[str, Line], ...]


@value
class SignatureBlock:
    """The places to sign, side by side."""

    kind: Literal["signatures"] = "signatures"
    title: str
    signatories: tuple[Signatory, ...] = Field(min_length=1)


Block = Annotated[Heading | Paragraph | Table | SignatureBlock, Field(discriminator="kind")]


class Slot(StrEnum):
    """The places of a template that blocks fill."""

    PARTICULARS = "particulars"
    PREAMBLE = "preamble"
    CLAUSES = "clauses"
    SCHEDULES = "schedules"
    SIGNATURES = "signatures"


FACT_NAMES = (
    "buyer_label",
    "buyer_name",
    "document_label",
    "document_title",
    "notice",
    "reference_label",
    "supplier_label",
    "supplier_name",
    "tender_reference",
    "tender_title",
)
"""The scalars that a template may name: ``{{ buyer_name }}``."""


_LONG: Final = 1_000_000
"""Bytes of JSON from which on a document is long."""


class Provenance(Model):
    """Where a document comes from, so that it can be made again.

    Args:
        library: Version of clausekit.
        clauses: Id and version of each clause, in order.
        tender_hash: SHA-256 of the tender's facts in canonical JSON.
        text_hash: SHA-256 of the document's text.
        unreviewed: Keys of the wording that no reviewer has signed in this language.
    """

    library: str
    clauses: tuple[tuple[str, str], ...]
    tender_hash: str
    text_hash: str
    unreviewed: tuple[str, ...] = ()


def _pieces(block: Block) -> Iterator[Inline]:
    if isinstance(block, Paragraph):
        yield from block.content
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                for paragraph in cell.paragraphs:
                    yield from paragraph.content
    elif isinstance(block, SignatureBlock):
        for signatory in block.signatories:
            for _, line in signatory.lines:
                yield from line


class Document(Model):
    """A finished document, in one language.

    Args:
        kind: What it is.
        language: The locale it is written in, such as ``es-CL``.
        word_language: The language tag for spelling in Word.
        title: Its title.
        facts: Scalars for the template, one for each of ``FACT_NAMES``, as final text.
        paper: The paper.
        contents_title: Heading of the table of contents.
        sections: Blocks by slot.
        provenance: Where it comes from.
        author: For the document properties: the buyer.
        subject: For the document properties.
        keywords: For the document properties.

    Example:
        >>> from clausekit import Catalogue, Tender, assemble, select
        >>> tender = Tender.model_validate({
        ...     "reference": "7", "title": "Uniforms", "procurement": "goods",
        ...     "sector": "textiles", "buyer": {"name": "City", "country": "CL"},
        ... })
        >>> code = assemble(select(tender, Catalogue.load()), kind="supplier-code", language="en")
        >>> code.title, code.headings[0].content
        ('Supplier Code of Conduct on Human Rights', 'Particulars')
    """

    kind: DocumentKind
    language: str
    word_language: str
    title: str
    facts: FrozenMapping[str, str]
    paper: Paper
    contents_title: str
    sections: FrozenMapping[Slot, tuple[Block, ...]]
    provenance: Provenance
    author: str
    subject: str
    keywords: tuple[str, ...] = ()

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Validate a JSON text; a long one takes less memory than pydantic's own way."""
        read = super().model_validate_json
        if cls is Document and len(json_data) > _LONG and not options:
            from clausekit.model.reading import read_long

            content = (
                json_data.encode("utf-8", "surrogatepass")
                if isinstance(json_data, str)
                else bytes(json_data)
            )
            if (document := read_long(content, read)) is not None:
                return document
        return read(json_data, **options)

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """What is left to fill in, each once, in the order of reading."""
        found: dict[str, Blank] = {}
        for block in self.blocks():
            for piece in _pieces(block):
                if isinstance(piece, Blank):
                    found.setdefault(piece.key, piece)
        return tuple(found.values())

    def blocks(self) -> Iterator[Block]:
        """Yield all blocks in the order of the slots."""
        for slot in Slot:
            yield from self.sections.get(slot, ())

    @property
    def headings(self) -> tuple[Heading, ...]:
        """All headings, in order; the table of contents lists them."""
        return tuple(block for block in self.blocks() if isinstance(block, Heading))
