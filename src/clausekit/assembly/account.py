"""The findings and the reasons in words: once for the reasons file and for ``explain`` alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clausekit.assembly.composer import Composer
from clausekit.assembly.opening import open_document
from clausekit.assembly.reasons import (
    decided,
    join_codes,
    join_countries,
    strengthened,
    to_look_at,
)
from clausekit.assembly.verification import capital
from clausekit.catalogue.messages import good_key, service_key
from clausekit.errors import Fault
from clausekit.model.kind import DocumentKind
from clausekit.model.sector import Risk
from clausekit.record import record
from clausekit.selection.evidence import Evidence, Subject, answered_by, evidence_of
from clausekit.selection.selection import Decision, Selection

__all__ = ["Account", "Finding", "Reason", "account_of", "finding_in_words", "risks_in_words"]


@record
class Finding:
    """What one source says, in words.

    Args:
        evidence: What it says.
        subject: Of what it speaks, one line each: the good, the service or the sector; the codes;
            the countries, where nothing is reported of them.
        presence: Listed, not listed or unknown.
        reported: What is reported, one line each.
        source: The source with its edition and its date, and what it rests on, one line each.
    """

    evidence: Evidence
    subject: tuple[str, ...]
    presence: str
    reported: tuple[str, ...]
    source: tuple[str, ...]


@record
class Reason:
    """Why a clause is in or out, in words.

    Args:
        decision: The decision.
        title: The title of the clause.
        text: The sentence of the rule that decided.
        risks: The risks that it answers with the findings that point to them, one line each.
        answered: The same as risks and entries.
        strengthened: Why it stands in its advanced form, where a list is the reason.
    """

    decision: Decision
    title: str
    text: str
    risks: tuple[str, ...] = ()
    answered: tuple[tuple[tuple[Risk, ...], tuple[Evidence, ...]], ...] = ()
    strengthened: str = ""


@dataclass(frozen=True, eq=False)
class Account:
    """All findings and all reasons of a selection, in one language.

    Args:
        language: Its tag.
        composer: With which further words of the reasons file are read.
        findings: What the sources say, in the order of their numbers.
        reasons: One for each clause of the catalogue, in its order.
        lighter: The sentence on the lighter wording, where it applies.
        to_look_at: What an official should look at before documents are made.
    """

    language: str
    composer: Composer
    findings: tuple[Finding, ...]
    reasons: tuple[Reason, ...]
    lighter: str = ""
    to_look_at: tuple[Fault, ...] = ()


def account_of(selection: Selection, *, language: str) -> Account:
    """Tell why each clause is in or out, with the phrases of the reasons file.

    Args:
        selection: From ``select``.
        language: ``es``, ``en``, ``fr``, ``pt`` or a variant.

    Raises:
        UnknownName: There is no such language.
        TranslationError: Wording is missing or out of date in that language.

    Example:
        >>> from clausekit import Catalogue, Tender, select
        >>> tender = Tender.model_validate({
        ...     "reference": "7", "title": "Uniforms", "procurement": "goods",
        ...     "sector": "textiles", "buyer": {"name": "City", "country": "CL"},
        ... })
        >>> account = account_of(select(tender, Catalogue.load()), language="es")
        >>> account.reasons[0].text
        'Esta cláusula forma parte de todos los conjuntos a partir del nivel básico.'
    """
    opening = open_document(selection, DocumentKind.REASONS_FILE, language)
    composer = opening.composer
    entries = evidence_of(selection.tender, selection.catalogue)
    found = Account(
        opening.language.tag,
        composer,
        tuple(finding_in_words(entry, composer) for entry in entries),
        tuple(_reason(decision, selection, entries, composer) for decision in selection.decisions),
        composer.text("rule.small-supplier") if selection.small else "",
        tuple(to_look_at(selection, composer)),
    )
    composer.raise_if_faulty()
    return found


def finding_in_words(entry: Evidence, composer: Composer) -> Finding:
    """Return what *entry* says, in the words of the reasons file."""
    source = [
        composer.word(
            "source",
            {
                "title": composer.source_title(entry.source.id),
                "date": composer.language.date(entry.source.date),
            },
        )
    ]
    if entry.basis:
        named = composer.language.join([composer.source_title(basis) for basis in entry.basis])
        source.append(composer.word("basis", {"sources": named}))
    return Finding(
        entry,
        tuple(_subject(entry, composer)),
        capital(composer.name("presence", entry.presence.value)),
        tuple(_reported(entry, composer)),
        tuple(source),
    )


def risks_in_words(
    answered: Iterable[tuple[Sequence[Risk], Sequence[Evidence]]], composer: Composer
) -> Iterator[str]:
    """Yield a line for risks to which the same findings point: “child labour”: findings 1 and 3."""
    for risks, entries in answered:
        named = [
            composer.word("risk", {"name": composer.name("risk", risk.value)}) for risk in risks
        ]
        numbers = composer.language.join([str(entry.number) for entry in entries])
        word = "answers.one" if len(entries) == 1 else "answers.many"
        yield composer.word(word, {"risks": composer.language.join(named), "numbers": numbers})


def _reason(
    decision: Decision, selection: Selection, entries: Sequence[Evidence], composer: Composer
) -> Reason:
    title = composer.text(f"{decision.clause}/title")
    text = decided(decision, composer)
    if not decision.included:
        return Reason(decision, title, text)
    risks = selection.catalogue.clauses[decision.clause].applies.risks
    answered = tuple(answered_by(entries, risks).items())
    return Reason(
        decision,
        title,
        text,
        tuple(risks_in_words(answered, composer)),
        answered,
        strengthened(decision, composer),
    )


def _subject(entry: Evidence, composer: Composer) -> Iterator[str]:
    subject = entry.subject.value
    if not entry.name:
        yield composer.word(f"subject.{subject}.unnamed")
    elif entry.subject is Subject.GOOD:
        name = composer.text(f"good.{good_key(entry.name)}")
        yield composer.word("subject.good", {"name": name})
    else:
        name = composer.name("sector", entry.name)
        yield composer.word(f"subject.{subject}", {"name": name})
    if entry.stated:
        yield composer.word("subject.stated")
    if entry.codes:
        yield join_codes(entry.codes, composer)
    if not entry.risks and entry.origins:
        yield join_countries([c for o in entry.origins for c in o.countries], composer)


def _reported(entry: Evidence, composer: Composer) -> Iterator[str]:
    if entry.subject is Subject.GOOD:
        for origin in entry.origins if entry.risks else ():
            facts = {
                "origins": join_countries(origin.countries, composer),
                "risks": _names(origin.risks, composer),
            }
            yield composer.word("reported.origin", facts)
    elif entry.subject is Subject.SERVICE:
        for row in entry.rows:
            why = composer.text(service_key(entry.name, row.risk))
            facts = {
                "risk": capital(composer.name("risk", row.risk.value)),
                "why": why,
                "source": composer.source_title(row.told),
            }
            yield composer.word("reported.service", facts)
    else:
        yield capital(_names(entry.risks, composer))


def _names(risks: Iterable[Risk], composer: Composer) -> str:
    return composer.language.join([composer.name("risk", risk.value) for risk in risks])
