"""A reviewer signs: the two wordings of a text belong together, as they stand now."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from clausekit.errors import Fault, InputError, LanguageError, UnknownName, nearest
from clausekit.language.checks.run import is_stale, read_sheets
from clausekit.language.ledger import Record, fingerprint, ledger_path, read_ledger
from clausekit.language.merging import write_po
from clausekit.language.po import read_po
from clausekit.language.reviewers import refuse_unnamed
from clausekit.language.wording import placeholders
from clausekit.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from clausekit.catalogue.messages import Message

__all__ = ["HOW", "Review", "plan_review"]

HOW = ("translated", "adapted", "machine-assisted")
"""How a translation was made: by a translator, from another country's wording, or from the draft
of a machine that a translator corrected."""


@record
class Review:
    """What a review writes.

    Args:
        files: The content of every file that it touches, by its path below the template sets.
        signed: How many texts bear the signature now that did not before.
        kept: How many were signed already, and keep that signature.
        stale: The keys of texts that were passed over, since their English wording changed.
        missing: The keys of texts that are not translated.
        unsound: The keys of texts whose placeholders cannot be read or are not those of the English
            wording; no document is made of them.
    """

    files: Mapping[str, str]
    signed: int
    kept: int
    stale: tuple[str, ...]
    missing: tuple[str, ...]
    unsound: tuple[str, ...]


def plan_review(
    root: Traversable,
    messages: Iterable[Message],
    languages: Iterable[str],
    *,
    reviewer: str,
    how: str = HOW[0],
    themes: Collection[str] = (),
    keys: Collection[str] = (),
) -> Review:
    """Return what the files say once *reviewer* has signed.

    Args:
        root: The folder of the template sets.
        messages: What the catalogue says.
        languages: The languages; their variants are signed with them.
        reviewer: Who read English and translation side by side.
        how: How the translations were made; see `HOW`.
        themes: Sign only these files.
        keys: Sign only these texts. A stale text that is named is signed too, and its mark taken
            away: the reviewer says that it renders the new English as well.

    Raises:
        InputError: The reviewer has no name that can be read, or a named text stands beside former
            English.
        UnknownName: A theme or a key does not exist.
        TranslationError: A PO file or a ledger cannot be read.
    """
    known = {message.key: message for message in messages}
    _refuse_strangers(reviewer, keys, known, themes)
    files: dict[str, str] = {}
    stale: list[str] = []
    missing: list[str] = []
    unsound: list[str] = []
    faults: list[Fault] = []
    signed = kept = 0
    for code in languages:
        sheets = read_sheets(root, code)
        for tag in dict.fromkeys((code, *(sheet.tag for sheet in sheets))):
            ledger = read_ledger(root, tag)
            records, drafts = dict(ledger.signed), dict(ledger.drafts)
            for sheet in (sheet for sheet in sheets if sheet.tag == tag):
                cleared = set()
                for entry in sheet.entries:
                    message = known.get(entry.msgctxt)
                    if message is None or not _is_wanted(message, themes, keys):
                        continue
                    if not entry.msgstr.strip():
                        missing.append(message.key)
                        continue
                    waits = is_stale(entry, message, ledger)
                    if waits:
                        if message.key not in keys:
                            stale.append(message.key)
                            continue
                        if fingerprint(entry.msgid) != fingerprint(message.source):
                            faults.append(_behind(message.key, sheet.path))
                            continue
                    if not _is_sound(message.source, entry.msgstr):
                        unsound.append(message.key)
                        continue
                    if waits:
                        cleared.add(message.key)
                    record = Record(
                        fingerprint(message.source), fingerprint(entry.msgstr), reviewer, how
                    )
                    standing = records.get(message.key)
                    drafts.pop(message.key, None)
                    # What somebody signed before keeps that signature.
                    if standing is None or (standing.source, standing.target) != (
                        record.source, record.target
                    ):  # fmt: skip
                        records[message.key] = record
                        signed += 1
                    else:
                        kept += 1
                if cleared:
                    files[sheet.path] = _without_marks(root, sheet.path, cleared)
            text = type(ledger)(records, drafts).write()
            if text:
                files[ledger_path(tag)] = text
    if faults:
        raise InputError(*faults)
    return Review(files, signed, kept, tuple(stale), tuple(missing), tuple(unsound))


def _is_sound(source: str, text: str) -> bool:
    try:
        return placeholders(source) == placeholders(text)
    except LanguageError:
        return False


def _is_wanted(message: Message, themes: Collection[str], keys: Collection[str]) -> bool:
    return (not themes and not keys) or message.domain in themes or message.key in keys


def _refuse_strangers(
    reviewer: str, keys: Collection[str], known: Mapping[str, Message], themes: Collection[str]
) -> None:
    refuse_unnamed(reviewer)
    domains = {message.domain for message in known.values()}
    faults = []
    for name in themes:
        if name not in domains:
            message, hint = f"There is no theme {name!r}.", nearest(name, domains)
            faults.append(Fault("templates.unknown-theme", message, hint=hint))
    for key in keys:
        if key not in known:
            message, hint = f"The catalogue has no text {key!r}.", nearest(key, known)
            faults.append(Fault("templates.unknown-key", message, key, hint))
    if faults:
        raise UnknownName(*faults)


def _behind(key: str, path: str) -> Fault:
    return Fault(
        "templates.behind",
        f"Beside the translation of {key!r} stands former English, not the wording to sign.",
        path,
        "Run `clausekit templates update`, and read the new wording.",
    )


def _without_marks(root: Traversable, path: str, keys: Collection[str]) -> str:
    file = read_po(root / path)
    for entry in file:
        if entry.msgctxt in keys and not entry.obsolete:
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            entry.previous_msgid = None
    return write_po(file)
