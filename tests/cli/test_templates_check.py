"""``clausekit templates check`` and ``status``."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clausekit.language.checks.registry import CODES
from sets import copy_sets

ROOT = Path(__file__).resolve().parents[2]
COMMIT = 'msgstr "Compromiso de la {buyer}"'


@pytest.fixture
def sets(tmp_path: Path, few_texts: frozenset[str]) -> Path:
    """Return a folder with a copy of the shipped sets; they and the catalogue have a few themes."""
    return copy_sets(tmp_path / "templates", few_texts)


@pytest.fixture
def spoil(sets: Path) -> Callable[[str], Path]:
    """Return a function that gives the title of an article another Spanish text."""

    def write(text: str) -> Path:
        path = sets / "es" / "clauses" / "buyer.po"
        whole = path.read_text("utf-8")
        assert whole.count(COMMIT) == 1
        path.write_text(whole.replace(COMMIT, f'msgstr "{text}"'), "utf-8")
        return path

    return write


def test_the_shipped_sets_pass(run: Any) -> None:
    outcome = run("templates", "check", "--format", "json")
    assert outcome.exit_code == 0
    assert outcome.data["schema"] == "clausekit.templates-check/1"
    assert outcome.data["counts"]["error"] == 0


def test_an_error_gives_exit_code_1_and_its_place(run: Any, sets: Path, spoil: Any) -> None:
    path = spoil("Compromiso")
    outcome = run("templates", "check", sets, "-l", "es")
    assert outcome.exit_code == 1
    assert f"{path.as_posix()}:" in outcome.out
    assert "error[placeholder] buy.commit/title: expected “{buyer}”" in outcome.out
    assert CODES["placeholder"][1] in outcome.out
    assert re.match(r"\d+ errors?, \d+ warnings?, ", outcome.err)


def test_a_folder_without_english_is_checked(run: Any, sets: Path, spoil: Any) -> None:
    for code in ("en", "fr", "pt"):
        shutil.rmtree(sets / code)
    spoil("Compromiso  de la {buyer}")
    outcome = run("templates", "check", sets, "-l", "es", "--fix", "--json")
    assert (outcome.exit_code, outcome.data["counts"]["error"]) == (0, 0)
    spoil("Compromiso")
    assert run("templates", "check", sets).exit_code == 1


@pytest.mark.parametrize("form", [["--json"], ["--format", "json"]])
def test_an_error_as_data_gives_exit_code_1_too(
    run: Any, sets: Path, spoil: Any, form: list[str]
) -> None:
    spoil("Compromiso")
    outcome = run("templates", "check", sets, "-l", "es", *form)
    assert outcome.exit_code == 1
    assert outcome.data["counts"]["error"] == 1
    assert outcome.err == ""


def test_a_warning_gives_exit_code_0(run: Any, sets: Path, spoil: Any) -> None:
    spoil("Compromiso del {buyer}")
    outcome = run("templates", "check", sets, "-l", "es", "--format", "json")
    assert outcome.exit_code == 0
    (finding,) = [one for one in outcome.data["findings"] if one["code"] == "lead"]
    assert finding["severity"] == "warning"
    assert (finding["key"], finding["column"]) == ("buy.commit/title", 12)
    assert finding["file"].endswith("templates/es/clauses/buyer.po")


def test_github_gets_workflow_commands(run: Any, sets: Path, spoil: Any) -> None:
    path = spoil("Compromiso al 100 % de la {buyer")
    outcome = run("templates", "check", sets, "-l", "es", "--format", "github")
    assert outcome.exit_code == 1
    (line,) = [line for line in outcome.out.splitlines() if "title=syntax" in line]
    assert line.startswith(f"::error file={path.as_posix()},line=")
    assert "\n" not in line


def test_a_broken_file_is_a_finding_and_the_others_are_checked(run: Any, sets: Path) -> None:
    (sets / "es" / "clauses" / "buyer.po").write_bytes(b"\xff")
    path = sets / "es" / "clauses" / "general.po"
    path.write_text(
        path.read_text("utf-8").replace('msgstr "', 'msgstr "the shall of ', 2), "utf-8"
    )
    outcome = run("templates", "check", sets, "-l", "es", "--json")
    assert outcome.exit_code == 1
    codes = {one["code"] for one in outcome.data["findings"]}
    assert {"unreadable", "mixed-language"} <= codes
    assert not codes & {"missing", "waiver-expired"}


def test_status_counts_what_can_be_read_and_tells_the_rest(run: Any, sets: Path) -> None:
    path = sets / "es" / "clauses" / "buyer.po"
    path.write_text(path.read_text("utf-8") + '\nmsgid "no end\n', "utf-8")
    outcome = run("templates", "status", sets, "-l", "es")
    assert outcome.exit_code == 2
    assert re.search(r"es/clauses/buyer.po, line \d+", outcome.err)
    assert re.search(r"^es +general +", outcome.out, re.MULTILINE)
    assert not re.search(r"^es +buyer +", outcome.out, re.MULTILINE)


def test_an_unknown_language_gives_exit_code_2(run: Any) -> None:
    outcome = run("templates", "check", "-l", "ess")
    assert outcome.exit_code == 2
    assert "Did you mean 'es'?" in outcome.err


def test_status_counts_what_is_left(run: Any, sets: Path, spoil: Any) -> None:
    spoil("")
    outcome = run("templates", "status", sets, "-l", "es")
    assert outcome.exit_code == 0
    assert re.search(r"^es +buyer +(\d+) +\d+ +\d+ +0 +1 +4$", outcome.out, re.MULTILINE)
    data = run("templates", "status", sets, "-l", "es", "--json").data
    assert data["schema"] == "clausekit.templates-status/1"
    (buyer,) = [row for row in data["files"] if row["file"] == "buyer"]
    assert buyer["missing"] == 1
    assert buyer["texts"] == buyer["done"] + 1


def test_other_commands_do_not_pay_for_the_checks() -> None:
    script = (
        "import sys, clausekit.cli.templates;"
        "sys.exit(any(name.startswith(('clausekit.language', 'polib')) for name in sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", script], check=False, env=environment)
    assert ran.returncode == 0


def test_every_code_has_its_section_and_no_other() -> None:
    page = (ROOT / "docs" / "reference" / "findings.md").read_text("utf-8")
    sections = re.findall(r"^### `([a-z-]+)`$", page, re.MULTILINE)
    assert sorted(sections) == sorted(CODES)
    for code, (severity, _) in CODES.items():
        body = page.split(f"### `{code}`\n", 1)[1].split("\n### ", 1)[0]
        assert body.strip().startswith(f"*{severity.value.capitalize()}.*"), code
