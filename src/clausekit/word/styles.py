"""The styles of a frame: found by the name that Word shows, whatever their ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from lxml import etree

from clausekit.errors import Fault
from clausekit.model.document import HeadingLevel, ParagraphRole
from clausekit.record import record
from clausekit.word.markup import w, whole

__all__ = ["HEADING_STYLES", "ROLE_STYLES", "STYLE_NAMES", "StyleSheet", "check_styles"]

HEADING_STYLES: Final[Mapping[HeadingLevel, str]] = {
    HeadingLevel.PART: "heading 1",
    HeadingLevel.ARTICLE: "heading 2",
    HeadingLevel.SCHEDULE: "Schedule Heading",
    HeadingLevel.LADDER: "Ladder Heading",
    HeadingLevel.PLAIN: "Plain Heading",
}
ROLE_STYLES: Final[Mapping[ParagraphRole, str]] = {
    ParagraphRole.BODY: "Body Text",
    ParagraphRole.RECITAL: "Recital",
    ParagraphRole.NUMBERED: "Clause Paragraph",
    ParagraphRole.ITEM: "Clause Item",
    ParagraphRole.DEFINITION: "Definition",
    ParagraphRole.VERIFICATION: "Verification Note",
    ParagraphRole.STEP: "Ladder Step",
    ParagraphRole.SOURCE: "Small Print",
}
STYLE_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "paragraph": (
        *HEADING_STYLES.values(),
        *ROLE_STYLES.values(),
        "Table Heading",
        "Table Text",
        "TOC Heading",
        "toc 1",
        "toc 2",
        "footnote text",
    ),
    "character": ("footnote reference", "Hyperlink", "Placeholder Text", "Strong"),
    "table": ("Clause Table", "Signature Table"),
}
"""The styles that the writer uses, by kind; a frame has them all."""


@record
class _Style:
    id: str
    name: str
    kind: str
    based_on: str
    number: str
    level: int | None
    outline: int | None
    hangs: bool


_MOST_NAMES: Final = 500
_DEEPEST: Final = 100
"""As many styles as are looked through for what a style inherits; people build on three or four."""


class StyleSheet:
    """The styles of a frame.

    Args:
        root: The styles part.
    """

    def __init__(self, root: etree._Element) -> None:
        self._by_id: dict[str, _Style] = {}
        self._by_name: dict[tuple[str, str], _Style] = {}
        for element in root.iterchildren(w("style")):
            style = _read(element)
            self._by_id[style.id] = style
            self._by_name.setdefault((style.kind, style.name.casefold()), style)

    def find(self, kind: str, name: str) -> str | None:
        """Return the id of a style; names of styles ignore case, as they do in Word."""
        style = self._by_name.get((kind, name.casefold()))
        return style.id if style else None

    def names(self, kind: str) -> tuple[str, ...]:
        """Return the names of all styles of a kind."""
        return tuple(style.name for style in self._by_id.values() if style.kind == kind)

    def kind_of(self, name: str) -> str | None:
        """Return the kind of a style with this name."""
        kinds = (kind for kind, known in self._by_name if known == name.casefold())
        return next(kinds, None)

    def name_of(self, style_id: str) -> str:
        """Return the name of a style; empty where there is none."""
        style = self._by_id.get(style_id)
        return style.name if style else ""

    def number_of(self, style_id: str) -> tuple[str, int | None]:
        """Return the ``numId`` and level that a style carries, its own or inherited."""
        for style in self._line(style_id):
            if style.number:
                return style.number, style.level
        return "", None

    def outline_of(self, style_id: str) -> int | None:
        """Return the outline level of a style, its own or inherited: 0 for the highest."""
        for style in self._line(style_id):
            if style.outline is not None:
                return style.outline
        return None

    def hangs(self, style_id: str) -> bool:
        """Tell whether a style has a place for a number: a hanging indent or a left tab."""
        return any(style.hangs for style in self._line(style_id))

    def _line(self, style_id: str) -> Iterator[_Style]:
        seen: set[str] = set()
        while style_id in self._by_id and style_id not in seen and len(seen) < _DEEPEST:
            seen.add(style_id)
            style = self._by_id[style_id]
            yield style
            style_id = style.based_on


def check_styles(sheet: StyleSheet, where: str) -> list[Fault]:
    """Return a fault for each style that the writer needs and the frame lacks."""
    faults = []
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
            faults.append(
                Fault("frame.missing-style", f"The {kind} style {name!r} is missing.", where, hint)
            )
    return faults


def _read(element: etree._Element) -> _Style:
    number = element.find(f"{w('pPr')}/{w('numPr')}")
    indent = element.find(f"{w('pPr')}/{w('ind')}")
    tabs = element.findall(f"{w('pPr')}/{w('tabs')}/{w('tab')}")
    return _Style(
        id=element.get(w("styleId"), ""),
        name=_value(element, "name"),
        kind=element.get(w("type"), "paragraph"),
        based_on=_value(element, "basedOn"),
        number=_value(number, "numId"),
        level=whole(_value(number, "ilvl"), None),
        outline=whole(_value(element.find(w("pPr")), "outlineLvl"), None),
        hangs=(indent is not None and indent.get(w("hanging"), "0") not in ("", "0"))
        or any(tab.get(w("val")) in ("left", "start", "num") for tab in tabs),
    )


def _value(element: etree._Element | None, child: str) -> str:
    found = element.find(w(child)) if element is not None else None
    return found.get(w("val"), "") if found is not None else ""
