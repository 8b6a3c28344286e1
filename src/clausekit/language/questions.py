"""Questions that nobody has answered yet in the files of a language.

A new language begins as files full of questions: each is the text ``???`` in the place of its
answer. Until all are answered the language cannot be spoken, and every question is told with its
file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from clausekit.errors import Fault, LanguageError
from clausekit.record import record
from clausekit.resources import readable

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["OPEN", "Question", "find_open", "find_questions", "refuse_open"]

OPEN = "???"
"""What stands for an answer that is still to be given."""

_KEY = re.compile(r"""^\s*(?P<key>[\w."'-]+|"[^"]+")\s*[=:]""")


@record
class Question:
    """A question that waits for its answer.

    Args:
        file: The file below the template sets.
        line: Its line.
        text: What is asked.
    """

    file: str
    line: int
    text: str


def find_open(text: str) -> Iterator[tuple[int, str]]:
    r"""Yield the line of each open question in *text*, and the name of what is asked.

    Example:
        >>> list(find_open('a = 1\n# The tag?\nword_tag = "???"'))
        [(3, 'word_tag')]
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if OPEN in line and not line.lstrip().startswith("#"):
            key = _KEY.match(line)
            yield number, key["key"].strip("\"'") if key else line.strip()


def find_questions(root: Traversable, code: str) -> Iterator[Question]:
    """Yield the open questions of a language and of its variants, file by file.

    Raises:
        InputError: A file may not be read.
    """
    with readable():
        yield from list(_find(root, code))


def _find(root: Traversable, code: str) -> Iterator[Question]:
    folder = root / code
    places = [
        (folder / name, f"{code}/{name}") for name in ("terms.toml", "grammar.toml", "checks.toml")
    ]
    variants = folder / "variants"
    if variants.is_dir():
        places += [
            (file, f"{code}/variants/{file.name}")
            for file in sorted(variants.iterdir(), key=lambda item: item.name)
            if file.name.endswith(".toml")
        ]
    for file, place in places:
        if file.is_file():
            for line, text in find_open(file.read_bytes().decode("utf-8", "replace")):
                yield Question(place, line, text)


def refuse_open(texts: Mapping[str, str]) -> None:
    """Raise an error where a question in *texts*, by the names of their files, is open.

    Raises:
        LanguageError: With every open question.
    """
    faults = [
        Fault(
            "language.unanswered",
            f"The question of {asked!r} has no answer yet.",
            f"{place}, line {line}",
            "Write the answer in the place of the three question marks.",
        )
        for place, text in texts.items()
        if OPEN in text
        for line, asked in find_open(text)
    ]
    if faults:
        raise LanguageError(*faults)
