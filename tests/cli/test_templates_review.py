"""Reviews, waivers, repairs and formats, as a user calls them; what is unreviewed is told."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import polib
import pytest

from clausekit.assembly import opening
from clausekit.language.checks.registry import CODES
from clausekit.language.fixing import fix_text, plan_fixes
from clausekit.language.ledger import fingerprint
from clausekit.language.locale import load_language
from clausekit.resources import templates_root
from sets import keep_themes

TITLE = "buy.commit/title"


@pytest.fixture
def sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the shipped sets that the command line takes for the shipped ones."""
    root = tmp_path / "templates"
    shutil.copytree(str(templates_root()), root)
    monkeypatch.setattr("clausekit.resources.templates_root", lambda: root)
    monkeypatch.setattr("clausekit.word.frame.templates_root", lambda: root)
    # Each command of a user is a process of its own, which reads the shipped wording anew.
    monkeypatch.setattr(opening, "_shipped", opening._shipped.__wrapped__)
    return root


@pytest.fixture
def few(sets: Path, few_texts: frozenset[str]) -> Path:
    """Return the same with a few themes alone, of which alone the commands know."""
    keep_themes(sets, few_texts)
    return sets


def _edit(sets: Path, text: str, language: str = "es") -> None:
    path = sets / language / "clauses" / "buyer.po"
    parsed = polib.pofile(str(path), wrapwidth=0)
    next(entry for entry in parsed if entry.msgctxt == TITLE).msgstr = text
    path.write_text(str(parsed) + "\n", "utf-8")


def _sign(run: Any, sets: Path, *more: object) -> Any:
    return run("templates", "review", sets, *more, "--reviewer", "A. Reader")


def test_what_nobody_signed_is_printed_and_told(run: Any, sets: Path, tender: Any) -> None:
    _sign(run, sets)
    _edit(sets, "Compromiso asumido por la {buyer}")
    out = sets.parent / "out"
    done = run("build", tender(), "-l", "es", "--kind", "tender-annex", "-o", out)
    assert done.exit_code == 0
    assert f"1 text no reviewer has signed: {TITLE}" in done.err
    (path,) = out.iterdir()
    with zipfile.ZipFile(path) as package:
        parts = [
            package.read(name).decode() for name in package.namelist() if "customXml/item" in name
        ]
    assert any(f'<unreviewed key="{TITLE}"/>' in part for part in parts)
    data = run("build", tender(), "-l", "es", "--kind", "tender-annex", "-o", out, "--json").data
    assert list(data["unreviewed"].values()) == [[TITLE]]


def test_reviewed_only_refuses_it_by_name(run: Any, sets: Path, tender: Any) -> None:
    _sign(run, sets)
    _edit(sets, "Compromiso asumido por la {buyer}")
    build = ("build", tender(), "-l", "es", "--kind", "tender-annex", "-o", sets.parent / "out")
    refused = run(*build, "--reviewed-only", "--json")
    assert refused.exit_code == 2
    assert refused.codes == ["translation.unreviewed"]
    assert TITLE in refused.err
    _sign(run, sets, TITLE, "-l", "es")
    assert run(*build, "--reviewed-only").err == ""


def test_a_clause_that_is_shown_tells_too(run: Any, sets: Path) -> None:
    _edit(sets, "Compromiso asumido por la {buyer}")
    shown = run("clauses", "show", "buy.commit", "-l", "es")
    assert TITLE in shown.err
    assert TITLE in run("clauses", "show", "buy.commit", "-l", "es", "--json").data["unreviewed"]
    assert run("clauses", "show", "buy.commit", "-l", "en").err == ""


def test_a_review_of_a_theme_signs_that_theme(run: Any, few: Path) -> None:
    shutil.rmtree(few / "es" / "ledger")
    signed = _sign(run, few, "-l", "es", "--theme", "buyer", "--json").data["signed"]
    rows = run("templates", "status", few, "-l", "es", "--json").data["files"]
    reviewed = {row["file"]: row["reviewed"] for row in rows if row["reviewed"]}
    assert reviewed == {"buyer": signed}


def test_a_review_passes_over_what_is_stale(run: Any, few: Path) -> None:
    path = few / "es" / "clauses" / "buyer.po"
    parsed = polib.pofile(str(path), wrapwidth=0)
    entry = next(entry for entry in parsed if entry.msgctxt == TITLE)
    entry.flags.append("fuzzy")
    path.write_text(str(parsed) + "\n", "utf-8")
    told = _sign(run, few, "-l", "es")
    assert f"1 stale, not signed: {TITLE}" in told.out
    signed = _sign(run, few, TITLE, "-l", "es").out
    assert "0 texts signed" in signed
    assert "1 signed already" in signed
    assert not polib.pofile(str(path)).find(TITLE, by="msgctxt").fuzzy


@pytest.mark.parametrize("text", ["Compromiso", "Compromiso de la {buyer", "De {la buyer}"])
def test_a_review_signs_nothing_that_cannot_be_printed(run: Any, few: Path, text: str) -> None:
    _edit(few, text)
    for keys in ((TITLE,), ()):
        told = _sign(run, few, *keys, "-l", "es")
        assert "0 texts signed" in told.out
        assert f"1 with placeholders at fault, not signed: {TITLE}" in told.out
    assert _sign(run, few, "-l", "es", "--json").data["unsound"] == [TITLE]


def test_a_waiver_holds_until_the_text_changes(run: Any, few: Path) -> None:
    _edit(few, "Compromiso del {buyer}")
    same = "inconsistent"  # another text has the same English heading

    def codes() -> list[str]:
        found = run("templates", "check", few, "-l", "es", "--json").data["findings"]
        return [one["code"] for one in found if one["key"] == TITLE and one["code"] != same]

    assert codes() == ["lead"]
    waive = ("templates", "waive", few, "lead", TITLE, "-l", "es", "--reason", 'We say "so".')
    assert run(*waive, "--by", "A. Reader").exit_code == 0
    assert codes() == []
    _edit(few, "Promesa del {buyer}")
    assert codes() == ["lead", "waiver-expired"]
    assert run(*waive, "--by", "A. Reader").exit_code == 0
    _edit(few, "Promesa de la {buyer}")
    assert run(*waive, "--by", "A. Reader").exit_code == 0
    assert codes() == ["waiver-unused"]


@pytest.mark.parametrize(
    ("code", "key", "told", "hint"),
    [
        ("missing", TITLE, "templates.not-waivable", "Mend the text."),
        ("leed", TITLE, "templates.unknown-code", "Did you mean 'lead'?"),
        ("lead", "buy.commit/titel", "templates.unknown-key", f"Did you mean '{TITLE}'?"),
    ],
)
def test_what_cannot_be_waived(
    run: Any, few: Path, code: str, key: str, told: str, hint: str
) -> None:
    done = run("templates", "waive", few, code, key, "-l", "es", "--reason", "x", "--by", "y",
               "--json")  # fmt: skip
    assert done.exit_code == 2
    assert done.codes == [told]
    assert json.loads(done.err)["error"]["hint"] == hint


def test_a_waiver_without_a_reason_is_refused(run: Any, few: Path) -> None:
    (few / "es" / "waivers.toml").write_text(
        '[[waiver]]\ncode = "lead"\nkey = "a"\nreason = ""\nby = "x"\nsource = "1"\ntarget = "2"\n'
    )
    done = run("templates", "check", few, "-l", "es")
    assert done.exit_code == 2
    assert "es/waivers.toml, line 1" in done.err


def test_repairs_change_nothing_but_form(run: Any, few: Path) -> None:
    _sign(run, few)
    _edit(few, "Compromiso  de la {buyer}\u200b ")
    assert run("templates", "check", few, "-l", "es", "--fix").exit_code == 0
    text = (few / "es" / "clauses" / "buyer.po").read_text("utf-8")
    assert 'msgstr "Compromiso de la {buyer}"' in text
    rows = run("templates", "status", few, "-l", "es", "--json").data["files"]
    assert all(row["reviewed"] == row["texts"] for row in rows)
    assert run("templates", "check", "--fix").exit_code == 2


@pytest.mark.parametrize("tag", ["es", "fr", "pt", "fr-CA", "pt-PT"])
@pytest.mark.parametrize(
    "text",
    ['Un "texto" , dos', "a  b\t c", "e\u0301tat", "¿Sí ?", "fin ;", '"', "(a )", "l’un : « oui »"],
)
def test_a_repair_keeps_the_fingerprint_and_needs_no_second(tag: str, text: str) -> None:
    language = load_language(tag)
    fixed = fix_text(text, language)
    assert fingerprint(fixed) == fingerprint(text)
    assert fix_text(fixed, language) == fixed


@pytest.mark.parametrize("code", ["es", "fr", "pt"])
def test_the_shipped_sets_need_no_repair(code: str) -> None:
    assert plan_fixes(templates_root(), [code]) == ({}, 0)


def test_sarif_has_every_rule_and_place(run: Any, few: Path) -> None:
    _edit(few, "Compromiso")
    done = run("templates", "check", few, "-l", "es", "--format", "sarif")
    assert done.exit_code == 1
    (ran,) = json.loads(done.out)["runs"]
    assert [rule["id"] for rule in ran["tool"]["driver"]["rules"]] == list(CODES)
    (result,) = [one for one in ran["results"] if one["ruleId"] == "placeholder"]
    assert result["level"] == "error"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("es/clauses/buyer.po")
    assert place["region"]["startLine"] > 1
    assert ran["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "placeholder"


def test_the_shipped_ledger_signs_every_text(run: Any) -> None:
    rows = run("templates", "status", "--json").data["files"]
    assert [row["file"] for row in rows if row["reviewed"] != row["texts"]] == []


def test_a_ledger_that_is_a_link_stays_one(run: Any, few: Path) -> None:
    place, shared = few / "es" / "ledger" / "es.jsonl", few.parent / "shared"
    place.rename(shared)
    place.symlink_to(shared)
    before = shared.read_bytes()
    _edit(few, "Compromiso asumido por la {buyer}")
    assert _sign(run, few).exit_code == 0
    assert place.is_symlink()
    assert b"A. Reader" in shared.read_bytes()
    assert b"A. Reader" not in before
