"""The shape of the files that describe a language, and how a variant is laid over its base."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, Field

from clausekit.errors import LanguageError
from clausekit.language.files import LanguageFiles, read_files
from clausekit.language.noun import Noun
from clausekit.language.toml import check_toml, parse_toml
from clausekit.model.base import Model
from clausekit.model.quantity import Unit

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "CitationRules",
    "CollationRules",
    "CurrencyWords",
    "DateRules",
    "GrammarRules",
    "LanguageData",
    "LeadRow",
    "ListRules",
    "MoneyRules",
    "NumberRules",
    "NumberSet",
    "OnsetRule",
    "PluralRules",
    "QuantityRules",
    "Swap",
    "TypographyRules",
    "UnitWords",
    "merge",
    "parse_language",
    "read_language",
]

_R = TypeVar("_R", str, tuple[str, str])


def _compiles(rule: _R) -> _R:
    pattern, put = (rule, "") if isinstance(rule, str) else rule
    try:
        re.sub(pattern, put, "")
    except (re.error, OverflowError, RecursionError) as error:
        message = f"{pattern!r} is no regular expression that can be used: {error}"
        raise ValueError(message) from None
    return rule


def _has_one_place(pattern: str) -> str:
    if pattern.count("{}") != 1 or re.search(r"[{}]", pattern.replace("{}", "")):
        raise ValueError(f"{pattern!r} does not hold {{}} exactly once, in the place of the letter")
    return pattern


class OnsetRule(Model):
    """How a first sound is read from the first letters; the first rule that fits holds."""

    sound: str
    """The class of sound; empty for "nothing special"."""
    pattern: Annotated[str, AfterValidator(_compiles)]
    names: bool = True
    """Whether the rule also holds for names of people and firms that are inserted as facts."""


class LeadRow(Model):
    """One word (or pair of words) that stands before a party and changes with it."""

    forms: tuple[str, ...]
    """One form for each of the grammar's cells."""
    before: dict[str, tuple[str, ...]] = {}
    """The forms before a first sound, where they differ."""
    euphonic: tuple[Literal["names", "numbers"], ...] = ()
    """Whether the form also follows the first sound of an inserted name or number."""
    adjectives: bool = False
    """Whether one of the grammar's adjectives may stand between this word and the party."""


class PluralRules(Model):
    """The regular plural of an adjective or participle, for a party that is several."""

    words: dict[str, str] = {}
    endings: tuple[Annotated[tuple[str, str], AfterValidator(_compiles)], ...] = ()


class NumberSet(Model):
    """Rules that spell a number, one a line: ``base: words``, as in CLDR's rule-based format."""

    extends: str = ""
    rules: str = ""
    more: str = ""
    """Rules of a variant, laid over the others."""


class NumberRules(Model):
    """How numbers are written in words and in figures."""

    sets: dict[str, NumberSet]
    conjunction: str = " "
    """What ``&`` stands for when the rest of the number closes it (Portuguese *e*)."""
    of: str = ""
    """The word between whole millions and the noun: *de*."""
    of_vowel: str = ""
    """The same before a vowel: *d’*."""
    minimum_grouping: int = 1
    """How many digits must stand before the first separator of thousands."""


class UnitWords(Model):
    """The name of a unit."""

    one: str
    many: str
    gender: str = ""


class QuantityRules(Model):
    """How periods, shares and counts are written."""

    singular: tuple[int, ...] = (1,)
    units: dict[Unit, UnitWords]


class DateRules(Model):
    """How a date is written in full, with ``{day}``, ``{month}`` and ``{year}``."""

    pattern: str
    first: str = "1"


class CurrencyWords(Model):
    """The name of a currency, where the locale data of Babel would not do."""

    one: str
    many: str


class MoneyRules(Model):
    """How amounts of money are written in words."""

    feminine: tuple[str, ...] = ()
    """Currencies whose name is feminine."""
    names: dict[str, CurrencyWords] = {}
    cents: dict[str, UnitWords] = {}
    link: str
    """What stands before the cents: *and*, *con*, *et*, *e*."""
    style: Literal["words", "fraction"] = "words"
    code_after: bool = False
    """Whether the ISO code stands after the figure."""
    always: bool = False
    """Whether cents are written even where there are none."""


class ListRules(Model):
    """The words that close a list, what parts its items, and how they are lettered."""

    conjunctions: dict[Literal["and", "or"], str]
    semicolon: str = ";"
    letter: Annotated[str, AfterValidator(_has_one_place)] = "{})"
    """How the letter of an item is written, as the list of the Word templates prints it."""


class CitationRules(Model):
    """How the place in an instrument is written in full."""

    units: dict[str, str]
    many: dict[str, str] = {}
    subs: dict[str, str]
    sub_joiner: str = ", "
    families: dict[str, dict[str, str]] = {}
    """Words for the subs of instruments of one family, such as ``eu-law``."""
    range: str
    preamble: str
    ordinals: dict[str, str] = {}
    names: dict[str, str] = {}
    own_names: bool = False
    """Whether a quoted name is already in this language and stands as it is."""


class ReferenceRules(Model):
    """How the number of another place of the same document is written."""

    after_article: str = ""
    """What stands after the number of an article, such as the ``.º`` of Portugal."""


class TypographyRules(Model):
    """The locale's spacing and quotation marks."""

    quotes: tuple[str, str]
    inner_quotes: tuple[str, str]
    inside_quotes: str = ""
    before: dict[str, str] = {}
    """Signs and the space that stands before each of them; empty takes a space away."""
    percent: str = ""
    keep: tuple[str, ...] = ()
    """Words that stay on one line with the number or letter that follows."""


class CollationRules(Model):
    """Letters that a dictionary of the language sorts on their own."""

    letters: dict[str, str] = {}


class Swap(Model):
    """A word of the region whose gender or number differs from the one it replaces."""

    put: str
    was: str = ""
    """The cell of the word replaced, such as ``m`` or ``fp``."""
    now: str = ""


class GrammarRules(Model):
    """All rules of a language."""

    genders: tuple[str, ...] = ()
    cells: tuple[str, ...]
    """The columns of every lead: ``m f mp fp``, or ``s p``, or ``m f n p``."""
    apostrophes: bool = False
    """Whether a lead that ends in an apostrophe joins the noun without a space."""
    onsets: tuple[OnsetRule, ...] = ()
    leads: tuple[LeadRow, ...] = ()
    """The words before a party; the first is the article."""
    adjectives: tuple[tuple[str, ...], ...] = ()
    homographs: tuple[str, ...] = ()
    """Forms that are another word, left alone, before a name of another number."""
    possessive: tuple[str, str] | None = None
    """What marks possession after a name, and after a plural in s."""
    plural: PluralRules = Field(default_factory=PluralRules)
    numbers: NumberRules
    quantities: QuantityRules
    dates: DateRules
    money: MoneyRules
    lists: ListRules
    citations: CitationRules
    references: ReferenceRules = Field(default_factory=ReferenceRules)
    typography: TypographyRules
    collation: CollationRules = Field(default_factory=CollationRules)


class LanguageData(Model):
    """What the files of one language, with the variant laid over them, say."""

    name: str = Field(min_length=1)
    word_tag: str
    """The tag that Word's spelling checker knows."""
    babel: str
    """The locale whose conventions hold for figures and dates."""
    plural_parties: bool = False
    """Whether the verbs of the wording agree with a party that is always several."""
    defaults: dict[str, str]
    """The choice of name printed for each party unless another is asked for."""
    authored: dict[str, Noun]
    """The names that the wording is written for; the same for all variants."""
    parties: dict[str, dict[str, Noun]]
    words: dict[str, str] = {}
    titles: dict[str, str] = {}
    vocabulary: dict[str, str | Swap] = {}
    grammar: GrammarRules


def merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return *base* with the tables of *over* laid over it; a list replaces a list.

    Example:
        >>> merge({"a": {"b": 1, "c": 2}}, {"a": {"c": 3}})
        {'a': {'b': 1, 'c': 3}}
    """
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(value, Mapping) and isinstance(below, Mapping):
            merged[key] = merge(below, value)
        else:
            merged[key] = value
    return merged


def read_language(folder: Traversable, code: str, variant: str | None) -> LanguageData:
    """Read the language in *folder*, with the file of *variant* laid over it."""
    return parse_language(read_files(folder, code, variant))


def parse_language(files: LanguageFiles) -> LanguageData:
    """Return what the files of a language say, with the variant laid over the base."""
    code, variant = files.code, files.variant
    terms = parse_toml(files.terms, f"{code}/terms.toml")
    grammar = parse_toml(files.grammar, f"{code}/grammar.toml")
    # A variant may give a choice another name; the wording is still written for the base's.
    authored = {
        party: terms[party][choice]
        for party, choice in terms.get("defaults", {}).items()
        if choice in terms.get(party, {})
    }
    vocabulary: Mapping[str, Any] = {}
    place = f"{code}/terms.toml"
    if variant is not None:
        place = f"{code}/variants/{variant}.toml"
        over = parse_toml(files.over, place)
        vocabulary = over.pop("vocabulary", {})
        grammar = merge(grammar, over.pop("grammar", {}))
        terms = merge(terms, over)
    language = terms.pop("language", {})
    content = {
        **language,
        "defaults": terms.pop("defaults", {}),
        "words": terms.pop("words", {}),
        "titles": terms.pop("titles", {}),
        "authored": authored,
        "parties": terms,
        "vocabulary": vocabulary,
        "grammar": grammar,
    }

    def locate(steps: Sequence[str]) -> str:
        first, *rest = steps
        if first == "authored":  # told as a party
            return ""
        if variant is None and first == "grammar":
            return f"{code}/grammar.toml: /{'/'.join(rest)}"
        own = first in language or first in {"name", "word_tag", "babel"}
        inside = ["language", *steps] if own else rest if first == "parties" else steps
        return f"{place}: /{'/'.join(inside)}"

    try:
        return check_toml(content, place, LanguageData, locate=locate)
    except LanguageError:
        if variant is not None:
            # Where the base itself is at fault, its own files are named.
            parse_language(LanguageFiles(code, None, files.terms, files.grammar, ""))
        raise
