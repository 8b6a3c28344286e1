"""The documents that are measured: annexes of any length, in the words of the shipped clauses."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from clausekit import Catalogue, Document, Tender, assemble, select
from clausekit.model.document import (
    Block,
    Cell,
    Column,
    Footnote,
    Heading,
    HeadingLevel,
    Line,
    Paragraph,
    ParagraphRole,
    Provenance,
    Signatory,
    SignatureBlock,
    Slot,
    Table,
)
from clausekit.model.kind import DocumentKind
from clausekit.model.tender import Paper

__all__ = [
    "KIND",
    "LANGUAGE",
    "TENDER_FILE",
    "annex",
    "facts_to_document",
    "other_facts",
    "other_tenders",
    "small_annexes",
]

TENDER_FILE = files("clausekit.cli") / "tenders" / "chile-uniforms.json"
KIND = DocumentKind.TENDER_ANNEX
LANGUAGE = "en"
_ROWS = 30
_PART = 15
"""Articles in a part."""
_STEPS = ("Notice", "Corrective plan", "Support and review")


def facts_to_document(content: bytes, catalogue: Catalogue) -> Document:
    """Go from the facts of a tender to a document tree, on paper A4 as the frames are."""
    selection = select(Tender.model_validate_json(content), catalogue)
    return assemble(selection, kind=KIND, language=LANGUAGE, paper=Paper.A4)


def _plain(line: Line) -> str:
    """Return the words of a line, without notes."""
    return "".join(
        inline if isinstance(inline, str) else getattr(inline, "text", "")
        for inline in line
        if not isinstance(inline, Footnote)
    )


@cache
def _wording() -> tuple[str, ...]:
    """Return sentences of the shipped clauses, long ones and short ones, in their order."""
    tender = Tender.model_validate_json(TENDER_FILE.read_bytes())
    document = assemble(select(tender, Catalogue.load()), kind=KIND, language=LANGUAGE)
    return tuple(
        text
        for block in document.sections[Slot.CLAUSES]
        if isinstance(block, Paragraph) and len(text := _plain(block.content)) > 40
    )


def annex(articles: int, *, seed: int = 0) -> Document:
    """Build an annex: a heading, paragraphs, a list and a ladder in each article, and tables.

    No notes, references or blanks: docxtpl has nothing like them, and both engines write the
    same. 45 articles fill some 35 pages.

    Args:
        articles: How many.
        seed: Another number gives other sentences and facts.
    """
    words = _Words(seed)
    buyer = f"Ministry of Works & Housing <{seed}> “Región del Ñuble”"
    return Document(
        kind=KIND,
        language="en",
        word_language="en-GB",
        title="Human rights in the performance of the contract",
        facts={
            "buyer_label": "Buyer",
            "buyer_name": buyer,
            "document_label": "Annex",
            "document_title": "Human rights in the performance of the contract",
            "notice": "A model. It is no legal advice.",
            "reference_label": "Reference",
            "supplier_label": "Supplier",
            "supplier_name": f"Hilos & Telas “{seed}” S.A.",
            "tender_reference": f"{1000 + seed}-LR26",
            "tender_title": "Uniforms, gloves & boots <all sizes>",
        },
        paper=Paper.A4,
        contents_title="Contents",
        sections={
            Slot.PARTICULARS: (_particulars(buyer),),
            Slot.PREAMBLE: tuple(_preamble(words)),
            Slot.CLAUSES: tuple(_clauses(articles, words)),
            Slot.SCHEDULES: tuple(_schedule(words, min(_ROWS, 3 * articles))),
            Slot.SIGNATURES: (_signatures(),),
        },
        provenance=Provenance(
            library="0",
            clauses=tuple((f"bench.c{number}", "1.0.0") for number in range(1, articles + 1)),
            tender_hash="0" * 64,
            text_hash="0" * 64,
        ),
        author=buyer,
        subject="Uniforms",
    )


def small_annexes(count: int) -> tuple[Document, ...]:
    """Build *count* different annexes of five articles."""
    return tuple(annex(5, seed=seed) for seed in range(1, count + 1))


def other_facts(document: Document, count: int) -> tuple[Document, ...]:
    """Return annexes of *count* other tenders: the same articles, and other facts."""
    made = []
    for number in range(1, count + 1):
        buyer = f"Municipality of Town & Village <{number}>"
        facts = {
            **document.facts,
            "buyer_name": buyer,
            "tender_reference": f"{5000 + number}-LR26",
            "tender_title": f"Uniforms & boots, lot {number}",
        }
        sections = {**document.sections, Slot.PARTICULARS: (_particulars(buyer),)}
        changes = {"facts": facts, "sections": sections, "author": buyer}
        made.append(document.model_copy(update=changes))
    return tuple(made)


def other_tenders(facts: bytes, count: int) -> tuple[bytes, ...]:
    """Return the facts of *count* other tenders of the same kind, from the same country."""
    made = []
    for number in range(1, count + 1):
        tender = json.loads(facts)
        tender["reference"] = f"{5000 + number}-LR26"
        tender["title"] = f"Uniformes & botas, lote {number}"
        tender["buyer"]["name"] = f"Municipalidad de Río <{number}>"
        tender["supplier"] = f"Hilos & Telas {number} S.A."
        tender["value"]["amount"] = str(100_000_000 + number)
        made.append(json.dumps(tender).encode())
    return tuple(made)


class _Words:
    """Takes one sentence after the other, from the first to the last and again."""

    def __init__(self, seed: int) -> None:
        self._bank = _wording()
        self._next = seed * 7

    def sentence(self) -> str:
        self._next += 1
        text = self._bank[self._next % len(self._bank)]
        # A mark of its own, and characters that must be escaped.
        return f"{text} [{self._next} & <{self._next * 31 % 997}>]"


def _clauses(articles: int, words: _Words) -> Iterator[Block]:
    for number in range(1, articles + 1):
        if number % _PART == 1:
            part = number // _PART + 1
            title = f"Part on subject {part}"
            yield Heading(level=HeadingLevel.PART, content=title, number=str(part))
        yield from _article(number, words)


def _article(number: int, words: _Words) -> Iterator[Block]:
    yield Heading(
        level=HeadingLevel.ARTICLE,
        content=f"Conditions of work & life, subject {number}",
        number=str(number),
        anchor=f"bench.c{number}",
    )
    duties = 1 + number % 3
    for place in range(1, duties + 1):
        yield _paragraph(words.sentence(), ParagraphRole.NUMBERED, f"{number}.{place}")
    for letter in "abcd":
        yield _paragraph(words.sentence(), ParagraphRole.ITEM, letter)
    text = "A failure is remedied in these steps:"
    yield _paragraph(text, ParagraphRole.NUMBERED, f"{number}.{duties + 1}")
    for letter, step in zip("abc", _STEPS, strict=True):
        yield _paragraph(f"{step}: {words.sentence()}", ParagraphRole.ITEM, letter)
    yield _paragraph(words.sentence(), ParagraphRole.NUMBERED, f"{number}.{duties + 2}")
    yield _paragraph(f"Verified by: {words.sentence()}", ParagraphRole.VERIFICATION)


def _preamble(words: _Words) -> Iterator[Block]:
    yield Heading(level=HeadingLevel.PLAIN, content="Preamble")
    for letter in "ABCD":
        yield _paragraph(words.sentence(), ParagraphRole.RECITAL, letter)


def _particulars(buyer: str) -> Table:
    facts = (("Buyer", buyer), ("Procurement", "Goods"), ("Country", "Chile"), ("Tier", "Basic"))
    return Table(
        title="Particulars",
        description="Facts of the contract.",
        columns=(Column(header="", share=32), Column(header="", share=68)),
        rows=tuple(_row(fact) for fact in facts),
        headed=False,
    )


def _schedule(words: _Words, rows: int) -> Iterator[Block]:
    yield Heading(level=HeadingLevel.SCHEDULE, content="Verification", number="A")
    yield Table(
        title="Verification plan",
        description="One row for each measure.",
        columns=(
            Column(header="Article", share=10),
            Column(header="Measure", share=60),
            Column(header="Target", share=30),
        ),
        rows=tuple(
            _row((str(number), words.sentence(), f"{number} % & more"))
            for number in range(1, rows + 1)
        ),
    )


def _signatures() -> SignatureBlock:
    labels = ("Name", "Office", "Place and date", "Signature")
    return SignatureBlock(
        title="Signatures",
        signatories=tuple(
            Signatory(role=role, lines=tuple((label, ("…",)) for label in labels))
            for role in ("For the Buyer", "For the Supplier")
        ),
    )


def _paragraph(text: str, role: ParagraphRole, number: str = "") -> Paragraph:
    return Paragraph(role=role, content=(text,), number=number)


def _row(texts: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(Cell(paragraphs=(_paragraph(text, ParagraphRole.BODY),)) for text in texts)
