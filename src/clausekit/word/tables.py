"""Tables and the places to sign."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from clausekit.model.document import Blank, Foreign, HeadingLevel, ParagraphRole, Strong
from clausekit.word.fields import mark_entry
from clausekit.word.looks import RUN
from clausekit.word.paragraphs import write_line, write_paragraph, write_styled
from clausekit.word.text import escape, escape_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clausekit.model.document import Cell, Signatory, SignatureBlock, Table
    from clausekit.word.ledger import Ledger

__all__ = ["write_signatures", "write_table"]

_ABREAST = 2
"""Signatories side by side."""
_LABEL_SHARE = 16
"""Width of the labels of one signatory, in per cent."""
_TOGETHER = 15
"""Lines of a row that stay on one page, about a quarter of it."""
_LETTER = 95
"""Width of a letter of the type of tables, on average, in twentieths of a point."""


def write_table(ledger: Ledger, table: Table, width: int) -> str:
    """Write a table over the whole width of the text.

    Args:
        ledger: The state of the rendering.
        table: What it says.
        width: The width of the text, in twentieths of a point.

    Source:
        ECMA-376 part 1, 17.4.37 (tbl), 17.4.49 (tblHeader), 17.4.40 and 17.4.46 (caption and
        description, for readers who cannot see it).
    """
    count = len(table.columns)
    shares = [column.share for column in table.columns]
    if sum(shares) != 100 or any(len(row) != count for row in table.rows):
        ledger.fault(
            "document.table",
            f"The shares of the columns sum to {sum(shares)}, or a row has not {count} cells: "
            f"{table.title}",
        )
    rows = []
    if table.headed:
        cells = [
            write_styled(ledger, "Table Heading", ledger.run(column.header))
            for column in table.columns
        ]
        rows.append(_row(cells, shares, "<w:tblHeader/>"))
    starts = [_start_cell(share) for share in shares]
    styles = ["Table Text"] * count
    if not table.headed:
        styles[0] = "Table Heading"
    # Most cells hold one text in the style of their column: they begin alike.
    openings = [
        f"{start}{ledger.looks.openings[style, False, False]}{RUN}"
        for start, style in zip(starts, styles, strict=True)
    ]
    rooms = [max(width * share // (100 * _LETTER), 1) for share in shares]
    for number, row in enumerate(table.rows):
        # A heading in the first column would hold all rows together on one page; the first row
        # alone stays with the second.
        loose = 0 if number and not table.headed else -1
        written = []
        # A row that may not break leaves the page before it empty, and one that no page can hold
        # loses what is below its foot.
        whole = "<w:trPr><w:cantSplit/></w:trPr>"
        for column, (cell, start, style) in enumerate(zip(row, starts, styles, strict=False)):
            text = "" if ledger.careful or column == loose else _only_text(cell)
            if text:
                tall = len(text) >= _TOGETHER * rooms[column]
                written.append(f"{openings[column]}{escape_text(text)}</w:t></w:r></w:p></w:tc>")
            else:
                content = _write_cell(ledger, cell, style, loose=column == loose)
                tall = _is_tall(cell, rooms[column])
                written.append(f"{start}{content}</w:tc>")
            if tall:
                whole = ""
        rows.append(f"<w:tr>{whole}{''.join(written)}</w:tr>")
    title, description = ledger.inspect(table.title), ledger.inspect(table.description)
    look = (
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        if table.headed
        else '<w:tblLook w:val="0480" w:firstRow="0" w:lastRow="0" w:firstColumn="1" '
    ) + 'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    return _table(ledger, "Clause Table", look, (title, description), _grid(shares, width), rows)


def write_signatures(ledger: Ledger, block: SignatureBlock, width: int) -> str:
    """Write the places to sign, two side by side, with a line to write on for each label."""
    title = ledger.inspect(block.title)
    words = ledger.run(block.title)
    if ledger.layout.outlines[HeadingLevel.PLAIN] is not None:
        words = mark_entry(ledger, words)
    heading = write_styled(ledger, "Plain Heading", words, keep=True)
    shares = [_LABEL_SHARE, 50 - _LABEL_SHARE] * _ABREAST
    rows = []
    for first in range(0, len(block.signatories), _ABREAST):
        rows += _sign(ledger, block.signatories[first : first + _ABREAST], shares)
    look = (
        '<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    grid = _grid(shares, width)
    return heading + _table(ledger, "Signature Table", look, (title, ""), grid, rows)


def _sign(ledger: Ledger, signatories: Sequence[Signatory], shares: list[int]) -> list[str]:
    names = [
        _wide_cell(
            write_styled(
                ledger,
                "Table Heading",
                ledger.run(signatory.role),
                keep=True,
            )
        )
        for signatory in signatories
    ]
    names += [_wide_cell(write_styled(ledger, "Table Text", ""))] * (_ABREAST - len(names))
    rows = [f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(names)}</w:tr>"]
    count = max(len(signatory.lines) for signatory in signatories)
    for index in range(count):
        # A paragraph follows, if an empty one: it does not go to the next page alone.
        cells = []
        for position in range(_ABREAST):
            lines = signatories[position].lines if position < len(signatories) else ()
            if index < len(lines):
                label, content = lines[index]
                cells += [
                    _cell(
                        write_styled(
                            ledger,
                            "Table Text",
                            ledger.run(label),
                            keep=True,
                        ),
                        shares[0],
                    ),
                    _cell(
                        write_styled(
                            ledger,
                            "Table Text",
                            write_line(ledger, content),
                            keep=True,
                        ),
                        shares[1],
                        _RULE,
                    ),
                ]
            else:
                empty = write_styled(ledger, "Table Text", "")
                cells += [_cell(empty, share) for share in shares[:2]]
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    return rows


_RULE = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tcBorders>'


def _only_text(cell: Cell) -> str:
    """Return the text of a cell that holds one plain text and nothing else; else nothing."""
    if len(cell.paragraphs) != 1:
        return ""
    paragraph = cell.paragraphs[0]
    content = paragraph.content
    if paragraph.anchor or paragraph.role is not ParagraphRole.BODY or len(content) != 1:
        return ""
    return content[0] if isinstance(content[0], str) else ""


def _is_tall(cell: Cell, room: int) -> bool:
    """Tell whether a cell holds more lines than stay together, of *room* letters each."""
    lines = 0
    for paragraph in cell.paragraphs:
        lines += 1
        for piece in paragraph.content:
            lines += (len(piece) if isinstance(piece, str) else _count(piece)) // room
        if lines > _TOGETHER:
            return True
    return False


def _count(piece: object) -> int:
    """Count the letters of a marked piece of a line; a note and a number take next to none."""
    if isinstance(piece, Strong | Foreign):
        return len(piece.text)
    return len(piece.label) if isinstance(piece, Blank) else 0


def _write_cell(ledger: Ledger, cell: Cell, style: str, *, loose: bool) -> str:
    paragraphs = cell.paragraphs
    if loose:
        opening = ledger.looks.loose
        return "".join([f"{opening}{write_line(ledger, one.content)}</w:p>" for one in paragraphs])
    if len(paragraphs) == 1:
        return write_paragraph(ledger, paragraphs[0], body=style)
    return "".join([write_paragraph(ledger, one, body=style) for one in paragraphs])


def _grid(shares: Sequence[int], width: int) -> list[int]:
    """Divide the width so that nothing is lost in rounding."""
    edges = [width * sum(shares[:index]) // 100 for index in range(len(shares) + 1)]
    return [right - left for left, right in itertools.pairwise(edges)]


def _table(
    ledger: Ledger,
    style: str,
    look: str,
    words: tuple[str, str],
    grid: Sequence[int],
    rows: Sequence[str],
) -> str:
    title, description = (escape(text) for text in words)
    caption = f'<w:tblCaption w:val="{title}"/>' if title else ""
    alternative = f'<w:tblDescription w:val="{description}"/>' if description else ""
    columns = "".join(f'<w:gridCol w:w="{column}"/>' for column in grid)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{ledger.styles[style]}"/>'
        '<w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
        f"{look}{caption}{alternative}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def _row(cells: Sequence[str], shares: Sequence[int], header: str = "") -> str:
    written = "".join(_cell(cell, share) for cell, share in zip(cells, shares, strict=False))
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{written}</w:tr>"


def _cell(content: str, share: int, properties: str = "") -> str:
    return f"{_start_cell(share, properties)}{content}</w:tc>"


def _start_cell(share: int, properties: str = "") -> str:
    # Fiftieths of a per cent: the table keeps its proportions on any paper.
    return f'<w:tc><w:tcPr><w:tcW w:w="{share * 50}" w:type="pct"/>{properties}</w:tcPr>'


def _wide_cell(content: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{100 // _ABREAST * 50}" w:type="pct"/>'
        f'<w:gridSpan w:val="2"/></w:tcPr>{content}</w:tc>'
    )
