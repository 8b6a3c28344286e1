"""The styles of a frame: found by the name that Word shows, whatever their ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Final

from lxml import etree

from clausekit.model.document import HeadingLevel, ParagraphRole
from clausekit.record import record
from clausekit.word.markup import OFF, w, whole

__all__ = ["HEADING_STYLES", "ROLE_STYLES", "STYLE_NAMES", "Style", "StyleSheet"]

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


@record(eq=False)
class Style:
    """A style.

    Args:
        id: By which paragraphs and other styles name it.
        name: What Word shows.
        kind: ``paragraph``, ``character``, ``table`` or ``numbering``.
        based_on: The id of the style that it inherits from; empty for none.
        number: The ``numId`` that it carries itself; empty for none.
        level: Its own level in the list.
        outline: Its own outline level.
        hangs: Whether it has a place for a number itself.
        default: Whether text without a style takes it.
        element: What it was read from.
    """

    id: str
    name: str
    kind: str
    based_on: str
    number: str
    level: int | None
    outline: int | None
    hangs: bool
    default: bool
    element: etree._Element


_LONGEST: Final = 300
"""Letters of a name; Word allows 253."""
_DEEPEST: Final = 100
"""As many styles as may be based one on the other; people build on three or four."""
_NORMAL: Final = ("paragraph", "normal")
_BUILT_IN: Final = frozenset({
    "body text", "followed hyperlink", "footnote reference", "footnote text",
    "hyperlink", "normal", "placeholder text", "strong", "subtitle", "title", "toc heading",
    *(f"{name} {level}" for name in ("heading", "toc") for level in range(1, 10)),
})  # fmt: skip
"""Names of Word's own, in which no program minds capitals."""
_OTHER_NAMES: Final = {
    "text body": "body text", "footnote": "footnote text", "contents heading": "toc heading",
    "footnote anchor": "footnote reference", "footnote characters": "footnote reference",
    "internet link": "hyperlink", "strong emphasis": "strong",
    **{f"contents {level}": f"toc {level}" for level in range(1, 10)},
}  # fmt: skip
"""What LibreOffice calls them; a style of that name is the same to it."""
_USER: Final = " (user)"
"""What LibreOffice adds to a name that is one of its own, and takes away again."""


class StyleSheet:
    """The styles of a frame.

    Args:
        root: The styles part.
    """

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self._all = [_read(element) for element in root.iterchildren(w("style"))]
        self._by_id: dict[str, Style] = {}
        self._by_name: dict[tuple[str, str], Style] = {}
        self._default_names = {_fold(style) for style in self._all if style.default} | {_NORMAL}
        self._known = Counter(map(_same, self._all))
        self._namesakes: dict[tuple[str, str], list[Style]] = defaultdict(list)
        for style in self._all:
            self._namesakes[_fold(style)].append(style)
        self._ids = Counter(style.id for style in self._all)
        exact: dict[tuple[str, str], Style] = {}
        for style in self._all:
            if not style.id:
                continue  # nothing can name it
            self._by_id[style.id] = style
            exact.setdefault((style.kind, style.name), style)
            self._by_name.setdefault((style.kind, style.name.casefold()), style)
        self._exact = exact

    def find(self, kind: str, name: str) -> str | None:
        """Return the id of a style; capitals matter only between two that both stand there."""
        style = self._exact.get((kind, name)) or self._by_name.get((kind, name.casefold()))
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
        level = None
        for style in self.line(style_id):
            level = style.level if level is None else level
            if style.number:
                return style.number, level
        return "", None

    def levels_of(self, style_id: str) -> frozenset[int]:
        """Return the levels that programs take from a style: some inherit it without its list."""
        below = (style.level for style in self.line(style_id) if style.level is not None)
        return frozenset({self.number_of(style_id)[1] or 0, next(below, 0)})

    def carriers(self, numbers: Set[str], known: Set[str]) -> frozenset[str]:
        """Return the ids of all styles that some program may give one of these ``numId``.

        It may be their own, inherited, or that of a style which the program takes for the same.
        ``defaults`` tells what text without a style carries.

        Args:
            numbers: The ``numId`` in question.
            known: Each ``numId`` that there is; one that leads nowhere is passed over.
        """
        heirs: dict[str, list[Style]] = defaultdict(list)
        for style in self._all:
            if not style.number or (style.number not in known and style.number != "0"):
                heirs[style.based_on].append(style)
        open_ = [style for style in self._all if style.number in numbers]
        found = set(open_)
        met: set[tuple[str, str]] = set()
        while open_:
            style = open_.pop()
            others = [*heirs.pop(style.id, ())] if style.id else []
            if (name := _fold(style)) not in met:
                met.add(name)
                others += self._namesakes[name]
            open_ += [other for other in others if other not in found]
            found.update(others)
        return frozenset(style.id for style in found) - {""}

    @property
    def defaults(self) -> tuple[Style, ...]:
        """The styles that text without a style takes: the default ones, and those of their names.

        For some readers *Normal* is one whatever it says.
        """
        return tuple(filter(self._is_default, self._all))

    def _is_default(self, style: Style) -> bool:
        return _fold(style) in self._default_names

    def namesakes(self, styles: Iterable[Style]) -> Iterator[Style]:
        """Yield all styles that some program takes for one of these, with themselves."""
        for name in dict.fromkeys(map(_fold, styles)):
            yield from self._namesakes[name]

    def has_twin(self, style: Style) -> bool:
        """Tell whether another style has its id or its name, as most programs know names."""
        if self._ids[style.id] > 1:
            return True
        # Word itself may write a default style under two ids; both of them are looked at.
        return self._known[_same(style)] > 1 and not self._is_default(style)

    @property
    def endless(self) -> list[str]:
        """The ids of styles that are based on themselves, or on more than a hundred others."""
        heirs: dict[str, list[str]] = defaultdict(list)
        waiting: dict[str, int] = defaultdict(int)
        for style in self._all:
            if style.id and style.based_on in self._by_id:
                heirs[style.based_on].append(style.id)
                waiting[style.id] += 1
        open_ = [style_id for style_id in self._by_id if style_id not in waiting]
        depths = dict.fromkeys(open_, 1)
        while open_:
            base = open_.pop()
            for heir in heirs[base]:
                depths[heir] = max(depths.get(heir, 0), depths[base] + 1)
                waiting[heir] -= 1
                if not waiting[heir]:
                    open_.append(heir)
        return [
            style_id for style_id in self._by_id if waiting[style_id] or depths[style_id] > _DEEPEST
        ]

    def outline_of(self, style_id: str) -> int | None:
        """Return the outline level of a style, its own or inherited: 0 for the highest."""
        for style in self.line(style_id):
            if style.outline is not None:
                return style.outline
        return None

    def hangs(self, style_id: str) -> bool:
        """Tell whether a style has a place for a number: a hanging indent or a left tab."""
        return any(style.hangs for style in self.line(style_id))

    def line(self, style_id: str) -> Iterator[Style]:
        """Yield a style and those that it inherits from, one after the other."""
        seen: set[str] = set()
        while style_id in self._by_id and style_id not in seen and len(seen) < _DEEPEST:
            seen.add(style_id)
            style = self._by_id[style_id]
            yield style
            style_id = style.based_on


def _same(style: Style) -> tuple[str, str]:
    """Return the kind of a style, and its name without what no program minds."""
    name = style.name.strip()
    while len(name) <= _LONGEST and name.endswith(_USER):
        name = name.removesuffix(_USER).rstrip()
    folded = name.casefold()
    return style.kind, folded if folded in _BUILT_IN else name


def _fold(style: Style) -> tuple[str, str]:
    """Return the kind of a style, and its name as the least careful program knows it."""
    kind, name = _same(style)
    return kind, _OTHER_NAMES.get(name.casefold(), name)


def _read(element: etree._Element) -> Style:
    number = element.find(f"{w('pPr')}/{w('numPr')}")
    indent = element.find(f"{w('pPr')}/{w('ind')}")
    tabs = element.findall(f"{w('pPr')}/{w('tabs')}/{w('tab')}")
    return Style(
        id=element.get(w("styleId"), ""),
        name=_value(element, "name"),
        kind=element.get(w("type"), "paragraph"),
        based_on=_value(element, "basedOn"),
        number=str(whole(numbered := _value(number, "numId"), numbered)),
        level=whole(_value(number, "ilvl"), None),
        outline=whole(_value(element.find(w("pPr")), "outlineLvl"), None),
        hangs=(indent is not None and indent.get(w("hanging"), "0") not in ("", "0"))
        or any(tab.get(w("val")) in ("left", "start", "num") for tab in tabs),
        default=element.get(w("default"), "0") not in OFF,
        element=element,
    )


def _value(element: etree._Element | None, child: str) -> str:
    found = element.find(w(child)) if element is not None else None
    return found.get(w("val"), "") if found is not None else ""
