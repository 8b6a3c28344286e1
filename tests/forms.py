"""Forms as several files of tests read them: from rich facts, made once for all of them."""

from __future__ import annotations

from functools import cache

from clausekit import Document, DocumentKind, Selection, Tender, assemble, select
from facts import shipped, tender_facts
from readable import case_in

__all__ = ["assembled", "form_document", "rich_selection"]

_PERIOD = {"start": "2027-01-04", "end": "2028-12-31"}


@cache
def rich_selection(tier: str = "advanced", size: str = "unknown") -> Selection:
    """Return a selection from a tender with codes, origins and a period."""
    facts = tender_facts(
        sector="textiles", tier=tier, supplier_size=size, period=_PERIOD,
        codes=["CPV 18110000"], origins=["BD", "VN", "DE"],
    )  # fmt: skip
    return select(Tender.model_validate(facts), shipped())


def assembled(kind: DocumentKind, language: str, selection: Selection) -> Document:
    """Assemble a form; a notice about some failure."""
    notice = kind is DocumentKind.NOTICE_OF_NON_CONFORMITY
    case = case_in(selection) if notice else None
    return assemble(selection, kind=kind, language=language, non_conformity=case)


@cache
def form_document(kind: DocumentKind, language: str = "en", tier: str = "advanced") -> Document:
    """Return a form from those facts."""
    return assembled(kind, language, rich_selection(tier))
