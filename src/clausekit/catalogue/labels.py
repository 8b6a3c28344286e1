"""What a code is called: the official titles of the CPV 2008, read when they are first asked for.

The titles of the UNSPSC are under copyright and are not held here.
"""

from __future__ import annotations

from importlib.resources.abc import Traversable

from clausekit.model.tender import Code, CodeScheme

__all__ = ["EDITION", "CodeLabels"]

EDITION = "2008"
"""The edition of the CPV whose titles are held."""

_LENGTH = 8


class CodeLabels:
    """The titles of codes by language; each language is a file of its own, read once.

    Args:
        folder: Where the files are: one line for a code, the code, a tab and the title.

    Example:
        >>> from clausekit import Catalogue
        >>> from clausekit.model.tender import Code
        >>> labels = Catalogue.load().labels
        >>> labels.find(Code.model_validate("CPV 18110000-3"), "fr")
        'Vêtements professionnels'
        >>> labels.find(Code.model_validate("UNSPSC 53102700"), "fr") is None
        True
    """

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder
        self._texts: dict[str, str] = {}

    def find(self, code: Code, language: str) -> str | None:
        """Return the title of *code* in *language*; None where the edition has no such code.

        Args:
            code: A code; one that is shorter than eight digits stands for its division or group.
            language: ``en``, ``es``, ``fr`` or ``pt``; the Portuguese is that of Portugal.
        """
        if code.scheme is not CodeScheme.CPV:
            return None
        text = self._text(language)
        start = text.find(f"\n{code.code.ljust(_LENGTH, '0')}\t")
        if start < 0:
            return None
        start += _LENGTH + 2
        return text[start : text.index("\n", start)]

    def covers(self, code: Code) -> bool:
        """Tell whether the titles of the classification of *code* are held here."""
        return code.scheme is CodeScheme.CPV and bool(self._text("en"))

    def _text(self, language: str) -> str:
        if language not in self._texts:
            file = self._folder / f"{language}.tsv"
            # A catalogue of one's own may hold no titles; its codes are printed bare.
            self._texts[language] = f"\n{file.read_text('utf-8')}" if file.is_file() else ""
        return self._texts[language]
