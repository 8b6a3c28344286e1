"""Template sets to exchange, the characters that get lost on the way, and hands in a document."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import polib
from lxml import etree

from clausekit.catalogue.messages import Message
from clausekit.exchange.units import Unit, collect_units
from clausekit.resources import templates_root
from clausekit.word.markup import W, w

__all__ = [
    "ODD_TEXTS",
    "Edit",
    "Sets",
    "edit_document",
    "find_paragraph",
    "find_row",
    "parse_runs",
    "read_part",
    "replace_parts",
    "say",
]

Edit = Callable[[etree._Element], object]
"""What somebody does to the main text of a document."""

ODD_TEXTS = (
    "\u00a0no-break spaces at both ends\u00a0",
    "  two spaces before, three after   ",
    "narrow\u202fspace\u2009thin ; « \u00a0x\u00a0»",
    "soft\u00adhyphen, hard\u2011hyphen – — …",
    "e\u0301t\u0301e\u0300: accents that combine; \u00e9: one that does not",
    "“double” ‘single’ \"straight\" 'straight' «guillemets»",
    "<b>&amp; & < > ]]>",
    "{{braces}} {supplier} {supplier:one|other} {supplier} {ref:fl.fees} {supplier+}",
    "zero\u200bwidth\u200d and № § € ½ ²",
    "\u202atext in embedded direction\u202c",
    "{supplier}",
    "{supplier}{buyer}",
)


class Sets:
    """A copy of the shipped template sets, to write into; of some themes alone where named."""

    def __init__(
        self, root: Path, messages: tuple[Message, ...], themes: frozenset[str] = frozenset()
    ) -> None:
        shutil.copytree(str(templates_root()), root)
        self.root = root
        self.messages = tuple(m for m in messages if not themes or m.domain in themes)
        for path in root.glob("*/clauses/*.po") if themes else ():
            if path.stem not in themes:
                path.unlink()

    def units(self, language: str = "es") -> dict[str, Unit]:
        """Return all texts of a language as they stand."""
        return collect_units(self.root, self.messages, language)

    def file(self, domain: str, language: str = "es") -> Path:
        """Return the path of a PO file."""
        return self.root / language / "clauses" / f"{domain}.po"

    def write(self, domain: str, texts: Mapping[str, str], language: str = "es") -> None:
        """Put translations into a PO file."""
        path = self.file(domain, language)
        parsed = polib.pofile(str(path), encoding="utf-8", wrapwidth=0)
        for entry in parsed:
            entry.msgstr = texts.get(entry.msgctxt, entry.msgstr)
        path.write_text(f"{parsed}\n", "utf-8")

    def make_stale(self, domain: str, key: str, language: str = "es") -> None:
        """Let the English wording of a text have changed since it was translated."""
        path = self.file(domain, language)
        parsed = polib.pofile(str(path), encoding="utf-8", wrapwidth=0)
        entry = next(entry for entry in parsed if entry.msgctxt == key)
        entry.previous_msgid, entry.flags = "The former wording", ["fuzzy"]
        path.write_text(f"{parsed}\n", "utf-8")

    def bytes(self) -> dict[str, bytes]:
        """Return the content of all PO files."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*.po"))
        }


def read_part(content: bytes, name: str = "word/document.xml") -> bytes:
    """Return a part of a document."""
    return zipfile.ZipFile(io.BytesIO(content)).read(name)


def replace_parts(content: bytes, parts: dict[str, bytes]) -> bytes:
    """Return a document with *parts* in the place of its own, or beside them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in {**dict.fromkeys(source.namelist()), **parts}:
            target.writestr(name, parts[name] if name in parts else source.read(name))
    return out.getvalue()


def edit_document(content: bytes, *edits: Edit) -> bytes:
    """Return a document after *edits*."""
    root = etree.fromstring(read_part(content))
    for edit in edits:
        edit(root)
    return replace_parts(content, {"word/document.xml": etree.tostring(root)})


def find_row(root: etree._Element, key: str) -> etree._Element:
    """Return the row of a text."""
    for row in root.iter(w("tr")):
        text = "".join(row[1].itertext()).replace("\u200b", "")
        if text == key:
            return row
    raise LookupError(key)


def find_paragraph(root: etree._Element, key: str, column: int = 2) -> etree._Element:
    """Return the first paragraph of a cell of a text; of its translation, if none is named."""
    found = find_row(root, key).findall(w("tc"))[column].find(w("p"))
    assert found is not None
    return found


def parse_runs(text: str) -> etree._Element:
    """Return an element that holds what *text* says."""
    return etree.fromstring(f'<w:x xmlns:w="{W}">{text}</w:x>')


def say(key: str, xml: str) -> Edit:
    """Put *xml* in the place of the runs of the translation."""

    def edit(root: etree._Element) -> None:
        paragraph = find_paragraph(root, key)
        for child in paragraph.findall(w("r")):
            paragraph.remove(child)
        paragraph.extend(list(parse_runs(xml)))

    return edit
