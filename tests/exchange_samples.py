"""Template sets to exchange, and the characters that get lost on the way if anything does."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import polib

from clausekit.catalogue.messages import Message
from clausekit.exchange.units import Unit, collect_units
from clausekit.resources import templates_root

__all__ = ["ODD_TEXTS", "Sets"]

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
