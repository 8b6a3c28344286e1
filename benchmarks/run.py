"""Times clausekit and docxtpl beside each other: ``make bench``.

The two print the same texts, which is verified first, and take turns in one run. The times are
those of this machine at this hour; what carries over are the ratios.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import platform
import pstats
import zlib
from collections.abc import Callable
from dataclasses import asdict, replace
from importlib.metadata import version
from importlib.util import find_spec

from annex import KIND, LANGUAGE, TENDER_FILE, annex, facts_to_document
from batch import BATCH, QUICK_BATCH, measure_batches
from clock import median, read_processor, take_turns
from measures import QUICK, Effort, Measure, measure_all, skip_check

from clausekit import Catalogue, Tender, assemble, render_docx, select
from clausekit.assembly.assembly import library_version

_LINE = "{:<49} {:>10} {:>10}  {:<22} {:>8}  {}"


def main() -> None:
    """Measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--quick", action="store_true", help="try everything out on tiny documents")
    parser.add_argument("--profile", action="store_true", help="say where clausekit's time goes")
    parser.add_argument(
        "--processor", action="store_true", help="take processor time, where the machine is busy"
    )
    parser.add_argument("--batch", action="store_true", help="time batches only")
    options = parser.parse_args()
    if options.profile:
        _profile()
        return
    if options.batch:
        _batches(options.quick)
        return
    effort = QUICK if options.quick else Effort()
    if options.processor:
        effort = replace(effort, read=read_processor)
    versions = _versions()
    if options.json:
        lines = [{**asdict(measure), "met": measure.met} for measure in measure_all(effort)]
        batches = measure_batches(*(QUICK_BATCH if options.quick else BATCH))
        told = {
            "versions": versions,
            "measures": lines,
            "batches": [asdict(one) for one in batches],
        }
        print(json.dumps(told, indent=2))
        return
    print(", ".join(f"{name} {value}" for name, value in versions.items()))
    print(_LINE.format("median", "clausekit", "docxtpl", "ratio (middle half)", "goal", "met"))
    for measure in measure_all(effort):
        print(_row(measure), flush=True)
    _batches(options.quick)


def _batches(quick: bool) -> None:
    """Say how many documents a batch writes in a second; docxtpl has nothing to compare."""
    for rate in measure_batches(*(QUICK_BATCH if quick else BATCH)):
        low, high = min(rate.per_second), max(rate.per_second)
        print(
            f"batch of {rate.documents} documents, whole command, processes: {rate.processes}; "
            f"{rate.median:.1f} a second ({low:.1f}-{high:.1f})"
        )


def _versions() -> dict[str, str]:
    return {
        "Python": platform.python_version(),
        "clausekit": library_version(),
        **{name: version(name) for name in ("docxtpl", "python-docx", "lxml", "jinja2")},
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "isal": version("isal") if find_spec("isal") else "none",
        "system": f"{platform.system()} {platform.machine()}",
        "cores": str(os.cpu_count()),
    }


def _row(measure: Measure) -> str:
    middle, low, high = measure.ratio.median, measure.ratio.low, measure.ratio.high
    sign = ">=" if measure.least else "<="
    return _LINE.format(
        measure.name,
        f"{measure.ours:.1f} {measure.unit}",
        f"{measure.theirs:.1f} {measure.unit}",
        f"{middle:.2f} ({low:.2f}-{high:.2f})" if low != high else f"{middle:.2f}",
        "" if measure.goal is None else f"{sign} {measure.goal:g}",
        {True: "yes", False: "no", None: ""}[measure.met],
    )


def _profile() -> None:
    """Say how long each stage takes, and which functions take most time themselves."""
    facts, catalogue, document = TENDER_FILE.read_bytes(), Catalogue.load(), annex(45)
    tender = Tender.model_validate_json(facts)
    chosen = select(tender, catalogue)
    tree = facts_to_document(facts, catalogue)
    stages = {
        "read the facts": lambda: Tender.model_validate_json(facts),
        "select": lambda: select(tender, catalogue),
        "assemble": lambda: assemble(chosen, kind=KIND, language=LANGUAGE),
        "render and check": lambda: render_docx(tree),
        "render": skip_check(lambda: render_docx(tree)),
    }
    for name, seconds in take_turns(stages, rounds=21, warm_ups=3).items():
        print(f"{name:<18}{median(seconds) * 1000:8.1f} ms")
    ways: dict[str, Callable[[], object]] = {
        "warm render, 45 articles": lambda: render_docx(document),
        "facts in to bytes out": lambda: render_docx(facts_to_document(facts, catalogue)),
    }
    for name, run in ways.items():
        profile = cProfile.Profile()
        profile.enable()
        for _ in range(20):
            run()
        profile.disable()
        print(f"\n{name}, 20 times")
        pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(22)


if __name__ == "__main__":
    main()
