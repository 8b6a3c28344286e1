"""How each article is verified: below it, or as a plan in a schedule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from clausekit.assembly.composer import Composer
from clausekit.assembly.outline import Outline
from clausekit.assembly.schedule import open_schedule, phrased_table
from clausekit.assembly.tables import cell
from clausekit.model.blueprint import Schedule
from clausekit.model.clause import Clause
from clausekit.model.document import Block, Cell, Paragraph, ParagraphRole, Strong
from clausekit.model.verification import Verification
from clausekit.selection.selection import Selection

__all__ = [
    "capital",
    "evidence_of",
    "inline_verification",
    "metric_of",
    "target_of",
    "verification_schedule",
]

_SHARES = {"article": 19, "method": 21, "evidence": 24, "metric": 23, "frequency": 13}


def inline_verification(
    clause: Clause, verifications: Iterable[Verification], composer: Composer
) -> Paragraph:
    """Return one paragraph that says how *clause* is verified."""
    sentences = [_sentence(clause, verification, composer) for verification in verifications]
    title = composer.phrase("verification.title")
    return Paragraph(
        role=ParagraphRole.VERIFICATION,
        content=(Strong(text=title), " ", " ".join(sentences)),
    )


def verification_schedule(
    selection: Selection, outline: Outline, composer: Composer
) -> tuple[Block, ...]:
    """Return the verification plan: a row for each verification of each article."""
    return composer.remember(
        ("verification", outline), partial(_plan, selection, outline, composer)
    )


def _plan(selection: Selection, outline: Outline, composer: Composer) -> Iterator[Block]:
    wanted = [
        (article.clause, selection.verifications(article.clause))
        for article in outline.articles()
        if article.clause is not None
    ]
    names = tuple((clause.id, tuple(one.id for one in found)) for clause, found in wanted)
    yield from composer.remember(("verification", names), partial(_schedule, wanted, composer))


def _schedule(
    wanted: Iterable[tuple[Clause, Iterable[Verification]]], composer: Composer
) -> Iterator[Block]:
    yield from open_schedule(Schedule.VERIFICATION, composer)
    rows = [
        composer.remember(
            ("verification", clause.id, verification.id),
            partial(_row, clause, verification, composer),
        )
        for clause, verifications in wanted
        for verification in verifications
    ]
    yield phrased_table("verification", _SHARES, rows, composer)


def _row(clause: Clause, verification: Verification, composer: Composer) -> Iterator[Cell]:
    reference = composer.reference(clause.id, where="schedule.verification")
    yield cell(reference, ". ", composer.text(f"{clause.id}/title"))
    yield cell(_method(verification, composer))
    yield cell(capital(evidence_of(clause, verification, composer)))
    metric = capital(metric_of(clause, verification, composer))
    values = {"metric": metric, "target": target_of(verification, composer)}
    yield cell(composer.phrase("verification.metric", values))
    yield cell(capital(composer.phrase(f"frequency.{verification.frequency.value}")))


def _sentence(clause: Clause, verification: Verification, composer: Composer) -> str:
    return composer.phrase(
        "verification.inline",
        {
            "method": _method(verification, composer),
            "evidence": evidence_of(clause, verification, composer),
            "metric": metric_of(clause, verification, composer),
            "target": target_of(verification, composer),
            "frequency": composer.phrase(f"frequency.{verification.frequency.value}"),
        },
    )


def _method(verification: Verification, composer: Composer) -> str:
    return composer.phrase(
        "verification.method",
        {
            "method": composer.phrase(f"method.{verification.method.value}"),
            "verifier": composer.phrase(f"verifier.{verification.verifier.value}"),
        },
    )


def evidence_of(clause: Clause, verification: Verification, composer: Composer) -> str:
    """Return the evidence of *verification*."""
    return composer.text(f"{clause.id}/verification.{verification.id}.evidence")


def metric_of(clause: Clause, verification: Verification, composer: Composer) -> str:
    """Return what the metric of *verification* measures."""
    return composer.text(f"{clause.id}/verification.{verification.id}.metric")


def target_of(verification: Verification, composer: Composer) -> str:
    """Return the target with its comparison: ``at least 90 %``."""
    metric = verification.metric
    figure = composer.language.quantity(metric.target, style="figures")
    return composer.phrase(f"comparison.{metric.comparison.value}", {"target": figure})


def capital(text: str) -> str:
    """Return *text* with a capital initial."""
    return text[:1].upper() + text[1:]
