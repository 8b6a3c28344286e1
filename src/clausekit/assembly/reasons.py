"""Why a clause is in or out, in the language of the document: the rules and what they name."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from clausekit.assembly.composer import Composer
from clausekit.catalogue.messages import good_key
from clausekit.model.sector import Risk
from clausekit.model.tier import Tier
from clausekit.selection.findings import RiskFinding
from clausekit.selection.selection import Decision, Selection

__all__ = ["decided", "further_reasons", "points_to", "risks_found"]

# Facts of rules -> the group of names that they belong to.
_GROUPS = {
    "clause_tier": "tier",
    "procurement": "procurement",
    "risk": "risk",
    "sector": "sector",
    "stage": "stage",
    "tender_tier": "tier",
}


def decided(decision: Decision, composer: Composer) -> str:
    """Return why a clause is in or out."""
    return _sentence(decision.rule, decision.facts, composer)


def further_reasons(decision: Decision, selection: Selection, composer: Composer) -> list[str]:
    """Return the further facts that call for a clause that is in, each once."""
    clause = selection.catalogue.clauses[decision.clause]
    answered = [finding for finding in selection.findings if finding.risk in clause.applies.risks]
    found = [
        _sentence(finding.rule, {"risk": finding.risk.value, **finding.facts}, composer)
        for finding in answered
    ]
    if decision.depth is Tier.ADVANCED and selection.tender.tier is not Tier.ADVANCED:
        listed = next(finding for finding in answered if finding.rule == "risk-of-origin")
        found.append(_sentence("strengthened", listed.facts, composer))
    return [text for text in dict.fromkeys(found) if text != decided(decision, composer)]


def points_to(finding: RiskFinding, composer: Composer) -> str:
    """Return what points to a risk, to stand in a table beside it."""
    return composer.phrase(f"finding.{finding.rule}", dict(_named(finding.facts, composer)))


def risks_found(selection: Selection) -> Mapping[Risk, tuple[RiskFinding, ...]]:
    """Return all findings by risk, in the order in which they were made."""
    found: dict[Risk, tuple[RiskFinding, ...]] = {}
    for finding in selection.findings:
        found[finding.risk] = (*found.get(finding.risk, ()), finding)
    return found


def _sentence(rule: str, facts: Mapping[str, str], composer: Composer) -> str:
    return composer.text(f"rule.{rule}", dict(_named(facts, composer)))


def _named(facts: Mapping[str, str], composer: Composer) -> Iterator[tuple[str, str]]:
    for fact, value in facts.items():
        if fact in _GROUPS:
            yield fact, composer.name(_GROUPS[fact], value)
        elif fact == "good":
            yield fact, composer.text(f"good.{good_key(value)}")
        elif fact == "origin":
            yield fact, composer.language.babel.territories[value]
        elif fact == "source":
            yield fact, composer.source_title(value)
        else:
            yield fact, _date(value, composer)


def _date(value: str, composer: Composer) -> str:
    """Return a date as the language writes it, and anything else as it is."""
    try:
        return composer.language.date(datetime.date.fromisoformat(value))
    except ValueError:
        return value
