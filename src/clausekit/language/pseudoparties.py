"""Wording read with other names of the parties, so that what does not agree is seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, takewhile
from typing import TYPE_CHECKING

from clausekit.language.noun import Noun
from clausekit.language.toml import read_model
from clausekit.language.wording import Literal, Placeholder, Ref, parse
from clausekit.model.base import Model
from clausekit.model.quantity import Quantity
from clausekit.record import record

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from clausekit.language.locale import Language

__all__ = [
    "Difference",
    "PartyHints",
    "choose_names",
    "compare_names",
    "find_fixed_words",
    "read_hints",
]

_FILE = "parties.toml"
_VOWELS = "aeiouáéíóúàèìòùâêîôûëïüãõAEIOUÁÉÍÓÚÀÈÌÒÙÂÊÎÔÛËÏÜÃÕ"
_GAP = re.compile(r"\s+")
_FOLLOWING = 4
"""Words shown after a difference: those that should agree stand there."""
_PARTY, _AGREED, _OTHER = "\ue000", "\ue003", "\ue001"


@record
class Difference:
    """A place where a text reads differently with another name.

    Args:
        words: For each kind of name, what stands there.
        following: The words after it, which are the same for all.
    """

    words: Mapping[str, str]
    following: str


class PartyHints(Model):
    """By what a word is found that should agree with a party; each entry is a pattern.

    Args:
        subject: The articles of a party that does something.
        copulas: Verbs between a party and what is said of it.
        breaks: Words after which something else is spoken of: articles, relative pronouns.
        masculine: Words that have another form for a feminine party.
        feminine: Words that have another form for a masculine party.
        invariable: Words that look like one of these and are none.
    """

    subject: tuple[str, ...] = ()
    copulas: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    masculine: tuple[str, ...] = ()
    feminine: tuple[str, ...] = ()
    invariable: tuple[str, ...] = ()


def read_hints(root: Traversable, code: str) -> PartyHints:
    """Read ``parties.toml`` of the language *code*; without it, nothing is hinted at.

    Raises:
        LanguageError: The file is not sound.
    """
    return read_model(root / code / _FILE, f"{code}/{_FILE}", PartyHints)


def choose_names(language: Language, party: str) -> dict[str, Noun]:
    """Return names of each kind for *party*, out of those that the language lists.

    Example:
        >>> from clausekit import load_language
        >>> {kind: noun.named() for kind, noun in
        ...     choose_names(load_language("fr"), "supplier").items()}  # doctest: +ELLIPSIS
        {'masculine': 'Fournisseur', 'feminine': 'Société', 'plural': 'Fournisseurs', ...}
    """
    nouns = list(language.choices.get(party, {}).values())
    default = language.parties[party]
    found: dict[str, Noun] = {}
    genders = {"masculine": "m", "feminine": "f"} if default.gender else {"singular": ""}
    for kind, gender in genders.items():
        fitting = [noun for noun in (default, *nouns) if noun.gender == gender]
        plain = [noun for noun in fitting if noun.form[0] not in _VOWELS]
        if fitting:
            found[kind] = (plain or fitting)[0]
    for kind, noun in list(found.items()):
        name = f"{kind} plural" if kind == "feminine" else "plural"
        found[name] = noun.model_validate({**noun.model_dump(), "number": "plural"})
    vowel = next((noun for noun in nouns if noun.form[0] in _VOWELS), None)
    if vowel is not None:
        found["vowel"] = vowel
    return found


def compare_names(
    text: str, language: Language, party: str, names: Mapping[str, Noun]
) -> tuple[Difference, ...]:
    """Return where *text* reads differently with the names.

    Args:
        text: The wording.
        language: Its language; the other parties keep their default names.
        party: The party that is named differently.
        names: The names, by kind.

    Raises:
        LanguageError: The wording cannot be printed.

    Example:
        >>> from clausekit import load_language
        >>> french = load_language("fr")
        >>> found = compare_names("Le paiement du {supplier} est dû.", french, "supplier",
        ...     choose_names(french, "supplier"))
        >>> found[0].words["feminine"], found[0].following
        ('de la Société', 'est dû.')
    """
    facts = _stand_ins(text, language)
    filled = [language.with_parties({party: noun}).fill(text, facts) for noun in names.values()]
    found: list[tuple[Mapping[str, str], int]] = []
    base: list[str] = []
    for is_shared, places in groupby(_align(filled), key=_is_one):
        words = [list(chain(*place)) for place in zip(*places, strict=True)]
        base += words[0]
        if not is_shared:
            found.append((dict(zip(names, map(" ".join, words), strict=True)), len(base)))
    return tuple(Difference(words, " ".join(base[end : end + _FOLLOWING])) for words, end in found)


_Place = tuple[tuple[str, ...], ...]
"""Words that stand for each other, one row for each name."""


def _align(filled: Sequence[Sequence[str | Ref]]) -> Iterator[_Place]:
    """Yield the words of all lines place by place; what they share stands in places of its own.

    The parts are the same for all names, so that only words of one part need to be compared. To
    look for the longest words in common takes a time that grows with the cube of a long text.
    """
    lines: list[list[str]] = [[] for _ in filled]
    for parts in zip(*filled, strict=True):
        # White space that all share parts places; where lines differ, it parts words of one place.
        gap = "\n" if _is_one(parts) else " "
        for line, part in zip(lines, parts, strict=True):
            line.append(f"[{part.target}]" if isinstance(part, Ref) else _GAP.sub(gap, part))
    for cells in zip(*("".join(line).split("\n") for line in lines), strict=True):
        words = [tuple(cell.split()) for cell in cells]
        head = _count_shared(words)
        rest = [row[head:] for row in words]
        tail = _count_shared([row[::-1] for row in rest])
        middle = tuple(row[: len(row) - tail] for row in rest)
        end = tuple(row[len(row) - tail :] for row in rest)
        for place in (tuple(row[:head] for row in words), middle, end):
            if any(place):
                yield place


def _count_shared(rows: Sequence[Sequence[str]]) -> int:
    """Return with how many words all rows begin."""
    return sum(1 for _ in takewhile(_is_one, zip(*rows, strict=False)))


def _is_one(values: Iterable[object]) -> bool:
    return len(set(values)) == 1


def _stand_ins(text: str, language: Language) -> dict[str, object]:
    facts: dict[str, object] = {}
    for piece in parse(text):
        if isinstance(piece, Placeholder) and piece.name not in language.parties:
            several = Quantity.model_validate("2 days")
            facts[piece.name] = several if piece.forms else f"[{piece.name}]"
    return facts


def find_fixed_words(text: str, language: Language, hints: PartyHints) -> Iterator[tuple[str, str]]:
    """Yield words that are said of a party and do not change with its name.

    Args:
        text: The wording.
        language: Its language.
        hints: What to look for.

    Yields:
        The party, and the words from it to that word.
    """
    if not hints.subject:
        return
    line, parties = _mark(text, language)
    patterns = _patterns(hints)
    for sentence in re.finditer(r"[^.;:]+", line):
        for pattern in patterns:
            for found in pattern.finditer(sentence[0]):
                party = parties[sentence.start() + found.start("party")]
                if _is_fixed(found["word"], language.parties[party].gender, hints):
                    yield party, found[0].strip().replace(_PARTY, f"{{{party}}}")


def _is_fixed(word: str, gender: str, hints: PartyHints) -> bool:
    """Tell whether *word* has the party's gender, and another form for the other one."""
    forms = hints.masculine if gender == "m" else hints.feminine
    return any(re.fullmatch(form, word, re.IGNORECASE) for form in forms) and not any(
        re.fullmatch(form, word, re.IGNORECASE) for form in hints.invariable
    )


def _mark(text: str, language: Language) -> tuple[str, dict[int, str]]:
    """Return the wording with one sign for each placeholder, and which party stands where."""
    words, parties, length = [], {}, 0
    for piece in parse(text):
        if isinstance(piece, Literal):
            sign = piece.text.replace("'", "’").replace("\u00a0", " ").replace("\u202f", " ")
        elif isinstance(piece, Placeholder) and piece.name in language.parties:
            sign = _AGREED if piece.forms else _PARTY
            parties[length] = piece.name
        else:
            sign = _OTHER
        words.append(sign)
        length += len(sign)
    return "".join(words), parties


def _patterns(hints: PartyHints) -> tuple[re.Pattern[str], ...]:
    """Return how a word is said of a party: after it with a verb, or before it with a comma."""
    subject = f"(?<!\\w)(?:{'|'.join(hints.subject)})(?P<party>{_PARTY})"
    other = f"(?!(?:{'|'.join(hints.breaks)})(?!\\w))" if hints.breaks else ""
    gap = f"(?: {other}[\\w’-]+){{0,8}}?"
    copula = f" (?:{'|'.join(hints.copulas)})(?: \\w+ment[eo]?)?"
    after = f"{subject}{gap}{copula} (?P<word>\\w+)(?!\\w)"
    before = f"^\\s*(?P<word>\\w+)(?!\\w){gap}, {subject}"
    return re.compile(after, re.IGNORECASE), re.compile(before, re.IGNORECASE)
