"""What a part names is kept in its story, mark by mark or many at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

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
_LISTED: Final = ("bookmarks", "bookmark_ids", *_LISTS.values())
_Keep: TypeAlias = "Callable[[Any], None]"
_NUMBERS: Final = tuple(map(str, range(2_048)))
"""As they are written; few documents have so many notes."""


class Keeper:
    """Keeps what is named, in order.

    Args:
        story: Where.
    """

    def __init__(self, story: Story) -> None:
        self._story = story
        self._fields = fields = Fields(story)
        self._open: set[str] = set()
        self._keep: dict[str, _Keep] = {
            "bookmark": self._mark,
            "whole": story.instructions.append,
            "name": story.bookmarks.append,
            "start": self._start,
            "end": self._end,
            "field": fields.turn,
            "instruction": fields.say,
            "opened": fields.open,
            "apart": self._stand_apart,
            "many": self._add_many,
            **{role: partial(self._add, role) for role in MARKS},
            **{role: getattr(story, name).append for role, name in _LISTS.items()},
            **{role: getattr(story, name).add for role, name in _SETS.items()},
            **{name: getattr(story, name).extend for name in _LISTED},
            **{name: getattr(story, name).update for name in _SETS.values()},
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

    def _stand_apart(self, ids: frozenset[str]) -> None:
        if not self._open.isdisjoint(ids):
            raise UnsureError

    def _add(self, role: str, value: str) -> None:
        self._story.marks.setdefault(role, []).append(value)

    def _add_many(self, marks: tuple[str, Iterable[str]]) -> None:
        role, values = marks
        self._story.marks.setdefault(role, []).extend(values)


def gather(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return marks as few that name many each, where they leave nothing open and need nothing.

    Whatever stands around them, they name the same: bookmarks and fields end where they began.

    Example:
        >>> gather((("whole", " REF a "), ("footnotes", "1"), ("footnotes", "2")))
        (('instructions', (' REF a ',)), ('many', ('footnotes', ('1', '2'))))
    """
    story = Story("")
    keeper = Keeper(story)
    try:
        keeper.take(marks)
    except UnsureError:
        return marks
    if not keeper.close():
        return marks
    found: list[Mark] = []
    if story.bookmark_ids:
        found.append(("apart", frozenset(story.bookmark_ids)))
    for name in (*dict.fromkeys(_LISTED), *_SETS.values()):
        if values := getattr(story, name):
            found.append((name, tuple(values)))
    found += [("many", (role, tuple(values))) for role, values in story.marks.items()]
    return tuple(found) if len(found) < len(marks) else marks


def count_up(role: str, first: int, count: int) -> Mark:
    """Return what names *count* numbers from *first* on.

    Raises:
        UnsureError: Nothing of this role is numbered.
    """
    numbers = _NUMBERS[first : first + count]
    if len(numbers) < count:
        numbers = tuple(map(str, range(first, first + count)))
    if role in MARKS:
        return "many", (role, numbers)
    if role in _LISTS:
        return _LISTS[role], numbers
    raise UnsureError
