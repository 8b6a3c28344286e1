"""The lists of a frame: what a ``w:num`` makes of the list that it belongs to.

The levels belong to a ``w:abstractNum``, which is counted; a ``w:num`` may write some of them anew
or let them start elsewhere, and styles name a ``w:num``. Where programs would take different levels
of what is written, a list carries a fault.

Source:
    ECMA-376 part 1, 17.9.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.record import record
from clausekit.word.markup import contradicts, foreign_holders, has_forms, is_on, w, whole
from clausekit.word.measures import check_measures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml import etree

    from clausekit.word.styles import StyleSheet

__all__ = ["DEPTH", "Level", "Lists", "NumberList"]

DEPTH: Final = 9
"""The levels of a list in Word."""
_NUM, _LIST, _STYLE = "num", "abstractNum", "style"
_PICTURE: Final = w("numPicBullet")
_MOST: Final = 20
_AGAIN: Final = "In Word: define the list anew (Define New Multilevel List) and link its styles."


@record
class Level:
    """A level of a list.

    Args:
        format: How a number is written: ``decimal``, ``lowerLetter`` ...
        text: The pattern, with ``%1`` for the number of the first level.
        start: The first number.
        suffix: What follows the number: ``tab``, ``space`` or ``nothing``.
        legal: Whether the numbers of higher levels are written in figures too.
    """

    format: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"
    legal: bool = False


@record(eq=False)
class NumberList:
    """A list as one ``w:num`` has it.

    Args:
        key: What is counted: the id of its ``w:abstractNum``.
        levels: By depth.
        bound: The depths of the levels that name a style, by its id.
        restarts: Depths that restart by a rule of their own.
        faults: What programs would take in different ways, by depth; -1 for all of it.
    """

    key: str
    levels: Mapping[int, Level]
    bound: Mapping[str, frozenset[int]]
    restarts: frozenset[int]
    faults: tuple[tuple[int, Fault], ...]


class Lists:
    """The lists of a numbering part.

    Args:
        root: The part.
        sheet: The styles, since a list may name a style of lists, and that one a list.
    """

    def __init__(self, root: etree._Element, sheet: StyleSheet) -> None:
        self._root = root
        self._order = {one: at for at, one in enumerate(root.iterchildren(w(_LIST), w(_NUM)))}
        self._there: dict[tuple[str, str], list[etree._Element]] = defaultdict(list)
        self._ways: dict[tuple[str, str], dict[tuple[str, str], None]] = defaultdict(dict)
        for kind, id_ in ((_LIST, "abstractNumId"), (_NUM, "numId")):
            for element in root.iterchildren(w(kind)):
                self._there[kind, _key(element.get(w(id_)))].append(element)
        for element in root.iterchildren(w(_LIST)):
            for link in element.iterchildren(w("styleLink")):
                style = _STYLE, link.get(w("val"), "")
                self._ways[style][_LIST, _key(element.get(w("abstractNumId")))] = None
        for element in root.iterchildren(w(_LIST)):
            for link in element.iterchildren(w("numStyleLink")):
                self._follow(element, link.get(w("val"), ""), sheet)
        for element in root.iterchildren(w(_NUM)):
            for target in element.iter(w("abstractNumId")):
                way = _LIST, _key(target.get(w("val")))
                self._ways[_NUM, _key(element.get(w("numId")))][way] = None

    def _follow(self, element: etree._Element, style: str, sheet: StyleSheet) -> None:
        """Note where a list without levels of its own leads: to those that its style has."""
        node = _STYLE, style
        number = sheet.number_of(style)[0]
        if number:
            self._ways[node][_NUM, number] = None
        if self._ways[node]:
            self._ways[_LIST, _key(element.get(w("abstractNumId")))][node] = None

    def find(self, number: str) -> NumberList | None:
        """Return the list of a ``numId``; None where there is none."""
        seen = _closure([(_NUM, number)], self._ways)
        ends = sorted(
            id_
            for kind, id_ in seen
            if kind == _LIST and not self._ways.get((kind, id_)) and (kind, id_) in self._there
        )
        if not ends:
            return None
        faults = [(-1, fault) for fault in self._doubts(number, seen, ends)]
        elements: dict[int, etree._Element] = {}
        for level in self._there[_LIST, ends[0]][0].iterchildren(w("lvl")):
            faults += _place_level(elements, level)
        anew, starts, odd = _changes(self._there[_NUM, number][0])
        faults += odd
        for depth, element in anew.items():
            if depth in elements and _read(element) != _read(element, elements[depth]):
                # Some take what it does not say from the level that it stands for, others do not.
                faults.append((depth, _odd(f"A list changes level {depth + 1} in part.")))
        bound: dict[str, frozenset[int]] = {}
        for depth, element in (*elements.items(), *anew.items()):
            faults += [(depth, fault) for fault in _judge(element, depth)]
            named = element.find(w("pStyle"))
            if named is not None and (style := named.get(w("val"))):
                bound[style] = bound.get(style, frozenset()) | {depth}
        elements |= anew
        levels = {depth: _read(element) for depth, element in elements.items()}
        for depth, first in starts.items():
            before = levels.get(depth)
            if before is None or first == before.start:
                continue
            if depth or depth in anew:
                faults.append((depth, _starts_twice(depth, first, before.start)))
            levels[depth] = Level(before.format, before.text, first, before.suffix, before.legal)
        restarts = (at for at, one in elements.items() if one.find(w("lvlRestart")) is not None)
        faults = [*dict.fromkeys(faults)]
        return NumberList(ends[0], levels, bound, frozenset(restarts), tuple(faults))

    @property
    def numbers(self) -> frozenset[str]:
        """Each ``numId`` that there is."""
        return frozenset(id_ for kind, id_ in self._there if kind == _NUM)

    def takers(self, keys: Iterable[str]) -> frozenset[str]:
        """Return each ``numId`` that some program may count on one of these lists."""
        return frozenset(id_ for kind, id_ in self._back(keys) if kind == _NUM)

    def names(self, keys: Iterable[str]) -> frozenset[str]:
        """Return the names of these lists, in lower case, by which a field may count on them."""
        back = self._back(keys)
        named = {id_ for kind, id_ in back if kind == _STYLE}
        for node in back:
            for element in self._there.get(node, ()):
                if node[0] == _LIST:
                    named |= {
                        child.get(w("val"), "")
                        for child in element.iterchildren(w("name"), w("styleLink"))
                    }
        return frozenset(name.strip().casefold() for name in named) - {""}

    def check(self, where: str) -> Iterator[Fault]:
        """Yield the faults of the part as a whole."""
        odd = (id_ for _, id_ in self._there if whole(id_, None) is None)
        for id_ in islice(odd, _MOST):
            yield Fault(
                "frame.numbering-list",
                f"The id {id_[:40]!r} of a list is no number.",
                where,
                _AGAIN,
            )
        if _has_own_forms(self._root):
            yield _two_forms(where)

    def _back(self, keys: Iterable[str]) -> set[tuple[str, str]]:
        ways: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for node, targets in self._ways.items():
            for target in targets:
                ways[target].append(node)
        return _closure([(_LIST, key) for key in keys], ways)

    def _doubts(self, number: str, seen: set[tuple[str, str]], ends: list[str]) -> Iterator[Fault]:
        if len(ends) > 1:
            yield _odd("A list leads to several others by its style.")
        places = {
            kind: [self._order[one] for node in seen if node[0] == kind
                   for one in self._there.get(node, ())]
            for kind in (_LIST, _NUM)
        }  # fmt: skip
        if max(places[_LIST], default=0) > min(places[_NUM], default=len(self._order)):
            yield _odd("A list stands behind what changes it, where some do not find it.")
        for kind, id_ in sorted(seen):
            elements = self._there.get((kind, id_), ())
            if len(elements) > 1:
                yield _twice(f"the list {id_} (w:{kind})")
            for element in elements:
                if _has_own_forms(element) or any(
                    _has_own_forms(override) for override in element.iterchildren(w("lvlOverride"))
                ):
                    yield _two_forms()
                if kind == _NUM and (
                    (id_ != number and element.find(w("lvlOverride")) is not None)
                    or len(element.findall(w("abstractNumId"))) > 1
                ):
                    yield _odd("A list is changed on the way by its style.")


def _closure(
    first: list[tuple[str, str]], ways: Mapping[tuple[str, str], Iterable[tuple[str, str]]]
) -> set[tuple[str, str]]:
    seen = set(first)
    open_ = [*first]
    while open_:
        for target in ways.get(open_.pop(), ()):
            if target not in seen:
                seen.add(target)
                open_.append(target)
    return seen


def _key(text: str | None) -> str:
    return str(whole(text, text or ""))


def _changes(
    num: etree._Element,
) -> tuple[dict[int, etree._Element], dict[int, int], list[tuple[int, Fault]]]:
    """Return the levels that a ``w:num`` writes anew, the first numbers it sets, and faults."""
    anew: dict[int, etree._Element] = {}
    starts: dict[int, int] = {}
    faults: list[tuple[int, Fault]] = []
    for override in num.iterchildren(w("lvlOverride")):
        depth = whole(override.get(w("ilvl")), -1)
        if depth in anew or depth in starts or contradicts(override):
            faults.append((depth, _twice(f"what a list changes on level {depth + 1}")))
        for level in override.iterchildren(w("lvl")):
            faults += _place_level(anew, level)
            if whole(level.get(w("ilvl")), -1) != depth:
                faults.append((-1, _odd("A list changes another level than it says.")))
        if (start := override.find(w("startOverride"))) is not None:
            starts[depth] = whole(start.get(w("val")), -1)
    return anew, starts, faults


def _place_level(
    levels: dict[int, etree._Element], element: etree._Element
) -> Iterator[tuple[int, Fault]]:
    depth = whole(element.get(w("ilvl")), -1)
    if not 0 <= depth < DEPTH:
        return
    if depth in levels:
        yield depth, _twice(f"level {depth + 1} of a list")
    levels[depth] = element


def _read(element: etree._Element, below: etree._Element | None = None) -> Level:
    """Read a level; what it does not say, it takes from the one *below*, if there is one."""

    def find(name: str) -> etree._Element | None:
        found = element.find(w(name))
        return below.find(w(name)) if found is None and below is not None else found

    def value(name: str, default: str) -> str:
        child = find(name)
        return child.get(w("val"), default) if child is not None else default

    return Level(
        value("numFmt", "decimal"),
        value("lvlText", ""),
        whole(value("start", "0"), -1),
        value("suff", "tab"),
        is_on(find("isLgl")),
    )


def _judge(element: etree._Element, depth: int) -> Iterator[Fault]:
    """Yield what programs would take in different ways on a level."""
    yield from check_measures(element)
    if contradicts(element):
        yield _twice(f"a property of level {depth + 1} of a list")
    if element.find(f"{{*}}AlternateContent//{w('numFmt')}") is not None:
        yield Fault(
            "frame.number-format",
            f"The number format of level {depth + 1} of a list is one for newer programs, with "
            "another for older ones.",
            hint="Choose 1, a, A, i or I.",
        )
    elif has_forms(element):
        yield _two_forms()
    if element.find(w("lvlPicBulletId")) is not None:
        yield Fault(
            "frame.number-format",
            f"Level {depth + 1} of a list has a picture for its number.",
            hint="Choose 1, a, A, i or I.",
        )
    if any(is_on(one) for one in element.iterfind(f"{w('rPr')}/{w('vanish')}")):
        yield Fault(
            "frame.hidden",
            f"The numbers on level {depth + 1} of a list are hidden.",
            hint="In Word's dialog for multilevel lists: Font, and take Hidden away.",
        )


def _has_own_forms(element: etree._Element) -> bool:
    """Tell whether a child of *element* is written in several forms; pictures may be."""
    return any(
        any(form.tag != _PICTURE for form in child.iterfind("*/*"))
        for child in foreign_holders(element)
    )


def _starts_twice(depth: int, first: int, other: int) -> Fault:
    return Fault(
        "frame.number-restart",
        f"Level {depth + 1} of a list starts at {first} by a rule of its own "
        f"(w:startOverride), and else at {other}.",
        hint="In Word's dialog for multilevel lists, set Start at.",
    )


def _two_forms(where: str = "") -> Fault:
    return Fault(
        "frame.two-forms",
        "A list is written in several forms, of which each program takes another.",
        where,
        _AGAIN,
    )


def _twice(what: str) -> Fault:
    return Fault("frame.twice", f"The file says {what} twice.", hint=_AGAIN)


def _odd(message: str) -> Fault:
    return Fault("frame.numbering-list", message, hint=_AGAIN)
