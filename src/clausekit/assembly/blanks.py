"""The places to complete, as a schedule: nothing that is left open can be overlooked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clausekit.assembly.composer import Composer
from clausekit.assembly.schedule import open_schedule, phrased_table
from clausekit.assembly.tables import cell
from clausekit.assembly.verification import capital
from clausekit.model.blueprint import Schedule
from clausekit.model.document import (
    Blank,
    Block,
    Cell,
    Heading,
    Line,
    Paragraph,
    SignatureBlock,
    Table,
)

__all__ = ["blanks_schedule"]

_SHARES = {"place": 46, "complete": 54}


def blanks_schedule(blocks: Iterable[Block], composer: Composer) -> Iterator[Block]:
    """Yield the schedule of every blank in *blocks*, all that the document holds beside it."""
    yield from open_schedule(Schedule.BLANKS, composer)
    rows = (
        (cell(capital(place)), cell(capital(composer.language.join(labels))))
        for place, labels in _open_places(blocks, composer)
    )
    yield phrased_table("blanks", _SHARES, rows, composer)


def _open_places(blocks: Iterable[Block], composer: Composer) -> Iterator[tuple[str, list[str]]]:
    heading = ""
    for block in composer.memory.find_open(blocks):
        if isinstance(block, Heading):
            heading = block.content
        elif isinstance(block, Paragraph):
            labels = _labels(block.content)
            if labels:
                yield heading, labels
        elif isinstance(block, Table):
            for row in block.rows:
                labels = [label for part in row for label in _in_cell(part)]
                if labels:
                    facts = {"label": heading, "value": _text(row[0])}
                    yield composer.phrase("particulars.labelled", facts), labels
        elif isinstance(block, SignatureBlock):
            for signatory in block.signatories:
                labels = [label for _, line in signatory.lines for label in _labels(line)]
                if labels:
                    facts = {"label": block.title, "value": signatory.role}
                    yield composer.phrase("particulars.labelled", facts), labels


def _in_cell(part: Cell) -> list[str]:
    return [label for paragraph in part.paragraphs for label in _labels(paragraph.content)]


def _labels(line: Line) -> list[str]:
    return [piece.label for piece in line if piece.__class__ is Blank]


def _text(part: Cell) -> str:
    return "".join(
        piece for paragraph in part.paragraphs for piece in paragraph.content
        if isinstance(piece, str)
    )  # fmt: skip
