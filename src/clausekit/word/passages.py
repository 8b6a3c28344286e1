"""Blocks that follow one another, from a heading up to another one, written as one.

An article that tenders share comes with all its blocks. Where each of them has a draft, the drafts
are joined: what stands between two gaps becomes one stretch, and the ids of notes, which count up,
are numbers in a pattern. Where the same articles follow one another again, they are joined too. And
where the gaps are filled as they were before, the whole passage is one stretch.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from clausekit.record import record
from clausekit.word.ledger import Ledger
from clausekit.word.notes import MARK, NOTE, number_note
from clausekit.word.stretches import Pattern, Recurring

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clausekit.model.document import Block
    from clausekit.word.drafts import Draft

__all__ = ["Passage", "Whole", "join_drafts", "join_passages"]

_Gap: TypeAlias = "tuple[int, Callable[[Ledger, Any], str], object]"
"""The place of a block among others, what fills a gap in it, and of what."""

_ENTRY: Final = 3_000
"""What a passage takes beside its markup, with what the survey and the check found in it."""
_GAP_ENTRY: Final = 200
"""What each of its gaps takes."""


@record(eq=False)
class Passage:
    """A heading and the blocks up to the next one or a later one, as they were written.

    Args:
        blocks: The blocks. They are kept, so that their ids are not given to others.
        width: How wide the text was; zero where no table hangs on that.
        texts: What stands before, between and after the gaps.
        gaps: Its gaps, in order.
        notes: The notes of these blocks; None where they have none.
        bare: Bytes that it takes without its wholes, more or less.
        surveyed: What the survey counted in it, and keeps here.
        wholes: The passage as its gaps were filled last; ``Drafts`` keeps them here.
    """

    blocks: tuple[Block, ...]
    width: int
    texts: tuple[Pattern | Recurring, ...]
    gaps: tuple[_Gap, ...]
    notes: Pattern | None
    bare: int
    surveyed: dict[Any, Any]
    wholes: list[Whole]

    @property
    def size(self) -> int:
        """Bytes that it takes, more or less."""
        return self.bare + sum(whole.size for whole in self.wholes)

    def fill(self, ledger: Ledger, position: int) -> list[bytes]:
        """Return the passage, in pieces, as it stands in the document of *ledger*.

        Args:
            ledger: The state of the rendering.
            position: How many blocks of the slot come before it.

        Raises:
            NeedsCareError: What fills a gap must be looked at.
        """
        if self.notes is not None:
            number = ledger.take_notes(self.notes.count)
            ledger.notes.append(self.notes.fill(number))
        drafts = ledger.layout.drafts
        filled = []
        for offset, write, what in self.gaps:
            ledger.position = position + offset
            filled.append(drafts.fix(write(ledger, what)))
        whole = drafts.find_whole(self, tuple(filled)) if filled else None
        pieces: list[bytes] = []
        for text in self._weave(filled) if whole is None else (whole,):
            if isinstance(text, Pattern):
                pieces.append(text.fill(number))
                number += text.count
            else:
                pieces.append(text)
        return pieces

    def join(self, filled: Sequence[Recurring]) -> Pattern | Recurring:
        """Return the passage in one stretch, with its gaps filled."""
        pieces: list[list[bytes]] = [[]]
        for text in self._weave(filled):
            _add(pieces, text)
        return _stretch(pieces)

    def _weave(self, filled: Sequence[Recurring]) -> Iterator[Pattern | Recurring]:
        """Yield what stands around the gaps and, in turn, what fills them."""
        first, *rest = self.texts
        yield first
        for fixed, text in zip(filled, rest, strict=True):
            yield fixed
            yield text


@record
class Whole:
    """A passage with its gaps filled.

    Args:
        filled: What filled them.
        stretch: All of it; None where they were filled in this way once.
    """

    filled: tuple[Recurring, ...]
    stretch: Pattern | Recurring | None = None

    @property
    def size(self) -> int:
        """Bytes that it takes, more or less."""
        fixed = _GAP_ENTRY + sum(map(len, self.filled))
        return fixed if self.stretch is None else fixed + _weigh(self.stretch)


def join_drafts(drafts: Sequence[Draft], width: int) -> Passage:
    """Return the passage of some drafts.

    Args:
        drafts: Those of a heading and of what follows it.
        width: How wide the text was; zero where no table hangs on that.
    """
    texts: list[Pattern | Recurring] = []
    gaps: list[_Gap] = []
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
    blocks = tuple(draft.block for draft in drafts)
    return _passage(blocks, width, texts, gaps, notes, _ENTRY)


def join_passages(passages: Sequence[Passage]) -> Passage:
    """Return several passages, which follow one another, as one."""
    texts: list[Pattern | Recurring] = []
    gaps: list[_Gap] = []
    notes: list[list[bytes]] = [[]]
    text: list[list[bytes]] = [[]]
    blocks: list[Block] = []
    for passage in passages:
        start, *rest = passage.texts
        _add(text, start)
        for after in rest:
            texts.append(_stretch(text))
            text = [[]]
            _add(text, after)
        gaps += [(len(blocks) + offset, write, what) for offset, write, what in passage.gaps]
        if passage.notes is not None:
            _add(notes, passage.notes)
        blocks += passage.blocks
    texts.append(_stretch(text))
    width = max(passage.width for passage in passages)
    return _passage(tuple(blocks), width, texts, gaps, notes, _ENTRY * len(passages))


def _passage(
    blocks: tuple[Block, ...],
    width: int,
    texts: list[Pattern | Recurring],
    gaps: list[_Gap],
    notes: list[list[bytes]],
    entry: int,
) -> Passage:
    numbered = _stretch(notes)
    size = entry + _GAP_ENTRY * len(gaps) + sum(map(_weigh, (*texts, numbered)))
    noted = numbered if isinstance(numbered, Pattern) else None
    return Passage(blocks, width, tuple(texts), tuple(gaps), noted, size, {}, [])


def _add(pieces: list[list[bytes]], text: Pattern | Recurring) -> None:
    """Add a text; each number in it begins a new piece."""
    first, *rest = text.texts if isinstance(text, Pattern) else (text,)
    pieces[-1].append(first)
    pieces += [[after] for after in rest]


def _weigh(text: Pattern | Recurring) -> int:
    return text.size if isinstance(text, Pattern) else len(text)


def _number(text: list[list[bytes]], element: str) -> None:
    """Add an element with a number in it."""
    before, after = element.encode().split(b"%d")
    text[-1].append(before)
    text.append([after])


def _stretch(text: list[list[bytes]]) -> Pattern | Recurring:
    pieces = [b"".join(piece) for piece in text]
    return Pattern(pieces) if len(pieces) > 1 else Recurring(pieces[0])
