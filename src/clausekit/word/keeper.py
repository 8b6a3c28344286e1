"""What a part names is kept in its story, mark by mark or many at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from clausekit.word.pieces import MARKS, UnsureError
from clausekit.word.story import Fields, Story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from clausekit.word.pieces import Mark

__all__ = ["Keeper", "count_up", "gather"]

_LISTS: Final = {
    "anchor": "anchors",
    "control": "controls",
    "drawing": "drawings",
    "note": "notes",
    "simple": "instructions",
}
"""Where a story keeps marks of one role, by the role."""
_SETS: Final = {"linked": "relationships", "number": "numbers"}
_NAMES: Final = ("bookmarks", "bookmark_ids", *_LISTS.values(), *_SETS.values())
_NUMBERS: Final = tuple(map(str, range(2_048)))
"""As they are written; few documents have so many notes."""


class _Gathered(NamedTuple):
    """What marks name that leave nothing open.

    Args:
        ids: The ids of their bookmarks.
        named: What a story keeps of them, by the name of its list or set.
        marked: The marks of notes, by their role.
    """

    ids: frozenset[str]
    named: tuple[tuple[str, tuple[str, ...]], ...]
    marked: tuple[tuple[str, tuple[str, ...]], ...]


class Keeper:
    """Keeps what is named, in order.

    Args:
        story: Where.
    """

    def __init__(self, story: Story) -> None:
        self._story = story
        self._fields = fields = Fields(story)
        self._open: set[str] = set()
        self._keep: dict[str, Callable[[Any], None]] = {
            "bookmark": self._mark,
            "whole": story.instructions.append,
            "name": story.bookmarks.append,
            "start": self._start,
            "end": self._end,
            "field": fields.turn,
            "instruction": fields.say,
            "opened": fields.open,
            "gathered": self._add,
            **{role: partial(self._note, role) for role in MARKS},
            **{role: getattr(story, name).append for role, name in _LISTS.items()},
            **{role: getattr(story, name).add for role, name in _SETS.items()},
        }

    def take(self, marks: Iterable[Mark]) -> None:
        """Keep what *marks* name.

        Raises:
            UnsureError: Something is at fault.
        """
        keep = self._keep
        for role, value in marks:
            keep[role](value)

    def close(self) -> bool:
        """See that nothing is left open; tell whether nothing is at fault."""
        self._fields.close()
        return not (self._story.faults or self._open)

    def _start(self, id_: str) -> None:
        self._story.bookmark_ids.append(id_)
        self._open.add(id_)

    def _end(self, id_: str) -> None:
        if id_ not in self._open:
            raise UnsureError
        self._open.discard(id_)

    def _mark(self, mark: tuple[str, str]) -> None:
        name, id_ = mark
        if id_ in self._open:
            raise UnsureError
        self._story.bookmarks.append(name)
        self._story.bookmark_ids.append(id_)

    def _note(self, role: str, value: str) -> None:
        self._story.marks.setdefault(role, []).append(value)

    def _add(self, found: _Gathered) -> None:
        if not self._open.isdisjoint(found.ids):
            raise UnsureError
        for name, values in found.named:
            kept = getattr(self._story, name)
            (kept.update if isinstance(kept, set) else kept.extend)(values)
        for role, values in found.marked:
            self._story.marks.setdefault(role, []).extend(values)


def gather(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return marks as one that names all, where they leave nothing open and need nothing.

    Whatever stands around them, they name the same: bookmarks and fields end where they began.

    Example:
        >>> ((role, found),) = gather((("whole", " REF a "), ("note", "1"), ("note", "2")))
        >>> found.named
        (('notes', ('1', '2')), ('instructions', (' REF a ',)))
    """
    story = Story("")
    keeper = Keeper(story)
    try:
        keeper.take(marks)
    except UnsureError:
        return marks
    if len(marks) < 2 or not keeper.close():
        return marks
    kept = {name: tuple(getattr(story, name)) for name in _NAMES}
    named = tuple((name, values) for name, values in kept.items() if values)
    marked = tuple((role, tuple(values)) for role, values in story.marks.items())
    return (("gathered", _Gathered(frozenset(story.bookmark_ids), named, marked)),)


def count_up(role: str, first: int, count: int) -> Mark:
    """Return what names *count* numbers from *first* on.

    Raises:
        UnsureError: Nothing of this role is numbered.
    """
    numbers = _NUMBERS[first : first + count]
    if len(numbers) < count:
        numbers = tuple(map(str, range(first, first + count)))
    if role in MARKS:
        return "gathered", _Gathered(frozenset(), (), ((role, numbers),))
    if role in _LISTS:
        return "gathered", _Gathered(frozenset(), ((_LISTS[role], numbers),), ())
    raise UnsureError
