"""Puts translations into the text of a PO file, and leaves every other letter of it alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import polib

from clausekit.language.merging import merge

if TYPE_CHECKING:
    from clausekit.catalogue.messages import Message

__all__ = ["put_entries"]

_NAMED = re.compile(r'^msgctxt "(.*)"$(\n")?', re.MULTILINE)


def put_entries(
    text: str, translations: Mapping[str, tuple[Message, str]], *, language: str
) -> str:
    r"""Return *text* with *translations* in their entries.

    Args:
        text: A PO file; empty for a new one.
        translations: By key, the text of the catalogue and its translation.
        language: The language of a new file.

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
    newline = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    blocks = text.split("\n\n")
    left = dict(translations)
    for at, block in enumerate(blocks):
        key = _key(block)
        if key in left:
            message, target = left.pop(key)
            blocks[at] = _write(block, message, target)
    written = "\n\n".join(blocks)
    if left:
        written = _put_rest(written, left)
    if not written.endswith("\n"):
        written += "\n"
    return written.replace("\n", newline)


def _put_rest(text: str, translations: Mapping[str, tuple[Message, str]]) -> str:
    """Put in what stands in no block of its own: entries without a blank line between, or none."""
    parsed = polib.pofile(text, encoding="utf-8", wrapwidth=0)
    live = {entry.msgctxt: entry for entry in parsed if not entry.obsolete}
    crowded = [key for key in translations if key in live]
    for key in crowded:
        _fill(live[key], *translations[key])
    if crowded:
        text = str(parsed)
    for key, (message, target) in translations.items():
        if key not in live:
            entry = polib.POEntry(msgctxt=key, comment=message.note)
            text = f"{text.rstrip()}\n\n{_fill(entry, message, target)}"
    return text


def _key(block: str) -> str:
    """Return the key of a live entry; empty for anything else."""
    named = _NAMED.findall(block)
    if len(named) != 1:
        return ""
    key, continued = named[0]
    if "\\" not in key and not continued:
        return str(key)
    parsed = [entry for entry in polib.pofile(block, wrapwidth=0) if not entry.obsolete]
    return (parsed[0].msgctxt or "") if len(parsed) == 1 else ""


def _write(block: str, message: Message, target: str) -> str:
    lines = len(block) - len(block.rstrip("\n"))
    parsed = polib.pofile(block, wrapwidth=0)
    entry = next(entry for entry in parsed if not entry.obsolete)
    # What is obsolete and stands in the same block, without an empty line between, stays.
    others = "".join(f"\n{other}" for other in parsed if other.obsolete).rstrip("\n")
    return _fill(entry, message, target).rstrip("\n") + others + "\n" * lines


def _fill(entry: polib.POEntry, message: Message, target: str) -> str:
    entry.msgid, entry.msgstr = message.source, target
    entry.previous_msgid = None
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    return str(entry.__unicode__(wrapwidth=0))
