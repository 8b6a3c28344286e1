"""What a review document says to its reader: ``exchange.toml`` of the language's folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clausekit.language.toml import read_model
from clausekit.model.base import Model

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["ExchangeData", "SheetPhrases", "read_exchange_data"]

_FILE = "exchange.toml"


class SheetPhrases(Model):
    """The words of a review document; English where a language has none of its own yet."""

    title: str = "Review of the translation"
    lead: tuple[str, ...] = ()
    page: str = "Page"
    key: str = "Key"
    source: str = "English"
    target: str = "Translation"
    reviewed: str = "OK"
    remark: str = "Remark"
    missing: str = "to translate"
    stale: str = "English has changed"
    former: str = "Before:"
    themes: dict[str, str] = {}


class ExchangeData(Model):
    """All that the file of a language holds."""

    sheet: SheetPhrases = SheetPhrases()


def read_exchange_data(root: Traversable, code: str) -> ExchangeData:
    """Read the file of the language *code*; a language without one gets what is usual.

    Raises:
        LanguageError: The file is not sound.
    """
    return read_model(root / code / _FILE, f"{code}/{_FILE}", ExchangeData)
