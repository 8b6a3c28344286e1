"""What a form is written on: its sections, paragraphs and tables, numbered as they come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clausekit.assembly.composer import Composer
from clausekit.model.document import (
    Block,
    Cell,
    Column,
    Heading,
    HeadingLevel,
    Line,
    Paragraph,
    ParagraphRole,
    Table,
)
from clausekit.model.form import Numbering
from clausekit.model.ordinals import alphabetic, roman

__all__ = ["Sheet"]


class Sheet:
    """Collects the blocks of a form.

    Args:
        composer: Turns wording into text.
        numbering: How the sections are numbered.
    """

    def __init__(self, composer: Composer, numbering: Numbering) -> None:
        self.composer = composer
        self.blocks: list[Block] = []
        self._numbering = numbering
        self._sections = 0
        self._articles = 0
        self._paragraphs = 0

    def section(self, title: str) -> None:
        """Open a section."""
        self._sections += 1
        if self._numbering is Numbering.ARTICLES:
            self.article(title)
        else:
            number = roman(self._sections)
            self.blocks.append(Heading(level=HeadingLevel.PART, content=title, number=number))

    def heading(self, title: str) -> None:
        """Write a heading without a number."""
        self.blocks.append(Heading(level=HeadingLevel.PLAIN, content=title))

    def article(self, title: str) -> None:
        """Open a numbered article."""
        self._articles += 1
        self._paragraphs = 0
        number = str(self._articles)
        self.blocks.append(Heading(level=HeadingLevel.ARTICLE, content=title, number=number))

    def paragraph(self, content: Line, items: Iterable[Line] = ()) -> None:
        """Write a paragraph, numbered where the sections are articles, with lettered items."""
        if self._numbering is Numbering.PARTS:
            self.blocks.append(Paragraph(role=ParagraphRole.BODY, content=content))
            return
        self._paragraphs += 1
        number = f"{self._articles}.{self._paragraphs}"
        self.blocks.append(Paragraph(role=ParagraphRole.NUMBERED, number=number, content=content))
        for index, item in enumerate(items, start=1):
            letter = alphabetic(index).lower()
            self.blocks.append(Paragraph(role=ParagraphRole.ITEM, number=letter, content=item))

    def table(
        self,
        columns: Sequence[tuple[str, int]],
        rows: Iterable[Sequence[Cell]],
        *,
        title: str,
        description: str,
        headed: bool = True,
    ) -> None:
        """Write a table.

        Args:
            columns: For each column its heading and its share of the width.
            rows: The cells.
            title: What it shows, for readers who cannot see it.
            description: A sentence more, for the same readers.
            headed: Whether the headings are printed.
        """
        self.blocks.append(
            Table(
                title=title,
                description=description,
                columns=tuple(Column(header=header, share=share) for header, share in columns),
                rows=tuple(tuple(row) for row in rows),
                headed=headed,
            )
        )
