"""Gathers the glossary out of definitions, names of parties, variants and forbidden words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from clausekit.exchange.tbx import Concept, Name
from clausekit.exchange.units import Unit
from clausekit.language.checks.rules import read_rules
from clausekit.language.checks.tongue import SOURCE, load_source
from clausekit.language.files import find_tags
from clausekit.language.locale import load_language

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["gather_concepts"]

_PLAIN = re.compile(r"[\w’' -]+")
"""A forbidden word that is no pattern can be named."""


def gather_concepts(
    root: Traversable, languages: Mapping[str, Mapping[str, Unit]]
) -> Iterator[Concept]:
    """Yield every defined term, then every name that a party can go by.

    Args:
        root: The folder of the template sets.
        languages: By language, its texts by key; English is added to them.
    """
    variants = {
        code: tuple(tag for tag in find_tags(root) if tag.startswith(f"{code}-"))
        for code in ("en", *languages)
    }
    yield from _definitions(root, languages, variants)
    yield from _parties(root, variants)


def _definitions(
    root: Traversable,
    languages: Mapping[str, Mapping[str, Unit]],
    variants: Mapping[str, Sequence[str]],
) -> Iterator[Concept]:
    keys = dict.fromkeys(key for units in languages.values() for key in units)
    rules = {code: read_rules(root / code) for code in languages}
    for key in keys:
        if not key.startswith("definition.") or not key.endswith("/term"):
            continue
        identity = key.removeprefix("definition.").removesuffix("/term")
        meaning = f"definition.{identity}/text"
        first = next(units[key] for units in languages.values() if key in units)
        names: dict[str, tuple[Name, ...]] = {"en": tuple(_forms(first.source))}
        meanings = {
            "en": next(
                (units[meaning].source for units in languages.values() if meaning in units), ""
            )
        }
        for code, units in languages.items():
            if not units[key].standing.is_done:
                continue
            found = list(_forms(units[key].target))
            checked = rules[code]
            term = checked.terms.get(identity) if checked else None
            for word in term.forbidden if term else ():
                if _PLAIN.fullmatch(word):
                    found.append(Name(word, "deprecatedTerm"))
            found.extend(_regional(root, variants[code], found))
            names[code] = tuple(found)
            if units[meaning].standing.is_done:
                meanings[code] = units[meaning].target
        yield Concept(identity, "contract", names, meanings)


def _forms(text: str) -> Iterator[Name]:
    forms = [form.strip() for form in text.split("|") if form.strip()]
    for at, form in enumerate(forms):
        yield Name(form, "admittedTerm" if at else "preferredTerm")


def _regional(root: Traversable, tags: Sequence[str], names: Sequence[Name]) -> Iterator[Name]:
    """Yield what the variants say in place of the terms, where it differs."""
    for tag in tags:
        language = load_language(tag, root=root)
        for name in names:
            adapted = language.adapt(name.text)
            if adapted != name.text and name.status != "deprecatedTerm":
                yield Name(adapted, name.status, region=tag)


def _parties(root: Traversable, variants: Mapping[str, Sequence[str]]) -> Iterator[Concept]:
    named: dict[tuple[str, str], dict[str, tuple[Name, ...]]] = {}
    for code, tags in variants.items():
        base = load_source(root) if code == SOURCE else load_language(code, root=root)
        for party, choices in base.choices.items():
            for choice, noun in choices.items():
                names = [Name(noun.form, "preferredTerm", noun.gender)]
                if noun.plural != noun.form:
                    names.append(Name(noun.plural, "admittedTerm", noun.gender))
                for tag in tags:
                    other = load_language(tag, root=root).choices[party].get(choice)
                    if other is not None and other.form != noun.form:
                        names.append(Name(other.form, "preferredTerm", other.gender, tag))
                named.setdefault((party, choice), {})[code] = tuple(names)
    for (party, choice), by_language in named.items():
        yield Concept(f"{party}.{choice}", "party", by_language, {})
