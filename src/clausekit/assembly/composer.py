"""Turns wording into running text: parties, amounts, cross-references and notes in place."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from clausekit.assembly.memory import Memory, Reading
from clausekit.catalogue.catalogue import Catalogue
from clausekit.catalogue.messages import source_key
from clausekit.errors import DocumentError, Fault, LanguageError, TranslationError, nearest
from clausekit.language.locale import Language
from clausekit.language.translations import Texts
from clausekit.language.wording import Ref
from clausekit.model.document import CrossReference, Footnote, Inline, Line
from clausekit.model.instrument import Instrument
from clausekit.model.wording import Source

__all__ = ["Composer"]

_T = TypeVar("_T")

# Bodies whose instruments carry titles that do not name them, by the first part of the id.
_ISSUERS = {"ILO": "body.ilo", "OECD": "body.oecd", "WTO": "body.wto"}


class Composer:
    """Writes one document in one language and keeps every fault until the end.

    Args:
        catalogue: Where instruments and decisions come from.
        language: The language, with the names of the parties.
        texts: The wording in that language.
        numbers: The number of everything that a reference can point to.
        kind: The kind of document, for the places of faults.
        country: Where the buyer sits: an instrument that is only cited in some countries is left
            out elsewhere.
        memory: What was composed before in the same language, with the same names of parties.
        annex: The numbers of the annex, where the document speaks of the annex from outside: a
            reference to it is its number in plain text.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        language: Language,
        texts: Texts,
        numbers: Mapping[str, str],
        *,
        kind: str,
        country: str,
        memory: Memory | None = None,
        annex: Mapping[str, str] | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.language = language
        self._texts = texts
        self._numbers = numbers
        self._kind = kind
        self._country = country
        self._annex = annex or {}
        self._cited: set[str] = set()
        self._faults: list[Fault] = []
        self.memory = Memory() if memory is None else memory
        self._readings: list[Reading] = []
        self._unreviewed: dict[str, None] = {}

    def remember(self, key: Hashable, compose: Callable[[], Iterable[_T]]) -> tuple[_T, ...]:
        """Return what *compose* yields, or what it yielded before where that still stands.

        Args:
            key: All that the result depends on, besides what the composer itself is asked.
            compose: Composes with this composer.
        """
        for kept in self.memory.readings(key):
            if kept.stands(self._numbers, self._cited):
                self._pass_on(kept)
                self._cited |= kept.cites
                self._unreviewed |= kept.unreviewed
                return kept.result
        reading = Reading(among=self._numbers)
        faults = self._count_faults()
        self._readings.append(reading)
        try:
            reading.result = tuple(compose())
        finally:
            self._readings.pop()
        if self._count_faults() == faults:
            self.memory.keep(key, reading)
        self._pass_on(reading)
        return reading.result

    def _pass_on(self, reading: Reading) -> None:
        """Let what is being composed take a part of it; whatever is around takes it in turn."""
        if self._readings:
            self._readings[-1].take(reading)

    def _count_faults(self) -> int:
        return len(self._faults) + len(self._texts.faults)

    def _find_number(self, target: str) -> str | None:
        number = self._numbers.get(target)
        if self._readings:
            self._readings[-1].numbers[target] = number
        return number

    def _cite(self, instrument: str) -> bool:
        """Tell whether an instrument was cited before; it is from now on."""
        before = instrument in self._cited
        if self._readings:
            reading = self._readings[-1]
            if instrument not in reading.cites:
                reading.cited.setdefault(instrument, before)
                reading.cites.add(instrument)
        self._cited.add(instrument)
        return before

    @property
    def unreviewed(self) -> tuple[str, ...]:
        """The keys of wording that no reviewer signed, in the order in which it was read."""
        return tuple(self._unreviewed)

    def _read(self, key: str) -> tuple[str, bool]:
        """Return the wording of *key* and whether a variant gave it."""
        found = self._texts.get(key)
        if found[0]:
            self._note_review(key)
        return found

    def _note_review(self, key: str) -> None:
        """Keep in mind that nobody reviewed *key*, where that is so."""
        if not self._texts.is_reviewed(key):
            self._unreviewed[key] = None
            if self._readings:
                self._readings[-1].unreviewed[key] = None

    def line(
        self,
        key: str,
        values: Mapping[str, object] | None = None,
        *,
        sources: Iterable[Source] = (),
        targets: Mapping[str, str] | None = None,
    ) -> Line:
        """Return the wording of *key* as running text.

        Args:
            key: The key of the message.
            values: Amounts and facts that it prints.
            sources: Instruments to cite in a note at its end.
            targets: What the references of a fixed phrase point to.
        """
        text, regional = self._read(key)
        if not text:
            return ()
        try:
            pieces = self.language.render(text, values, regional=regional)
        except LanguageError as error:
            self.keep(error, f"{self.language.tag}, {self._kind}, {key}")
            return ()
        line: list[Inline] = []
        for piece in pieces:
            if not isinstance(piece, Ref):
                line.append(piece)
                continue
            target = (targets or {}).get(piece.target, piece.target)
            line += self.article(target, where=key)
        note = self.note(sources)
        return (*line, note) if note else tuple(line)

    def lettered(
        self, key: str, items: int, values: Mapping[str, object] | None = None
    ) -> tuple[Line, ...]:
        """Return a paragraph and its items, each after its letter, for the cell of a table.

        Where the same paragraph is an article, Word's list prints the letters.

        Args:
            key: The key of the paragraph.
            items: How many items it has.
            values: Amounts and facts that they print.
        """
        lines = [self.line(key, values)]
        for index in range(1, items + 1):
            item = self.line(f"{key}.item.{index}", values)
            lines.append((f"{self.language.letter(index)}\N{NO-BREAK SPACE}", *item))
        return tuple(lines)

    def text(self, key: str, values: Mapping[str, object] | None = None) -> str:
        """Return the wording of *key* as a plain string; it holds no references."""
        if values:
            return "".join(piece for piece in self.line(key, values) if isinstance(piece, str))
        text = self.memory.texts.get(key)
        if text is None:
            faults = self._count_faults()
            line = self.line(key)
            text = "".join(piece for piece in line if isinstance(piece, str))
            if len(line) == 1 and self._count_faults() == faults:
                self.memory.texts[key] = text
        else:
            self._note_review(key)
        return text

    def phrase(self, name: str, values: Mapping[str, object] | None = None) -> str:
        """Return a fixed phrase."""
        return self.text(f"phrase.{name}", values)

    def word(self, name: str, values: Mapping[str, object] | None = None) -> str:
        """Return what this form says round a fact."""
        return self.text(f"document.{self._kind}/word.{name}", values)

    def name(self, group: str, value: str) -> str:
        """Return what a risk, a sector, a tier or the like is called."""
        return self.text(f"name.{group}.{value}")

    def source_title(self, source: str) -> str:
        """Return where a finding comes from, in the words of the language.

        Args:
            source: A list by its id or with its edition, a place in an instrument, or who else
                looks there.
        """
        for listing in self.catalogue.lists.values():
            if source in {listing.id, str(listing)}:
                return f"{self.name('source', listing.id)}, {listing.edition}"
        instrument, _, pinpoint = source.partition(" ")
        if instrument in self.catalogue.instruments:
            return self._citation(self.catalogue.instruments[instrument], [pinpoint or "whole"])
        return self.name("source", source_key(source))

    def raw(self, key: str) -> str:
        """Return the wording of *key* in the words of the region, without filling it."""
        text, regional = self._read(key)
        return text if regional else self.language.adapt(text)

    def reference(self, target: str, *, where: str) -> CrossReference | str:
        """Return a reference to *target*, or nothing after keeping the fault that it is missing.

        Args:
            target: An article, a paragraph, a ladder or a schedule.
            where: What refers to it, for the place of the fault.
        """
        if target in self._annex:
            return self.annex_number(target)
        if self._find_number(target) is None:
            known = target in self.catalogue.clauses
            absent = "is not selected" if known else "is not in the document"
            message = f"The wording refers to {target!r}, which {absent}."
            hint = (
                "Select the clause too, or change the wording that refers to it."
                if known
                else nearest(target, self._numbers)
            )
            where = f"{self.language.tag}, {self._kind}, {where}"
            self._faults.append(Fault("document.unresolved-reference", message, where, hint))
            return ""
        return CrossReference(target=target, number=self.number(target))

    def number(self, target: str) -> str:
        """Return the number of *target* as it is printed: ``4``, ``B.3``, ``Schedule B``."""
        number = self._find_number(target)
        if number is None:
            raise KeyError(target)
        if target.startswith("schedule."):
            return self.phrase("schedule.label", {"number": number})
        return number

    def article(self, target: str, *, where: str) -> Line:
        """Return a reference to *target*, with what stands after the number of an article."""
        found, after = self.reference(target, where=where), self.language.after_article
        number = found.number if isinstance(found, CrossReference) else found
        return (found, after) if after and number.isdigit() else (found,)

    def annex_article(self, target: str) -> str:
        """Return the number that an article has in the annex, as a sentence writes it: ``4.º``."""
        return f"{self.annex_number(target)}{self.language.after_article}"

    def annex_number(self, target: str) -> str:
        """Return the number that *target* has in the annex: ``4``, ``4.2``, ``Schedule B``."""
        number = self._annex[target]
        if target.startswith("schedule."):
            return self.phrase("schedule.label", {"number": number})
        return number

    def note(self, sources: Iterable[Source]) -> Footnote | None:
        """Return a note that cites *sources* by their official titles, or None without any."""
        citations = self.citations(sources)
        if not citations:
            return None
        return Footnote(content=(f"{self.phrase('list.middle')} ".join(citations) + ".",))

    def citations(self, sources: Iterable[Source]) -> list[str]:
        """Return the citations of *sources*, one for each instrument."""
        return [
            self._citation(self.catalogue.instruments[name], pinpoints)
            for name, pinpoints in self._grouped(sources).items()
        ]

    def titles(self, instruments: Iterable[str]) -> list[str]:
        """Return the official titles of instruments that are cited here, without their issuers."""
        return [
            self._title(self.catalogue.instruments[name])
            for name in instruments
            if self.catalogue.instruments[name].is_cited_in(self._country)
        ]

    def places(self, sources: Iterable[Source]) -> list[str]:
        """Return places of instruments in the short form of a table: ``C029, arts. 1 and 2``."""
        found = []
        for name, pinpoints in self._grouped(sources).items():
            instrument = self.catalogue.instruments[name]
            short = self.language.typeset(instrument.cite[self._form])
            joined = self.language.places(pinpoints, instrument.family)
            found.append(f"{short}, {joined}" if joined else short)
        return found

    def keep(self, error: LanguageError, where: str) -> None:
        """Keep the faults of *error*, which belong to the place *where*, until the end."""
        self._faults.extend(
            Fault(fault.code, fault.message, f"{where}, {fault.where}".rstrip(", "), fault.hint)
            for fault in error.faults
        )

    def raise_if_faulty(self) -> None:
        """Raise all faults that were kept: the translation's first, then the document's."""
        if self._texts.faults:
            unique = dict.fromkeys((*self._texts.faults, *self._faults))
            raise TranslationError(*unique)
        if self._faults:
            raise DocumentError(*dict.fromkeys(self._faults))

    @property
    def _form(self) -> str:
        """The form of titles; Portuguese ones differ between Brazil and Portugal: none is mixed."""
        region = "pt_PT" if self.language.tag == "pt-PT" else "pt_BR"
        return region if self.language.code == "pt" else self.language.code

    def _grouped(self, sources: Iterable[Source]) -> dict[str, list[str]]:
        """Return the pinpoints by instrument, of those that are cited in the buyer's country."""
        cited: dict[str, list[str]] = {}
        for source in sources:
            if self.catalogue.instruments[source.instrument].is_cited_in(self._country):
                cited.setdefault(source.instrument, []).append(source.pinpoint)
        return cited

    def _title(self, instrument: Instrument) -> str:
        own = instrument.titles.get(self._form) or self._own_title(instrument)
        return self.language.typeset(own)

    def _citation(self, instrument: Instrument, pinpoints: Iterable[str]) -> str:
        cited_before = self._cite(instrument.id)
        titles = instrument.brief if cited_before and instrument.brief else instrument.titles
        title = self.language.typeset(titles.get(self._form) or self._own_title(instrument))
        joined = self.language.places(pinpoints, instrument.family)
        issuer = self._issuer(instrument, title)
        return f"{issuer}{title}, {joined}" if joined else f"{issuer}{title}"

    def _own_title(self, instrument: Instrument) -> str:
        """Return the title that the files of the language give; keep a fault if none does."""
        title = self.language.title(instrument.id)
        if not title:
            self._faults.append(
                Fault(
                    "document.no-title",
                    f"The instrument {instrument.id!r} has no title in this language.",
                    f"{self.language.tag}, terms.toml",
                    "Add its official title under [titles].",
                )
            )
        return title

    def _issuer(self, instrument: Instrument, title: str) -> str:
        """Return the short name of the body before a title that does not say it."""
        phrase = _ISSUERS.get(instrument.id.split("-")[0])
        name = self.phrase(phrase) if phrase else ""
        return f"{name}, " if name and name not in title else ""
