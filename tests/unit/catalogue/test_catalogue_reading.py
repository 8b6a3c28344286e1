"""A catalogue loads whole or not at all; a broken file is told with its line and a code."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clausekit.catalogue import catalogue, reader, reading
from clausekit.catalogue.catalogue import Catalogue
from clausekit.catalogue.messages import messages
from clausekit.errors import CatalogueError, UnknownName
from clausekit.model.blueprint import DEFINITIONS
from clausekit.resources import catalogue_root

CLAUSES = "clauses/forced-labour.yaml"


def test_the_shipped_catalogue_loads_whole(catalogue: Catalogue) -> None:
    folder = Path(str(catalogue_root())) / "clauses"
    written = sum(
        len(re.findall(r"^- id:", file.read_text("utf-8"), re.MULTILINE))
        for file in folder.iterdir()
    )
    assert len(catalogue.clauses) == written >= 18
    assert {"L0", "L1", "L2", "L3", "L4"} <= set(catalogue.ladders)


@pytest.mark.parametrize("give", [str, Path])
def test_it_loads_from_a_folder(give: Callable[[str], str | Path], broken: Any) -> None:
    assert Catalogue.load(give(str(broken.root))).clauses == Catalogue.load().clauses


def test_what_is_loaded_cannot_be_changed(catalogue: Catalogue) -> None:
    with pytest.raises(TypeError):
        catalogue.clauses["fl.ban"] = None  # type: ignore[index]
    with pytest.raises(AttributeError):
        catalogue.clauses = {}  # type: ignore[misc]


def test_keys_of_texts_are_unique_and_no_text_is_empty(catalogue: Catalogue) -> None:
    found = list(messages(catalogue))
    keys = [message.key for message in found]
    assert len(set(keys)) == len(keys)
    assert all(message.source.strip() == message.source != "" for message in found)


def test_every_clause_stands_in_both_kinds_of_document(catalogue: Catalogue) -> None:
    for plan in catalogue.blueprints.values():
        articles = {article for part in plan.parts for article in part.articles}
        assert set(catalogue.clauses) <= articles
        assert DEFINITIONS in articles


def test_a_clause_that_does_not_exist_is_told_with_the_nearest(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownName) as caught:
        catalogue.clause("fl.fee")
    assert (caught.value.code, caught.value.hint) == (
        "catalogue.unknown-clause",
        "Did you mean 'fl.fees'?",
    )


def _text(change: Callable[[str], str]) -> Callable[[Any, str], None]:
    def apply(copy: Any, name: str) -> None:
        copy.write(name, change((copy.root / name).read_text("utf-8")))

    return apply


def _data(change: Callable[[Any], object]) -> Callable[[Any, str], None]:
    return lambda copy, name: copy.edit(name, change)


def _remove(copy: Any, name: str) -> None:
    (copy.root / name).unlink()


def _raw(content: bytes) -> Callable[[Any, str], None]:
    return lambda copy, name: copy.write(name, content)


def _step(data: Any, ladder: str, step: str) -> Any:
    steps = next(record["steps"] for record in data if record["id"] == ladder)
    return next(record for record in steps if record["id"] == step)


# what is done, to which file -> code, pattern of the place, part of message or hint
BROKEN: list[tuple[str, Callable[[Any, str], None], str, str, str]] = [
    # the file
    (CLAUSES, _text(lambda text: text + "\n  - [\n"), "catalogue.malformed-yaml",
     r"forced-labour\.yaml, line \d+, column \d+", ""),
    ("rules.yaml", _text(lambda text: text + "core: again\n"), "catalogue.malformed-yaml",
     r"rules\.yaml, line \d+, column 1", "'core' stands twice"),
    ("rules.yaml", _text(lambda text: text + "? [a]\n: b\n"), "catalogue.malformed-yaml",
     r"rules\.yaml, line \d+, column 3", "a list"),
    (CLAUSES, _text(lambda text: text + "  announced_from: 2026-02-30\n"),
     "catalogue.malformed-yaml", r"forced-labour\.yaml, line \d+, column 19", "day"),
    (CLAUSES, _text(lambda text: text + "  announced_from: !!map [1]\n"),
     "catalogue.malformed-yaml", r"forced-labour\.yaml, line \d+, column 19", "mapping"),
    ("thresholds.yaml", _text(lambda text: text + "X: !!bool perhaps\n"),
     "catalogue.malformed-yaml", r"thresholds\.yaml, line \d+, column 4", "perhaps"),
    ("risk/ilab-tvpra-goods-2024.csv", _text(lambda text: text + "x" * 200_000),
     "catalogue.unreadable", "risk", "CSV"),
    ("phrases.yaml", _raw(b"a: \xff\n"), "catalogue.unreadable", r"phrases\.yaml", "UTF-8"),
    ("phrases.yaml", _raw(b"a: \x00\n"), "catalogue.unreadable", r"phrases\.yaml", "no YAML"),
    ("ladders.yaml", _remove, "catalogue.unreadable", r"ladders\.yaml", "No such file"),
    ("risk/ilab-tvpra-goods-2024.csv", _remove, "catalogue.unreadable", r"risk/ilab.*", ""),
    ("risk/crosswalk-ilab-cpv-unspsc.csv", _raw(b"a,b\n1,2\n"), "catalogue.missing-field",
     "risk", "column"),
    (CLAUSES, _raw(b""), "catalogue.no-record", r"forced-labour\.yaml", "empty"),
    ("definitions.yaml", _raw(b"5\n"), "catalogue.no-record", r"definitions\.yaml", "list"),
    ("definitions.yaml", _raw(b"a: b\n"), "catalogue.no-record", r"definitions\.yaml", "list"),
    ("phrases.yaml", _raw(b"- a\n"), "catalogue.no-record", r"phrases\.yaml", "maps"),
    ("phrases.yaml", _raw(b"a: 5\n"), "catalogue.no-record", r"phrases\.yaml", "maps"),
    ("thresholds.yaml", _raw(b"- a\n"), "catalogue.no-record", r"thresholds\.yaml", "maps"),
    (CLAUSES, _data(lambda data: data.append("text")), "catalogue.no-record",
     r"forced-labour\.yaml, line \d+", "mapping"),
    # the records
    (CLAUSES, _data(lambda data: data[0].pop("title")), "catalogue.missing-field",
     r"forced-labour\.yaml, line 1$", "fl.ban: title"),
    (CLAUSES, _data(lambda data: data[0].pop("verifications")), "catalogue.missing-field",
     r"forced-labour\.yaml, line 1$", "fl.ban: verifications"),
    (CLAUSES, _data(lambda data: data[0].update(titel="x")), "catalogue.unknown-field",
     r"forced-labour\.yaml, line \d+", "is not a field here. Did you mean 'title'?"),
    (CLAUSES, _data(lambda data: data[0]["paragraphs"][0].update(txt="x")),
     "catalogue.unknown-field", r"forced-labour\.yaml, line \d+", "Did you mean 'text'?"),
    (CLAUSES, _data(lambda data: data[0].update(tier="basics")), "catalogue.unknown-value",
     r"forced-labour\.yaml, line \d+", "Did you mean 'basic'?"),
    (CLAUSES, _data(lambda data: data[0].update(obligor="bidder")), "catalogue.unknown-value",
     r"forced-labour\.yaml, line \d+", "buyer"),
    (CLAUSES, _data(lambda data: data[0].update(version="1")), "catalogue.invalid-value",
     r"forced-labour\.yaml, line \d+", "version"),
    (CLAUSES, _data(lambda data: data[0].update(applies={})), "catalogue.broken-rule",
     r"forced-labour\.yaml, line \d+", "say when"),
    (CLAUSES, _data(lambda data: data[0].update(termination="now")), "catalogue.missing-field",
     r"forced-labour\.yaml, line \d+", "ground"),
    (CLAUSES, _data(lambda data: data[0].update(remedy="L9")), "catalogue.unknown-ladder",
     r"forced-labour\.yaml, line \d+", "L0, L1, L2"),
    (CLAUSES, _data(lambda data: data[0].update(remedy=["L3"])), "catalogue.unknown-ladder",
     r"forced-labour\.yaml, line \d+", ""),
    (CLAUSES, _data(lambda data: data.append(dict(data[0]))), "catalogue.duplicate-id",
     r"forced-labour\.yaml, line \d+", "'fl.ban' stands twice"),
    ("ladders.yaml", _data(lambda data: data.append(dict(data[0]))), "catalogue.duplicate-id",
     r"ladders\.yaml, line \d+", "'L0' stands twice"),
    ("ladders.yaml", _data(lambda data: data[0]["steps"].clear()), "catalogue.invalid-value",
     r"ladders\.yaml, line \d+", "steps"),
    ("ladders.yaml", _data(lambda data: data[0]["steps"][0].update(kind="withhold")),
     "catalogue.broken-rule", r"ladders\.yaml, line 1", "before any repair"),
    ("ending.yaml", _data(lambda data: data.update(notice="59 days")), "catalogue.broken-rule",
     r"forced-labour\.yaml, line \d+", "60 days' notice"),
    ("ending.yaml", _data(lambda data: data["hearing"].update(notice="9 days")),
     "catalogue.broken-rule", r"ending\.yaml, line 2", "at least 10 days"),
    ("ending.yaml", _data(lambda data: data["exit_assessment"].update(weighs=["communities"])),
     "catalogue.broken-rule", r"ending\.yaml, line \d+", "jobs-and-wages"),
    ("ending.yaml", _data(lambda data: data["suspension"].update(at_most="61 days")),
     "catalogue.broken-rule", r"ending\.yaml, line \d+", "1 to 60 days"),
    ("sectors.yaml", _data(lambda data: data[0].update(sector="textile")),
     "catalogue.unknown-value", r"sectors\.yaml, line 1", "'textiles'"),
    ("thresholds.yaml", _data(lambda data: data.update(ZZZ=data["CLP"])),
     "catalogue.broken-rule", r"thresholds\.yaml, line \d+", "unknown currency"),
    ("thresholds.yaml", _data(lambda data: data["CLP"].pop("large_from")),
     "catalogue.missing-field", r"thresholds\.yaml, line \d+", "large_from"),
    ("thresholds.yaml", _data(lambda data: data["CLP"].update(large_from=1)),
     "catalogue.broken-rule", r"thresholds\.yaml, line \d+", "small and large"),
    ("instruments.yaml", _data(lambda data: data[0].update(confidence="sure")),
     "catalogue.unknown-value", r"instruments\.yaml, line \d+", "high"),
    ("documents/supplier-code.yaml", _data(lambda data: data.update(id="tender-annex")),
     "catalogue.invalid-value", r"supplier-code\.yaml, line 1$", "'supplier-code'"),
    # time to be heard and to act does not shrink
    ("ladders.yaml", _data(lambda data: _step(data, "L4", "hearing").update(within="9 days")),
     "catalogue.broken-rule", r"ladders\.yaml, line \d+", "at least 10 days"),
    ("ladders.yaml", _data(lambda data: _step(data, "L4", "access").update(
        within={"standard": "20 days", "small": "19 days"})),
     "catalogue.broken-rule", r"ladders\.yaml, line \d+", "a small supplier gets less time"),
    ("ladders.yaml", _data(lambda data: _step(data, "L4", "access").update(
        within={"standard": "20 days", "advanced": "10 days"})),
     "catalogue.broken-rule", r"ladders\.yaml, line \d+", "does not hang on the tier"),
    ("ladders.yaml", _data(lambda data: _step(data, "L0", "notice").update(
        starts="previous-step")),
     "catalogue.broken-rule", r"ladders\.yaml, line \d+", "waits for one before it"),
    # facts on risks, topics and the budget
    ("risk/lists.yaml", _data(lambda data: data.pop(0)), "catalogue.missing-list",
     "risk/lists.yaml", "'ilab-goods'"),
    ("risk/lists.yaml", _data(lambda data: data.pop(2)), "catalogue.missing-list",
     "risk/lists.yaml", "'sectors'"),
    ("risk/services.yaml", _data(lambda data: data["services"][0]["risks"].append(
        data["services"][0]["risks"][0])),
     "catalogue.broken-rule", r"services\.yaml, line \d+", "names risks twice: safety"),
    ("risk/lists.yaml", _data(lambda data: data[0].update(date="2024-09")),
     "catalogue.invalid-value", r"lists\.yaml, line \d+", "date"),
    ("risk/services.yaml", _data(lambda data: data["services"][0]["risks"][0].pop("source")),
     "catalogue.broken-rule", r"services\.yaml, line \d+", "no source and no basis"),
    ("risk/services.yaml", _data(lambda data: data["services"][0].update(sector="building")),
     "catalogue.unknown-value", r"services\.yaml, line \d+", "sector"),
    ("topics.yaml", _data(lambda data: data.append(dict(data[0]))), "catalogue.duplicate-id",
     r"topics\.yaml, line \d+", "'T01' stands twice"),
    ("safeguards.yaml", _data(lambda data: data[0].update(id="people-last")),
     "catalogue.unknown-value", r"safeguards\.yaml, line 1", "'people-first'"),
    ("burden.yaml", _data(lambda data: data["yearly"].pop("micro")), "catalogue.broken-rule",
     r"burden\.yaml, line \d+", "micro, small, medium and large"),
    ("burden.yaml", _data(lambda data: data["metrics"].pop("basic")), "catalogue.broken-rule",
     r"burden\.yaml, line \d+", "each tier"),
    ("burden.yaml", _data(lambda data: data["metrics"].update(basic=9)), "catalogue.broken-rule",
     r"burden\.yaml, line \d+", "no smaller budget"),
    ("burden.yaml", _data(lambda data: data["yearly"]["micro"].update(
        dict.fromkeys(("basic", "intermediate", "advanced"), 9000))),
     "catalogue.broken-rule", r"burden\.yaml, line \d+", "no larger budget"),
    ("documents/tender-annex.yaml", _data(lambda data: data["parts"][0]["articles"].pop(1)),
     "catalogue.broken-rule", r"tender-annex\.yaml, line 1", "definitions"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "breaks", "code", "place", "told"), BROKEN)
def test_a_broken_file_is_told_with_place_and_code(
    broken: Any,
    name: str,
    breaks: Callable[[Any, str], None],
    code: str,
    place: str,
    told: str,
) -> None:
    breaks(broken, name)
    fault = next(fault for fault in broken.faults() if fault.code == code)
    assert re.match(place, fault.where), fault.where
    assert told in f"{fault.message} {fault.hint}"


@pytest.mark.parametrize("name", ["ilab-tvpra-goods-2024", "crosswalk-ilab-cpv-unspsc"])
def test_a_row_that_breaks_off_is_read_as_far_as_it_goes(broken: Any, name: str) -> None:
    _text(lambda text: text.rstrip() + "\nBricks\n")(broken, f"risk/{name}.csv")
    assert Catalogue.load(broken.root).clauses


def test_a_file_that_is_no_theme_is_not_overlooked(broken: Any) -> None:
    (broken.root / CLAUSES).rename(broken.root / "clauses" / "forced-labor.yaml")
    fault = broken.faults()[0]
    assert (fault.code, fault.where) == ("catalogue.unknown-theme", "clauses/forced-labor.yaml")
    assert "'forced-labour.yaml'" in fault.hint


def test_a_folder_that_is_not_there_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as caught:
        Catalogue.load(tmp_path / "none")
    (fault,) = caught.value.faults
    assert (fault.code, fault.where) == ("catalogue.unreadable", str(tmp_path / "none"))


def test_faults_of_several_files_come_together(broken: Any) -> None:
    broken.edit(CLAUSES, lambda data: data[0].pop("title"))
    broken.edit("clauses/buyer.yaml", lambda data: data[0].update(tier="x"))
    broken.edit("definitions.yaml", lambda data: data[0].pop("term"))
    broken.edit("definitions.yaml", lambda data: data[1].update(id="Not A Slug"))
    assert {fault.where.split(",")[0] for fault in broken.faults() if fault.where} == {
        "definitions.yaml"
    }
    broken.edit("definitions.yaml", lambda data: (data.pop(0), data.pop(0)))
    assert {fault.where.split(",")[0] for fault in broken.faults()} >= {
        "forced-labour.yaml",
        "buyer.yaml",
    }


def test_a_file_read_again_is_read_as_it_is_now(tmp_path: Path) -> None:
    file, faults = tmp_path / "a.yaml", reading.Faults()
    file.write_text("a: [1]")
    first = reading.read_yaml(file, faults)
    first["a"].append(2)
    assert reading.read_yaml(file, faults) == {"a": [1]}, "who reads has data of his own"
    file.write_text("a: [3]")
    assert reading.read_yaml(file, faults) == {"a": [3]}
    file.write_text("a: 1\na: 2")
    for _ in range(2):
        assert reading.read_yaml(file, told := reading.Faults()) is None
        assert [fault.code for fault in told] == ["catalogue.malformed-yaml"]


def test_an_empty_folder_is_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as caught:
        Catalogue.load(tmp_path)
    named = {fault.where for fault in caught.value.faults}
    assert {"ladders.yaml", "instruments.yaml", "sectors.yaml", "tender-annex.yaml"} <= named


def test_every_code_of_reading_is_broken_on_purpose() -> None:
    modules = (reading, reader, catalogue)
    sources = "".join(Path(module.__file__).read_text("utf-8") for module in modules)
    raised = set(re.findall(r'"(catalogue\.[a-z-]+)"', sources))
    tested = {code for _, _, code, _, _ in BROKEN}
    elsewhere = {"catalogue.unknown-theme", "catalogue.unknown-clause"}
    assert raised == tested | elsewhere
