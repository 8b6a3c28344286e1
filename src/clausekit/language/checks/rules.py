"""The tables by which the texts of one language are checked: ``checks.toml`` of its folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import field_validator

from clausekit.language.checks.words import Words
from clausekit.language.toml import check_toml, parse_toml, read_text
from clausekit.model.base import Model

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["CheckRules", "compile_words", "read_rules"]


class _Modal(Model):
    """The ways to say who must, may or must not."""

    duty: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    prohibition: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    ability: tuple[str, ...] = ()
    """Words such as *can*, which other languages write as they write a right."""


class _Negation(Model):
    """The words that say no."""

    strong: tuple[str, ...] = ()
    """Words each of which is a negation: *not*, *sin*."""
    reinforcing: tuple[str, ...] = ()
    """Words that say no alone, and only underline a negation that stands by: *ningún*, *jamais*."""
    joining: tuple[str, ...] = ()
    """Words that carry a negation on to the next member: *nor*, *ni*."""
    prefixed: tuple[str, ...] = ()
    """Words that say no by their first letters: *undeclared*, *impagado*."""
    doubtful: tuple[str, ...] = ()
    """Stretches in which a negation may say nothing (French *à moins que ... ne*), or is part of a
    limit (*not more than*)."""
    follows: bool = True
    """Whether such a word underlines only a negation before it; in French it may stand first."""
    weak: tuple[str, ...] = ()
    """Words that the other language may write with a negation: *only*, *unless*, *refuse*."""
    loose: tuple[str, ...] = ()
    """Words that it writes with one now and then: *than*, *any*, *illegal*."""


class _Numbers(Model):
    """What the spelling of numbers does not tell."""

    ignore: tuple[str, ...] = ()
    """Number words that are also other words: French *neuf*."""
    also: Mapping[str, int] = {}
    """Words that may stand for a number in another language: *both* is two."""


class _Term(Model):
    """What is special about one defined term."""

    forms: tuple[str, ...] = ()
    """Forms beyond those that the definition lists."""
    forbidden: tuple[str, ...] = ()
    """Words that must not stand for it."""
    may_be_added: bool = False
    """Whether the translation may name it where English leaves it out."""


class _Friend(Model):
    """A word that looks like the English one and says something else."""

    source: str
    target: str
    instead: str


class _Agreement(Model):
    """Words near a party that change with it and that nobody wrote in all their forms."""

    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


class CheckRules(Model):
    """All tables of one language; each list holds patterns that stand for whole words."""

    modal: _Modal = _Modal()
    negation: _Negation = _Negation()
    classes: Mapping[str, tuple[str, ...]] = {}
    """Words of a condition or a limit, by class; the classes have the same names everywhere."""
    opposites: tuple[tuple[str, str], ...] = ()
    """Classes that must not take each other's place; read from the source language."""
    wanted: tuple[str, ...] = ()
    """Classes that should not get lost; read from the source language."""
    units: Mapping[str, tuple[str, ...]] = {}
    places: Mapping[str, tuple[str, ...]] = {}
    """The names of the parts of an instrument, by kind; kinds have the same names everywhere."""
    numbers: _Numbers = _Numbers()
    terms: Mapping[str, _Term] = {}
    false_friends: tuple[_Friend, ...] = ()
    conjunctions: Mapping[str, tuple[str, ...]] = {}
    """The words for *and* and *or* at the end of an item."""
    twice: tuple[str, ...] = ()
    """Words that may stand twice: French *nous nous*."""
    same: tuple[str, ...] = ()
    """Texts that read the same in English."""
    foreign: tuple[str, ...] = ()
    """Words that belong to another language."""
    regional: tuple[str, ...] = ()
    """Words of one country, where a text for all countries needs another."""
    acronyms: Mapping[str, str] = {}
    """The acronyms of the language, by the English ones."""
    opening_marks: bool = False
    """Whether questions and exclamations open with a mark of their own."""
    agreement: _Agreement = _Agreement()

    def __hash__(self) -> int:
        # The tables of a language are read once, and are told apart by being the same object.
        return id(self)

    @field_validator("*")
    @classmethod
    def _patterns_compile(cls, value: object) -> object:
        for pattern in _patterns(value):
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is no pattern: {error}") from None
        return value


def _patterns(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [found for part in value.values() for found in _patterns(part)]
    if isinstance(value, tuple):
        return [found for part in value for found in _patterns(part)]
    if isinstance(value, Model):
        return [found for part in value.__dict__.values() for found in _patterns(part)]
    return []


@lru_cache(maxsize=1024)
def compile_words(patterns: tuple[str, ...]) -> Words | None:
    """Return a pattern that finds any of *patterns* as whole words; None for none.

    Example:
        >>> compile_words(("no", "nunca")).findall("No, nunca; nocturno")
        ['No', 'nunca']
    """
    return Words(patterns) if patterns else None


def read_rules(folder: Traversable) -> CheckRules | None:
    """Read the tables of the language in *folder*; None where it has none.

    Raises:
        LanguageError: The file is not sound.
    """
    file = folder / "checks.toml"
    if not file.is_file():
        return None
    place = f"{folder.name}/checks.toml"
    return _validated(read_text(file, place), place)


@lru_cache(maxsize=32)
def _validated(text: str, place: str) -> CheckRules:
    content = parse_toml(text, place)
    return check_toml(content, place, CheckRules, said="The tables of the checks are")
