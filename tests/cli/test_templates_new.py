"""``clausekit templates new-language`` and ``new-variant``, and where their files go."""

from __future__ import annotations

import os
import re
import shlex
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


@pytest.mark.parametrize(
    ("command", "tag", "language"),
    [("new-language", "it", "it"), ("new-variant", "es-PE", "es")],
)
def test_the_check_that_is_named_finds_as_many_questions_as_are_told(
    run: Any, checkout: Path, command: str, tag: str, language: str
) -> None:
    begun = run("templates", command, checkout, tag)
    named = re.search(r"^(\d+) questions wait .*`clausekit (.+)` lists", begun.err, re.MULTILINE)
    assert named is not None
    assert shlex.split(named[2]) == ["templates", "check", str(checkout), "-l", language]
    checked = run(*shlex.split(named[2]))
    assert checked.out.count("error[question]") == int(named[1])


def test_a_language_that_was_begun_is_begun_once_more(
    run: Any, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Stopped after each file that a kill may leave as the last one.
    link, left = os.link, -1

    def kill_after_some(staged: Path, path: Path) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise KeyboardInterrupt
        link(staged, path)

    assert run("templates", "new-language", "it").exit_code == 0
    whole = {path: path.read_bytes() for path in (checkout / "it").rglob("*") if path.is_file()}
    again = run("templates", "new-language", "it", "--json")
    assert (again.exit_code, again.codes) == (2, ["templates.present"])
    monkeypatch.setattr(os, "link", kill_after_some)
    for stop in (1, 6, len(whole)):
        left = stop
        shutil.rmtree(checkout / "it")
        assert run("templates", "new-language", "it").exit_code == 130
        assert run("templates", "check", checkout, "-l", "pt").exit_code == 0
        assert run("templates", "new-language", "it").exit_code == 0
        assert whole == {path: path.read_bytes() for path in whole}


def test_a_language_that_is_not_whole_is_a_finding_and_the_others_are_checked(
    run: Any, checkout: Path
) -> None:
    run("templates", "new-language", "it")
    for name in ("terms.toml", "grammar.toml", "checks.toml"):
        (checkout / "it" / name).unlink()
    (checkout / "pt" / "clauses" / "pay.po").write_text("nonsense")
    for options in ((), ("--fix",)):
        done = run("templates", "check", checkout, *options, "--json")
        files = {one["file"] for one in done.data["findings"] if one["code"] == "unreadable"}
        assert (done.exit_code, files) == (
            1,
            {
                str(checkout / "it" / "terms.toml"),
                str(checkout / "it" / "grammar.toml"),
                str(checkout / "pt" / "clauses" / "pay.po"),
            },
        )


def test_a_file_of_ones_own_in_a_new_language_is_kept_and_told(run: Any, checkout: Path) -> None:
    own = checkout / "it" / "checks.toml"
    own.parent.mkdir()
    own.write_text("mine")
    done = run("templates", "new-language", "it", "--json")
    assert (done.exit_code, done.codes, own.read_text()) == (2, ["output.exists"], "mine")
    assert "--overwrite" not in done.err
    assert [path.name for path in own.parent.iterdir()] == ["checks.toml"]


def test_an_empty_folder_is_no_language(run: Any, checkout: Path) -> None:
    (checkout / "it" / "clauses").mkdir(parents=True)
    assert run("templates", "check", checkout).exit_code == 0
    assert run("templates", "new-language", "it").exit_code == 0


def test_a_disk_that_is_full_leaves_no_empty_language(
    run: Any, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    before = sorted(checkout.rglob("*"))
    monkeypatch.setattr(os, "fsync", fail)
    done = run("templates", "new-language", "it", "--json")
    assert (done.exit_code, done.codes) == (2, ["output.not-written"])
    assert sorted(checkout.rglob("*")) == before


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
