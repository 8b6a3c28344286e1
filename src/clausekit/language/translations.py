"""The wording in one language, read from the PO files of its template set.

A message is found by its key, never by its text. It counts as translated only while the source
beside it is the wording that stands in the catalogue; what is missing or out of date is told, and
nothing is taken from another language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from clausekit.catalogue.messages import Message
from clausekit.errors import Fault, LanguageError, TranslationError
from clausekit.language.compiled import Pairs, known_pairs, pack_pairs
from clausekit.language.ledger import Ledger, Standing, fingerprint, read_ledger
from clausekit.language.po import parse_po, read_text
from clausekit.language.wording import parse, placeholders
from clausekit.resources import Folder, templates_folder

if TYPE_CHECKING:
    import polib

__all__ = [
    "SOURCE_LANGUAGE",
    "Entry",
    "Texts",
    "Translations",
    "compile_language",
]

SOURCE_LANGUAGE = "en"
"""The language in which the catalogue itself is written."""

Entry: TypeAlias = "polib.POEntry"


class Translations:
    """All wording in one language.

    Args:
        messages: What the catalogue says, by key.
        translated: Source and translation by key.
        overlay: Keys and wording of a national variant, over ``translated``.
        language: The locale, for the places of faults.
        ledger: What reviewers signed of ``translated``.
        overlay_ledger: The same of ``overlay``.
    """

    def __init__(
        self,
        messages: Mapping[str, Message],
        translated: Mapping[str, tuple[str, str]],
        overlay: Mapping[str, tuple[str, str]],
        *,
        language: str,
        ledger: Ledger | None = None,
        overlay_ledger: Ledger | None = None,
    ) -> None:
        self._ledger = ledger or Ledger()
        self._overlay_ledger = overlay_ledger or Ledger()
        self._messages = MappingProxyType(dict(messages))
        self._translated = MappingProxyType(dict(translated))
        self._overlay = MappingProxyType(dict(overlay))
        self.language = language

    @classmethod
    def load(
        cls, messages: Iterable[Message], language: str, *, root: Folder | None = None
    ) -> Translations:
        """Read the PO files of *language* (``es`` or ``es-CL``).

        Args:
            messages: What the catalogue says.
            language: A base language or a variant of it.
            root: Folder of the template sets; the shipped ones where it is None.

        Raises:
            TranslationError: A file cannot be read; all such files are told.
        """
        root = templates_folder(root)
        code = language.split("-", maxsplit=1)[0]
        keyed = {message.key: message for message in messages}
        if code == SOURCE_LANGUAGE:
            base = {key: (message.source, message.source) for key, message in keyed.items()}
        else:
            base = _entries(root / code / "clauses", code)
        variant = root / code / "variants" / f"{language}.po"
        overlay: Pairs = {}
        if language != code and variant.is_file():
            overlay = _of_file(variant, f"{code}/variants", code)
        return cls(
            keyed,
            base,
            overlay,
            language=language,
            ledger=read_ledger(root, code),
            overlay_ledger=read_ledger(root, language) if overlay else None,
        )

    def texts(self) -> Texts:
        """Return a reader that collects what is missing or out of date."""
        return Texts(self)

    def find(self, key: str) -> tuple[str, bool] | Fault:
        """Return the wording of *key* and whether a variant gave it, or what is wrong with it."""
        message = self._messages.get(key)
        if message is None:
            return Fault("translation.unknown-key", f"The catalogue has no text {key!r}.", key)
        overlaid = key in self._overlay
        source, text = (self._overlay if overlaid else self._translated).get(key, ("", ""))
        if not text:
            return Fault(
                "translation.missing",
                "The text is not translated.",
                self._where(message),
                f"Translate: {_short(message.source)}",
            )
        if not _stands(source, message) or self._standing(message, text) is Standing.STALE:
            return Fault(
                "translation.stale",
                "The English wording has changed since this was translated.",
                self._where(message),
                f"It now reads: {_short(message.source)}",
            )
        try:
            if text == message.source:
                parse(text)
                return text, overlaid
            expected, found = placeholders(message.source), placeholders(text)
        except LanguageError as error:
            told = " ".join(f"{fault.message} ({fault.where})" for fault in error.faults)
            return Fault(error.code, told, self._where(message), error.hint)
        if expected != found:
            lost = ", ".join(sorted(expected - found)) or "nothing"
            added = ", ".join(sorted(found - expected)) or "nothing"
            return Fault(
                "translation.placeholders",
                f"The placeholders differ from the English wording: missing {lost}; added {added}.",
                self._where(message),
                "Use the same names in braces as the English wording.",
            )
        return text, overlaid

    def _where(self, message: Message) -> str:
        return f"{self.language}, {message.domain}.po, {message.key}"

    def is_reviewed(self, key: str) -> bool:
        """Tell whether a reviewer signed the wording of *key*; English is the source itself."""
        if self.language.split("-", maxsplit=1)[0] == SOURCE_LANGUAGE and key not in self._overlay:
            return True
        wording = self._overlay if key in self._overlay else self._translated
        _, text = wording.get(key, ("", ""))
        return self._standing(self._messages[key], text) is Standing.REVIEWED

    def _standing(self, message: Message, text: str) -> Standing:
        ledger = self._overlay_ledger if message.key in self._overlay else self._ledger
        return ledger.standing(message.key, message.source, text)


class Texts:
    """Reads wording for one document and keeps the faults until the end.

    Attributes:
        faults: What is missing or out of date.
        unreviewed: The keys of wording that no reviewer signed, in the order of reading.
    """

    def __init__(self, translations: Translations) -> None:
        self._translations = translations
        self.faults: list[Fault] = []
        self.unreviewed: dict[str, None] = {}

    def get(self, key: str) -> tuple[str, bool]:
        """Return the wording of *key* and whether a variant gave it; keep a fault if there is none.

        The empty text that stands in for a missing one never reaches a document: the caller
        raises the faults before it hands anything over.
        """
        found = self._translations.find(key)
        if isinstance(found, Fault):
            self.faults.append(found)
            return "", False
        if not self.is_reviewed(key):
            self.unreviewed[key] = None
        return found

    def is_reviewed(self, key: str) -> bool:
        """Tell whether a reviewer signed the wording of *key*, which must be sound."""
        return self._translations.is_reviewed(key)


def compile_language(language: str) -> bytes:
    """Read the shipped PO files of a base language, and return them as a package carries them.

    Raises:
        TranslationError: A file cannot be read.
    """
    folder = templates_folder() / language
    contents = [
        (read_text(file), file.name)
        for file in (*_po(folder / "clauses"), *_po(folder / "variants"))
    ]
    return pack_pairs((content, _parsed(content, name)) for content, name in contents)


def _po(folder: Traversable) -> list[Traversable]:
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((file for file in found if file.name.endswith(".po")), key=lambda file: file.name)


def _entries(folder: Traversable, language: str) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    faults: list[Fault] = []
    for file in _po(folder):
        try:
            found.update(_of_file(file, f"{language}/clauses", language))
        except TranslationError as error:
            faults.extend(error.faults)
    if faults:
        raise TranslationError(*faults)
    return found


def _of_file(file: Traversable, folder: str, language: str) -> Pairs:
    try:
        return _pairs(read_text(file), file.name, language)
    except TranslationError as error:
        told = (replace(fault, where=f"{folder}/{fault.where}") for fault in error.faults)
        raise TranslationError(*told) from None


@lru_cache(maxsize=256)
def _pairs(content: str, name: str, language: str) -> Pairs:
    """Return source and translation by key; the same content is parsed once."""
    known = known_pairs(content, language)
    return _parsed(content, name) if known is None else known


def _parsed(content: str, name: str) -> Pairs:
    return MappingProxyType(
        {
            entry.msgctxt: (_translated_source(entry), entry.msgstr)
            for entry in parse_po(content, name)
            if not entry.obsolete and entry.msgctxt
        }
    )


def _translated_source(entry: Entry) -> str:
    """Return the English wording that an entry translates; empty where a translator doubts it."""
    return "" if "fuzzy" in entry.flags else entry.msgid


def _stands(source: str, message: Message) -> bool:
    """Tell whether *source* is the wording of *message*, but for spaces and quotation marks."""
    return source == message.source or fingerprint(source) == fingerprint(message.source)


def _short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:117]}..."
