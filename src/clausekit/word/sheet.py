"""A Word document of tables for people to work in: columns with a language each, locked ids.

It is no contract: it goes to a reviewer and comes back. `read_tables` reads it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from clausekit.record import record
from clausekit.word.markup import CONTENT_TYPES, REL, RELATIONSHIPS, W
from clausekit.word.package import Member, pack_members
from clausekit.word.properties import APP_PROPERTIES, HEAD
from clausekit.word.relations import TYPES, WORD_TYPE
from clausekit.word.sheet_styles import PAGE, STYLES
from clausekit.word.text import escape, write_run

__all__ = ["Column", "Part", "Role", "Row", "Sheet", "Table", "write_sheet"]

_W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
_CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANTS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of custom properties (ECMA-376 part 1, 22.3.2.2)."""
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_BREAKABLE: Final = "\u200b"
"""Lets a line break after it; a reader of ids takes it out again."""
_BOX: Final = "\u2610"


class Role(StrEnum):
    """What a column is for."""

    ID = "id"
    """Locked, and small."""
    LOCKED = "locked"
    """Text that nobody is to change."""
    OPEN = "open"
    """Text to work on."""
    TICK = "tick"
    """A box to tick."""
    NOTE = "note"
    """Room for a remark."""


@record
class Column:
    """A column of all tables.

    Args:
        name: Stable name, by which the column is found again.
        heading: What stands above it.
        width: In twentieths of a point.
        role: What it is for.
        language: The tag for its spelling checker.
    """

    name: str
    heading: str
    width: int
    role: Role
    language: str


Part = tuple[str, bool]
"""A text, and whether it is a placeholder."""


@record
class Row:
    """A row.

    Args:
        id: What is locked in its first column.
        stamp: Up to 64 characters that go with it unseen.
        label: A word below the id; empty for none.
        cells: The parts of each cell after the first.
        marked: Whether its open cells are shaded: here is something to do.
        former: What the locked cell said before; empty for none. It stands in a paragraph of its
            own below the text.
    """

    id: str
    stamp: str
    label: str
    cells: tuple[tuple[Part, ...], ...]
    marked: bool
    former: str = ""


@record
class Table:
    """A heading and the rows below it."""

    title: str
    rows: tuple[Row, ...]


@record
class Sheet:
    """A document of tables.

    Args:
        title: Its title.
        lead: Paragraphs that tell what to do.
        language: The tag of the language that these are in.
        page: The word before the number of a page.
        columns: The columns, the same in all tables.
        tables: The tables.
        properties: What goes with the document, unseen.
    """

    title: str
    lead: tuple[str, ...]
    language: str
    page: str
    columns: tuple[Column, ...]
    tables: tuple[Table, ...]
    properties: Mapping[str, str]


def write_sheet(sheet: Sheet) -> bytes:
    """Return the document as a .docx; the same sheet gives the same bytes.

    Source:
        ECMA-376 part 1: tables 17.4, content controls 17.5.2, custom properties 22.3.
    """
    main = f"{_OFFICE}.wordprocessingml"
    parts = {
        TYPES: _types(
            {
                "word/document.xml": f"{main}.document.main+xml",
                "word/styles.xml": f"{WORD_TYPE}styles+xml",
                "word/settings.xml": f"{WORD_TYPE}settings+xml",
                "word/footer1.xml": f"{WORD_TYPE}footer+xml",
                "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
                "docProps/app.xml": f"{_OFFICE}.extended-properties+xml",
                "docProps/custom.xml": f"{_OFFICE}.custom-properties+xml",
            }
        ),
        "_rels/.rels": _relations(
            (f"{REL}/officeDocument", "word/document.xml"),
            (f"{RELATIONSHIPS}/metadata/core-properties", "docProps/core.xml"),
            (f"{REL}/extended-properties", "docProps/app.xml"),
            (f"{REL}/custom-properties", "docProps/custom.xml"),
        ),
        "word/document.xml": _document(sheet),
        "word/_rels/document.xml.rels": _relations(
            (f"{REL}/styles", "styles.xml"),
            (f"{REL}/settings", "settings.xml"),
            (f"{REL}/footer", "footer1.xml"),
        ),
        "word/styles.xml": f"{HEAD}{STYLES.replace('LANGUAGE', escape(sheet.language))}",
        "word/settings.xml": (
            f'{HEAD}<w:settings xmlns:w="{W}"><w:trackRevisions/>'
            '<w:defaultTabStop w:val="720"/><w:compat>'
            '<w:compatSetting w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            f'<w:themeFontLang w:val="{escape(sheet.language)}"/></w:settings>'
        ),
        "word/footer1.xml": _footer(sheet),
        "docProps/core.xml": (
            f'{HEAD}<cp:coreProperties xmlns:cp="{_CORE}" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{escape(sheet.title)}</dc:title>"
            f"<dc:language>{escape(sheet.language)}</dc:language></cp:coreProperties>"
        ),
        "docProps/app.xml": APP_PROPERTIES,
        "docProps/custom.xml": _custom(sheet.properties),
    }
    return pack_members(Member.pack(name, text.encode()) for name, text in parts.items())


def _types(overrides: Mapping[str, str]) -> str:
    listed = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'{HEAD}<Types xmlns="{CONTENT_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{listed}</Relationships>'


def _custom(properties: Mapping[str, str]) -> str:
    listed = "".join(
        f'<property fmtid="{_FORMAT}" pid="{at}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for at, (name, value) in enumerate(properties.items(), start=2)
    )
    return f'{HEAD}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VARIANTS}">{listed}</Properties>'


def _footer(sheet: Sheet) -> str:
    number = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    label = write_run(f"{sheet.page}\u00a0")
    return (
        f'{HEAD}<w:ftr xmlns:w="{W}">{_paragraph("Footer", write_run(sheet.title))}'
        f"{_paragraph('Footer', label + number)}</w:ftr>"
    )


def _document(sheet: Sheet) -> str:
    writer = _Writer(sheet)
    body = _paragraph("Title", write_run(sheet.title))
    body += "".join(_paragraph("Normal", write_run(text)) for text in sheet.lead)
    body += "".join(writer.write_table(table) for table in sheet.tables)
    return (
        f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{REL}" xmlns:w14="{_W14}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f'mc:Ignorable="w14"><w:body>{body}{PAGE}</w:body></w:document>'
    )


def _paragraph(style: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _language(tag: str) -> str:
    return f'<w:lang w:val="{escape(tag)}"/>'


class _Writer:
    """Writes tables, and counts the content controls."""

    def __init__(self, sheet: Sheet) -> None:
        self._columns = sheet.columns
        self._count = 0

    def write_table(self, table: Table) -> str:
        width = sum(column.width for column in self._columns)
        grid = "".join(f'<w:gridCol w:w="{column.width}"/>' for column in self._columns)
        return (
            _paragraph("Heading1", write_run(table.title))
            + '<w:tbl><w:tblPr><w:tblStyle w:val="ReviewTable"/>'
            f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{self._head()}"
            + "".join(map(self._row, table.rows))
            + "</w:tbl>"
        )

    def _head(self) -> str:
        cells = "".join(
            _cell(
                column.width,
                self._locked(write_run(column.heading), f"column:{column.name}"),
                style="TableHeading",
            )
            for column in self._columns
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def _row(self, row: Row) -> str:
        first, *others = self._columns
        breakable = "".join(
            f"{sign}{_BREAKABLE}" if sign in "/." else sign for sign in row.id
        ).rstrip(_BREAKABLE)
        named = self._locked(write_run(breakable, "<w:noProof/>"), row.stamp)
        content = _paragraph("Key", named)
        if row.label:
            content += _paragraph("KeyLabel", write_run(row.label))
        cells = [_cell(first.width, content)]
        for column, parts in zip(others, row.cells, strict=True):
            marked = row.marked and column.role is Role.OPEN
            runs = "".join(_part(part, column.language) for part in parts)
            if column.role is Role.TICK:
                runs, style = self._box(), "Tick"
            elif column.role is Role.LOCKED:
                runs, style = self._locked(runs, ""), "TableText"
            else:
                # Without a run, Word would check what is typed here in the document's language.
                style = "TableText"
            mark = _language(column.language) if not runs else ""
            is_locked = column.role is Role.LOCKED
            below = write_run(row.former, _language(column.language)) if is_locked else ""
            cells.append(
                _cell(column.width, runs, style=style, marked=marked, mark=mark, below=below)
            )
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"

    def _locked(self, runs: str, tag: str) -> str:
        self._count += 1
        named = f'<w:tag w:val="{escape(tag)}"/>' if tag else ""
        return (
            f'<w:sdt><w:sdtPr>{named}<w:id w:val="{self._count}"/>'
            '<w:lock w:val="sdtContentLocked"/></w:sdtPr>'
            f"<w:sdtContent>{runs}</w:sdtContent></w:sdt>"
        )

    def _box(self) -> str:
        self._count += 1
        font = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"/>'
        return (
            f'<w:sdt><w:sdtPr><w:id w:val="{self._count}"/><w14:checkbox>'
            '<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
            f"<w:sdtContent>{write_run(_BOX, font)}</w:sdtContent></w:sdt>"
        )


def _part(part: Part, language: str) -> str:
    text, is_placeholder = part
    style = '<w:rStyle w:val="Placeholder"/><w:noProof/>' if is_placeholder else ""
    return write_run(text, style + _language(language))


def _cell(
    width: int, content: str, *, style: str = "", marked: bool = False, mark: str = "",
    below: str = "",
) -> str:  # fmt: skip
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="FFF6DC"/>' if marked else ""
    if style:
        run = f"<w:rPr>{mark}</w:rPr>" if mark else ""
        content = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{run}</w:pPr>{content}</w:p>'
    if below:
        content += _paragraph("Former", below)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{content}</w:tc>'
