"""What both versions of XLIFF share: units in groups, and inline elements that stand for braces."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from clausekit.exchange.markup import Node
from clausekit.exchange.returned import Problem, clip

__all__ = [
    "MOST_TOLD", "Inline", "Room", "fault", "find_doubles", "find_units", "read_inline",
    "sent_codes",
]  # fmt: skip

MOST = 10_000
"""Letters that the placeholders of a unit stand for in both languages together, many times what
those of ours have: an element of a few letters stands for any number, as often as it is written."""
_LONGEST_ID = 100
MOST_TOLD = 100
"""As many problems as are told of one text."""
_BLANKS = " \t\r"
Inline = Callable[[Node], "str | None"]
"""Gives the text of a placeholder; None for an element that is none."""


@dataclass(slots=True)
class Room:
    """What the placeholders of a unit may still stand for, in however many parts they are.

    Args:
        left: How many letters; fewer than none where they stood for too many.
        problems: That they did, told once.
    """

    left: int = MOST
    problems: list[Problem] = field(default_factory=list)

    def holds(self, text: str, node: Node) -> bool:
        """Tell whether *node* may stand for *text*; after the first that may not, none may."""
        if self.left < 0:
            return False
        self.left -= len(text)
        if self.left < 0:
            self.problems.append(_too_long(node))
        return self.left >= 0


def fault(
    code: str, message: str, hint: str = "", *, found: str = "", expected: str = ""
) -> Problem:
    """Return why a text is not taken."""
    return Problem(code, message, hint, clip(found), clip(expected))


def find_units(node: Node, name: str) -> Iterator[Node]:
    """Yield the units called *name* below *node*, however deep the groups are that they lie in."""
    for child in node.elements(name, "group"):
        if child.name == name:
            yield child
        else:
            yield from find_units(child, name)


def read_inline(
    node: Node | None,
    *,
    transparent: frozenset[str],
    skipped: frozenset[str],
    resolve: Inline,
    room: Room,
) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a source or a target, letter by letter.

    Args:
        node: The element; None gives an empty text.
        transparent: Elements whose content counts: marks of a tool.
        skipped: Elements that say nothing.
        resolve: Gives the text of a placeholder.
        room: That of the unit; it tells where the placeholders are too long.
    """
    words: list[str] = []
    problems: list[Problem] = []

    def walk(element: Node) -> None:
        for child in element.content:
            if isinstance(child, str):
                words.append(child)
            elif child.space != element.space or child.name in skipped:
                continue
            elif child.name in transparent:
                walk(child)
            else:
                text = resolve(child)
                if text is not None and room.holds(text, child):
                    words.append(text)
                elif text is None and len(problems) < MOST_TOLD:
                    problems.append(_unknown(child))

    if node is not None:
        walk(node)
    return _without_layout("".join(words)), tuple(problems)


def _without_layout(text: str) -> str:
    """Return *text* without white space at an end where a line is broken.

    Wording has no line breaks: those at its ends are the layout of a tool's file. Blanks alone may
    be meant.
    """
    if text.lstrip(_BLANKS).startswith("\n"):
        text = text.lstrip()
    if text.rstrip(_BLANKS).endswith("\n"):
        text = text.rstrip()
    return text


def _named(node: Node) -> str:
    which = "hex" if node.name == "cp" else "id"
    return f'<{node.name} {which}="{clip(node.get(which), _LONGEST_ID)}">'


def _too_long(node: Node) -> Problem:
    name = _named(node)
    return fault(
        "exchange.unknown-code",
        f"Line {node.line}: up to {name}, the placeholders stand for more than {MOST} letters.",
        "Insert the placeholders again in your tool, or type them with their braces.",
        found=name,
    )


def _unknown(node: Node) -> Problem:
    name = _named(node)
    if node.name == "cp":
        return fault(
            "exchange.unknown-code",
            f"Line {node.line}: the element {name} is no character that a text can hold.",
            "Take it out, or type the character that is meant.",
            found=name,
        )
    if node.name in {"ph", "x", "it"}:
        return fault(
            "exchange.lost-placeholder",
            f"Line {node.line}: nothing tells which placeholder {name} stands for.",
            "Insert the placeholder again in your tool, or type it with its braces.",
            found=name,
        )
    return fault(
        "exchange.unknown-code",
        f"Line {node.line}: the element {name} is none that was sent out.",
        "Take the formatting out; the wording has none.",
        found=name,
    )


def sent_codes(pieces: Mapping[str, str], node: Node, attribute: str) -> str | None:
    """Return the text that a placeholder was sent out with, by its id or by what it shows."""
    shown = node.get(attribute)
    if _is_code(shown):
        return shown
    return pieces.get(node.get("id"))


def _is_code(text: str) -> bool:
    return len(text) > 1 and text[0] in "{}" and text[-1] in "{}"


def find_doubles(*parts: Node) -> Iterator[Problem]:
    """Yield a problem for each part of a text that has more than one translation."""
    for part in parts:
        targets = list(part.elements("target"))
        if len(targets) > 1:
            yield fault(
                "exchange.duplicate-unit",
                f"Line {targets[1].line}: the text, or a segment of it, has two translations.",
                "Keep one of the two.",
                found=targets[1].text,
                expected=targets[0].text,
            )
