"""Compiled conventions of a locale are those of Babel, or they are not used."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import get_month_names
from babel.numbers import (
    get_currency_name,
    get_decimal_symbol,
    get_group_symbol,
    list_currencies,
)

from clausekit.errors import UnknownName
from clausekit.language import conventions
from clausekit.language.compiling import compiled_texts
from clausekit.language.conventions import (
    conventions_file,
    conventions_of,
    pack_conventions,
    unpack_conventions,
)
from clausekit.language.locale import available_languages, load_language

LOCALES = sorted({load_language(tag).conventions for tag in available_languages()})


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let the library carry the conventions in a folder of its own."""
    (tmp_path / "compiled").mkdir()
    (tmp_path / "conventions.py").write_bytes(Path(conventions.__file__).read_bytes())
    monkeypatch.setattr(conventions, "files", lambda _: tmp_path)
    conventions_of.cache_clear()
    yield tmp_path
    conventions_of.cache_clear()
    conventions._made_by.cache_clear()


@pytest.mark.parametrize("locale", LOCALES)
def test_compiled_conventions_are_those_of_babel(locale: str) -> None:
    found = unpack_conventions(pack_conventions(locale))
    assert found is not None
    babel = Locale.parse(locale, sep="-")
    assert dict(found.territories) == dict(babel.territories)
    assert dict(enumerate(found.months, start=1)) == dict(get_month_names("wide", locale=babel))
    assert (found.group, found.decimal) == (get_group_symbol(babel), get_decimal_symbol(babel))
    assert found.currencies == {
        code: tuple(get_currency_name(code, count=count, locale=babel) for count in (1, 2))
        for code in list_currencies()
    }


def test_to_compile_twice_gives_the_same_bytes() -> None:
    assert pack_conventions("es-419") == pack_conventions("es-419")


def test_a_package_carries_those_of_every_language() -> None:
    carried = {name for name, _ in compiled_texts() if name.endswith("conventions.json")}
    assert carried == {f"language/compiled/{conventions_file(locale)}" for locale in LOCALES}


def test_babel_is_not_asked_for_what_is_known(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (package / "compiled" / conventions_file("fr-FR")).write_bytes(pack_conventions("fr-FR"))
    ask = conventions._ask
    asked: list[str] = []

    def note(locale: str) -> dict[str, object]:
        asked.append(locale)
        return ask(locale)

    monkeypatch.setattr(conventions, "_ask", note)
    assert conventions_of("fr-FR").territories["CL"] == "Chili"
    assert asked == []
    assert conventions_of("pt-BR").months[2] == "março"
    assert asked == ["pt-BR"]


def test_what_another_babel_told_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = pack_conventions("en-001")
    assert unpack_conventions(packed) is not None
    conventions._made_by.cache_clear()
    monkeypatch.setattr(conventions, "version", lambda _: "2.0")
    try:
        assert unpack_conventions(packed) is None
    finally:
        conventions._made_by.cache_clear()


def test_what_other_code_told_is_not_used(package: Path) -> None:
    packed = pack_conventions("en-001")
    (package / "conventions.py").write_text("pass\n", "utf-8")
    conventions._made_by.cache_clear()
    assert unpack_conventions(packed) is None


@pytest.mark.parametrize("place", [0, 20, 100, 160, -3])
def test_a_damaged_file_is_not_used(place: int) -> None:
    broken = bytearray(pack_conventions("es-419"))
    broken[place] ^= 1
    assert unpack_conventions(bytes(broken)) is None


@pytest.mark.parametrize("content", [b"", b"\n", b"{}", b"\xff\xfe\n"])
def test_another_file_is_not_used(content: bytes) -> None:
    assert unpack_conventions(content) is None


def test_the_name_of_a_country_is_that_of_the_variant() -> None:
    assert load_language("es-MX").country("GB") == "Reino Unido"
    with pytest.raises(UnknownName):
        load_language("es").country("??")


def test_the_module_needs_no_babel_to_be_imported() -> None:
    ask = "import sys, clausekit.language.locale; print('babel' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
