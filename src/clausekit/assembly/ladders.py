"""The remedy ladders, as a schedule: who does what, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from clausekit.assembly.composer import Composer
from clausekit.assembly.outline import Outline
from clausekit.assembly.schedule import open_schedule, phrased_table
from clausekit.assembly.tables import cell
from clausekit.model.blueprint import Schedule
from clausekit.model.document import (
    Block,
    CrossReference,
    Heading,
    HeadingLevel,
    Inline,
    Paragraph,
    ParagraphRole,
    Table,
)
from clausekit.model.remedy import RemedyLadder

__all__ = ["ladder_schedule"]

_SHARES = {"step": 24, "actor": 17, "action": 36, "time-limit": 23}


def ladder_schedule(outline: Outline, composer: Composer, *, small: bool) -> tuple[Block, ...]:
    """Return every ladder that an article of the document uses."""
    return composer.remember(
        ("ladders", outline, small), partial(_ladders, outline, composer, small=small)
    )


def _ladders(outline: Outline, composer: Composer, *, small: bool) -> Iterator[Block]:
    yield from composer.remember("ladders", partial(open_schedule, Schedule.LADDERS, composer))
    users: dict[str, list[str]] = {}
    for article in outline.articles():
        if article.clause is not None:
            users.setdefault(article.clause.remedy.id, []).append(article.id)
    for number, ladder in outline.ladders:
        used_by = tuple(users.get(ladder.id, ()))
        yield from composer.remember(
            ("ladder", ladder.id, number, small, used_by),
            partial(_ladder, ladder, number, used_by, composer, small=small),
        )


def _ladder(
    ladder: RemedyLadder,
    number: str,
    used_by: tuple[str, ...],
    composer: Composer,
    *,
    small: bool,
) -> Iterator[Block]:
    key = f"ladder.{ladder.id}"
    yield Heading(
        level=HeadingLevel.LADDER,
        content=composer.text(f"{key}/title"),
        number=number,
        anchor=key,
    )
    yield Paragraph(role=ParagraphRole.BODY, content=_purpose(ladder, composer))
    yield Paragraph(role=ParagraphRole.BODY, content=_applies_to(ladder, used_by, composer))
    yield _steps(ladder, composer, small=small)


def _purpose(ladder: RemedyLadder, composer: Composer) -> tuple[Inline, ...]:
    return composer.line(f"ladder.{ladder.id}/purpose", sources=ladder.sources)


def _applies_to(
    ladder: RemedyLadder, used_by: tuple[str, ...], composer: Composer
) -> tuple[Inline, ...]:
    name = "article" if len(used_by) == 1 else "articles"
    line: list[Inline] = [*composer.line(f"phrase.ladder.{name}"), " "]
    for index, article in enumerate(used_by):
        cited = composer.article(article, where=f"ladder.{ladder.id}")
        if index and index + 1 == len(used_by):
            number = cited[0].number if isinstance(cited[0], CrossReference) else ""
            line.append(f" {composer.language.conjunction(number)} ")
        elif index:
            line.append(", ")
        line += cited
    line.append(".")
    return tuple(line)


def _steps(ladder: RemedyLadder, composer: Composer, *, small: bool) -> Table:
    rows = []
    for index, step in enumerate(ladder.steps, start=1):
        key = f"ladder.{ladder.id}/step.{step.id}"
        period = composer.language.quantity(step.within.of(small=small))
        rows.append(
            (
                cell(*composer.line(f"{key}.title"), role=ParagraphRole.STEP, number=str(index)),
                cell(composer.phrase(f"actor.{step.actor.value}")),
                cell(*composer.line(f"{key}.text"), "."),
                cell(composer.phrase(f"starts.{step.starts.value}", {"period": period})),
            )
        )
    return phrased_table("ladder", _SHARES, rows, composer)
