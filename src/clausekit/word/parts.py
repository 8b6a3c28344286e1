"""The parts of a frame as they will be written: as they are, or as templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from clausekit.errors import Fault, FrameError
from clausekit.model.document import FACT_NAMES
from clausekit.word.filling import Choice, Filling, Fixed, Piece, Value
from clausekit.word.frame import AnyPart, LocalisedPart, Part, TaggedPart
from clausekit.word.grammar import TOO_DEEP, strange_nodes
from clausekit.word.markup import parse_part, serialise_part, w
from clausekit.word.note_order import noted_slots, place_notes
from clausekit.word.notes import EMPTY_NOTES
from clausekit.word.package import Member
from clausekit.word.properties import (
    CORE_TYPE,
    HEAD,
    PROVENANCE_PROPERTIES,
)
from clausekit.word.relations import TYPES, WORD_TYPE
from clausekit.word.roles import CORE_KIND
from clausekit.word.sandbox import environment
from clausekit.word.sections import LONG, SHORT, open_paper
from clausekit.word.source import write_source
from clausekit.word.tags import SLOT_NAMES
from clausekit.word.workbench import office

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jinja2 import Template

    from clausekit.word.tags import Tag
    from clausekit.word.workbench import Workbench

__all__ = ["finish_parts"]

_LANGUAGE: Final = "\ue000language\ue000"
"""Stands for the language in parts that have no tags; a private character, which no style has."""
_NOTES_TAG: Final = "{{ _notes }}"
_NAMES: Final = {*FACT_NAMES, *SLOT_NAMES, "_long", "_notes", "_short"}
_OWN: Final = (_NOTES_TAG, LONG, SHORT)


def finish_parts(
    bench: Workbench, tags: Mapping[str, Sequence[Tag]], slots: frozenset[str]
) -> tuple[tuple[AnyPart, ...], dict[str, bytes], frozenset[str]]:
    """Make the parts ready for writing.

    Args:
        bench: A frame whose checks found nothing.
        tags: The tags of each part that may have some.
        slots: The block slots that were found in the main document.

    Returns:
        The parts in order, the members that never change, and the facts that the tags name.
    """
    before = set(bench.members)
    core, provenance = _prepare(bench)
    localised = _mark_language(bench)
    open_paper(bench.trees[bench.main])
    notes = bench.related("footnotes")
    main = bench.trees[bench.main]
    place_notes(bench.trees[notes], main, noted_slots(tags[bench.main]), _NOTES_TAG)
    changed = _mark_runs(bench) | {bench.main, notes} | {name for name in tags if tags[name]}
    bench.seal()
    parts: list[AnyPart] = []
    contents: dict[str, bytes] = {}
    facts: set[str] = set()
    for name in sorted(bench.members, key=lambda name: (name != TYPES, name != "_rels/.rels")):
        if name in (core, provenance):
            parts.append(Part(name, "core" if name == core else "provenance"))
        elif name in localised:
            text = HEAD + serialise_part(bench.trees[name])
            parts.append(LocalisedPart(name, tuple(text.split(_LANGUAGE))))
        elif name in changed:
            # Parts that were made just now have none; every other one was looked through.
            judged = tags[name] if name in before else ()
            place = bench.place(name)
            source = HEAD + write_source(bench.trees[name], judged, _OWN, place)
            template, names = _compile(bench, name, source)
            _check_slots(names, slots if name == bench.main else frozenset(), place)
            parts.append(TaggedPart(name, template))
            facts |= names
        else:
            contents[name] = bench.members[name]
            parts.append(Member.pack(name, bench.members[name]))
    return tuple(parts), contents, frozenset(facts & set(FACT_NAMES))


def _check_slots(names: set[str], slots: frozenset[str], place: str) -> None:
    """Refuse a slot that nobody found, or one that got lost beside strange markup."""
    if names & set(SLOT_NAMES) != slots:
        odd = ", ".join(sorted((names & set(SLOT_NAMES)) ^ slots))
        raise FrameError(
            Fault(
                "frame.slot-place",
                f"What stands round it does not let it be filled in: {odd}.",
                place,
                "Put the tag between the paragraphs of the main text, in one of its own.",
            )
        )


def _prepare(bench: Workbench) -> tuple[str, str]:
    """Add what is missing; return the parts of properties and provenance."""
    if not bench.related("footnotes"):
        name = _free(bench, "word/footnotes{}.xml")
        kind = f"{WORD_TYPE}footnotes+xml"
        bench.add(name, EMPTY_NOTES, kind, kind=office("footnotes"), source=bench.main)
    core = bench.related("core-properties", "")
    if not core:
        core = _free(bench, "docProps/core{}.xml")
        bench.add(core, "<x/>", CORE_TYPE, kind=CORE_KIND, source="")
    item = _free(bench, "customXml/item{}.xml")
    bench.add(item, "<x/>", "application/xml", kind=office("customXml"), source=bench.main)
    properties = item.replace("item", "itemProps")
    bench.add(
        properties,
        PROVENANCE_PROPERTIES,
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        kind=office("customXmlProps"),
        source=item,
    )
    return core, item


def _free(bench: Workbench, pattern: str) -> str:
    taken = {name.casefold() for name in bench.members}
    numbers = range(1, len(taken) + 2)
    names = (pattern.format(number) for number in numbers)
    return next(
        name
        for name in names
        if name.casefold() not in taken
        and name.replace("item", "itemProps").casefold() not in taken
    )


def _mark_language(bench: Workbench) -> set[str]:
    """Put marks in place of the language in styles and settings."""
    styles = bench.trees[bench.related("styles")]
    defaults = _child(styles, "docDefaults", first=True)
    run = _child(_child(defaults, "rPrDefault", first=True), "rPr")
    _child(run, "lang")
    for element in styles.iter(w("lang")):
        element.set(w("val"), _LANGUAGE)
    changed = {bench.related("styles")}
    settings = bench.related("settings")
    if settings:
        root = bench.trees[settings]
        for element in root.iter(w("themeFontLang")):
            element.set(w("val"), _LANGUAGE)
        changed.add(settings)
    return changed


def _mark_runs(bench: Workbench) -> set[str]:
    """Let runs that name the frame's own language follow the document's; return their parts.

    Word leaves such marks wherever somebody typed. Without them, the language is that of the
    styles, which is the document's. Runs in another language keep theirs.
    """
    base = _base_language(bench)
    changed = set()
    for part in bench.stories():
        for element in list(bench.trees[part].iter(w("lang"))):
            if base and element.get(w("val"), "").partition("-")[0].casefold() == base:
                del element.attrib[w("val")]
                changed.add(part)
    return changed


def _base_language(bench: Workbench) -> str:
    # The tree carries the mark already; the bytes are those of the file.
    styles = parse_part(bench.members[bench.related("styles")])
    path = "/".join(w(name) for name in ("docDefaults", "rPrDefault", "rPr", "lang"))
    found = styles.find(path)
    language = found.get(w("val"), "") if found is not None else ""
    return language.partition("-")[0].casefold()


def _child(parent: etree._Element, name: str, *, first: bool = False) -> etree._Element:
    found = parent.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        parent.insert(0 if first else len(parent), found)
    return found


def _compile(bench: Workbench, name: str, source: str) -> tuple[Template | Filling, set[str]]:
    """Compile a part, and return the names in it."""
    properties = name not in bench.stories()
    engine = environment(properties=properties)
    place = bench.place(name)
    template: Template | Filling | None = None
    try:
        # The tags were judged one by one. Look at the whole once more, and at the tree first:
        # anything that compiles it also computes its constants.
        tree = engine.parse(source)
        names = {node.name for node in tree.find_all(nodes.Name)}
        if not strange_nodes(tree) and names <= _NAMES:
            pieces = _cut(tree)
            template = engine.from_string(source) if pieces is None else Filling(pieces, properties)
    except TemplateSyntaxError as error:
        raise FrameError(
            Fault("frame.broken-tag", f"A tag cannot be read: {error.message}.", place)
        ) from None
    except TOO_DEEP:
        raise FrameError(
            Fault(
                "frame.broken-tag",
                "The conditions lie too deep inside each other.",
                place,
                "Write fewer conditions inside one another.",
            )
        ) from None
    if template is None:
        raise FrameError(
            Fault(
                "frame.forbidden",
                "The tags together do what no template may do.",
                place,
                "Open the file in Word and save it again.",
            )
        )
    return template, names


def _cut(tree: nodes.Template) -> tuple[Piece, ...] | None:
    """Return a part cut into pieces; None where it says more than pieces can."""
    pieces: list[Piece] = []
    for node in tree.body:
        if isinstance(node, nodes.If):
            inner = [_cut_plain(body) for body in (node.body, node.else_)]
            if node.elif_ or not isinstance(node.test, nodes.Name) or None in inner:
                return None
            there, missing = (tuple(found or ()) for found in inner)
            pieces.append(Choice(node.test.name, there, missing))
        else:
            found = _cut_plain([node])
            if found is None:
                return None
            pieces += found
    return tuple(pieces)


def _cut_plain(body: Iterable[nodes.Node]) -> list[Fixed | Value] | None:
    """Return text and values; None where anything else stands between them."""
    pieces: list[Fixed | Value] = []
    for node in body:
        if not isinstance(node, nodes.Output):
            return None
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                pieces.append(Fixed(child.data))
            elif isinstance(child, nodes.Name):
                pieces.append(Value(child.name))
            else:
                return None
    return pieces
