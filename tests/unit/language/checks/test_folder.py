"""Findings of whole files: what is missing, stale, unknown, unlike its namesake."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import polib
import pytest

from clausekit import Catalogue
from clausekit.catalogue.messages import Message, messages
from clausekit.errors import LanguageError, TranslationError, UnknownName
from clausekit.language.checks.finding import Finding, Severity
from clausekit.language.checks.run import check_folder
from clausekit.language.checks.status import measure_progress
from clausekit.resources import templates_root
from sets import FEW_THEMES, copy_sets

ALL = tuple(messages(Catalogue.load()))
MESSAGES = tuple(message for message in ALL if message.domain in FEW_THEMES)
TITLE = "buy.commit/title"


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """Return a folder with a copy of the shipped template sets, of a few themes alone."""
    return copy_sets(tmp_path / "templates", FEW_THEMES)


def _edit(sets: Path, change: Callable[[polib.POEntry], object], key: str = TITLE) -> None:
    path = sets / "es" / "clauses" / "buyer.po"
    parsed = polib.pofile(str(path), wrapwidth=0)
    change(next(entry for entry in parsed if entry.msgctxt == key))
    parsed.save(str(path))


def _findings(
    root: Path, languages: Iterable[str] = ("es",), known: Iterable[Message] = MESSAGES
) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in check_folder(root, known, languages):
        found.setdefault(finding.code, []).append(finding)
    return found


def test_the_shipped_translations_have_no_errors_and_few_warnings() -> None:
    found = list(check_folder(Path(str(templates_root())), ALL))
    assert [str(one) for one in found if one.severity is Severity.ERROR] == []
    warnings = [one for one in found if one.severity is Severity.WARNING]
    assert len(warnings) <= 3 * len(ALL) / 200  # one text in two hundred


def test_an_empty_text_is_missing(sets: Path) -> None:
    _edit(sets, lambda entry: setattr(entry, "msgstr", ""))
    (finding,) = _findings(sets)["missing"]
    assert (finding.key, finding.file) == (TITLE, "es/clauses/buyer.po")
    assert finding.line > 0


def test_a_text_without_an_entry_is_missing(sets: Path) -> None:
    (sets / "es" / "clauses" / "general.po").unlink()
    missing = _findings(sets)["missing"]
    assert len(missing) == sum(message.domain == "general" for message in MESSAGES)
    assert {finding.line for finding in missing} == {0}


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: setattr(entry, "msgid", "A former wording of the {buyer}"),
        lambda entry: entry.flags.append("fuzzy"),
    ],
)
def test_a_text_of_another_english_wording_is_stale(
    sets: Path, change: Callable[[polib.POEntry], object]
) -> None:
    _edit(sets, change)
    assert [finding.key for finding in _findings(sets)["stale"]] == [TITLE]
    rows = {row.file: row for row in measure_progress(sets, MESSAGES, ["es"])}
    assert (rows["buyer"].stale, rows["buyer"].missing) == (1, 0)
    assert rows["buyer"].done == rows["buyer"].texts - 1
    assert rows["buyer"].words_left > 0


def test_what_the_ledger_alone_knows_as_stale_names_no_former_wording(sets: Path) -> None:
    ledger = sets / "es" / "ledger" / "es.jsonl"
    lines = ledger.read_text("utf-8").splitlines()
    (row,) = (json.loads(line) for line in lines if f'"{TITLE}"' in line)
    changed = json.dumps({**row, "source": "0" * 16})
    kept = [changed if f'"{TITLE}"' in line else line for line in lines]
    ledger.write_bytes("\r\n".join(["\ufeff" + kept[0], *kept[1:], ""]).encode())
    (finding,) = _findings(sets)["stale"]
    assert (finding.key, finding.found) == (TITLE, "")
    assert finding.expected


@pytest.mark.parametrize(
    ("name", "text", "line", "told"),
    [
        ("es-CL.toml", "[language]\nx y = 1\n", 2, "This is not sound TOML"),
        ("es-CL.toml", "[supplier.x]\nform = 'a'\ngendr = 'm'\n", 0, "/supplier/x/gendr"),
        ("es-CL.toml", "[defaults]\nsupplier = 'suplier'\n", 0, "Did you mean 'supplier'?"),
        ("fr-CA.toml", "", 0, "fr-CA is no variant of es"),
    ],
)
def test_a_variant_that_cannot_be_used_is_told(
    sets: Path, name: str, text: str, line: int, told: str
) -> None:
    (sets / "es" / "variants" / name).write_text(text, "utf-8")
    (finding,) = _findings(sets)["unreadable"]
    assert (finding.file, finding.line) == (f"es/variants/{name}", line)
    assert told in finding.found
    assert finding.severity is Severity.ERROR


def test_a_file_that_cannot_be_read_is_told_with_what_to_do(sets: Path) -> None:
    file = next((sets / "es" / "clauses").glob("*.po"))
    file.write_text(file.read_text("utf-8") + "# a\n" * 300_000, "utf-8")
    (finding,) = _findings(sets)["unreadable"]
    assert finding.file == f"es/clauses/{file.name}"
    assert "larger than 1 MB. Take out what tools have added" in finding.found


def test_a_key_that_the_catalogue_lacks_is_told(sets: Path) -> None:
    _edit(sets, lambda entry: setattr(entry, "msgctxt", "buy.nothing/title"))
    found = _findings(sets)
    assert [finding.key for finding in found["unknown-key"]] == ["buy.nothing/title"]
    assert [finding.key for finding in found["missing"]] == [TITLE]


def test_one_heading_has_one_translation(tmp_path: Path) -> None:
    sets = copy_sets(tmp_path / "templates")
    headings = [message for message in ALL if message.key.endswith(("/title", ".title"))]
    seen: dict[str, str] = {}
    twin = next(one for one in headings if seen.setdefault(one.source, one.key) != one.key)
    path = sets / "es" / "clauses" / f"{twin.domain}.po"
    parsed = polib.pofile(str(path), wrapwidth=0)
    next(entry for entry in parsed if entry.msgctxt == twin.key).msgstr = "Otro título"
    parsed.save(str(path))
    found = _findings(sets, known=ALL)["inconsistent"]
    assert "Otro título" in {part for one in found for part in (one.found, one.expected[:11])}


def test_a_language_without_tables_is_told(sets: Path) -> None:
    (sets / "es" / "checks.toml").unlink()
    found = _findings(sets)
    assert len(found.pop("no-tables")) == 1
    # Words for numbers, duties and limits are in the tables; what needs none is checked.
    assert not {"modal", "negation", "inversion", "condition"} & found.keys()
    assert not {"placeholder", "syntax", "unchanged"} & found.keys()


def test_broken_tables_are_told_with_their_place(sets: Path) -> None:
    (sets / "es" / "checks.toml").write_text('twice = ["("]')
    with pytest.raises(LanguageError, match=r"es/checks.toml.*twice"):
        _findings(sets)
    (sets / "es" / "checks.toml").write_text("twice = [")
    with pytest.raises(LanguageError, match=r"no.* sound TOML"):
        _findings(sets)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[terms.child]\nmay_be_added = 2026-01-01", "terms/child/may_be_added"),
        ("same = [2026-01-01T10:00:00Z]", "same/0"),
        ("[numbers.also]\nboth = 10:00:00", "numbers/also/both"),
        ("[acronyms]\nUN = 2026-01-01", "acronyms/UN"),
    ],
)
def test_a_date_in_the_tables_is_told_with_its_place(sets: Path, text: str, place: str) -> None:
    (sets / "es" / "checks.toml").write_text(text)
    with pytest.raises(LanguageError) as caught:
        _findings(sets)
    assert [(fault.code, fault.where) for fault in caught.value.faults] == [
        ("language.bad-data", f"es/checks.toml: /{place}")
    ]


def test_all_broken_files_are_told_at_once(sets: Path) -> None:
    for name in ("buyer", "general"):
        (sets / "es" / "clauses" / f"{name}.po").write_bytes(b'msgid "\xff"')
    told = _findings(sets)["unreadable"]
    assert [one.file for one in told] == ["es/clauses/buyer.po", "es/clauses/general.po"]
    with pytest.raises(TranslationError) as caught:
        list(measure_progress(sets, MESSAGES, ["es"]))
    assert [fault.where for fault in caught.value.faults] == [one.file for one in told]


def test_a_language_that_is_not_there_is_told(sets: Path) -> None:
    with pytest.raises(UnknownName, match="no language 'et'"):
        _findings(sets, ["et"])


def test_a_folder_without_sets_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="no template sets"):
        _findings(tmp_path)


def test_the_text_of_a_variant_is_checked_too(sets: Path) -> None:
    path = sets / "fr" / "variants" / "fr-CA.po"
    parsed = polib.pofile(str(path), wrapwidth=0)
    message = next(message for message in MESSAGES if message.key == TITLE)
    parsed.append(polib.POEntry(msgctxt=TITLE, msgid=message.source, msgstr="Engagement"))
    parsed.save(str(path))
    (finding,) = _findings(sets, ["fr"])["placeholder"]
    assert finding.file == "fr/variants/fr-CA.po"


def test_a_finding_names_the_column(sets: Path) -> None:
    _edit(sets, lambda entry: setattr(entry, "msgstr", "Compromiso del {buyer}"))
    (finding,) = _findings(sets)["lead"]
    assert finding.column == len("Compromiso ") + 1
