"""One run of ``templates update``: what every file of the template sets should say.

Nothing is written here: the plan holds the content of each file, so that all or none are put in
place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import polib

from clausekit.errors import Fault, InputError, TranslationError, nearest
from clausekit.language.ledger import Ledger, Record, fingerprint, ledger_path, read_ledger
from clausekit.language.merging import merge_file, origin_of, write_po
from clausekit.language.po import read_po
from clausekit.record import record
from clausekit.resources import readable

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from clausekit.catalogue.messages import Message

__all__ = ["Plan", "plan_update"]


@record
class Plan:
    """What an update writes.

    Args:
        files: The content of every file, by its path below the template sets.
        faults: What is wrong with files that cannot be read; they stay as they are.
    """

    files: Mapping[str, str]
    faults: tuple[Fault, ...]


@record
class _Set:
    """The PO files of a language, or the one of a variant.

    Args:
        tag: The language or the variant.
        files: Each file by its path; None where there is none yet.
        unread: The paths of files that cannot be read.
    """

    tag: str
    files: dict[str, polib.POFile | None]
    unread: frozenset[str]


@readable()
def plan_update(
    root: Traversable,
    messages: Iterable[Message],
    languages: Iterable[str],
    *,
    editorial: Collection[str] = (),
) -> Plan:
    """Return what the files of *languages* should say.

    Args:
        root: The folder of the template sets.
        messages: What the catalogue says, in order.
        languages: The languages to update; their variants go with them.
        editorial: Keys whose English wording changed in its form only.

    Raises:
        InputError: A change called editorial is none, or there is no such change.
        TranslationError: A ledger cannot be read.
    """
    domains: dict[str, list[Message]] = {}
    for message in messages:
        domains.setdefault(message.domain, []).append(message)
    known = {message.key: message for found in domains.values() for message in found}
    faults: list[Fault] = []
    sets = [one for code in languages for one in _read_sets(root, code, domains, faults)]
    accepted = _accept(root, sets, known, editorial) if editorial else frozenset()
    files: dict[str, str] = {}
    for one in sets:
        files.update(_plan_set(root, one, domains, known, accepted))
    return Plan(files, tuple(faults))


def _read_sets(
    root: Traversable, code: str, domains: Iterable[str], faults: list[Fault]
) -> Iterator[_Set]:
    """Yield the sets of a language and of its variants; broken files go to *faults*."""
    wanted = [f"{code}/clauses/{domain}.po" for domain in domains]
    present = _names(root, f"{code}/clauses")
    yield _read_set(
        root, code, [*wanted, *(name for name in present if name not in wanted)], faults
    )
    for name in _names(root, f"{code}/variants"):
        tag = name.rpartition("/")[2].removesuffix(".po")
        yield _read_set(root, tag, [name], faults)


def _names(root: Traversable, folder: str) -> list[str]:
    place = root / folder
    if not place.is_dir():
        return []
    names = sorted(file.name for file in place.iterdir())
    return [f"{folder}/{name}" for name in names if name.endswith(".po")]


def _read_set(root: Traversable, tag: str, paths: Iterable[str], faults: list[Fault]) -> _Set:
    files: dict[str, polib.POFile | None] = {}
    unread = set()
    for path in paths:
        file = root / path
        try:
            files[path] = read_po(file) if file.is_file() else None
        except TranslationError as error:
            unread.add(path)
            folder = path.rpartition("/")[0]
            faults += [
                Fault(f.code, f.message, f"{folder}/{f.where}", f.hint) for f in error.faults
            ]
    return _Set(tag, files, frozenset(unread))


def _plan_set(
    root: Traversable,
    one: _Set,
    domains: Mapping[str, list[Message]],
    known: Mapping[str, Message],
    editorial: Collection[str],
) -> Iterator[tuple[str, str]]:
    ledger = read_ledger(root, one.tag)
    live = {entry.msgctxt: (path, entry) for path, entry in _entries(one)}
    is_variant = "-" in one.tag
    homes = {
        key: path if is_variant else f"{one.tag}/clauses/{known[key].domain}.po"
        for key, (path, _) in live.items()
        if key in known
    }
    moved: dict[str, dict[str, polib.POEntry]] = {}
    for key, home in homes.items():
        path, entry = live[key]
        if home != path and home not in one.unread:
            moved.setdefault(home, {})[key] = entry
    merged: list[polib.POFile] = []
    for path, current in one.files.items():
        own = (
            [message for message in known.values() if message.key in live]
            if is_variant
            else domains.get(path.rpartition("/")[2].removesuffix(".po"), [])
        )
        remaining = _without(current, {key for home, keys in moved.items() if home != path
                                       for key in keys if live[key][0] == path})  # fmt: skip
        file = merge_file(
            remaining, own, language=one.tag.replace("-", "_"), ledger=ledger, editorial=editorial,
            elsewhere=moved.get(path),
        )  # fmt: skip
        merged.append(file)
        yield path, write_po(file)
    if one.unread:
        return  # what an unread file holds is unknown: nothing about it is written down
    text = _record(ledger, merged, known, one, editorial).write()
    if text or (root / ledger_path(one.tag)).is_file():
        yield ledger_path(one.tag), text


def _entries(one: _Set) -> Iterator[tuple[str, polib.POEntry]]:
    """Yield the entries of a set, the living after those given up."""
    for wanted in (True, False):
        for path, file in one.files.items():
            for entry in file or ():
                if (
                    bool(entry.obsolete) is wanted
                    and entry.msgctxt
                    and (entry.msgstr or not wanted)
                ):
                    yield path, entry


def _without(file: polib.POFile | None, keys: Collection[str]) -> polib.POFile | None:
    if file is None or not keys:
        return file
    kept = polib.POFile()
    kept.header, kept.metadata = file.header, file.metadata
    kept.extend(entry for entry in file if entry.msgctxt not in keys)
    return kept


def _record(
    ledger: Ledger,
    merged: Iterable[polib.POFile],
    known: Mapping[str, Message],
    one: _Set,
    editorial: Collection[str],
) -> Ledger:
    """Return the ledger with what is new written down: which English each translation renders."""
    before = {entry.msgctxt: entry for _, entry in _entries(one)}
    signed, drafts = dict(ledger.signed), dict(ledger.drafts)
    present = set()
    for entry in (entry for file in merged for entry in file if entry.msgstr):
        key = entry.msgctxt
        present.add(key)
        if key not in known or entry.obsolete:
            continue
        record = ledger.record_of(key, entry.msgstr)
        now, stands = fingerprint(known[key].source), "fuzzy" not in entry.flags
        if record is not None:
            if key in editorial and stands and record.source != now:
                records = signed if record is ledger.signed.get(key) else drafts
                records[key] = Record(now, record.target, record.reviewer, record.how)
            continue
        source = now if stands else _made_from(before[key], is_new=not ledger)
        drafts[key] = Record(source, fingerprint(entry.msgstr))
    return Ledger(
        {key: record for key, record in signed.items() if key in present},
        {key: record for key, record in drafts.items() if key in present},
    )


def _made_from(entry: polib.POEntry, *, is_new: bool) -> str:
    """Return the hash of the English that a fuzzy entry renders; empty where nobody knows.

    A translation that the ledger has never seen was written since the last update, beside the
    English that stands in the file. Without a ledger there was no such update.
    """
    told = origin_of(entry) or ("" if is_new else entry.msgid)
    return fingerprint(told) if told else ""


def _accept(
    root: Traversable,
    sets: Iterable[_Set],
    known: Mapping[str, Message],
    editorial: Collection[str],
) -> frozenset[str]:
    """Return *editorial*, or tell of every change in it that is more than that.

    Raises:
        InputError: With the reasons for each key.
    """
    from clausekit.language.checks.editing import find_vocabulary, refusals
    from clausekit.language.checks.terms import find_terms
    from clausekit.language.checks.tongue import load_english

    terms = find_terms({key: (message.source, message.source) for key, message in known.items()})
    tongue = load_english(root).with_terms(terms)
    former: dict[str, dict[str, None]] = {key: {} for key in editorial}
    for one in sets:
        ledger = read_ledger(root, one.tag)
        for _, entry in _entries(one):
            key = entry.msgctxt
            if key not in former or key not in known or not entry.msgstr:
                continue
            old = _former(entry, ledger)
            if old and old != known[key].source:
                former[key][old] = None
    faults = []
    for key, wordings in former.items():
        if key not in known:
            message, hint = f"The catalogue has no text {key!r}.", nearest(key, known)
            faults.append(Fault("templates.unknown-key", message, key, hint))
            continue
        if not wordings:
            message = f"The English wording of {key!r} has not changed."
            hint = "Name keys that `clausekit templates status` counts as stale."
            faults.append(Fault("templates.not-changed", message, key, hint))
            continue
        vocabulary = find_vocabulary(m.source for m in known.values() if m.key != key)
        told = dict.fromkeys(
            reason
            for old in wordings
            for reason in refusals(old, known[key].source, tongue, vocabulary)
        )
        faults += [
            Fault("templates.not-editorial", f"The change is more than editorial: {reason}.", key,
                  "Leave it out of --editorial; the translations of this text are then stale.")
            for reason in told
        ]  # fmt: skip
    if faults:
        raise InputError(*faults)
    return frozenset(editorial)


def _former(entry: polib.POEntry, ledger: Ledger) -> str:
    """Return the English that an entry renders, as far as file and ledger agree on it."""
    record = ledger.record_of(entry.msgctxt, entry.msgstr)
    told = [text for text in (entry.previous_msgid, entry.msgid) if text]
    if record is not None:
        return next((text for text in told if fingerprint(text) == record.source), "")
    return origin_of(entry)
