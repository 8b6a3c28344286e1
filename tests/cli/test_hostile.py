"""What strangers hand in to do harm: a code, a place, exit code 2, and nothing written."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from word_frames import SLOTS, frame_parts, paragraph, small_frame, zip_parts

from clausekit.resources import templates_root
from facts import tender_facts

WHOLE = json.dumps(tender_facts())
CASE = '{"clause": "fl.fees", "facts": ["Seen."], "known": "2027-03-01", "served": "2027-03-05"}'


def _standing(folder: Path) -> dict[str, bytes | str]:
    return {
        str(path.relative_to(folder)): "link" if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def _refuse(run: Any, folder: Path, *arguments: object) -> list[str]:
    """Run a command that must refuse, and return its codes."""
    before = _standing(folder)
    done = run(*arguments, "--json")
    assert (done.exit_code, done.out) == (2, "")
    faults = json.loads(done.err)["error"]["faults"]
    for fault in faults:
        assert re.fullmatch(r"[a-z]+(\.[a-z0-9]+(-[a-z0-9]+)*)+", fault["code"])
        assert fault["message"].endswith((".", "]", "}", ")")) or fault["hint"] or fault["where"]
        assert len(fault["message"]) < 3000
    assert _standing(folder) == before
    return [fault["code"] for fault in faults]


def _with(name: str, value: str) -> str:
    return f'{WHOLE[:-1]}, "{name}": {value}}}'


def _money(amount: str) -> str:
    return _with("value", f'{{"amount": {amount}, "currency": "CLP"}}')


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (WHOLE.replace("Uniforms", "a\\u0007b"), "tender.invalid-title"),
        (WHOLE.replace("Uniforms", "a\\u0000b"), "tender.invalid-title"),
        (WHOLE.replace("Uniforms", "a\\ud800b"), "tender.invalid-title"),
        (WHOLE.replace("Uniforms", "x" * 5_000_000), "tender.too-long"),
        (_with("\\udfff", "1"), "tender.not-text"),
        (_with("terms", '{"supplier": "\\udfff"}'), "tender.invalid-terms"),
        ("[" * 200_000, "tender.malformed-json"),
        (_with("x", "[" * 900 + "]" * 900), "tender.unknown-field"),
        (_with("x", '{"a":' * 900 + "1" + "}" * 900), "tender.unknown-field"),
        (_with("title", '"b"'), "tender.double-name"),
        (_with("value", '{"amount": 1, "amount": 2, "currency": "CLP"}'), "tender.double-name"),
        (_money("9" * 5000), "tender.malformed-json"),
        (_money("9" * 4000), "tender.too-large"),
        (_money("1e999999"), "tender.not-a-number"),
        (_money('"1e999999999"'), "tender.too-large"),
        (_money("NaN"), "tender.not-a-number"),
        (_money('"0E-99999999999999"'), "tender.money-decimals"),
        (_money('"1.000000000000000000000"'), "tender.money-decimals"),
        (_money("12345678901.0000001"), "tender.inexact-number"),
        (_money("1e-400"), "tender.inexact-number"),
        (_money("1e-99999999999999999999"), "tender.inexact-number"),
        (_money("0e99999999999999999999"), "tender.inexact-number"),
        (_money('"1e-99999999999999999999"'), "tender.not-a-number"),
        (_money('"0e99999999999999999999"'), "tender.not-a-number"),
        (_money("1." + "0" * 200), "tender.inexact-number"),
        (_with("dated", "0"), "tender.not-a-date"),
        (_with("dated", "1735689600000"), "tender.not-a-date"),
        (_with("dated", '"86400"'), "tender.not-a-date"),
        (_with("dated", "true"), "tender.not-a-date"),
        (_with("dated", '"2026-12-31T00:00:00"'), "tender.not-a-date"),
        (_with("period", '{"start": 0, "end": "2027-01-01"}'), "tender.not-a-date"),
        (_money("-Infinity"), "tender.not-a-number"),
        (_money('"sNaN"'), "tender.not-a-number"),
        (_money("true"), "tender.not-a-number"),
        (_with("dated", "1e308"), "tender.not-a-date"),
        ("null", "tender.not-an-object"),
        ("", "tender.malformed-json"),
    ],
    ids=lambda value: value if len(value) < 40 else value[-30:],
)
def test_facts_that_do_harm(run: Any, tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "tender.json"
    file.write_text(text, "utf-8")
    assert _refuse(run, tmp_path, "build", file, "-l", "en", "-o", tmp_path / "out") == [code]


@pytest.mark.parametrize("language", ["../../en", "../en", "e" * 100_000, "en\udcff", "/", "."])
def test_a_language_is_no_path(run: Any, tmp_path: Path, language: str) -> None:
    file = tmp_path / "tender.json"
    file.write_text(WHOLE, "utf-8")
    told = _refuse(run, tmp_path, "build", file, "-l", language, "-o", tmp_path / "out")
    assert set(told) == {"language.unknown"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 100_000, "case.malformed-json"),
        (" " * 5_000_000, "case.too-long"),
        (CASE.replace("Seen.", "\\ud800"), "case.invalid-facts"),
        (CASE.replace("2027-03-05", "9999-12-31"), "case.too-late"),
        (CASE.replace("fl.fees", "x" * 1_000_000), "case.invalid-clause"),
        (CASE.replace('"2027-03-05"', "1735689600"), "case.not-a-date"),
        (CASE.replace("}", ', "people_at_risk": "yes"}'), "case.invalid-people-at-risk"),
    ],
    ids=["deep", "long", "surrogate", "late", "name", "number", "word"],
)
def test_facts_of_a_failure_that_do_harm(run: Any, tmp_path: Path, text: str, code: str) -> None:
    file, facts = tmp_path / "tender.json", tmp_path / "facts.json"
    file.write_text(WHOLE, "utf-8")
    facts.write_text(text, "utf-8")
    kind = ("--kind", "notice-of-non-conformity", "--facts", facts)
    told = _refuse(run, tmp_path, "build", file, "-l", "en", *kind, "-o", tmp_path / "out")
    assert set(told) == {code}


FRAMES = {
    "attribute": (small_frame(paragraph("{{ buyer_name.__class__ }}") + SLOTS), "forbidden"),
    "item": (small_frame(paragraph("{{ buyer_name['__class__'] }}") + SLOTS), "forbidden"),
    "filter": (small_frame(paragraph("{{ buyer_name|attr('x') }}") + SLOTS), "forbidden"),
    "global": (small_frame(paragraph("{{ cycler.__init__ }}") + SLOTS), "forbidden"),
    "flood": (small_frame(paragraph("{{ buyer_name * 99999999 }}") + SLOTS), "forbidden"),
    "include": (small_frame(paragraph("{% include '/etc/passwd' %}") + SLOTS), "forbidden"),
    "bomb": (zip_parts({**frame_parts(), "word/a.png": bytes(120_000_000)}), "zip-bomb"),
    "picture": (
        small_frame(links=[("r9", "image", "http://x.example/a.png")], external=["r9"]),
        "external",
    ),
    "script": (
        small_frame(links=[("r9", "hyperlink", "javascript:alert(1)")], external=["r9"]),
        "external",
    ),
    "chunk": (small_frame(links=[("r9", "aFChunk", "x.html")]), "embedded"),
    "path": (zip_parts({**frame_parts(), "../evil.xml": "<x/>"}), "unsafe-name"),
}


@pytest.mark.parametrize("name", FRAMES)
def test_a_template_that_does_harm(run: Any, tmp_path: Path, name: str) -> None:
    content, code = FRAMES[name]
    file, frame = tmp_path / "tender.json", tmp_path / "frame.docx"
    file.write_text(WHOLE, "utf-8")
    frame.write_bytes(content)
    options = ("-l", "en", "--kind", "supplier-code", "--template", frame)
    told = _refuse(run, tmp_path, "build", file, *options, "-o", tmp_path / "out")
    assert set(told) == {f"frame.{code}"}


def test_what_a_template_is_called_inside_commands_no_terminal(run: Any, tmp_path: Path) -> None:
    links = [(f"r{n}", "image", f"http://x.example/{n}\x9b2J\u202e&#10;done") for n in range(300)]
    name = "word/\x1b]0;title\x07\r.xml"
    frame = frame_parts(links=links, external=[f"r{n}" for n in range(300)])
    file, template = tmp_path / "tender.json", tmp_path / "frame.docx"
    file.write_text(WHOLE, "utf-8")
    template.write_bytes(zip_parts({**frame, name: "<a"}))
    options = ("-l", "en", "--kind", "supplier-code", "-o", tmp_path / "out")
    broken = run("build", file, *options, "--template", template)
    template.write_bytes(zip_parts(frame))
    reaching = run("build", file, *options, "--template", template)
    for done in (broken, reaching):
        assert done.exit_code == 2
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", done.err)
    assert r"word/\x1b]0;title\x07\r.xml" in broken.err
    assert r"http://x.example/0\x9b2J\u202e⏎done" in reaching.err
    lines = reaching.err.splitlines()
    assert (lines[0], lines[-1]) == (
        "300 things are wrong:",
        "- and 200 more; with --json all are told.",
    )
    assert len(lines) == 202


def test_a_document_is_not_written_through_a_link(run: Any, tmp_path: Path) -> None:
    file, out, mine = tmp_path / "tender.json", tmp_path / "out", tmp_path / "mine"
    file.write_text(WHOLE, "utf-8")
    mine.write_text("mine")
    out.mkdir()
    (out / "tender-supplier-code.en.docx").symlink_to(mine)
    options = ("-l", "en", "--kind", "supplier-code", "-o", out)
    assert _refuse(run, tmp_path, "build", file, *options) == ["output.exists"]
    assert run("build", file, *options, "--overwrite").exit_code == 0
    assert mine.read_text() == "mine"


def test_a_batch_does_not_write_its_manifest_through_a_link(run: Any, tmp_path: Path) -> None:
    jobs, out = tmp_path / "jobs.jsonl", tmp_path / "out"
    jobs.write_text("{\n")
    out.mkdir()
    (out / "manifest.jsonl").symlink_to(tmp_path / "elsewhere")
    assert _refuse(run, tmp_path, "batch", jobs, "-o", out) == ["batch.not-a-manifest"]


def test_broken_lines_of_a_batch_are_told_and_nothing_else_comes_out(
    run: Any, tmp_path: Path
) -> None:
    job = json.dumps({"tender": tender_facts(), "kind": "supplier-code", "language": "en"})[:-1]
    lines = [
        "{", "[" * 100_000, "9" * 5000, "null", "[]", '"x"', "\xff", f'{job}, "kind": "x"}}',
        f'{job}, "template": "a\\u0000b"}}', f'{job}, "template": "\\udcff.docx"}}',
        f'{job.replace("en", "../en")}}}', f'{job}, "paper": "\\u0000"}}',
        job.replace("supplier-code", "x" * 10_000) + "}",
    ]  # fmt: skip
    jobs, out = tmp_path / "jobs.jsonl", tmp_path / "out"
    jobs.write_bytes("\n".join(lines).encode("latin-1"))
    done = run("batch", jobs, "-o", out, "--json")
    assert (done.exit_code, done.err) == (1, "")
    assert done.data["failed"] == len(lines)
    assert [path.name for path in out.iterdir()] == ["manifest.jsonl"]


UNIT = '<unit id="a" name="fl.fees/title"><segment><source>a</source>{}</segment></unit>'
FILE = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" '
    f'trgLang="es"><file id="f">{UNIT}</file></xliff>'
)


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the shipped sets."""
    return Path(shutil.copytree(str(templates_root()), tmp_path_factory.mktemp("sets") / "sets"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]>' + FILE.format("&b;"), "exchange.doctype"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a/>', "exchange.doctype"),
        (FILE.format("<target>&nbsp;</target>"), "exchange.malformed-xml"),
        (FILE.format("<target>&#xD800;</target>"), "exchange.malformed-xml"),
        ("<a>" * 100_000, "exchange.too-large"),
        ('<?xml version="1.0" encoding="rot13"?><a/>', "exchange.encoding"),
        ("<a " + " ".join(f'a{n}="x"' for n in range(100_000)) + "/>", "exchange.unknown-format"),
    ],
    ids=["entity", "external", "undeclared", "surrogate", "deep", "encoding", "attributes"],
)
def test_a_translation_that_does_harm(
    run: Any, tmp_path: Path, sets: Path, text: str, code: str
) -> None:
    file = tmp_path / "back.xlf"
    file.write_text(text, "utf-8")
    assert _refuse(run, sets, "templates", "import", file, sets, "-l", "es") == [code]


@pytest.mark.parametrize(
    "target",
    [
        '<target order="' + "9" * 5000 + '">x</target>',
        '<target>a<cp hex="D800"/></target>',
        '<target>a<cp hex="0"/></target>',
        '<target>a<cp hex="FFFF"/></target>',
        "<target>" + "x" * 1_000_000 + "</target>",
        "<target>" + "{" * 100_000 + "</target>",
    ],
    ids=["order", "surrogate", "nul", "no-character", "long", "braces"],
)
def test_a_text_that_does_harm_is_refused_by_itself(
    run: Any, tmp_path: Path, sets: Path, target: str
) -> None:
    before, file = _standing(sets), tmp_path / "back.xlf"
    file.write_text(FILE.format(target), "utf-8")
    done = run("templates", "import", file, sets, "-l", "es")
    assert done.exit_code == 1
    assert "refused fl.fees/title" in done.out + done.err
    assert _standing(sets) == before
