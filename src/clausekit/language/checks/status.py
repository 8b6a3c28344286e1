"""How far the translations are: done, out of date, missing, words left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from clausekit.errors import Fault
from clausekit.language.checks.run import find_languages, is_stale, read_sheets
from clausekit.language.ledger import Standing, read_ledger
from clausekit.record import record

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from clausekit.catalogue.messages import Message

__all__ = ["Progress", "measure_progress"]


@record
class Progress:
    """The state of one PO file.

    Args:
        language: The language.
        file: The name of the file without its ending.
        texts: How many texts the catalogue asks for.
        reviewed: How many stand as they should and were signed by a reviewer.
        stale: How many were translated from another English wording, or are marked fuzzy.
        missing: How many are not translated.
        words_left: The English words of the texts that are stale or missing.
    """

    language: str
    file: str
    texts: int
    reviewed: int
    stale: int
    missing: int
    words_left: int

    @property
    def done(self) -> int:
        """How many stand as they should, signed or not."""
        return self.texts - self.stale - self.missing


def measure_progress(
    root: Traversable,
    messages: Iterable[Message],
    languages: Iterable[str] = (),
    broken: list[Fault] | None = None,
) -> Iterator[Progress]:
    """Yield the state of each file of each language.

    Args:
        root: The folder of the template sets.
        messages: What the catalogue says, in order.
        languages: The languages to measure; all in the folder where none is given.
        broken: Takes what is wrong with files that cannot be read; their texts are left out.

    Raises:
        UnknownName: A language has no folder.
        TranslationError: A PO file cannot be read, and nobody takes that.

    Example:
        >>> from clausekit import Catalogue
        >>> from clausekit.catalogue.messages import messages
        >>> from clausekit.resources import templates_root
        >>> buyer = next(measure_progress(templates_root(), messages(Catalogue.load()), ["fr"]))
        >>> buyer.language, buyer.texts == buyer.done + buyer.stale + buyer.missing
        ('fr', True)
    """
    domains: dict[str, list[Message]] = {}
    for message in messages:
        domains.setdefault(message.domain, []).append(message)
    for code in find_languages(root, languages):
        faults: list[Fault] | None = None if broken is None else []
        entries = {
            entry.msgctxt: entry
            for sheet in read_sheets(root, code, faults)
            if sheet.tag == code
            for entry in sheet.entries
        }
        ledger = read_ledger(root, code)
        unread = {fault.where.partition(", line ")[0] for fault in faults or ()}
        if broken is not None:
            broken += faults or ()
        for domain, wanted in sorted(domains.items()):
            if f"{code}/clauses/{domain}.po" in unread:
                continue
            reviewed = stale = missing = words = 0
            for message in wanted:
                entry = entries.get(message.key)
                if entry is None or not entry.msgstr.strip():
                    missing += 1
                elif is_stale(entry, message, ledger):
                    stale += 1
                else:
                    standing = ledger.standing(message.key, message.source, entry.msgstr)
                    reviewed += standing is Standing.REVIEWED
                    continue
                words += len(message.source.split())
            yield Progress(code, domain, len(wanted), reviewed, stale, missing, words)
