"""The tags of a frame, found paragraph by paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import Final

from lxml import etree

from clausekit.errors import Fault
from clausekit.model.document import FACT_NAMES, Slot
from clausekit.record import record
from clausekit.word.markup import local_name, w

__all__ = [
    "CONTENTS",
    "SLOT_NAMES",
    "Passage",
    "Tag",
    "check_properties",
    "read_passages",
    "read_properties",
    "split_tags",
]

CONTENTS: Final = "contents"
SLOT_NAMES: Final = (CONTENTS, *(slot.value for slot in Slot))
_PAIRS: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENER: Final = re.compile(r"\{[{%#]")
_CLOSER: Final = re.compile(r"[}%#]\}")
_VARIANT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_OF_TEXT: Final = ("bstr", "lpstr", "lpwstr")
_CODE: Final = len("_x000D")
_HALF: Final = re.compile(r"_x[0-9A-Fa-f]{0,4}\Z")
_FORM: Final = re.compile(r"^(p|tr|tc|r) ")
_SINGLE: Final = re.compile(
    rf"(?<!\{{)\{{\s*(?:p\s+)?({'|'.join((*FACT_NAMES, *SLOT_NAMES))})\s*\}}"
)
_ENOUGH: Final = 10_000
"""Tags after which nobody reads on: five times as many as a template may have."""
_MOST: Final = 100
"""As many torn tags as are told; each is looked for to the end of its paragraph."""
_SHOWN: Final = 200
"""As much of a tag as a message shows."""
_PARAGRAPH: Final = w("p")
_TEXT: Final = w("t")


@record
class Passage:
    """A stretch of text in which a tag must begin and end: a paragraph, or a property.

    Args:
        element: Where it stands in its part.
        place: Where that is, in words.
        texts: The elements that hold its text, in order.
        starts: Where in the text each of them begins.
        text: All of it.
    """

    element: etree._Element
    place: str
    texts: tuple[etree._Element, ...]
    starts: tuple[int, ...]
    text: str


@record
class Tag:
    """A tag, as it stands in the text.

    Args:
        passage: Where it stands.
        opener: ``{{``, ``{%`` or ``{#``.
        form: What it replaces: ``p`` the paragraph, ``tr`` the row; empty: itself.
        body: What stands inside, without the form.
        text: All of it.
        start: Where in the text of the passage it begins.
    """

    passage: Passage
    opener: str
    form: str
    body: str
    text: str
    start: int

    def span(self) -> Iterator[tuple[etree._Element, int, int]]:
        """Yield the elements over which it runs, with where in their texts it begins and ends."""
        passage, end = self.passage, self.start + len(self.text)
        index = bisect_right(passage.starts, self.start) - 1
        while index < len(passage.starts) and passage.starts[index] < end:
            position, element = passage.starts[index], passage.texts[index]
            yield element, max(0, self.start - position), end - position
            index += 1

    @property
    def word(self) -> str:
        """The first word inside: ``if`` of a condition."""
        return self.body.partition(" ")[0]

    @property
    def turn(self) -> int:
        """How many conditions more there are around what follows: 1, 0 or -1."""
        return {"if": 1, "endif": -1}.get(self.word, 0) if self.opener == "{%" else 0

    @property
    def first(self) -> etree._Element:
        """The element in which it begins."""
        return next(self.span())[0]

    def fault(self, code: str, message: str, hint: str = "") -> Fault:
        """Return a fault at this tag."""
        return Fault(code, f"{_clip(message)}: {_clip(self.text)}", self.passage.place, hint)


def read_passages(root: etree._Element, where: str) -> list[Passage]:
    """Return the paragraphs of a part that have text.

    Args:
        root: The part.
        where: File and part, for messages.
    """
    texts: dict[etree._Element, list[etree._Element]] = {}
    for element in root.iter(_TEXT):
        owner = next(element.iterancestors(_PARAGRAPH), None)
        if owner is not None and element.text:
            texts.setdefault(owner, []).append(element)
    return [
        _passage(paragraph, f"{where}, paragraph {number}", texts[paragraph])
        for number, paragraph in enumerate(root.iter(_PARAGRAPH), start=1)
        if paragraph in texts
    ]


def read_properties(root: etree._Element, where: str) -> list[Passage]:
    """Return the values of a part of properties.

    Args:
        root: The part.
        where: File and part, for messages.
    """
    return [
        _passage(element, f"{where}, property {local_name(element)}", [element])
        for element in root.iter("*")
        if element.text and not len(element)
    ]


def check_properties(tags: Sequence[Tag]) -> Iterator[Fault]:
    """Yield a fault for each tag in a property that is no text, or that may complete a code.

    Values never do so by themselves; see ``print_property``. Here the letters around them are
    looked at, since a value or a branch may be empty.

    Args:
        tags: The tags of a part of properties, in order.

    Source:
        ECMA-376 part 1, 22.4.2 (variant types), 22.9.2.19 (``_x000D_`` for a character).
    """
    for _, group in groupby(tags, key=lambda tag: tag.passage.element):
        found = tuple(group)
        element = found[0].passage.element
        if str(element.tag).startswith(_VARIANT) and local_name(element) not in _OF_TEXT:
            yield found[0].fault(
                "frame.tag-place", "The property is no text", "Make it one of the type Text."
            )
        elif (odd := _completing(found)) is not None:
            yield odd.fault(
                "frame.tag-place",
                "With the letters around it, a value could be read as a code",
                "Put a blank between them.",
            )


def _completing(tags: tuple[Tag, ...]) -> Tag | None:
    """Return the tag of a property behind letters that what follows may make a code."""
    conditional = any(tag.opener == "{%" for tag in tags)
    text = tags[0].passage.text
    starts = [*(tag.start for tag in tags), len(text)]
    pieces = [
        text[tag.start + len(tag.text) : end] for tag, end in zip(tags, starts[1:], strict=True)
    ]
    opened = False  # behind an underscore, and nothing but tags since
    for before, tag in zip((text[: tags[0].start], *pieces), tags, strict=False):
        if _HALF.search(before[-_CODE:]) or (opened and before.startswith("x")):
            return tag
        if before:
            opened = before.endswith("_")
        if opened and conditional:
            return tag
    return tags[-1] if opened and pieces[-1].startswith("x") else None


def _passage(element: etree._Element, place: str, texts: list[etree._Element]) -> Passage:
    said = [one.text or "" for one in texts]
    starts = (0, *accumulate(map(len, said)))[: len(said)]
    return Passage(element, place, tuple(texts), starts, "".join(said))


def split_tags(passages: list[Passage]) -> tuple[list[Tag], list[Fault]]:
    """Find the tags in a part.

    Args:
        passages: The paragraphs of the part, in order.

    Returns:
        The whole tags, and a fault for each that is torn.
    """
    tags: list[Tag] = []
    faults: list[Fault] = []
    pending: tuple[Passage, str, str] | None = None
    for passage in passages:
        text = passage.text
        position = 0
        if pending is not None:
            end = text.find(_PAIRS[pending[1]])
            start = _OPENER.search(text)
            if end >= 0 and (start is None or end < start.start()):
                faults.append(_torn(pending, split=True))
                position, pending = end + 2, None
            elif start is not None:
                faults.append(_torn(pending, split=False))
                pending = None
        if len(faults) >= _MOST or len(tags) > _ENOUGH:
            return tags, faults
        while (
            len(faults) < _MOST
            and len(tags) <= _ENOUGH
            and (start := _OPENER.search(text, position))
        ):
            faults += _stray(passage, text[position : start.start()])
            opener = start[0]
            end = text.find(_PAIRS[opener], start.end())
            following = _OPENER.search(text, start.end())
            if end < 0 or (following and following.start() < end):
                torn = (passage, opener, text[start.start() : start.start() + 40])
                if following:
                    faults.append(_torn(torn, split=False))
                    position = following.start()
                    continue
                pending, position = torn, len(text)
                break
            inner = text[start.end() : end]
            form = _FORM.match(inner)
            tags.append(
                Tag(
                    passage,
                    opener,
                    form[1] if form else "",
                    inner[form.end() :].strip() if form else inner.strip(),
                    text[start.start() : end + 2],
                    start.start(),
                )
            )
            position = end + 2
        faults += _stray(passage, text[position:])
    if pending is not None:
        faults.append(_torn(pending, split=False))
    return tags, faults


def _clip(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _torn(pending: tuple[Passage, str, str], *, split: bool) -> Fault:
    passage, opener, text = pending
    if split:
        return Fault(
            "frame.split-tag",
            f"A tag runs over more than one paragraph: {text}",
            passage.place,
            "Write the tag on one line.",
        )
    return Fault(
        "frame.broken-tag",
        f"A tag has no end: {text}",
        passage.place,
        f"It must end with {_PAIRS[opener]}.",
    )


def _stray(passage: Passage, text: str) -> Iterator[Fault]:
    if single := _SINGLE.search(text):
        yield Fault(
            "frame.broken-tag",
            f"A tag needs two braces on each side: {single[0]}",
            passage.place,
            f"Write {{{{ {single[1]} }}}}.",
        )
    elif closer := _CLOSER.search(text):
        yield Fault(
            "frame.broken-tag",
            f"The end of a tag stands alone: {text[max(0, closer.start() - 30) : closer.end()]}",
            passage.place,
            "Write the beginning of the tag too, or take the braces away.",
        )
