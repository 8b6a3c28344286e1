"""What one part with text holds, as far as the check wants to know it."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Fields", "Story"]


@dataclass(slots=True)
class Story:
    """What one part with text holds.

    Args:
        kind: ``document.main``, ``header``, ``footnotes`` ...
    """

    kind: str
    bookmarks: list[str] = field(default_factory=list)
    bookmark_ids: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    instructions: list[str] = field(default_factory=list)
    styles: set[tuple[str, str]] = field(default_factory=set)
    relationships: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    marks: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    controls: list[str] = field(default_factory=list)
    drawings: list[str] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def add(self, code: str, message: str) -> None:
        """Note a fault."""
        self.faults.append((code, message))


class Fields:
    """The fields that are open, one inside the other.

    Args:
        story: Where instructions and faults go.
    """

    def __init__(self, story: Story) -> None:
        self._story = story
        self._open: list[list[str]] = []
        self._separated: list[bool] = []

    def turn(self, kind: str) -> None:
        """Take the mark of a field: ``begin``, ``separate`` or ``end``."""
        if kind == "begin":
            self._open.append([])
            self._separated.append(False)
        elif not self._open:
            self._story.add("document.field", f"A field has {kind!r} without 'begin'")
        elif kind == "separate":
            if self._separated[-1]:
                self._story.add("document.field", "A field has 'separate' twice")
            self._separated[-1] = True
        elif kind == "end":
            self._story.instructions.append("".join(self._open.pop()))
            self._separated.pop()
        else:
            self._story.add("document.field", f"A field has an unknown mark {kind!r}")

    def open(self, text: str) -> None:
        """Take the beginning of a field with its whole instruction, up to its result."""
        self._open.append([text])
        self._separated.append(True)

    def say(self, text: str) -> None:
        """Take a piece of an instruction."""
        if self._open and self._separated[-1] and not all(self._separated):
            return  # the result of a field within the instruction of another one
        if not self._open or self._separated[-1]:
            self._story.add("document.field", "The instruction of a field stands outside it")
        else:
            self._open[-1].append(text)

    def close(self) -> None:
        """See that every field has its end."""
        if self._open:
            self._story.add("document.field", f"{len(self._open)} fields have no end")
