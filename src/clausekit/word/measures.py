"""Measures in styles, lists and sections: within what a page can show, or text is lost.

LibreOffice leaves out what does not fit, and stops to read the styles at a size that is none, so
that those behind it lose their numbers.

Source:
    ECMA-376 part 1, 17.3.1.33 (``spacing``), 17.3.1.12 (``ind``), 17.3.2.38 (``sz``), 17.6.4
    (``cols``), 17.3.4 (borders), 17.4.42 (``tblCellMar``).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.word.markup import local_name, w, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

__all__ = ["check_columns", "check_measures", "check_sizes"]

_Bounds = tuple[int, int]
_EDGES: Final = ("bar", "between", "bottom", "end", "insideH", "insideV", "left", "right", "start",
                 "tl2br", "top", "tr2bl")  # fmt: skip
_BORDER: Final = {"space": (0, 200), "sz": (0, 255)}


def _named(told: Mapping[str, Mapping[str, _Bounds]]) -> Mapping[str, Mapping[str, _Bounds]]:
    return {
        w(name): {w(attribute): bounds for attribute, bounds in attributes.items()}
        for name, attributes in told.items()
    }


_BOUNDS: Final = _named({
    # In twentieths of a point.
    "ind": dict.fromkeys(("end", "firstLine", "hanging", "left", "right", "start"),
                         (-2_880, 7_200)),
    "spacing": {"after": (0, 7_200), "before": (0, 7_200), "line": (1, 4_800),
                "val": (-200, 2_000)},
    "tab": {"pos": (-2_880, 15_840)},
    "tblCellSpacing": {"w": (0, 1_440)},
    "tblInd": {"w": (-2_880, 7_200)},
    # The same, and in eighths of a point.
    **{edge: {**_BORDER, "w": (0, 1_440)} for edge in _EDGES},
    "bdr": _BORDER,
    # In half-points, and per cent.
    "position": {"val": (-200, 200)},
    "sz": {"val": (1, 800)},
    "szCs": {"val": (0, 800)},
    "w": {"val": (1, 600)},
})  # fmt: skip
"""The least and the most that a property may say for text to be seen."""
_SIZES: Final = _named({
    "spacing": {"after": (0, 65_535)},
    "sz": {"val": (0, 3_276)},
    "szCs": {"val": (0, 3_276)},
})  # fmt: skip
"""Beyond these LibreOffice reads no style that follows."""
_COLUMNS: Final = _named({"col": {"w": (720, 31_680)}, "cols": {"num": (1, 12)}})
_GAPS: Final = 7_200
"""All the room between columns of one width, in twentieths of a point."""
_NUMBER: Final = re.compile(r"(-?[0-9]{1,10})(?:\.[0-9]{1,10})?", re.ASCII)
"""Some programs write decimals."""
_MOST: Final = 20


def check_measures(element: etree._Element, where: str = "") -> Iterator[Fault]:
    """Yield a fault for each measure out of bounds in a style or a level that clauses have."""
    yield from islice(_check(element, _BOUNDS, where), _MOST)


def check_sizes(styles: etree._Element, where: str) -> Iterator[Fault]:
    """Yield a fault for each size that is none, in whatever style it stands."""
    yield from islice(_check(styles, _SIZES, where), _MOST)


def check_columns(root: etree._Element, where: str) -> Iterator[Fault]:
    """Yield a fault for columns in a section that leave text no room."""
    yield from islice(_check(root, _COLUMNS, where), _MOST)
    yield from islice(_narrow(root, where), _MOST)


def _narrow(root: etree._Element, where: str) -> Iterator[Fault]:
    for columns in root.iter(w("cols")):
        gaps = whole(columns.get(w("num"), "1"), 1) - 1
        room = columns.get(w("space"), "720")
        if not len(columns) and gaps * abs(whole(room, _GAPS + 1)) > _GAPS:
            yield _out("cols/space", room, 0, _GAPS // gaps, where)


def _check(
    holder: etree._Element, bounds: Mapping[str, Mapping[str, _Bounds]], where: str
) -> Iterator[Fault]:
    for element in holder.iter(*bounds):
        for attribute, (least, most) in bounds[str(element.tag)].items():
            said = element.get(attribute)
            if said is None:
                continue
            found = _NUMBER.fullmatch(said)
            if found is None or not least <= int(found[1]) <= most:
                name = f"{local_name(element)}/{attribute.rpartition('}')[2]}"
                yield _out(name, said, least, most, where)


def _out(name: str, said: str, least: int, most: int, where: str) -> Fault:
    return Fault(
        "frame.odd-number",
        f"A measure is out of bounds: {name} is {said[:30]!r}, and should be from {least} to "
        f"{most}.",
        where,
        "In Word: Modify Style, Format; or Layout, Columns. Choose an ordinary size.",
    )
