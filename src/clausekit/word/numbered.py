"""What of a frame itself would be counted with the clauses.

Word would count it, and every number after it would differ from the number that the document has
elsewhere: in its preview, its references, its record.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.word.marks import read_fields
from clausekit.word.markup import w, whole
from clausekit.word.numbering import LISTS
from clausekit.word.styles import STYLE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from clausekit.word.marks import Field
    from clausekit.word.numbering import Numbering
    from clausekit.word.styles import StyleSheet
    from clausekit.word.tags import Tag
    from clausekit.word.workbench import Workbench

__all__ = ["check_numbered"]

_NUMBERED: Final = frozenset(name for names in LISTS for name in names)
_PLAIN: Final = "Give it a style without a number, such as 'Plain Heading'."
_OWN: Final = "In Word: Modify Style, Format, Numbering, None."
_LISTNUM: Final = re.compile(
    r'\s*LISTNUM(?:\s+(?:"(?P<quoted>[^"\\]*)"|(?P<word>[^\s"\\“”„‟]+)))?'
    r"(?:\s+\\[ls]\s*[0-9]+)*\s*",
    re.IGNORECASE,
)
"""Source: ECMA-376 part 1, 17.16.5.33."""
_UNNAMED: Final = "NumberDefault"
"""The list of a LISTNUM field that names none."""
_MOST: Final = 20


def check_numbered(
    bench: Workbench, sheet: StyleSheet, numbering: Numbering, tags: list[Tag]
) -> Iterator[Fault]:
    """Yield what takes numbers of the clauses: paragraphs, styles, fields.

    Args:
        bench: The frame.
        sheet: Its styles.
        numbering: Its lists.
        tags: Those of the main text.
    """
    takers = numbering.takers
    carriers = sheet.carriers(takers, numbering.numbers)
    yield from islice(_check_styles(bench, sheet, takers, carriers), _MOST)
    vanishing = {tag.passage.element for tag in tags if tag.form == "p"}
    for number, paragraph in enumerate(bench.trees[bench.main].iter(w("p")), start=1):
        if paragraph in vanishing:
            continue
        own = [*map(_number, paragraph.iterfind(f"{w('pPr')}/{w('numPr')}/{w('numId')}"))]
        # Some programs write two, and others take either.
        named = [one.get(w("val"), "") for one in paragraph.iterfind(f"{w('pPr')}/{w('pStyle')}")]
        style_id = next((one for one in named if one in carriers), "".join(named[:1]))
        if not takers.isdisjoint(own) or (not own and style_id in carriers):
            yield Fault(
                "frame.numbered-text",
                f"A paragraph of the frame takes a number of the clauses' lists "
                f"(style {sheet.name_of(style_id)!r}).",
                f"{bench.place(bench.main)}, paragraph {number}",
                _PLAIN,
            )
    if names := numbering.names:
        for part in bench.stories():
            fields = read_fields(bench.trees[part]).fields
            found = (field for field in fields if _counts(field, names))
            for _ in islice(found, _MOST):
                yield Fault(
                    "frame.numbered-text",
                    "A field LISTNUM may count on a list of the clauses.",
                    bench.place(part),
                    "Write the number as text, and take the field out.",
                )


def _check_styles(
    bench: Workbench, sheet: StyleSheet, takers: frozenset[str], carriers: frozenset[str]
) -> Iterator[Fault]:
    """Yield a fault for each style that gives numbers of the clauses to other text."""
    where = bench.place(bench.related("styles"))
    for style in sheet.defaults:
        if style.id not in carriers:
            continue
        yield Fault(
            "frame.numbered-text",
            f"Text without a style takes a number of the clauses' lists, from {style.name!r}.",
            where,
            _OWN,
        )
    others = [
        f"The style {name!r}"
        for name in STYLE_NAMES["paragraph"]
        if name not in _NUMBERED and sheet.find("paragraph", name) in carriers
    ]
    # Word takes no number from the style of a table, nor from the defaults; who else does is open.
    for element in sheet.root.iterchildren(w("docDefaults"), w("style")):
        defaults = element.tag == w("docDefaults")
        if (defaults or element.get(w("type")) == "table") and not takers.isdisjoint(
            map(_number, element.iter(w("numId")))
        ):
            name = sheet.name_of(element.get(w("styleId"), ""))
            others.append("The default of the file" if defaults else f"The style {name[:40]!r}")
    for said in others:
        yield Fault(
            "frame.numbered-text", f"{said} takes a number of the clauses' lists.", where, _OWN
        )


def _number(element: etree._Element) -> str:
    """Return the ``numId`` that an element says, as others write it."""
    said = element.get(w("val"), "")
    return str(whole(said, said))


def _counts(field: Field, names: frozenset[str]) -> bool:
    """Tell whether a field may be a LISTNUM that counts on a list with one of these names."""
    words = "".join(field.words)
    if not words.strip().upper().startswith("LISTNUM"):
        return False
    found = _LISTNUM.fullmatch(words)
    if found is None or field.nested:
        return True
    named = found["quoted"] or found["word"] or _UNNAMED
    return named.strip().casefold() in names
