"""Babel's own extraction and compilation, with what clausekit registers."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import TranslationError as BabelError
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_from_file
from babel.messages.pofile import read_po as babel_read

from clausekit.catalogue.messages import messages
from clausekit.errors import CatalogueError
from clausekit.language.babel_plugin import check, extract
from clausekit.resources import catalogue_root, templates_root
from facts import shipped

PROJECT = Path(__file__).resolve().parents[3] / "pyproject.toml"
DATA = Path(str(catalogue_root()))


def test_the_entry_points_name_what_there_is() -> None:
    project = tomllib.loads(PROJECT.read_text("utf-8"))
    points = project["project"]["entry-points"]
    assert points["babel.extractors"] == {"clausekit": f"{extract.__module__}:extract"}
    assert points["babel.checkers"] == {"clausekit": f"{check.__module__}:check"}


def test_babel_extracts_every_text_with_its_key_and_line() -> None:
    found = {
        context: (name, line, text)
        for name, line, text, _, context in extract_from_dir(
            DATA, [("**.yaml", extract)], keywords=DEFAULT_KEYWORDS
        )
    }
    known = {message.key: message.source for message in messages(shipped())}
    assert {
        key: text[1] if isinstance(text, tuple) else text for key, (_, _, text) in found.items()
    } == known
    name, line, _ = found["fl.fees/title"]
    stands = (DATA / name).read_text("utf-8").splitlines()[line - 1]
    assert "fl.fees" in stands
    name, line, _ = found["phrase.list.middle"]
    assert "list.middle:" in (DATA / name).read_text("utf-8").splitlines()[line - 1]


def test_a_file_of_no_catalogue_is_told(tmp_path: Path) -> None:
    stray = tmp_path / "clauses.yaml"
    stray.write_text("- id: x")
    with pytest.raises(CatalogueError, match="belongs to no catalogue"):
        list(extract_from_file(extract, stray))


def _catalog(code: str, text: str) -> Catalog:
    key = "buy.commit/title"
    content = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        f'msgctxt "{key}"\nmsgid "Commitment of the {{buyer}}"\nmsgstr "{text}"\n'
    )
    return babel_read(io.StringIO(content), locale=code)


@pytest.mark.parametrize(
    ("code", "text", "told"),
    [
        ("es", "Compromiso de la {buyer}", ""),
        ("es_CL", "Compromiso de la {buyer}", ""),
        ("es", "Compromiso", "placeholder"),
        ("fr", "Engagement de l’{buyer", "syntax"),
        ("pt", "Compromisso do {buyer} by the shall", "mixed-language"),
        ("ja", "{buyer}", ""),
        ("es", "", ""),
    ],
)
def test_babel_is_told_what_is_an_error(code: str, text: str, told: str) -> None:
    catalog = _catalog(code, text)
    message = next(one for one in catalog if one.context)
    if not told:
        check(catalog, message)
        return
    with pytest.raises(BabelError, match=f"buy.commit/title: {told}"):
        check(catalog, message)


@pytest.fixture
def pybabel(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return Babel's command line, with the entry points of our project installed beside it."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    info = tmp_path / "site" / "clausekit_points-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: clausekit-points\nVersion: 1\n")
    lines = [f"[{group}]\n" + "".join(f"{name} = {place}\n" for name, place in points.items())
             for group, points in project["entry-points"].items()]  # fmt: skip
    (info / "entry_points.txt").write_text("\n".join(lines))
    paths = [*sys.path, str(info.parent)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "babel.messages.frontend", *map(str, words)],
            capture_output=True, text=True, check=True, env=environment, timeout=120,
        )  # fmt: skip

    return run


def test_pybabel_extract_works(pybabel: Any, tmp_path: Path) -> None:
    mapping, pot = tmp_path / "babel.cfg", tmp_path / "all.pot"
    mapping.write_text("[clausekit: **.yaml]\n")
    pybabel("extract", "-F", mapping, "-o", pot, DATA)
    found = {message.context: message.id for message in babel_read(io.BytesIO(pot.read_bytes()))}
    known = {message.key: message.source for message in messages(shipped())}
    found.pop(None)
    assert found == known


def test_pybabel_compile_works_and_tells(pybabel: Any, tmp_path: Path) -> None:
    file = Path(str(templates_root())) / "es" / "clauses" / "buyer.po"
    spoiled = tmp_path / "buyer.po"
    spoiled.write_text(
        file.read_text("utf-8").replace('"Compromiso de la {buyer}"', '"Compromiso"'), "utf-8"
    )
    for path, told in ((file, False), (spoiled, True)):
        done = pybabel("compile", "-l", "es", "-i", path, "-o", tmp_path / "x.mo")
        assert ("placeholder" in done.stderr) is told
        assert ("error:" in done.stderr) is told


def test_babel_has_nothing_against_the_shipped_files() -> None:
    for code in ("es", "fr", "pt"):
        file = Path(str(templates_root())) / code / "clauses" / "buyer.po"
        catalog = babel_read(io.StringIO(file.read_text("utf-8")), locale=code)
        for message in catalog:
            check(catalog, message)
