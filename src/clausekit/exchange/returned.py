"""What comes back, as it was read and before it is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clausekit.record import record

if TYPE_CHECKING:
    from clausekit.exchange.units import Scope, Standing, State

__all__ = ["Delivery", "Problem", "Returned", "clip"]

_LONGEST = 4_000
"""Letters of a text that a problem repeats; no wording of the catalogue is as long."""


def clip(text: str, most: int = _LONGEST) -> str:
    """Return *text*, cut off behind *most* letters.

    What is told of many texts is cut: a small file could make a report of any size with it.

    Example:
        >>> clip("recruitment", 8), clip("fees", 8)
        ('recruit…', 'fees')
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


@record
class Problem:
    """Why a text is not taken, or what somebody should look at.

    Args:
        code: Stable identifier; it has a section of its own in the documentation.
        message: What is wrong.
        found: What stands in the file; the beginning of what is very long.
        expected: What was expected, likewise.
        hint: What to do.
        fatal: Whether the text is not taken because of it.
    """

    code: str
    message: str
    hint: str = ""
    found: str = ""
    expected: str = ""
    fatal: bool = True


@record
class Returned:
    """One text of a file.

    Args:
        key: Its key; as the file has it.
        place: Where it stands: ``line 12``, ``table 1, row 7``.
        source: The English wording beside it.
        target: The translation; empty for none.
        state: What the file says of it; None where it says nothing.
        stamp: The stamp of the English wording that was sent out; empty where it got lost.
        remark: What somebody noted.
        problems: What makes it unreadable.
        sent: The stamp of the translation that was sent out; empty where it got lost.
        standing: How the translation stood when it was sent out; None where that got lost.
    """

    key: str
    place: str
    source: str
    target: str
    state: State | None = None
    stamp: str = ""
    remark: str = ""
    problems: tuple[Problem, ...] = ()
    sent: str = ""
    standing: Standing | None = None


@record
class Delivery:
    """A file that came back.

    Args:
        name: Its name, for messages.
        language: The language that it says it is in; empty where it does not.
        scope: What it was made to hold; None where that got lost.
        units: Its texts.
        echoes: Whether a state that went out comes back unasked; a box that is ticked does not.
    """

    name: str
    language: str
    scope: Scope | None
    units: tuple[Returned, ...]
    echoes: bool = True
