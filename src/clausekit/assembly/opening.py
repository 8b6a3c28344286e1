"""What every document begins with: the language, its wording and the outline of the annex."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from clausekit.assembly.composer import Composer
from clausekit.assembly.memory import memory_of
from clausekit.assembly.outline import Outline, outline_of
from clausekit.assembly.setting import annex_of
from clausekit.catalogue.catalogue import Catalogue
from clausekit.catalogue.messages import messages
from clausekit.errors import LanguageError, UnknownName
from clausekit.language.locale import Language, load_language
from clausekit.language.naming import refuse_plurals
from clausekit.language.noun import Noun
from clausekit.language.translations import Translations
from clausekit.model.kind import DocumentKind
from clausekit.resources import Folder
from clausekit.selection.selection import Selection

__all__ = ["Opening", "check_names", "open_document"]


@dataclass(frozen=True, eq=False)
class Opening:
    """A document about to be written.

    Args:
        language: The language, with the names of the parties.
        outline: The outline of the document, or of the annex where it speaks of the annex from
            outside.
        composer: Turns wording into text.
    """

    language: Language
    outline: Outline
    composer: Composer


def open_document(
    selection: Selection,
    kind: DocumentKind,
    language: str,
    *,
    parties: Mapping[str, str | Noun] | None = None,
    templates: Folder | None = None,
) -> Opening:
    """Make ready what a document of *kind* in *language* is written with.

    Args:
        selection: The facts and the clauses.
        kind: The kind of document.
        language: A language or a variant; a bare language takes the variant of the buyer's country.
        parties: How the parties are called; over the tender's own ``terms``.
        templates: Folder of the template sets; the shipped ones where it is None.

    Raises:
        UnknownName: The language or a party's name does not exist.
        LanguageError: The name of a party does not fit the wording.
        TranslationError: A file of wording cannot be read.
    """
    tender, catalogue = selection.tender, selection.catalogue
    base, spoken = _speak(selection, language, parties, templates)
    blueprint = catalogue.blueprints.get(kind)
    outline = outline_of(selection, blueprint) if blueprint else annex_of(selection)
    translations = _translations(catalogue, spoken.tag, templates)
    composer = Composer(
        catalogue,
        spoken,
        translations.texts(),
        outline.numbers if blueprint else {},
        kind=kind.value,
        country=tender.buyer.country,
        memory=memory_of(
            catalogue,
            translations,
            base,
            tuple(sorted(spoken.parties.items())),
            kind.value,
            tender.buyer.country,
        ),
        annex=None if blueprint else outline.numbers,
    )
    return Opening(spoken, outline, composer)


def check_names(
    selection: Selection,
    language: str,
    *,
    parties: Mapping[str, str | Noun] | None = None,
    templates: Folder | None = None,
) -> None:
    """Raise what `open_document` would of the language and of the names of the parties."""
    _speak(selection, language, parties, templates)


def _speak(
    selection: Selection,
    language: str,
    parties: Mapping[str, str | Noun] | None,
    templates: Folder | None,
) -> tuple[Language, Language]:
    """Return the language, and the same with the names of the parties."""
    tender = selection.tender
    base = _language(language, tender.buyer.country, templates)
    chosen = parties or {}
    try:
        spoken = base.with_parties({**tender.terms, **chosen})
        if not spoken.plural_parties:
            refuse_plurals(spoken.parties, spoken.choices)
    except (LanguageError, UnknownName) as error:
        # The tender's own terms have their place in its file.
        own = [
            replace(fault, where=f"/terms/{fault.where}")
            if fault.where in tender.terms and fault.where not in chosen
            else fault
            for fault in error.faults
        ]
        raise type(error)(*own) from None
    return base, spoken


def _language(tag: str, country: str, templates: Folder | None) -> Language:
    if templates is None:
        return _shipped_language(tag, country)
    return load_language(tag, country=country, root=templates)


# What is shipped belongs to the library and stays as it is while a program runs; folders of others
# are read each time.
@lru_cache(maxsize=256)
def _shipped_language(tag: str, country: str) -> Language:
    return load_language(tag, country=country)


def _translations(catalogue: Catalogue, language: str, templates: Folder | None) -> Translations:
    if templates is None:
        return _shipped(catalogue, language)
    return Translations.load(messages(catalogue), language, root=templates)


@lru_cache(maxsize=32)
def _shipped(catalogue: Catalogue, language: str) -> Translations:
    return Translations.load(messages(catalogue), language)
