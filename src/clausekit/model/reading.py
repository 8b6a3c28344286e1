"""Documents are put together of blocks that were validated before.

Pydantic reads a whole text into a tree of its own before it makes the first value, so that text,
tree and values stand in memory at once. Here the articles are read some at a time. And it looks
longer at a block that is one already than at its kind.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from clausekit.model.document import (
    Block,
    Heading,
    HeadingLevel,
    Paragraph,
    SignatureBlock,
    Slot,
    Table,
)
from clausekit.model.mapping import Frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from clausekit.model.document import Document

__all__ = ["put_blocks", "read_long"]

_D = TypeVar("_D", bound="Document")
_START: Final = b'"clauses":['
_NEXT: Final = b',{"kind":"heading",'
"""Only a block is of this kind, so nothing but an array of blocks is cut here."""
_STRETCH: Final = 100_000
_KINDS: Final[frozenset[type]] = frozenset({Heading, Paragraph, Table, SignatureBlock})
_MARK: Final = Heading(level=HeadingLevel.PLAIN, content="\0")
"""It shows where the blocks belong that were read before."""


def read_long(content: bytes, read: Callable[[bytes], _D]) -> _D | None:
    """Read a document whose JSON is written as pydantic writes it.

    Nothing hangs on where the text is cut: blocks that are valid one after the other are valid
    together, and so is the rest with a mark in their place.

    Args:
        content: The text.
        read: What reads a text as a whole.

    Returns:
        The document that *read* would return; None where it must be asked.
    """
    blocks: list[Block] = []
    end = start = content.find(_START) + len(_START)
    view = memoryview(content)
    while (further := content.find(_NEXT, end + _STRETCH)) >= 0:
        try:
            found = _blocks().validate_json(b"".join((b"[", view[end:further], b"]")))
        except ValidationError:
            break
        if not found:
            break
        blocks += found
        end = further + len(b",")
    if not blocks:
        return None
    mark = _blocks().dump_json((_MARK,)).strip(b"[]")
    try:
        document = read(b"".join((view[:start], mark, b",", view[end:])))
    except ValidationError:
        return None
    sections = dict(document.sections)
    first, *rest = sections.get(Slot.CLAUSES, ()) or (None,)
    if first != _MARK:
        return None
    sections[Slot.CLAUSES] = (*blocks, *rest)
    return put_blocks(document, sections)


def put_blocks(document: _D, sections: Mapping[Slot, tuple[Block, ...]]) -> _D:
    """Put blocks into a document that has none yet, and that nobody else has.

    Args:
        document: The document; it is changed.
        sections: Blocks by slot, all of them values that validated themselves.

    Raises:
        TypeError: There is something else among them.
    """
    kinds = {kind for blocks in sections.values() for kind in map(type, blocks)}
    if not kinds <= _KINDS or not {*map(type, sections)} <= {Slot}:
        raise TypeError(f"No blocks: {', '.join(sorted(kind.__name__ for kind in kinds))}")
    document.__dict__["sections"] = Frozen(dict(sections))
    return document


@cache
def _blocks() -> TypeAdapter[tuple[Block, ...]]:
    return TypeAdapter(tuple[Block, ...])
