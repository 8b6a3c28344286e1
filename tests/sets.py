"""Template sets to write into.

Some have translations that say word for word what the English says; they let the tests of assembly
run in four languages whatever state the real translations are in. Others are the shipped ones with
a few themes alone, for what is no matter of how many texts there are.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polib

from clausekit import Catalogue, Tender, assemble, select
from clausekit.catalogue.messages import Message, messages
from clausekit.language.checks.waivers import read_waivers, write_waivers
from clausekit.language.merging import merge
from clausekit.model.document import Document
from clausekit.resources import templates_root

FEW_THEMES = frozenset({"buyer", "definitions", "ending", "forced-labour", "general"})


def copy_sets(root: Path, themes: frozenset[str] = frozenset()) -> Path:
    """Copy the shipped template sets to *root*; the texts of *themes* alone where some are named.

    The Word templates are left out.
    """
    shutil.copytree(str(templates_root()), root, ignore=shutil.ignore_patterns("*.docx"))
    if themes:
        keep_themes(root, themes)
    return root


def keep_themes(root: Path, themes: frozenset[str]) -> None:
    """Take away the PO files of other themes, and the waivers of findings in them."""
    for path in root.glob("*/clauses/*.po"):
        if path.stem not in themes:
            path.unlink()
    for path in root.glob("*/waivers.toml"):
        known = {
            entry.msgctxt
            for file in path.parent.glob("*/*.po")
            for entry in polib.pofile(str(file))
        }
        kept = [waiver for waiver in read_waivers(root, path.parent.name) if waiver.key in known]
        path.write_text(write_waivers(kept), "utf-8")


class Templates:
    """Template sets in a folder of their own."""

    def __init__(self, root: Path, catalogue: Catalogue) -> None:
        self.root = root
        self.catalogue = catalogue

    def file(self, language: str, domain: str) -> Path:
        """Return the path of a PO file."""
        return self.root / language / "clauses" / f"{domain}.po"

    def edit(self, language: str, key: str, change: Callable[[polib.POEntry], object]) -> str:
        """Change the entry *key*; return the name of its file."""
        for path in sorted((self.root / language / "clauses").glob("*.po")):
            if f'msgctxt "{key}"' not in path.read_text("utf-8"):  # to parse takes far longer
                continue
            parsed = polib.pofile(str(path), wrapwidth=0)
            entry = next((entry for entry in parsed if entry.msgctxt == key), None)
            if entry is not None:
                change(entry)
                parsed.save(str(path))
                return path.name
        raise LookupError(key)

    def assemble(self, tender: Tender, *, kind: str, language: str) -> Document:
        """Assemble with these template sets."""
        selection = select(tender, self.catalogue)
        return assemble(selection, kind=kind, language=language, templates=self.root)


def write_templates(root: Path, catalogue: Catalogue) -> Templates:
    """Copy the template sets to *root* and fill in every translation."""
    shutil.copytree(str(templates_root()), root, ignore=shutil.ignore_patterns("*.po", "*.docx"))
    domains: dict[str, list[Message]] = {}
    for message in messages(catalogue):
        domains.setdefault(message.domain, []).append(message)
    for language in ("es", "fr", "pt"):
        folder = root / language / "clauses"
        folder.mkdir(parents=True, exist_ok=True)
        for domain, found in domains.items():
            parsed = polib.pofile(merge(None, found, language=language), wrapwidth=0)
            for entry in parsed:
                entry.msgstr = entry.msgid
            parsed.save(str(folder / f"{domain}.po"))
    return Templates(root, catalogue)
