"""Puts translations into the text of a PO file, and leaves every other letter of it alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import polib

from clausekit.language.merging import merge

if TYPE_CHECKING:
    from clausekit.catalogue.messages import Message

__all__ = ["put_entries"]

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_WORD = re.compile(r'\s*(#~(?!\|)\s*)?(msgstr|")?')
_REMARK = re.compile(r"\s*#(?!~)")
_NAMED = re.compile(r'^[ \t]*msgctxt[ \t]+"(.*)"[ \t]*$(\n\s*")?', re.MULTILINE)
_HEADER = 'msgid ""\nmsgstr ""\n\n'
"""Stands before an entry that is parsed alone: polib takes the first without English for it."""


def put_entries(
    text: str,
    translations: Mapping[str, tuple[Message, str]],
    *,
    language: str,
    parsed: Iterable[polib.POEntry] = (),
) -> str:
    r"""Return *text* with *translations* in their entries.

    Args:
        text: A PO file; empty for a new one.
        translations: By key, the text of the catalogue and its translation.
        language: The language of a new file.
        parsed: The entries of *text*, where it has been parsed before; they are changed.

    Example:
        >>> from clausekit.catalogue.messages import Message
        >>> text = 'msgctxt "a"\nmsgid "Old"\nmsgstr ""\n\nmsgctxt "b"\nmsgid "B"\nmsgstr ""\n'
        >>> message = Message("a", "New", "theme")
        >>> print(put_entries(text, {"a": (message, "Nuevo")}, language="es"))
        msgctxt "a"
        msgid "New"
        msgstr "Nuevo"
        <BLANKLINE>
        msgctxt "b"
        msgid "B"
        msgstr ""
        <BLANKLINE>
    """
    if not text.strip():
        text = merge(None, (), language=language)
    pieces = list(_part(text))
    left = dict(translations)
    known = {entry.msgctxt: entry for entry in parsed if not entry.obsolete}
    for at, piece in enumerate(pieces):
        key = _key(piece)
        # What stands before the very first entry, polib takes for a remark on the file.
        entry = ((at and known.get(key)) or _parse(piece)) if key in left else None
        if entry is not None:
            pieces[at] = _write(piece, entry, *left.pop(entry.msgctxt))
    written = "".join(pieces)
    return _put_rest(written, left) if left else written


def _part(text: str) -> Iterator[str]:
    """Take a file apart: each piece is an entry, with the blank lines behind it.

    An entry ends behind the lines of its translation. Nothing else tells where the next begins:
    there need be no blank line, and there may be one inside.
    """
    piece: list[str] = []
    translated: str | None = None  # what the lines of the translation begin with, once it is there
    for line in _LINES.findall(text):
        found = _WORD.match(line)
        obsolete, word = found.groups(default="") if found else ("", "")
        begins = "#~" if obsolete else ""
        if line.strip():
            if translated is not None and (not word or begins != translated):
                yield "".join(piece)
                piece, translated = [], None
            if word == "msgstr":
                translated = begins
        piece.append(line)
    yield "".join(piece)


def _put_rest(text: str, translations: Mapping[str, tuple[Message, str]]) -> str:
    """Put in what the file does not have, or has in a form that only a parser understands."""
    parsed = polib.pofile(_plain(text), encoding="utf-8", wrapwidth=0)
    live = {entry.msgctxt: entry for entry in parsed if not entry.obsolete}
    newline = _newline(text)
    known = [key for key in translations if key in live]
    for key in known:
        _fill(live[key], *translations[key])
    if known:
        text = str(parsed).replace("\n", newline)
    for key, (message, target) in translations.items():
        if key not in live:
            entry = polib.POEntry(msgctxt=key, comment=message.note)
            added = _fill(entry, message, target).replace("\n", newline)
            text = f"{text.rstrip()}{newline * 2}{added}"
    return text


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _newline(text: str) -> str:
    """Return how the first line of *text* ends."""
    line = _LINES.match(text)
    return line[0][len(line[0].rstrip("\r\n")) :] or "\n" if line else "\n"


def _key(piece: str) -> str:
    """Return the key of a live entry; empty for anything else."""
    named = _NAMED.findall(_plain(piece))
    if len(named) != 1:
        return ""
    key, continued = named[0]
    if "\\" not in key and not continued:
        return str(key)
    # Remarks may be long, and say nothing of the key.
    entry = _parse("".join(line for line in _LINES.findall(piece) if not _REMARK.match(line)))
    return entry.msgctxt or "" if entry else ""


def _parse(piece: str) -> polib.POEntry | None:
    """Return the live entry of a piece; None where it is none."""
    parsed = polib.pofile(f"{_HEADER}{_plain(piece)}", encoding="utf-8", wrapwidth=0)
    live = [entry for entry in parsed if not entry.obsolete]
    return live[0] if len(live) == 1 else None


def _write(piece: str, entry: polib.POEntry, message: Message, target: str) -> str:
    """Return a piece with its entry written anew, between the blank lines around it."""
    lines = _LINES.findall(piece)
    stands = [at for at, line in enumerate(lines) if line.strip()]
    first, last = stands[0], stands[-1]
    newline = _newline(lines[first])
    written = _fill(entry, message, target).rstrip("\n").replace("\n", newline) + newline
    return "".join(lines[:first]) + written + "".join(lines[last + 1 :])


def _fill(entry: polib.POEntry, message: Message, target: str) -> str:
    entry.msgid, entry.msgstr = message.source, target
    entry.previous_msgid = None
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    return str(entry.__unicode__(wrapwidth=0))
