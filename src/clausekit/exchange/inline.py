"""Wording taken apart into words, which are translated, and placeholders, which are protected."""

from __future__ import annotations

import re

from clausekit.record import record

__all__ = ["Code", "Piece", "number_codes", "split_wording"]

_CODE = re.compile(r"\{\{|\}\}|\{[^{}]*\}")


@record
class Piece:
    """A part of a wording.

    Args:
        text: What it says, letter by letter.
        protected: Whether it is a placeholder, or a brace that is printed.
    """

    text: str
    protected: bool = False


@record
class Code:
    """A protected piece with its number, which is the same on both sides.

    Args:
        text: ``{supplier}``.
        number: From one.
        needed: Whether the translation cannot do without it: no other piece has its name.
    """

    text: str
    number: int
    needed: bool


def split_wording(text: str) -> tuple[Piece, ...]:
    """Take a wording apart; put together, the pieces are the wording.

    A brace without its partner stays among the words.

    Example:
        >>> [piece.text for piece in split_wording("The {supplier} and {supplier:is/are} told")]
        ['The ', '{supplier}', ' and ', '{supplier:is/are}', ' told']
    """
    pieces: list[Piece] = []
    at = 0
    for found in _CODE.finditer(text):
        if found.start() > at:
            pieces.append(Piece(text[at : found.start()]))
        pieces.append(Piece(found[0], protected=True))
        at = found.end()
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return tuple(pieces)


def number_codes(source: str, target: str) -> tuple[tuple[str | Code, ...], tuple[str | Code, ...]]:
    """Number the placeholders of both texts: those that read the same share their number.

    Example:
        >>> one, two = number_codes("{buyer} {supplier}", "{supplier} x {buyer} {buyer}")
        >>> [code.number for code in two if isinstance(code, Code)]
        [2, 1, 3]
    """
    names = [_name(piece.text) for piece in split_wording(source) if piece.protected]
    free: dict[str, list[Code]] = {}
    numbered: list[str | Code] = []
    count = 0
    for piece in split_wording(source):
        if not piece.protected:
            numbered.append(piece.text)
            continue
        count += 1
        name = _name(piece.text)
        code = Code(piece.text, count, piece.text == f"{{{name}}}" and names.count(name) == 1)
        free.setdefault(piece.text, []).append(code)
        numbered.append(code)
    translated: list[str | Code] = []
    for piece in split_wording(target):
        if not piece.protected:
            translated.append(piece.text)
            continue
        same = free.get(piece.text)
        if same:
            translated.append(same.pop(0))
        else:
            count += 1
            translated.append(Code(piece.text, count, needed=False))
    return tuple(numbered), tuple(translated)


def _name(code: str) -> str:
    inside = code.strip("{}")
    return inside if inside.startswith("ref:") else re.split("[:+]", inside, maxsplit=1)[0]
