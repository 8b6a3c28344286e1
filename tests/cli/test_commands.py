"""Every command: data on stdout, talk on stderr, the exit code that is promised, whole files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

from clausekit.cli.app import cli
from clausekit.cli.output import write_all
from clausekit.errors import InputError

Write = Callable[..., Path]
KINDS = ("supplier-code", "tender-annex")


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


# --- build


def test_build_writes_both_kinds_in_every_language_asked_for(
    run: Any, tender: Write, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = run("build", tender(), "-l", "en", "-l", "en-CA", "-o", out)
    assert (done.exit_code, done.err) == (0, "")
    names = [f"tender-{kind}.{tag}.docx" for kind in KINDS for tag in ("en", "en-CA")]
    assert _files(out) == sorted(names)
    assert sorted(done.out.split()) == sorted(str(out / name) for name in names)
    assert all(zipfile.is_zipfile(out / name) for name in names)


def test_build_takes_the_languages_of_the_tender(run: Any, tender: Write, tmp_path: Path) -> None:
    done = run("build", tender(languages=["en"]), "--kind", "tender-annex", "-o", tmp_path / "out")
    assert done.exit_code == 0
    assert _files(tmp_path / "out") == ["tender-tender-annex.en.docx"]


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
    assert len(_files(tmp_path / "out")) == 3


@pytest.mark.parametrize(
    ("kind", "case", "code"),
    [
        ("notice-of-non-conformity", None, "document.case-missing"),
        ("declaration", {}, "document.case-not-used"),
        ("notice-of-non-conformity", {"clause": "fl.feez"}, "case.unknown-clause"),
        ("notice-of-non-conformity", {"known": "soon"}, "case.not-a-date"),
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
    first = {name: (tmp_path / "out" / name).read_bytes() for name in _files(tmp_path / "out")}
    assert run(*args).exit_code == 0, "the same content may be written again"
    assert first == {
        name: (tmp_path / "out" / name).read_bytes() for name in _files(tmp_path / "out")
    }


def test_a_file_that_somebody_edited_is_kept(run: Any, tender: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    edited = out / "tender-tender-annex.en.docx"
    edited.write_bytes(b"edited by hand")
    done = run("build", tender(), "-l", "en", "-o", out, "--json")
    assert (done.exit_code, done.codes) == (2, ["output.exists"])
    assert json.loads(done.err)["error"]["where"] == str(edited)
    assert _files(out) == [edited.name], "nothing is written beside it either"
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
    ({"value": {"amount": "1.2345", "currency": "CLP"}}, ("-l", "en"), ["language.money-decimals"]),
    ({}, ("-l", "en", "--kind", "letter"), ["usage.wrong"]),
    ({}, ("-l", "en", "--paper", "a3"), ["usage.wrong"]),
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


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b'{"title": "x",}', "tender.malformed-json", "line 1, column 15"),
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


def test_faults_are_told_to_people_too(run: Any, tender: Write) -> None:
    done = run("explain", tender(sector="textile", tier="top"))
    assert done.exit_code == 2
    assert done.out == ""
    lines = done.err.splitlines()
    assert lines[0] == "2 things are wrong:"
    assert "#/sector: 'textile' is not a known sector. [tender.unknown-sector]" in lines[1]
    assert lines[2].strip() == "Did you mean 'textiles'?"


# --- a folder that cannot be written to


def test_a_folder_that_is_a_file_is_told(run: Any, tender: Write, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    done = run("build", tender(), "-l", "en", "-o", tmp_path / "taken" / "deeper", "--json")
    assert (done.exit_code, done.codes) == (2, ["output.not-written"])


def test_a_name_too_long_for_the_disk_is_told(run: Any, tender: Write, tmp_path: Path) -> None:
    done = run("build", tender(), "-l", "en", "-o", tmp_path / ("x" * 300), "--json")
    assert (done.exit_code, done.codes) == (2, ["output.not-written"])


def test_a_folder_in_the_place_of_a_document_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    with pytest.raises(InputError, match=r"output\.not-written"):
        write_all({tmp_path / "a.docx": b"x"}, overwrite=False)


def _clausekit(*arguments: str | bytes, **options: Any) -> subprocess.CompletedProcess[bytes]:
    source = Path(__file__).parents[2] / "src"
    environment = {**os.environ, "PYTHONPATH": str(source), **options.pop("env", {})}
    command = [sys.executable, "-m", "clausekit", *arguments]
    return subprocess.run(command, env=environment, stderr=subprocess.PIPE, check=False, **options)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8:strict"])
def test_any_text_can_be_printed(encoding: str) -> None:
    settings = {"env": {"PYTHONIOENCODING": encoding}, "stdout": subprocess.PIPE}
    shown = _clausekit("clauses", "show", "fl.fees", "-l", "fr", **settings)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert "é" in shown.stdout.decode("utf-8")
    refused = _clausekit("explain", b"\xff.json", **settings)
    assert refused.returncode == 2
    assert "tender.unreadable" in refused.stderr.decode("utf-8")


def test_json_is_utf8_whatever_the_file_is_called(tender: Write, tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/\xff"
    try:
        os.mkdir(folder)
    except OSError:
        pytest.skip("this disk takes UTF-8 names only")
    arguments = ("build", str(tender()), "-l", "en", "--kind", "tender-annex", "-o", folder)
    built = _clausekit(*arguments, "--json", stdout=subprocess.PIPE)
    (path,) = json.loads(built.stdout.decode("utf-8"))["files"]
    assert Path(path).is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_an_output_that_is_full_is_told(options: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = _clausekit("clauses", "list", *options, stdout=full)
    assert done.returncode == 2
    told = done.stderr.decode("utf-8")
    assert "output.not-written" in told
    assert "Traceback" not in told


@pytest.mark.skipif(os.geteuid() == 0, reason="for root no folder is read-only")
def test_a_read_only_folder_is_told(run: Any, tender: Write, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    done = run("build", tender(), "-l", "en", "-o", folder, "--json")
    assert (done.exit_code, done.codes) == (2, ["output.not-written"])
    assert _files(folder) == []


@pytest.mark.parametrize("failing", ["mkstemp", "fsync"])
def test_a_disk_that_fails_leaves_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    standing = tmp_path / "a.docx"
    standing.write_bytes(b"before")
    calls = []

    def fail(*arguments: object, **options: object) -> object:
        calls.append(arguments)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return real(*arguments, **options)

    module = import_module("tempfile" if failing == "mkstemp" else "os")
    real = getattr(module, failing)
    monkeypatch.setattr(module, failing, fail)
    with pytest.raises(InputError, match="No space left"):
        write_all({standing: b"after", tmp_path / "b.docx": b"new"}, overwrite=True)
    assert _files(tmp_path) == ["a.docx"]
    assert standing.read_bytes() == b"before"


def test_documents_have_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_all({tmp_path / "a.docx": b"x"}, overwrite=False)
    assert (tmp_path / "a.docx").stat().st_mode == (tmp_path / "plain").stat().st_mode


# --- explain


def test_explain_gives_every_clause_a_reason(run: Any, tender: Write, catalogue: Any) -> None:
    facts = {"sector": "textiles", "codes": ["CPV 18110000"], "origins": ["BD", "PT"]}
    done = run("explain", tender(**facts, supplier_size="micro"), "--json")
    assert (done.exit_code, done.err) == (0, "")
    assert done.data["schema"] == "clausekit.explain/1"
    assert done.data["lighter_set"] is True
    assert [row["clause"] for row in done.data["decisions"]] == list(catalogue.clauses)
    for row in done.data["decisions"]:
        assert set(row) == {
            "clause", "version", "included", "rule", "facts", "reason", "also", "depth",
        }  # fmt: skip
        assert row["reason"].endswith(".")
    assert {row["presence"] for row in done.data["origins"]} == {"listed", "not-listed"}
    for row in done.data["origins"] + done.data["services"]:
        assert row["source"]
        assert row["edition"]
        assert row["date"].startswith("20")
    assert [row["title"] for row in done.data["codes"]] == ["Occupational clothing"]
    assert [row["size"] for row in done.data["effort"]] == ["micro", "small", "medium", "large"]
    assert done.data["warnings"] == []


def test_explain_tells_of_services_and_of_codes_that_do_not_exist(run: Any, tender: Write) -> None:
    codes = ["CPV 90910000", "CPV 55110000", "CPV 99999999"]
    path = tender(codes=codes, sector="cleaning", procurement="services")
    rows = run("explain", path, "--json").data
    assert [row["presence"] for row in rows["services"]] == ["listed", "not-listed", "unknown"]
    assert {"risk", "why", "source", "basis"} == set(rows["services"][0]["risks"][0])
    assert [row["code"] for row in rows["warnings"]] == ["selection.unknown-code"]
    readable = run("explain", path).out
    assert "CPV 90910000 (Cleaning services): listed" in readable
    assert "low-wages: Nearly all of the price is wages" in readable
    assert "(ILO-C094 art. 2(1))" in readable
    assert "no code 99999999. [selection.unknown-code]" in readable


def test_explain_is_readable(run: Any, tender: Write) -> None:
    done = run("explain", tender(codes=["CPV 18110000"], origins=["BD"], supplier_size="small"))
    assert done.exit_code == 0
    assert done.out.startswith("In:\n")
    assert "\nOut:\n" in done.out
    assert "CPV 18110000 (Occupational clothing) from Bangladesh (BD): listed: Garm" in done.out
    assert "2024, of 2024-09-05." in done.out
    assert "Hours of work that the set asks of a supplier" in done.out
    assert "[risk-of-origin]" in done.out
    assert "lighter wording" in done.out


# --- catalogue


def test_the_shipped_catalogue_has_no_finding(run: Any, catalogue: Any) -> None:
    done = run("catalogue", "check", "--json")
    assert (done.exit_code, done.err) == (0, "")
    assert done.data["schema"] == "clausekit.catalogue-check/1"
    assert done.data["findings"] == []
    assert done.data["clauses"] == len(catalogue.clauses)
    readable = run("catalogue", "check")
    assert (readable.exit_code, readable.out) == (0, "")
    assert "no finding" in readable.err


def test_findings_of_a_catalogue_are_told_with_file_line_and_code(run: Any, broken: Any) -> None:
    def spoil(data: Any) -> None:
        data[0]["paragraphs"][0]["text"] = "The {supplier} shall act within 5 days."
        data[1]["paragraphs"][0]["sources"] = ["ILO-C92 art. 1"]

    broken.edit("clauses/forced-labour.yaml", spoil)
    done = run("catalogue", "check", broken.root, "--json")
    assert (done.exit_code, done.err) == (1, "")
    rows = {row["code"]: row for row in done.data["findings"]}
    assert set(rows) == {"catalogue.literal-number", "catalogue.unknown-instrument"}
    for row in rows.values():
        assert set(row) == {"code", "message", "file", "line", "column", "where", "hint"}
        assert row["file"] == "forced-labour.yaml"
        assert row["line"] > 0
        assert row["hint"]
    readable = run("catalogue", "check", broken.root)
    assert readable.exit_code == 1
    assert "[catalogue.unknown-instrument]" in readable.out
    assert "2 findings." in readable.err


def test_a_file_that_is_no_yaml_is_told_with_its_column(run: Any, broken: Any) -> None:
    broken.write("rules.yaml", "core: a\ncore: b\n")
    (row,) = run("catalogue", "check", broken.root, "--json").data["findings"]
    assert (row["file"], row["line"], row["column"]) == ("rules.yaml", 2, 1)


def test_a_catalogue_that_is_not_there_is_bad_usage(run: Any, tmp_path: Path) -> None:
    done = run("catalogue", "check", tmp_path / "nowhere", "--json")
    assert (done.exit_code, done.codes) == (2, ["usage.wrong"])


# --- clauses


def test_clauses_list(run: Any, catalogue: Any) -> None:
    done = run("clauses", "list", "--json")
    assert done.exit_code == 0
    assert done.data["schema"] == "clausekit.clauses/1"
    rows = {row["id"]: row for row in done.data["clauses"]}
    assert list(rows) == list(catalogue.clauses)
    assert rows["fl.fees"]["may_end_contract"] is True
    assert rows["fl.fees"]["ladder"] == "L3"
    topics = {row["id"]: row for row in done.data["topics"]}
    assert list(topics) == [f"T{number:02}" for number in range(1, 57)]
    assert all(set(row) == {"id", "name", "theme", "clauses"} for row in topics.values())
    assert all(set(row["clauses"]) <= set(rows) for row in topics.values())
    readable = run("clauses", "list")
    assert len(readable.out.splitlines()) == len(rows)


def test_clauses_show(run: Any) -> None:
    done = run("clauses", "show", "fl.fees", "-l", "en", "--json")
    assert done.exit_code == 0
    assert done.data["schema"] == "clausekit.clause/1"
    assert done.data["clause"]["id"] == "fl.fees"
    text = "\n".join(done.data["text"])
    for part in (
        "Recruitment Fee", "worker-interviews", "ILO-C181", "L3 ->", "sixty (60)",
        "for workers, migrant-workers", "flow-down: all-flagged", "(outcome)", "(S1)",
    ):  # fmt: skip
        assert part in text
    assert not re.search(r"\{[a-z]", text)
    assert run("clauses", "show", "fl.fees", "-l", "en").out.strip() == text


@pytest.mark.parametrize("language", ["es", "en", "fr", "pt", "es-CL", "pt-PT"])
@pytest.mark.parametrize("name", ["fl.fees", "mon.cap", "buy.practice", "end.terminate"])
def test_clauses_are_shown_in_every_language(run: Any, name: str, language: str) -> None:
    done = run("clauses", "show", name, "-l", language)
    assert (done.exit_code, done.err) == (0, "")
    assert done.out.startswith(f"{name} ")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("clauses", "show", "fl.fee"), "catalogue.unknown-clause"),
        (("clauses", "show", "fl.fees", "-l", "xx"), "language.unknown"),
        (("clauses", "show"), "usage.wrong"),
        (("clauses", "lst"), "usage.wrong"),
        (("biuld",), "usage.wrong"),
        (("explain",), "usage.wrong"),
    ],
)
def test_bad_usage_is_told_as_json(run: Any, arguments: tuple[str, ...], code: str) -> None:
    done = run(*arguments, "--json")
    assert (done.exit_code, done.codes, done.out) == (2, [code], "")


def test_bad_usage_is_told_to_people(run: Any) -> None:
    done = run("biuld")
    assert done.exit_code == 2
    assert "No such command 'biuld'" in done.err


# --- demo


def test_demo_builds_three_tenders_in_four_languages(run: Any, tmp_path: Path) -> None:
    done = run("demo", "-o", tmp_path / "out", "--json")
    assert (done.exit_code, done.err) == (0, "")
    assert done.data["schema"] == "clausekit.demo/1"
    assert len(done.data["tenders"]) == 3
    files = [path for paths in done.data["tenders"].values() for path in paths]
    assert len(files) == len(set(files)) == 24
    assert all(zipfile.is_zipfile(path) for path in files)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {Path(f).name for f in files}


def test_demo_says_what_to_look_at(run: Any, tmp_path: Path) -> None:
    done = run("demo", "-o", tmp_path / "out")
    assert done.exit_code == 0
    for name in ("chile-uniforms", "jalisco-forms", "montreal-testing"):
        assert re.search(rf"^{name}: .*Look at", done.out, re.MULTILINE)


# --- templates update


def test_templates_update_changes_nothing_the_second_time(run: Any, tmp_path: Path) -> None:
    for code in ("en", "es"):
        (tmp_path / code).mkdir()
        (tmp_path / code / "terms.toml").touch()
    first = run("templates", "update", tmp_path, "--json")
    assert first.exit_code == 0
    assert first.data["schema"] == "clausekit.templates-update/1"
    assert len(first.data["changed"]) == len(list(tmp_path.rglob("*.po"))) > 10
    assert not (tmp_path / "en" / "clauses").exists()
    assert run("templates", "update", tmp_path, "--json").data["changed"] == []


# --- the whole


def _commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    context = click.Context(group)
    found: list[tuple[str, ...]] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            found += _commands(command, (*path, name))
        else:
            found.append((*path, name))
    return found


@pytest.mark.parametrize("command", _commands(cli), ids=" ".join)
def test_help_has_an_example_and_json(run: Any, command: tuple[str, ...]) -> None:
    done = run(*command, "--help")
    assert (done.exit_code, done.err) == (0, "")
    assert re.search(rf"Examples?:\n\s+clausekit {' '.join(command)}", done.out)
    assert "--json" in done.out
    assert run(*command, "-h").out == done.out


def test_help_names_the_exit_codes_and_what_this_is_not(run: Any) -> None:
    done = run("--help")
    assert done.exit_code == 0
    said = " ".join(done.out.split())
    assert "0 done, 1 findings, 2 bad usage or input, 101 a fault of clausekit" in said
    assert "no legal advice" in said


def test_version(run: Any) -> None:
    done = run("--version")
    assert done.exit_code == 0
    assert re.fullmatch(r"\d+(\.\d+)*\S*\n", done.out)


def test_a_fault_of_ours_is_told_as_such(
    run: Any, tender: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr("clausekit.select", broken, raising=False)
    done = run("explain", tender())
    assert done.exit_code == 101
    assert done.out == ""
    assert "ZeroDivisionError: of ours" in done.err
    assert "not of your input" in done.err


def _process(*arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    source = Path(__file__).resolve().parents[2] / "src"
    environment = {**os.environ, "PYTHONPATH": str(source), **options.pop("env", {})}
    command = [sys.executable, "-m", "clausekit", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, check=False, **options)


def test_the_exit_code_reaches_the_shell(tender: Write, tmp_path: Path) -> None:
    assert _process("explain", tender()).returncode == 0
    assert _process("explain", tender(sector="x")).returncode == 2
    assert _process("nothing").returncode == 2


def test_a_reader_that_goes_away_is_no_fault(tender: Write) -> None:
    source = Path(__file__).resolve().parents[2] / "src"
    process = subprocess.Popen(
        [sys.executable, "-m", "clausekit", "explain", str(tender()), "--json"],
        env={**os.environ, "PYTHONPATH": str(source)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert told == b""


def test_the_same_bytes_whatever_the_hash_seed(tender: Write, tmp_path: Path) -> None:
    facts = {"codes": ["CPV 18110000"], "origins": ["BD", "VN"], "tier": "advanced"}
    path = tender(**facts)
    found = []
    for seed in ("0", "424242"):
        out = tmp_path / seed
        done = _process("build", path, "-l", "en", "-o", out, env={"PYTHONHASHSEED": seed})
        assert done.returncode == 0, done.stderr.decode()
        found.append({name: (out / name).read_bytes() for name in _files(out)})
    assert found[0] == found[1]
    assert len(found[0]) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_any_terminal_can_show_it(tender: Write, encoding: str) -> None:
    path = tender(codes=["CPV 18110000"], origins=["BD"])
    done = _process("explain", path, env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert done.returncode == 0, done.stderr.decode()
