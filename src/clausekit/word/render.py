"""A document tree and a frame become a Word file."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from clausekit.errors import DocumentError, Fault, FrameError
from clausekit.model.document import Table
from clausekit.word.blocks import write_blocks
from clausekit.word.check import check_members
from clausekit.word.contents import write_contents
from clausekit.word.frame import Frame, LocalisedPart, Part, TaggedPart, compile_frame, load_frame
from clausekit.word.layout import PAPER_SIZES
from clausekit.word.ledger import Ledger
from clausekit.word.package import MAX_BYTES, Member, pack_members
from clausekit.word.properties import write_core_properties, write_provenance
from clausekit.word.remembering import remember
from clausekit.word.stretches import drain
from clausekit.word.survey import survey_document
from clausekit.word.tags import CONTENTS
from clausekit.word.text import NeedsCareError, escape, needs_care

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clausekit.model.document import Block, Document
    from clausekit.word.layout import Place
    from clausekit.word.stretches import Content

__all__ = ["render_docx"]

_MARK: Final = "\0"
"""No text holds it: XML cannot."""
_TOGETHER: Final = 512
"""New blocks that are written before they become bytes."""


def render_docx(document: Document, template: Frame | bytes | str | Path | None = None) -> bytes:
    """Print a document as a Word file.

    The same document and template give the same bytes, in any process. The file is checked
    before it is handed over; a file that fails the check is never returned.

    Args:
        document: What to print.
        template: A frame, the content of a .docx file or a path to one; None: the frame that
            clausekit ships for the document's kind and language.

    Raises:
        DocumentError: A text cannot be stored, a number or reference does not agree, or the
            result failed the check.
        FrameError: The template cannot be used.
        UnknownName: clausekit ships no frame in this language.

    Example:
        >>> from clausekit.model.document import FACT_NAMES, Document
        >>> document = Document(
        ...     kind="supplier-code", language="en", word_language="en-GB", title="Code",
        ...     facts=dict.fromkeys(FACT_NAMES, "Bread & Roses"), paper="a4",
        ...     contents_title="Contents", sections={}, author="Town", subject="",
        ...     provenance={"library": "0", "clauses": [], "tender_hash": "", "text_hash": ""},
        ... )
        >>> render_docx(document)[:2]
        b'PK'
    """
    frame = _find_frame(document, template)
    _require_slots(document, frame)
    written = _write(document, frame)
    contents: dict[str, Content] = dict(frame.contents)
    members: dict[str, Member] = {}
    for part in frame.parts:
        if isinstance(part, Member):
            members[part.name] = part
        elif isinstance(part, LocalisedPart):
            members[part.name], contents[part.name] = _localise(
                part.name, part.pieces, document.word_language
            )
        else:
            contents[part.name] = written[part.name]
    if faults := check_members(contents):
        raise DocumentError(*faults)
    # What has been packed is let go of, piece by piece.
    return pack_members(
        members.get(part.name) or Member.pack(part.name, drain(written[part.name]))
        for part in frame.parts
    )


def _write(document: Document, frame: Frame) -> dict[str, deque[bytes]]:
    """Write the parts that differ from document to document.

    Raises:
        DocumentError: With all that is wrong in the document.
    """
    survey = survey_document(document, frame.layout)
    ledger = Ledger(document, frame.layout, survey)
    written = _try(ledger, frame)
    if written is None:
        # Some text has breaks, tabs or characters that Word cannot store: look at each.
        ledger = Ledger(document, frame.layout, survey, careful=True)
        written = _try(ledger, frame)
    return written or {}


def _try(ledger: Ledger, frame: Frame) -> dict[str, deque[bytes]] | None:
    """Write the parts; return None where a text needs care and did not get it.

    Raises:
        DocumentError: With all that is wrong in the document.
    """
    try:
        values, blocks = _fill(ledger, frame)
    except NeedsCareError:
        return None
    written: dict[str, deque[bytes]] = {}
    for part in frame.parts:
        if isinstance(part, Part):
            write = write_core_properties if part.role == "core" else write_provenance
            written[part.name] = deque([write(ledger).encode("utf-8", "replace")])
    if ledger.faults:
        raise DocumentError(*ledger.faults)
    for part in frame.parts:
        if isinstance(part, TaggedPart):
            written[part.name] = _fill_marks(part.template.render(values), blocks)
    return written


def _fill_marks(text: str, blocks: dict[str, deque[bytes]]) -> deque[bytes]:
    """Return a filled template with blocks in the place of their marks."""
    head, *rest = text.split(_MARK)
    stretches = deque([head.encode()])
    for name, after in zip(rest[::2], rest[1::2], strict=True):
        # A large document is not held twice.
        stretches += blocks.pop(name)
        stretches.append(after.encode())
    return stretches


def _encode(pieces: Iterable[str | bytes | list[bytes]], ledger: Ledger) -> deque[bytes]:
    """Return what was written as bytes.

    What is bytes already comes from drafts, and was looked at.

    Raises:
        NeedsCareError: There are characters in it that the ledger was not careful about.
    """
    stretches: deque[bytes] = deque()
    new: list[str] = []

    def flush() -> None:
        try:
            stretch = "".join(new).encode()
        except UnicodeEncodeError:
            raise NeedsCareError from None
        new.clear()
        if not ledger.careful and needs_care(stretch):
            raise NeedsCareError
        if stretch:
            stretches.append(stretch)

    for piece in pieces:
        if piece.__class__ is str:
            new.append(piece)
            if len(new) < _TOGETHER:
                continue
        if new:
            flush()
        if isinstance(piece, list):
            stretches += piece
        elif isinstance(piece, bytes):
            stretches.append(piece)
    if new:
        flush()
    return stretches


def _find_frame(document: Document, template: Frame | bytes | str | Path | None) -> Frame:
    if template is None:
        return load_frame(document.kind, document.language.split("-")[0])
    if isinstance(template, Frame):
        return template
    if isinstance(template, bytes):
        return compile_frame(template, "template")
    path = Path(template)
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)  # a byte more than is allowed tells enough
    except (OSError, ValueError) as error:  # a path with a NUL is a ValueError
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise FrameError(
            Fault(
                "frame.unreadable",
                f"The template cannot be read: {reason}.",
                str(path),
                "Check the path and the rights.",
            )
        ) from None
    return compile_frame(content, path.name)


def _require_slots(document: Document, frame: Frame) -> None:
    faults = [
        Fault(
            "frame.slot-missing",
            f"The document fills the slot {slot.value!r}, and the template has no place for it.",
            frame.name,
            f"Write {{{{p {slot.value} }}}} in a paragraph of its own.",
        )
        for slot, blocks in document.sections.items()
        if blocks and slot.value not in frame.slots
    ]
    if faults:
        raise FrameError(*faults)


def _fill(ledger: Ledger, frame: Frame) -> tuple[dict[str, object], dict[str, deque[bytes]]]:
    """Return the values of all tags, and the blocks that marks among them stand for."""
    document = ledger.document
    values: dict[str, object] = {}
    ledger.place = "facts"
    for name in sorted(frame.facts - document.facts.keys()):
        ledger.fault(
            "document.fact", f"The template names {name!r}, which the document does not say."
        )
    for name, text in document.facts.items():
        ledger.place = f"facts/{name}"
        values[name] = ledger.inspect(text)
    blocks: dict[str, deque[bytes]] = {}
    places = frame.layout.places
    after_table = False
    for position, place in enumerate(places):
        # A slot that stays empty passes on what stands before it.
        after_table = place.after == "table" or (place.after == "slot" and after_table)
        if place.slot == CONTENTS:
            chunks = _encode(filter(None, [write_contents(ledger)]), ledger)
        else:
            pieces = write_blocks(
                ledger,
                place.blocks(document),
                place,
                after_table=after_table,
                before_text=_before_text(ledger, places[position:]),
                following=_following(ledger, places[position:]),
            )
            chunks = _encode(pieces, ledger)
        after_table = after_table and not chunks
        blocks[place.slot] = chunks
    ledger.position = 0
    short, long = PAPER_SIZES[document.paper]
    values |= {"_short": str(short), "_long": str(long)}
    blocks["_notes"] = _encode(ledger.notes, ledger)
    # Where blocks go, the template prints a mark; they are many, and need not pass through it.
    for name, chunks in blocks.items():
        mark = f"{_MARK}{name}{_MARK}" if chunks else ""
        values[name] = Markup(mark)  # noqa: S704 -- no text of anybody
    return values, blocks


def _before_text(ledger: Ledger, places: Sequence[Place]) -> bool:
    """Tell whether a paragraph follows the first of *places* in the finished document."""
    place, *rest = places
    if place.before != "slot" or not rest:
        return place.before == "text"
    if rest[0].slot == CONTENTS and ledger.survey.entries:
        return True
    blocks = rest[0].blocks(ledger.document)
    if blocks:
        return not isinstance(blocks[0], Table)
    return _before_text(ledger, rest)


def _following(ledger: Ledger, places: Sequence[Place]) -> Block | None:
    """Return the block that comes right after the first of *places*, if one does."""
    place, *rest = places
    if place.before != "slot" or not rest or rest[0].slot == CONTENTS:
        return None
    blocks = rest[0].blocks(ledger.document)
    return blocks[0] if blocks else _following(ledger, rest)


@remember(64)
def _localise(name: str, pieces: tuple[str, ...], language: str) -> tuple[Member, bytes]:
    content = escape(language).join(pieces).encode()
    return Member.pack(name, content), content
