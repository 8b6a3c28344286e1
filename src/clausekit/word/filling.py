"""The text of a part with its tags, filled in without Jinja.

Most frames name facts and ask whether there is one, no more. Such a part is kept as pieces, which
can also be stored, where a compiled template cannot. What comes out is what Jinja would print; a
frame that says more goes to Jinja.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from markupsafe import Markup, escape

from clausekit.record import record
from clausekit.word.text import write_text

__all__ = ["Choice", "Filling", "Fixed", "Piece", "Value", "print_property", "print_value"]

_BEHIND: Final = re.compile(r"\Ax(?=[0-9A-Fa-f]{0,4}(?:_|\Z))")
_ESCAPE_LIKE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_|(?:x[0-9A-Fa-f]{0,4})?\Z)")


@record
class Fixed:
    """Text of the frame, as it stands."""

    text: str


@record
class Value:
    """The place of a fact or of blocks."""

    name: str


@record
class Choice:
    """What is printed where a fact is there, and what where it is not."""

    name: str
    there: tuple[Fixed | Value, ...]
    missing: tuple[Fixed | Value, ...]


Piece: TypeAlias = Fixed | Value | Choice


@record
class Filling:
    """A part of a frame, cut where its tags stand.

    Args:
        pieces: The pieces, in order.
        properties: Whether it is a part of properties, which has no elements for breaks.
    """

    pieces: tuple[Piece, ...]
    properties: bool = False

    def render(self, values: Mapping[str, object]) -> str:
        """Return the text with *values* in their places; they are escaped, but for markup.

        Example:
            >>> Filling((Fixed("<w:t>"), Value("buyer_name"), Fixed("</w:t>"))).render(
            ...     {"buyer_name": "{{ A & B }}"}
            ... )
            '<w:t>{{ A &amp; B }}</w:t>'
        """
        write = print_property if self.properties else print_value
        return "".join(
            piece.text if isinstance(piece, Fixed) else str(escape(write(values[piece.name])))
            for piece in self._chosen(values)
        )

    def _chosen(self, values: Mapping[str, object]) -> Iterator[Fixed | Value]:
        for piece in self.pieces:
            if isinstance(piece, Choice):
                yield from piece.there if values[piece.name] else piece.missing
            else:
                yield piece


def print_value(value: Any) -> Any:
    """Return a value as it is printed in a text, with Word's own elements for line breaks."""
    if (
        isinstance(value, str)
        and not isinstance(value, Markup)
        and ("\n" in value or "\t" in value or "\r" in value)
    ):
        # Inside w:t already: leave it for the break, and come back.
        inner = write_text(value).removeprefix('<w:t xml:space="preserve">').removesuffix("</w:t>")
        return Markup(inner)  # noqa: S704 -- write_text escapes
    return value


def print_property(value: Any) -> Any:
    """Return a value as it is printed in a property."""
    # Word reads _x000D_ in a property as a character; the first underscore is written in its
    # own code instead (ECMA-376 part 1, 22.9.2.19 ST_Xstring, and 22.4.2.33 lpwstr); so is one
    # that what stands behind the value could make the first, and an x behind an underscore.
    if not isinstance(value, str):
        return value
    return _BEHIND.sub("_x0078_", _ESCAPE_LIKE.sub("_x005F_", value))
