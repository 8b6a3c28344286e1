"""The sections of a frame: paper, margins, and what stands around the block slots."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Literal

from lxml import etree

from clausekit.word.layout import Place
from clausekit.word.markup import REL, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from clausekit.word.tags import Tag

__all__ = ["LONG", "SHORT", "find_places", "name_headers", "open_paper"]

SHORT: Final = "{{ _short }}"
LONG: Final = "{{ _long }}"
"""The sides of the paper, filled in when the document is written."""
_BEFORE_SIZE: Final = tuple(
    w(name) for name in ("headerReference", "footerReference", "footnotePr", "endnotePr", "type")
)
_NAMED: Final = _BEFORE_SIZE[:2]
_MARGIN: Final = 1440


def find_places(
    body: etree._Element, slots: Mapping[etree._Element, str], tagged: Iterable[etree._Element]
) -> tuple[Place, ...]:
    """Describe where each slot stands.

    Args:
        body: The body of the main document.
        slots: The slots, by their paragraphs.
        tagged: Paragraphs that vanish, since a tag replaces them.
    """
    vanishing = set(tagged)
    children = [child for child in body if isinstance(child.tag, str)]
    sections = _sections(children)
    places = []
    for index, child in enumerate(children):
        if child not in slots:
            continue
        section = sections[index]
        previous = children[index - 1] if index else None
        following = children[index + 1] if index + 1 < len(children) else None
        after: Literal["table", "slot", "else"] = "else"
        if previous is not None and previous in slots:
            after = "slot"
        elif previous is not None and previous.tag == w("tbl"):
            after = "table"
        before: Literal["text", "slot", "else"] = "else"
        if following is not None and following in slots:
            before = "slot"
        elif following is not None and following.tag == w("p") and following not in vanishing:
            before = "text"
        places.append(
            Place(
                slots[child],
                _lies(section),
                _margins(section),
                after,
                before,
            )
        )
    return tuple(places)


def name_headers(body: etree._Element, tags: Iterable[Tag]) -> None:
    """Let each section name its headers and footers itself, where one may go with a condition.

    Else those behind it would lose what they have from it.

    Args:
        body: The body of the main document.
        tags: Those that replace their paragraphs.

    Source:
        ECMA-376 part 1, 17.10.5: a section without a header has that of the one before.
    """
    depths: Counter[etree._Element] = Counter()
    for tag in tags:
        depths[tag.passage.element] += tag.turn
    sections: list[etree._Element] = []
    depth, conditional = 0, False
    for element in body.iter(w("p"), w("sectPr")):
        depth += depths[element]
        if element.tag == w("sectPr"):
            sections.append(element)
            conditional |= depth > 0
    if not conditional:
        return
    known: dict[tuple[str, str], etree._Element] = {}
    for section in sections:
        own = {(str(one.tag), one.get(w("type"), "")): one for one in section.iterchildren(*_NAMED)}
        inherited = [_same(one) for key, one in known.items() if key not in own]
        section[:0] = inherited
        known |= own


def _same(named: etree._Element) -> etree._Element:
    """Return what names the same header or footer for the same pages, and nothing else of it."""
    other = etree.Element(named.tag)
    for name in (w("type"), f"{{{REL}}}id"):
        other.set(name, named.get(name, ""))
    return other


def open_paper(root: etree._Element) -> None:
    """Put tags in place of the paper's size in every section; its orientation stays."""
    for section in root.iter(w("sectPr")):
        size = section.find(w("pgSz"))
        if size is None:
            size = etree.Element(w("pgSz"))
            place = sum(1 for child in section if child.tag in _BEFORE_SIZE)
            section.insert(place, size)
        width, height = (LONG, SHORT) if _lies(section) else (SHORT, LONG)
        size.set(w("w"), width)
        size.set(w("h"), height)
        size.attrib.pop(w("code"), "")


def _sections(children: list[etree._Element]) -> list[etree._Element | None]:
    """Return the section properties that govern each child: those that come next."""
    governing: list[etree._Element | None] = [None] * len(children)
    current: etree._Element | None = None
    for index in range(len(children) - 1, -1, -1):
        child = children[index]
        own = child if child.tag == w("sectPr") else child.find(f"{w('pPr')}/{w('sectPr')}")
        if own is not None:
            current = own
        governing[index] = current
    return governing


def _lies(section: etree._Element | None) -> bool:
    size = section.find(w("pgSz")) if section is not None else None
    if size is None:
        return False
    if size.get(w("orient")):
        return size.get(w("orient")) == "landscape"
    return _number(size.get(w("w")), 0) > _number(size.get(w("h")), 0)


def _margins(section: etree._Element | None) -> int:
    margins = section.find(w("pgMar")) if section is not None else None
    if margins is None:
        return 2 * _MARGIN
    sides = sum(_number(margins.get(w(side)), _MARGIN) for side in ("left", "right"))
    return sides + _number(margins.get(w("gutter")), 0)


def _number(value: str | None, default: int) -> int:
    try:
        return int(float(value)) if value else default
    except (OverflowError, ValueError):
        return default
