"""Where a text of the catalogue stands: its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable

from clausekit.model.clause import Clause
from clausekit.model.kind import DocumentKind

__all__ = ["place_of"]


def place_of(where: str, clauses: Mapping[str, Clause], root: Traversable) -> str:
    """Return *where*, the key of a text, after the file and the line that hold it.

    Args:
        where: Such as ``fl.fees/paragraph.repay.item.2`` or ``ladder.L3``.
        clauses: All clauses; their theme names their file.
        root: The folder of the catalogue.

    Returns:
        ``forced-labour.yaml, line 12: fl.fees/paragraph.repay``; *where* itself if it names none.
    """
    owner, _, part = where.partition("/")
    inner = part.split(".")[1] if "." in part else ""
    for file, name in _homes(owner, clauses, root):
        if not file.is_file():
            continue
        text = file.read_text("utf-8")
        found = _id(name, text, 0) if name else 0
        if found is None:
            continue
        if part.startswith("word."):
            position = _word(part.removeprefix("word."), text)
        else:
            position = _id(inner, text, found) if inner else None
        line = text.count("\n", 0, found if position is None else position) + 1
        return f"{file.name}, line {line}: {where}"
    return where


def _homes(
    owner: str, clauses: Mapping[str, Clause], root: Traversable
) -> Iterator[tuple[Traversable, str]]:
    """Yield files that may hold *owner*, each with the id to look for."""
    prefix, _, name = owner.partition(".")
    if owner in clauses:
        yield root / "clauses" / f"{clauses[owner].theme.value}.yaml", owner
    elif prefix == "ladder":
        yield root / "ladders.yaml", name
    elif prefix == "definition":
        yield root / "definitions.yaml", name
    elif prefix == "alignment":
        yield root / "alignment.yaml", name
    elif prefix == "document":
        yield root / "documents" / f"{name}.yaml", ""
    elif name:
        for kind in DocumentKind:
            yield root / "documents" / f"{kind.value}.yaml", owner


def _id(name: str, text: str, start: int) -> int | None:
    pattern = re.compile(rf"^[\s\-{{]*id:\s*{re.escape(name)}\s*[,}}]?", re.MULTILINE)
    match = pattern.search(text, start)
    return None if match is None else match.start() + len(match[0]) - len(match[0].lstrip())


def _word(name: str, text: str) -> int | None:
    """Return where a word of a form stands, or else where its words begin."""
    start = re.search(r"^words:", text, re.MULTILINE)
    if start is None:
        return None
    own = re.compile(rf"^\s+[\"']?{re.escape(name)}[\"']?:", re.MULTILINE)
    match = own.search(text, start.end())
    if match is None:
        return start.start()
    return match.start() + len(match[0]) - len(match[0].lstrip())
