"""``clausekit build``: the documents that are asked for, whole, or none."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from commands import files_in, process

Write = Callable[..., Path]
KINDS = ("supplier-code", "tender-annex")


def test_build_writes_both_kinds_in_every_language_asked_for(
    run: Any, tender: Write, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = run("build", tender(), "-l", "en", "-l", "en-CA", "-o", out)
    assert (done.exit_code, done.err) == (0, "")
    names = [f"tender-{kind}.{tag}.docx" for kind in KINDS for tag in ("en", "en-CA")]
    assert files_in(out) == sorted(names)
    assert sorted(done.out.split()) == sorted(str(out / name) for name in names)
    assert all(zipfile.is_zipfile(out / name) for name in names)


def test_build_takes_the_languages_of_the_tender(run: Any, tender: Write, tmp_path: Path) -> None:
    done = run("build", tender(languages=["en"]), "--kind", "tender-annex", "-o", tmp_path / "out")
    assert done.exit_code == 0
    assert files_in(tmp_path / "out") == ["tender-tender-annex.en.docx"]


def test_build_tells_its_files_as_json(run: Any, tender: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("build", tender(), "-l", "en", "--kind", "supplier-code", "-o", out, "--json")
    path = out / "tender-supplier-code.en.docx"
    assert done.data == {"schema": "clausekit.build/1", "files": [str(path)]}


CASE = {"clause": "fl.fees", "facts": ["Seen."], "known": "2027-03-01", "served": "2027-03-05"}


def _case(folder: Path, **changes: Any) -> Path:
    file = folder / "facts.json"
    file.write_text(json.dumps({**CASE, **changes}), "utf-8")
    return file


def test_build_writes_a_notice_from_its_facts(run: Any, tender: Write, tmp_path: Path) -> None:
    kinds = ("--kind", "notice-of-non-conformity", "--kind", "corrective-action-plan",
             "--kind", "reasons-file")  # fmt: skip
    args = ("-o", tmp_path / "out", "--facts", _case(tmp_path))
    done = run("build", tender(sector="textiles"), "-l", "en", *kinds, *args)
    assert (done.exit_code, done.err) == (0, "")
    assert len(files_in(tmp_path / "out")) == 3


@pytest.mark.parametrize(
    ("kind", "case", "code"),
    [
        ("notice-of-non-conformity", None, "document.case-missing"),
        ("declaration", {}, "document.case-not-used"),
        ("notice-of-non-conformity", {"clause": "fl.feez"}, "case.unknown-clause"),
        ("notice-of-non-conformity", {"known": "soon"}, "case.not-a-date"),
        ("notice-of-non-conformity", {"served": "9999-12-31"}, "case.too-late"),
    ],
)
def test_facts_that_are_missing_or_do_not_fit_are_told(
    run: Any, tender: Write, tmp_path: Path, kind: str, case: Any, code: str
) -> None:
    facts = () if case is None else ("--facts", _case(tmp_path, **case))
    args = ("-l", "en", "--kind", kind, "-o", tmp_path / "out", "--json", *facts)
    done = run("build", tender(sector="textiles"), *args)
    assert (done.exit_code, done.codes) == (2, [code])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("paper", "width"), [("a4", "11906"), ("letter", "12240")])
def test_build_prints_on_the_paper_asked_for(
    run: Any, tender: Write, tmp_path: Path, paper: str, width: str
) -> None:
    args = ("--kind", "tender-annex", "-o", tmp_path, "--paper", paper)
    assert run("build", tender(), "-l", "en", *args).exit_code == 0
    with zipfile.ZipFile(tmp_path / "tender-tender-annex.en.docx") as package:
        document = package.read("word/document.xml").decode()
    assert f'w:w="{width}"' in document


def test_built_twice_the_files_are_the_same(run: Any, tender: Write, tmp_path: Path) -> None:
    args = ("build", tender(), "-l", "en", "-o", tmp_path / "out")
    assert run(*args).exit_code == 0
    first = {name: (tmp_path / "out" / name).read_bytes() for name in files_in(tmp_path / "out")}
    assert run(*args).exit_code == 0, "the same content may be written again"
    assert first == {
        name: (tmp_path / "out" / name).read_bytes() for name in files_in(tmp_path / "out")
    }


def test_a_file_that_somebody_edited_is_kept(run: Any, tender: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    edited = out / "tender-tender-annex.en.docx"
    edited.write_bytes(b"edited by hand")
    done = run("build", tender(), "-l", "en", "-o", out, "--json")
    assert (done.exit_code, done.codes) == (2, ["output.exists"])
    assert json.loads(done.err)["error"]["where"] == str(edited)
    assert files_in(out) == [edited.name], "nothing is written beside it either"
    assert edited.read_bytes() == b"edited by hand"
    assert run("build", tender(), "-l", "en", "-o", out, "--overwrite").exit_code == 0
    assert zipfile.is_zipfile(edited)


BAD_INPUT: list[tuple[dict[str, Any], tuple[str, ...], list[str]]] = [
    ({"sector": "textile"}, (), ["tender.unknown-sector"]),
    ({"buyer": {"name": "x", "country": "XX"}}, (), ["tender.unknown-country"]),
    ({"value": {"amount": 1, "currency": "ZZZ"}}, (), ["tender.unknown-currency"]),
    ({"value": {"amount": -1, "currency": "CLP"}}, (), ["tender.too-small"]),
    ({"period": {"start": "2027-02-01", "end": "2027-01-01"}}, (), ["tender.invalid-period"]),
    ({"sector": "x", "tier": "y"}, (), ["tender.unknown-sector", "tender.unknown-tier"]),
    ({}, ("-l", "de"), ["language.unknown"]),
    ({}, ("-l", "de", "-l", "xx"), ["language.unknown", "language.unknown"]),
    ({}, (), ["build.no-language"]),
    ({"languages": ["xx"]}, (), ["language.unknown"]),
    ({"terms": {"supplier": "nobody"}}, ("-l", "en"), ["language.unknown-choice"]),
    ({"value": {"amount": "1.2345", "currency": "CLP"}}, ("-l", "en"), ["tender.money-decimals"]),
    ({}, ("-l", "en", "--kind", "letter"), ["document.unknown-kind"]),
    ({}, ("-l", "en", "--paper", "a3"), ["document.unknown-paper"]),
    (
        {},
        ("-l", "de", "--kind", "letter", "--paper", "a3"),
        ["document.unknown-kind", "language.unknown", "document.unknown-paper"],
    ),
    (
        {"sector": "x"},
        ("-l", "de", "--kind", "letter", "--paper", "a3"),
        [
            "tender.unknown-sector",
            "document.unknown-kind",
            "language.unknown",
            "document.unknown-paper",
        ],
    ),
    ({}, ("-l", "en", "--papr", "a4"), ["usage.wrong"]),
    (
        {},
        ("-l", "en", "--kind", "tender-annex", "--template", "none.docx"),
        ["frame.unreadable"],
    ),
    ({}, ("-l", "en", "--template", "none.docx"), ["usage.wrong"]),
    (
        {"languages": ["en", "es"]},
        ("--kind", "tender-annex", "--template", "none.docx"),
        ["usage.wrong"],
    ),
]


@pytest.mark.parametrize(("facts", "options", "codes"), BAD_INPUT)
def test_bad_input_is_told_and_nothing_is_written(
    run: Any,
    tender: Write,
    tmp_path: Path,
    facts: Mapping[str, Any],
    options: tuple[str, ...],
    codes: list[str],
) -> None:
    out = tmp_path / "out"
    done = run("build", tender(**facts), "-o", out, "--json", *options)
    assert done.exit_code == 2
    assert done.out == ""
    assert done.codes == codes
    assert not out.exists()


def test_a_fault_that_is_found_late_names_its_file_too(
    run: Any, tender: Write, tmp_path: Path
) -> None:
    facts = _case(tmp_path, clause="fl.feez", known="2027-03-05")
    bad = {"languages": ["en", "xx"], "terms": {"supplier": "nobody"}}
    kind = ("--kind", "notice-of-non-conformity", "--facts", facts, "-o", tmp_path / "out")
    done = run("build", tender(sector="textiles", **bad), *kind, "--json")
    faults = json.loads(done.err)["error"]["faults"]
    assert (done.exit_code, (tmp_path / "out").exists()) == (2, False)
    assert {(fault["code"], fault["where"]) for fault in faults} == {
        ("case.unknown-clause", f"{facts}#/clause"),
        ("language.unknown", f"{tmp_path / 'tender.json'}#/languages/1"),
        ("language.unknown-choice", f"{tmp_path / 'tender.json'}#/terms/supplier"),
    }


def test_a_template_is_named_by_its_path_alone(run: Any, tender: Write, tmp_path: Path) -> None:
    options = ("--kind", "tender-annex", "--template", tmp_path / "none.docx", "-o", tmp_path)
    done = run("build", tender(), "-l", "en", *options, "--json")
    assert json.loads(done.err)["error"]["where"] == str(tmp_path / "none.docx")


def test_two_files_with_faults_are_told_together(run: Any, tender: Write, tmp_path: Path) -> None:
    kind = ("--kind", "notice-of-non-conformity", "-o", tmp_path / "out")
    facts = ("--facts", _case(tmp_path, known="soon"))
    done = run("build", tender(sector="textile"), "-l", "en", *kind, *facts, "--json")
    assert (done.exit_code, done.codes) == (2, ["tender.unknown-sector", "case.not-a-date"])


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b'{"title": "x", y}', "tender.malformed-json", "line 1, column 16"),
        (b"\xff\xfe", "tender.not-utf8", ""),
        (b"[]", "tender.not-an-object", "/"),
        (None, "tender.unreadable", ""),
    ],
)
def test_a_file_that_is_no_tender_is_named(
    run: Any, tmp_path: Path, content: bytes | None, code: str, place: str
) -> None:
    path = tmp_path / "notice.json"
    if content is not None:
        path.write_bytes(content)
    for command in (("build", path, "-l", "en"), ("explain", path)):
        done = run(*command, "--json")
        assert (done.exit_code, done.codes) == (2, [code])
        assert str(path) in json.loads(done.err)["error"]["where"]
        assert place in json.loads(done.err)["error"]["where"]


def test_the_same_bytes_whatever_the_hash_seed(tender: Write, tmp_path: Path) -> None:
    facts = {"codes": ["CPV 18110000"], "origins": ["BD", "VN"], "tier": "advanced"}
    path = tender(**facts)
    found = []
    for seed in ("0", "424242"):
        out = tmp_path / seed
        done = process("build", path, "-l", "en", "-o", out, env={"PYTHONHASHSEED": seed})
        assert done.returncode == 0, done.stderr.decode()
        found.append({name: (out / name).read_bytes() for name in files_in(out)})
    assert found[0] == found[1]
    assert len(found[0]) == 2
