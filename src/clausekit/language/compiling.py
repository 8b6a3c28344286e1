"""What a package carries ready-made: the catalogue and the translations, read and checked."""

from __future__ import annotations

from collections.abc import Iterator

from clausekit.catalogue.catalogue import Catalogue
from clausekit.catalogue.compiled import COMPILED
from clausekit.language.compiled import FOLDER
from clausekit.language.locale import available_languages
from clausekit.language.translations import SOURCE_LANGUAGE, compile_language

__all__ = ["compiled_texts"]


def compiled_texts() -> Iterator[tuple[str, bytes]]:
    """Yield each compiled file by its path inside the package.

    Raises:
        CatalogueError: The catalogue has a fault.
        TranslationError: A PO file cannot be read.
    """
    yield f"catalogue/{COMPILED}", Catalogue.compile()
    for language in sorted({tag.split("-")[0] for tag in available_languages()}):
        if language != SOURCE_LANGUAGE:
            yield f"language/{FOLDER}/{language}.json", compile_language(language)
