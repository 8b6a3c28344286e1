"""Compiled translations say what the PO files say, or they are not used."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausekit.errors import TranslationError
from clausekit.language import compiled, translations
from clausekit.language.compiled import known_pairs, pack_pairs, unpack_pairs
from clausekit.language.compiling import compiled_texts
from clausekit.language.locale import available_languages, load_language
from clausekit.language.translations import Translations, compile_language
from clausekit.resources import templates_root

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ENTRY = HEAD + 'msgctxt "a.b/title"\nmsgid "Pay"\nmsgstr "Pago"\n'


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the library carry the translations of a folder of its own."""
    (tmp_path / "compiled").mkdir()
    source = Path(translations.__file__).read_bytes()
    (tmp_path / "translations.py").write_bytes(source)
    monkeypatch.setattr(compiled, "files", lambda _: tmp_path)
    compiled._known.cache_clear()
    translations._pairs.cache_clear()
    yield tmp_path
    compiled._known.cache_clear()
    translations._pairs.cache_clear()


@pytest.mark.parametrize("language", ["es", "fr", "pt"])
def test_every_shipped_file_is_known_and_says_the_same(language: str) -> None:
    known = unpack_pairs(compile_language(language))
    files = sorted(Path(str(templates_root())).joinpath(language).rglob("*.po"))
    assert len(known) == len(files) > 10
    for file in files:
        content = file.read_text("utf-8")
        assert known[compiled._hash(content.encode())] == translations._parsed(content, file.name)


def test_to_compile_twice_gives_the_same_bytes() -> None:
    assert compile_language("fr") == compile_language("fr")


def test_a_known_file_is_not_parsed(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = {"a.b/title": ("Pay", "Pago")}
    (package / "compiled" / "es.json").write_bytes(pack_pairs([(ENTRY, pairs)]))
    monkeypatch.setattr(translations, "parse_po", lambda *_: pytest.fail("it was parsed"))
    folder = package / "sets" / "es" / "clauses"
    folder.mkdir(parents=True)
    (folder / "pay.po").write_text(ENTRY, "utf-8")
    found = Translations.load((), "es", root=package / "sets")
    assert found._translated == pairs


def test_another_letter_in_a_file_has_it_parsed(package: Path) -> None:
    pairs = {"a.b/title": ("Pay", "Something else")}
    (package / "compiled" / "es.json").write_bytes(pack_pairs([(ENTRY, pairs)]))
    assert known_pairs(ENTRY, "es") == pairs
    changed = ENTRY.replace("Pago", "Paga")
    assert known_pairs(changed, "es") is None
    assert translations._pairs(changed, "pay.po", "es") == {"a.b/title": ("Pay", "Paga")}


def test_a_broken_file_is_told_though_the_rest_is_known(package: Path) -> None:
    (package / "compiled" / "es.json").write_bytes(pack_pairs([(ENTRY, {})]))
    with pytest.raises(TranslationError) as caught:
        translations._pairs(ENTRY + 'msgctxt "x\n', "pay.po", "es")
    assert caught.value.faults[0].code == "translation.malformed-po"
    assert caught.value.faults[0].where == "pay.po, line 7"


def test_what_other_code_read_is_not_used(package: Path) -> None:
    packed = pack_pairs([(ENTRY, {})])
    assert unpack_pairs(packed) != {}
    (package / "translations.py").write_text("other", "utf-8")
    assert unpack_pairs(packed) == {}
    (package / "translations.py").unlink()
    assert unpack_pairs(packed) == {}


@pytest.mark.parametrize("place", [0, 64, 65, 140, -2])
def test_a_damaged_file_is_not_used(place: int) -> None:
    broken = bytearray(pack_pairs([(ENTRY, {"a.b/title": ("Pay", "Pago")})]))
    broken[place] ^= 1
    assert unpack_pairs(bytes(broken)) == {}


def test_a_package_carries_the_catalogue_three_translations_and_every_language() -> None:
    locales = sorted({load_language(tag).conventions for tag in available_languages()})
    assert [name for name, _ in compiled_texts()] == [
        "catalogue/compiled.json",
        "language/compiled/es.json",
        "language/compiled/fr.json",
        "language/compiled/pt.json",
        *(f"language/compiled/{tag}.data.json" for tag in available_languages()),
        *(f"language/compiled/{locale}.conventions.json" for locale in locales),
    ]
