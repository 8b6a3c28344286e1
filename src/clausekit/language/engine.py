"""The parts that write one language, built once from its data and shared by all who use it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from clausekit.language.citations import write_citation, write_places
from clausekit.language.dates import write_date
from clausekit.language.figures import Figures
from clausekit.language.grammar import Grammar, build_grammar
from clausekit.language.lists import choose_conjunction, join_items, write_letter
from clausekit.language.money import Amounts
from clausekit.language.numbers import Speller, build_speller
from clausekit.language.quantities import Quantities
from clausekit.language.typography import Typography, build_typography
from clausekit.language.vocabulary import Vocabulary, build_vocabulary
from clausekit.record import record

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from clausekit.language.data import LanguageData
    from clausekit.language.noun import Noun
    from clausekit.language.wording import Placeholder

__all__ = ["Engine", "build_engine"]


@record(eq=False)
class Engine:
    """All that writes one language; compared and hashed by identity."""

    data: LanguageData
    authored: Mapping[str, Noun]
    grammar: Grammar
    speller: Speller
    figures: Figures
    quantities: Quantities
    amounts: Amounts
    typography: Typography
    vocabulary: Vocabulary

    def set_wording(self, text: str, *, regional: bool = False) -> str:
        """Return wording in the region's words, if it is not yet, and the locale's typography."""
        return self.typography.set_text(text if regional else self.vocabulary.adapt(text))

    def set_forms(self, slot: Placeholder, *, regional: bool = False) -> Placeholder:
        """Return *slot* with its forms set like the wording round it."""
        if not slot.forms:
            return slot
        forms = tuple(
            tuple(self.set_wording(form, regional=regional) for form in number)
            for number in slot.forms
        )
        return replace(slot, forms=forms)

    def typeset(self, text: str) -> str:
        """Return wording of this region in the locale's typography."""
        return _typeset(text, self)

    def cite(self, pinpoint: str) -> str:
        """Return the place in an instrument in the long legal form."""
        return _cite(pinpoint, self)

    def places(self, pinpoints: tuple[str, ...], family: str) -> str:
        """Return places of one instrument of a family in the long legal form, as a list."""
        return _places(pinpoints, family, self)

    def write_date(self, date: datetime.date) -> str:
        """Return *date* in full."""
        return write_date(date, self.data.grammar.dates, self.data.babel)

    def join(self, items: Sequence[str], conjunction: Literal["and", "or"] = "and") -> str:
        """Join *items* into a list."""
        return join_items(items, self.data.grammar.lists, self.grammar, conjunction)

    def conjunction(self, following: str, conjunction: Literal["and", "or"] = "and") -> str:
        """Return the word before the last item of a list."""
        return choose_conjunction(following, self.data.grammar.lists, self.grammar, conjunction)

    def letter(self, position: int) -> str:
        """Return the letter of the item at *position* of a list, with the marks round it."""
        return write_letter(position, self.data.grammar.lists)


# Documents cite the same places of the same instruments many times.
@lru_cache(maxsize=4096)
def _cite(pinpoint: str, engine: Engine) -> str:
    return write_citation(pinpoint, engine.data.grammar.citations, engine.typography)


@lru_cache(maxsize=4096)
def _places(pinpoints: tuple[str, ...], family: str, engine: Engine) -> str:
    rules = engine.data.grammar.citations
    return write_places(pinpoints, rules, engine.typography, engine.join, family)


@lru_cache(maxsize=4096)
def _typeset(text: str, engine: Engine) -> str:
    return engine.typography.set_text(text)


def build_engine(data: LanguageData) -> Engine:
    """Build the parts from the data of a language."""
    rules = data.grammar
    grammar = build_grammar(rules)
    speller = build_speller(rules.numbers)
    figures = Figures(data.babel, rules.numbers.minimum_grouping)

    def starts_with_vowel(text: str) -> bool:
        return grammar.sound(text) == "vowel"

    return Engine(
        data=data,
        authored=data.authored,
        grammar=grammar,
        speller=speller,
        figures=figures,
        quantities=Quantities(rules, speller, figures, starts_with_vowel),
        amounts=Amounts(rules, speller, figures, data.babel, starts_with_vowel),
        typography=build_typography(rules.typography),
        vocabulary=build_vocabulary(data.vocabulary, grammar),
    )
