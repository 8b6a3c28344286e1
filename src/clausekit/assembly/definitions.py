"""The definitions that a document needs: the terms its wording uses, in dictionary order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from clausekit.assembly.composer import Composer
from clausekit.catalogue.catalogue import Catalogue
from clausekit.model.definition import Definition, forms
from clausekit.model.document import Paragraph, ParagraphRole, Strong

__all__ = ["definition_paragraphs", "used_definitions"]


@lru_cache(maxsize=256)
def used_definitions(catalogue: Catalogue, wording: tuple[str, ...]) -> tuple[Definition, ...]:
    """Return the definitions whose terms stand in *wording*, and those that they use in turn.

    The English wording decides, so that a document defines the same terms in every language.
    """
    waiting = list(wording)
    found: dict[str, Definition] = {}
    while waiting:
        names = {name for text in waiting for name in _used_in(catalogue, text)}
        new = [
            definition
            for definition in catalogue.definitions.values()
            if definition.id in names and definition.id not in found
        ]
        found |= {definition.id: definition for definition in new}
        waiting = [definition.text for definition in new]
    return tuple(found.values())


@lru_cache(maxsize=16384)
def _used_in(catalogue: Catalogue, text: str) -> tuple[str, ...]:
    """Return the ids of the definitions whose terms stand in *text*."""
    used = []
    for name, written, pattern in _terms(catalogue):
        for form in written:
            # Most texts do not hold the letters at all, which is quickly seen.
            if form in text:
                if pattern.search(text):
                    used.append(name)
                break
    return tuple(used)


def definition_paragraphs(
    definitions: Iterable[Definition], composer: Composer
) -> Iterator[Paragraph]:
    """Yield the entries in the order of the document's language."""
    entries = []
    for definition in definitions:
        key = f"definition.{definition.id}"
        headword = composer.language.typeset(forms(composer.raw(f"{key}/term"))[0])
        content = (Strong(text=headword), " ", *composer.line(f"{key}/text"))
        note = composer.note(definition.sources)
        entries.append((headword, (*content, note) if note else content))
    for _, content in sorted(entries, key=lambda entry: composer.language.sort_key(entry[0])):
        yield Paragraph(role=ParagraphRole.DEFINITION, content=content)


@lru_cache(maxsize=16)
def _terms(catalogue: Catalogue) -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """Return the id of each definition, the forms of its term, and what finds them as words."""
    return tuple(
        (definition.id, tuple(forms(definition.term)), _pattern(definition.term))
        for definition in catalogue.definitions.values()
    )


@cache
def _pattern(term: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(form)}\b" for form in forms(term)))
