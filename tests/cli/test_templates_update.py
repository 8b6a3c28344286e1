"""``clausekit templates update`` writes into template sets, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


def test_a_folder_without_sets_is_left_alone(run: Any, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    done = run("templates", "update", tmp_path)
    assert done.exit_code == 2
    assert "templates.no-sets" in done.err
    for command in ("status", "check"):
        told = run("templates", command, tmp_path)
        assert told.exit_code == 2
        assert told.err.startswith(f"{tmp_path}: The folder holds no template sets")
    assert list((tmp_path / "docs").iterdir()) == []


@pytest.mark.parametrize("code", ["frr", "../escape", "", "en"])
def test_only_languages_that_have_a_set_are_updated(run: Any, tmp_path: Path, code: str) -> None:
    folder = tmp_path / "sets"
    (folder / "fr").mkdir(parents=True)
    (folder / "fr" / "terms.toml").touch()
    done = run("templates", "update", folder, "-l", code)
    assert done.exit_code == 2
    assert "templates.unknown-language" in done.err
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["fr", "sets", "terms.toml"]


def test_an_update_of_an_empty_set_writes_every_text_to_translate(run: Any, tmp_path: Path) -> None:
    (tmp_path / "it").mkdir()
    (tmp_path / "it" / "terms.toml").touch()
    assert run("templates", "update", tmp_path).exit_code == 0
    assert (tmp_path / "it" / "clauses" / "phrases.po").is_file()
    again = run("templates", "update", tmp_path, "--json")
    assert again.data["changed"] == []


def test_templates_update_changes_nothing_the_second_time(run: Any, tmp_path: Path) -> None:
    for code in ("en", "es"):
        (tmp_path / code).mkdir()
        (tmp_path / code / "terms.toml").touch()
    first = run("templates", "update", tmp_path, "--json")
    assert first.exit_code == 0
    assert first.data["schema"] == "clausekit.templates-update/1"
    assert len(first.data["changed"]) == len(list(tmp_path.rglob("*.po"))) > 10
    assert not (tmp_path / "en" / "clauses").exists()
    assert run("templates", "update", tmp_path, "--json").data["changed"] == []
