"""``clausekit templates new-language`` and ``new-variant``, and where their files go."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from clausekit import resources
from clausekit.resources import templates_root


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the template sets of a checkout that clausekit runs from."""
    root = tmp_path / "templates"
    shutil.copytree(str(templates_root()), root)
    monkeypatch.setattr(resources, "templates_root", lambda: root)
    return root


def test_a_language_begins_in_the_checkout(run: Any, checkout: Path) -> None:
    done = run("templates", "new-language", "it")
    assert done.exit_code == 0
    assert (checkout / "it" / "grammar.toml").is_file()
    assert (checkout / "it" / "tender-annex.docx").is_file()


def test_a_variant_begins_in_the_checkout_or_in_a_folder(run: Any, checkout: Path) -> None:
    assert run("templates", "new-variant", "es-PE").exit_code == 0
    assert (checkout / "es" / "variants" / "es-PE.toml").is_file()
    assert run("templates", "new-variant", checkout, "es-UY").exit_code == 0
    assert (checkout / "es" / "variants" / "es-UY.toml").is_file()


def test_the_sets_of_an_installed_package_stay_as_they_are(run: Any, checkout: Path) -> None:
    (checkout.parent / "py.typed").touch()
    before = sorted(checkout.rglob("*"))
    for words in (["new-language", "it"], ["new-variant", "es-PE"], ["update"]):
        done = run("templates", *words, "--json")
        assert (done.exit_code, done.codes) == (2, ["templates.no-folder"])
    assert sorted(checkout.rglob("*")) == before


@pytest.mark.parametrize("words", [["nowhere", "it"], ["a", "b", "c"], []])
def test_words_that_make_no_sense_are_bad_usage(run: Any, words: list[str]) -> None:
    assert run("templates", "new-language", *words).exit_code == 2
