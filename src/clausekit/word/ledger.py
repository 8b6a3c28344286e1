"""What is handed out while one document is written: ids, numbers, notes, faults."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

from clausekit.errors import Fault
from clausekit.word.text import escape_text, invalid_character, write_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from clausekit.model.document import Document
    from clausekit.word.layout import Layout
    from clausekit.word.survey import Survey

__all__ = ["Ledger"]

_T = TypeVar("_T")


class Ledger:
    """The state of one rendering; nothing of it outlives the document.

    Args:
        document: What is written.
        layout: How the frame looks.
        survey: What the first walk found.
        careful: Whether each text is looked at on its own, for characters that Word cannot store
            and for breaks and tabs. It is slow, and seldom needed: ``render`` looks at what was
            written as a whole, and asks for care where it finds such characters.
    """

    def __init__(
        self, document: Document, layout: Layout, survey: Survey, *, careful: bool = False
    ) -> None:
        self.document = document
        self.layout = layout
        self.survey = survey
        self.careful = careful
        self.styles = layout.styles
        self.looks = layout.looks
        self.place = ""
        self.position = 0
        self.notes: list[str | bytes] = []
        self._next_note = layout.first_note
        self.faults: list[Fault] = list(survey.faults)
        self.fields: dict[str, tuple[str, str]] = {}
        self._unnamed = iter(survey.unnamed)
        self._entry_id = layout.bookmark_ids.start - 1
        self._controls = set(layout.controls)

    def late(self, write: Callable[[Ledger, _T], str], what: _T) -> str:
        """Return what *write* makes of *what*.

        Whatever depends on the rest of the document is written this way: ids, and the numbers
        that references print. A draft remembers the call in place of the text.
        """
        return write(self, what)

    def next_entry(self) -> tuple[str, int]:
        """Return the bookmark that the table of contents has for the next heading without anchor.

        It has a name and an id.
        """
        self._entry_id += 1
        return next(self._unnamed), self._entry_id

    def last_entry(self) -> int:
        """Return the id of the bookmark that ``next_entry`` gave last."""
        return self._entry_id

    def next_control(self, key: str) -> int:
        """Return a free id of a content control, the same in every run."""
        turn = 0
        while True:
            digest = hashlib.sha256(f"{key}\0{turn}".encode("utf-8", "surrogatepass")).digest()
            number = int.from_bytes(digest[:4], "big") & 0x7FFFFFFF
            if number and number not in self._controls:
                self._controls.add(number)
                return number
            turn += 1

    def take_notes(self, count: int) -> int:
        """Return the first of *count* free ids of footnotes in a row."""
        self._next_note += count
        return self._next_note - count

    def inspect(self, text: str) -> str:
        """Return *text*; note a fault where Word could not store it."""
        if not text.isprintable() and (character := invalid_character(text)):
            around = text.replace(character, "\N{REPLACEMENT CHARACTER}")
            self.fault(
                "document.character",
                f"A text holds the character U+{ord(character):04X}, which Word cannot store: "
                f"{around[:60]!a}",
                "Take it out; it often comes with text that was copied from a PDF.",
            )
            return ""
        return text

    def run(self, text: str, properties: str = "") -> str:
        """Return a run; nothing for an empty text.

        Args:
            text: What it says.
            properties: The content of ``w:rPr``.
        """
        if self.careful:
            return write_run(self.inspect(text), properties)
        if not text:
            return ""
        if properties:
            properties = f"<w:rPr>{properties}</w:rPr>"
        return f'<w:r>{properties}<w:t xml:space="preserve">{escape_text(text)}</w:t></w:r>'

    def fault(self, code: str, message: str, hint: str = "") -> None:
        """Note a fault at the place that is being written."""
        place = f"{self.place}, block {self.position}" if self.position else self.place
        self.faults.append(Fault(code, message, place, hint))
