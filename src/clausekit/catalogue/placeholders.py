"""The places in English wording that something fills: parties, values, references.

Only their names matter here. How they agree with the words round them is a matter of the
language, which reads the same wording again.
"""

from __future__ import annotations

import re

from clausekit.record import record

__all__ = ["Placeholders", "blanked", "placeholders"]

_PIECE = re.compile(
    r"[^{}]+|\{\{|\}\}"
    r"|\{ref:(?P<target>[A-Za-z0-9_][\w./-]*)\}"
    r"|\{(?P<name>[A-Za-z_][\w.-]*)\+?(?::[^{}]+)?\}"
)


@record
class Placeholders:
    """What a wording names.

    Args:
        names: Parties and values, in order.
        targets: What its references point to, in order.
        broken: The column, counted from one, of the first brace that cannot be read.
    """

    names: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    broken: int | None = None


def placeholders(text: str) -> Placeholders:
    """Return what *text* names, up to the first brace that cannot be read.

    Example:
        >>> placeholders("The {supplier} shall pay {fee:words}; see {ref:fl.fees}.")
        Placeholders(names=('supplier', 'fee'), targets=('fl.fees',), broken=None)
        >>> placeholders("The {supplier shall pay.").broken
        5
    """
    if "{" not in text and "}" not in text:
        return Placeholders()
    names: list[str] = []
    targets: list[str] = []
    at = 0
    while at < len(text):
        piece = _PIECE.match(text, at)
        if piece is None:
            return Placeholders(tuple(names), tuple(targets), at + 1)
        if piece["target"]:
            targets.append(piece["target"])
        elif piece["name"]:
            names.append(piece["name"])
        at = piece.end()
    return Placeholders(tuple(names), tuple(targets))


def blanked(text: str) -> str:
    """Return *text* without its placeholders.

    Example:
        >>> blanked("within {notice}.")
        'within .'
    """
    return _PIECE.sub(lambda piece: piece[0] if piece[0][0] not in "{}" else "", text)
