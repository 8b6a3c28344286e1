"""Blocks that follow one another, from a heading up to the next one, written as one.

An article that tenders share comes with all its blocks. Where each of them has a draft, the drafts
are joined: what stands between two gaps becomes one stretch, and the ids of notes, which count up,
are numbers in a pattern.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from clausekit.record import record
from clausekit.word.ledger import Ledger
from clausekit.word.notes import MARK, NOTE, number_note
from clausekit.word.stretches import Pattern, Recurring

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clausekit.model.document import Block
    from clausekit.word.drafts import Draft

__all__ = ["Passage", "join_drafts"]

_ENTRY: Final = 3_000
"""What a passage takes beside its markup, with what the survey and the check found in it."""
_GAP_ENTRY: Final = 200
"""What each of its gaps takes."""


@record(eq=False)
class Passage:
    """A heading and the blocks up to the next one, as they were written.

    Args:
        blocks: The blocks. They are kept, so that their ids are not given to others.
        width: How wide the text was; zero where no table hangs on that.
        texts: What stands before, between and after the gaps.
        gaps: For each gap the place of its block among these, what fills it, and of what.
        notes: The notes of these blocks; None where they have none.
        size: Bytes that it takes, more or less.
        surveyed: What the survey counted in it, and keeps here.
    """

    blocks: tuple[Block, ...]
    width: int
    texts: tuple[Pattern | Recurring, ...]
    gaps: tuple[tuple[int, Callable[[Ledger, Any], str], object], ...]
    notes: Pattern | None
    size: int
    surveyed: dict[Any, Any]

    def fill(self, ledger: Ledger, position: int) -> list[bytes]:
        """Return the passage, in pieces, as it stands in the document of *ledger*.

        Args:
            ledger: The state of the rendering.
            position: How many blocks of the slot come before it.

        Raises:
            NeedsCareError: What fills a gap must be looked at.
        """
        number = self.number_notes(ledger)
        return self.weave(self.fill_gaps(ledger, position), number)

    def number_notes(self, ledger: Ledger) -> int:
        """Add its notes to the document; return the number of the first."""
        if self.notes is None:
            return 0
        number = ledger.take_notes(self.notes.count)
        ledger.notes.append(self.notes.fill(number))
        return number

    def fill_gaps(self, ledger: Ledger, position: int) -> tuple[Recurring, ...]:
        """Return what fills its gaps.

        Args:
            ledger: The state of the rendering.
            position: How many blocks of the slot come before it.
        """
        fix = ledger.layout.drafts.fix
        filled = []
        for offset, write, what in self.gaps:
            ledger.position = position + offset
            filled.append(fix(write(ledger, what)))
        return tuple(filled)

    def weave(self, filled: tuple[Recurring, ...], number: int) -> list[bytes]:
        """Return it in pieces.

        Args:
            filled: What fills its gaps.
            number: The number of its first note.
        """
        pieces: list[bytes] = []
        for text in self.texts_with(filled):
            if isinstance(text, Pattern):
                pieces.append(text.fill(number))
                number += text.count
            else:
                pieces.append(text)
        return pieces

    def texts_with(self, filled: tuple[Recurring, ...]) -> Iterator[Pattern | Recurring]:
        """Yield what stands around its gaps and, in turn, what fills them."""
        first, *rest = self.texts
        yield first
        for fixed, text in zip(filled, rest, strict=True):
            yield fixed
            yield text


def join_drafts(drafts: Sequence[Draft], width: int) -> Passage:
    """Return the passage of some drafts.

    Args:
        drafts: Those of a heading and of what follows it.
        width: How wide the text was; zero where no table hangs on that.
    """
    texts: list[Pattern | Recurring] = []
    gaps = []
    notes: list[list[bytes]] = [[]]
    text: list[list[bytes]] = [[]]

    def close() -> None:
        texts.append(_stretch(text))
        text[:] = [[]]

    for offset, draft in enumerate(drafts, start=1):
        text[-1].append(draft.text)
        for write, what, after in draft.rest:
            if write is number_note and isinstance(what, bytes):
                _number(text, MARK)
                _number(notes, NOTE)
                notes[-1].append(what)
            else:
                close()
                gaps.append((offset, write, what))
            text[-1].append(after)
    close()
    stretch = _stretch(notes)
    return Passage(
        tuple(draft.block for draft in drafts),
        width,
        tuple(texts),
        tuple(gaps),
        stretch if isinstance(stretch, Pattern) else None,
        _ENTRY
        + _GAP_ENTRY * len(gaps)
        + sum(one.size if isinstance(one, Pattern) else len(one) for one in (*texts, stretch)),
        {},
    )


def _number(text: list[list[bytes]], element: str) -> None:
    """Add an element with a number in it."""
    before, after = element.encode().split(b"%d")
    text[-1].append(before)
    text.append([after])


def _stretch(text: list[list[bytes]]) -> Pattern | Recurring:
    pieces = [b"".join(piece) for piece in text]
    return Pattern(pieces) if len(pieces) > 1 else Recurring(pieces[0])
