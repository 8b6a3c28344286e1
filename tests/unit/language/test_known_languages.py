"""A compiled language is what its files say, or it is not used."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from clausekit.catalogue.packing import pack, unpack
from clausekit.errors import LanguageError
from clausekit.language import known, locale
from clausekit.language.data import LanguageData, parse_language
from clausekit.language.files import LanguageFiles, language_files
from clausekit.language.known import data_file, known_data, pack_data, unpack_data
from clausekit.language.locale import available_languages, load_language
from clausekit.resources import templates_root


def texts(tag: str) -> LanguageFiles:
    return language_files(tag, templates_root())


@pytest.fixture(scope="module")
def made() -> bytes:
    """Return a language as a package carries it."""
    return pack_data(texts("es-CL"), parse_language(texts("es-CL")))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: bytes) -> Iterator[Path]:
    """Let the library carry one compiled language in a folder of its own."""
    (tmp_path / "compiled").mkdir()
    (tmp_path / "compiled" / data_file("es-CL")).write_bytes(made)
    asked = known.files
    monkeypatch.setattr(
        known, "files", lambda name: tmp_path if name == "clausekit.language" else asked(name)
    )
    locale._build.cache_clear()
    yield tmp_path
    locale._build.cache_clear()


@pytest.mark.parametrize("tag", available_languages())
def test_every_shipped_language_comes_back_as_it_was(tag: str) -> None:
    before = parse_language(texts(tag))
    after = unpack_data(pack_data(texts(tag), before), texts(tag))
    # The representation also holds types that are equal to others, such as enums to texts.
    assert (after, repr(after)) == (before, repr(before))
    assert after is not None
    assert after.model_fields_set == before.model_fields_set
    assert [type(word) for word in after.vocabulary.values()] == [
        type(word) for word in before.vocabulary.values()
    ]


def test_to_compile_twice_gives_the_same_bytes(made: bytes) -> None:
    assert pack_data(texts("es-CL"), parse_language(texts("es-CL"))) == made


def test_a_known_language_is_not_read_again(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "parse_language", lambda _: pytest.fail("it was read"))
    language = load_language("es", country="CL")
    assert (language.tag, language.money(5, "CLP")) == ("es-CL", "CLP\xa05")


def test_a_language_that_nobody_compiled_is_read_as_ever(package: Path) -> None:
    assert known_data(texts("fr")) is None
    assert load_language("fr").tag == "fr"


@pytest.mark.parametrize("name", ["terms.toml", "grammar.toml", "variants/es-CL.toml"])
def test_another_letter_in_a_file_has_it_read(package: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "sets"
    shutil.copytree(str(templates_root() / "es"), folder / "es")
    assert known_data(language_files("es-CL", folder)) is not None
    file = folder / "es" / name
    file.write_text(file.read_text("utf-8") + "# x\n", "utf-8")
    assert known_data(language_files("es-CL", folder)) is None
    assert load_language("es-CL", root=folder).tag == "es-CL"
    file.write_text(file.read_text("utf-8") + "x =\n", "utf-8")
    with pytest.raises(LanguageError) as caught:
        load_language("es-CL", root=folder)
    assert caught.value.faults[0].code == "language.bad-data"


@pytest.mark.parametrize("place", [3, 64, 70, 140, 200, -3])
def test_a_damaged_file_is_not_used(made: bytes, place: int) -> None:
    assert unpack_data(made, texts("es-CL")) is not None
    broken = bytearray(made)
    broken[place] ^= 1
    assert unpack_data(bytes(broken), texts("es-CL")) is None


@pytest.mark.parametrize("content", [b"", b"\n", b"{}", b"\xff\xfe\n"])
def test_another_file_is_not_used(content: bytes) -> None:
    assert unpack_data(content, texts("es-CL")) is None


def test_what_other_code_read_is_not_used(
    made: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "language").mkdir()
    (tmp_path / "language" / "data.py").write_text("pass\n", "utf-8")
    monkeypatch.setattr(known, "files", lambda _: tmp_path)
    known._code.cache_clear()
    try:
        assert unpack_data(made, texts("es-CL")) is None
    finally:
        known._code.cache_clear()


def test_a_dictionary_is_packed_only_where_it_may_stand() -> None:
    values = {"x": {"a": ({"b": 1},), "@": "="}}
    assert unpack(pack(values, tables=True)) == values
    with pytest.raises(TypeError, match="cannot be packed"):
        pack(values)


def test_what_is_packed_is_a_language(made: bytes) -> None:
    found = unpack_data(made, texts("es-CL"))
    assert isinstance(found, LanguageData)
    assert found.babel == "es-CL"
