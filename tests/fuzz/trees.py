"""Changes to XML that leave it XML.

A few random bytes nearly always break the markup, and then only the parser is tested. Changed as a
tree, a part gets past it, to the rules that matter.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from clausekit.word import schema
from clausekit.word.markup import W, w

__all__ = ["Stock"]

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@dataclass(frozen=True)
class Stock:
    """Pieces of sound parts, of which others are made.

    Args:
        words: Texts to put in.
    """

    words: tuple[str, ...]
    elements: list[etree._Element] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def collect(cls, parts: Sequence[bytes], words: Sequence[bytes]) -> Stock:
        """Return the pieces of *parts*; those that are no XML have none."""
        stock = cls(tuple(word.decode("utf-8", "replace") for word in words))
        for part in parts:
            with suppress(etree.XMLSyntaxError):
                for element in etree.fromstring(part, _PARSER).iter(etree.Element):
                    stock.elements.append(element)
                    stock.names.append(element.tag)
                    stock.attributes.extend(element.attrib.items())
        return stock

    def change(self, part: bytes, chance: random.Random) -> bytes | None:
        """Return *part* with a few changes; None where it is no XML."""
        try:
            root = etree.fromstring(part, _PARSER)
        except (etree.XMLSyntaxError, ValueError):
            return None
        changes: list[Callable[[etree._Element, random.Random], None]] = [
            self._say, self._set, self._set, self._rename, self._add, _cut, _cut, _drop, _double,
            _nest,
        ]  # fmt: skip
        for _ in range(chance.choice([1, 1, 2, 3, 5])):
            elements = list(root.iter(etree.Element))
            # What lxml cannot hold, or a tree that would hold itself, is no change.
            with suppress(ValueError, TypeError):
                chance.choice(changes)(chance.choice(elements), chance)
        return etree.tostring(root)

    def _say(self, element: etree._Element, chance: random.Random) -> None:
        text = element.text or ""
        place = chance.randrange(len(text) + 1)
        end = place + chance.choice([0, 0, 1, 4])
        element.text = text[:place] + chance.choice(self.words) + text[end:]

    def _set(self, element: etree._Element, chance: random.Random) -> None:
        name, value = chance.choice(self.attributes)
        own = list(element.attrib)
        if own and chance.random() < 0.7:
            name = chance.choice(own)
        other = chance.choice([chance.choice(self.words), "0", "-1", "99999999999", "", value])
        element.set(name, chance.choice([value, value, other]))

    def _rename(self, element: etree._Element, chance: random.Random) -> None:
        parent = element.getparent()
        fitting = [] if parent is None else [name for name in self.names if _fits(name, parent)]
        element.tag = chance.choice(fitting if fitting and _mostly(chance) else self.names)

    def _add(self, element: etree._Element, chance: random.Random) -> None:
        fitting = [one for one in self.elements if _fits(one.tag, element)]
        new = copy.deepcopy(
            chance.choice(fitting if fitting and _mostly(chance) else self.elements)
        )
        element.insert(chance.randrange(len(element) + 1), new)


def _mostly(chance: random.Random) -> bool:
    """Tell whether to keep to the schema; where it is broken, nothing else is looked at."""
    return chance.random() < 0.9


@cache
def _children() -> dict[str, frozenset[str]]:
    """Return what may stand in an element somewhere, by name."""
    types = schema._types()
    found: dict[str, set[str]] = {}
    named = [(tag.rpartition("}")[2], type_) for tag, type_ in schema._ROOTS.items()]
    named += [(name, type_) for told in types.values() for name, type_ in told.items()]
    for name, type_ in named:
        found.setdefault(name, set()).update(types.get(type_, ()))
    return {w(name): frozenset(map(w, names)) for name, names in found.items()}


def _fits(tag: object, parent: etree._Element) -> bool:
    return not str(tag).startswith(f"{{{W}}}") or tag in _children().get(str(parent.tag), ())


def _cut(element: etree._Element, chance: random.Random) -> None:
    """Cut a text in two, as Word does with runs."""
    parent, text = element.getparent(), element.text or ""
    if parent is None or not text.strip():
        return
    place = chance.randrange(len(text) + 1)
    holder = parent.getparent() if chance.random() < 0.7 else None
    whole = element if holder is None else parent
    rest = copy.deepcopy(whole)
    element.text = text[:place]
    (rest if holder is None else rest[parent.index(element)]).text = text[place:]
    whole.addnext(rest)


def _drop(element: etree._Element, chance: random.Random) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _double(element: etree._Element, chance: random.Random) -> None:
    if element.getparent() is not None:
        for _ in range(chance.choice([1, 1, 2, 20])):
            element.addnext(copy.deepcopy(element))


def _nest(element: etree._Element, chance: random.Random) -> None:
    if not _fits(element.tag, element) and _mostly(chance):
        return
    for _ in range(chance.choice([1, 1, 3, 30])):
        element.append(etree.SubElement(element, element.tag))
        element = element[-1]
