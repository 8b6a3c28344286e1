"""What a package carries ready-made: catalogue, translations and languages, read and checked."""

from __future__ import annotations

from collections.abc import Iterator

from clausekit.catalogue.catalogue import Catalogue
from clausekit.catalogue.compiled import COMPILED
from clausekit.language.compiled import FOLDER
from clausekit.language.conventions import conventions_file, pack_conventions
from clausekit.language.data import parse_language
from clausekit.language.files import language_files
from clausekit.language.known import data_file, pack_data
from clausekit.language.locale import available_languages
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
    locales: set[str] = set()
    for tag in available_languages():
        texts = language_files(tag, templates_root())
        refuse_open(texts.places)
        data = parse_language(texts)
        locales.add(data.babel)
        yield f"language/{FOLDER}/{data_file(tag)}", pack_data(texts, data)
    for locale in sorted(locales):
        yield f"language/{FOLDER}/{conventions_file(locale)}", pack_conventions(locale)
