"""What reviewers signed: for each text the hashes of its two wordings, beside the PO files.

Marks inside a PO file do not last: many tools drop them. So the ledger alone says which English
wording a translation was made from, and who read the two side by side. It is one file for each
language or variant, with one line for each text, sorted by key, so that branches merge.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from clausekit.errors import Fault, TranslationError
from clausekit.language.composing import compose
from clausekit.record import record
from clausekit.resources import readable

__all__ = ["Ledger", "Record", "Standing", "fingerprint", "ledger_path", "read_ledger"]

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"[ \t\u00a0\u2009\u202f]+")
_LOOSE = re.compile(r" ?([»”]) ?| (?=[,.;:?!)\]%])|(?<=[«“„(\[]) ")
_OTHER_SPACES = re.compile(r"[\t\u00a0\u2009\u202f]")
_CLOSING = re.compile("[»”]")
_BEFORE = re.compile(r" [,.;:?!)\]%]")
_AFTER = re.compile(r"[«“„(\[] ")
_MARKS = re.compile("[«»“”„’‘]")
_SIGNS = str.maketrans({**dict.fromkeys("«»“”„", '"'), **dict.fromkeys("’‘", "'")})
_FIELDS = ("source", "target", "reviewer", "how")
_HALVES = re.compile("[\ud800-\udfff]")
_MOST = 100
"""As many faults as are told of one ledger."""


@lru_cache(maxsize=32768)
def fingerprint(text: str) -> str:
    r"""Return the hash of a wording, whatever its spaces, quotation marks and apostrophes.

    Those are set by the typography of the language, and tools that carry texts about change them.

    Example:
        >>> fingerprint("l’avis\u00a0: «\u00a0oui\u00a0»") == fingerprint("l'avis: “oui”")
        True
        >>> fingerprint("30 days") == fingerprint("45 days")
        False
    """
    plain = _INVISIBLE.sub("", compose(text))
    # Most texts have nothing to take away, which is seen faster than it is done.
    if "  " in plain or _OTHER_SPACES.search(plain):
        plain = _SPACES.sub(" ", plain)
    if _CLOSING.search(plain) or _BEFORE.search(plain) or _AFTER.search(plain):
        plain = _LOOSE.sub(_close, plain)
    if _MARKS.search(plain):
        plain = plain.translate(_SIGNS)
    return hashlib.sha256(plain.strip().encode()).hexdigest()[:16]


def _close(found: re.Match[str]) -> str:
    """Return what stands in the place of a loose space, with the mark that it stood beside."""
    if not found[1]:
        return ""
    return '" ' if found[0].endswith(" ") else '"'


class Standing(StrEnum):
    """How a translation stands to the English wording."""

    REVIEWED = "reviewed"
    """A reviewer signed these two wordings."""
    UNREVIEWED = "unreviewed"
    """It was made from this English wording, and nobody signed it."""
    STALE = "stale"
    """It was made from another English wording."""


@record
class Record:
    """The two wordings of one text, as they were at one time.

    Args:
        source: The hash of the English wording.
        target: The hash of the translation.
        reviewer: Who signed them; empty where nobody did.
        how: How the translation was made: ``translated``, ``adapted`` ...
    """

    source: str
    target: str
    reviewer: str = ""
    how: str = ""


class Ledger:
    """The records of one language or variant.

    Args:
        signed: What reviewers signed, by key.
        drafts: What was seen and not signed, by key.
    """

    def __init__(
        self,
        signed: Mapping[str, Record] | None = None,
        drafts: Mapping[str, Record] | None = None,
    ) -> None:
        self.signed = MappingProxyType(dict(signed or {}))
        self.drafts = MappingProxyType(dict(drafts or {}))

    def __bool__(self) -> bool:
        return bool(self.signed or self.drafts)

    def record_of(self, key: str, target: str) -> Record | None:
        """Return what is known of the translation *target* of *key*; None if it is new."""
        for records in (self.signed, self.drafts):
            record = records.get(key)
            if record is not None and record.target == fingerprint(target):
                return record
        return None

    def standing(self, key: str, source: str, target: str) -> Standing:
        """Tell how *target* stands to the English wording *source*.

        Example:
            >>> pair = Record(fingerprint("thirty"), fingerprint("treinta"), "A. Reader")
            >>> ledger = Ledger({"x.y/title": pair})
            >>> ledger.standing("x.y/title", "thirty", "treinta").value
            'reviewed'
            >>> ledger.standing("x.y/title", "forty", "treinta").value
            'stale'
            >>> ledger.standing("x.y/title", "forty", "cuarenta").value
            'unreviewed'
        """
        record = self.record_of(key, target)
        if record is None:
            return Standing.UNREVIEWED
        if record.source != fingerprint(source):
            return Standing.STALE
        return Standing.REVIEWED if record.reviewer else Standing.UNREVIEWED

    def write(self) -> str:
        """Return the text of the file: one line a record, sorted by key."""
        rows = [(key, number, record)
                for number, records in enumerate((self.signed, self.drafts))
                for key, record in records.items()]  # fmt: skip
        return "".join(
            json.dumps(
                {"key": key} | {name: text for name in _FIELDS if (text := getattr(record, name))},
                ensure_ascii=False,
            )
            + "\n"
            for key, _, record in sorted(rows, key=lambda row: row[:2])
        )


def ledger_path(tag: str) -> str:
    """Return where the ledger of *tag* stands below the template sets.

    Example:
        >>> ledger_path("fr-CA")
        'fr/ledger/fr-CA.jsonl'
    """
    return f"{tag.partition('-')[0]}/ledger/{tag}.jsonl"


@readable()
def read_ledger(root: Traversable, tag: str) -> Ledger:
    """Read the ledger of a language or a variant; an empty one where there is none.

    Raises:
        TranslationError: No file stands there, a line cannot be read, or a key stands twice; the
            first hundred such lines are told.
        InputError: The folder may not be read.
    """
    place = ledger_path(tag)
    file = root / place
    if not file.is_file():
        _refuse_what_stands(root / tag.partition("-")[0] / "ledger", file.name, place)
        return Ledger()
    try:
        # Windows editors put a byte order mark before the text.
        content = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        message = f"The ledger cannot be read: {reason}."
        hint = "Put back the file that the last commit has, or save it as UTF-8."
        if isinstance(error, OSError):
            hint = "Check its rights, and those of the folders around it."
        raise TranslationError(Fault("translation.bad-ledger", message, place, hint)) from None
    return _parse(content, place)


def _refuse_what_stands(folder: Traversable, name: str, place: str) -> None:
    """Refuse what stands in the place of a ledger and is no file: signatures are not just gone."""
    if folder.is_dir() and any(item.name == name for item in folder.iterdir()):
        message = "What stands in the place of the ledger is no file."
        hint = "Put back the file that the last commit has."
        raise TranslationError(Fault("translation.bad-ledger", message, place, hint))


@lru_cache(maxsize=64)
def _parse(content: str, place: str) -> Ledger:
    signed: dict[str, Record] = {}
    drafts: dict[str, Record] = {}
    faults: list[Fault] = []
    # JSON may hold what other programs take for the end of a line, such as U+2028.
    for number, line in enumerate(io.StringIO(content), start=1):
        if len(faults) == _MOST:
            break
        try:
            row = json.loads(line)
            key = row.pop("key")
            record = Record(**row)
            told = "" if _is_sound(key, record) else "The line is no record."
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            told = "The line is no record."
        if not told:
            records = signed if record.reviewer else drafts
            told = f"The key {key!r} stands twice." if key in records else ""
        if told:
            hint = "Keep one sound line for each text; a text without one is simply not reviewed."
            faults.append(Fault("translation.bad-ledger", told, f"{place}, line {number}", hint))
        else:
            records[key] = record
    if faults:
        raise TranslationError(*faults)
    return Ledger(signed, drafts)


def _is_sound(key: object, record: Record) -> bool:
    fields = (key, *(getattr(record, name) for name in _FIELDS))
    # Half a pair of surrogates can be read out of JSON, and not be written again.
    return bool(key) and all(
        isinstance(field, str) and not _HALVES.search(field) for field in fields
    )
