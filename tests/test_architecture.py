"""The architecture, as far as a machine can hold it.

Data flows one way, only ``word`` knows WordprocessingML, files stay small, every error code is
documented, and the line from facts to documents needs neither network nor clock.
"""

from __future__ import annotations

import ast
import datetime
import re
import socket
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import clausekit
from clausekit.model.tender import Tender

ROOT = Path(clausekit.__file__).parent
SOURCES = sorted(ROOT.rglob("*.py"))
ERRORS_PAGE = ROOT.parents[1] / "docs" / "reference" / "errors.md"

# Each package and what it may import. The order is that of the data.
ALLOWED: dict[str, set[str]] = {
    "record": set(),
    "allowance": set(),
    "errors": set(),
    "resources": {"errors"},
    "model": {"errors"},
    "catalogue": {"errors", "resources", "model"},
    "selection": {"errors", "model", "catalogue"},
    "language": {"errors", "resources", "model", "catalogue"},
    "assembly": {
        "allowance", "errors", "resources", "model", "catalogue", "selection", "language",
    },
    "word": {"allowance", "errors", "resources", "model"},
    "batch": {"errors", "resources", "model", "catalogue", "selection", "assembly", "word"},
    "exchange": {"errors", "resources", "model", "catalogue", "language", "word"},
    "cli": {
        "errors", "resources", "model", "catalogue", "selection", "language", "assembly", "word",
        "batch", "exchange",
    },
    "__init__": {
        "errors", "model", "catalogue", "selection", "language", "assembly", "word", "batch",
    },
    "__main__": {"cli"},
}  # fmt: skip
EVERYWHERE = {"record"}
"""How values are made, which every package needs."""
# Modules that only the command line and the top may import from the whole package.
WORD_ONLY = {"lxml", "docx", "docxtpl", "jinja2"}
LONGEST_FILE = 400


def _package(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: line {node.lineno}: imports are absolute"
            yield node.module or "", node.lineno


def test_every_package_has_its_place() -> None:
    assert {_package(path) for path in SOURCES} == set(ALLOWED)


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_imports_follow_the_flow_of_data(path: Path) -> None:
    own = _package(path)
    wrong = []
    for module, line in _imports(path):
        parts = module.split(".")
        if parts[0] != "clausekit":
            continue
        target = parts[1] if len(parts) > 1 else "__init__"
        # The command line is a user of the public names.
        allowed = ALLOWED[own] | EVERYWHERE
        if target == own or target in allowed or (own == "cli" and target == "__init__"):
            continue
        wrong.append(f"line {line}: {module}")
    assert not wrong


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_only_word_knows_wordprocessingml(path: Path) -> None:
    if _package(path) == "word":
        return
    wrong = [f"line {line}: {name}" for name, line in _imports(path)
             if name.split(".")[0] in WORD_ONLY]  # fmt: skip
    assert not wrong


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_the_library_knows_no_network_and_no_clock(path: Path) -> None:
    forbidden = {"socket", "ssl", "http", "urllib", "requests", "random", "uuid", "secrets", "time"}
    wrong = [f"line {line}: {name}" for name, line in _imports(path)
             if name.split(".")[0] in forbidden and name != "urllib.parse"]  # fmt: skip
    clock = re.compile(r"\b(?:now|today|utcnow|fromtimestamp)\(")
    text = path.read_text("utf-8")
    wrong += [f"{match[0]}...)" for match in clock.finditer(text)]
    assert not wrong


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_file_is_one_idea(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= LONGEST_FILE
    assert path.stem not in {"utils", "helpers", "common", "misc"}
    assert lines[0].startswith(('"""', 'r"""')), "a file begins with what it is"


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_nothing_is_left_for_later(path: Path) -> None:
    left = re.compile(r"\b(?:TODO|FIXME|HACK|NotImplementedError)\b")
    assert not left.findall(path.read_text("utf-8"))


FAMILIES = (
    "batch", "build", "case", "catalogue", "document", "exchange", "frame", "language", "output",
    "resources", "selection", "templates", "tender", "translation", "usage",
)  # fmt: skip


def _raised() -> set[str]:
    """Return the codes that stand as the first argument of ``Fault``, ``Remark`` or ``add``."""
    codes: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if name in {"Fault", "Remark", "add", "fault", "_fault"} and isinstance(
                first, ast.Constant
            ):
                code = first.value
                if isinstance(code, str) and re.fullmatch(r"[a-z0-9]+\.[a-z0-9-]+", code):
                    codes.add(code)
    return codes


def test_codes_are_of_a_known_family() -> None:
    families = {code.split(".")[0] for code in _raised()}
    assert families <= set(FAMILIES)


# Codes whose second half is the name of a field or of a list.
PUT_TOGETHER = {
    "catalogue.missing-rule",
    "catalogue.missing-sector-profile",
    "tender.missing",
    "tender.not-a-date",
    "tender.not-a-list",
    "tender.not-a-number",
    "tender.not-an-object",
    "tender.not-text",
    "tender.too-large",
    "tender.too-many",
    "tender.too-small",
    "tender.unknown-country",
    "tender.unknown-currency",
    "tender.unknown-field",
    "tender.unknown-sector",
    "tender.invalid-period",
    "tender.invalid-title",
}


def test_every_error_code_is_documented() -> None:
    page = ERRORS_PAGE.read_text("utf-8")
    documented = set(re.findall(r"[a-z0-9]+\.[a-z0-9-]+", page))
    assert sorted((_raised() | PUT_TOGETHER) - documented) == []


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("the library reached for the network or the clock")


class Clockless(datetime.datetime):
    now = utcnow = today = classmethod(refuse)


class Dateless(datetime.date):
    today = classmethod(refuse)


@pytest.fixture
def no_network_no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every socket and every clock an error."""
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for name in ("time", "time_ns", "localtime", "gmtime", "ctime", "strftime"):
        monkeypatch.setattr(time, name, refuse)
    monkeypatch.setattr(datetime, "datetime", Clockless)
    monkeypatch.setattr(datetime, "date", Dateless)


@pytest.mark.usefixtures("no_network_no_clock")
@pytest.mark.parametrize("kind", ["supplier-code", "tender-annex"])
@pytest.mark.parametrize("language", ["es", "en", "fr", "pt"])
def test_the_whole_line_needs_no_network_and_no_clock(kind: str, language: str) -> None:
    facts = files("clausekit.cli") / "tenders" / "chile-uniforms.json"
    tender = Tender.model_validate_json(facts.read_bytes())
    selection = clausekit.select(tender, clausekit.Catalogue.load())
    document = clausekit.assemble(selection, kind=kind, language=language)
    assert clausekit.render_docx(document).startswith(b"PK")


def test_the_public_names_are_those_that_are_promised() -> None:
    assert sorted(clausekit.__all__) == dir(clausekit)
    assert all(getattr(clausekit, name) is not None for name in clausekit.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = clausekit.nothing
