"""All findings of a folder of template sets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from clausekit.errors import Fault, LanguageError, TranslationError, UnknownName, nearest
from clausekit.language.checks.finding import Finding, Issue
from clausekit.language.checks.pair import Kind, Pair, kind_of
from clausekit.language.checks.registry import CODES, examine
from clausekit.language.checks.terms import find_terms
from clausekit.language.checks.tongue import Tongue, load_tongue
from clausekit.language.checks.waivers import apply_waivers, read_waivers
from clausekit.language.checks.wholes import (
    Spot,
    find_doubtful_sources,
    find_reused,
    find_unused_terms,
)
from clausekit.language.files import LANGUAGE_FILES, find_tags
from clausekit.language.ledger import Ledger, Standing, fingerprint, read_ledger
from clausekit.language.locale import load_language
from clausekit.language.po import read_po
from clausekit.language.questions import find_questions
from clausekit.language.translations import SOURCE_LANGUAGE, Entry
from clausekit.record import record
from clausekit.resources import readable

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from clausekit.catalogue.messages import Message

__all__ = ["Sheet", "check_folder", "find_languages", "is_stale", "read_sheets"]


@record
class Sheet:
    """One PO file, as it was read.

    Args:
        tag: The language or the variant that it belongs to.
        domain: Its name without the ending; empty for a variant, which may hold any text.
        path: Its name, with the folders below the template sets.
        entries: Its live entries.
    """

    tag: str
    domain: str
    path: str
    entries: tuple[Entry, ...]


@readable()
def find_languages(root: Traversable, wanted: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the languages in *root* that are translated into, or those of them that are wanted.

    Raises:
        UnknownName: A wanted language has no folder, or there is none at all.
        InputError: A folder there may not be read.
    """
    known = sorted(
        folder.name
        for folder in root.iterdir()
        if folder.is_dir()
        and folder.name != SOURCE_LANGUAGE
        and ((folder / "grammar.toml").is_file() or _has_texts(folder / "clauses"))
    )
    if not known:
        raise UnknownName(
            Fault(
                "templates.no-sets",
                "The folder holds no template sets: no es/clauses or the like.",
                str(root),
                "Name the folder that holds one folder for each language.",
            )
        )
    faults = [
        Fault("language.unknown", f"There is no language {code!r}.", hint=nearest(code, known))
        for code in wanted
        if code not in known
    ]
    if faults:
        raise UnknownName(*faults)
    return tuple(dict.fromkeys(wanted)) or tuple(known)


def _has_texts(folder: Traversable) -> bool:
    """Tell whether a folder holds a PO file; of a language that was never written one may stand."""
    return folder.is_dir() and any(file.name.endswith(".po") for file in folder.iterdir())


@readable()
def read_sheets(
    root: Traversable, code: str, broken: list[Fault] | None = None
) -> tuple[Sheet, ...]:
    """Read the PO files of one language and of its variants.

    Args:
        root: The folder of the template sets.
        code: The language.
        broken: Takes what is wrong with files that cannot be read; the others are returned.

    Raises:
        TranslationError: A file cannot be read, and nobody takes that; all such files are told.
    """
    sheets: list[Sheet] = []
    faults: list[Fault] = []
    for folder in ("clauses", "variants"):
        place = root / code / folder
        if not place.is_dir():
            continue
        for file in sorted(place.iterdir(), key=lambda item: item.name):
            if not file.name.endswith(".po"):
                continue
            name = file.name.removesuffix(".po")
            tag, domain = (code, name) if folder == "clauses" else (name, "")
            try:
                live = tuple(entry for entry in read_po(file) if not entry.obsolete)
            except TranslationError as error:
                faults.extend(
                    Fault(fault.code, fault.message, f"{code}/{folder}/{fault.where}", fault.hint)
                    for fault in error.faults
                )
                continue
            sheets.append(Sheet(tag, domain, f"{code}/{folder}/{file.name}", live))
    if broken is not None:
        broken.extend(faults)
    elif faults:
        raise TranslationError(*faults)
    return tuple(sheets)


def is_stale(entry: Entry, message: Message, ledger: Ledger) -> bool:
    """Tell whether the English wording has changed since *entry* was translated.

    The ledger knows what a tool forgets; a mark that a translator set counts all the same.
    """
    return (
        "fuzzy" in entry.flags
        or (
            entry.msgid != message.source
            and fingerprint(entry.msgid) != fingerprint(message.source)
        )
        or ledger.standing(message.key, message.source, entry.msgstr) is Standing.STALE
    )


def check_folder(
    root: Traversable, messages: Iterable[Message], languages: Iterable[str] = ()
) -> Iterator[Finding]:
    """Check the translations in *root* against the catalogue's texts.

    Args:
        root: The folder of the template sets.
        messages: What the catalogue says, in order.
        languages: The languages to check; all in the folder where none is given.

    Yields:
        The findings, file by file, in the order of the entries; a file that cannot be read is one.

    Raises:
        UnknownName: A language has no folder.
        TranslationError: A ledger cannot be read.
        LanguageError: A table of a language is not sound.

    Example:
        >>> from clausekit import Catalogue
        >>> from clausekit.catalogue.messages import messages
        >>> from clausekit.resources import templates_root
        >>> found = check_folder(templates_root(), messages(Catalogue.load()), ["es"])
        >>> [finding.key for finding in found if finding.severity == "error"]
        []
    """
    known = {message.key: message for message in messages}
    told: list[Finding] = []
    for code in find_languages(root, languages):
        for finding in _check_language(root, code, known):
            told.append(finding)
            yield finding
    yield from (_at(spot) for spot in find_doubtful_sources(told))


def _check_language(
    root: Traversable, code: str, known: Mapping[str, Message]
) -> Iterator[Finding]:
    open_questions = list(find_questions(root, code))
    for question in open_questions:
        yield _finding(Issue("question", question.text), question.file, question.line, "")
    broken: list[Fault] = []
    sheets = read_sheets(root, code, broken)
    for fault in broken:
        file, _, line = fault.where.partition(", line ")
        issue = Issue("unreadable", f"{fault.message} {fault.hint}".strip())
        yield _finding(issue, file, int(line) if line.isdigit() else 0, "")
    missing = [name for name in LANGUAGE_FILES if not (root / code / name).is_file()]
    for name in missing:
        issue = Issue("unreadable", "The file is missing; `templates new-language` makes it.")
        yield _finding(issue, f"{code}/{name}", 0, "")
    yield from _check_variants(root, code)
    if open_questions or missing:
        return  # a language that cannot be spoken yet cannot be checked either
    waivers = read_waivers(root, code)
    texts = {
        (sheet.path, entry.msgctxt): (entry.msgid, entry.msgstr)
        for sheet in sheets
        for entry in sheet.entries
    }
    place = f"{code}/waivers.toml"
    found = _check_texts(root, code, sheets, known, broken)
    for told in apply_waivers(found, waivers, texts, place, whole=not broken):
        yield told if isinstance(told, Finding) else _finding(*told)


def _check_variants(root: Traversable, code: str) -> Iterator[Finding]:
    """Yield what is wrong with the words of a country; a document would meet it too late."""
    folder = root / code / "variants"
    names = [file.name for file in folder.iterdir()] if folder.is_dir() else []
    for name in sorted(name for name in names if name.endswith(".toml")):
        tag, place = name.removesuffix(".toml"), f"{code}/variants/{name}"
        if tag.partition("-")[0] != code or tag not in find_tags(root):
            yield _finding(Issue("unreadable", f"{tag} is no variant of {code}"), place, 0, "")
            continue
        try:
            load_language(tag, root=root)
        except LanguageError as error:
            for fault in error.faults:
                # What is wrong with the language itself is told of that.
                if fault.where.startswith(place) and fault.code != "language.unanswered":
                    inside = fault.where.removeprefix(place).strip(":, ")
                    line = re.match(r"line (\d+)", inside)
                    said = f"{inside}: {fault.message}" if inside and not line else fault.message
                    at = int(line[1]) if line else 0
                    told = f"{said} {fault.hint}".strip()
                    yield _finding(Issue("unreadable", told), place, at, "")


def _check_texts(
    root: Traversable,
    code: str,
    sheets: tuple[Sheet, ...],
    known: Mapping[str, Message],
    broken: Iterable[Fault],
) -> Iterator[Finding]:
    tongue = load_tongue(code, root)
    if not (root / code / "checks.toml").is_file():
        yield _finding(Issue("no-tables", expected="checks.toml"), f"{code}/checks.toml", 0, "")
    base = [sheet for sheet in sheets if sheet.tag == code]
    terms = find_terms({e.msgctxt: (e.msgid, e.msgstr) for s in base for e in s.entries})
    headings: dict[str, tuple[str, str]] = {}
    ledgers = {sheet.tag: read_ledger(root, sheet.tag) for sheet in sheets}
    for sheet in sheets:
        speaks = tongue if sheet.tag == code else load_tongue(sheet.tag, root)
        yield from _check_sheet(
            sheet, speaks.with_terms(terms), known, ledgers[sheet.tag], headings
        )
    yield from (_at(spot) for spot in (*find_reused(base), *find_unused_terms(base)))
    present = {entry.msgctxt for sheet in base for entry in sheet.entries}
    unread = {fault.where.partition(", line ")[0] for fault in broken}
    for message in known.values():
        file = f"{code}/clauses/{message.domain}.po"
        if message.key not in present and file not in unread:
            issue = Issue("missing", expected=message.source[:120])
            yield _finding(issue, file, 0, message.key)


def _check_sheet(
    sheet: Sheet,
    tongue: Tongue,
    known: Mapping[str, Message],
    ledger: Ledger,
    headings: dict[str, tuple[str, str]],
) -> Iterator[Finding]:
    for entry in sheet.entries:
        for issue in _check_entry(entry, tongue, known, ledger, headings if sheet.domain else {}):
            yield _finding(issue, sheet.path, entry.linenum or 0, entry.msgctxt, entry.msgstr)


def _check_entry(
    entry: Entry,
    tongue: Tongue,
    known: Mapping[str, Message],
    ledger: Ledger,
    headings: dict[str, tuple[str, str]],
) -> Iterator[Issue]:
    message = known.get(entry.msgctxt)
    if message is None:
        yield Issue("unknown-key", entry.msgctxt)
        return
    if not entry.msgstr.strip():
        yield Issue("missing", expected=message.source[:120])
        return
    if is_stale(entry, message, ledger):
        # Where the ledger alone knows it, the former wording stands nowhere.
        former = entry.previous_msgid or entry.msgid
        same = fingerprint(former) == fingerprint(message.source)
        yield Issue("stale", "" if same else former[:120], message.source[:120])
        return
    yield from examine(Pair(message.key, message.source, entry.msgstr), tongue)
    if kind_of(message.key) in {Kind.HEADING, Kind.TERM}:
        first, text = headings.setdefault(message.source, (message.key, entry.msgstr))
        if text != entry.msgstr:
            yield Issue("inconsistent", entry.msgstr, f"{text} (as in {first})")


def _at(spot: Spot) -> Finding:
    return _finding(*spot)


def _finding(issue: Issue, file: str, line: int, key: str, text: str = "") -> Finding:
    severity, hint = CODES[issue.code]
    column = text.replace("’", "'").replace("\u00a0", " ").find(issue.at) + 1 if issue.at else 0
    return Finding(issue.code, severity, file, line, key, column, issue.found, issue.expected, hint)
