"""The definitions that a document needs: the terms its wording uses, in dictionary order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from clausekit.assembly.composer import Composer
from clausekit.catalogue.catalogue import Catalogue
from clausekit.model.definition import Definition, forms
from clausekit.model.document import Paragraph, ParagraphRole, Strong

__all__ = ["definition_paragraphs", "used_definitions"]

_WORD = re.compile(r"\w+")


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
    terms = _terms(catalogue)
    return tuple(
        dict.fromkeys(
            name
            # Most texts have none of the words with which a term begins, which is quickly seen.
            for word in terms.keys() & {"", *_WORD.findall(text)}
            for name, form in terms[word]
            if form in text and _stands_alone(form, text)
        )
    )


def _stands_alone(form: str, text: str) -> bool:
    """Tell whether *form* stands in *text* as words, and not only as a part of others."""
    at = text.find(form)
    while at >= 0:
        end = at + len(form)
        if not (_joined(text[at - 1 : at], form[0]) or _joined(form[-1], text[end : end + 1])):
            return True
        at = text.find(form, at + 1)
    return False


def _joined(before: str, after: str) -> bool:
    r"""Tell whether both are letters of words, so that no word ends between them."""
    return _is_letter(before) and _is_letter(after)


def _is_letter(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


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
def _terms(catalogue: Catalogue) -> dict[str, list[tuple[str, str]]]:
    """Return the id of each definition with each form of its term, by the first word of the form.

    A form that begins with a sign goes by no word, and is looked for in every text.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for definition in catalogue.definitions.values():
        for form in forms(definition.term):
            word = _WORD.match(form)
            found.setdefault(word[0] if word else "", []).append((definition.id, form))
    return found
