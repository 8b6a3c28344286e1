"""Small valid facts that tests change in one place, and strategies that draw any valid facts."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st

from clausekit.catalogue.catalogue import Catalogue
from clausekit.model.kind import DocumentKind
from clausekit.model.sector import Sector
from clausekit.model.tender import Procurement, Stage, SupplierSize, Tender, Tier

WITHOUT_CASE = tuple(
    kind for kind in DocumentKind if kind is not DocumentKind.NOTICE_OF_NON_CONFORMITY
)
"""The kinds that need no facts but the tender's."""


@cache
def shipped() -> Catalogue:
    """Return the shipped catalogue, for tests that draw examples.

    Hypothesis prints the arguments of a test that fails; a fixture with the whole catalogue would
    bury what it has to say.
    """
    return Catalogue.load()


def tender_facts(**changes: Any) -> dict[str, Any]:
    """Return the least facts of a tender, with *changes*; None takes a fact out."""
    facts: dict[str, Any] = {
        "reference": "7-2026",
        "title": "Uniforms",
        "buyer": {"name": "City of Example", "country": "CL"},
        "procurement": "goods",
        "sector": "other",
        **changes,
    }
    return {name: value for name, value in facts.items() if value is not None}


def step_facts(identity: str, kind: str, **changes: Any) -> dict[str, Any]:
    """Return a step of a ladder."""
    return {
        "id": identity,
        "kind": kind,
        "actor": "supplier",
        "title": "Step",
        "text": "The {supplier} shall act",
        "within": "10 days",
        "starts": "receipt",
        **changes,
    }


def ladder_facts(*kinds: str, **changes: Any) -> dict[str, Any]:
    """Return a ladder whose steps have these *kinds*."""
    kinds = kinds or ("notice", "protect", "remedy", "verify")
    return {
        "id": "L3",
        "title": "Severe harm",
        "purpose": "Used where people are harmed.",
        "severity": "S2",
        "steps": [step_facts(f"step-{index}", kind) for index, kind in enumerate(kinds)],
        **changes,
    }


def termination_facts(**changes: Any) -> dict[str, Any]:
    """Return a ground of termination with all that must come before it."""
    return {
        "ground": "refusal to repair the harm",
        "after": ladder_facts(),
        "hearing": {"notice": "15 days"},
        "exit_assessment": {"weighs": ["jobs-and-wages", "open-remedies", "alternatives"]},
        "notice": "60 days",
        **changes,
    }


def verification_facts(**changes: Any) -> dict[str, Any]:
    """Return a way of verifying."""
    return {
        "id": "interviews",
        "method": "worker-interviews",
        "verifier": "third-party",
        "evidence": "Answers of Workers",
        "metric": {
            "text": "Share of fees repaid",
            "kind": "outcome",
            "target": "100 %",
            "comparison": "at-least",
        },
        "frequency": "yearly",
        **changes,
    }


def clause_facts(**changes: Any) -> dict[str, Any]:
    """Return a clause without a ground of termination."""
    return {
        "id": "xx.example",
        "version": "1.0.0",
        "title": "An example",
        "theme": "forced-labour",
        "obligor": "supplier",
        "tier": "basic",
        "stages": ["contract-performance"],
        "applies": {"core": True},
        "rights_holders": ["workers"],
        "paragraphs": [
            {
                "id": "duty",
                "nature": "result",
                "text": "The {supplier} shall repay within {repayment} of the finding.",
                "sources": ["ILO-C029 art. 2(1)"],
            }
        ],
        "values": {"repayment": {"standard": "60 days", "small": "90 days"}},
        "verifications": [verification_facts()],
        "remedy": ladder_facts(),
        "drafting_note": "Why and how.",
        **changes,
    }


def document_facts(**changes: Any) -> dict[str, Any]:
    """Return the least facts of a finished document."""
    return {
        "kind": "tender-annex",
        "language": "en",
        "word_language": "en-GB",
        "title": "T",
        "facts": {},
        "paper": "a4",
        "contents_title": "C",
        "sections": {},
        "author": "A",
        "subject": "S",
        "provenance": {"library": "0", "clauses": [], "tender_hash": "", "text_hash": ""},
        **changes,
    }


_CODES = ("CPV 18110000", "CPV 45000000", "CPV 90910000-9", "UNSPSC 53102700", "UNSPSC 43211500")
_ORIGINS = ("BD", "CN", "VN", "BR", "IN", "CL", "MX", "DE")
_BUYERS = ("CL", "MX", "CO", "BR", "CA", "PT", "ES", "FR", "GB", "US")
_CURRENCIES = ("CLP", "MXN", "CAD", "EUR", "USD", "BRL", "CHF")


def tenders(**fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Tender]:
    """Draw any tender; *fixed* replaces the strategy of a fact."""
    dates = st.dates(date(2000, 1, 1), date(2090, 12, 31))
    period = st.tuples(dates, dates).map(
        lambda pair: {"start": min(pair).isoformat(), "end": max(pair).isoformat()}
    )
    money = st.fixed_dictionaries(
        {"amount": st.integers(0, 10**12 - 1), "currency": st.sampled_from(_CURRENCIES)}
    )
    facts: dict[str, st.SearchStrategy[Any]] = {
        "procurement": st.sampled_from([value.value for value in Procurement]),
        "sector": st.sampled_from([value.value for value in Sector]),
        "tier": st.sampled_from([value.value for value in Tier]),
        "supplier_size": st.sampled_from([value.value for value in SupplierSize]),
        "stage": st.sampled_from([value.value for value in Stage]),
        "codes": st.lists(st.sampled_from(_CODES), max_size=3, unique=True),
        "origins": st.lists(st.sampled_from(_ORIGINS), max_size=3, unique=True),
        "value": st.none() | money,
        "period": st.none() | period,
        "buyer": st.sampled_from(_BUYERS).map(lambda code: {"name": "Body", "country": code}),
        **fixed,
    }
    return st.fixed_dictionaries(facts).map(
        lambda drawn: Tender.model_validate(tender_facts(**drawn))
    )
