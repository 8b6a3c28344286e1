"""``clausekit templates export``, ``import`` and ``parties``, as a user calls them."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import polib
import pytest

from clausekit import Catalogue
from clausekit.catalogue.messages import messages
from clausekit.exchange.units import Standing
from clausekit.language.po import read_po
from exchange_samples import Sets


@pytest.fixture
def whole(tmp_path: Path, catalogue: Catalogue) -> Sets:
    """Return a copy of the shipped template sets."""
    return Sets(tmp_path / "templates", tuple(messages(catalogue)))


@pytest.fixture
def sets(tmp_path: Path, catalogue: Catalogue, few_texts: frozenset[str]) -> Sets:
    """Return a copy of the shipped template sets; they and the catalogue have a few themes."""
    return Sets(tmp_path / "templates", tuple(messages(catalogue)), few_texts)


@pytest.mark.parametrize(
    ("form", "texts"), [("xliff-2.0", "whole"), ("xliff-1.2", "sets"), ("docx", "sets")]
)
def test_out_and_in_again_changes_nothing(
    run: Any, request: pytest.FixtureRequest, tmp_path: Path, form: str, texts: str
) -> None:
    sets: Sets = request.getfixturevalue(texts)
    before, file = sets.bytes(), tmp_path / "out"
    done = run("templates", "export", sets.root, "-l", "fr", "--format", form, "-o", file)
    assert (done.exit_code, done.out) == (0, f"{file}\n")
    done = run("templates", "import", file, sets.root, "--json")
    assert done.exit_code == 0
    assert done.data["counts"] == {
        "taken": 0, "unchanged": len(sets.messages), "refused": 0, "unknown": 0, "missing": 0,
    }  # fmt: skip
    assert done.data["changed"] == []
    assert sets.bytes() == before


def _export(run: Any, sets: Sets, file: Path, *more: str) -> str:
    command = ("templates", "export", sets.root, "-l", "fr", "--format", "xliff-1.2", "-o", file)
    assert run(*command, "--overwrite", *more).exit_code == 0
    return file.read_text("utf-8")


def test_sound_texts_are_written_and_bad_ones_stay(run: Any, sets: Sets, tmp_path: Path) -> None:
    file = tmp_path / "back.xlf"
    text = _export(run, sets, file, "--theme", "forced-labour")
    text = text.replace("Interdiction du travail forcé", "Prohibition du travail forcé")
    text = text.replace("En particulier, il est interdit au ", "En particulier, il est permis au ")
    file.write_text(text, "utf-8")
    before = sets.bytes()
    done = run("templates", "import", file, sets.root, "--dry-run", "--json")
    assert (done.exit_code, done.data["dry_run"], sets.bytes()) == (1, True, before)
    done = run("templates", "import", file, sets.root, "--json")
    assert done.exit_code == 1
    told = {text["key"]: text for text in done.data["texts"] if text["outcome"] != "unchanged"}
    assert {key: one["outcome"] for key, one in told.items()} == {
        "fl.ban/title": "taken",
        "fl.ban/paragraph.forms": "refused",
    }
    problem = told["fl.ban/paragraph.forms"]["problems"][0]
    assert (problem["code"], problem["severity"]) == ("modal", "error")
    assert problem["found"] or problem["expected"]
    ledger = sets.root / "fr" / "ledger" / "fr.jsonl"
    assert done.data["changed"] == [str(sets.file("forced-labour", "fr")), str(ledger)]
    changed = [name for name, content in sets.bytes().items() if content != before[name]]
    assert changed == ["fr/clauses/forced-labour.po"]
    assert sets.units("fr")["fl.ban/title"].standing is Standing.UNREVIEWED
    again = run("templates", "import", file, sets.root)
    assert "0 taken" in again.err
    assert "error[modal]" in again.out
    assert "back.xlf, line " in again.out


def test_a_file_is_parsed_once_to_judge_its_texts_and_to_write_them(
    run: Any, sets: Sets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, po = tmp_path / "back.xlf", sets.file("forced-labour", "fr")
    text = _export(run, sets, file, "--theme", "forced-labour")
    file.write_text(text.replace("Interdiction du travail", "Prohibition du travail"), "utf-8")
    key = '# A remark.\nmsgctxt "fl.ban"\n"/title"\n'
    before = po.read_text("utf-8").replace('msgctxt "fl.ban/title"\n', key)
    po.write_text(before, "utf-8")
    parse, parsed = polib.pofile, []

    def count(content: str, **options: Any) -> polib.POFile:
        parsed.append(content)
        return parse(content, **options)

    monkeypatch.setattr(polib, "pofile", count)
    assert run("templates", "import", file, sets.root).exit_code == 0
    assert [content for content in parsed if "# A remark." in content] == [before]
    written = po.read_text("utf-8").split('msgctxt "fl.ban/title"')
    assert "# A remark.\n" in written[0]
    assert 'msgstr "Prohibition du travail forcé"' in written[1]


def test_the_files_of_two_people_come_in_one_after_the_other(
    run: Any, sets: Sets, tmp_path: Path
) -> None:
    one, two = tmp_path / "one.xlf", tmp_path / "two.xlf"
    text = _export(run, sets, one, "--theme", "forced-labour")
    ban, fees = "Interdiction du travail forcé", "Interdiction des commissions de recrutement"
    one.write_text(text.replace(ban, "Prohibition du travail forcé"), "utf-8")
    two.write_text(text.replace(fees, "Absence de commissions de recrutement"), "utf-8")
    for file in (one, two):
        done = run("templates", "import", file, sets.root, "--json")
        assert (done.exit_code, done.data["counts"]["taken"]) == (0, 1)
    texts = {key: unit.target for key, unit in sets.units("fr").items()}
    assert texts["fl.ban/title"] == "Prohibition du travail forcé"
    assert texts["fl.fees/title"] == "Absence de commissions de recrutement"
    before = sets.bytes()
    two.write_text(text.replace(ban, "Proscription du travail forcé"), "utf-8")
    done = run("templates", "import", two, sets.root)
    assert (done.exit_code, sets.bytes()) == (1, before)
    assert "error[exchange.overtaken]" in done.out
    done = run("templates", "import", two, sets.root, "--overwrite")
    assert done.exit_code == 0
    assert sets.units("fr")["fl.ban/title"].target == "Proscription du travail forcé"


@pytest.mark.parametrize("form", ["xliff-2.0", "xliff-1.2"])
@pytest.mark.parametrize("first", [("--reviewer", "A. Reader"), ()])
def test_a_file_that_comes_in_again_signs_nothing_that_it_did_not_sign_before(
    run: Any, sets: Sets, tmp_path: Path, form: str, first: tuple[str, ...]
) -> None:
    file, ledger = tmp_path / "back.xlf", sets.root / "fr" / "ledger" / "fr.jsonl"
    command = ("templates", "export", sets.root, "-l", "fr", "--format", form, "-o", file)
    assert run(*command, "--theme", "forced-labour").exit_code == 0
    assert sets.units("fr")["fl.ban/title"].standing is Standing.REVIEWED
    text = file.read_text("utf-8")
    file.write_text(text.replace("Interdiction du travail", "Prohibition du travail"), "utf-8")
    command = ("templates", "import", file, sets.root, "--json")
    cut_off = ledger.read_bytes()
    done = run(*command, *first)
    assert (done.data["counts"]["taken"], done.data["signed"]) == (1, 0)
    whole = ledger.read_bytes()
    for before in (whole, cut_off):
        ledger.write_bytes(before)
        done = run(*command, "--reviewer", "A. Reader")
        assert (done.data["counts"]["taken"], done.data["signed"]) == (0, 0)
        assert ledger.read_bytes() == whole
    final = {"xliff-2.0": ('"reviewed"', '"final"'), "xliff-1.2": ("signed-off", "final")}
    file.write_text(file.read_text("utf-8").replace(*final[form]), "utf-8")
    assert run(*command, "--reviewer", "A. Reader").data["signed"] == 1


@pytest.mark.parametrize("form", ["xliff-2.0", "xliff-1.2"])
def test_a_translation_that_comes_back_reviewed_is_signed_where_it_went_out_unsigned(
    run: Any, sets: Sets, tmp_path: Path, form: str
) -> None:
    file, key = tmp_path / "back.xlf", "fl.ban/title"
    sets.write("forced-labour", {key: "Interdiction du travail forcé ou obligatoire"}, "fr")
    command = ("templates", "export", sets.root, "-l", "fr", "--format", form, "-o", file)
    assert run(*command, "--only", "unreviewed").exit_code == 0
    text = file.read_text("utf-8").replace("Interdiction du travail", "Prohibition du travail")
    name = {"xliff-2.0": "reviewed", "xliff-1.2": "signed-off"}[form]
    file.write_text(text.replace('state="translated"', f'state="{name}"'), "utf-8")
    done = run("templates", "import", file, sets.root, "--reviewer", "A. Reader", "--json")
    assert done.data["counts"]["taken"] == 1
    assert sets.units("fr")[key].standing is Standing.REVIEWED


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "templates.no-reviewer"),
        ("\u00a0 ", "templates.no-reviewer"),
        ("\u0301", "templates.no-reviewer"),
        ("R" * 201, "templates.no-reviewer"),
        ("\u200b", "usage.wrong"),
        ("A\u202eB", "usage.wrong"),
    ],
)
def test_a_name_that_nobody_can_read_signs_nothing(
    run: Any, sets: Sets, tmp_path: Path, name: str, code: str
) -> None:
    file = tmp_path / "back.xlf"
    text = _export(run, sets, file, "--theme", "forced-labour")
    file.write_text(text.replace("Interdiction du travail", "Prohibition du travail"), "utf-8")
    before = sets.bytes()
    for command in (("import", file, sets.root), ("review", sets.root, "-l", "fr")):
        done = run("templates", *command, "--reviewer", name, "--json")
        assert (done.exit_code, done.codes) == (2, [code])
    assert sets.bytes() == before


def test_only_and_theme_choose(run: Any, sets: Sets, tmp_path: Path) -> None:
    sets.write("buyer", {"buy.commit/title": ""}, "fr")
    sets.make_stale("ending", "end.suspend/title", "fr")
    file = tmp_path / "out.xlf"
    text = _export(run, sets, file, "--only", "missing,stale")
    assert text.count("<trans-unit ") == 2
    assert _export(run, sets, file, "--only", "missing").count("<trans-unit ") == 1
    assert _export(run, sets, file, "--theme", "general").count('<file original="') == 1


def test_nothing_wanted_writes_nothing(run: Any, sets: Sets, tmp_path: Path) -> None:
    file = tmp_path / "out.xlf"
    command = ("templates", "export", sets.root, "-l", "es", "--format", "docx", "-o", file)
    done = run(*command, "--only", "missing", "--json")
    assert (done.exit_code, done.data["file"], done.data["texts"]) == (0, None, 0)
    assert not file.exists()


@pytest.mark.parametrize("form", ["tmx", "tbx"])
def test_memory_and_glossary_hold_all_languages(
    run: Any, sets: Sets, tmp_path: Path, form: str
) -> None:
    file = tmp_path / "out"
    done = run("templates", "export", sets.root, "--format", form, "-o", file, "--json")
    assert (done.exit_code, done.data["format"]) == (0, form)
    text = file.read_text("utf-8")
    assert all(f'xml:lang="{code}"' in text for code in ("en", "es", "fr", "pt"))
    one = run("templates", "export", sets.root, "--format", form, "-l", "pt", "-o", tmp_path / "b")
    assert one.exit_code == 0
    assert 'xml:lang="fr"' not in (tmp_path / "b").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (("-l", "fr", "--format", "xliff-2.0", "--theme", "forced-labor"),
         ["exchange.unknown-theme"]),
        (("-l", "de", "--format", "xliff-2.0"), ["language.unknown"]),
        (("-l", "fr", "--format", "xliff-2.0", "--only", "old"), ["usage.wrong"]),
        (("-l", "fr", "-l", "es", "--format", "docx"), ["usage.wrong"]),
        (("--format", "docx"), ["usage.wrong"]),
        (("--format", "tmx", "--theme", "buyer"), ["usage.wrong"]),
        (("-l", "fr", "--format", "csv"), ["usage.wrong"]),
    ],
)  # fmt: skip
def test_bad_usage_of_export(
    run: Any, sets: Sets, tmp_path: Path, arguments: tuple[str, ...], codes: list[str]
) -> None:
    file = tmp_path / "out"
    done = run("templates", "export", sets.root, "-o", file, "--json", *arguments)
    assert (done.exit_code, done.codes, file.exists()) == (2, codes, False)


def test_an_export_overwrites_nothing_unasked(run: Any, sets: Sets, tmp_path: Path) -> None:
    file = tmp_path / "out"
    file.write_text("work of an agency", "utf-8")
    command = ("templates", "export", sets.root, "-l", "fr", "--format", "xliff-2.0", "-o", file)
    done = run(*command, "--json")
    assert (done.exit_code, done.codes) == (2, ["output.exists"])
    assert file.read_text("utf-8") == "work of an agency"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<xliff", "exchange.malformed-xml"),
        (b"<!DOCTYPE a><a/>", "exchange.doctype"),
        (b"plain text", "exchange.unknown-format"),
        (b'<xliff version="1.2"/>', "exchange.no-language"),
        (b'<xliff version="1.2"><file target-language="fr"/></xliff>', "exchange.no-units"),
        (None, "exchange.unreadable"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(
    run: Any, sets: Sets, tmp_path: Path, content: bytes | None, code: str
) -> None:
    before, file = sets.bytes(), tmp_path / "back.xlf"
    if content is not None:
        file.write_bytes(content)
    done = run("templates", "import", file, sets.root, "--json")
    assert (done.exit_code, done.codes) == (2, [code])
    assert sets.bytes() == before


def test_a_file_of_another_language_is_refused(run: Any, sets: Sets, tmp_path: Path) -> None:
    file = tmp_path / "out.xlf"
    _export(run, sets, file)
    done = run("templates", "import", file, sets.root, "-l", "es", "--json")
    assert (done.exit_code, done.codes) == (2, ["exchange.other-language"])


def test_the_sets_inside_an_installed_package_are_not_written_into(
    run: Any, sets: Sets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "out.xlf"
    _export(run, sets, file)
    (sets.root.parent / "py.typed").touch()
    monkeypatch.setattr("clausekit.resources.templates_root", lambda: sets.root)
    done = run("templates", "import", file, "--json")
    assert (done.exit_code, done.codes) == (2, ["exchange.no-folder"])
    assert run("templates", "import", file, "--dry-run").exit_code == 0
    inside = tmp_path / "sets.zip"
    with zipfile.ZipFile(inside, "w") as archive:
        for path in sorted(sets.root.rglob("*")):
            if path.suffix in {".po", ".toml"}:
                archive.write(path, path.relative_to(sets.root))
    monkeypatch.setattr("clausekit.resources.templates_root", lambda: zipfile.Path(inside))
    done = run("templates", "import", file, "--json")
    assert done.codes == ["exchange.no-folder"]
    out = tmp_path / "zip.docx"
    assert run("templates", "export", "-l", "fr", "--format", "docx", "-o", out).exit_code == 0


# --- parties


def test_parties_shows_what_differs(run: Any, sets: Sets) -> None:
    done = run("templates", "parties", "--templates", sets.root, "-l", "fr", "buy.commit/title")
    assert done.exit_code == 0
    assert done.out.splitlines()[0] == "fr buy.commit/title"
    assert "de la Commune" in done.out
    assert done.err == "1 text, 0 with a word to look at.\n"


def test_parties_as_data(run: Any) -> None:
    done = run("templates", "parties", "-l", "en", "-l", "es", "fl.fees", "--json")
    assert done.data["names"]["es"]["supplier"]["masculine"] == "Proveedor"
    assert {text["language"] for text in done.data["texts"]} == {"en", "es"}
    keys = {text["key"] for text in done.data["texts"]}
    assert all(key.startswith("fl.fees/") for key in keys)
    first = done.data["texts"][0]["parties"]["supplier"][0]
    assert set(first["words"]) == {"singular", "plural", "vowel"}
    assert first["following"]


def test_parties_names_what_does_not_change(run: Any, sets: Sets) -> None:
    text = {"buy.commit/title": "El {supplier} queda obligado por la {buyer}"}
    sets.write("buyer", text)
    command = ("templates", "parties", "--templates", sets.root, "-l", "es", "--suspects")
    done = run(*command, "--json")
    assert [one["key"] for one in done.data["texts"]] == ["buy.commit/title"]
    words = "El {supplier} queda obligado"
    assert done.data["texts"][0]["suspects"] == [{"party": "supplier", "words": words}]
    assert words in run(*command).out


def test_parties_tells_where_a_text_stands_that_cannot_be_read(run: Any, sets: Sets) -> None:
    file = sets.file("buyer", "fr")
    texts = {
        "buy.commit/title": "Le {supplier} {",
        "buy.commit/paragraph.statement": "{buyer}\nici",
    }
    sets.write("buyer", texts, "fr")
    lines = {entry.msgctxt: entry.linenum for entry in read_po(file)}
    done = run("templates", "parties", "--templates", sets.root, "-l", "fr", "--json", "buy.*")
    assert done.exit_code == 2
    told = {fault["code"]: fault["where"] for fault in json.loads(done.err)["error"]["faults"]}
    for code, key, column in (
        ("language.unbalanced-brace", "buy.commit/title", 15),
        ("language.control-character", "buy.commit/paragraph.statement", 8),
    ):
        assert told[code] == f"fr/clauses/buyer.po, line {lines[key]}, {key}, column {column}"


@pytest.mark.parametrize("form", ["docx", "tbx", "xliff-2.0"])
def test_a_folder_without_english_is_exported(
    run: Any, sets: Sets, tmp_path: Path, form: str
) -> None:
    shutil.rmtree(sets.root / "en")
    command = ("templates", "export", sets.root, "-l", "fr", "--format", form)
    assert run(*command, "-o", tmp_path / "out").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("fl.feez",), "translation.unknown-key"),
        (("zz.*",), "translation.unknown-key"),
        (("-l", "de"), "language.unknown"),
    ],
)
def test_bad_usage_of_parties(run: Any, arguments: tuple[str, ...], code: str) -> None:
    done = run("templates", "parties", "--json", *arguments)
    assert (done.exit_code, done.codes) == (2, [code])


def test_a_misspelt_key_is_told_with_the_nearest(run: Any) -> None:
    assert "Did you mean 'fl.fees'?" in run("templates", "parties", "fl.feez").err
