"""clausekit: human-rights clauses for public contracts, from a tender's facts to Word.

Four verbs do the main job: ``Catalogue.load``, ``select``, ``assemble`` and ``render_docx``. The
names are imported when they are first used, so that a program pays only for what it needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clausekit.assembly.assembly import assemble
    from clausekit.batch.jobs import Job
    from clausekit.batch.outcome import Outcome
    from clausekit.batch.run import render_many
    from clausekit.catalogue.catalogue import Catalogue
    from clausekit.errors import ClausekitError, Fault
    from clausekit.language.locale import load_language
    from clausekit.language.noun import Noun
    from clausekit.model.award import AwardCriteria
    from clausekit.model.document import Document
    from clausekit.model.kind import DocumentKind
    from clausekit.model.non_conformity import NonConformity
    from clausekit.model.tender import Tender
    from clausekit.selection.selection import Selection, select
    from clausekit.word.render import render_docx

__all__ = [
    "AwardCriteria",
    "Catalogue",
    "ClausekitError",
    "Document",
    "DocumentKind",
    "Fault",
    "Job",
    "NonConformity",
    "Noun",
    "Outcome",
    "Selection",
    "Tender",
    "assemble",
    "load_language",
    "render_docx",
    "render_many",
    "select",
]

_HOMES = {
    "AwardCriteria": "model.award",
    "Catalogue": "catalogue.catalogue",
    "ClausekitError": "errors",
    "Document": "model.document",
    "DocumentKind": "model.kind",
    "Fault": "errors",
    "Job": "batch.jobs",
    "NonConformity": "model.non_conformity",
    "Noun": "language.noun",
    "Outcome": "batch.outcome",
    "Selection": "selection.selection",
    "Tender": "model.tender",
    "assemble": "assembly.assembly",
    "load_language": "language.locale",
    "render_docx": "word.render",
    "render_many": "batch.run",
    "select": "selection.selection",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'clausekit' has no attribute {name!r}")
    return getattr(import_module(f"clausekit.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
