"""What goes out: the texts of one language, and what a translator should know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from clausekit.catalogue.messages import is_note
from clausekit.errors import Fault, UnknownName, nearest
from clausekit.language.checks.run import find_languages, is_stale, read_sheets
from clausekit.language.ledger import Ledger, fingerprint, read_ledger
from clausekit.language.ledger import Standing as Signed
from clausekit.record import record

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from clausekit.catalogue.messages import Message
    from clausekit.language.translations import Entry

__all__ = [
    "Scope",
    "Shipment",
    "Standing",
    "State",
    "Unit",
    "collect_units",
    "define_scope",
    "group_units",
    "join_stamps",
    "read_standing",
    "ship",
    "split_stamps",
    "stamp",
]

# The names are given: to look for any name takes a time that grows with the square of the text.
_SCOPE = re.compile(r"\b(language|themes|only|catalogue)=([\w.,-]*)")


class Standing(StrEnum):
    """How a translation stands to the English wording."""

    MISSING = "missing"
    STALE = "stale"
    UNREVIEWED = "unreviewed"
    REVIEWED = "reviewed"

    @property
    def is_done(self) -> bool:
        """Whether the translation renders the English wording, signed or not."""
        return self in {Standing.UNREVIEWED, Standing.REVIEWED}


class State(StrEnum):
    """How far work on a text is, as the file says; the states of XLIFF 2."""

    INITIAL = "initial"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"


def stamp(source: str) -> str:
    """Return what tells one English wording from another, as the ledger tells them apart.

    Example:
        >>> stamp("No recruitment fees")
        '5857aeab5b5b8d57'
    """
    return fingerprint(source)


def join_stamps(unit: Unit) -> str:
    """Return the stamps of both wordings of *unit* in one word, for a place that holds one."""
    return f"{stamp(unit.source)}-{stamp(unit.target)}"


def split_stamps(text: str) -> tuple[str, str]:
    """Return the stamps of the English wording and of the translation; empty where one got lost.

    Example:
        >>> split_stamps("5857aeab5b5b8d57-aa6dd19df2f194ac")
        ('5857aeab5b5b8d57', 'aa6dd19df2f194ac')
    """
    source, _, target = text.partition("-")
    return source, target


def read_standing(name: str) -> Standing | None:
    """Return the standing called *name*; None where a file says something else, or nothing.

    Example:
        >>> read_standing("stale"), read_standing("old")
        (<Standing.STALE: 'stale'>, None)
    """
    return Standing(name) if name in {standing.value for standing in Standing} else None


@record
class Unit:
    """One text and its translation.

    Args:
        message: The text of the catalogue.
        target: The translation; empty for none.
        standing: How it stands to the English wording.
        previous: The English wording that it was made from, where that is another.
        remark: What a translator noted beside it.
    """

    message: Message
    target: str
    standing: Standing
    previous: str = ""
    remark: str = ""

    @property
    def key(self) -> str:
        """The key of the text."""
        return self.message.key

    @property
    def source(self) -> str:
        """The English wording."""
        return self.message.source

    @property
    def group(self) -> str:
        """What it belongs to: the id of a clause, a definition, a ladder or a document."""
        head, slash, _ = self.key.partition("/")
        return head if slash else head.partition(".")[0]


@record
class Shipment:
    """All that goes into one file.

    Args:
        scope: What it is to hold.
        units: The texts.
        notes: The drafting note of a clause, in paragraphs, by its id.
        advice: What holds for all texts: placeholders, and the names of the parties.
    """

    scope: Scope
    units: tuple[Unit, ...]
    notes: Mapping[str, str]
    advice: str

    @property
    def language(self) -> str:
        """The language translated into."""
        return self.scope.language


@record
class Scope:
    """What a file was made to hold, so that what is gone from it is noticed.

    Args:
        language: The language translated into.
        themes: The names of PO files; empty for all.
        only: The standings that were wanted; empty for all.
        catalogue: The stamp of all English wording.
    """

    language: str
    themes: tuple[str, ...] = ()
    only: tuple[Standing, ...] = ()
    catalogue: str = ""

    def __str__(self) -> str:
        return (
            f"clausekit language={self.language} themes={','.join(self.themes)} "
            f"only={','.join(self.only)} catalogue={self.catalogue}"
        )

    @classmethod
    def read(cls, text: str) -> Scope | None:
        """Read what `str` wrote; None where it is something else.

        Example:
            >>> Scope.read(str(Scope("fr", ("buyer",), (Standing.STALE,)))).themes
            ('buyer',)
        """
        if not text.strip().startswith("clausekit "):
            return None
        fields = dict(_SCOPE.findall(text))
        known = {standing.value for standing in Standing}
        return cls(
            fields.get("language", ""),
            tuple(filter(None, fields.get("themes", "").split(","))),
            tuple(Standing(name) for name in fields.get("only", "").split(",") if name in known),
            fields.get("catalogue", ""),
        )

    def choose(self, units: Iterable[Unit]) -> Iterator[Unit]:
        """Yield those of *units* that belong into the file."""
        # A stranger's file may name any number of themes.
        themes, only = frozenset(self.themes), frozenset(self.only)
        for unit in units:
            if (not themes or unit.message.domain in themes) and (
                not only or unit.standing in only
            ):
                yield unit


def collect_units(root: Traversable, messages: Iterable[Message], language: str) -> dict[str, Unit]:
    """Return all texts of the catalogue with what stands in the PO files of *language*, by key.

    Args:
        root: The folder of the template sets.
        messages: What the catalogue says, in order.
        language: A language that has its folder there.

    Raises:
        UnknownName: The language has no folder.
        TranslationError: A PO file cannot be read.
    """
    find_languages(root, [language])
    entries = {
        entry.msgctxt: entry
        for sheet in read_sheets(root, language)
        if sheet.tag == language
        for entry in sheet.entries
    }
    ledger = read_ledger(root, language)
    return {message.key: _unit(message, entries.get(message.key), ledger) for message in messages}


def _unit(message: Message, entry: Entry | None, ledger: Ledger) -> Unit:
    if entry is None or not entry.msgstr.strip():
        return Unit(message, "", Standing.MISSING, remark=entry.tcomment if entry else "")
    if not is_stale(entry, message, ledger):
        signed = ledger.standing(message.key, message.source, entry.msgstr) is Signed.REVIEWED
        standing = Standing.REVIEWED if signed else Standing.UNREVIEWED
        return Unit(message, entry.msgstr, standing, remark=entry.tcomment)
    previous = entry.previous_msgid or (entry.msgid if entry.msgid != message.source else "")
    return Unit(message, entry.msgstr, Standing.STALE, previous, entry.tcomment)


def define_scope(
    units: Mapping[str, Unit], language: str, themes: Iterable[str], only: Iterable[Standing]
) -> Scope:
    """Return what a file is to hold.

    Raises:
        UnknownName: A theme does not exist; all such are told.
    """
    known = dict.fromkeys(unit.message.domain for unit in units.values())
    faults = [
        Fault("exchange.unknown-theme", f"There is no theme {theme!r}.", hint=nearest(theme, known))
        for theme in themes
        if theme not in known
    ]
    if faults:
        raise UnknownName(*faults)
    whole = "\n".join(f"{unit.key}\t{unit.source}" for unit in units.values())
    wanted = set(themes)
    return Scope(
        language,
        tuple(theme for theme in known if theme in wanted),
        tuple(dict.fromkeys(only)),
        stamp(whole),
    )


def ship(units: Mapping[str, Unit], scope: Scope, parties: Mapping[str, str]) -> Shipment:
    """Put together what goes out.

    Args:
        units: All texts of the language.
        scope: What is wanted of them.
        parties: The names that the wording is written for, by party.
    """
    notes: dict[str, str] = {}
    for unit in units.values():
        if is_note(unit.key):
            before = notes.get(unit.group)
            notes[unit.group] = f"{before}\n\n{unit.source}" if before else unit.source
    names = ", ".join(f"{{{party}}} = {name}" for party, name in parties.items())
    advice = (
        "Words in braces are placeholders: keep their names, put them where your sentence needs "
        f"them. Write the sentence as it reads for these names: {names}. Another word that agrees "
        "with the party is written in both forms, as {supplier:masculine|feminine}."
    )
    return Shipment(scope, tuple(scope.choose(units.values())), notes, advice)


def group_units(units: Iterable[Unit]) -> Iterator[tuple[str, list[tuple[str, list[Unit]]]]]:
    """Yield the themes of *units*, each with its groups: clauses, definitions, ladders.

    Units that stand apart in the catalogue's order and belong together are brought together.
    """
    domains: dict[str, dict[str, list[Unit]]] = {}
    for unit in units:
        domains.setdefault(unit.message.domain, {}).setdefault(unit.group, []).append(unit)
    for domain, groups in domains.items():
        yield domain, list(groups.items())
