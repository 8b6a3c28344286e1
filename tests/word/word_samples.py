"""Document trees for the tests of the writer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clausekit.model.document import (
    FACT_NAMES,
    Blank,
    Block,
    Cell,
    Column,
    CrossReference,
    Document,
    Footnote,
    Foreign,
    Heading,
    HeadingLevel,
    Paragraph,
    ParagraphRole,
    Provenance,
    Signatory,
    SignatureBlock,
    Slot,
    Strong,
    Table,
)
from clausekit.model.kind import DocumentKind

if TYPE_CHECKING:
    from clausekit.model.document import Inline

HOSTILE = (
    "Smith & Sons <Ltd>",
    "{{ 7*6 }}",
    "{% if buyer_name %}",
    "{# not a comment #}",
    "{_{ docxtpl }_}",
    "a ]]> b",
    "l’Office «X» 'et' \"Y\"",
    "_x000D_ and _x005F_",
    "\u200fשלום\u200e and \u202bمرحبا\u202c",
    "👩🏽‍⚖️ 🇨🇱 𝔘",
    "&amp; &lt;w:p/&gt; &#10;",
    "</w:t></w:r></w:p><w:p>",
    "é e\u0301 \u00a0 \u202f",
    "\\w \\h %s {0} $1 \\1 \\g<0>",
)
"""Facts that must come back letter by letter."""


def body(*content: Inline, role: str = "body", number: str = "", anchor: str = "") -> Paragraph:
    return Paragraph(role=ParagraphRole(role), content=content, number=number, anchor=anchor)


def heading(level: str, content: str, number: str = "", anchor: str = "") -> Heading:
    return Heading(level=HeadingLevel(level), content=content, number=number, anchor=anchor)


def cell(*content: Inline, role: str = "body", number: str = "") -> Cell:
    return Cell(paragraphs=(body(*content, role=role, number=number),))


def article(number: int, last: int) -> list[Block]:
    """An article with references to itself, to the next one and to a schedule."""
    nearby = min(number + 1, last)
    return [
        heading("article", f"Article about subject {number}", str(number), f"sub.a{number}"),
        body(
            "The Supplier shall respect ",
            Strong(text="human rights"),
            f" of subject {number}; see article ",
            CrossReference(target=f"sub.a{nearby}", number=str(nearby)),
            " and paragraph ",
            CrossReference(target=f"sub.a{number}/two", number=f"{number}.2"),
            ".",
            Footnote(content=("ILO Convention No. 29, ", Strong(text="article 2"), ".")),
            role="numbered",
            number=f"{number}.1",
        ),
        body(
            "The Supplier shall, in particular:",
            role="numbered",
            number=f"{number}.2",
            anchor=f"sub.a{number}/two",
        ),
        body("pay wages on time;", role="item", number="a"),
        body(
            "keep records, ",
            Foreign(text="mutatis mutandis", language="la"),
            ".",
            role="item",
            number="b",
        ),
        body(
            "A breach is answered by ladder ",
            CrossReference(target="ladder.one", number="B.1"),
            ", not later than ",
            Blank(key=f"date-{number}", label="date", date=True),
            ".",
            role="numbered",
            number=f"{number}.3",
        ),
        body("How it is verified: worker interviews.", role="verification"),
    ]


def clauses(articles: int) -> tuple[Block, ...]:
    blocks: list[Block] = [
        heading("part", "General", "I"),
        body("“Worker” means a person.", role="definition"),
    ]
    for number in range(1, articles + 1):
        if number == articles // 2 + 1 and number > 1:
            blocks.append(heading("part", "Conduct", "II"))
        blocks += article(number, articles)
    return tuple(blocks)


def schedules() -> tuple[Block, ...]:
    return (
        heading("schedule", "Verification", "A", "schedule.verification"),
        body("What is measured, and how."),
        Table(
            title="Verification plan",
            description="One row for each measure.",
            columns=(
                Column(header="Clause", share=33),
                Column(header="Measure", share=33),
                Column(header="Target", share=34),
            ),
            rows=tuple(
                (cell(f"{row}"), cell("Share of workers ", Strong(text="paid")), cell("100 %"))
                for row in range(1, 4)
            ),
        ),
        heading("schedule", "Remedy ladders", "B", "schedule.ladders"),
        heading("ladder", "Standard ladder", "B.1", "ladder.one"),
        Table(
            title="Standard ladder",
            description="",
            columns=(Column(header="Step", share=60), Column(header="Time", share=40)),
            rows=(
                (cell("Talk.", role="step", number="1"), cell("5 days")),
                (cell("Plan.", role="step", number="2"), cell("15 days")),
            ),
        ),
        heading("ladder", "Urgent ladder", "B.2", "ladder.two"),
        Table(
            title="Urgent ladder",
            description="",
            columns=(Column(header="Step", share=60), Column(header="Time", share=40)),
            rows=((cell("Protect.", role="step", number="1"), cell("1 day")),),
        ),
    )


def particulars() -> tuple[Block, ...]:
    rows = (
        (cell("Buyer"), cell("Town")),
        (cell("Contact"), cell(Blank(key="contact", label="name of the contact"))),
    )
    return (
        heading("plain", "Particulars"),
        Table(
            title="Particulars",
            description="Facts of the contract.",
            columns=(Column(header="Fact", share=30), Column(header="Value", share=70)),
            rows=rows,
            headed=False,
        ),
    )


def signatures() -> tuple[Block, ...]:
    def signatory(role: str) -> Signatory:
        return Signatory(
            role=role,
            lines=(
                ("Name", (Blank(key=f"{role}-name", label="name"),)),
                ("Date", (Blank(key=f"{role}-date", label="date", date=True),)),
                ("Signature", ()),
            ),
        )

    return (
        SignatureBlock(
            title="Signatures", signatories=(signatory("For the Buyer"), signatory("For X"))
        ),
    )


def sample_document(*, articles: int = 4, **changes: Any) -> Document:
    """A document with every kind of block; *changes* replace its fields."""
    facts = {name: f"The {name.replace('_', ' ')}" for name in FACT_NAMES}
    facts |= changes.pop("facts", {})
    values: dict[str, Any] = {
        "kind": DocumentKind.TENDER_ANNEX,
        "language": "en",
        "word_language": "en-GB",
        "title": "Human rights annex",
        "facts": facts,
        "paper": "a4",
        "contents_title": "Contents",
        "sections": {
            Slot.PARTICULARS: particulars(),
            Slot.PREAMBLE: (
                heading("plain", "Preamble"),
                body("The Buyer owes respect.", role="recital", number="A"),
                body("The Supplier too.", role="recital", number="B"),
            ),
            Slot.CLAUSES: clauses(articles),
            Slot.SCHEDULES: schedules(),
            Slot.SIGNATURES: signatures(),
        },
        "provenance": Provenance(
            library="0.1.0",
            clauses=(("fl.fees", "1.0.0"), ("cl.age", "1.2.0")),
            tender_hash="a" * 64,
            text_hash="b" * 64,
        ),
        "author": "The Town",
        "subject": "Human rights",
        "keywords": ("human rights", "UNGP"),
    }
    return Document(**(values | changes))


def small_document(*blocks: Block, **changes: Any) -> Document:
    """A document with a few clauses and nothing else."""
    return sample_document(**{"sections": {Slot.CLAUSES: blocks}, **changes})
