"""XLIFF 1.2, written and read.

Source:
    OASIS XLIFF Version 1.2 (2008): trans-unit 3.2.4, inline elements 3.2.5, states 3.3 (state).
"""

from __future__ import annotations

from clausekit.exchange.codes import (
    MOST_TOLD,
    Room,
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
    join_stamps,
    read_standing,
    split_stamps,
)  # fmt: skip

__all__ = ["NAMESPACES", "read_xliff12", "write_xliff12"]

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
NAMESPACES = frozenset({_NAMESPACE, "urn:oasis:names:tc:xliff:document:1.1", ""})
"""Also that of 1.1, and none: tools write both, and the elements are the same."""
_STAMP = "clausekit:"
_WRITTEN = {
    Standing.STALE: "needs-review-translation",
    Standing.UNREVIEWED: "translated",
    Standing.REVIEWED: "signed-off",
}
_READ = {
    "new": State.INITIAL,
    "needs-adaptation": State.INITIAL,
    "needs-l10n": State.INITIAL,
    "needs-review-adaptation": State.INITIAL,
    "needs-review-l10n": State.INITIAL,
    "needs-review-translation": State.INITIAL,
    "needs-translation": State.INITIAL,
    "translated": State.TRANSLATED,
    "signed-off": State.REVIEWED,
    "final": State.FINAL,
}
_TRANSPARENT = frozenset({"mrk"})


def write_xliff12(shipment: Shipment) -> str:
    """Return an XLIFF 1.2 document: a file for each theme, a group for each clause.

    The ``id`` of a unit is its key.
    """
    tool = write_element("tool", tool_id="clausekit", tool_name="clausekit")
    notes = "".join(
        write_element("note", write_text(text), from_="clausekit")
        for text in (str(shipment.scope), shipment.advice)
    )
    files = []
    for theme, groups in group_units(shipment.units):
        body = write_element("body", write_lines(*(_group(*group, shipment) for group in groups)))
        attributes = {
            "original": f"{shipment.language}/clauses/{theme}.po",
            "source_language": "en",
            "target_language": shipment.language,
            "datatype": "plaintext",
            "tool_id": "clausekit",
        }
        header = write_element("header", tool + notes)
        files.append(write_element("file", write_lines(header, body), **attributes))
    whole = write_element("xliff", write_lines(*files), xmlns=_NAMESPACE, version="1.2")
    return f"{DECLARATION}{whole}\n"


def _group(name: str, units: list[Unit], shipment: Shipment) -> str:
    note = _note(shipment.notes.get(name, ""), "drafting-note")
    return write_element("group", write_lines(note, *map(_unit, units)), id=name, resname=name)


def _note(text: str, origin: str) -> str:
    return write_element("note", write_text(text), from_=origin) if text else ""


def _unit(unit: Unit) -> str:
    source, target = number_codes(unit.source, unit.target)
    sides = write_element("source", "".join(map(_piece, source)))
    if target:
        sides += write_element(
            "target", "".join(map(_piece, target)), state=_WRITTEN.get(unit.standing, "")
        )
    notes = (
        _note(unit.message.note, "context")
        + _note(unit.previous, "previous-source")
        + _note(unit.remark, "translator")
    )
    return write_element(
        "trans-unit", sides + notes, id=unit.key, resname=unit.key, xml__space="preserve",
        extradata=f"{_STAMP}{join_stamps(unit)} {unit.standing}",
    )  # fmt: skip


def _piece(piece: str | Code) -> str:
    if isinstance(piece, str):
        return write_text(piece)
    return write_element("ph", write_text(piece.text), id=str(piece.number), equiv_text=piece.text)


def read_xliff12(root: Node, name: str) -> Delivery:
    """Read the texts of an XLIFF 1.2 document.

    Args:
        root: Its root element.
        name: The name of the file, for messages.
    """
    scope = None
    units: list[Returned] = []
    languages: dict[str, None] = {}
    for file in root.elements("file"):
        languages[file.get("target-language")] = None
        header = file.find("header")
        for note in header.elements("note") if header is not None else ():
            scope = scope or Scope.read(note.text)
        body = file.find("body")
        if body is not None:
            units.extend(_read_unit(unit) for unit in find_units(body, "trans-unit"))
    return Delivery(name, ", ".join(filter(None, languages)), scope, tuple(units))


def _read_unit(unit: Node) -> Returned:
    codes: dict[str, str] = {}
    room = Room()

    def resolve(node: Node) -> str | None:
        if node.name not in {"ph", "x", "it"}:
            return None
        inside = node.text
        if inside.startswith(("{", "}")):
            return inside
        return sent_codes(codes, node, "equiv-text")

    def read(node: Node | None) -> tuple[str, tuple[Problem, ...]]:
        return read_inline(
            node, transparent=_TRANSPARENT, skipped=frozenset(), resolve=resolve, room=room
        )

    source, target = unit.find("source"), unit.find("target")
    for code in source.walk("ph", "x") if source is not None else ():
        own = "".join(piece for piece in code.content if isinstance(piece, str))
        codes[code.get("id")] = own or code.get("equiv-text")
    text, problems = read(target)
    english, _ = read(source)
    state = _READ.get(target.get("state")) if target is not None else None
    if unit.get("approved") == "yes" and state in {None, State.TRANSLATED}:
        state = State.REVIEWED
    extra = unit.get("extradata")
    stamps, _, standing = (extra if extra.startswith(_STAMP) else "").partition(" ")
    sent = split_stamps(stamps.removeprefix(_STAMP))
    return Returned(
        unit.get("resname") or unit.get("id"),
        f"line {unit.line}",
        english,
        text,
        state,
        sent[0],
        " ".join(
            note.text.strip()
            for note in unit.elements("note")
            if note.get("from") not in {"context", "previous-source", "translator"}
        ),
        (*find_doubles(unit), *room.problems, *problems)[:MOST_TOLD],
        sent[1],
        read_standing(standing),
    )
