"""How each article is verified: below it, or as a plan in a schedule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clausekit.assembly.composer import Composer
from clausekit.assembly.outline import Outline
from clausekit.assembly.tables import cell
from clausekit.model.blueprint import Schedule
from clausekit.model.clause import Clause
from clausekit.model.document import (
    Block,
    Column,
    Heading,
    HeadingLevel,
    Paragraph,
    ParagraphRole,
    Strong,
    Table,
)
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
) -> Iterator[Block]:
    """Yield the verification plan: a row for each verification of each article."""
    yield Heading(
        level=HeadingLevel.SCHEDULE,
        content=composer.phrase("schedule.verification"),
        number=composer.number(f"schedule.{Schedule.VERIFICATION.value}"),
        anchor=f"schedule.{Schedule.VERIFICATION.value}",
    )
    yield Paragraph(
        role=ParagraphRole.BODY, content=composer.line("phrase.schedule.verification-intro")
    )
    rows = []
    for article in outline.articles():
        clause = article.clause
        if clause is None:
            continue
        title = composer.text(f"{clause.id}/title")
        for verification in selection.verifications(clause):
            reference = composer.reference(clause.id, where="schedule.verification")
            rows.append(
                (
                    cell(reference, ". ", title),
                    cell(_method(verification, composer)),
                    cell(capital(evidence_of(clause, verification, composer))),
                    cell(
                        composer.phrase(
                            "verification.metric",
                            {
                                "metric": capital(metric_of(clause, verification, composer)),
                                "target": target_of(verification, composer),
                            },
                        )
                    ),
                    cell(capital(composer.phrase(f"frequency.{verification.frequency.value}"))),
                )
            )
    yield Table(
        title=composer.phrase("table.verification"),
        description=composer.phrase("table.verification-description"),
        columns=tuple(
            Column(header=composer.phrase(f"column.{name}"), share=share)
            for name, share in _SHARES.items()
        ),
        rows=tuple(rows),
    )


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
