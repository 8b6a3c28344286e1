"""The documentation does what it says: every example runs, and every list is whole."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from error_codes import raised_codes
from pages import read_blocks, run_block

import clausekit
from clausekit.cli.app import cli
from clausekit.model.document import FACT_NAMES, Slot
from clausekit.model.sector import Sector
from clausekit.model.tender import Buyer, Code, Contact, Money, Period, Stage, Tender
from clausekit.resources import catalogue_root, templates_root

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.glob("*/*.md")), DOCS / "index.md")
LINK = re.compile(r"\]\((?P<target>[^)#\s]*)(?:#(?P<anchor>[^)\s]+))?\)")


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder that looks like a copy of the project."""
    shutil.copytree(Path(str(templates_root())), tmp_path / "templates")
    data = Path("src/clausekit/catalogue/data")
    shutil.copytree(Path(str(catalogue_root())), tmp_path / data)
    for example in (DOCS / "examples").iterdir():
        shutil.copy(example, tmp_path)
    shutil.copytree(DOCS / "examples", tmp_path / "docs" / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    # In a checkout, the texts that a translator edits are those that the command line reads.
    monkeypatch.setattr("clausekit.resources.templates_root", lambda: tmp_path / "templates")


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_example_runs(page: Path, request: pytest.FixtureRequest) -> None:
    names: dict[str, Any] = {"__name__": "page"}
    blocks = [block for block in read_blocks(page) if block.runs]
    if blocks:
        request.getfixturevalue("workplace")
    for block in blocks:
        run_block(block, names, _name(page))


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    lost = []
    for link in LINK.finditer(text):
        target, anchor = link["target"], link["anchor"]
        if target.startswith(("http:", "https:", "mailto:")):
            continue
        other = (page.parent / target).resolve() if target else page
        if not other.exists() or (anchor and anchor not in _anchors(other)):
            lost.append(link[0])
    assert not lost


def _anchors(page: Path) -> set[str]:
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in _headings(page)}


def _headings(page: Path, level: str = "#+") -> list[str]:
    return re.findall(rf"^{level} (.+)$", page.read_text("utf-8"), re.MULTILINE)


def test_every_error_code_has_its_section_and_no_other() -> None:
    sections = [title.strip("`") for title in _headings(DOCS / "reference" / "errors.md", "###")]
    assert sorted(sections) == sorted(set(sections))
    assert set(sections) - raised_codes() == set()
    assert raised_codes() - set(sections) == set()


def test_every_error_says_what_to_do() -> None:
    page = (DOCS / "reference" / "errors.md").read_text("utf-8")
    bodies = re.split(r"^#+ ", page, flags=re.MULTILINE)
    sections = [body for body in bodies if body.startswith("`")]
    assert [body[:40] for body in sections if body.count("*What to do:*") != 1] == []


def _commands(group: click.Group, path: str) -> Iterator[str]:
    yield path
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {name}")
        elif command is not None:
            yield f"{path} {name}"


def test_the_page_on_the_command_line_shows_every_command() -> None:
    page = DOCS / "reference" / "cli.md"
    # What the help says is compared when the page's examples run.
    shown = {block.text.splitlines()[0] for block in read_blocks(page)}
    assert shown == {f"$ {command} --help" for command in _commands(cli, "clausekit")}


def _rows(page: Path, heading: str) -> list[str]:
    """Return the first cells of the table below a heading, without its own headings."""
    text = page.read_text("utf-8").split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return [cell.strip("`") for cell in re.findall(r"^\| (`.+?`) \|", text, re.MULTILINE)]


@pytest.mark.parametrize("model", [Tender, Buyer, Contact, Money, Period, Code])
def test_the_page_on_tenders_lists_every_field(model: type[Any]) -> None:
    fields = _rows(DOCS / "reference" / "tender.md", model.__name__)
    assert fields == list(model.model_fields)


def test_the_page_on_tenders_lists_sectors_and_stages() -> None:
    page = DOCS / "reference" / "tender.md"
    assert _rows(page, "Sectors") == [sector.value for sector in Sector]
    stages = page.read_text("utf-8").split("## Stages\n")[1]
    assert re.findall(r"`(.+?)`", stages) == [stage.value for stage in Stage]


def test_the_page_on_frames_lists_what_the_writer_looks_for() -> None:
    from clausekit.word.sandbox import FILTERS
    from clausekit.word.styles import STYLE_NAMES

    page = DOCS / "reference" / "frames.md"
    assert _rows(page, "Facts") == [f"{{{{ {name} }}}}" for name in FACT_NAMES]
    slots = ["contents", *(slot.value for slot in Slot)]
    assert _rows(page, "Slots") == [f"{{{{p {slot} }}}}" for slot in slots]
    styles = [name for names in STYLE_NAMES.values() for name in names]
    assert sorted(_rows(page, "Styles")) == sorted(styles)
    assert all(f"`{name}`" in page.read_text("utf-8") for name in FILTERS)


def test_the_page_on_the_interface_lists_the_public_names() -> None:
    page = (DOCS / "reference" / "api.md").read_text("utf-8")
    documented = set(re.findall(r"^\.\. auto\w+:: clausekit\.(\w+)$", page, re.MULTILINE))
    assert documented == set(clausekit.__all__)


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {re.split(r"[<>=\[]", entry, maxsplit=1)[0].lower() for entry in needed}
    page = DOCS / "explanation" / "dependencies.md"
    rows = [
        row
        for heading in ("What runs", "What makes it faster", "What tests")
        for row in _rows(page, heading)
    ]
    assert sorted(rows) == sorted(names)


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_pages_are_plain(page: Path) -> None:
    text = page.read_text("utf-8")
    assert not re.search(r"/(?:home|root|tmp|work|Users)/|C:\\", text), "a path of one machine"
    assert not re.search(r"\b(?:TODO|TBD|FIXME|lorem)\b", text)
