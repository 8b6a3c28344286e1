"""Writes the texts of a language in one of the formats that go out."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from clausekit.exchange.units import Shipment, Standing, collect_units, define_scope, ship
from clausekit.language.checks.tongue import load_source
from clausekit.language.locale import Language, load_language

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from clausekit.catalogue.messages import Message

__all__ = ["Format", "prepare", "write_shipment"]


class Format(StrEnum):
    """What can be written."""

    XLIFF_20 = "xliff-2.0"
    XLIFF_12 = "xliff-1.2"
    DOCX = "docx"
    TMX = "tmx"
    TBX = "tbx"


def prepare(
    root: Traversable,
    messages: Iterable[Message],
    language: str,
    *,
    themes: Iterable[str] = (),
    only: Iterable[Standing] = (),
) -> Shipment:
    """Choose what goes out in *language*.

    Args:
        root: The folder of the template sets.
        messages: What the catalogue says, in order.
        language: A language that is translated into.
        themes: The names of PO files; all where none is given.
        only: The standings that are wanted; all where none is given.

    Raises:
        UnknownName: The language or a theme does not exist.
        TranslationError: A PO file cannot be read.
    """
    units = collect_units(root, messages, language)
    scope = define_scope(units, language, tuple(themes), only)
    spoken = load_language(language, root=root)
    return ship(units, scope, _describe_parties(spoken))


def _describe_parties(language: Language) -> dict[str, str]:
    return {
        party: f"{noun.form} ({noun.gender})" if noun.gender else noun.form
        for party, noun in language.parties.items()
    }


def write_shipment(shipment: Shipment, form: Format, root: Traversable) -> bytes:
    """Write what was chosen as XLIFF or as a Word document for reviewers.

    Args:
        shipment: What goes out.
        form: One of the formats that come back.
        root: The folder of the template sets.
    """
    if form is Format.DOCX:
        from clausekit.exchange.bilingual import write_bilingual
        from clausekit.exchange.phrases import read_exchange_data

        phrases = read_exchange_data(root, shipment.language).sheet
        other = load_language(shipment.language, root=root)
        return write_bilingual(shipment, phrases, (load_source(root).word_tag, other.word_tag))
    if form is Format.XLIFF_12:
        from clausekit.exchange.xliff12 import write_xliff12

        return write_xliff12(shipment).encode()
    from clausekit.exchange.xliff20 import write_xliff20

    return write_xliff20(shipment).encode()
