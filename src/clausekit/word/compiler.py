"""From a Word file to a frame: every check first, then every part as a template."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from clausekit.errors import Fault, FrameError
from clausekit.model.document import FACT_NAMES, HeadingLevel
from clausekit.word.breaks import free_breaks
from clausekit.word.check import LAST_NOTE, check_members
from clausekit.word.choices import check_choices, check_demands
from clausekit.word.explicit import check_explicit, drop_unknown
from clausekit.word.frame import Frame, LocalisedPart, TaggedPart
from clausekit.word.layout import Layout
from clausekit.word.leaving import leave_behind
from clausekit.word.leftovers import find_leftovers
from clausekit.word.looks import prepare_looks
from clausekit.word.marking import find_marks
from clausekit.word.marks import named_by
from clausekit.word.markup import w, whole
from clausekit.word.measures import check_columns
from clausekit.word.note_order import check_marks, noted_slots, order_notes
from clausekit.word.numbered import check_numbered
from clausekit.word.numbering import Numbering
from clausekit.word.parts import finish_parts
from clausekit.word.properties import PROVENANCE
from clausekit.word.roles import check_roles
from clausekit.word.safety import check_safety
from clausekit.word.schema import check_schema
from clausekit.word.sections import find_places, name_headers
from clausekit.word.standing import MAX_TAGS, find_tags
from clausekit.word.structure import check_structure
from clausekit.word.style_rules import check_styles
from clausekit.word.styles import HEADING_STYLES, STYLE_NAMES, StyleSheet
from clausekit.word.survey import OWN_NAMES
from clausekit.word.tags import SLOT_NAMES, check_properties
from clausekit.word.text import escape_attribute
from clausekit.word.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml import etree

    from clausekit.word.tags import Tag

__all__ = ["compile_parts"]

_LAST: Final = 2**31 - 1
"""The highest id in 32 bits, in which Word keeps it."""
_TAG: Final = re.compile(
    rf"\{{\{{\s*(?:p\s+)?(?:{'|'.join((*FACT_NAMES, *SLOT_NAMES))})\b".encode()
)
_LOOK: Final = "Look at the tags and conditions there; or open the file in Word and save it again."
_MENDING: Final = {
    "document.content-type": "Open the file in Word and save it again.",
    "document.note": "A footnote cannot stand under a condition, since those after it would change "
    "places: write what it says in brackets. Else open the file in Word and save it again.",
    "document.reference": "In Word: press Ctrl+A and F9 to bring references and the table of "
    "contents up to date, and delete those that say 'Error!'.",
    "document.relationship": "Open the file in Word and save it again.",
    "document.style": "Open the file in Word and save it again; or take the style from a frame "
    "that clausekit ships.",
}
"""What to do about a frame that is not sound, by what is wrong."""
_STORIES: Final = tuple(
    w(name)
    for name in ("comments", "document", "endnotes", "footnotes", "ftr", "glossaryDocument", "hdr")
)
"""What a part with text begins with."""
_MOST_NAMES: Final = 20_000
_PROPERTIES: Final = ("core-properties", "custom-properties")


def compile_parts(content: bytes, name: str) -> Frame:
    """Read, check and compile a frame; see ``Frame.compile``.

    Raises:
        FrameError: With all that is wrong.
    """
    bench = Workbench(content, name)
    if odd := list(check_roles(bench)):
        # What such a part is for would have to be guessed.
        raise FrameError(*check_safety(bench), *odd)
    made = any(root.tag == f"{{{PROVENANCE}}}provenance" for root in bench.trees.values())
    kept = leave_behind(bench)
    faults = list(check_safety(bench)) or list(check_explicit(bench))
    faults += kept
    styles, numbers = bench.related("styles"), bench.related("numbering")
    if not styles:
        faults.append(
            Fault("frame.missing-part", "The file has no styles.", name, "Save it again in Word.")
        )
        raise FrameError(*faults)
    sheet = StyleSheet(bench.trees[styles])
    texts = (bench.trees[part] for part in bench.stories())
    faults += check_styles(sheet, texts, bench.place(styles))
    numbering = Numbering(bench.trees.get(numbers), sheet)
    faults += numbering.check(bench.place(numbers or styles))
    tags, found = _find_tags(bench)
    faults += found
    slots = {tag.passage.element: tag.body for tag in tags[bench.main] if _is_slot(tag)}
    if made and "clauses" not in slots.values():
        raise FrameError(
            Fault(
                "frame.finished",
                "The file is a document that clausekit has made, and no template: its clauses "
                "stand in it already.",
                name,
                "Change the template that it was made with, and build anew.",
            )
        )
    faults += find_marks(bench)
    for part, root in bench.trees.items():
        faults += find_leftovers(root, bench.place(part))
        faults += check_demands(root, bench.place(part))
        told: list[Fault] = []
        if root.tag in _STORIES:
            told = list(check_structure(root, bench.place(part)))
            faults += check_choices(root, bench.place(part))
        faults += told or check_schema(root, bench.place(part))
        faults += check_columns(root, bench.place(part))
    faults += _check_slots(bench, [tag for tag in tags[bench.main] if _is_slot(tag)])
    faults += _check_sections(bench)
    main, notes = bench.trees[bench.main], bench.trees.get(bench.related("footnotes"))
    noted = noted_slots(tags[bench.main])
    faults += check_marks(main, notes, noted, bench.place(bench.main))
    faults += check_numbered(bench, sheet, numbering, tags[bench.main])
    if faults:
        raise FrameError(*faults)
    drop_unknown(bench)
    if notes is not None:
        order_notes(notes, main, noted)
    layout = _lay_out(bench, sheet, numbering, slots, tags)
    parts, contents, facts = finish_parts(bench, tags, frozenset(slots.values()))
    names = tuple(place.slot for place in layout.places)
    frame = Frame(name, names, facts, layout, parts, contents)
    _try_out(frame)
    return frame


def _is_slot(tag: Tag) -> bool:
    return tag.opener == "{{" and tag.form == "p" and tag.body in SLOT_NAMES


def _find_tags(bench: Workbench) -> tuple[dict[str, list[Tag]], list[Fault]]:
    """Find the tags of every part that may have some, and tags in parts that may not."""
    tags: dict[str, list[Tag]] = {bench.main: []}
    faults: list[Fault] = []
    properties = [bench.related(kind, "") for kind in _PROPERTIES]
    for part in (*bench.stories(), *filter(None, properties)):
        room = MAX_TAGS - sum(map(len, tags.values()))
        tags[part], found = find_tags(
            bench.trees[part],
            bench.place(part),
            body=part == bench.main,
            properties=part in properties,
            room=room,
        )
        faults += found
        if part in properties:
            faults += check_properties(tags[part])
    for part in bench.trees:
        if part not in tags and _TAG.search(bench.members[part]):
            faults.append(
                Fault(
                    "frame.tag-place",
                    "A tag stands in a part of the file where none works.",
                    bench.place(part),
                    "Tags work in the main text, headers, footers, notes and properties.",
                )
            )
    return tags, faults


def _check_slots(bench: Workbench, slots: list[Tag]) -> Iterator[Fault]:
    seen: dict[str, Tag] = {}
    for tag in slots:
        if tag.body in seen:
            yield tag.fault(
                "frame.slot-twice",
                "A place for blocks stands twice",
                f"It stands in {seen[tag.body].passage.place} already.",
            )
        seen.setdefault(tag.body, tag)
    if "clauses" not in seen:
        yield Fault(
            "frame.slot-missing",
            "The place for the clauses is missing.",
            bench.place(bench.main),
            "Write {{p clauses }} in a paragraph of its own.",
        )


def _check_sections(bench: Workbench) -> Iterator[Fault]:
    """Refuse more sections than anybody writes: their paper is filled in like a tag."""
    sections = sum(1 for _ in bench.trees[bench.main].iter(w("sectPr")))
    if sections > MAX_TAGS:
        yield Fault(
            "frame.too-many-tags",
            f"The template has {sections} sections; {MAX_TAGS} are allowed.",
            bench.place(bench.main),
            "A template needs a few.",
        )


def _lay_out(
    bench: Workbench,
    sheet: StyleSheet,
    numbering: Numbering,
    slots: Mapping[etree._Element, str],
    tags: Mapping[str, list[Tag]],
) -> Layout:
    styles = {
        name: found
        for kind, names in STYLE_NAMES.items()
        for name in names
        if (found := sheet.find(kind, name)) is not None
    }
    outlines: dict[HeadingLevel, int | None] = {
        level: _contents_level(sheet.outline_of(styles[name]))
        for level, name in HEADING_STYLES.items()
    }
    by_outline = outlines[HeadingLevel.SCHEDULE] is not None
    if not by_outline:
        outlines = dict.fromkeys(outlines)
        outlines[HeadingLevel.SCHEDULE] = 2
    # Word lists its own headings whatever their outline level is.
    outlines |= {HeadingLevel.PART: 1, HeadingLevel.ARTICLE: 2}
    body = bench.trees[bench.main].find(w("body"))
    vanishing = [tag.passage.element for tag in tags[bench.main] if tag.form == "p"]
    if body is not None:
        name_headers(body, [tag for tag in tags[bench.main] if tag.form == "p"])
    for paragraph in vanishing:
        free_breaks(paragraph)
    stories = bench.stories()
    roots = [bench.trees[part] for part in stories]
    marks = [mark for root in roots for mark in root.iter(w("bookmarkStart"))]
    notes = [
        note.get(w("id"), "0")
        for part, kind in stories.items()
        if kind == "footnotes"
        for note in bench.trees[part].iterchildren(w("footnote"))
    ]
    controls = [
        number.get(w("val"), "")
        for root in roots
        for control in root.iter(w("sdtPr"))
        if (number := control.find(w("id"))) is not None
    ]
    written = {name: escape_attribute(key) for name, key in styles.items()}
    return Layout(
        styles=written,
        numbering=numbering,
        looks=prepare_looks(written, numbering),
        outlines=outlines,
        outline_switch=by_outline,
        hangs=(sheet.hangs(styles["toc 1"]), sheet.hangs(styles["toc 2"])),
        places=find_places(body, slots, vanishing) if body is not None else (),
        bookmarks=_taken(bench, marks, roots),
        bookmark_ids=_free((mark.get(w("id"), "0") for mark in marks), _LAST),
        first_note=_free(notes, LAST_NOTE).start,
        controls=frozenset(whole(number, 0) for number in controls),
    )


def _taken(
    bench: Workbench, marks: Iterable[etree._Element], roots: Iterable[etree._Element]
) -> frozenset[str]:
    """Return the names that bookmarks and fields of the frame have of those that we give."""
    names = {mark.get(w("name"), "").casefold() for mark in marks}.union(*map(named_by, roots))
    found = frozenset(name for name in names if name.startswith(OWN_NAMES))
    if len(found) > _MOST_NAMES:
        raise FrameError(
            Fault(
                "frame.zip-bomb",
                f"The fields of the template name more than {_MOST_NAMES} bookmarks.",
                bench.place(bench.main),
                "Take out what is not needed; a template is a few pages.",
            )
        )
    return found


def _contents_level(outline: int | None) -> int | None:
    return outline + 1 if outline in (0, 1) else None


def _free(numbers: Iterable[str], last: int) -> range:
    """Return the longest run of ids up to *last* that are not among *numbers*."""
    found = {whole(number, 0) for number in numbers}
    taken = sorted({0, *(number for number in found if 0 < number < last), last})
    return max((range(one + 1, other) for one, other in pairwise(taken)), key=len)


def _fill(frame: Frame, part: TaggedPart, values: Mapping[str, object]) -> bytes:
    try:
        return part.template.render(values).encode()
    except Exception as error:
        # The rules for tags should leave nothing that can fail; a stranger's file may know better.
        raise FrameError(
            Fault(
                "frame.broken-tag",
                f"The tags cannot be filled in ({type(error).__name__}).",
                f"{frame.name}, {part.name}",
                "Look at the conditions and filters there.",
            )
        ) from error


def _try_out(frame: Frame) -> None:
    """Fill the frame with facts and without, and check the results."""
    faults: dict[str, Fault] = {}
    for value in ("x", ""):
        values: dict[str, object] = dict.fromkeys(FACT_NAMES, value)
        values |= dict.fromkeys(frame.slots, Markup("<w:p/>"))
        values |= {"_short": "11906", "_long": "16838", "_notes": Markup("")}
        members = dict(frame.contents)
        for part in frame.parts:
            if isinstance(part, TaggedPart):
                members[part.name] = _fill(frame, part, values)
            elif isinstance(part, LocalisedPart):
                members[part.name] = "en".join(part.pieces).encode()
            elif part.name not in members:
                members[part.name] = b"<x/>"
        for fault in check_members(members):
            faults.setdefault(str(fault), fault)
    if faults:
        raise FrameError(
            *(
                Fault(
                    "frame.unsound",
                    f"Filled in, the frame is not a sound document: {fault.message}",
                    f"{frame.name}, {fault.where}" if fault.where else frame.name,
                    _MENDING.get(fault.code, _LOOK),
                )
                for fault in faults.values()
            )
        )
