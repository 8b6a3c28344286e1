"""Languages: grammar, numbers, dates and typography of legal texts, all of it from data."""

from __future__ import annotations

from clausekit.language.locale import Language, available_languages, load_language
from clausekit.language.noun import Noun
from clausekit.language.wording import Ref, placeholders

__all__ = ["Language", "Noun", "Ref", "available_languages", "load_language", "placeholders"]
