"""Where a tag may stand: in text, in one piece with its condition, a block slot alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from clausekit.errors import Fault
from clausekit.word.breaks import is_break
from clausekit.word.grammar import judge_tag
from clausekit.word.markup import local_name, w
from clausekit.word.tags import Passage, Tag, read_passages, split_tags

__all__ = ["MAX_TAGS", "find_tags"]

# What a paragraph loses without a word when a tag takes its place.
_LOST: Final = tuple(
    w(name)
    for name in (
        *("br", "commentReference", "commentRangeEnd", "commentRangeStart", "drawing"),
        *("endnoteReference", "fldChar", "fldSimple", "footnoteReference", "hyperlink", "object"),
        *("pict", "sdt", "sectPr", "sym", "tab"),
    )
)
MAX_TAGS: Final = 2_000
"""In all parts together; bounds the time to compile a frame, and what it can print."""
_PARAGRAPH: Final = w("p")
_TEXT: Final = w("t")
_DELETED: Final = w("delText")
_ROW: Final = w("tr")


class _Texts:
    """The text of paragraphs, and of the rows that hold them."""

    def __init__(self, passages: list[Passage]) -> None:
        self._texts = {passage.element: passage.text for passage in passages}
        self._known: dict[etree._Element, str] = {}

    def of(self, unit: etree._Element) -> str:
        """Return all text in a paragraph or a row, which may have to answer for many tags."""
        found = self._known.get(unit)
        if found is None:
            found = "".join(self._texts.get(element, "") for element in unit.iter(_PARAGRAPH))
            self._known[unit] = found
        return found


def find_tags(
    root: etree._Element, where: str, *, body: bool, room: int = MAX_TAGS
) -> tuple[list[Tag], list[Fault]]:
    """Find the tags of a part and judge them.

    Args:
        root: The part.
        where: File and part, for messages.
        body: Whether it is the main document, where block slots may stand.
        room: How many tags it may have.

    Returns:
        The tags that are sound enough to be read, and all faults.
    """
    passages = read_passages(root, where)
    tags, faults = split_tags(passages)
    if len(tags) > room:
        # Not one of them is judged: that takes a millisecond each.
        return [], [
            Fault(
                "frame.too-many-tags",
                f"With the {len(tags)} tags of this part the template has more than {MAX_TAGS}.",
                where,
                "A template needs a few dozen.",
            )
        ]
    faults += _elsewhere(root, where)
    texts = _Texts(passages)
    open_: list[Tag] = []
    for tag in tags:
        if not (found := list(judge_tag(tag))):
            found = list(_stand(tag, texts, open_, body=body))
        faults += found
    faults += [
        tag.fault("frame.condition", "A condition has no end", "Add endif.") for tag in open_
    ]
    return tags, faults


def _elsewhere(root: etree._Element, where: str) -> Iterator[Fault]:
    """Find tags in attributes, field codes and text that is not Word's."""
    texts_too = next(root.iter(_PARAGRAPH), None) is not None
    for element in root.iter("*"):
        words = [str(value) for value in element.attrib.values()]
        # What was deleted while changes were tracked is told as that.
        if texts_too and element.text and not _is_read(element) and element.tag != _DELETED:
            words.append(element.text)
        words.append(element.tail or "")
        for text in words:
            if "{{" in text or "{%" in text or "{#" in text:
                yield Fault(
                    "frame.tag-place",
                    f"A tag stands where none works, in {local_name(element)}: {text[:200]}",
                    where,
                    "Tags work in text, not in field codes, alternative texts or names.",
                )


def _is_read(element: etree._Element) -> bool:
    """Tell whether the text of an element is that of a paragraph, where tags are looked for."""
    return element.tag == _TEXT and next(element.iterancestors(_PARAGRAPH), None) is not None


def _stand(tag: Tag, texts: _Texts, open_: list[Tag], *, body: bool) -> Iterator[Fault]:
    """Judge where a tag stands; *open_* holds the conditions around it."""
    unit = _unit(tag)
    if unit is None:
        yield tag.fault("frame.tag-place", "A tag for a row stands outside a table")
        return
    if tag.form and _has_more(tag, unit, texts):
        yield tag.fault(
            "frame.beside-tag",
            "Something stands beside a tag that replaces its "
            + ("row" if tag.form == "tr" else "paragraph"),
            "It would be lost. Move it to a place of its own.",
        )
    if tag.opener == "{%":
        yield from _nest(tag, open_)
    elif tag.form == "p" and tag.opener == "{{":
        parent = unit.getparent()
        if not body or parent is None or parent.tag != w("body"):
            yield tag.fault(
                "frame.slot-place",
                "Blocks cannot stand here",
                "Put the tag between the paragraphs of the main text, not into a table, "
                "a text box, a header or a footer.",
            )
        elif any(around.form for around in open_):
            yield tag.fault(
                "frame.slot-place",
                "Blocks cannot depend on a condition",
                "Take the condition away.",
            )


def _unit(tag: Tag) -> etree._Element | None:
    if tag.form == "tr":
        return next(tag.passage.element.iterancestors(_ROW), None)
    return tag.passage.element


def _has_more(tag: Tag, unit: etree._Element, texts: _Texts) -> bool:
    if texts.of(unit).strip() != tag.text:
        return True
    # Breaks are moved out of a paragraph; those in a row have no place to go to.
    moves = tag.form == "p"
    for lost in unit.iter(*_LOST):
        run = lost.getparent()
        if not moves or not (
            lost.tag == w("sectPr") or (lost.tag == w("br") and run is not None and is_break(run))
        ):
            return True
    starts = {mark.get(w("id")) for mark in unit.iter(w("bookmarkStart"))}
    return starts != {mark.get(w("id")) for mark in unit.iter(w("bookmarkEnd"))}


def _nest(tag: Tag, open_: list[Tag]) -> Iterator[Fault]:
    word = tag.body.partition(" ")[0]
    if word == "if":
        open_.append(tag)
        return
    if not open_:
        yield tag.fault("frame.condition", "A condition has no beginning", "Add if before it.")
        return
    start = open_[-1]
    if word == "endif":
        open_.pop()
    if start.form != tag.form or not _side_by_side(start, tag):
        yield tag.fault(
            "frame.condition",
            "A condition begins and ends in different places",
            "Put if and endif into one paragraph; or give each a paragraph of its own, "
            "side by side, and write {%p if … %} and {%p endif %}.",
        )


def _side_by_side(start: Tag, end: Tag) -> bool:
    if not start.form:
        return start.passage.element is end.passage.element
    first, last = _unit(start), _unit(end)
    return first is not None and last is not None and first.getparent() is last.getparent()
