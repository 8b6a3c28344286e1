"""Frames: Word files with tags, compiled once and filled many times."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeAlias

from clausekit.errors import Fault, UnknownName, nearest
from clausekit.model.kind import DocumentKind
from clausekit.record import record
from clausekit.resources import templates_root
from clausekit.word.package import Member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template

    from clausekit.word.filling import Filling
    from clausekit.word.layout import Layout

__all__ = ["AnyPart", "Frame", "LocalisedPart", "Part", "TaggedPart", "compile_frame", "load_frame"]


_MOST: Final = 32
_ROOM: Final = 128 * 1024 * 1024
"""Frames of others that are kept, and bytes of all of them."""
_LOCK: Final = Lock()


@record
class TaggedPart:
    """A part with tags, ready to be filled.

    Args:
        name: Its name in the package.
        template: Its text: in pieces, or as a template of Jinja where it asks for more.
    """

    name: str
    template: Template | Filling


@record
class LocalisedPart:
    """A part that names the document's language and nothing else that changes.

    Args:
        name: Its name in the package.
        pieces: Its text, cut where the language stands.
    """

    name: str
    pieces: tuple[str, ...]


@record
class Part:
    """A part that is written anew for every document.

    Args:
        name: Its name in the package.
        role: ``core`` or ``provenance``.
    """

    name: str
    role: str


AnyPart: TypeAlias = Member | TaggedPart | LocalisedPart | Part


@record(eq=False)
class Frame:
    """A Word file with tags and block slots, checked and compiled.

    Frames never change, and may be used by several threads at a time.

    Args:
        name: Its name, for messages.
        slots: The block slots, in order.
        facts: The facts that its tags name.
        layout: What the writer needs to know of its styles, lists and sections.
        parts: The members of the file to be written, in order.
        contents: The members that are the same in every document, unpacked.
    """

    name: str
    slots: tuple[str, ...]
    facts: frozenset[str]
    layout: Layout
    parts: tuple[AnyPart, ...]
    contents: Mapping[str, bytes]

    @classmethod
    def compile(cls, content: bytes, *, name: str) -> Frame:
        """Read, check and compile a frame.

        Args:
            content: A .docx file.
            name: Its name, for messages.

        Raises:
            FrameError: With all that is wrong, each fault with file, part and paragraph.

        Example:
            >>> content = (templates_root() / "en" / "tender-annex.docx").read_bytes()
            >>> Frame.compile(content, name="tender-annex.docx").slots[:2]
            ('contents', 'particulars')
        """
        from clausekit.word.compiler import compile_parts

        return compile_parts(content, name)


_KEPT: Final[dict[tuple[bytes, str], Frame]] = {}


def compile_frame(content: bytes, name: str) -> Frame:
    """Compile a frame, or return it as it was compiled before; the last ones are kept."""
    with _LOCK:
        kept = _KEPT.pop((content, name), None)
        if kept is not None:
            _KEPT[content, name] = kept
            return kept
    frame = Frame.compile(content, name=name)
    with _LOCK:
        _KEPT[content, name] = frame
        while len(_KEPT) > _MOST or sum(map(_weigh, _KEPT.values())) > _ROOM:
            del _KEPT[next(iter(_KEPT))]
    return frame


def _weigh(frame: Frame) -> int:
    """Return how many bytes a frame keeps of its file, twice: as it is and packed."""
    return 2 * sum(map(len, frame.contents.values()))


@lru_cache(maxsize=64)
def load_frame(kind: DocumentKind, code: str) -> Frame:
    """Return the frame that clausekit ships for a kind of document in a language.

    It belongs to the library, and is read and compiled once; a package carries it compiled.

    Args:
        kind: The kind of document.
        code: The language: ``en``, ``es``, ``fr``, ``pt``.

    Raises:
        UnknownName: There is no such frame.
        FrameError: The frame is not sound.

    Example:
        >>> load_frame(DocumentKind.SUPPLIER_CODE, "fr").name
        'templates/fr/supplier-code.docx'
    """
    folder = templates_root()
    name = f"{DocumentKind(kind).frame}.docx"
    try:
        if not code.isalnum():
            raise FileNotFoundError(code)
        content = (folder / code / name).read_bytes()
    except OSError:
        languages = [entry.name for entry in folder.iterdir() if (entry / name).is_file()]
        raise UnknownName(
            Fault(
                "frame.unknown-language",
                f"There is no template {name!r} in the language {code!r}.",
                hint=nearest(code, languages),
            )
        ) from None
    # Whoever takes the compiled frame needs neither the checks nor Jinja.
    from clausekit.word.compiled import compiled_frame, known_frame

    known = known_frame(content, compiled_frame(code, name))
    return known or compile_frame(content, f"templates/{code}/{name}")
