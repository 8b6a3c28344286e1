"""The facts of a possible failure, held against the clauses that were selected."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausekit.errors import DocumentError, Fault, nearest
from clausekit.model.clause import Clause, Obligor
from clausekit.model.kind import DocumentKind
from clausekit.model.non_conformity import NonConformity
from clausekit.model.remedy import RemedyLadder
from clausekit.selection.selection import Selection

__all__ = ["USES_CASE", "check_case", "ladder_of"]

USES_CASE = frozenset({DocumentKind.NOTICE_OF_NON_CONFORMITY, DocumentKind.CORRECTIVE_ACTION_PLAN})
"""The kinds that take the facts of a possible failure."""

_LADDER = re.compile(r"\{ref:ladder\.(L\d)\}")


def check_case(kind: DocumentKind, case: NonConformity | None, selection: Selection) -> None:
    """Raise ``DocumentError`` unless *case* fits the document and the selection.

    Raises:
        DocumentError: With every fault of the case.
    """
    if case is None:
        if kind is DocumentKind.NOTICE_OF_NON_CONFORMITY:
            raise DocumentError(
                Fault(
                    "document.case-missing",
                    "A notice of non-conformity needs the facts that were found.",
                    hint="Give them as non_conformity; on the command line, with --facts FILE.",
                )
            )
        return
    faults = list(_faults(kind, case, selection))
    if faults:
        raise DocumentError(*faults)


def ladder_of(case: NonConformity, selection: Selection) -> RemedyLadder:
    """Return the ladder that answers the case."""
    clause = selection.catalogue.clauses[case.clause]
    return selection.catalogue.ladders[case.ladder] if case.ladder else clause.remedy


def _faults(kind: DocumentKind, case: NonConformity, selection: Selection) -> Iterator[Fault]:
    if kind not in USES_CASE:
        yield Fault(
            "document.case-not-used",
            f"A document of the kind {kind.value!r} takes no facts of a failure.",
            hint="Leave them out, or build a notice-of-non-conformity.",
        )
    period = selection.tender.period
    if period is not None and case.known < period.start:
        yield Fault(
            "case.before-contract",
            f"The facts were known on {case.known}, before the contract begins ({period.start}).",
            "/known",
            "What was known before the contract is raised in the procedure, not under the annex.",
        )
    clause = selection.catalogue.clauses.get(case.clause)
    if clause is None:
        yield Fault(
            "case.unknown-clause",
            f"There is no clause {case.clause!r}.",
            "/clause",
            nearest(case.clause, selection.catalogue.clauses),
        )
        return
    if clause not in selection.clauses:
        yield Fault(
            "case.clause-not-selected",
            f"The clause {case.clause!r} does not stand in the annex of this tender: "
            f"{selection.decision(case.clause).reason}",
            "/clause",
            "A notice rests on a clause of the annex; see clausekit explain.",
        )
        return
    if clause.obligor is Obligor.BUYER:
        yield Fault(
            "case.binds-buyer",
            f"The clause {case.clause!r} binds the buyer, who cannot give itself notice.",
            "/clause",
            "The supplier gives this notice, under the ladder for failures of the buyer.",
        )
    yield from _details(case, clause, selection)


def _details(case: NonConformity, clause: Clause, selection: Selection) -> Iterator[Fault]:
    standing = [
        paragraph
        for paragraph in clause.paragraphs
        if paragraph.stands(small=selection.small, tier=selection.depth(clause.id))
    ]
    names = [paragraph.id for paragraph in standing]
    for index, name in enumerate(case.paragraphs):
        if name not in names:
            yield Fault(
                "case.unknown-paragraph",
                f"The clause {clause.id!r} has no paragraph {name!r} in this annex.",
                f"/paragraphs/{index}",
                nearest(name, names),
            )
    if case.ladder is None:
        return
    texts = [text for paragraph in standing for text in (paragraph.text, *paragraph.items)]
    named = {name for text in texts for name in _LADDER.findall(text)}
    allowed = {clause.remedy.id} | named
    if case.ladder not in allowed:
        yield Fault(
            "case.wrong-ladder",
            f"A failure under {clause.id!r} is not answered by the ladder {case.ladder!r}.",
            "/ladder",
            nearest(case.ladder, allowed),
        )
