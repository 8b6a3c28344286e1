r"""The numbers that Word will print: read from a frame's lists, and counted as Word counts.

A cross-reference is a field whose last result is stored in the file, and Word shows that result
until somebody asks for new ones. It must be what Word would compute, so the writer counts the
paragraphs itself, with the formats of the frame: where a lawyer writes "Article %1.", the stored
result is "Article 4". The rules: a level starts again after a higher level; a full-context number
(switch ``\w``) puts the numbers of the higher levels in front unless the format has them already,
and drops the last full stop: "1.(a)" for (a) below 1., "4.2" for 4.2 below 4.

Source:
    ECMA-376 part 1, 17.9 (numbering) and 17.16.5.50 (REF); MS-OI29500 2.1.495.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from lxml import etree

from clausekit.errors import Fault
from clausekit.model.ordinals import alphabetic, roman
from clausekit.word.lists import Level, Lists, NumberList
from clausekit.word.styles import StyleSheet

__all__ = ["Counters", "Label", "Numbering", "State"]

LISTS: Final = (
    ("heading 1",),
    ("heading 2", "Clause Paragraph", "Clause Item"),
    ("Schedule Heading", "Ladder Heading", "Ladder Step"),
    ("Recital",),
)
"""The styles that are numbered: each row is a list of its own, from the highest level down."""
_REFERRED: Final = ("heading 2", "Clause Paragraph", "Schedule Heading", "Ladder Heading")
"""The styles whose numbers references say."""
_FORMATS: Final = ("decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "none")
_LETTERS: Final = ("lowerLetter", "upperLetter", "lowerRoman", "upperRoman")
"""Formats without a nought, in which programs write high numbers differently."""
_LAST_START: Final = 32_767
_LAST_LETTER: Final = 500
_UNSEEN: Final = re.compile("[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_LONGEST: Final = 255
"""Word's own limits: the highest first number, and the characters of a pattern."""
_LABELS: Final = 2_048
"""Numbers that are kept for one frame."""
_PLACE: Final = re.compile(r"%([1-9])")
State: TypeAlias = tuple[tuple[str, tuple[int, ...]], ...]
"""Each list with its counts."""


class Label:
    """The number of one paragraph.

    Most paragraphs only need to be counted; the texts are worked out where they are asked for, and
    then kept: the next document has the same numbers.

    Args:
        levels: The levels of its list.
        values: Its count on each level, from the first, as if every level started at one.
    """

    __slots__ = ("_full", "_text", "levels", "values")

    def __init__(self, levels: Mapping[int, Level], values: tuple[int, ...]) -> None:
        self.levels = levels
        self.values = values
        self._text: str | None = None
        self._full: str | None = None

    @property
    def text(self) -> str:
        """The number as printed before the paragraph: ``4.2``."""
        if self._text is None:
            self._text = _label(self.levels, self.values, len(self.values) - 1)
        return self._text

    @property
    def full(self) -> str:
        """The number as a cross-reference prints it."""
        if self._full is None:
            self._full = _full(self.levels, self.values, len(self.values) - 1)
        return self._full

    @property
    def suffix(self) -> str:
        """What follows the number: ``tab``, ``space`` or ``nothing``."""
        return self.levels[len(self.values) - 1].suffix


class Numbering:
    """The lists of a frame, and the styles bound to them.

    Args:
        root: The numbering part; None where the frame has none.
        sheet: The styles; None where `known` tells what they say.
    """

    def __init__(self, root: etree._Element | None, sheet: StyleSheet | None) -> None:
        self.levels: Mapping[str, Mapping[int, Level]] = {}
        self.styles: Mapping[str, tuple[str, int]] = {}
        self._labels: dict[tuple[str, tuple[int, ...]], Label] = {}
        self._lists: Lists | None = None
        self._found: dict[str, NumberList] = {}
        self._doubtful: list[str] = []
        if root is not None and sheet is not None:
            self._bind(Lists(root, sheet), sheet)

    @classmethod
    def known(
        cls, levels: Mapping[str, Mapping[int, Level]], styles: Mapping[str, tuple[str, int]]
    ) -> Numbering:
        """Return lists that were read and checked before.

        Args:
            levels: By list and depth.
            styles: The list and the depth of each style that is numbered.
        """
        numbering = cls(None, None)
        numbering.levels, numbering.styles = levels, styles
        return numbering

    def label(self, key: str, values: tuple[int, ...]) -> Label:
        """Return the number with these counts in the list *key*."""
        label = self._labels.get((key, values))
        if label is None:
            label = Label(self.levels[key], values)
            if len(self._labels) >= _LABELS:
                self._labels.clear()
            self._labels[key, values] = label
        return label

    @property
    def takers(self) -> frozenset[str]:
        """Each ``numId`` whose paragraphs some program may count with the clauses."""
        return self._lists.takers(self.levels) if self._lists is not None else frozenset()

    @property
    def numbers(self) -> frozenset[str]:
        """Each ``numId`` that there is."""
        return self._lists.numbers if self._lists is not None else frozenset()

    @property
    def names(self) -> frozenset[str]:
        """The names of the clauses' lists, in lower case."""
        return self._lists.names(self.levels) if self._lists is not None else frozenset()

    def check(self, where: str) -> list[Fault]:
        """Return the faults of the lists that the writer relies on."""
        faults = [*self._lists.check(where)] if self._lists is not None else []
        owners: dict[str, str] = {}
        for names in LISTS:
            above: tuple[str, int] | None = None
            for name in names:
                place = self.styles.get(name)
                if place is None:
                    faults.append(_not_numbered(name, where))
                    continue
                faults += self._check_level(name, place)
                if above is not None and place != (above[0], above[1] + 1):
                    faults.append(_wrong_list(name, f"the next level of the list of {names[0]!r}"))
                if above is None and place[0] in owners:
                    faults.append(_wrong_list(name, f"not on the list of {owners[place[0]]!r}"))
                owners.setdefault(place[0], name)
                above = place
        told = {
            str(fault): fault
            for fault in (
                fault if fault.where else Fault(fault.code, fault.message, where, fault.hint)
                for fault in faults
            )
        }
        return [*told.values()]

    def _check_level(self, name: str, place: tuple[str, int]) -> list[Fault]:
        found, depth = self._found[name], place[1]
        levels = self.levels[place[0]]
        faults = [fault for at, fault in found.faults if at <= depth]
        if name in self._doubtful:
            faults.append(
                Fault(
                    "frame.numbering-list",
                    f"The style {name!r} says another level than the one that names it; Word "
                    "follows the level, and other programs the style.",
                    hint="In Word's dialog for multilevel lists, take the style from all levels "
                    "(Link level to style), and link it to its own level again.",
                )
            )
        if any(found.levels.get(at) != levels.get(at) for at in range(depth + 1)):
            faults.append(_wrong_list(name, "on the list of the others, as it is for them"))
        for at in range(depth + 1):
            if problem := _uncountable(levels, at):
                faults.append(
                    Fault(
                        "frame.number-format",
                        f"The numbers of {name!r} cannot be counted: {problem}.",
                        hint=f"Start at a number from 0 to {_LAST_START}, with letters and Roman "
                        f"figures from 1 to {_LAST_LETTER}.",
                    )
                )
            format_ = levels.get(at, Level()).format
            if format_ not in _FORMATS:
                faults.append(
                    Fault(
                        "frame.number-format",
                        f"The number format {format_!r} of {name!r} "
                        "cannot be used in cross-references.",
                        hint="Choose 1, a, A, i or I.",
                    )
                )
        if not faults and name in _REFERRED and not _full(levels, (1,) * (depth + 1), depth):
            faults.append(
                Fault(
                    "frame.number-format",
                    f"The numbers of {name!r} print nothing that a cross-reference could say.",
                    hint="Choose 1, a, A, i or I, and have the number in the pattern.",
                )
            )
        if depth in found.restarts:
            faults.append(
                Fault(
                    "frame.number-restart",
                    f"The numbers of {name!r} restart by a rule of their own (w:lvlRestart).",
                    hint="In Word's dialog for multilevel lists, let the list restart after the "
                    "level above.",
                )
            )
        return faults

    def _bind(self, lists: Lists, sheet: StyleSheet) -> None:
        """Find the list and the level of each style that is numbered."""
        levels: dict[str, Mapping[int, Level]] = {}
        styles: dict[str, tuple[str, int]] = {}
        known: dict[str, NumberList | None] = {}
        for name in (name for names in LISTS for name in names):
            style = sheet.find("paragraph", name)
            number = sheet.number_of(style)[0] if style is not None else ""
            if number not in known:
                known[number] = lists.find(number)
            found = known[number]
            if style is None or found is None:
                continue
            # Word trusts the level's own link to the style before the style's level.
            own = sheet.levels_of(style)
            depths = found.bound.get(style, own)
            depth = min(depths)
            if depth not in found.levels:
                continue
            if len(own | depths) > 1:
                self._doubtful.append(name)
            styles[name] = found.key, depth
            levels.setdefault(found.key, found.levels)
            self._found[name] = found
        self.levels, self.styles, self._lists = levels, styles, lists


class Counters:
    """Counts numbered paragraphs in the order of the document.

    Args:
        numbering: The lists of the frame.
        state: The counts to go on from.
    """

    def __init__(self, numbering: Numbering, state: State = ()) -> None:
        self._numbering = numbering
        self._counts = {key: [*counts] for key, counts in state}

    def step(self, key: str, depth: int) -> list[int]:
        """Count one more paragraph.

        Args:
            key: Its list.
            depth: Its level there.

        Returns:
            The counts on each level down to its own; the next step changes them.
        """
        counts = self._counts.get(key)
        if counts is None:
            counts = self._counts[key] = []
        deeper = len(counts) - depth - 1
        if deeper >= 0:
            if deeper:
                del counts[depth + 1 :]
            counts[depth] += 1
        else:
            # Word counts a level above that has not come yet as its first.
            counts += [1] * (depth + 1 - len(counts))
        return counts

    def state(self) -> State:
        """Return all counts, from which other counters can go on."""
        return tuple([(key, tuple(counts)) for key, counts in self._counts.items()])

    def label(self, place: tuple[str, int], counts: Sequence[int]) -> Label:
        """Return the number that these counts give at *place*."""
        return self._numbering.label(place[0], tuple(counts))


def _uncountable(levels: Mapping[int, Level], depth: int) -> str:
    """Tell why the numbers of a level cannot be counted; empty where they can."""
    level = levels.get(depth, Level())
    if not 0 <= level.start <= _LAST_START or len(level.text) > _LONGEST:
        return "they start too high or too low, or have too long a pattern"
    if level.format in _LETTERS and not 1 <= level.start <= _LAST_LETTER:
        return f"there is no letter or Roman figure for {level.start} that all programs print"
    named = [place for _, place in _pattern(level.text) if place >= 0]
    if any(place > depth or place not in levels for place in named):
        return "their pattern names a level that is not above them, or not there"
    if len({*named}) < len(named) or "%0" in level.text:
        return "their pattern names a level twice, or one that no list has"
    if any(levels[place].format == "none" for place in named if place < depth):
        return "their pattern names a level that has no number"
    if level.text.rstrip().endswith(".."):
        return "their pattern ends with several full stops, of which programs leave out some"
    if not level.text.isprintable() and _UNSEEN.search(level.text):
        return "their pattern holds a sign that nobody sees and that turns or parts what is read"
    return ""


def _write(number: int, format_: str) -> str:
    if format_ == "none":
        return ""
    if format_ in ("upperRoman", "lowerRoman"):
        text = roman(number)
    elif format_ in ("upperLetter", "lowerLetter"):
        text = alphabetic(number)
    else:
        return str(number)
    return text if format_.startswith("upper") else text.lower()


def _label(levels: Mapping[int, Level], counts: Sequence[int], depth: int) -> str:
    level = levels[depth]
    words = []
    for literal, place in _pattern(level.text):
        words.append(literal)
        if 0 <= place <= depth:
            source = levels.get(place, Level())
            number = source.start + counts[place] - 1
            words.append(_write(number, "decimal" if level.legal else source.format))
    return "".join(words)


@lru_cache(maxsize=512)
def _pattern(text: str) -> tuple[tuple[str, int], ...]:
    """Return the words of a pattern, each with the level whose number follows it; -1 for none."""
    words = _PLACE.split(text)
    return tuple(
        (word, int(number) - 1)
        for word, number in zip(words[::2], [*words[1::2], "0"], strict=True)
    )


def _full(levels: Mapping[int, Level], counts: Sequence[int], depth: int) -> str:
    text = ""
    while depth >= 0:
        text = _label(levels, counts, depth).strip() + text
        named = [place for _, place in _pattern(levels[depth].text) if place >= 0]
        depth = min([depth, *named]) - 1
    return text.rstrip(". ")


def _not_numbered(name: str, where: str) -> Fault:
    return Fault(
        "frame.not-numbered",
        f"The style {name!r} carries no number.",
        where,
        "Bind it to its level: in Word, Define New Multilevel List, Link level to style.",
    )


def _wrong_list(name: str, rule: str) -> Fault:
    return Fault(
        "frame.numbering-list",
        f"The style {name!r} must be {rule}.",
        hint="Otherwise its numbers do not restart where they should; see how the template "
        "that clausekit ships binds it.",
    )
