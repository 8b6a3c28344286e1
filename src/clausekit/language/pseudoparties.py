"""Wording read with other names of the parties, so that what does not agree is seen."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
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
_WORDS = re.compile(r"\S+")
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
    printed = {
        kind: _print(text, language.with_parties({party: noun}), facts)
        for kind, noun in names.items()
    }
    first, *others = printed
    base = _WORDS.findall(printed[first])
    words = {kind: _WORDS.findall(line) for kind, line in printed.items()}
    aligned = {
        kind: difflib.SequenceMatcher(None, base, words[kind], autojunk=False).get_opcodes()
        for kind in others
    }
    spans = _unite([(a, b) for codes in aligned.values() for tag, a, b, _, _ in codes
                    if tag != "equal"])  # fmt: skip
    found = []
    for start, end in spans:
        cells = {first: " ".join(base[start:end])}
        for kind in others:
            low, high = _image(aligned[kind], start, end)
            cells[kind] = " ".join(words[kind][low:high])
        found.append(Difference(cells, " ".join(base[end : end + _FOLLOWING])))
    return tuple(found)


def _stand_ins(text: str, language: Language) -> dict[str, object]:
    facts: dict[str, object] = {}
    for piece in parse(text):
        if isinstance(piece, Placeholder) and piece.name not in language.parties:
            several = Quantity.model_validate("2 days")
            facts[piece.name] = several if piece.forms else f"[{piece.name}]"
    return facts


def _print(text: str, language: Language, facts: Mapping[str, object]) -> str:
    pieces = language.render(text, facts)
    return "".join(f"[{piece.target}]" if isinstance(piece, Ref) else piece for piece in pieces)


def _unite(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def _image(
    codes: Sequence[tuple[str, int, int, int, int]], start: int, end: int
) -> tuple[int, int]:
    """Return the span of the other text that stands for *start* to *end* of the first."""
    low = high = 0
    for tag, a, b, c, _ in codes:
        if a <= start < b or (a == b == start and tag == "insert"):
            low = c + (start - a if tag == "equal" else 0)
            break
    for tag, a, b, c, d in codes:
        if a < end <= b or (a == b == end and tag == "insert"):
            high = c + (end - a) if tag == "equal" else d
    return low, max(low, high)


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
    for sentence in re.finditer(r"[^.;:]+", line):
        for pattern in _patterns(hints):
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
