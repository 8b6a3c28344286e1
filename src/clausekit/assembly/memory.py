"""What was composed before, for the next document that says the same.

Tenders differ in their facts; most of their articles read the same, in one language and with the
same names for the parties. An article is composed once. With it is kept what it read of the rest of
the document: numbers that it refers to, and which instruments were cited before it. Where one of
them differs, it is composed anew. What depends on other facts of a tender is never kept.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from clausekit.allowance import Allowance
from clausekit.model.document import Block, Heading

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from clausekit.catalogue.catalogue import Catalogue
    from clausekit.language.locale import Language
    from clausekit.language.noun import Noun
    from clausekit.language.translations import Translations

__all__ = ["KEPT", "Memory", "Reading", "memory_of", "write_block"]

_BLANK = b'"kind": "blank"'
_ENTRY = 200
"""What a number, a citation or a result takes."""
_SHARE = 3
"""What a block takes with its text, in the length of that text."""
_READINGS = 8
"""Readings that are kept under one key."""


@dataclass(slots=True)
class Reading:
    """What the composer read while it composed something, and what came out.

    Args:
        numbers: The numbers it asked for; None where there was none.
        cited: Instruments, and whether they were cited before.
        cites: Instruments that are cited from there on.
        unreviewed: Keys of wording that no reviewer signed.
        result: What was composed.
        among: All numbers of the document, where they are known.
    """

    numbers: dict[str, str | None] = field(default_factory=dict)
    cited: dict[str, bool] = field(default_factory=dict)
    cites: set[str] = field(default_factory=set)
    unreviewed: dict[str, None] = field(default_factory=dict)
    result: tuple[Any, ...] = ()
    among: Mapping[str, str] | None = None

    def stands(self, numbers: Mapping[str, str], cited: AbstractSet[str]) -> bool:
        """Tell whether the same would come out in a document with these numbers and citations."""
        same = (
            self.among is numbers
            or self.numbers.items() <= numbers.items()
            # What had no number may be missing.
            or all(numbers.get(target) == number for target, number in self.numbers.items())
        )
        return same and all((name in cited) is before for name, before in self.cited.items())

    @property
    def size(self) -> int:
        """Bytes that it takes, more or less, beside its blocks."""
        named = len(self.numbers) + len(self.cited) + len(self.cites) + len(self.unreviewed)
        return _ENTRY * (1 + named + len(self.result))

    def take(self, other: Reading) -> None:
        """Add what another reading read, which is part of this one."""
        for target, number in other.numbers.items():
            self.numbers.setdefault(target, number)
        for name, before in other.cited.items():
            if name not in self.cites:
                self.cited.setdefault(name, before)
        self.cites |= other.cites
        self.unreviewed |= other.unreviewed


class Memory:
    """What was composed in one language, for one kind of document, with one set of names.

    It may be used by several threads: what one of them keeps is whole, and the same as what any
    other would have composed.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[Reading, ...]] = {}
        self._written: dict[int, tuple[Block, bytes, bool]] = {}
        self.texts: dict[str, str] = {}

    def readings(self, key: Hashable) -> tuple[Reading, ...]:
        """Return what was kept under *key*."""
        return self._kept.get(key, ())

    def keep(self, key: Hashable, reading: Reading) -> None:
        """Keep a reading that is complete."""
        KEPT.take(reading.size)
        self._kept[key] = (reading, *self._kept.get(key, ())[: _READINGS - 1])

    def write(self, blocks: Iterable[Block]) -> list[bytes]:
        """Return each block as canonical JSON in UTF-8."""
        known = self._written.get
        return [
            found[1]
            if (found := known(id(block))) is not None and found[0] is block
            else self._note(block)[1]
            for block in blocks
        ]

    def find_open(self, blocks: Iterable[Block]) -> list[Block]:
        """Return the blocks that hold a blank, and the headings."""
        known = self._written.get
        return [
            block
            for block in blocks
            if block.__class__ is Heading
            or (
                found
                if (found := known(id(block))) is not None and found[0] is block
                else self._note(block)
            )[2]
        ]

    def _note(self, block: Block) -> tuple[Block, bytes, bool]:
        written = write_block(block).encode()
        # The canonical text, which is needed anyway, tells of a blank.
        noted = block, written, _BLANK in written
        KEPT.take(_ENTRY + _SHARE * len(written))
        # The block is kept with its text, so that its id is not given to another.
        self._written[id(block)] = noted
        return noted


def write_block(block: Block) -> str:
    """Return a block as canonical JSON."""
    return json.dumps(_blocks().dump_python(block, mode="json"), ensure_ascii=False, sort_keys=True)


@cache
def _blocks() -> TypeAdapter[Block]:
    return TypeAdapter(Block)


@lru_cache(maxsize=64)
def memory_of(
    catalogue: Catalogue,
    translations: Translations,
    language: Language,
    parties: tuple[tuple[str, Noun], ...],
    kind: str,
    country: str,
) -> Memory:
    """Return the memory of documents that differ in nothing of this.

    Args:
        catalogue: What was selected from.
        translations: The wording.
        language: The language, before the parties got their names.
        parties: The names of the parties, in order.
        kind: The kind of document.
        country: Where the buyer sits, which some citations depend on.
    """
    return Memory()


KEPT = Allowance(64_000_000, memory_of.cache_clear)
"""What all memories keep together: tenders may come from many countries, in many languages."""
