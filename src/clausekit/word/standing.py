"""Where a tag may stand: in text, in one piece with its condition, a block slot alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from lxml import etree

from clausekit.errors import Fault
from clausekit.word.breaks import is_break
from clausekit.word.grammar import judge_tag
from clausekit.word.marks import Fields, read_fields
from clausekit.word.markup import is_on, local_name, w
from clausekit.word.names import MATH
from clausekit.word.tags import Passage, Tag, read_passages, read_properties, split_tags

__all__ = ["MAX_TAGS", "find_tags"]

_PLAIN: Final = frozenset(
    w(name)
    for name in ("bookmarkEnd", "bookmarkStart", "lastRenderedPageBreak", "p", "proofErr", "r", "t",
                 "tc", "tr")
)  # fmt: skip
"""What may go without a word when a tag takes the place of its paragraph or row."""
_PROPERTIES: Final = frozenset(w(name) for name in ("pPr", "rPr", "tblPrEx", "tcPr", "trPr"))
MAX_TAGS: Final = 2_000
"""In all parts together; bounds the time to compile a frame, and what it can print."""
_MOST: Final = 50
MAX_LETTERS: Final = 40_000
"""Of the tags of a part; bounds what they can ask."""
_PARAGRAPH: Final = w("p")
_TOLD: Final = (w("instrText"), w("delInstrText"))
_DELETED: Final = (w("del"), w("moveFrom"))
_ROW: Final = w("tr")
_NOTES: Final = (w("footnote"), w("endnote"))
_HIDING: Final = (w("vanish"), w("specVanish"))
_BLOCKS: Final = (w("p"), w("tbl"), w("tr"), w("sdt"))
_CHOICES: Final = ("{*}Choice", "{*}Fallback")
_COPIES: Final = frozenset({
    "AUTHOR", "COMMENTS", "DOCPROPERTY", "FORMTEXT", "HYPERLINK", "INDEX", "KEYWORDS", "REF",
    "STYLEREF", "SUBJECT", "TITLE", "TOA", "TOC",
})  # fmt: skip
"""Fields whose result is text, their own or a copy of what the document says elsewhere."""


class _Texts:
    """The text of paragraphs, and of the rows that hold them; and the runs that hide theirs."""

    def __init__(self, passages: list[Passage], root: etree._Element) -> None:
        marks = (one.getparent() for one in root.iter(*_HIDING) if is_on(one))
        self.hidden = {mark.getparent() for mark in marks if mark is not None}
        self._texts = {passage.element: passage.text for passage in passages}
        self._known: dict[etree._Element, str] = {}

    def of(self, unit: etree._Element) -> str:
        """Return all text in a paragraph or a row, which may have to answer for many tags.

        What is blank at its beginning and its end is left out.
        """
        found = self._known.get(unit)
        if found is None:
            text = "".join(self._texts.get(element, "") for element in unit.iter(_PARAGRAPH))
            found = self._known[unit] = text.strip()
        return found


def find_tags(
    root: etree._Element,
    where: str,
    *,
    body: bool,
    properties: bool = False,
    room: int = MAX_TAGS,
) -> tuple[list[Tag], list[Fault]]:
    """Find the tags of a part and judge them.

    Args:
        root: The part.
        where: File and part, for messages.
        body: Whether it is the main document, where block slots may stand.
        properties: Whether it is a part of properties, and not of text.
        room: How many tags it may have.

    Returns:
        The tags that are sound enough to be read, and all faults.
    """
    passages = (read_properties if properties else read_passages)(root, where)
    tags, faults = split_tags(passages)
    said = sum(len(tag.text) for tag in tags)
    if len(tags) > room or said > MAX_LETTERS:
        # Not one of them is judged: that takes a millisecond each.
        counted = (
            f"With the {len(tags)} tags of this part the template has more than {MAX_TAGS}."
            if len(tags) > room
            else f"The tags of this part have {said} letters; {MAX_LETTERS} are allowed."
        )
        hint = "A template needs a few dozen."
        return [], [Fault("frame.too-many-tags", counted, where, hint)]
    read = {text for passage in passages for text in passage.texts}
    faults += islice(_elsewhere(root, where, read), _MOST)
    texts = _Texts(passages, root)
    fields = read_fields(root)
    open_: list[Tag] = []
    for tag in tags:
        if not (found := list(judge_tag(tag))):
            found = list(_stand(tag, texts, open_, fields, body=body))
        faults += found
    faults += [
        tag.fault("frame.condition", "A condition has no end", "Add endif.") for tag in open_
    ]
    if not faults:
        faults += _emptied(tags)
    return tags, faults


def _emptied(tags: list[Tag]) -> Iterator[Fault]:
    """Find what a condition may leave empty, which Word takes for damage: a cell, a header ..."""
    tagged: dict[etree._Element, dict[etree._Element, list[Tag]]] = {}
    for tag in tags:
        unit = _unit(tag) if tag.form else None
        parent = unit.getparent() if unit is not None else None
        if unit is not None and parent is not None and parent.tag != w("body"):
            tagged.setdefault(parent, {}).setdefault(unit, []).append(tag)
    for parent, units in tagged.items():
        rows = any(tag.form == "tr" for found in units.values() for tag in found)
        wanted = w("tr") if rows else w("p")
        always, ever = _blocks_left(parent, units, wanted)
        # A cell ends with a paragraph, whether the condition holds or not.
        ends_well = parent.tag != w("tc") or always[-1:] == ever[-1:] == [wanted]
        if wanted not in always or not ends_well:
            (tag, *_), *_ = units.values()
            yield tag.fault(
                "frame.condition",
                "What stands here may leave nothing where Word needs "
                + ("a row" if rows else "a paragraph"),
                "Leave one outside the condition, as the last; it may be empty.",
            )


def _blocks_left(
    parent: etree._Element, units: Mapping[etree._Element, Sequence[Tag]], wanted: str
) -> tuple[list[str], list[str]]:
    """Return the names of the blocks that stay in any case, and of those that may stay.

    Args:
        parent: What holds them.
        units: The paragraphs or rows that tags replace.
        wanted: A block that stays where every branch of a condition ends with one.
    """
    always: list[str] = []
    ever: list[str] = []
    branches: list[list[str]] = []
    depth, has_else = 0, False
    for child in parent:
        for tag in units.get(child, ()):
            word = tag.word
            depth += tag.turn
            if (word, depth) == ("if", 1):
                branches, has_else = [[]], False
            elif word in ("elif", "else") and depth == 1:
                branches.append([])
                has_else = word == "else"
            elif (word, depth) == ("endif", 0) and has_else:
                always += [wanted] * all(branch[-1:] == [wanted] for branch in branches)
        if child not in units and child.tag in _BLOCKS:
            ever.append(str(child.tag))
            if depth < 2:
                (branches[-1] if depth else always).append(str(child.tag))
    return always, ever


def _elsewhere(
    root: etree._Element, where: str, read: Collection[etree._Element]
) -> Iterator[Fault]:
    """Find tags anywhere but in the texts that are *read*: in attributes, field codes ..."""
    for element in root.iter("*"):
        words = [str(value) for value in element.attrib.values()]
        # What was deleted while changes were tracked is told as that.
        # Of the instructions of fields it is told with the field.
        if element.text and element not in read and not _is_told(element):
            words.append(element.text)
        words.append(element.tail or "")
        for text in words:
            if "{{" in text or "{%" in text or "{#" in text:
                yield Fault(
                    "frame.tag-place",
                    f"A tag stands where none works, in {local_name(element)[:40]}: {text[:200]}",
                    where,
                    "Tags work in text, not in field codes, alternative texts or names.",
                )


def _is_told(element: etree._Element) -> bool:
    """Tell whether whatever stands there is refused by another rule."""
    if element.tag == w("delText"):
        return next(element.iterancestors(*_DELETED), None) is not None
    return element.tag in _TOLD


def _stand(
    tag: Tag, texts: _Texts, open_: list[Tag], fields: Fields, *, body: bool
) -> Iterator[Fault]:
    """Judge where a tag stands; *open_* holds the conditions around it."""
    texts_of = [text for text, _, _ in tag.span()]
    if len({next(text.iterancestors(*_CHOICES), None) for text in texts_of}) > 1:
        yield tag.fault("frame.broken-tag", "A tag begins in one form of a choice and ends outside")
        return
    if fields.bound and any(one in fields.bound for one in texts_of[0].iterancestors(w("sdt"))):
        yield tag.fault(
            "frame.tag-place",
            "A tag stands in a content control that takes its text from data",
            "In Word: Developer, Remove Content Control; or put the tag beside it.",
        )
        return
    if next(texts_of[0].iterancestors(f"{{{MATH}}}*"), None) is not None:
        yield tag.fault(
            "frame.tag-place",
            "A tag stands in an equation, where not all programs show text",
            "Put it beside the equation.",
        )
        return
    if any(one.get(w("type"), "normal") != "normal" for one in texts_of[0].iterancestors(*_NOTES)):
        yield tag.fault(
            "frame.tag-place",
            "A tag stands in the line above notes, which not all programs show as text",
            "Put it into a note, or into the main text.",
        )
        return
    if any(fields.state(text)[1] for text in texts_of):
        yield tag.fault("frame.tag-place", "A tag stands in the instruction of a field")
        return
    if lost := [one.kind for one in fields.around(texts_of[0]) if one.kind not in _COPIES]:
        yield tag.fault(
            "frame.tag-place",
            f"A tag stands in the result of a field of the kind {lost[0]}, which readers work out "
            "anew",
            "Put the tag beside the field, or take the field out.",
        )
        return
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
        yield from _nest(tag, open_, fields, texts.hidden)
    elif tag.form == "p" and tag.opener == "{{":
        parent = unit.getparent()
        if fields.around(texts_of[0]):
            yield tag.fault(
                "frame.slot-place",
                "Blocks cannot stand in the result of a field",
                "In Word: press Alt+F9 to see the fields, and put the tag outside of all.",
            )
        elif not body or parent is None or parent.tag != w("body"):
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
    if texts.of(unit) != tag.text:
        return True
    # Breaks are moved out of a paragraph; those in a row have no place to go to.
    moves = tag.form == "p"
    described: set[etree._Element] = set()
    for element in unit.iter("*"):
        parent = element.getparent()
        if element.tag in _PROPERTIES or parent in described:
            described.add(element)
            if element.tag == w("sectPr") and not moves:
                return True
        elif element.tag == w("br"):
            if not moves or parent is None or not is_break(parent):
                return True
        elif element.tag not in _PLAIN:
            return True
    starts = {mark.get(w("id")) for mark in unit.iter(w("bookmarkStart"))}
    return starts != {mark.get(w("id")) for mark in unit.iter(w("bookmarkEnd"))}


def _nest(
    tag: Tag, open_: list[Tag], fields: Fields, hidden: Collection[etree._Element | None]
) -> Iterator[Fault]:
    word = tag.word
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
    elif not start.form and len({one.first.getparent() in hidden for one in (start, tag)}) > 1:
        # What follows a tag may come to stand where the tag stood.
        yield tag.fault(
            "frame.condition",
            "A condition begins in hidden text and ends in text that is not, or the other way "
            "round",
            "Give both tags the same look; a tag that stands there is not printed.",
        )
    elif fields.state(start.first) != fields.state(tag.first):
        yield tag.fault(
            "frame.condition",
            "A condition holds a piece of a field, and not all of it",
            "Put the whole field between if and endif, or none of it.",
        )


def _side_by_side(start: Tag, end: Tag) -> bool:
    if not start.form:
        # The markup between the two goes with the text: as many elements must end as begin.
        runs = start.first.getparent(), end.first.getparent()
        return start.passage.element is end.passage.element and (
            runs[0] is runs[1]
            or (runs[0] is not None and runs[1] is not None
                and runs[0].tag == runs[1].tag == w("r")
                and runs[0].getparent() is runs[1].getparent())
        )  # fmt: skip
    first, last = _unit(start), _unit(end)
    return first is not None and last is not None and first.getparent() is last.getparent()
