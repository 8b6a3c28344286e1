"""Every text of the catalogue that is translated, with its key and its note.

The key names the place, never the text: two texts that read the same stay two messages, and a
message that is reworded stays the same message.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clausekit.model.clause import Clause
from clausekit.model.wording import Provision

if TYPE_CHECKING:
    from clausekit.catalogue.catalogue import Catalogue
    from clausekit.model.blueprint import Blueprint
    from clausekit.model.remedy import RemedyLadder

__all__ = ["Message", "is_note", "messages", "provision_messages"]


@dataclass(frozen=True, slots=True)
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
