"""The same document for docxtpl: a template made from the frame, a context from the tree.

The twin is kind to docxtpl. Its context holds finished texts and style ids, so that the template
needs no conditions but one; marked words, fields, bookmarks and notes, which clausekit writes, are
plain text or nothing there. What is left is the same: the words of every paragraph, in its style,
in the same tables.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any, Final

import docx
from docx.oxml.ns import qn

from clausekit.model.document import (
    Blank,
    Block,
    CrossReference,
    Document,
    Footnote,
    Heading,
    Line,
    Paragraph,
    SignatureBlock,
    Slot,
    Table,
)
from clausekit.resources import templates_root
from clausekit.word.frame import Frame, load_frame
from clausekit.word.styles import HEADING_STYLES, ROLE_STYLES
from clausekit.word.survey import Entry, Survey, survey_document

__all__ = ["compare", "context_data", "load_context", "template_for", "texts"]

_MAIN: Final = "word/document.xml"
_SLOT: Final = re.compile(r"<w:p>(?:(?!</w:p>).)*?\{\{p (\w+) \}\}.*?</w:p>", re.DOTALL)


def template_for(document: Document) -> bytes:
    """Return the shipped frame with a loop in the place of each slot."""
    code = document.language.partition("-")[0]
    frame = (templates_root() / code / f"{document.kind.value}.docx").read_bytes()
    styles = load_frame(document.kind, code).layout.styles
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(frame)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == _MAIN:
                text = _SLOT.sub(lambda slot: _loop(slot[1], styles), content.decode())
                content = text.encode()
            copy.writestr(entry.filename, content)
    return target.getvalue()


def _loop(slot: str, styles: Mapping[str, str]) -> str:
    if slot == "contents":
        line = _paragraph("{{ entry.style }}", "{{ entry.number }}", "{{ entry.title }}")
        title = _paragraph(styles["TOC Heading"], "{{ contents_title }}")
        return title + _tag("{%p for entry in contents %}") + line + _tag("{%p endfor %}")
    return (
        _tag(f"{{%p for block in {slot} %}}")
        + _tag("{%p if block.rows %}")
        + _table()
        + _tag("{%p else %}")
        + _paragraph("{{ block.style }}", "{{ block.text }}")
        + _tag("{%p endif %}")
        + _tag("{%p endfor %}")
    )


def _table() -> str:
    cell = (
        '<w:tc><w:tcPr><w:tcW w:w="{{ cell.width }}" w:type="pct"/></w:tcPr>'
        + _tag("{%p for line in cell.lines %}")
        + _paragraph("{{ line.style }}", "{{ line.text }}")
        + _tag("{%p endfor %}")
        + "</w:tc>"
    )
    cells = f"{_cell('{%tc for cell in row.cells %}')}{cell}{_cell('{%tc endfor %}')}"
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="{{ block.style }}"/><w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{% for column in block.grid %}'
        '<w:gridCol w:w="{{ column }}"/>{% endfor %}</w:tblGrid>'
        f"<w:tr>{_cell('{%tr for row in block.rows %}')}</w:tr>"
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
        f"<w:tr>{_cell('{%tr endfor %}')}</w:tr></w:tbl>"
    )


def _cell(tag: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>{_tag(tag)}</w:tc>'


def _tag(tag: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{tag}</w:t></w:r></w:p>'


def _paragraph(style: str, *texts: str) -> str:
    runs = "<w:r><w:tab/></w:r>".join(
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def context_data(document: Document) -> dict[str, Any]:
    """Return what docxtpl is given, as data that JSON can hold."""
    frame = load_frame(document.kind, document.language.partition("-")[0])
    survey = survey_document(document, frame.layout)
    flat = _Flat(frame, survey)
    contents = [
        {
            "style": frame.layout.styles[f"toc {entry.level}"],
            "number": _number(entry, frame),
            "title": entry.title,
        }
        for entry in survey.entries
    ]
    return {
        **document.facts,
        "contents": contents,
        "contents_title": document.contents_title,
        **{
            slot.value: [
                item for block in document.sections.get(slot, ()) for item in flat.block(block)
            ]
            for slot in Slot
        },
    }


def _number(entry: Entry, frame: Frame) -> str:
    if entry.label is None or not entry.label.text:
        return ""
    hangs = frame.layout.hangs[entry.level - 1]
    glued = entry.label.suffix == "nothing" or (entry.label.suffix == "tab" and hangs)
    return entry.label.text + ("" if glued else " ")


def load_context(text: str | bytes) -> dict[str, Any]:
    """Read a context from JSON; its parts are objects, which Jinja reads faster than mappings."""
    found: SimpleNamespace = json.loads(text, object_hook=lambda values: SimpleNamespace(**values))
    return vars(found)


class _Flat:
    """Turns blocks into texts with styles."""

    def __init__(self, frame: Frame, survey: Survey) -> None:
        self._styles = frame.layout.styles
        self._targets = survey.targets

    def block(self, block: Block) -> Iterator[dict[str, Any]]:
        if isinstance(block, Heading):
            yield self._text(HEADING_STYLES[block.level], block.content)
        elif isinstance(block, Paragraph):
            yield self._paragraph(block)
        elif isinstance(block, Table):
            yield self._table(block)
        else:
            yield self._text("Plain Heading", block.title)
            yield self._signatures(block)

    def _text(self, style: str, text: str) -> dict[str, Any]:
        return {"rows": (), "style": self._styles[style], "text": text}

    def _paragraph(self, paragraph: Paragraph, body: str = "Body Text") -> dict[str, Any]:
        style = ROLE_STYLES[paragraph.role]
        return self._text(body if style == "Body Text" else style, self._line(paragraph.content))

    def _line(self, line: Line) -> str:
        words = []
        for inline in line:
            if isinstance(inline, str):
                words.append(inline)
            elif isinstance(inline, CrossReference):
                words.append(self._targets[inline.target].printed)
            elif isinstance(inline, Blank):
                words.append(f"[{inline.label}]")
            elif not isinstance(inline, Footnote):
                words.append(inline.text)
        return "".join(words)

    def _table(self, table: Table) -> dict[str, Any]:
        widths = [column.share * 50 for column in table.columns]
        rows = [
            {
                "cells": [
                    self._cell(
                        width,
                        *(
                            self._paragraph(
                                paragraph,
                                "Table Text" if table.headed or index else "Table Heading",
                            )
                            for paragraph in cell.paragraphs
                        ),
                    )
                    for index, (cell, width) in enumerate(zip(row, widths, strict=True))
                ]
            }
            for row in table.rows
        ]
        if table.headed:
            headers = [
                self._cell(column.share * 50, self._text("Table Heading", column.header))
                for column in table.columns
            ]
            rows.insert(0, {"cells": headers})
        return {"rows": rows, "grid": widths, "style": self._styles["Clause Table"]}

    def _signatures(self, block: SignatureBlock) -> dict[str, Any]:
        roles = [
            self._cell(2500, self._text("Table Heading", signatory.role))
            for signatory in block.signatories
        ]
        rows = [{"cells": roles}]
        for lines in zip(*(signatory.lines for signatory in block.signatories), strict=True):
            cells = [
                self._cell(1250, self._text("Table Text", text))
                for label, content in lines
                for text in (label, self._line(content))
            ]
            rows.append({"cells": cells})
        return {"rows": rows, "grid": [1250] * 4, "style": self._styles["Signature Table"]}

    def _cell(self, width: int, *lines: dict[str, Any]) -> dict[str, Any]:
        return {"width": width, "lines": lines}


def texts(content: bytes) -> list[str]:
    """Return the paragraphs that say something: main text, headers, footers, in order.

    Numbers of lists and footnotes are no part of a paragraph's text.
    """
    document = docx.Document(io.BytesIO(content))
    roots = [document.element.body]
    for section in document.sections:
        roots += [section.header._element, section.footer._element]
    found = (
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for root in roots
        for paragraph in root.iter(qn("w:p"))
    )
    return [text for text in found if text]


def compare(ours: bytes, theirs: bytes) -> int:
    """Return how many paragraphs both files have.

    Raises:
        ValueError: They differ; with the first paragraph that does.
    """
    left, right = texts(ours), texts(theirs)
    if left != right:
        pairs = zip([*left, ""], [*right, ""], strict=False)
        first = next(pair for pair in pairs if pair[0] != pair[1])
        raise ValueError(f"{len(left)} and {len(right)} paragraphs; they part at {first!r}")
    return len(left)
