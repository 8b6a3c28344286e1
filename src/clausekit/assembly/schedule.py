"""What all schedules have: a heading with its introduction, and a table in fixed phrases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from clausekit.assembly.composer import Composer
from clausekit.model.blueprint import Schedule
from clausekit.model.document import (
    Block,
    Cell,
    Column,
    Heading,
    HeadingLevel,
    Paragraph,
    ParagraphRole,
    Table,
)

__all__ = ["open_schedule", "phrased_table"]


def open_schedule(schedule: Schedule, composer: Composer) -> Iterator[Block]:
    """Yield the heading of a schedule and the paragraph that says what it is for."""
    name = f"schedule.{schedule.value}"
    yield Heading(
        level=HeadingLevel.SCHEDULE,
        content=composer.phrase(name),
        number=composer.number(name),
        anchor=name,
    )
    yield Paragraph(role=ParagraphRole.BODY, content=composer.line(f"phrase.{name}-intro"))


def phrased_table(
    name: str, shares: Mapping[str, int], rows: Iterable[Sequence[Cell]], composer: Composer
) -> Table:
    """Return a table whose title, description and headings are fixed phrases.

    Args:
        name: The name of the table among the phrases.
        shares: For each column its name among the phrases, and its share of the width.
        rows: The cells.
        composer: Turns wording into text.
    """
    return Table(
        title=composer.phrase(f"table.{name}"),
        description=composer.phrase(f"table.{name}-description"),
        columns=tuple(
            Column(header=composer.phrase(f"column.{column}"), share=share)
            for column, share in shares.items()
        ),
        rows=tuple(tuple(row) for row in rows),
    )
