"""What was written before, for the next document that holds the same block.

Tenders share most of their articles, and assembly gives them the same blocks. A block is written
as a draft when it comes for the second time: its markup, with a gap for whatever depends on the
rest of the document. The ids of bookmarks, notes and controls and the numbers that references print
are put in anew each time. A block of another document never has a draft, and costs no more than
before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from clausekit.record import record
from clausekit.word.ledger import Ledger
from clausekit.word.text import needs_care

if TYPE_CHECKING:
    from clausekit.model.document import Block

__all__ = ["Draft", "Drafts", "Sketch"]

_T = TypeVar("_T")
_GAP: Final = b"\0"
"""No text holds it: XML cannot."""
_ROOM: Final = 2_000_000
"""Bytes that are kept for one frame: some three long annexes that share no article."""
_MET: Final = 8_192
"""Blocks that are known to have been written once."""


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
    text: bytes
    rest: tuple[tuple[Callable[[Ledger, Any], str], object, bytes], ...]

    def fill(self, ledger: Ledger) -> bytes:
        """Return the block as it stands in the document of *ledger*."""
        if not self.rest:
            return self.text
        pieces = [self.text]
        filled = ledger.filled
        for write, what, text in self.rest:
            late = write(ledger, what).encode()
            filled.append(late)
            pieces += late, text
        return b"".join(pieces)


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
            content = markup.encode()
        except UnicodeEncodeError:
            return None
        text, *rest = content.split(_GAP)
        # What is filled in is counted in the order of reading, as it is where there is no draft.
        if self.faults or rest[::2] != [b"%d" % number for number in range(len(self._gaps))]:
            return None
        if needs_care(b"".join((text, *rest))):
            return None
        pieces = zip(self._gaps, rest[1::2], strict=True)
        return Draft(block, context, text, tuple((*gap, piece) for gap, piece in pieces))


class Drafts:
    """The drafts of one frame; several threads may use them at the same time."""

    def __init__(self) -> None:
        self._kept: dict[int, Draft] = {}
        self._met: set[int] = set()
        self._size = 0

    def find(self, block: Block, context: int) -> Draft | None:
        """Return the draft of a block; None where there is none."""
        draft = self._kept.get(id(block))
        if draft is not None and draft.block is block and draft.context == context:
            return draft
        return None

    def meet(self, block: Block) -> bool:
        """Tell whether a block seems to have come before.

        Only its id is remembered, which another may have had; nothing but time depends on it.
        """
        key = id(block)
        if key in self._met:
            return True
        if len(self._met) >= _MET:
            self._met.clear()
        self._met.add(key)
        return False

    def keep(self, draft: Draft) -> None:
        """Keep a draft; where there is no room, all others go."""
        size = len(draft.text) + sum(len(text) for _, _, text in draft.rest)
        if self._size + size > _ROOM:
            self._kept.clear()
            self._size = 0
        self._size += size
        self._kept[id(draft.block)] = draft
