"""Passages that follow one another again, as in tenders with the same articles, written as one.

A chapter has no markup of its own until its gaps were filled in the same way twice, which is so
where the numbers that it refers to are the same. Then all of it is kept as one stretch.
"""

from __future__ import annotations

from collections import Counter
from operator import is_
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from clausekit.model.document import Heading
from clausekit.record import record
from clausekit.word.stretches import Pattern, Recurring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clausekit.model.document import Block
    from clausekit.word.ledger import Ledger
    from clausekit.word.passages import Passage

__all__ = ["Chapter", "Chapters", "Whole"]

_Filled: TypeAlias = "tuple[tuple[Recurring, ...], ...]"
"""What fills the gaps of each passage."""
_ROOM: Final = 16_000_000
"""Bytes that the chapters of one frame take together: those of some twenty long annexes."""
_ENTRY: Final = 3_000
"""What each passage of a chapter takes, with what the survey counted in it."""
_GAP_ENTRY: Final = 100
"""What each gap of a whole takes beside what fills it."""
_LONGEST_FILLED: Final = 4_000
"""Bytes in a gap; what is longer comes out of one tender."""
_WHOLES: Final = 3
"""Wholes of one chapter that are kept."""
_BESIDE: Final = 32
"""Chapters that are kept under one heading: each is looked at until one fits."""
_MET: Final = 4_096
"""Sequences that are known to have come once."""


@record
class Whole:
    """A chapter with its gaps filled.

    Args:
        filled: What filled them.
        stretch: All of it; None where they were filled in this way once.
    """

    filled: _Filled
    stretch: Pattern | Recurring | None = None

    @property
    def size(self) -> int:
        """Bytes that it takes, more or less."""
        size = sum(_GAP_ENTRY + len(one) for gaps in self.filled for one in gaps)
        if isinstance(self.stretch, Pattern):
            return size + self.stretch.size
        return size + len(self.stretch or b"")


@record(eq=False)
class Chapter:
    """Passages that follow one another.

    Args:
        passages: The passages.
        blocks: All their blocks.
        width: How wide the text was; zero where no table hangs on that.
        surveyed: What the survey counted in it, and keeps here.
        wholes: The chapter as its gaps were filled last; ``Chapters`` keeps them here.
    """

    passages: tuple[Passage, ...]
    blocks: tuple[Block, ...]
    width: int
    surveyed: dict[Any, Any]
    wholes: list[Whole]

    @property
    def size(self) -> int:
        """Bytes that it takes, more or less, beside its passages."""
        return _ENTRY * len(self.passages) + sum(whole.size for whole in self.wholes)

    def fill(self, ledger: Ledger, position: int) -> list[bytes]:
        """Return the chapter, in pieces, as it stands in the document of *ledger*.

        Args:
            ledger: The state of the rendering.
            position: How many blocks of the slot come before it.

        Raises:
            NeedsCareError: What fills a gap must be looked at.
        """
        first = ledger.take_notes(0)
        filled = []
        numbers = []
        for passage in self.passages:
            numbers.append(passage.number_notes(ledger))
            filled.append(passage.fill_gaps(ledger, position))
            position += len(passage.blocks)
        whole = ledger.layout.drafts.chapters.find_whole(self, tuple(filled))
        if whole is not None:
            return [whole.fill(first) if isinstance(whole, Pattern) else whole]
        pieces: list[bytes] = []
        for passage, gaps, number in zip(self.passages, filled, numbers, strict=True):
            pieces += passage.weave(gaps, number)
        return pieces

    def join(self, filled: _Filled) -> Pattern | Recurring:
        """Return the chapter in one stretch, with its gaps filled."""
        pieces: list[list[bytes]] = [[]]
        for passage, gaps in zip(self.passages, filled, strict=True):
            for text in passage.texts_with(gaps):
                first, *rest = text.texts if isinstance(text, Pattern) else (text,)
                pieces[-1].append(first)
                pieces += [[after] for after in rest]
        joined = [b"".join(piece) for piece in pieces]
        return Pattern(joined) if len(joined) > 1 else Recurring(joined[0])


class Chapters:
    """The chapters of one frame; several threads may use them at the same time."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Chapter, ...]] = {}
        self._order: dict[Chapter, None] = {}
        self._shared: Counter[Passage] = Counter()
        self._met: set[int] = set()
        self._lock = Lock()
        self.size = 0
        """Bytes that all take, more or less, with their passages, of which they share many."""

    def find(self, blocks: Sequence[Block], position: int, width: int) -> Chapter | None:
        """Return the longest chapter after *position* blocks; None where there is none."""
        found: Chapter | None = None
        longest = 0
        for chapter in self._kept.get(id(blocks[position]), ()):
            length = len(chapter.blocks)
            end = position + length
            if (
                length > longest
                and chapter.width in (0, width)
                and end <= len(blocks)
                and blocks[end - 1] is chapter.blocks[-1]
                and all(map(is_, blocks[position:end], chapter.blocks))
                and (end == len(blocks) or blocks[end].__class__ is Heading)
            ):
                found, longest = chapter, length
        return found

    def meet(self, passages: Sequence[Passage]) -> None:
        """Keep passages that follow one another as a chapter, from the second time on."""
        if len(passages) < 2:
            return
        key = hash(tuple((id(one.blocks[0]), len(one.blocks)) for one in passages))
        if key in self._met:
            self._met.discard(key)
            self._keep(passages)
            return
        if len(self._met) >= _MET:
            self._met.clear()
        self._met.add(key)

    def find_whole(self, chapter: Chapter, filled: _Filled) -> Pattern | Recurring | None:
        """Return a chapter in one stretch, if its gaps were filled like this twice before.

        Args:
            chapter: The chapter.
            filled: What fills its gaps.
        """
        for whole in tuple(chapter.wholes):
            if whole.filled == filled:
                if whole.stretch is None:
                    self._keep_whole(chapter, Whole(filled, chapter.join(filled)))
                return whole.stretch
        if all(len(one) <= _LONGEST_FILLED for gaps in filled for one in gaps):
            self._keep_whole(chapter, Whole(filled))
        return None

    def _keep(self, passages: Sequence[Passage]) -> None:
        blocks = tuple(block for passage in passages for block in passage.blocks)
        width = max(passage.width for passage in passages)
        chapter = Chapter(tuple(passages), blocks, width, {}, [])
        with self._lock:
            others = self._kept.get(id(blocks[0]), ())
            if any(one.passages == chapter.passages for one in others):  # another thread was first
                return
            if len(others) >= _BESIDE:
                self._drop(others[0])
            self._add(chapter)
            self._make_room(chapter)

    def _keep_whole(self, chapter: Chapter, whole: Whole) -> None:
        """Keep a whole with its chapter, in the place of what had the same gaps or is oldest."""
        with self._lock:
            if chapter not in self._order:
                return
            others = [one for one in chapter.wholes if one.filled != whole.filled]
            self.size -= chapter.size
            chapter.wholes[:] = *others[1 - _WHOLES :], whole
            self.size += chapter.size
            self._make_room(chapter)

    def _make_room(self, chapter: Chapter) -> None:
        """Let go of the oldest chapters; of this one only where it is too large alone."""
        for other in list(self._order) if self.size > _ROOM else ():
            if self.size <= _ROOM:
                break
            if other is not chapter:
                self._drop(other)
        if self.size > _ROOM:
            self._drop(chapter)

    def _add(self, chapter: Chapter) -> None:
        key = id(chapter.blocks[0])
        self._kept[key] = (*self._kept.get(key, ()), chapter)
        self._order[chapter] = None
        passages = {*chapter.passages}
        self.size += chapter.size + sum(one.size for one in passages if one not in self._shared)
        self._shared.update(passages)

    def _drop(self, chapter: Chapter) -> None:
        key = id(chapter.blocks[0])
        self._kept[key] = tuple(one for one in self._kept[key] if one is not chapter)
        if not self._kept[key]:
            del self._kept[key]
        del self._order[chapter]
        passages = {*chapter.passages}
        self._shared.subtract(passages)
        gone = [one for one in passages if not self._shared[one]]
        self.size -= chapter.size + sum(one.size for one in gone)
        for passage in gone:
            del self._shared[passage]
