"""Documents of every kind as readable text, and the facts that the tests of forms share.

``python tests/readable.py`` writes the readable texts of the forms again, after a change of their
wording was read and found right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from clausekit import (
    Document,
    DocumentKind,
    NonConformity,
    Selection,
    Tender,
    assemble,
    select,
)
from clausekit.model.clause import Obligor
from clausekit.model.document import (
    Blank,
    Block,
    CheckBox,
    CrossReference,
    Footnote,
    Heading,
    Line,
    Paragraph,
    SignatureBlock,
    Table,
)
from clausekit.model.mapping import Frozen
from facts import shipped

__all__ = ["FORMS", "GOLDEN", "case_in", "golden_document", "golden_file", "readable"]

GOLDEN = Path(__file__).parent / "contract" / "golden"
FORMS = tuple(kind for kind in DocumentKind if not kind.binds)
# A few clauses stand for all, so that a text changes with its own wording alone.
_CLAUSES = ("gen.standard", "dd.policy", "fl.fees", "buy.practice", "mon.cap", "rem.remedy")
_TENDER = {
    "reference": "7-2026",
    "title": "Uniforms",
    "buyer": {"name": "City of Example", "country": "CL"},
    "procurement": "goods",
    "sector": "textiles",
    "codes": ["CPV 18110000", "CPV 18143000"],
    "origins": ["BD", "CH"],
    "period": {"start": "2027-01-04", "end": "2027-12-31"},
}


def case_in(selection: Selection) -> NonConformity:
    """Return the facts of a possible failure under the first clause that binds the supplier."""
    clause = next(c for c in selection.clauses if c.obligor is not Obligor.BUYER)
    period = selection.tender.period
    known = period.start if period else "2027-03-01"
    return NonConformity.model_validate(
        {"clause": clause.id, "facts": ["What was seen."], "known": known, "served": known}
    )


def golden_document(kind: DocumentKind) -> Document:
    """Return a form in English, made from a few clauses."""
    catalogue = shipped()
    few = {name: catalogue.clauses[name] for name in _CLAUSES}
    selection = select(Tender.model_validate(_TENDER), replace(catalogue, clauses=Frozen(few)))
    case = NonConformity.model_validate(
        {
            "clause": "fl.fees",
            "facts": ["Eleven workers state that two agencies charged them fees."],
            "known": "2027-03-01",
            "served": "2027-03-05",
            "people": "eleven workers, nine of them women",
            "paragraphs": [few["fl.fees"].paragraphs[0].id],
        }
    )
    wants = kind is DocumentKind.NOTICE_OF_NON_CONFORMITY
    return assemble(selection, kind=kind, language="en", non_conformity=case if wants else None)


def golden_file(kind: DocumentKind) -> Path:
    """Return the file with the readable text of a form."""
    return GOLDEN / f"{kind.value}.txt"


def readable(document: Document) -> str:
    """Return a document as text: headings, numbers, cells, notes and places to fill in."""
    lines = [document.facts["document_label"], document.title]
    for block in document.blocks():
        lines += _block(block)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield ""
        yield f"# {block.number} {block.content}".replace("  ", " ")
    elif isinstance(block, Paragraph):
        yield f"{block.number} {_line(block.content)}".lstrip()
    elif isinstance(block, Table):
        yield f"[{block.title}]"
        if block.headed:
            yield " | ".join(column.header for column in block.columns)
        for row in block.rows:
            yield " | ".join(" / ".join(_line(p.content) for p in cell.paragraphs) for cell in row)
    elif isinstance(block, SignatureBlock):
        yield ""
        yield f"# {block.title}"
        for signatory in block.signatories:
            yield signatory.role
            yield from (f"{label}: {_line(content)}" for label, content in signatory.lines)


def _line(line: Line) -> str:
    return "".join(_piece(piece) for piece in line)


def _piece(piece: object) -> str:
    if isinstance(piece, Blank):
        return f"[{piece.label}]"
    if isinstance(piece, CheckBox):
        return "[ ]"
    if isinstance(piece, CrossReference):
        return piece.number
    if isinstance(piece, Footnote):
        return f" {{{''.join(_piece(word) for word in piece.content)}}}"
    return piece if isinstance(piece, str) else str(getattr(piece, "text", ""))


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for form in FORMS:
        golden_file(form).write_text(readable(golden_document(form)), "utf-8")
