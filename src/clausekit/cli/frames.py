"""The Word templates of all languages beside the English ones, as findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from clausekit.language.checks.finding import Finding
from clausekit.language.checks.registry import CODES
from clausekit.language.checks.rules import CheckRules, compile_words, read_rules
from clausekit.language.checks.tongue import SOURCE
from clausekit.language.data import read_language
from clausekit.language.files import find_tags
from clausekit.language.questions import find_questions
from clausekit.resources import templates_root

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["check_frames"]


def check_frames(root: Traversable, languages: Iterable[str]) -> Iterator[Finding]:
    """Yield the findings on the Word templates in *root*.

    A folder that holds no Word templates at all, in no language, is taken as one of texts only.
    """
    own = _frames(root / SOURCE) if (root / SOURCE).is_dir() else []
    names = own or _frames(templates_root() / SOURCE)
    languages = tuple(languages)
    if not own and not any(_frames(root / code) for code in languages):
        return
    for code in (SOURCE, *languages) if own else languages:
        for name in dict.fromkeys((*names, *_frames(root / code))):
            yield from _check_frame(root, code, name)


def _frames(folder: Traversable) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.name.endswith(".docx"))


def _check_frame(root: Traversable, code: str, name: str) -> Iterator[Finding]:
    from clausekit.word.parity import compare_frame

    file, path = root / code / name, f"{code}/{name}"
    if not file.is_file():
        yield _finding("frame-missing", path, "", "", name)
        return
    for issue in compare_frame(
        file.read_bytes(),
        _reference(root, name) if code != SOURCE else None,
        word_language=_word_language(root, code),
        find_foreign=_foreign(root, code),
    ):
        yield _finding(issue.code, path, issue.place, issue.found, issue.expected)


def _reference(root: Traversable, name: str) -> bytes | None:
    """Return the English frame of that name; None for one that only this language has."""
    found = (folder / SOURCE / name for folder in (root, templates_root()))
    return next((file.read_bytes() for file in found if file.is_file()), None)


def _word_language(root: Traversable, code: str) -> str:
    # Where the language is still a set of questions, its code is all that is known.
    if _is_open(root, code):
        return code
    return read_language(root / code, code, None).word_tag


def _is_open(root: Traversable, code: str) -> bool:
    """Tell whether a language cannot be spoken yet: a question is open, or a file is missing."""
    return code not in find_tags(root) or any(find_questions(root, code))


def _foreign(root: Traversable, code: str) -> Callable[[str], str]:
    if _is_open(root, code):
        return lambda _: ""
    pattern = compile_words((read_rules(root / code) or CheckRules()).foreign)
    return lambda text: ", ".join(pattern.findall(text)) if pattern else ""


def _finding(code: str, file: str, place: str, found: str, expected: str) -> Finding:
    severity, hint = CODES[code]
    return Finding(code, severity, file, 0, place, 0, found, expected, hint)
