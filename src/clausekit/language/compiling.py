"""What a package carries ready-made: catalogue, translations and languages, read and checked."""

from __future__ import annotations

from collections.abc import Iterator

from clausekit.catalogue.catalogue import Catalogue
from clausekit.catalogue.compiled import COMPILED
from clausekit.language.compiled import FOLDER
from clausekit.language.data import parse_language
from clausekit.language.known import data_file, pack_data
from clausekit.language.locale import available_languages, language_files
from clausekit.language.questions import refuse_open
from clausekit.language.translations import SOURCE_LANGUAGE, compile_language
from clausekit.resources import templates_root

__all__ = ["compiled_texts"]


def compiled_texts() -> Iterator[tuple[str, bytes]]:
    """Yield each compiled file by its path inside the package.

    Raises:
        CatalogueError: The catalogue has a fault.
        TranslationError: A PO file cannot be read.
        LanguageError: The description of a language is not sound.
    """
    yield f"catalogue/{COMPILED}", Catalogue.compile()
    for language in sorted({tag.split("-")[0] for tag in available_languages()}):
        if language != SOURCE_LANGUAGE:
            yield f"language/{FOLDER}/{language}.json", compile_language(language)
    for tag in available_languages():
        texts = language_files(tag, templates_root())
        refuse_open(texts.places)
        data = pack_data(texts, parse_language(texts))
        yield f"language/{FOLDER}/{data_file(tag)}", data
