"""How words agree with the name of a party.

The words that may stand before a name (article, contracted preposition, demonstrative) are a
closed list, held as data: one row a word, one form for each gender and number, others before
certain sounds. A row is found by the form that the translator wrote for the default name, and
gives the form for the name that is printed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Literal

from clausekit.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from clausekit.language.data import GrammarRules
    from clausekit.language.noun import Noun

__all__ = ["Grammar", "Inflected", "Lead", "Row", "any_of", "build_grammar", "fold"]

Kind = Literal["names", "numbers"]
_OPENING = "\"'«“„‘(¿¡ \u00a0\u202f"


@record(eq=False)
class Row:
    """All forms of one word that stands before a party."""

    forms: tuple[str, ...]
    before: Mapping[str, tuple[str, ...]]
    euphonic: frozenset[str]

    def form(self, cell: int, sound: str) -> str:
        """Return the form for a column of the table and a first sound."""
        return self.before.get(sound, self.forms)[cell]


@record
class Inflected:
    """A name as it is printed, with what agrees with it."""

    text: str
    cell: int
    sound: str
    gender: int
    plural: bool


@record(eq=False)
class Lead:
    """The word before a placeholder, as the translator wrote it, and the row it belongs to."""

    row: Row
    written: str
    gap: str

    def suits(self, noun: Inflected) -> bool:
        """Tell whether the word as written is the form for *noun*."""
        return self.row.form(noun.cell, noun.sound) == fold(self.written)

    def agree(self, noun: Inflected, *, apostrophes: bool) -> str:
        """Return the form for *noun*, capitals kept, with the space that follows it."""
        form = self.row.form(noun.cell, noun.sound)
        if not form:
            return ""
        if apostrophes and form.endswith("’"):
            return self._capitals(form)
        return self._capitals(form) + (self.gap or " ")

    def _capitals(self, form: str) -> str:
        letters = [letter for letter in self.written if letter.isalpha()]
        if len(letters) > 1 and self.written.isupper():
            return form.upper()
        return form[:1].upper() + form[1:] if letters[0].isupper() else form


@record(eq=False)
class Grammar:
    """The agreement rules of one language."""

    rules: GrammarRules
    rows: Mapping[str, tuple[Row, ...]]
    pattern: re.Pattern[str] | None
    longest: int
    onsets: tuple[tuple[str, re.Pattern[str], bool], ...]

    def inflect(self, noun: Noun, *, plural: bool = False) -> Inflected:
        """Return *noun* as it is printed, with its gender, number and first sound."""
        return _inflect(self, noun, plural)

    def sound(self, text: str, *, name: bool = False) -> str:
        """Return the class of the first sound of *text*; empty if nothing special.

        Args:
            text: A word, a name or a number in words.
            name: Whether it is the name of a person or firm, whose first letter may be silent.
        """
        text = text.lstrip(_OPENING)
        for sound, pattern, names in self.onsets:
            if (names or not name) and pattern.match(text):
                return sound
        return ""

    def find_lead(self, before: str, default: Inflected | None) -> Lead | None:
        """Return the lead that ends *before*, or None.

        Args:
            before: The wording in front of a placeholder.
            default: The name that the wording is written for; it settles which of several words
                is meant where their forms are alike.
        """
        if self.pattern is None:
            return None
        # A lead has few words, and what stands before the last ones need not be read.
        last = before.rsplit(maxsplit=self.longest)
        found = self.pattern.search(before, len(last[0]) if len(last) > self.longest else 0)
        if found is None:
            return None
        written, gap = found["lead"], found["gap"]
        if not gap and not (self.rules.apostrophes and written[-1] in "'’"):
            return None
        row = self._choose(fold(written), default)
        if row is None:
            return None
        return Lead(row, written, gap)

    def _choose(self, key: str, default: Inflected | None) -> Row | None:
        """Choose the row that a written form belongs to."""
        rows = self.rows[key]
        # Without a name to go by, the word's plain form tells: French "de" is not the plural of
        # "d’un".
        plain = next((row for row in rows if row.forms[0] == key), rows[0])
        if default is None:
            return plain
        for row in rows:
            if row.form(default.cell, default.sound) == key:
                return row
        # A form that fits no name shows that the translator had another name in mind; but before
        # another number some are another word: Portuguese "a", a preposition before a plural.
        return (
            None
            if key in self.rules.homographs and not self._numbered(plain, key, default)
            else plain
        )

    def _numbered(self, row: Row, key: str, noun: Inflected) -> bool:
        """Tell whether *key* is a form of *row* in the number of *noun*."""
        return any(
            row.form(cell, sound) == key
            for cell, name in enumerate(self.rules.cells)
            for sound in ("", *row.before)
            if name.endswith("p") == noun.plural
        )

    def follow_sound(self, lead: Lead, text: str, kind: Kind) -> str:
        """Return *lead* before an inserted fact: as written, unless its row follows sounds."""
        if kind not in lead.row.euphonic:
            return lead.written + lead.gap
        noun = Inflected(text, 0, self.sound(text, name=kind == "names"), 0, plural=False)
        return lead.agree(noun, apostrophes=self.rules.apostrophes)

    def agree(self, forms: tuple[tuple[str, ...], ...], noun: Inflected) -> str:
        """Choose among forms written by number and gender the one that agrees with *noun*."""
        number = forms[-1] if noun.plural else forms[0]
        form = number[noun.gender if len(number) > 1 else 0]
        return self.pluralise(form) if noun.plural and len(forms) == 1 else form

    def pluralise(self, word: str) -> str:
        """Return the regular plural of one adjective or participle; other text as it is."""
        known = self.rules.plural.words.get(word.lower())
        if known is not None:
            return known[:1].upper() + known[1:] if word[:1].isupper() else known
        if not word.isalpha():
            return word
        for ending, put in self.rules.plural.endings:
            plural, changed = re.subn(f"{ending}$", put, word, count=1)
            if changed:
                return plural
        return word

    def possess(self, text: str, *, plural: bool) -> str:
        """Return *text* with the mark of possession."""
        if self.rules.possessive is None:
            return text
        usual, after_s = self.rules.possessive
        return text + (after_s if plural and text.endswith("s") else usual)


@lru_cache(maxsize=1024)
def _inflect(grammar: Grammar, noun: Noun, plural: bool) -> Inflected:
    rules = grammar.rules
    several = plural or noun.number == "plural"
    text = noun.named(plural=plural)
    gender = noun.gender if noun.gender in rules.genders else ""
    wanted = (f"{gender}p", "p") if several else (gender, "s")
    cell = next((rules.cells.index(name) for name in wanted if name in rules.cells), 0)
    sound = grammar.sound(text) if noun.onset is None else noun.onset
    return Inflected(text, cell, sound, rules.genders.index(gender) if gender else 0, several)


def fold(text: str) -> str:
    """Return *text* as tables of words hold it: small letters, round apostrophes, single spaces."""
    return re.sub(r"\s+", " ", text.replace("'", "’")).lower()


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of *words*, which are folded; the longest goes first."""
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+").replace("’", "['’]")
        for word in sorted(words, key=lambda word: (-len(word), word))
    )


def build_grammar(rules: GrammarRules) -> Grammar:
    """Prepare the table of leads."""
    rows: dict[str, list[Row]] = {}
    for data in rules.leads:
        row = Row(data.forms, data.before, frozenset(data.euphonic))
        _enter(rows, row)
        if data.adjectives:
            for adjective in rules.adjectives:
                pairs = zip(data.forms, adjective, strict=True)
                both = tuple(f"{word} {form}" for word, form in pairs)
                _enter(rows, Row(both, {}, frozenset()))
    pattern = None
    if rows:
        pattern = re.compile(rf"(?<!\w)(?P<lead>{any_of(rows)})(?P<gap>\s*)\Z", re.IGNORECASE)
    onsets = tuple((rule.sound, re.compile(rule.pattern), rule.names) for rule in rules.onsets)
    longest = max((len(key.split()) for key in rows), default=0)
    table = {key: tuple(found) for key, found in rows.items()}
    return Grammar(rules, table, pattern, longest, onsets)


def _enter(rows: dict[str, list[Row]], row: Row) -> None:
    sounds = ("", *row.before)
    for cell, sound in product(range(len(row.forms)), sounds):
        key = row.form(cell, sound)
        if key and row not in rows.setdefault(key, []):
            rows[key].append(row)
