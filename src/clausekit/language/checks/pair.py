"""A text beside its translation, as the checks read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from clausekit.errors import LanguageError
from clausekit.language.wording import Literal, Ref, parse

__all__ = [
    "AGREED",
    "FACT",
    "PARTY",
    "REFERENCE",
    "Kind",
    "Pair",
    "kind_of",
    "part_sentences",
    "read_words",
]

# Private characters stand for the placeholders while the words around them are read.
PARTY, FACT, REFERENCE, AGREED = "\ue000", "\ue001", "\ue002", "\ue003"
_AMOUNT = re.compile(rf"[\d{FACT}]")
_PARTIES = frozenset({"supplier", "buyer"})
_SENTENCE = re.compile(r"(?<=[.;:?!])\s+")
_BREAK = re.compile(r"[.;:?!]\s")
_KINDS = (
    ("drafting-note", r"/(?:drafting-note|note\.[a-z]+)$"),
    ("term", r"^definition\..*/term$"),
    ("item", r"\.item\.\d+$|/termination\.ground$"),
    ("table", r"\.(?:evidence|metric)$"),
    # Names, labels of fields and what can be ticked: no sentences.
    ("phrase", r"^(?:phrase|name|good|rule)\.|/fields\.|/word\.|\.option\."),
    ("heading", r"[/.](?:title|label)$|/part\."),
)


class Kind(StrEnum):
    """What a text is for; some checks hold for some kinds only."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADING = "heading"
    TABLE = "table"
    TERM = "term"
    NOTE = "drafting-note"
    PHRASE = "phrase"


@lru_cache(maxsize=8192)
def kind_of(key: str) -> Kind:
    """Return what the text with *key* is for.

    Example:
        >>> kind_of("fl.fees/paragraph.repay.item.2").value, kind_of("fl.fees/title").value
        ('item', 'heading')
    """
    found = next((name for name, pattern in _KINDS if re.search(pattern, key)), "paragraph")
    return Kind(found)


@dataclass(frozen=True)
class Pair:
    """A text in English, and what the translator made of it.

    Args:
        key: The key of the text.
        source: The English wording.
        target: The translation, not empty.
    """

    key: str
    source: str
    target: str

    @cached_property
    def kind(self) -> Kind:
        """What the text is for."""
        return kind_of(self.key)

    @cached_property
    def is_legal(self) -> bool:
        """Whether the text lays down what holds between the parties."""
        return self.kind is Kind.PARAGRAPH or self.kind is Kind.ITEM

    @cached_property
    def readable(self) -> bool:
        """Whether the placeholders of both texts can be read."""
        try:
            parse(self.source)
            parse(self.target)
        except LanguageError:
            return False
        return True

    @cached_property
    def source_words(self) -> str:
        """The words of the source, with a mark for each placeholder."""
        return read_words(self.source)

    @cached_property
    def target_words(self) -> str:
        """The words of the translation, with a mark for each placeholder."""
        return read_words(self.target)

    @cached_property
    def has_amounts(self) -> bool:
        """Whether one of the texts has a digit, or a place for a fact."""
        return bool(_AMOUNT.search(self.target_words) or _AMOUNT.search(self.source_words))

    @cached_property
    def target_marks(self) -> str:
        """The same, with a mark also where a word agrees with a party."""
        return read_words(self.target, agreed=True)

    @cached_property
    def sentences(self) -> tuple[tuple[str, str], ...]:
        """Sentence by sentence where both texts have as many; else the texts as a whole."""
        source = part_sentences(self.source_words)
        target = part_sentences(self.target_words)
        if len(source) != len(target):
            return ((self.source_words, self.target_words),)
        return tuple(zip(source, target, strict=True))


def part_sentences(text: str) -> list[str]:
    """Return the sentences of *text*; a colon or a semicolon ends one too.

    Example:
        >>> part_sentences("It pays: at once. It tells.")
        ['It pays:', 'at once.', 'It tells.']
    """
    # Most texts are one sentence, and the mark is found faster than the space behind it.
    return _SENTENCE.split(text) if _BREAK.search(text) else [text]


@lru_cache(maxsize=8192)
def read_words(text: str, *, agreed: bool = False) -> str:
    """Return the words of *text* with a private character for each placeholder.

    Args:
        text: A wording that can be read.
        agreed: Whether words that agree with a party are such a character too.

    Raises:
        LanguageError: A placeholder cannot be read.
    """
    words: list[str] = []
    for piece in parse(text):
        if isinstance(piece, Literal):
            words.append(piece.text)
        elif isinstance(piece, Ref):
            words.append(REFERENCE)
        elif piece.forms:
            words.append(AGREED if agreed else piece.forms[0][0])
        else:
            words.append(PARTY if piece.name in _PARTIES else FACT)
    return "".join(words).replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
