"""Brings the wording of the catalogue into PO files, by key.

Never by similarity of text: that hands one clause another's translation. A translation whose
source changed stays where it is, marked fuzzy, with the source it was made from beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import polib

from clausekit.catalogue.messages import Message

__all__ = ["merge"]


def merge(current: polib.POFile | None, messages: Iterable[Message], *, language: str) -> str:
    """Return the text of a PO file that holds *messages* and all translations that still stand.

    Args:
        current: The file as it is; None for a new one.
        messages: The messages of one domain, in order.
        language: The language of the file.

    Returns:
        The same text for the same input: no dates, no line numbers, no wrapping.
    """
    # A key that stands twice is that of an entry given up before: the living one is kept.
    oldest_first = sorted(current or (), key=lambda entry: not entry.obsolete)
    known = {entry.msgctxt: entry for entry in oldest_first if entry.msgctxt}
    merged = polib.POFile(wrapwidth=0)
    header = current.header if current is not None else ""
    # polib writes a line that begins so as a flag or a place, which is another thing.
    merged.header = re.sub("^(?=[,:])", " ", header, flags=re.MULTILINE)
    merged.metadata = {
        **(current.metadata if current is not None else {}),
        "Project-Id-Version": "clausekit",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for message in messages:
        old = known.pop(message.key, None)
        entry = polib.POEntry(
            msgctxt=message.key, msgid=message.source, msgstr="", comment=message.note
        )
        if old is not None:
            entry.msgstr, entry.tcomment = old.msgstr, old.tcomment
            entry.flags = [flag for flag in old.flags if flag != "fuzzy"]
            entry.previous_msgid = old.previous_msgid
            if old.msgid != message.source and old.msgstr:
                entry.previous_msgid = old.previous_msgid or old.msgid
                entry.flags.append("fuzzy")
            elif "fuzzy" in old.flags:
                entry.flags.append("fuzzy")
        merged.append(entry)
    for old in known.values():
        if old.msgstr:
            old.obsolete = True
            old.previous_msgid = None
            merged.append(old)
    return str(merged) + "\n"
