"""Whether a change of the English wording is editorial: it mends the form, and no more.

An editorial change leaves all translations as they are. So whatever could carry law must be the
same before and after: the check errs on the side of refusing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from clausekit.errors import LanguageError
from clausekit.language.checks.citations import find_citations
from clausekit.language.checks.numbers import find_figures, find_months, find_unit_names
from clausekit.language.checks.pair import read_words
from clausekit.language.checks.sums import find_shares
from clausekit.language.wording import placeholders

if TYPE_CHECKING:
    from clausekit.language.checks.tongue import Tongue
    from clausekit.language.checks.words import Words

__all__ = ["find_vocabulary", "refusals"]

_WORD = re.compile(r"\w+(?:['-]\w+)*")
_LOOKALIKE = 0.7
"""How alike two words must be for the one to be the other, spelled right."""
_MODALS = {
    "prohibition": "a prohibition",
    "duty": "a duty",
    "right": "a right",
    "advice": "advice",
    "ability": "an ability",
}
_STEM, _ENDING = 3, 2
_TIMES, _MORE = 2, 200
"""A wording with more letters than so many times those of the other, and these, is another one."""
_ARTICLES = frozenset({"a", "an", "the"})


def refusals(
    old: str, new: str, tongue: Tongue, vocabulary: Collection[str] = ()
) -> tuple[str, ...]:
    """Return why the change from *old* to *new* is more than editorial; nothing where it is not.

    Args:
        old: The English wording that the translations were made from.
        new: The English wording that holds now.
        tongue: A language, with the defined terms; its English side is used.
        vocabulary: The words of the catalogue: one of them was no slip of the pen.

    Example:
        >>> from clausekit.language.checks.tongue import load_tongue
        >>> refusals("The recieved list.", "The received list.", load_tongue("es"))
        ()
        >>> refusals("It shall not pay.", "It shall pay.", load_tongue("es"))[0]
        'a prohibition: “shall not” became nothing'
    """
    if len(old) > _TIMES * len(new) + _MORE:
        return (f"the length: {len(old)} letters became {len(new)}",)
    try:
        names = Counter(_names(old)), Counter(_names(new))
        words = read_words(old), read_words(new)
    except LanguageError:
        return ("a placeholder cannot be read",)
    told = [*_differ("a placeholder", *names), *_facts(*words, tongue)]
    return tuple(dict.fromkeys(told or _wording(*words, vocabulary)))


def find_vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of *texts*, in small letters."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def _names(text: str) -> list[str]:
    placeholders(text)  # the braces can be read
    return re.findall(r"\{([^{}]*)\}", text)


def _facts(old: str, new: str, tongue: Tongue) -> Iterator[str]:
    side = tongue.source
    yield from _differ("a number", *(Counter(find_figures(text, side)) for text in (old, new)))
    yield from _differ("a date", *(Counter(find_months(text, "en")) for text in (old, new)))
    yield from _differ("a share", *(find_shares(text) for text in (old, new)))
    yield from _differ("a unit", *(Counter(find_unit_names(text, side)) for text in (old, new)))
    yield from _differ("a citation", *(find_citations(text, side) for text in (old, new)))
    for name, article in _MODALS.items():
        yield from _differ(article, *(_found(side.modal[name], text) for text in (old, new)))
    yield from _differ("a negation", *(_found(side.denial, text) for text in (old, new)))
    for name, pattern in side.classes.items():
        counted = tuple(_found(pattern, text) for text in (old, new))
        yield from _differ(f"a word of the class {name}", *counted)
    if tongue.source_terms is not None:
        found = tuple(Counter(tongue.source_terms.findall(text)) for text in (old, new))
        yield from _differ("a defined term", *found)
    yield from _differ(
        "the paragraphs", *(Counter(["line break"] * t.count("\n")) for t in (old, new))
    )


def _found(pattern: Words | None, text: str) -> Counter[str]:
    if pattern is None:
        return Counter()
    return Counter(" ".join(match[0].lower().split()) for match in pattern.finditer(text))


def _differ(what: str, old: Counter[str], new: Counter[str]) -> Iterator[str]:
    lost, added = old - new, new - old
    if lost or added:
        yield f"{what}: {_told(lost)} became {_told(added)}"


def _told(found: Counter[str]) -> str:
    return ", ".join(f"“{word}”" for word in sorted(found.elements())) or "nothing"


def _wording(old: str, new: str, vocabulary: Collection[str]) -> Iterator[str]:
    """Tell of a word that is not the one before, spelled right, nor an article."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    lower = [word.lower() for word in before], [word.lower() for word in after]
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, *lower, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        lost = [word for word in lower[0][a1:a2] if word not in _ARTICLES]
        added = [word for word in lower[1][b1:b2] if word not in _ARTICLES]
        alike = "".join(lost), "".join(added)
        spelled = SequenceMatcher(None, *alike).ratio() >= _LOOKALIKE and not _is_inflected(*alike)
        if lost != added and (not spelled or any(word in vocabulary for word in lost)):
            yield f"the words: “{' '.join(before[a1:a2])}” became “{' '.join(after[b1:b2])}”"


def _is_inflected(old: str, new: str) -> bool:
    """Tell whether two words differ in their last letters alone: employer and employee."""
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
                min(len(old), len(new)))  # fmt: skip
    return same >= _STEM and max(len(old), len(new)) - same <= _ENDING
