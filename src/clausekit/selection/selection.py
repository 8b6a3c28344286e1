"""From facts to clauses: every clause is in or out, with its reason and the rule that decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from clausekit.catalogue.catalogue import Catalogue
from clausekit.model.clause import Clause
from clausekit.model.mapping import Frozen
from clausekit.model.sector import Sector
from clausekit.model.tender import Code, Stage, Tender
from clausekit.model.tier import SupplierSize, Tier
from clausekit.model.verification import Verification
from clausekit.record import record
from clausekit.selection.effort import Workload, workload
from clausekit.selection.findings import RiskFinding, risk_findings, sectors_of
from clausekit.selection.grounds import Grounds, grounds_of

__all__ = ["Decision", "Selection", "has_depth", "known_decisions", "select"]

_STAGES = {stage: place for place, stage in enumerate(Stage)}
_SHORT = 10
"""Codes or origins; what is decided on more of them takes room, and is not kept."""


@record
class Decision:
    """Whether a clause is in, and why.

    Args:
        clause: Its id.
        included: In or out.
        rule: The rule that decided; its sentence stands in the catalogue.
        facts: What the sentence names.
        reason: The sentence, in English.
        also: Further facts that call for the clause, one sentence each: an official who is asked
            why a clause is in can point to them.
        depth: How far the clause goes: the tender's tier, or the advanced one where a public list
            shows a risk that the clause answers for the goods and the origin.
        listed: What that list says, where it is why the clause goes so far; else nothing.
    """

    clause: str
    included: bool
    rule: str
    facts: Mapping[str, str] = Frozen()
    reason: str = ""
    also: tuple[str, ...] = ()
    depth: Tier = Tier.BASIC
    listed: Mapping[str, str] = Frozen()

    def __post_init__(self) -> None:
        for name in ("facts", "listed"):
            if not isinstance(value := getattr(self, name), Frozen):
                object.__setattr__(self, name, Frozen(value))


@dataclass(frozen=True, eq=False)
class Selection:
    """The clauses that a tender's facts select.

    Attributes:
        tender: The facts.
        catalogue: What was selected from.
        decisions: One for each clause of the catalogue, in its order.
        findings: The risks that the facts point to.

    Example:
        >>> from clausekit import Catalogue, Tender, select
        >>> tender = Tender.model_validate({
        ...     "reference": "7", "title": "Uniforms", "procurement": "goods",
        ...     "sector": "textiles", "buyer": {"name": "City", "country": "CL"},
        ... })
        >>> selection = select(tender, Catalogue.load())
        >>> len(selection.decisions) == len(selection.catalogue.clauses) > len(selection.clauses)
        True
    """

    tender: Tender
    catalogue: Catalogue
    decisions: tuple[Decision, ...]
    findings: tuple[RiskFinding, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses that are in, in the order of the catalogue."""
        return tuple(
            self.catalogue.clauses[decision.clause]
            for decision in self.decisions
            if decision.included
        )

    @property
    def small(self) -> bool:
        """Whether the lighter wording for a small supplier applies."""
        return self.tender.supplier_size.is_small

    def depth(self, clause: str) -> Tier:
        """Return how far the article *clause* goes; any other article follows the tender's tier."""
        return self._depths.get(clause, self.tender.tier)

    def verifications(self, clause: Clause) -> tuple[Verification, ...]:
        """Return the verifications of *clause* that its depth calls for."""
        rank = self.depth(clause.id).rank
        return tuple(v for v in clause.verifications if v.tier is None or v.tier.rank <= rank)

    def effort(self, size: SupplierSize | None = None) -> Workload:
        """Estimate the hours of work that the set asks of a supplier of *size*.

        Args:
            size: The tender's own size where it is None. For another one, the set is selected
                again: a small supplier is spared some clauses.

        Example:
            >>> from clausekit import Catalogue, Tender, select
            >>> tender = Tender.model_validate({
            ...     "reference": "7", "title": "Uniforms", "procurement": "goods",
            ...     "sector": "textiles", "buyer": {"name": "City", "country": "CL"},
            ... })
            >>> selection = select(tender, Catalogue.load())
            >>> selection.effort(SupplierSize.MICRO).yearly <= selection.effort().yearly
            True
        """
        size = size or self.tender.supplier_size
        own = self
        if size is not self.tender.supplier_size:
            own = select(self.tender.model_copy(update={"supplier_size": size}), self.catalogue)
        cap = self.catalogue.burden.cap(size, self.tender.tier)
        return workload(own.clauses, size, period=self.tender.period, cap=cap)

    @cached_property
    def _depths(self) -> dict[str, Tier]:
        return {decision.clause: decision.depth for decision in self.decisions}

    def decision(self, clause: str) -> Decision:
        """Return the decision on *clause*, an id of the catalogue.

        Raises:
            UnknownName: The catalogue has no such clause.
        """
        self.catalogue.clause(clause)
        return next(decision for decision in self.decisions if decision.clause == clause)


def select(tender: Tender, catalogue: Catalogue) -> Selection:
    """Decide for every clause of *catalogue* whether the facts of *tender* call for it.

    The rules, first to last: a clause that comes too late for the stage, or was not announced yet,
    or cannot apply to what is bought, or is too heavy for a small contract, is out. A core clause
    of the tender's tier is in. Any other clause is in where a risk, the sector, the duration or the
    size of the contract calls for it, whatever the tier; else it is out. Where the tender names no
    sector but ``other``, the sectors are those to which its codes point.

    Args:
        tender: The facts.
        catalogue: What to select from.

    Example:
        >>> from clausekit import Catalogue, Tender, select
        >>> tender = Tender.model_validate({
        ...     "reference": "7", "title": "Uniforms", "procurement": "goods",
        ...     "sector": "textiles", "buyer": {"name": "City", "country": "CL"},
        ... })
        >>> decision = select(tender, Catalogue.load()).decision("fl.ban")
        >>> decision.included, decision.rule
        (True, 'core')
    """
    grounds = grounds_of(tender, catalogue)
    short = max(len(grounds.codes), len(grounds.origins)) <= _SHORT
    findings, decisions = (known_decisions if short else _decide_all)(grounds, catalogue)
    return Selection(tender, catalogue, decisions, findings)


def _decide_all(
    grounds: Grounds, catalogue: Catalogue
) -> tuple[tuple[RiskFinding, ...], tuple[Decision, ...]]:
    """Return the risks, and the decision on every clause."""
    findings = risk_findings(grounds, catalogue)
    pointed = _pointed(grounds, catalogue)
    # Many clauses answer one finding, which is put into words once.
    told = tuple(
        (
            finding,
            catalogue.rules[finding.rule].format_map({"risk": finding.risk.value, **finding.facts}),
        )
        for finding in findings
    )
    decisions = tuple(
        _told(_decide(clause, grounds, findings, pointed), clause, grounds.tier, told, catalogue)
        for clause in catalogue.clauses.values()
    )
    return findings, decisions


known_decisions = lru_cache(maxsize=128)(_decide_all)
"""The same as was decided before: the tenders of a buyer often have the same grounds."""


_Verdict = tuple[bool, str, dict[str, str]]
"""Whether a clause is in, the rule that decides, and what the rule's sentence names."""


def _pointed(grounds: Grounds, catalogue: Catalogue) -> Mapping[Sector, Code]:
    """Return the sectors to which codes point, each with the first such code.

    A sector that the tender names is the official's own word, and stands alone. The word ``other``
    only says that none was found; the code then knows better.
    """
    if grounds.sector is not Sector.OTHER:
        return {}
    found: dict[Sector, Code] = {}
    for code in grounds.codes:
        for sector in sectors_of(code, catalogue):
            found.setdefault(sector, code)
    return found


def _decide(
    clause: Clause,
    grounds: Grounds,
    findings: tuple[RiskFinding, ...],
    pointed: Mapping[Sector, Code],
) -> _Verdict:
    applies = clause.applies
    if all(_STAGES[stage] < _STAGES[grounds.stage] for stage in clause.stages):
        return False, "stage-excludes", {"stage": grounds.stage.value}
    if clause.announced_from and grounds.dated and grounds.dated < clause.announced_from:
        # A condition that suppliers could not know of binds nobody.
        facts = {"announced": clause.announced_from.isoformat()}
        return False, "announcement-excludes", facts
    if applies.procurement and grounds.procurement not in applies.procurement:
        facts = {"procurement": grounds.procurement.value}
        return False, "procurement-excludes", facts
    calling = next((item for item in findings if item.risk in applies.risks), None)
    if grounds.size.small and not applies.small_contract and calling is None:
        return False, "small-contract-excludes", {}
    if grounds.small and not applies.small_supplier and calling is None:
        return False, "small-supplier-excludes", {}
    if applies.core and clause.tier.rank <= grounds.tier.rank:
        return True, "core", {"clause_tier": clause.tier.value}
    if calling is not None:
        return True, calling.rule, {"risk": calling.risk.value, **calling.facts}
    if grounds.sector in applies.sectors:
        return True, "sector", {"sector": grounds.sector.value}
    named = next((sector for sector in pointed if sector in applies.sectors), None)
    if named is not None:
        return True, "sector-of-code", {"code": str(pointed[named]), "sector": named.value}
    if (
        applies.months_from is not None
        and grounds.months is not None
        and grounds.months >= applies.months_from
    ):
        return True, "duration", {"months": str(grounds.months)}
    if applies.large_contract and grounds.size.large:
        return True, "large-contract", {}
    if clause.tier.rank > grounds.tier.rank:
        tiers = {"clause_tier": clause.tier.value, "tender_tier": grounds.tier.value}
        return False, "tier-too-high", tiers
    return False, "no-reason", {}


def _told(
    verdict: _Verdict,
    clause: Clause,
    tier: Tier,
    findings: tuple[tuple[RiskFinding, str], ...],
    catalogue: Catalogue,
) -> Decision:
    """Return the decision with its reason, and with what else calls for the clause.

    Args:
        verdict: What was decided.
        clause: On what.
        tier: The tender's.
        findings: Each with its sentence.
        catalogue: It has the sentences of the rules.
    """
    included, rule, facts = verdict
    name = clause.id
    reason = catalogue.rules[rule].format_map(facts)
    if not included:
        return Decision(name, False, rule, facts, reason)
    risks = clause.applies.risks
    further: dict[str, None] = {}
    listed = None
    for finding, sentence in findings:
        if finding.risk in risks:
            further[sentence] = None
            if listed is None and finding.rule == "risk-of-origin":
                listed = finding
    depth = tier
    why: Mapping[str, str] = {}
    if listed is not None and has_depth(clause) and depth is not Tier.ADVANCED:
        depth, why = Tier.ADVANCED, listed.facts
        further[catalogue.rules["strengthened"].format_map(why)] = None
    also = tuple(sentence for sentence in further if sentence != reason)
    return Decision(name, True, rule, facts, reason, also, depth, why)


def has_depth(clause: Clause) -> bool:
    """Tell whether *clause* says more in a higher tier than in the basic one."""
    return (
        any(paragraph.tier for paragraph in clause.paragraphs)
        or any(verification.tier for verification in clause.verifications)
        or any(value.intermediate or value.advanced for value in clause.values.values())
    )
