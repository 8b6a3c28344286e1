"""Why a clause is in or out, in the language of the document: the rules and what they name."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from clausekit.assembly.composer import Composer
from clausekit.catalogue.messages import good_key
from clausekit.errors import Fault
from clausekit.model.quantity import Quantity
from clausekit.model.sector import Risk
from clausekit.model.tender import Code
from clausekit.selection.evidence import Evidence, Subject
from clausekit.selection.review import remarks
from clausekit.selection.selection import Decision, Selection

__all__ = [
    "decided",
    "figure",
    "join_codes",
    "join_countries",
    "points_to",
    "strengthened",
    "to_look_at",
]

# Facts of rules -> the group of names that they belong to.
_GROUPS = {
    "clause_tier": "tier",
    "procurement": "procurement",
    "risk": "risk",
    "sector": "sector",
    "size": "size",
    "stage": "stage",
    "tender_tier": "tier",
    "tier": "tier",
}
# Facts of rules that a language writes in its own way: counts and dates.
_COUNTS = frozenset({"cap", "yearly"})
_DATES = frozenset({"announced", "date", "dated", "start", "end"})


def decided(decision: Decision, composer: Composer) -> str:
    """Return why a clause is in or out."""
    return _sentence(decision.rule, decision.facts, composer)


def strengthened(decision: Decision, composer: Composer) -> str:
    """Return why a clause stands in its advanced form, or nothing where no list is the reason."""
    return _sentence("strengthened", decision.listed, composer) if decision.listed else ""


def to_look_at(selection: Selection, composer: Composer) -> Iterator[Fault]:
    """Yield what an official should look at, in the language of *composer*."""
    for remark in remarks(selection):
        message = _sentence(remark.rule, remark.facts, composer)
        hint = composer.text(f"rule.{remark.rule}.hint")
        yield Fault(remark.code, message, remark.where, hint)


def points_to(risk: Risk, entries: Iterable[Evidence], composer: Composer) -> Iterator[str]:
    """Yield what points to *risk*, to stand in a table beside it."""
    for entry in entries:
        if risk not in entry.risks:
            continue
        if entry.subject is Subject.GOOD:
            countries = [c for o in entry.origins if risk in o.risks for c in o.countries]
            facts = {
                "good": composer.text(f"good.{good_key(entry.name)}"),
                "origin": join_countries(countries, composer),
                "source": composer.source_title(str(entry.source)),
            }
            yield composer.phrase("finding.risk-of-origin", facts)
            continue
        facts = {
            "sector": composer.name("sector", entry.name),
            "code": join_codes(entry.codes, composer),
        }
        if entry.subject is Subject.SERVICE:
            (row,) = [row for row in entry.rows if row.risk is risk]
            facts["source"] = composer.source_title(row.told)
            yield composer.phrase("finding.risk-of-service", facts)
        else:
            rule = "risk-of-sector" if entry.stated else "risk-of-code"
            yield composer.phrase(f"finding.{rule}", facts)


def join_codes(codes: Sequence[Code], composer: Composer) -> str:
    """Return codes as a list in words."""
    return composer.language.join([str(code) for code in codes])


def join_countries(countries: Sequence[str], composer: Composer) -> str:
    """Return names of countries as a list in words, in their order in a dictionary."""
    language = composer.language
    names = [language.country(country) for country in countries]
    return language.join(sorted(names, key=language.sort_key))


def figure(amount: int, composer: Composer) -> str:
    """Return a count in figures."""
    return composer.language.quantity(Quantity(amount=amount), style="figures")


def _sentence(rule: str, facts: Mapping[str, str], composer: Composer) -> str:
    return composer.text(f"rule.{rule}", dict(_named(facts, composer)))


def _named(facts: Mapping[str, str], composer: Composer) -> Iterator[tuple[str, str]]:
    for fact, value in facts.items():
        if fact in _GROUPS:
            yield fact, composer.name(_GROUPS[fact], value)
        elif fact == "good":
            yield fact, composer.text(f"good.{good_key(value)}")
        elif fact == "origin":
            yield fact, composer.language.country(value)
        elif fact == "source":
            yield fact, composer.source_title(value)
        elif fact in _COUNTS:
            yield fact, figure(int(value), composer)
        elif fact in _DATES:
            yield fact, composer.language.date(datetime.date.fromisoformat(value))
        else:
            yield fact, value
