"""What was written before, for the next document that holds the same block.

Tenders share most of their articles, and assembly gives them the same blocks. A block is written
as a draft when it comes for the second time: its markup, with a gap for whatever depends on the
rest of the document. The ids of notes and controls and the numbers that references print are put in
anew each time. A block that never comes again never has a draft, and costs no more than it would
without.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import is_
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar

from clausekit.model.document import Heading
from clausekit.record import record
from clausekit.word.chapters import Chapters
from clausekit.word.ledger import Ledger
from clausekit.word.stretches import Recurring
from clausekit.word.text import NeedsCareError, needs_care

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clausekit.model.document import Block
    from clausekit.word.chapters import Chapter
    from clausekit.word.passages import Passage

__all__ = ["Draft", "Drafts", "Sketch"]

_T = TypeVar("_T")
_GAP: Final = b"\0"
"""No text holds it: XML cannot."""
_ROOM: Final = 16_000_000
"""Bytes that are kept for one frame: some six long annexes that share no article."""
_ENTRY: Final = 700
"""What a draft takes beside its markup."""
_GAP_ENTRY: Final = 200
"""What each of its gaps takes."""
_FIXED: Final = 4_096
"""What filled gaps and is kept: ids of notes, numbers of references, places to fill in."""
_LONGEST_FIXED: Final = 4_000
"""Characters of what is kept there; a place to fill in has some hundred around its label."""
_MET: Final = 8_000_000
"""Bytes of blocks that are known to have been written once: some six long annexes."""
_VARIANTS: Final = 3
"""Passages that are kept beside a new one under the same heading."""


@record(eq=False)
class Draft:
    """A block as it was written, with gaps.

    Args:
        block: The block. It is kept, so that its id is not given to another.
        context: What its look depends on besides: whether it stays with what follows, or how wide
            it is.
        text: The markup up to the first gap, in UTF-8.
        rest: For each gap what fills it, of what, and the markup after it.
    """

    block: Block
    context: int
    text: Recurring
    rest: tuple[tuple[Callable[[Ledger, Any], str], object, Recurring], ...]

    @property
    def size(self) -> int:
        """Bytes that it takes, more or less."""
        return _ENTRY + len(self.text) + sum(_GAP_ENTRY + len(text) for _, _, text in self.rest)

    def fill(self, ledger: Ledger) -> list[bytes]:
        """Return the block, in pieces, as it stands in the document of *ledger*.

        Raises:
            NeedsCareError: What fills a gap must be looked at.
        """
        pieces: list[bytes] = [self.text]
        if self.rest:
            fix = ledger.layout.drafts.fix
            for write, what, text in self.rest:
                pieces += fix(write(ledger, what)), text
        return pieces


class Sketch(Ledger):
    """A ledger that leaves gaps.

    Args:
        ledger: That of the document in which the block stands.
    """

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger.document, ledger.layout, ledger.survey)
        self.faults = []
        self._gaps: list[tuple[Callable[[Ledger, Any], str], object]] = []

    def late(self, write: Callable[[Ledger, _T], str], what: _T) -> str:
        """Leave a gap."""
        self._gaps.append((write, what))
        return f"\0{len(self._gaps) - 1}\0"

    def draft(self, block: Block, context: int, markup: str) -> Draft | None:
        """Return what was written as a draft; None where a text must be looked at each time."""
        try:
            text, *rest = map(Recurring, markup.encode().split(_GAP))
            gaps = [
                (write, Recurring(what.encode()) if isinstance(what, str) else what)
                for write, what in self._gaps
            ]
        except UnicodeEncodeError:
            return None
        # What is filled in is counted in the order of reading, as it is where there is no draft.
        if self.faults or rest[::2] != [b"%d" % number for number in range(len(gaps))]:
            return None
        notes = [what for _, what in gaps if isinstance(what, Recurring)]
        if needs_care(b"".join((text, *rest, *notes))):
            return None
        pieces = zip(gaps, rest[1::2], strict=True)
        return Draft(block, context, text, tuple((*gap, piece) for gap, piece in pieces))


class Drafts:
    """The drafts of one frame; several threads may use them at the same time."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int], Draft] = {}
        self._passages: dict[int, tuple[Passage, ...]] = {}
        self._met: dict[int, Block] = {}
        self._met_size = 0
        self.chapters = Chapters()
        self._fixed: dict[str, Recurring] = {}
        self._size = 0
        self._lock = Lock()

    def find(self, block: Block, context: int) -> Draft | None:
        """Return the draft of a block; None where there is none."""
        draft = self._kept.get((id(block), context))
        return draft if draft is not None and draft.block is block else None

    def knows(self, block: Block) -> bool:
        """Tell whether a block has come before, as far as is remembered."""
        return self._met.get(id(block)) is block

    def meet(self, block: Block, size: int) -> None:
        """Remember that a block has come.

        Args:
            block: The block. It is kept, so that its id is not given to another.
            size: Characters of its markup.
        """
        # Without the lock, which takes longer: a count that is lost in a race does no harm.
        self._met_size += _ENTRY + size
        if self._met_size > _MET:
            self._met.clear()
            self._met_size = 0
        else:
            self._met[id(block)] = block

    def fix(self, markup: str) -> Recurring:
        """Return what fills a gap as bytes; it is likely to fill others.

        Raises:
            NeedsCareError: It must be looked at.
        """
        fixed = self._fixed.get(markup)
        if fixed is None:
            try:
                fixed = Recurring(markup.encode())
            except UnicodeEncodeError:
                raise NeedsCareError from None
            if needs_care(fixed):
                raise NeedsCareError
            if len(self._fixed) >= _FIXED:
                self._fixed.clear()
            if len(markup) <= _LONGEST_FIXED:
                self._fixed[markup] = fixed
        return fixed

    def find_passage(
        self, blocks: Sequence[Block], position: int, width: int
    ) -> Chapter | Passage | None:
        """Return what begins after *position* blocks and was written as one; None for nothing."""
        chapter = self.chapters.find(blocks, position, width)
        if chapter is not None:
            return chapter
        for passage in self._passages.get(id(blocks[position]), ()):
            end = position + len(passage.blocks)
            if (
                passage.width in (0, width)
                and end <= len(blocks)
                and all(map(is_, blocks[position:end], passage.blocks))
                and (end == len(blocks) or blocks[end].__class__ is Heading)
            ):
                return passage
        return None

    def keep(self, draft: Draft) -> None:
        """Keep a draft; where there is no room, all others go."""
        key = id(draft.block), draft.context
        with self._lock:
            if (other := self._kept.pop(key, None)) is not None:
                self._size -= other.size
            if self._make_room(draft.size):
                self._kept[key] = draft

    def keep_passage(self, passage: Passage) -> None:
        """Keep a passage beside others with the same heading; the oldest of many goes."""
        first = id(passage.blocks[0])
        with self._lock:
            if self._make_room(passage.size):
                others = self._passages.get(first, ())
                self._size -= sum(one.size for one in others[:-_VARIANTS])
                self._passages[first] = (*others[-_VARIANTS:], passage)

    def _make_room(self, size: int) -> bool:
        """Count *size* bytes in; tell whether there is room at all."""
        if size > _ROOM:
            return False
        if self._size + size > _ROOM:
            self._kept.clear()
            self._passages.clear()
            self._size = 0
        self._size += size
        return True
