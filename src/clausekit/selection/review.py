"""What an official should look at in a selection before documents are made from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clausekit.catalogue.labels import EDITION
from clausekit.errors import Fault
from clausekit.model.mapping import Frozen
from clausekit.model.tender import Stage
from clausekit.model.tier import SupplierSize
from clausekit.record import record
from clausekit.selection.selection import Selection

__all__ = ["Remark", "remarks", "review"]


@record
class Remark:
    """One thing to look at, before it is put into words.

    Args:
        code: Stable identifier, ``selection.unknown-code``.
        where: The place, a JSON pointer into the tender.
        facts: What the sentence in the catalogue names.
    """

    code: str
    where: str
    facts: Mapping[str, str] = Frozen()

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", Frozen(self.facts))

    @property
    def rule(self) -> str:
        """The key of its sentence among the rules; that of the hint ends in ``.hint``."""
        return f"look.{self.code.partition('.')[2]}"


def review(selection: Selection) -> Iterator[Fault]:
    """Yield what is out of proportion or out of order in *selection*, or not answered by it.

    In English.

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
    rules = selection.catalogue.rules
    for remark in remarks(selection):
        yield Fault(
            remark.code,
            rules[remark.rule].format_map(remark.facts),
            remark.where,
            rules[f"{remark.rule}.hint"],
        )


def remarks(selection: Selection) -> Iterator[Remark]:
    """Yield the same as `review`, for whoever puts it into the words of a language."""
    yield from _workload(selection)
    yield from _risks(selection)
    yield from _codes(selection)
    yield from _dates(selection)


def _workload(selection: Selection) -> Iterator[Remark]:
    load = selection.effort()
    if load.over:
        # A size that is not known is estimated as the medium one.
        size = SupplierSize.MEDIUM if load.size is SupplierSize.UNKNOWN else load.size
        facts = {
            "size": size.value,
            "yearly": str(load.yearly),
            "tier": selection.tender.tier.value,
            "cap": str(load.cap),
        }
        yield Remark("selection.over-budget", "/tier", facts)


def _risks(selection: Selection) -> Iterator[Remark]:
    answered = {risk for clause in selection.clauses for risk in clause.applies.risks}
    for risk in dict.fromkeys(finding.risk for finding in selection.findings):
        if risk not in answered:
            yield Remark("selection.risk-not-answered", "/stage", {"risk": risk.value})


def _codes(selection: Selection) -> Iterator[Remark]:
    labels = selection.catalogue.labels
    for position, code in enumerate(selection.tender.codes):
        if labels.covers(code) and labels.find(code, "en") is None:
            facts = {"code": code.code, "edition": EDITION}
            yield Remark("selection.unknown-code", f"/codes/{position}", facts)


def _dates(selection: Selection) -> Iterator[Remark]:
    tender = selection.tender
    if tender.dated is None or tender.period is None:
        return
    order = list(Stage)
    begun = order.index(tender.stage) >= order.index(Stage.CONTRACT_PERFORMANCE)
    if tender.dated > tender.period.end or (tender.dated > tender.period.start and not begun):
        facts = {
            "dated": tender.dated.isoformat(),
            "start": tender.period.start.isoformat(),
            "end": tender.period.end.isoformat(),
        }
        yield Remark("selection.dated-late", "/dated", facts)
