"""The Word document for reviewers: key, English, translation, a box to tick, a remark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from clausekit.exchange.codes import fault
from clausekit.exchange.inline import split_wording
from clausekit.exchange.returned import Delivery, Returned, clip
from clausekit.exchange.units import (
    Scope,
    Shipment,
    Standing,
    State,
    Unit,
    group_units,
    join_stamps,
    split_stamps,
)  # fmt: skip
from clausekit.word.sheet import Column, Part, Role, Row, Sheet, Table, write_sheet
from clausekit.word.sheet_reading import ReadCell, ReadRow, read_tables
from clausekit.word.sheet_styles import TEXT_WIDTH

if TYPE_CHECKING:
    from clausekit.exchange.phrases import SheetPhrases

__all__ = ["read_bilingual", "write_bilingual"]

_SCOPE = "clausekit-scope"
_MOST_COMMENTS = 4_000
"""Letters of all comments of a row; a comment may stand in any number of rows."""
_COLUMNS = ("key", "source", "target", "reviewed", "remark")
_KEY = re.compile(r"[a-z][\w.-]*(?:/[\w.-]+)?")
_STAMP = re.compile(r"[0-9a-f]{16}(?:-[0-9a-f]{16})?")
_TICKS = re.compile(r"[☑☒✓✔✅]|^\s*(?:x|ok|sí|si|oui|sim|yes)\s*$", re.IGNORECASE)


def write_bilingual(shipment: Shipment, phrases: SheetPhrases, tags: tuple[str, str]) -> bytes:
    """Return the document.

    Args:
        shipment: What goes out.
        phrases: What the document says to its reader, in the language of the translation.
        tags: The tags of English and of that language, for the spelling checker.
    """
    english, other = tags
    narrow, tick, remark = 1900, 700, 2500
    wide = (TEXT_WIDTH - narrow - tick - remark) // 2
    columns = (
        Column("key", phrases.key, narrow, Role.ID, other),
        Column("source", phrases.source, wide, Role.LOCKED, english),
        Column("target", phrases.target, wide, Role.OPEN, other),
        Column("reviewed", phrases.reviewed, tick, Role.TICK, other),
        Column("remark", phrases.remark, remark, Role.NOTE, other),
    )
    tables = tuple(
        Table(
            phrases.themes.get(theme, theme),
            tuple(_row(unit, phrases) for _, units in groups for unit in units),
        )
        for theme, groups in group_units(shipment.units)
    )
    sheet = Sheet(
        phrases.title, phrases.lead, other, phrases.page, columns, tables,
        {_SCOPE: str(shipment.scope)},
    )  # fmt: skip
    return write_sheet(sheet)


def _row(unit: Unit, phrases: SheetPhrases) -> Row:
    label = {Standing.MISSING: phrases.missing, Standing.STALE: phrases.stale}
    return Row(
        unit.key,
        join_stamps(unit),
        label.get(unit.standing, ""),
        (_parts(unit.source), _parts(unit.target), (), ()),
        marked=not unit.standing.is_done,
        former=f"{phrases.former} {unit.previous}" if unit.previous else "",
    )


def _parts(text: str) -> tuple[Part, ...]:
    return tuple((piece.text, piece.protected) for piece in split_wording(text))


def read_bilingual(content: bytes, name: str) -> Delivery:
    """Read the texts of a document that came back.

    Args:
        content: The file.
        name: Its name, for messages.

    Raises:
        FrameError: It is no Word document, is damaged, or is a danger.
    """
    document = read_tables(content, name)
    scope = Scope.read(document.properties.get(_SCOPE, ""))
    units = [unit for table in document.tables for unit in _read_table(table)]
    return Delivery(name, scope.language if scope else "", scope, tuple(units), echoes=False)


def _read_table(rows: tuple[ReadRow, ...]) -> Iterator[Returned]:
    if not any(_key_of(row) for row in rows):
        return  # a table of somebody else's
    columns: Mapping[str, int] = dict(zip(_COLUMNS, range(len(_COLUMNS)), strict=True))
    width = len(_COLUMNS)
    for row in rows:
        headings = _headings(row)
        if headings:
            columns, width = headings, len(row.cells)
            continue
        if row.cells and not _key_of(row) and _is_heading(row):
            continue
        yield _read_row(row, columns, width)


def _headings(row: ReadRow) -> dict[str, int]:
    """Return which column is which, by the tags of the headings."""
    return {
        tag.removeprefix("column:"): at
        for at, cell in enumerate(row.cells)
        for tag in cell.tags
        if tag.startswith("column:")
    }


def _is_heading(row: ReadRow) -> bool:
    """Tell whether this is a row of headings that lost its tags, or an empty row."""
    texts = [cell.text for cell in row.cells]
    return row.place.endswith(" row 1") or not any(text.strip() for text in texts)


def _key_of(row: ReadRow) -> str:
    if not row.cells:
        return ""
    text = row.cells[0].text.partition("\n")[0].replace("\u200b", "").strip()
    return text if _KEY.fullmatch(text) and ("/" in text or "." in text) else ""


def _read_row(row: ReadRow, columns: Mapping[str, int], width: int) -> Returned:
    key = _key_of(row)
    marks = [tag for cell in row.cells[:1] for tag in cell.tags if _STAMP.fullmatch(tag)]
    problems = []
    if not key:
        problems.append(
            fault(
                "exchange.no-key",
                "The row has no key; nobody can tell which text it is.",
                "Copy the key back into the first column.",
                found=row.cells[0].text[:80] if row.cells else "",
            )
        )
    elif "target" not in columns:
        problems.append(
            fault(
                "exchange.cut-row",
                "The column of the translation is gone.",
                "Give the document back with all its columns.",
            )
        )
    elif len(row.cells) != width or any(cell.joined for cell in row.cells):
        problems.append(
            fault(
                "exchange.cut-row",
                "Cells of the row were deleted, split or merged.",
                "Give each row its own cells again, one for each column.",
                found=f"{len(row.cells)} cells",
            )
        )
    cells = () if problems else row.cells

    def read(column: str) -> ReadCell:
        at = columns.get(column, len(cells))
        return cells[at] if at < len(cells) else ReadCell("")

    if unsaid := read("target").unsaid:
        problems.append(
            fault(
                "exchange.not-plain",
                f"The translation holds what plain text does not say: {', '.join(unsaid)}.",
                "Write it as plain text: take out what goes, and put remarks into a comment.",
                found=read("target").text,
            )
        )
    english, sent = split_stamps(marks[0] if marks else "")
    return Returned(
        key,
        row.place,
        # Below the text may stand what it said before.
        read("source").text.partition("\n")[0],
        read("target").text,
        State.REVIEWED if _TICKS.search(read("reviewed").text) else None,
        english,
        "; ".join(filter(None, [read("remark").text.strip(), *_comments(row)])),
        tuple(problems),
        sent,
    )


def _comments(row: ReadRow) -> Iterator[str]:
    """Yield the comments of a row, as far as they are kept."""
    left = _MOST_COMMENTS
    for cell in row.cells:
        for comment in cell.comments:
            if left <= 0:
                return
            yield clip(comment, left)
            left -= len(comment)
