"""XLIFF 2.0, written and read.

Source:
    OASIS XLIFF Version 2.0 (2014): units 4.2.2.5, inline codes 4.7, states 4.3.1.26.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import chain, islice

from clausekit.exchange.codes import (
    MOST_TOLD,
    Room,
    fault,
    find_doubles,
    find_units,
    read_inline,
    sent_codes,
)  # fmt: skip
from clausekit.exchange.inline import Code, number_codes
from clausekit.exchange.markup import DECLARATION, Node, write_element, write_lines, write_text
from clausekit.exchange.returned import Delivery, Problem, Returned
from clausekit.exchange.units import (
    Scope,
    Shipment,
    Standing,
    State,
    Unit,
    group_units,
    read_standing,
    stamp,
)  # fmt: skip
from clausekit.word.text import invalid_character

__all__ = ["NAMESPACES", "read_xliff20", "write_xliff20"]

_NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
NAMESPACES = frozenset({_NAMESPACE, "urn:oasis:names:tc:xliff:document:2.2"})
"""Versions 2.0 and 2.1 share one; what we read is the same in 2.2."""
_OWN = "urn:clausekit:exchange:1"
_STATES = {
    Standing.MISSING: {"state": "initial"},
    Standing.STALE: {"state": "initial", "subState": "clausekit:stale"},
    Standing.UNREVIEWED: {"state": "translated"},
    Standing.REVIEWED: {"state": "reviewed"},
}
_TRANSPARENT = frozenset({"mrk"})
_DIGITS = 10
"""No text is in more parts than that; Python reads no number of some thousand digits."""
_SKIPPED = frozenset({"sm", "em"})
_HEX = re.compile("[0-9A-Fa-f]{1,6}")


def write_xliff20(shipment: Shipment) -> str:
    """Return an XLIFF 2.0 document: a file for each theme, a group for each clause.

    The ``id`` of a unit is its key with a colon in place of the slash, which an id cannot hold; its
    ``name`` is the key as it is.
    """
    files = [
        write_element(
            "file",
            write_lines(
                _notes((("scope", str(shipment.scope)), ("advice", shipment.advice))),
                *(_group(name, units, shipment) for name, units in groups),
            ),
            id=theme,
            original=f"{shipment.language}/clauses/{theme}.po",
        )
        for theme, groups in group_units(shipment.units)
    ]
    attributes = {"xmlns": _NAMESPACE, "xmlns__ck": _OWN, "version": "2.0"}
    languages = {"srcLang": "en", "trgLang": shipment.language}
    whole = write_element("xliff", write_lines(*files), **attributes, **languages)
    return f"{DECLARATION}{whole}\n"


def _notes(notes: tuple[tuple[str, str], ...]) -> str:
    written = [
        write_element("note", write_text(text), category=category)
        for category, text in notes
        if text
    ]
    return write_element("notes", "".join(written)) if written else ""


def _group(name: str, units: list[Unit], shipment: Shipment) -> str:
    notes = _notes((("drafting-note", shipment.notes.get(name, "")),))
    return write_element("group", write_lines(notes, *map(_unit, units)), id=name, name=name)


def _unit(unit: Unit) -> str:
    source, target = number_codes(unit.source, unit.target)
    data = {code.number: code.text for code in chain(source, target) if isinstance(code, Code)}
    original = "".join(
        write_element("data", write_text(text), id=f"d{number}") for number, text in data.items()
    )
    notes = _notes(
        (
            ("context", unit.message.note),
            ("previous-source", unit.previous),
            ("translator", unit.remark),
        )
    )
    sides = write_element("source", "".join(map(_piece, source)))
    if target:
        sides += write_element("target", "".join(map(_piece, target)))
    segment = write_element("segment", sides, id="s1", **_STATES[unit.standing])
    return write_element(
        "unit",
        notes + (write_element("originalData", original) if original else "") + segment,
        id=unit.key.replace("/", ":"), name=unit.key, xml__space="preserve",
        ck__source=stamp(unit.source), ck__target=stamp(unit.target), ck__standing=unit.standing,
    )  # fmt: skip


def _piece(piece: str | Code) -> str:
    if isinstance(piece, str):
        return write_text(piece)
    return write_element(
        "ph", id=str(piece.number), dataRef=f"d{piece.number}", equiv=piece.text, disp=piece.text,
        canDelete="no" if piece.needed else "",
    )  # fmt: skip


def read_xliff20(root: Node, name: str) -> Delivery:
    """Read the texts of an XLIFF 2 document.

    Args:
        root: Its root element.
        name: The name of the file, for messages.
    """
    scope = None
    units: list[Returned] = []
    for file in root.elements("file"):
        for note in _children(file, "notes", "note"):
            scope = scope or Scope.read(note.text)
        units.extend(_read_unit(unit) for unit in find_units(file, "unit"))
    return Delivery(name, root.get("trgLang"), scope, tuple(units))


def _children(node: Node, first: str, second: str) -> Iterator[Node]:
    for outer in node.elements(first):
        yield from outer.elements(second)


def _read_unit(unit: Node) -> Returned:
    data = {item.get("id"): item.text for item in _children(unit, "originalData", "data")}
    parts = list(unit.elements("segment", "ignorable"))
    codes: dict[str, str] = {}
    room = Room()

    def resolve(node: Node) -> str | None:
        if node.name == "cp":
            return _character(node.get("hex"))
        if node.name != "ph":
            return None
        return data.get(node.get("dataRef")) or sent_codes(codes, node, "equiv")

    def read(node: Node | None) -> tuple[str, tuple[Problem, ...]]:
        return read_inline(
            node, transparent=_TRANSPARENT, skipped=_SKIPPED, resolve=resolve, room=room
        )

    sources = [part.find("source") for part in parts]
    for source in filter(None, sources):
        for code in source.walk("ph"):
            codes[code.get("id")] = data.get(code.get("dataRef"), code.get("equiv"))
    targets = [_ordered(part, at) for at, part in enumerate(parts, start=1)]
    segments = [part for part in parts if part.name == "segment"]
    written = [part.find("target") is not None for part in segments]
    problems = list(islice(find_doubles(*parts), MOST_TOLD))
    if any(written) and not all(written):
        problems.append(
            fault(
                "exchange.part-missing",
                "Some segments of the text have a translation, and some have none.",
                "Translate all segments of the text.",
            )
        )
    text = ""
    if any(written):
        for _, target in sorted(targets, key=lambda pair: pair[0]):
            piece, found = read(target)
            text += piece
            problems.extend(found)
    english = "".join(read(source)[0] for source in sources)
    return Returned(
        unit.get("name") or unit.get("id").replace(":", "/", 1),
        f"line {unit.line}",
        english,
        text,
        _state(segments),
        unit.get(f"{{{_OWN}}}source"),
        " ".join(
            note.text.strip()
            for note in _children(unit, "notes", "note")
            if note.get("category") not in {"context", "previous-source", "translator"}
        ),
        (*room.problems, *problems)[:MOST_TOLD],
        unit.get(f"{{{_OWN}}}target"),
        read_standing(unit.get(f"{{{_OWN}}}standing")),
    )


def _ordered(part: Node, at: int) -> tuple[int, Node | None]:
    target = part.find("target")
    if target is None:  # the blanks between two segments may be left as they are
        return at, part.find("source") if part.name == "ignorable" else None
    order = target.get("order")
    known = order.isascii() and order.isdecimal() and len(order) < _DIGITS
    return (int(order) if known else at), target


def _state(segments: list[Node]) -> State | None:
    known = list(State)
    named = [segment.get("state") for segment in segments]
    if not named or any(name not in {state.value for state in known} for name in named):
        return None
    return min((State(name) for name in named), key=known.index)


def _character(number: str) -> str | None:
    """Return the character of a number; None for one that XML cannot hold."""
    if not _HEX.fullmatch(number) or int(number, 16) > sys.maxunicode:
        return None
    character = chr(int(number, 16))
    return None if invalid_character(character) else character
