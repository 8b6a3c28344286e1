"""A part with text, read as a tree: what it defines, uses, and leaves open."""

from __future__ import annotations

from typing import Final

from lxml import etree

from clausekit.word.markup import MC, REL, WP, parse_part, w
from clausekit.word.story import Fields, Story

__all__ = ["read_tree"]

_ID: Final = w("id")
_VAL: Final = w("val")
_NAME: Final = w("name")
_ANCHOR: Final = w("anchor")
_TYPE: Final = w("type")
_STYLES: Final = {w("pStyle"): "paragraph", w("rStyle"): "character", w("tblStyle"): "table"}
_MARKS: Final = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_NOTES: Final = (w("footnote"), w("endnote"))
_START: Final = w("bookmarkStart")
_END: Final = w("bookmarkEnd")
_FIELD: Final = w("fldChar")
_INSTRUCTION: Final = w("instrText")
_SIMPLE: Final = w("fldSimple")
_LINK: Final = w("hyperlink")
_NUMBER: Final = w("numId")
_CONTROL: Final = w("sdtPr")
_CELL: Final = w("tc")
_KIND: Final = w("fldCharType")
_RANGES: Final = frozenset(
    map(w, ("bookmarkEnd", "bookmarkStart", "permEnd", "permStart", "proofErr"))
)
"""Marks that may stand behind the last paragraph of a cell, where what they mark ends."""
_ENDS: Final = (w("p"), w("sdt"), w("customXml"))
_FALLBACK: Final = f"{{{MC}}}Fallback"
_DRAWING: Final = f"{{{WP}}}docPr"
_LINKED: Final = etree.XPath("//@r:*", namespaces={"r": REL}, smart_strings=False)
_WATCHED: Final = (
    *_STYLES, *_MARKS, *_NOTES, _START, _END, _FIELD, _INSTRUCTION, _SIMPLE, _LINK, _NUMBER,
    _CONTROL, _CELL, _DRAWING,
)  # fmt: skip


def read_tree(content: bytes, kind: str) -> Story:
    """Read a part in one pass.

    Args:
        content: The part.
        kind: What it is.
    """
    story = Story(kind)
    open_marks: set[str] = set()
    fields = Fields(story)
    root = parse_part(content)
    if REL in root.nsmap.values():
        story.relationships.update(str(value) for value in _linked(root))
    if b"Fallback" in content:
        # Word writes a text box twice, for itself and for older readers, with the same ids.
        for twin in list(root.iter(_FALLBACK)):
            if (parent := twin.getparent()) is not None:
                parent.remove(twin)
    for element in root.iter(*_WATCHED):
        tag = element.tag
        if tag in _STYLES:
            story.styles.add((element.get(_VAL, ""), _STYLES[tag]))
        elif tag == _FIELD:
            fields.turn(element.get(_KIND, ""))
        elif tag == _INSTRUCTION:
            fields.say(element.text or "")
        elif tag == _START:
            key = element.get(_ID, "")
            story.bookmarks.append(element.get(_NAME, ""))
            story.bookmark_ids.append(key)
            open_marks.add(key)
        elif tag == _END:
            key = element.get(_ID, "")
            if key not in open_marks:
                story.add("document.bookmark", f"A bookmark ends that has not begun: {key!r}")
            open_marks.discard(key)
        elif tag == _CELL:
            ends = (child for child in element.iterchildren("*", reversed=True))
            last = next((child.tag for child in ends if child.tag not in _RANGES), None)
            if last not in _ENDS:
                story.add("document.table-cell", "A cell of a table does not end with text")
        elif tag == _NUMBER:
            story.numbers.add(element.get(_VAL, ""))
        elif tag == _LINK:
            # Beside an address it is a place in what the address leads to.
            if (anchor := element.get(_ANCHOR)) and not element.get(f"{{{REL}}}id"):
                story.anchors.append(anchor)
        elif tag in _MARKS:
            story.marks.setdefault(_MARKS[tag], []).append(element.get(_ID, ""))
        else:
            _note_rare(story, element)
    for key in sorted(open_marks):
        story.add("document.bookmark", f"A bookmark has no end: {key!r}")
    fields.close()
    return story


def _linked(root: etree._Element) -> list[object]:
    found = _LINKED(root)
    return list(found) if isinstance(found, list) else []


def _note_rare(story: Story, element: etree._Element) -> None:
    if element.tag in _NOTES:
        if element.get(_TYPE, "normal") == "normal":
            story.notes.append(element.get(_ID, ""))
    elif element.tag == _CONTROL:
        number = element.find(_ID)
        if number is not None:
            story.controls.append(number.get(_VAL, ""))
    elif element.tag == _SIMPLE:
        story.instructions.append(element.get(w("instr"), ""))
    else:
        story.drawings.append(element.get("id", ""))
