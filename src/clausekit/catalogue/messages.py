"""Every text of the catalogue that is translated, with its key and its note.

The key names the place, never the text: two texts that read the same stay two messages, and a
message that is reworded stays the same message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from clausekit.model.clause import Clause
from clausekit.model.form import FieldsPiece, GridPiece, QuestionsPiece, TextPiece
from clausekit.model.kind import DocumentKind
from clausekit.model.wording import Provision
from clausekit.record import record

if TYPE_CHECKING:
    from clausekit.catalogue.catalogue import Catalogue
    from clausekit.model.alignment import Alignment
    from clausekit.model.blueprint import Blueprint
    from clausekit.model.form import Form, Piece
    from clausekit.model.remedy import RemedyLadder

__all__ = [
    "Message",
    "good_key",
    "is_note",
    "messages",
    "provision_messages",
    "service_key",
    "source_key",
]

_WHY = "Why a clause is in or out."


@record
class Message:
    """A text to translate.

    Args:
        key: ``fl.fees/paragraph.repay``; the message context of the PO file.
        source: The English text.
        domain: The PO file that holds it: a theme, ``definitions``, ``ladders`` ...
        note: What the translator should know.
    """

    key: str
    source: str
    domain: str
    note: str = ""


def messages(catalogue: Catalogue) -> Iterator[Message]:
    """Yield all messages in the order in which a reader meets them."""
    for kind, plan in catalogue.blueprints.items():
        yield from _document(plan, kind.value)
    for form in catalogue.forms.values():
        yield from _form(form)
    for alignment in catalogue.alignment.values():
        yield from _alignment(alignment)
    for definition in catalogue.definitions.values():
        key = f"definition.{definition.id}"
        note = "Headword, then the other forms that the wording uses, parted by bars."
        yield Message(f"{key}/term", definition.term, "definitions", note)
        yield Message(f"{key}/text", definition.text, "definitions", "Reads on from the headword.")
    for clause in catalogue.clauses.values():
        yield from _clause(clause)
    for ladder in catalogue.ladders.values():
        yield from _ladder(ladder)
    for name, text in catalogue.phrases.items():
        yield Message(f"phrase.{name}", text, "phrases")
    for name, text in catalogue.names.items():
        yield Message(f"name.{name}", text, "names", "Stands in a sentence or in a cell.")
    for name, text in catalogue.rules.items():
        told = name == "look" or name.startswith("look.")
        note = "Told to the official before documents are made." if told else _WHY
        yield Message(f"rule.{name}", text, "rules", note)
    for service in catalogue.services.services:
        for row in service.risks:
            note = "Why the risk is there, in the table of services."
            yield Message(service_key(service.sector, row.risk), row.why, "services", note)
    for name in catalogue.risks.goods:
        note = "A good on the list of the US Department of Labor."
        yield Message(f"good.{good_key(name)}", name, "goods", note)


def good_key(name: str) -> str:
    """Return the last part of the key of a good's name.

    Example:
        >>> good_key("Footwear (sandals)")
        'footwear-sandals'
    """
    return "-".join(re.findall(r"[a-z0-9]+", name.casefold()))


def source_key(basis: str) -> str:
    """Return the last part of the key of what a profile or the table of services rests on.

    Example:
        >>> source_key("World Bank, standard documents")
        'world-bank-standard-documents'
    """
    return good_key(basis)


def service_key(sector: str, risk: str) -> str:
    """Return the key of why a service has a risk.

    Example:
        >>> service_key("cleaning", "low-wages")
        'service.cleaning/low-wages.why'
    """
    return f"service.{sector}/{risk}.why"


def is_note(key: str) -> bool:
    """Tell whether *key* is a drafting note's: read by the officer, no part of a contract."""
    return key.endswith("/drafting-note") or "/note." in key


def provision_messages(provision: Provision, domain: str) -> Iterator[Message]:
    """Yield the title, the paragraphs and the items of an article."""
    yield Message(f"{provision.id}/title", provision.title, domain, "Heading of the article.")
    for paragraph in provision.paragraphs:
        key = f"{provision.id}/paragraph.{paragraph.id}"
        yield Message(key, paragraph.text, domain)
        for index, item in enumerate(paragraph.items, start=1):
            yield Message(f"{key}.item.{index}", item, domain, "Lettered item of the paragraph.")


def _clause(clause: Clause) -> Iterator[Message]:
    domain = clause.theme.value
    yield from provision_messages(clause, domain)
    for verification in clause.verifications:
        key = f"{clause.id}/verification.{verification.id}"
        yield Message(f"{key}.evidence", verification.evidence, domain, "Evidence, in a table.")
        yield Message(f"{key}.metric", verification.metric.text, domain, "Metric, in a table.")
    if clause.termination is not None:
        note = "A ground of termination: an item of a list, without a full stop."
        yield Message(f"{clause.id}/termination.ground", clause.termination.ground, domain, note)
    note = "For the procurement officer; not printed in the contract."
    if clause.note is None:
        yield Message(f"{clause.id}/drafting-note", clause.drafting_note, domain, note)
        return
    for name, text in clause.note:
        yield Message(f"{clause.id}/note.{name}", text, domain, note)


def _ladder(ladder: RemedyLadder) -> Iterator[Message]:
    key = f"ladder.{ladder.id}"
    yield Message(f"{key}/title", ladder.title, "ladders", "Name of a remedy ladder.")
    yield Message(f"{key}/purpose", ladder.purpose, "ladders")
    for step in ladder.steps:
        yield Message(f"{key}/step.{step.id}.title", step.title, "ladders", "Name of a step.")
        yield Message(f"{key}/step.{step.id}.text", step.text, "ladders")


def _document(plan: Blueprint, domain: str) -> Iterator[Message]:
    key = f"document.{domain}"
    yield Message(f"{key}/label", plan.label, domain, "The line above the title.")
    yield Message(f"{key}/title", plan.title, domain, "The title of the document.")
    yield Message(f"{key}/preamble.title", plan.preamble.title, domain)
    for recital in plan.preamble.recitals:
        yield Message(f"{key}/recital.{recital.id}", recital.text, domain, "Recital.")
    yield Message(f"{key}/definitions.title", plan.definitions.title, domain)
    yield Message(f"{key}/definitions.intro", plan.definitions.intro, domain)
    for part in plan.parts:
        yield Message(f"{key}/part.{part.id}", part.title, domain, "Heading of a part.")
    for provision in plan.provisions:
        yield from provision_messages(provision, domain)
    yield Message(f"{key}/signatures.title", plan.signatures.title, domain)


def _form(form: Form) -> Iterator[Message]:
    domain = form.id.value
    key = f"document.{domain}"
    yield Message(f"{key}/label", form.label, domain, "The line above the title.")
    yield Message(f"{key}/title", form.title, domain, "The title of the document.")
    for section in form.sections:
        yield Message(f"{key}/section.{section.id}", section.title, domain, "Heading of a section.")
        for piece in section.content:
            yield from _piece(piece, key, domain)
    if form.signatures is not None:
        yield Message(f"{key}/signatures.title", form.signatures.title, domain)
    for name, text in form.words.items():
        note = "Facts are put in for the words in braces." if "{" in text else ""
        yield Message(f"{key}/word.{name}", text, domain, note)


def _piece(piece: Piece, document: str, domain: str) -> Iterator[Message]:
    """Yield the texts of a piece of a form; what is computed takes its words from the form."""
    if isinstance(piece, TextPiece):
        key = f"{document}/text.{piece.id}"
        yield Message(key, piece.text, domain)
        for index, item in enumerate(piece.items, start=1):
            yield Message(f"{key}.item.{index}", item, domain, "Lettered item of the paragraph.")
    elif isinstance(piece, FieldsPiece):
        key = f"{document}/fields.{piece.id}"
        yield Message(f"{key}.title", piece.title, domain, "Read aloud to those who cannot see.")
        for entry in piece.fields:
            yield Message(f"{key}.{entry.id}", entry.label, domain, "A point to fill in.")
            for name, option in entry.options.items():
                yield Message(f"{key}.{entry.id}.option.{name}", option, domain, "Can be ticked.")
    elif isinstance(piece, QuestionsPiece):
        key = f"{document}/questions.{piece.id}"
        yield Message(f"{key}.title", piece.title, domain, "Read aloud to those who cannot see.")
        for question in piece.questions:
            yield Message(f"{key}.{question.id}.title", question.title, domain, "Before it.")
            yield Message(f"{key}.{question.id}", question.text, domain, "A question.")
            if question.evidence:
                note = "Follows “For example:”; a full stop is added."
                yield Message(f"{key}.{question.id}.evidence", question.evidence, domain, note)
    elif isinstance(piece, GridPiece):
        key = f"{document}/grid.{piece.id}"
        yield Message(f"{key}.title", piece.title, domain, "Read aloud to those who cannot see.")
        for column in piece.columns:
            yield Message(f"{key}.column.{column.id}", column.header, domain, "Head of a column.")
        for name, line in piece.lines.items():
            yield Message(f"{key}.line.{name}", line, domain, "First cell of a row.")


def _alignment(alignment: Alignment) -> Iterator[Message]:
    domain = DocumentKind.ALIGNMENT_MATRIX.value
    for row in alignment.rows:
        key = f"alignment.{alignment.id}/{row.id}"
        if row.subject:
            note = "A chapter by its official title, or what a principle is about."
            yield Message(f"{key}.subject", row.subject, domain, note)
        if row.remark:
            yield Message(f"{key}.remark", row.remark, domain, "Why there is a gap, or how far.")
