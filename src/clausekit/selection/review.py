"""What an official should look at in a selection before documents are made from it."""

from __future__ import annotations

from collections.abc import Iterator

from clausekit.errors import Fault
from clausekit.selection.selection import Selection

__all__ = ["review"]


def review(selection: Selection) -> Iterator[Fault]:
    """Yield what is out of proportion in *selection*, or not answered by it.

    Nothing here stops a document: the official decides.

    Example:
        >>> from clausekit import Catalogue, Tender, select
        >>> tender = Tender.model_validate({
        ...     "reference": "7", "title": "Chairs", "procurement": "goods",
        ...     "sector": "other", "buyer": {"name": "City", "country": "CL"},
        ... })
        >>> [fault.code for fault in review(select(tender, Catalogue.load()))]
        []
    """
    yield from _workload(selection)
    yield from _risks(selection)
    yield from _codes(selection)


def _workload(selection: Selection) -> Iterator[Fault]:
    load = selection.effort()
    if load.over:
        size = "medium" if load.size.value == "unknown" else load.size.value
        yield Fault(
            "selection.over-budget",
            f"The set asks a {size} supplier for some {load.yearly} hours a year; the budget of "
            f"the {selection.tender.tier.value} tier is {load.cap}.",
            "/tier",
            "Take a lower tier, divide the contract into lots, or plan support for the supplier.",
        )


def _risks(selection: Selection) -> Iterator[Fault]:
    answered = {risk for clause in selection.clauses for risk in clause.applies.risks}
    for risk in dict.fromkeys(finding.risk for finding in selection.findings):
        if risk not in answered:
            yield Fault(
                "selection.risk-not-answered",
                f"The facts show the risk {risk.value!r}, and no clause that is in answers it.",
                "/stage",
                "Draft for an earlier stage, or write a clause that answers the risk.",
            )


def _codes(selection: Selection) -> Iterator[Fault]:
    labels = selection.catalogue.labels
    for position, code in enumerate(selection.tender.codes):
        if labels.covers(code) and labels.find(code, "en") is None:
            yield Fault(
                "selection.unknown-code",
                f"The edition of 2008 of the CPV has no code {code.code}.",
                f"/codes/{position}",
                "Look the code up; a wrong one hides the risks of what is bought.",
            )
