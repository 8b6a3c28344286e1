"""Copies a frame for another language, with every text in it marked for translation.

A marked frame is refused by the writer: no text of the first language is printed in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from clausekit.errors import Fault
from clausekit.word.markup import w
from clausekit.word.package import Member, pack_members
from clausekit.word.tags import read_passages
from clausekit.word.workbench import Workbench

__all__ = ["CLOSES", "OPENS", "find_marks", "mark_frame"]

OPENS, CLOSES = "⟦", "⟧"
"""What stands around a text that is still to be translated."""
_TAG: Final = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})")
_LETTER: Final = re.compile(r"[^\W\d_]{2,}")


def mark_frame(content: bytes, *, name: str, word_language: str) -> bytes:
    """Return a copy of a frame in which every text stands between marks.

    Args:
        content: A .docx file.
        name: Its name, for messages.
        word_language: The tag of the new language, for Word's spelling checker.

    Raises:
        FrameError: The file is not sound.
    """
    bench = Workbench(content, name)
    for part in bench.stories():
        changed = False
        for element in bench.trees[part].iter(w("t")):
            marked = "".join(_mark(piece) for piece in _TAG.split(element.text or ""))
            if marked != (element.text or ""):
                element.text, changed = marked, True
        if changed:
            bench.store(part)
    styles = bench.related("styles")
    for element in bench.trees[styles].iter(w("lang")) if styles else ():
        element.set(w("val"), word_language)
    if styles:
        bench.store(styles)
    return pack_members([Member.pack(member, data) for member, data in bench.members.items()])


def _mark(piece: str) -> str:
    if _TAG.fullmatch(piece) or not _LETTER.search(piece) or OPENS in piece:
        return piece
    words = piece.strip()
    return piece.replace(words, f"{OPENS}{words}{CLOSES}", 1)


def find_marks(bench: Workbench) -> Iterator[Fault]:
    """Yield a fault for each paragraph in which a text still waits for its translation."""
    for part in bench.stories():
        tree: etree._Element = bench.trees[part]
        for passage in read_passages(tree, bench.place(part)):
            if OPENS in passage.text or CLOSES in passage.text:
                yield Fault(
                    "frame.untranslated",
                    f"A text waits for its translation: {passage.text[:80]}",
                    passage.place,
                    f"Translate what stands between {OPENS} and {CLOSES}, and take both away.",
                )
