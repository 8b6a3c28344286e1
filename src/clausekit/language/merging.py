"""Brings the wording of the catalogue into PO files, by key.

Never by similarity of text: that hands one clause another's translation. A translation whose
source changed stays where it is, marked fuzzy, with the source it was made from beside it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

import polib

from clausekit.catalogue.messages import Message
from clausekit.language.ledger import Ledger, fingerprint
from clausekit.record import record

__all__ = ["merge", "merge_file", "origin_of", "write_po"]

_HEADER = {
    "Project-Id-Version": "clausekit",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


@record
class _Origin:
    """What the file and the ledger say of a translation.

    Args:
        stands: Whether it was made from the English wording that holds.
        doubted: Whether a translator marked it fuzzy by hand, although it stands.
        former: The English wording that it was made from, where that is another and known.
    """

    stands: bool
    doubted: bool
    former: str


def merge(
    current: polib.POFile | None,
    messages: Iterable[Message],
    *,
    language: str,
    ledger: Ledger | None = None,
    editorial: Collection[str] = (),
    elsewhere: Mapping[str, polib.POEntry] | None = None,
) -> str:
    """Return the text of a PO file that holds *messages* and all translations that still stand.

    Args:
        current: The file as it is; None for a new one.
        messages: The messages of one domain, in order.
        language: The language of the file.
        ledger: Which English wording each translation was made from; marks in the file count
            where it does not know.
        editorial: Keys whose English wording changed in its form only: the translations stand.
        elsewhere: Entries of other files whose text now belongs here, by key.

    Returns:
        The same text for the same input: no dates, no line numbers, no wrapping.
    """
    merged = merge_file(
        current, messages, language=language, ledger=ledger, editorial=editorial,
        elsewhere=elsewhere,
    )  # fmt: skip
    return write_po(merged)


def merge_file(
    current: polib.POFile | None,
    messages: Iterable[Message],
    *,
    language: str,
    ledger: Ledger | None = None,
    editorial: Collection[str] = (),
    elsewhere: Mapping[str, polib.POEntry] | None = None,
) -> polib.POFile:
    """Return what `merge` writes, before it is written."""
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
        **{name: text for name, text in _HEADER.items() if name != "Project-Id-Version"},
    }
    for message in messages:
        old = known.pop(message.key, None)
        moved = (elsewhere or {}).get(message.key)
        if moved is not None and (old is None or not old.msgstr):
            old = moved
        entry = polib.POEntry(
            msgctxt=message.key, msgid=message.source, msgstr="", comment=message.note
        )
        if old is not None:
            _keep(entry, old, message, ledger or Ledger(), message.key in editorial)
        merged.append(entry)
    for old in known.values():
        if old.msgstr:
            old.obsolete = True
            old.previous_msgid = None
            merged.append(old)
    return merged


def write_po(file: polib.POFile) -> str:
    """Return the text of a PO file in the one form that clausekit writes."""
    file.wrapwidth = 0
    return str(file) + "\n"


def origin_of(old: polib.POEntry) -> str:
    """Return the English wording that an entry says it translates; empty where nobody knows."""
    return (old.previous_msgid or "") if "fuzzy" in old.flags else old.msgid


def _keep(
    entry: polib.POEntry, old: polib.POEntry, message: Message, ledger: Ledger, editorial: bool
) -> None:
    """Give *entry* what stands in *old*, and the marks that belong to it."""
    entry.msgstr, entry.tcomment = old.msgstr, old.tcomment
    entry.flags = [flag for flag in old.flags if flag != "fuzzy"]
    if not old.msgstr:
        return
    origin = _origin(old, message, ledger)
    stands = origin.stands or (editorial and bool(origin.former))
    if not stands or origin.doubted:
        entry.flags.append("fuzzy")
        entry.previous_msgid = origin.former or None


def _origin(old: polib.POEntry, message: Message, ledger: Ledger) -> _Origin:
    fuzzy, wanted = "fuzzy" in old.flags, fingerprint(message.source)
    # What stands beside a mark that a tool dropped is still the wording translated, if it fits.
    told = [text for text in (old.previous_msgid, old.msgid) if text]
    record = ledger.record_of(message.key, old.msgstr)
    if record is not None:
        former = next((text for text in told if fingerprint(text) == record.source), "")
        stands = record.source == wanted
        doubted = fuzzy and stands and not old.previous_msgid
        return _Origin(stands, doubted, "" if stands else former)
    changed = fingerprint(old.msgid) != wanted
    if not fuzzy:
        return _Origin(not changed, False, old.msgid if changed else "")
    former = old.previous_msgid or (old.msgid if changed else "")
    return _Origin(False, False, former if fingerprint(former) != wanted else "")
