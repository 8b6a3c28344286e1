"""The measures of the benchmark, each with its goal."""

from __future__ import annotations

import io
import itertools
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from unittest import mock

from annex import (
    KIND,
    LANGUAGE,
    TENDER_FILE,
    annex,
    facts_to_document,
    other_facts,
    other_tenders,
    small_annexes,
)
from clock import Ratio, Series, compare_pairs, median, take_turns
from docxtpl import DocxTemplate
from installed import install, run_python
from twin import compare, context_data, load_context, template_for

from clausekit import Catalogue, Document, render_docx
from clausekit.assembly.memory import memory_of
from clausekit.selection.selection import known_decisions
from clausekit.word import load_frame
from clausekit.word.drafts import Drafts

__all__ = ["QUICK", "Effort", "Measure", "measure_all", "render_both", "skip_check"]

HERE: Final = Path(__file__).resolve().parent
_OTHERS: Final = 30
"""Tenders that share their articles, taken in turn: none is printed twice in a row."""
OURS, UNCHECKED, THEIRS = "clausekit", "clausekit, unchecked", "docxtpl"


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure.

    Args:
        rounds: Rounds that count, for one document.
        warm_ups: Rounds before them.
        processes: Rounds of whole processes.
        batch: Documents in a batch.
        batches: Rounds of batches.
        sizes: Articles, from small to large.
        turns: How often they take turns, each in a process of its own.
        read: The clock, or ``read_processor``.
    """

    rounds: int = 61
    warm_ups: int = 3
    processes: int = 15
    batch: int = 200
    batches: int = 7
    sizes: tuple[int, ...] = (45, 450, 4500)
    turns: int = 11
    read: Callable[[], float] = time.perf_counter


QUICK: Final = Effort(1, 0, 1, 2, 1, (2, 4), 1)


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table.

    Args:
        name: What was measured.
        ours: clausekit's median.
        theirs: docxtpl's median.
        unit: Of both.
        ratio: How they compare.
        goal: The ratio that is wanted; None where the line is for information.
        least: Whether the goal is the least; otherwise it is the most.
    """

    name: str
    ours: float
    theirs: float
    unit: str
    ratio: Ratio
    goal: float | None
    least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the goal is met."""
        if self.goal is None:
            return None
        return self.ratio.median >= self.goal if self.least else self.ratio.median <= self.goal


def render_both(document: Document) -> tuple[Callable[[], bytes], Callable[[], bytes]]:
    """Return clausekit's and docxtpl's way to print a document, after comparing their texts.

    docxtpl goes the way of its README, with autoescape, which it needs for any text with ``&``.

    Raises:
        ValueError: The engines do not say the same.
    """
    template = template_for(document)
    context = load_context(json.dumps(context_data(document)))

    def ours() -> bytes:
        return render_docx(document)

    def theirs() -> bytes:
        file = DocxTemplate(io.BytesIO(template))
        file.render(context, autoescape=True)
        target = io.BytesIO()
        file.save(target)
        return target.getvalue()

    compare(ours(), theirs())
    return ours, theirs


def measure_all(effort: Effort) -> Iterator[Measure]:
    """Measure everything, line by line."""
    yield from _one(effort)
    yield from _facts(effort)
    yield from _batch(effort)
    with tempfile.TemporaryDirectory() as folder:
        site = install(Path(folder))
        yield from _growth(effort, Path(folder), site)
        yield from _processes(effort, Path(folder), site)
        yield from _imports(effort, site)


@contextmanager
def _unchecked() -> Iterator[None]:
    with mock.patch("clausekit.word.render.check_members", return_value=()):
        yield


def skip_check(render: Callable[[], object]) -> Callable[[], None]:
    """Return the same without the check of the result; nobody but a benchmark wants that."""

    def run() -> None:
        with _unchecked():
            render()

    return run


def _one(effort: Effort) -> Iterator[Measure]:
    articles = effort.sizes[0]
    document = annex(articles)
    _, theirs = render_both(document)
    others = itertools.cycle(other_facts(document, _OTHERS))

    def ours() -> None:
        render_docx(next(others))

    engines = {THEIRS: theirs, OURS: ours, UNCHECKED: skip_check(ours)}
    series = take_turns(engines, rounds=effort.rounds, warm_ups=effort.warm_ups, read=effort.read)
    yield _faster(f"warm render, {articles} articles, checked", series, OURS, 10)
    yield _faster(f"warm render, {articles} articles, not checked", series, UNCHECKED, 20)
    frame = load_frame(document.kind, document.language)

    def unknown() -> None:
        layout = replace(frame.layout, drafts=Drafts())
        render_docx(document, replace(frame, layout=layout))

    engines = {THEIRS: theirs, OURS: unknown, UNCHECKED: skip_check(unknown)}
    series = take_turns(engines, rounds=effort.rounds, warm_ups=effort.warm_ups, read=effort.read)
    yield _faster("  the same, no block written before", series, OURS, None)
    yield _faster("  the same, not checked", series, UNCHECKED, None)


def _facts(effort: Effort) -> Iterator[Measure]:
    facts = TENDER_FILE.read_bytes()
    catalogue = Catalogue.load()
    _, theirs = render_both(facts_to_document(facts, catalogue))
    others = itertools.cycle(other_tenders(facts, _OTHERS))
    engines = {
        THEIRS: theirs,
        OURS: lambda: render_docx(facts_to_document(next(others), catalogue)),
    }
    series = take_turns(engines, rounds=effort.rounds, warm_ups=effort.warm_ups, read=effort.read)
    yield _faster("facts in to bytes out, against a render alone", series, OURS, 6)
    document = facts_to_document(facts, catalogue)

    def decided() -> bytes:
        known_decisions.cache_clear()
        return render_docx(facts_to_document(next(others), catalogue))

    engines[OURS] = decided
    series = take_turns(engines, rounds=effort.rounds, warm_ups=effort.warm_ups, read=effort.read)
    yield _faster("  the same, every clause decided on anew", series, OURS, None)

    def anew() -> bytes:
        memory_of.cache_clear()
        return decided()

    engines[OURS] = anew
    series = take_turns(engines, rounds=effort.rounds, warm_ups=effort.warm_ups, read=effort.read)
    yield _faster("  the same, every article composed and written anew", series, OURS, None)
    engines[OURS] = lambda: render_docx(document)
    series = take_turns(engines, rounds=effort.rounds, warm_ups=effort.warm_ups, read=effort.read)
    yield _faster("  of it, the render (with notes, fields, blanks)", series, OURS, None)


def _batch(effort: Effort) -> Iterator[Measure]:
    pairs = [render_both(document) for document in small_annexes(effort.batch)]

    def run_all(side: int) -> Callable[[], None]:
        def run() -> None:
            for pair in pairs:
                pair[side]()

        return run

    engines = {THEIRS: run_all(1), OURS: run_all(0), UNCHECKED: skip_check(run_all(0))}
    series = take_turns(engines, rounds=effort.batches, warm_ups=0, read=effort.read)
    yield _faster(f"{effort.batch} small documents, one process, checked", series, OURS, 20)
    yield _faster(f"{effort.batch} small documents, not checked", series, UNCHECKED, None)


def _growth(effort: Effort, folder: Path, site: Path) -> Iterator[Measure]:
    small, template = folder / "small", folder / "template.docx"
    measured = "seconds" if effort.read is time.perf_counter else "processor"
    times: dict[int, Series] = {}
    peaks: dict[int, Series] = {}
    least = annex(5)
    _write(small, least)
    template.write_bytes(template_for(least))
    for articles in effort.sizes:
        _write(folder / str(articles), annex(articles))
        times[articles], peaks[articles] = {THEIRS: [], OURS: []}, {THEIRS: [], OURS: []}
    # The machine's speed changes from minute to minute, so each turn holds all sizes.
    for _ in range(effort.turns):
        for articles, engine in itertools.product(effort.sizes, (THEIRS, OURS)):
            told = json.loads(
                run_python(
                    site,
                    HERE / "fresh.py",
                    engine,
                    f"{small}.{engine}.json",
                    f"{folder / str(articles)}.{engine}.json",
                    template,
                )
            )
            times[articles][engine].append(told[measured])
            peaks[articles][engine].append(told["peak_kib"] / 1024)
    for less, more in itertools.pairwise(effort.sizes):
        growth = {
            engine: compare_pairs(times[more][engine], times[less][engine])
            for engine in (OURS, THEIRS)
        }
        yield Measure(
            f"growth of time, {less} to {more} articles",
            growth[OURS].median,
            growth[THEIRS].median,
            "x",
            growth[OURS],
            10.8,
        )
    most = effort.sizes[-1]
    yield _faster(f"render of {most} articles, fresh process", times[most], OURS, None)
    yield _share(f"peak memory, {most} articles", peaks[most], 0.5, "MiB", 1)


def _processes(effort: Effort, folder: Path, site: Path) -> Iterator[Measure]:
    document = facts_to_document(TENDER_FILE.read_bytes(), Catalogue.load())
    template, path = folder / "whole.docx", folder / "whole"
    template.write_bytes(template_for(document))
    _write(path, document)
    tender = folder / "tender.json"
    tender.write_bytes(TENDER_FILE.read_bytes())
    output = folder / "out.docx"
    options = ("-l", LANGUAGE, "--kind", KIND.value, "--paper", "a4", "--overwrite", "-o", folder)
    engines = {
        THEIRS: lambda: run_python(
            site, HERE / "docxtpl_script.py", template, f"{path}.{THEIRS}.json", output
        ),
        OURS: lambda: run_python(site, "-m", "clausekit", "build", tender, *options),
    }
    warm_ups = min(1, effort.warm_ups)
    series = take_turns(engines, rounds=effort.processes, warm_ups=warm_ups, read=effort.read)
    (built,) = folder.glob("tender-*.docx")
    compare(built.read_bytes(), output.read_bytes())
    yield _share("clausekit build, whole process, against a script", series, 0.6)


def _imports(effort: Effort, site: Path) -> Iterator[Measure]:
    engines = {
        THEIRS: lambda: run_python(site, "-c", "import docxtpl"),
        OURS: lambda: run_python(site, "-c", "import clausekit"),
        "all": lambda: run_python(site, "-c", "from clausekit import *"),
    }
    warm_ups = min(1, effort.warm_ups)
    series = take_turns(engines, rounds=effort.processes, warm_ups=warm_ups, read=effort.read)
    yield _share("import clausekit, whole process", series, 0.4)
    series[OURS] = series["all"]
    yield _share("  with every public name", series, None)


def _write(path: Path, document: Document) -> None:
    """Write what each engine reads."""
    path.with_name(f"{path.name}.{OURS}.json").write_text(document.model_dump_json(), "utf-8")
    text = json.dumps(context_data(document))
    path.with_name(f"{path.name}.{THEIRS}.json").write_text(text, "utf-8")


def _faster(name: str, series: Series, engine: str, goal: float | None) -> Measure:
    ratio = compare_pairs(series[THEIRS], series[engine])
    ours, theirs = (median(series[key]) * 1000 for key in (engine, THEIRS))
    return Measure(name, ours, theirs, "ms", ratio, goal, least=True)


def _share(
    name: str, series: dict[str, Any], goal: float | None, unit: str = "ms", factor: int = 1000
) -> Measure:
    ratio = compare_pairs(series[OURS], series[THEIRS])
    ours, theirs = (median(series[key]) * factor for key in (OURS, THEIRS))
    return Measure(name, ours, theirs, unit, ratio, goal)
