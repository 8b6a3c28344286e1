"""What is installed is what is in the checkout, and it works elsewhere, without the network."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = (
    ".docx",
    ".po",
    ".toml",
    ".txt",
    ".yaml",
    ".csv",
    ".tsv",
    ".json",
    ".jsonl",
    ".md",
    ".typed",
    ".py",
)


def _run(*command: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=cwd,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel of the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    done = _run("-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which the wheel was installed, without what it depends on."""
    target = tmp_path_factory.mktemp("site")
    options = ("--no-deps", "--no-index", "--no-compile", "--quiet", "--disable-pip-version-check")
    done = _run("-m", "pip", "install", *options, "--target", target, wheel, cwd=target)
    assert done.returncode == 0, done.stderr
    return target


def _files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.suffix in SHIPPED and not {"__pycache__"} & set(path.parts)
        and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    }  # fmt: skip


def test_every_file_of_the_checkout_is_in_the_wheel_unchanged(wheel: Path) -> None:
    expected = {
        f"clausekit/{name}": found for name, found in _files(ROOT / "src/clausekit").items()
    }
    expected |= {
        f"clausekit/templates/{name}": found for name, found in _files(ROOT / "templates").items()
    }
    with zipfile.ZipFile(wheel) as package:
        found = {
            name: hashlib.sha256(package.read(name)).hexdigest()
            for name in package.namelist()
            if name.startswith("clausekit/")
        }
    assert found == expected
    assert sum(name.endswith(".docx") for name in found) == 16
    assert {name.split("/")[2] for name in found if "/templates/" in name} == {
        "es", "en", "fr", "pt",
    }  # fmt: skip


def test_the_wheel_carries_its_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        names = package.namelist()
        metadata = package.read(next(n for n in names if n.endswith("METADATA"))).decode()
    assert "License-Expression: Apache-2.0 AND CC0-1.0 AND CC-BY-4.0" in metadata
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_source_archive_holds_what_a_maintainer_needs(tmp_path: Path) -> None:
    done = _run("-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= {".ci/run", "publiccode.yml", "pyproject.toml", "README.md", "CHANGELOG.md"}
    assert not [name for name in names if name.startswith("examples/")]


def test_the_two_descriptions_agree_on_the_status() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    public = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))
    (status,) = [name for name in project["classifiers"] if name.startswith("Development Status")]
    assert status.lower().endswith(public["developmentStatus"])
    assert public["legal"]["license"] == project["license"]


def test_two_builds_give_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    epoch = {"SOURCE_DATE_EPOCH": "1580601600"}
    for name in ("one", "two"):
        done = _run(
            "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / name, cwd=ROOT, **epoch
        )
        assert done.returncode == 0, done.stderr
    one, two = (next((tmp_path / name).glob("*.whl")).read_bytes() for name in ("one", "two"))
    assert one == two


def test_the_demo_runs_where_there_is_no_checkout(installed: Path, tmp_path: Path) -> None:
    done = _run("-m", "clausekit", "demo", "-o", "out", cwd=tmp_path, PYTHONPATH=str(installed))
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out").glob("*.docx"))) == 24
    where = _run(
        "-c", "import clausekit; print(clausekit.__file__)", cwd=tmp_path,
        PYTHONPATH=str(installed),
    )  # fmt: skip
    assert where.stdout.startswith(str(installed))


def test_the_wheel_carries_its_texts_compiled(installed: Path, tmp_path: Path) -> None:
    ask = """
import sys
from clausekit import Catalogue
from clausekit.catalogue.messages import messages
from clausekit.language.translations import Translations
catalogue = Catalogue.load()
found = [Translations.load(messages(catalogue), tag).find("fl.fees/title") for tag in sys.argv[1:]]
print(len(catalogue.clauses), *(text[0] != "" for text in found))
print(*(name in sys.modules for name in ("yaml", "polib", "clausekit.catalogue.checks")))
"""
    done = _run("-c", ask, "es", "fr", "pt", cwd=tmp_path, PYTHONPATH=str(installed))
    assert done.returncode == 0, done.stderr
    told, read = done.stdout.splitlines()
    count, *texts = told.split()
    assert (int(count) > 50, texts) == (True, ["True"] * 3)
    assert read.split() == ["False"] * 3


def test_what_is_installed_builds_without_what_it_does_not_need(
    installed: Path, tmp_path: Path
) -> None:
    ask = """
import sys
from clausekit.cli.app import cli
facts = sys.argv[1]
cli.main(["build", facts, "-l", "es", "-l", "en", "--kind", "tender-annex"], standalone_mode=False)
print(*sorted(name for name in sys.argv[2:] if name in sys.modules))
"""
    facts = installed / "clausekit" / "cli" / "tenders" / "chile-uniforms.json"
    needless = (
        "yaml", "polib", "babel", "tomllib", "jinja2", "docx", "docxtpl",
        "clausekit.assembly.form", "clausekit.catalogue.checks", "clausekit.catalogue.reader",
        "clausekit.exchange", "clausekit.word.compiler",
    )  # fmt: skip
    done = _run("-c", ask, facts, *needless, cwd=tmp_path, PYTHONPATH=str(installed))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == ""
    assert len(list(tmp_path.glob("*.docx"))) == 2


def test_the_version_is_that_of_the_package(installed: Path, tmp_path: Path) -> None:
    done = _run("-m", "clausekit", "--version", cwd=tmp_path, PYTHONPATH=str(installed))
    assert (done.returncode, done.stderr) == (0, "")
    assert f'version = "{done.stdout.strip()}"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_it_runs_from_a_zip(installed: Path, tmp_path: Path) -> None:
    archive = tmp_path / "clausekit.zip"
    with zipfile.ZipFile(archive, "w") as package:
        for path in sorted((installed / "clausekit").rglob("*")):
            if path.is_file():
                package.write(path, path.relative_to(installed))
    done = _run(
        "-m", "clausekit", "clauses", "show", "fl.fees", "-l", "en", cwd=tmp_path,
        PYTHONPATH=str(archive),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("fl.fees ")
