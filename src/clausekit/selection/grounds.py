"""What decides over the clauses of a tender; other tenders may have the same."""

from __future__ import annotations

import datetime
from functools import lru_cache

from clausekit.catalogue.catalogue import Catalogue
from clausekit.model.sector import Sector
from clausekit.model.tender import Code, Procurement, Stage, Tender
from clausekit.model.tier import Tier
from clausekit.record import record

__all__ = ["ContractSize", "Grounds", "contract_size", "grounds_of"]


@record
class ContractSize:
    """Whether a contract is small or large by the catalogue's thresholds; neither if unknown."""

    small: bool = False
    large: bool = False


@record
class Grounds:
    """The facts of a tender that its clauses hang on.

    Args:
        stage: How far the procurement has come.
        dated: The day of the tender; None where it is unknown, or no clause was announced later.
        procurement: Goods, services or works.
        sector: What is bought, in the official's own word.
        codes: The same in codes.
        origins: Where it comes from.
        tier: What the buyer asks for.
        small: Whether the supplier is small.
        size: The size of the contract.
        months: How long it lasts; None where that is unknown.
    """

    stage: Stage
    dated: datetime.date | None
    procurement: Procurement
    sector: Sector
    codes: tuple[Code, ...]
    origins: tuple[str, ...]
    tier: Tier
    small: bool
    size: ContractSize
    months: int | None


def grounds_of(tender: Tender, catalogue: Catalogue) -> Grounds:
    """Return what decides over the clauses of *tender*."""
    dated = tender.dated
    return Grounds(
        stage=tender.stage,
        dated=dated if dated and dated < _last_announcement(catalogue) else None,
        procurement=tender.procurement,
        sector=tender.sector,
        codes=tender.codes,
        origins=tender.origins,
        tier=tender.tier,
        small=tender.supplier_size.is_small,
        size=contract_size(tender, catalogue),
        months=tender.period.months if tender.period is not None else None,
    )


def contract_size(tender: Tender, catalogue: Catalogue) -> ContractSize:
    """Hold the value of *tender* against the thresholds of its currency."""
    if tender.value is None or tender.value.currency not in catalogue.thresholds:
        return ContractSize()
    below, start = catalogue.thresholds[tender.value.currency]
    return ContractSize(
        small=tender.value.amount < below.amount, large=tender.value.amount >= start.amount
    )


@lru_cache(maxsize=64)
def _last_announcement(catalogue: Catalogue) -> datetime.date:
    """Return the day from which on the catalogue announces nothing more."""
    announced = (clause.announced_from for clause in catalogue.clauses.values())
    return max(filter(None, announced), default=datetime.date.min)
