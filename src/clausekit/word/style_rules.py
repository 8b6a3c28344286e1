"""What the styles of a frame must not say: what readers would take in different ways, or hide."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.word.markup import contradicts, foreign_holders, has_forms, is_on, w, whole
from clausekit.word.measures import check_measures, check_sizes
from clausekit.word.styles import STYLE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from lxml import etree

    from clausekit.word.styles import Style, StyleSheet

__all__ = ["check_styles"]

_MOST: Final = 20
_LONGEST_ID: Final = 255
_MOST_NAMES: Final = 500
_REPEATED: Final = w("tblStylePr")
"""The only child of a style that may stand more than once."""
_HIDING: Final = tuple(
    f"{place}{w('rPr')}/{w(name)}"
    for place in ("", f"{_REPEATED}/", f"{w('rPrDefault')}/")
    for name in ("vanish", "specVanish")
)
"""Where a style, a part of one for tables, or the defaults say that text is hidden."""
_TURNED: Final = f"{w('tcPr')}/{w('textDirection')}"
"""LibreOffice leaves out a table whose style says this of all cells."""
_NAMING: Final = tuple(map(w, ("pStyle", "rStyle", "tblStyle")))
_BASE: Final = "In Word: Modify Style, Style based on."
_COPY: Final = "Copy the styles that it needs into a new file, and take that."


def check_styles(sheet: StyleSheet, roots: Iterable[etree._Element], where: str) -> list[Fault]:
    """Return the faults of the styles that the writer needs, and of what they are based on.

    Args:
        sheet: The styles.
        roots: The parts with text, whose styles must have an end too.
        where: Their place, for messages.
    """
    needed = [
        (kind, found)
        for kind, names in STYLE_NAMES.items()
        for name in names
        if (found := sheet.find(kind, name)) is not None
    ]
    needed += [(style.kind, style.id) for style in sheet.defaults if style.id]
    used = {style_id for _, style_id in needed} | {
        element.get(w("val"), "") for root in roots for element in root.iter(*_NAMING)
    }
    return [
        *_check_missing(sheet, where),
        *_check_ends(sheet, used, where),
        *_check_part(sheet, where),
        *islice(_check_needed(sheet, needed, where), _MOST),
        *islice(_check_used(sheet, used - {style_id for _, style_id in needed}, where), _MOST),
    ]


def _check_missing(sheet: StyleSheet, where: str) -> Iterator[Fault]:
    """Yield a fault for each style that the writer needs and the frame lacks."""
    for kind, names in STYLE_NAMES.items():
        for name in names:
            if sheet.find(kind, name) is not None:
                continue
            other = sheet.kind_of(name)
            import difflib  # heavy, and only for frames that are at fault

            known = [one for one in islice(sheet.names(kind), _MOST_NAMES) if len(one) < 100]
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
            if other is not None:
                hint = f"There is a {other} style of that name; it must be a {kind} style."
            elif near:
                hint = f"The nearest style is {near[0]!r}; rename it, or add the missing one."
            else:
                hint = "Add it, or copy it from the template that clausekit ships."
            yield Fault(
                "frame.missing-style", f"The {kind} style {name!r} is missing.", where, hint
            )


def _check_ends(sheet: StyleSheet, used: Set[str], where: str) -> Iterator[Fault]:
    """Yield a fault for each style in use that inherits without an end, on which readers hang."""
    names = (sheet.name_of(style_id) for style_id in sheet.endless if style_id in used)
    for name in islice(names, _MOST):
        yield Fault(
            "frame.style-chain",
            f"The style {name[:40]!r} is based on itself, or on more than a hundred others.",
            where,
            _BASE,
        )


def _check_part(sheet: StyleSheet, where: str) -> Iterator[Fault]:
    """Yield what is at fault in the part as a whole."""
    for element in sheet.root.iter(w("numId"), w("ilvl")):
        if whole(said := element.get(w("val"), ""), None) is None:
            yield Fault(
                "frame.numbering-list",
                f"A style names a list or a level by {said[:40]!r}, which is no number.",
                where,
                "In Word: define the list anew (Define New Multilevel List) and link its styles.",
            )
            break
    yield from check_sizes(sheet.root, where)
    if any(len(style.get(w("styleId"), "")) > _LONGEST_ID for style in sheet.root.iter(w("style"))):
        yield Fault(
            "frame.zip-bomb",
            f"A style has an id of more than {_LONGEST_ID} letters, which each paragraph repeats.",
            where,
            _COPY,
        )
    if foreign_holders(sheet.root):
        yield _two_forms("The part", where)
    for defaults in sheet.root.iterchildren(w("docDefaults")):
        yield from _judge(defaults, "The default of the file", where)


def _check_needed(
    sheet: StyleSheet, needed: Iterable[tuple[str, str]], where: str
) -> Iterator[Fault]:
    """Yield what is at fault in the styles that the writer needs, by kind and id."""
    told: set[str] = set()
    met: list[Style] = []
    for kind, start in needed:
        for style in sheet.line(start):
            said = f"The style {style.name[:40]!r}"
            if style.kind != kind:
                yield Fault(
                    "frame.style-chain",
                    f"{said} is one of the kind {style.kind[:40]!r}, and a {kind} style is based "
                    "on it.",
                    where,
                    _BASE,
                )
            if style.kind != kind or style.id in told:
                break
            told.add(style.id)
            met.append(style)
            if sheet.has_twin(style):
                yield Fault("frame.twice", f"{said} stands there twice.", where, _COPY)
    for style in sheet.namesakes(met):
        yield from _judge(style.element, f"The style {style.name[:40]!r}", where)


def _check_used(sheet: StyleSheet, used: Set[str], where: str) -> Iterator[Fault]:
    """Yield what is at fault in the styles that only the frame's own text has."""
    told: set[str] = set()
    for start in sorted(used):
        for style in sheet.line(start):
            if style.id in told:
                break
            told.add(style.id)
            yield from _judge_forms(style.element, f"The style {style.name[:40]!r}", where)


def _judge(element: etree._Element, said: str, where: str) -> Iterator[Fault]:
    """Yield what is at fault in a style or in the defaults."""
    yield from check_measures(element, where)
    yield from _judge_forms(element, said, where)
    if any(is_on(one) for path in _HIDING for one in element.iterfind(path)):
        yield Fault(
            "frame.hidden",
            f"{said} hides what is written in it.",
            where,
            "In Word: Modify Style, Format, Font, and take Hidden away.",
        )
    if element.find(_TURNED) is not None:
        yield Fault(
            "frame.hidden",
            f"{said} turns the text of cells, and some programs show no table at all then.",
            where,
            "In Word: Modify Style; turn the text of single cells where it is needed.",
        )


def _judge_forms(element: etree._Element, said: str, where: str) -> Iterator[Fault]:
    """Yield what programs would take in different ways."""
    if has_forms(element):
        yield _two_forms(said, where)
    properties = element.find(w("pPr"))
    numbered = properties.find(w("numPr")) if properties is not None else None
    for holder in (element, properties, numbered):
        if holder is not None and contradicts(holder, but=_REPEATED):
            yield Fault("frame.twice", f"{said} says a property in two ways.", where, _COPY)


def _two_forms(said: str, where: str) -> Fault:
    return Fault(
        "frame.two-forms",
        f"{said} is written in several forms, of which each program takes another.",
        where,
        "Open the file in Word, change the style there and save it again.",
    )
