"""What other programs do to PO files: nothing that matters is lost on the way.

``.ci/run`` installs GNU gettext and the Translate Toolkit.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from clausekit import Catalogue
from clausekit.catalogue.messages import Message, messages
from clausekit.language.checks.run import check_folder
from clausekit.language.checks.status import measure_progress
from clausekit.language.updating import plan_update
from clausekit.resources import templates_root

pytestmark = pytest.mark.readers

MESSAGES = tuple(messages(Catalogue.load()))
LANGUAGES = ("es", "fr", "pt")
CHANGED = tuple(
    Message(message.key, f"{message.source} Indeed.", message.domain, message.note)
    if at % 40 == 0
    else message
    for at, message in enumerate(MESSAGES)
    if at % 90 != 1
)
"""The catalogue after an edit: some texts say something else, some are gone."""


def _run(*words: object) -> None:
    done = subprocess.run(
        [*map(str, words)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr


def _msgcat(files: list[Path]) -> None:
    for file in files:
        _run("msgcat", "--output-file", file, file)


def _unwrap(files: list[Path]) -> None:
    for file in files:
        _run("msgcat", "--no-wrap", "--sort-output", "--output-file", file, file)


def _poedit(files: list[Path]) -> None:
    """Do what Poedit does: wrap at 79, write its name into the head, keep the rest."""
    for file in files:
        parsed = polib.pofile(str(file), wrapwidth=79)
        parsed.metadata["X-Generator"] = "Poedit 3.4"
        parsed.metadata["PO-Revision-Date"] = "2026-11-25 12:00+0000"
        parsed.save(str(file))


def _toolkit(files: list[Path]) -> None:
    script = (
        "import sys\n"
        "from translate.storage import po\n"
        "for name in sys.argv[1:]:\n"
        "    content = bytes(po.pofile.parsefile(name))\n"
        "    open(name, 'wb').write(content)\n"
    )
    _run(sys.executable, "-c", script, *files)


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the shipped sets with some texts stale, missing and given up; to read."""
    root = tmp_path_factory.mktemp("updated") / "templates"
    shutil.copytree(str(templates_root()), root, ignore=shutil.ignore_patterns("*.docx"))
    for place, text in plan_update(root, CHANGED, LANGUAGES).files.items():
        (root / place).write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module")
def state(updated: Path) -> tuple[object, ...]:
    """Return what is told of these sets."""
    return _state(updated)


@pytest.fixture
def sets(updated: Path, tmp_path: Path) -> Path:
    """Return a copy of these sets for a tool to change."""
    return Path(shutil.copytree(updated, tmp_path / "templates"))


def _state(root: Path) -> tuple[object, ...]:
    rows = tuple(measure_progress(root, CHANGED, LANGUAGES))
    told = tuple(
        sorted((one.code, one.key, one.found) for one in check_folder(root, CHANGED, LANGUAGES))
    )
    return rows, told


@pytest.mark.parametrize("tool", [_msgcat, _unwrap, _poedit, _toolkit])
def test_a_pass_through_a_tool_loses_nothing(
    sets: Path, state: tuple[object, ...], tool: Callable[[list[Path]], None]
) -> None:
    tool(sorted(sets.glob("*/clauses/*.po")))
    assert _state(sets) == state


@pytest.mark.parametrize("tool", [_msgcat, _poedit])
def test_an_update_after_a_tool_writes_the_same_texts(
    sets: Path, tool: Callable[[list[Path]], None]
) -> None:
    files = sorted(sets.glob("*/clauses/*.po"))
    before = {file: _entries(file) for file in files}
    tool(files)
    for place, text in plan_update(sets, CHANGED, LANGUAGES).files.items():
        (sets / place).write_text(text, "utf-8")
    assert {file: _entries(file) for file in files} == before


def _entries(file: Path) -> list[tuple[object, ...]]:
    return [(e.msgctxt, e.msgid, e.msgstr, e.previous_msgid, tuple(e.flags), bool(e.obsolete))
            for e in polib.pofile(str(file))]  # fmt: skip


def test_gnu_gettext_accepts_every_file(updated: Path) -> None:
    for root in (Path(str(templates_root())), updated):
        for file in sorted(root.rglob("*.po")):
            _run("msgfmt", "--check", "--output-file", "/dev/null", file)
