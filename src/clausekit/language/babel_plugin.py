"""For shops that run ``pybabel``: our extraction method and our checks, as Babel's entry points.

``pybabel extract`` reads the catalogue's YAML files, with the key of each text as its context;
``pybabel compile`` tells what our checks call an error. Never use ``pybabel update``: it matches by
text and hands one clause another's translation; ``clausekit templates update`` matches by key.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from clausekit.catalogue.catalogue import Catalogue
from clausekit.catalogue.messages import messages
from clausekit.catalogue.places import place_of
from clausekit.errors import CatalogueError, ClausekitError, Fault

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

    from clausekit.language.checks.tongue import Tongue

__all__ = ["check", "extract"]

_LINE = re.compile(r", line (\d+): ")
_MARK = "instruments.yaml"
"""A file that every catalogue has at its top."""


def extract(
    fileobj: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: Mapping[str, Any],
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Yield the texts of one YAML file of a catalogue; see Babel on extraction methods.

    Args:
        fileobj: The open file; it must have a name, since its texts hang together with others.
        keywords: Not used.
        comment_tags: Not used: every note of ours is for translators.
        options: Not used.

    Yields:
        Line, ``pgettext``, the key with the English text, and the note.

    Raises:
        CatalogueError: The file belongs to no catalogue, or the catalogue is not sound.
    """
    path = Path(fileobj.name).resolve()
    root = next((folder for folder in path.parents if (folder / _MARK).is_file()), None)
    if root is None:
        raise CatalogueError(
            Fault(
                "catalogue.unreadable",
                "The file belongs to no catalogue: no instruments.yaml stands above it.",
                path.name,
            )
        )
    catalogue, here = _catalogue(root), path.relative_to(root).as_posix()
    for message in messages(catalogue):
        if here in _homes(message.domain):
            line = _line(path, message.key, catalogue, root)
            notes = [message.note] if message.note else []
            yield line, "pgettext", (message.key, message.source), notes


def check(catalog: Catalog | None, message: Message) -> None:
    """Raise Babel's error for what our checks call one; see Babel on checkers.

    Args:
        catalog: The catalogue that holds the message.
        message: A message with its key as context.
    """
    from babel.messages.catalog import TranslationError

    from clausekit.language.checks.finding import Severity
    from clausekit.language.checks.pair import Pair
    from clausekit.language.checks.registry import CODES, examine

    source, target = message.id, message.string
    if catalog is None or catalog.locale is None or not message.context:
        return
    if not isinstance(source, str) or not isinstance(target, str) or not source or not target:
        return
    tongue = _tongue(catalog)
    if tongue is None:
        return
    told = [
        f"{issue.code}: {CODES[issue.code][1]}"
        + (f" Found: {issue.found}." if issue.found else "")
        + (f" Expected: {issue.expected}." if issue.expected else "")
        for issue in examine(Pair(message.context, source, target), tongue)
        if CODES[issue.code][0] is Severity.ERROR
    ]
    if told:
        raise TranslationError(f"{message.context}: {' '.join(told)}")


@lru_cache(maxsize=4)
def _catalogue(root: Path) -> Catalogue:
    return Catalogue.load(root)


def _homes(domain: str) -> tuple[str, ...]:
    if domain == "goods":  # the list itself is a table, which Babel is not shown
        return ("risk/lists.yaml",)
    if domain == "services":
        return ("risk/services.yaml",)
    return (f"clauses/{domain}.yaml", f"documents/{domain}.yaml", f"{domain}.yaml")


def _line(path: Path, key: str, catalogue: Catalogue, root: Path) -> int:
    found = _LINE.search(place_of(key, catalogue.clauses, root))
    if found:
        return int(found[1])
    name = re.escape(key.partition(".")[2])
    stands = re.search(rf"^{name}:", path.read_text("utf-8"), re.MULTILINE)
    return path.read_text("utf-8").count("\n", 0, stands.start()) + 1 if stands else 1


def _tongue(catalog: Catalog) -> Tongue | None:
    """Return the tables for a catalogue; None for a language that clausekit does not know."""
    tag = str(catalog.locale).replace("_", "-")
    for name in (tag, tag.partition("-")[0]):
        try:
            return _load(name)
        except ClausekitError:
            continue
    return None


@lru_cache(maxsize=16)
def _load(tag: str) -> Tongue:
    """Return the tables of a language with the terms that its shipped files define."""
    from clausekit.language.checks.terms import find_terms
    from clausekit.language.checks.tongue import load_tongue
    from clausekit.language.po import read_po
    from clausekit.resources import templates_root

    tongue = load_tongue(tag)
    file = templates_root() / tag.partition("-")[0] / "clauses" / "definitions.po"
    entries = [entry for entry in read_po(file) if not entry.obsolete] if file.is_file() else []
    return tongue.with_terms(find_terms({e.msgctxt: (e.msgid, e.msgstr) for e in entries}))
