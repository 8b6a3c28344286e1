"""Which articles a document has, in which order, and the number of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from clausekit.model.blueprint import DEFINITIONS, Blueprint, Part, Schedule
from clausekit.model.clause import Clause
from clausekit.model.ordinals import alphabetic, roman
from clausekit.model.remedy import RemedyLadder
from clausekit.model.tier import Tier
from clausekit.model.wording import Paragraph, Provision
from clausekit.record import record
from clausekit.selection.selection import Selection

__all__ = ["Article", "Outline", "outline_of"]

_LADDER = re.compile(r"\{ref:ladder\.(L\d)\}")


@record
class Article:
    """An article in its place.

    Args:
        id: Of the clause or provision, or ``definitions``.
        number: As printed: ``4``.
        provision: What it holds; None for the definitions.
        paragraphs: The paragraphs that stand, each with its number ``4.2``.
    """

    id: str
    number: str
    provision: Provision | None
    paragraphs: tuple[tuple[str, Paragraph], ...] = ()

    @property
    def clause(self) -> Clause | None:
        """The clause, where the article is one."""
        return self.provision if self.provision.__class__ is Clause else None


@record(eq=False)
class Outline:
    """The skeleton of a document.

    Args:
        parts: Each part with its number (I, II ...) and its articles.
        schedules: Each schedule with its number (A, B ...).
        ladders: Each ladder that an article uses, with its number (B.1 ...).
        numbers: The number of everything that a cross-reference can point to.
        wording: The English texts that it will hold, as far as they may use defined terms.
    """

    parts: tuple[tuple[str, Part, tuple[Article, ...]], ...]
    schedules: tuple[tuple[str, Schedule], ...]
    ladders: tuple[tuple[str, RemedyLadder], ...]
    numbers: Mapping[str, str]
    wording: tuple[str, ...]

    def articles(self) -> Iterator[Article]:
        """Yield all articles in order."""
        for _, _, articles in self.parts:
            yield from articles


def outline_of(selection: Selection, plan: Blueprint) -> Outline:
    """Lay out *plan* with the clauses that are selected.

    Parts without an article are left out; numbers run without gaps.
    """
    return _lay_out(_Given(selection, plan))


class _Given:
    """What an outline depends on: many tenders have the same one.

    Args:
        selection: The clauses.
        plan: The kind of document.
    """

    __slots__ = ("_key", "plan", "selection")

    def __init__(self, selection: Selection, plan: Blueprint) -> None:
        self.selection = selection
        self.plan = plan
        chosen = tuple((one.clause, one.depth) for one in selection.decisions if one.included)
        self._key = (selection.catalogue, id(plan), chosen, selection.small, selection.tender.tier)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Given) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@lru_cache(maxsize=256)
def _lay_out(given: _Given) -> Outline:
    selection, plan = given.selection, given.plan
    small = selection.small
    available: dict[str, Provision] = {clause.id: clause for clause in selection.clauses}
    available |= {provision.id: provision for provision in plan.provisions}
    numbers: dict[str, str] = {}
    parts: list[tuple[str, Part, tuple[Article, ...]]] = []
    count = 0
    for part in plan.parts:
        articles: list[Article] = []
        for name in part.articles:
            if name != DEFINITIONS and name not in available:
                continue
            count += 1
            article = _article(name, str(count), available.get(name), small, selection.depth(name))
            numbers[name] = article.number
            numbers |= {f"{name}/{p.id}": number for number, p in article.paragraphs}
            articles.append(article)
        if articles:
            parts.append((roman(len(parts) + 1), part, tuple(articles)))
    schedules = tuple(
        (alphabetic(index), schedule) for index, schedule in enumerate(plan.schedules, start=1)
    )
    numbers |= {f"schedule.{schedule.value}": number for number, schedule in schedules}
    ladders = _ladders(selection, numbers.get(f"schedule.{Schedule.LADDERS.value}", ""))
    numbers |= {f"ladder.{ladder.id}": number for number, ladder in ladders}
    wording = tuple(_wording(selection, plan, parts, ladders))
    return Outline(tuple(parts), schedules, ladders, MappingProxyType(numbers), wording)


def _wording(
    selection: Selection,
    plan: Blueprint,
    parts: Iterable[tuple[str, Part, tuple[Article, ...]]],
    ladders: Iterable[tuple[str, RemedyLadder]],
) -> Iterator[str]:
    for recital in plan.preamble.recitals:
        yield recital.text
    for _, _, articles in parts:
        for article in articles:
            for _, paragraph in article.paragraphs:
                yield paragraph.text
                yield from paragraph.items
            clause = article.clause
            if clause is None:
                continue
            if clause.termination is not None:
                yield clause.termination.ground
            for verification in selection.verifications(clause):
                yield verification.evidence
                yield verification.metric.text
    for _, ladder in ladders:
        yield ladder.purpose
        yield from (step.text for step in ladder.steps)
    yield selection.catalogue.phrases["clause.remedy"]


def _article(
    name: str, number: str, provision: Provision | None, small: bool, tier: Tier
) -> Article:
    if provision is None:
        return Article(name, number, None)
    standing = [p for p in provision.paragraphs if p.stands(small=small, tier=tier)]
    numbered = tuple(
        (f"{number}.{index}", paragraph) for index, paragraph in enumerate(standing, start=1)
    )
    return Article(name, number, provision, numbered)


@lru_cache(maxsize=8192)
def _named_in(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for text in texts for name in _LADDER.findall(text))


def _ladders(selection: Selection, schedule: str) -> tuple[tuple[str, RemedyLadder], ...]:
    """Number the ladders that the selected clauses use or name, in the order of the catalogue."""
    if not schedule:
        return ()
    used = {clause.remedy.id for clause in selection.clauses} | {
        name
        for clause in selection.clauses
        for paragraph in clause.paragraphs
        # Few paragraphs name a ladder; only of those it matters whether they stand.
        if (names := _named_in((paragraph.text, *paragraph.items)))
        and paragraph.stands(small=selection.small, tier=selection.depth(clause.id))
        for name in names
    }
    ladders = [ladder for name, ladder in selection.catalogue.ladders.items() if name in used]
    return tuple((f"{schedule}.{index}", ladder) for index, ladder in enumerate(ladders, start=1))
