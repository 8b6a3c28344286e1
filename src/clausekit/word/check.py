"""The project's own check of a finished Word file.

Readers differ in what they forgive: Word repairs, LibreOffice shrugs, validators each see a part.
This check covers what matters to a reader of the document: parts that hang together, ids that
are unique, references that lead somewhere, notes, fields and bookmarks that are whole.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from lxml import etree

from clausekit.errors import Fault, FrameError
from clausekit.word.markup import REL, DoctypeError, EncodingError, parse_part, w
from clausekit.word.markup import whole as whole_number
from clausekit.word.package import read_members
from clausekit.word.relations import (
    TYPES,
    WORD_TYPE,
    is_links,
    read_relationships,
    read_types,
    relationships_name,
    source_name,
)
from clausekit.word.remembering import remember
from clausekit.word.scan import scan_story
from clausekit.word.stretches import whole
from clausekit.word.tree import read_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from clausekit.word.story import Story
    from clausekit.word.stretches import Content

__all__ = ["LAST_NOTE", "check_docx", "check_members"]

_PACKAGE: Final = "_rels/.rels"
_DOCUMENT: Final = f"{REL}/officeDocument"
_STORIES: Final = ("document.main", "header", "footer", "footnotes", "endnotes", "comments")
_TARGET: Final = re.compile(
    r'\s*(?:REF|PAGEREF|NOTEREF|HYPERLINK\s+\\l)\s+(?:"([^"]+)"|([^\s"\\]+))'
)
_SHORT: Final = 20_000
"""Bytes of a part that is worth remembering."""
_LONGEST_FIELD: Final = 1_000
"""Characters in which an instruction names its bookmark, whose name has 40 at most."""
_NO_NUMBER: Final = "0"
_UNFIT: Final = (DoctypeError, EncodingError, etree.XMLSyntaxError)
"""What is wrong with a part that cannot be read."""
LAST_NOTE: Final = 32_767
"""The highest id of a note that Word reads (MS-OI29500, 2.1.300, for ISO 29500-1, 17.11.2)."""
_NO_ID: Final = LAST_NOTE + 1
"""What an id that is no number counts as."""


def check_docx(content: bytes) -> tuple[Fault, ...]:
    """Check a Word file.

    Args:
        content: The file.

    Returns:
        All that is wrong, each with its place; nothing for a sound file.

    Example:
        >>> check_docx(b"no zip")[0].code
        'document.not-docx'
    """
    try:
        members = read_members(content, name="document")
    except FrameError as error:
        return tuple(
            Fault(
                fault.code.replace("frame.", "document.", 1), fault.message, fault.where, fault.hint
            )
            for fault in error.faults
        )
    return check_members(members)


def check_members(members: Mapping[str, Content]) -> tuple[Fault, ...]:
    """Check the parts of a Word file, by name."""
    if TYPES not in members:
        return (_fault("document.content-type", "The list of content types is missing", TYPES),)
    if problem := _problem(whole(members[TYPES])):
        return (_fault("document.malformed-xml", problem, TYPES),)
    stories, faults = _read_stories(members)
    if faults:
        return tuple(faults)
    faults += _check_types(whole(members[TYPES]), tuple(members))
    faults += _check_relationships(members, stories)
    main = _main(whole(members.get(_PACKAGE, b"")))
    if main not in stories or stories[main].kind != "document.main":
        faults.append(_fault("document.missing-part", "There is no main document", ""))
        return tuple(faults)
    faults += _check_references(stories)
    faults += _check_styles(stories, _related(members, main, "styles"))
    faults += _check_numbers(stories, _related(members, main, "numbering"))
    faults += _check_notes(stories, stories[main])
    faults += _check_ids(stories)
    for part, story in stories.items():
        faults += [Fault(code, f"{message}.", part) for code, message in story.faults]
    return tuple(faults)


@remember(64)
def _main(links: bytes) -> str:
    """Return the part that the package names as its main document; empty for none, or several."""
    if not links:
        return ""
    found = [link.target for link in read_relationships(links, "") if link.type == _DOCUMENT]
    return found[0] if len(found) == 1 else ""


def _fault(code: str, message: str, where: str) -> Fault:
    return Fault(code, f"{message}.", where)


def _read_stories(members: Mapping[str, Content]) -> tuple[dict[str, Story], list[Fault]]:
    """Read the parts with text, and see that every other part is well-formed."""
    kinds = _kinds(whole(members[TYPES]), tuple(members))
    stories: dict[str, Story] = {}
    faults = []
    for (name, content), (story, is_xml) in zip(members.items(), kinds, strict=True):
        if story:
            try:
                if isinstance(content, bytes) and len(content) <= _SHORT:
                    stories[name] = _known_story(content, story)
                else:
                    stories[name] = _read_story(content, story)
            except _UNFIT as error:
                faults.append(_fault("document.malformed-xml", _describe(error), name))
        elif is_xml and (problem := _problem(whole(content))):
            faults.append(_fault("document.malformed-xml", problem, name))
    return stories, faults


@remember(64)
def _kinds(content: bytes, names: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """Return of each part which story it is, if any, and whether it is XML."""
    types = read_types(content)
    found = []
    for name in names:
        kind = types.of(name)
        story = kind.removeprefix(WORD_TYPE).removesuffix("+xml")
        is_story = name != TYPES and kind.startswith(WORD_TYPE) and story in _STORIES
        found.append((story if is_story else "", types.is_xml(name)))
    return tuple(found)


def _read_story(content: Content, kind: str) -> Story:
    return scan_story(content, kind) or read_tree(whole(content), kind)


# Some stories of a frame are the same in all of its documents.
_known_story = lru_cache(maxsize=64)(_read_story)


# Most parts of a document are those of its frame, byte by byte; they are looked at once.
@remember(128)
def _problem(content: bytes) -> str:
    """Return what is wrong with a part; empty if it is well-formed."""
    try:
        parse_part(content)
    except _UNFIT as error:
        return _describe(error)
    return ""


def _describe(error: Exception) -> str:
    if isinstance(error, etree.XMLSyntaxError):
        return f"The part is not well-formed ({error.msg})"
    if isinstance(error, EncodingError):
        return "The part does not begin as XML in UTF-8 or UTF-16"
    return "The part declares a document type"


# The parts of a frame, their types and their links are the same in all of its documents.
@remember(64)
def _check_types(content: bytes, names: tuple[str, ...]) -> tuple[Fault, ...]:
    types = read_types(content)
    missing = types.overrides.keys() - {name.casefold() for name in names}
    return (
        *(
            _fault("document.content-type", "The part has no content type", name)
            for name in names
            if name != TYPES and not types.of(name)
        ),
        *(
            _fault(
                "document.content-type", "A content type is given to a part that is missing", one
            )
            for one in sorted(missing)
        ),
    )


@remember(64)
def _check_links(names: tuple[str, ...], links: tuple[bytes, ...]) -> tuple[Fault, ...]:
    """Check the parts with relationships, which *links* are, in the order of their names."""
    faults = []
    parts = frozenset(names)
    for name, content in zip((name for name in names if is_links(name)), links, strict=True):
        source = source_name(name)
        if source and source not in parts:
            message = "The part that has these relationships is missing"
            faults.append(_fault("document.relationship", message, name))
            continue
        relationships = read_relationships(content, source)
        for relationship in relationships:
            if not relationship.external and relationship.target not in parts:
                message = (
                    f"Relationship {relationship.id} leads to {relationship.target!r}, "
                    "which is missing"
                )
                faults.append(_fault("document.relationship", message, name))
        for key in _twice(relationship.id for relationship in relationships):
            faults.append(_fault("document.relationship", f"The id {key!r} stands twice", name))
    return tuple(faults)


def _check_relationships(
    members: Mapping[str, Content], stories: Mapping[str, Story]
) -> Iterator[Fault]:
    links = tuple([whole(content) for name, content in members.items() if is_links(name)])
    yield from _check_links(tuple(members), links)
    for name, story in stories.items():
        own = members.get(relationships_name(name))
        known = read_relationships(whole(own), name) if own is not None else ()
        # Word and LibreOffice write an empty id where a link or a picture has no target.
        named = story.relationships - {"", *(relationship.id for relationship in known)}
        for used in sorted(named):
            yield _fault("document.relationship", f"There is no relationship {used!r}", name)


def _related(members: Mapping[str, Content], main: str, kind: str) -> bytes:
    relationships = members.get(relationships_name(main))
    if relationships is None:
        return b""
    for relationship in read_relationships(whole(relationships), main):
        if relationship.kind == kind:
            return whole(members.get(relationship.target, b""))
    return b""


@lru_cache(maxsize=4096)
def _target(instruction: str) -> str:
    """Return the bookmark that a field leads to; empty where it leads to none."""
    match = _TARGET.match(instruction)
    return (match[1] or match[2]) if match else ""


def _check_references(stories: Mapping[str, Story]) -> Iterator[Fault]:
    marks = [name.casefold() for story in stories.values() for name in story.bookmarks]
    names = set(marks)
    for name in _twice(marks):
        yield _fault("document.bookmark", f"The bookmark {name!r} stands twice", "")
    for part, story in stories.items():
        targets = list(story.anchors)
        targets += [
            target for one in story.instructions if (target := _target(one[:_LONGEST_FIELD]))
        ]
        for target in targets:
            if target.casefold() not in names and target != "_top":
                yield _fault(
                    "document.reference", f"A reference leads to no bookmark: {target!r}", part
                )


@remember(64)
def _ids(content: bytes, element: str, attribute: str) -> frozenset[tuple[str, str]]:
    if not content or _problem(content):
        return frozenset()
    return frozenset(
        (entry.get(w(attribute), ""), entry.get(w("type"), "paragraph"))
        for entry in parse_part(content).iterchildren(w(element))
    )


def _check_styles(stories: Mapping[str, Story], styles: bytes) -> Iterator[Fault]:
    known = _ids(styles, "style", "styleId")
    for part, story in stories.items():
        for style, kind in sorted(story.styles - known):
            yield _fault("document.style", f"There is no {kind} style {style!r}", part)


def _check_numbers(stories: Mapping[str, Story], numbering: bytes) -> Iterator[Fault]:
    known = {number for number, _ in _ids(numbering, "num", "numId")} | {_NO_NUMBER}
    for part, story in stories.items():
        for number in sorted(story.numbers - known):
            yield _fault("document.numbering", f"There is no list {number!r}", part)


def _check_notes(stories: Mapping[str, Story], main: Story) -> Iterator[Fault]:
    for kind in ("footnotes", "endnotes"):
        part, notes = next(
            ((name, story.notes) for name, story in stories.items() if story.kind == kind),
            ("", ()),
        )
        used = set(main.marks.get(kind, ()))
        for note in sorted(used - set(notes)):
            yield _fault("document.note", f"A mark leads to no note: {note!r}", kind)
        for note in sorted(set(notes) - used):
            yield _fault("document.note", f"A note has no mark in the text: {note!r}", part)
        for note in _twice(notes):
            yield _fault("document.note", f"The note {note!r} stands twice", part)
        high = [one for one in notes if len(one) > 4 and whole_number(one, _NO_ID) > LAST_NOTE]
        if high:
            message = f"Word reads no note with an id above {LAST_NOTE}; {len(high)} have one"
            yield _fault("document.note", message, part)


def _check_ids(stories: Mapping[str, Story]) -> Iterator[Fault]:
    for part, story in stories.items():
        for key in _twice(story.bookmark_ids):
            yield _fault("document.bookmark", f"The bookmark id {key!r} stands twice", part)
        for key in _twice(story.drawings):
            yield _fault("document.drawing", f"The id of a drawing {key!r} stands twice", part)
    for key in _twice(number for story in stories.values() for number in story.controls):
        yield _fault("document.control", f"The id of a content control {key!r} stands twice", "")


def _twice(keys: Iterable[str]) -> list[str]:
    listed = list(keys)
    if len(set(listed)) == len(listed):
        return []
    return sorted(key for key, count in Counter(listed).items() if count > 1)
