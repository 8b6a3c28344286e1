"""Translation checks: seeded legal defects beside pofilter and Weblate, and how fast all is.

Each defect has a right translation and a wrong one. A tool *finds* a defect where it tells
something of the wrong translation that it does not tell of the right one. A *false alarm* is a text
of the project's own reviewed translations of which a tool tells anything.

pofilter is the Translate Toolkit's checker with its standard checks, all of them; Weblate runs all
checks for targets that it enables by default, in this process, with a minimal configuration of
Django. A tool that is not installed is left out, and the output says so.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import polib
import yaml

from clausekit import Catalogue
from clausekit.catalogue.messages import Message, messages
from clausekit.language.checks.editing import find_vocabulary, refusals
from clausekit.language.checks.finding import Severity
from clausekit.language.checks.pair import Kind, Pair, kind_of
from clausekit.language.checks.registry import CODES, examine
from clausekit.language.checks.run import check_folder, read_sheets
from clausekit.language.checks.terms import find_terms
from clausekit.language.checks.tongue import Tongue, load_tongue
from clausekit.language.updating import plan_update
from clausekit.resources import templates_root

ROOT: Final = Path(__file__).resolve().parents[1]
DEFECTS: Final = ROOT / "tests" / "unit" / "language" / "checks" / "defects.yaml"
LANGUAGES: Final = ("es", "fr", "pt")
ENTRIES: Final = 1500
NEGATIONS: Final = {
    "es": ((r"\bno (?=\w)", ""), (r"\b[Ss]in (?=\w)", "con "), (r"\b[Nn]ing[uú]na? ", "el ")),
    "fr": (
        (r"\bne (\w+) (?:pas|jamais|plus)\b", r"\1"),
        (r"\bn’(\w+) (?:pas|jamais|plus)\b", r"\1"),
        (r"\bne (peut|doit|peuvent|doivent)\b", r"\1"),
        (r"\b[Ss]ans (?=\w)", "avec "),
    ),
    "pt": (
        (r"\b[nN]ão (?=\w)", ""),
        (r"\b[Ss]em (?=\w)", "com "),
        (r"\b[Nn]enhum(a?) ", r"um\1 "),
    ),
}
"""How a negation is taken out of a text: what stands, and what stands in its place."""

Tool = Callable[[str, str, str, str], frozenset[str]]
"""Takes key, language, source and target; returns the names of what it tells."""


@dataclass(frozen=True, slots=True)
class Score:
    """How a tool did.

    Args:
        found: Defects found, by language.
        seeded: Defects seeded, by language.
        right: Right versions of the seeded texts of which it told something.
        alarms: Texts of the project's own of which it told something.
        texts: Texts of the project's own.
        seconds: Seconds of processor time for the project's own texts.
    """

    found: dict[str, int]
    seeded: dict[str, int]
    right: int
    alarms: int
    texts: int
    seconds: float


def clausekit_tool(*, errors_only: bool = False) -> Tool:
    """Return our checks; with *errors_only*, only what forbids printing."""
    vocabulary = _vocabulary()
    tongues = {code: _tongue(code) for code in LANGUAGES}

    def run(key: str, language: str, source: str, target: str) -> frozenset[str]:
        if language == "en":
            return frozenset({"editorial"} if refusals(source, target, tongues["es"], vocabulary)
                             else ())  # fmt: skip
        told = (issue.code for issue in examine(Pair(key, source, target), tongues[language]))
        return frozenset(
            code
            for code in told
            if CODES[code][0] is not Severity.INFORMATION
            and not (errors_only and CODES[code][0] is not Severity.ERROR)
        )

    return run


@cache
def _vocabulary() -> frozenset[str]:
    return find_vocabulary(message.source for message in messages(Catalogue.load()))


@cache
def _tongue(code: str) -> Tongue:
    entries = [e for sheet in read_sheets(templates_root(), code) for e in sheet.entries]
    return load_tongue(code).with_terms(
        find_terms({entry.msgctxt: (entry.msgid, entry.msgstr) for entry in entries})
    )


def pofilter_tool() -> Tool:
    """Return the Translate Toolkit's standard checks.

    Raises:
        ImportError: It is not installed.
    """
    from translate.filters.checks import (
        CheckerConfig,
        StandardChecker,
        StandardUnitChecker,
        TeeChecker,
    )
    from translate.storage.po import pounit

    checkers = {
        code: TeeChecker(
            checkerconfig=CheckerConfig(targetlanguage=code),
            checkerclasses=[StandardChecker, StandardUnitChecker],
            languagecode=code,
        )
        for code in (*LANGUAGES, "en")
    }

    def run(key: str, language: str, source: str, target: str) -> frozenset[str]:
        unit = pounit(source)
        unit.target = target
        return frozenset(checkers[language].run_filters(unit))

    return run


def weblate_tool(*flags: str) -> Tool:
    """Return the checks that Weblate enables by default, or with *flags*.

    Raises:
        ImportError: It is not installed.
    """
    from weblate_checks import load_checks

    return load_checks(flags)


TOOLS: Final[dict[str, Callable[[], Tool]]] = {
    "clausekit": clausekit_tool,
    "clausekit, errors only": lambda: clausekit_tool(errors_only=True),
    "pofilter": pofilter_tool,
    "Weblate": weblate_tool,
    "Weblate, brace format": lambda: weblate_tool("python-brace-format"),
}


def own_texts() -> Iterator[tuple[str, str, str, str]]:
    """Yield key, language, English and translation of every shipped text."""
    for code in LANGUAGES:
        for sheet in read_sheets(templates_root(), code):
            for entry in sheet.entries if sheet.tag == code else ():
                if entry.msgstr:
                    yield entry.msgctxt, code, entry.msgid, entry.msgstr


def score(
    tool: Tool, cases: Iterable[dict[str, Any]], own: list[tuple[str, str, str, str]]
) -> Score:
    """Try a tool on the seeded defects and on the project's own texts."""
    found: dict[str, int] = {}
    seeded: dict[str, int] = {}
    right = 0
    for case in cases:
        language, key = case["lang"], case.get("key", "x.y/paragraph.a")
        good = tool(key, language, case["source"], case["good"])
        bad = tool(key, language, case["source"], case["bad"])
        seeded[language] = seeded.get(language, 0) + 1
        found[language] = found.get(language, 0) + bool(bad - good)
        right += bool(good)
    start = time.process_time()
    alarms = sum(bool(tool(*text)) for text in own)
    return Score(found, seeded, right, alarms, len(own), time.process_time() - start)


def measure_negations(tool: Tool, own: Iterable[tuple[str, str, str, str]]) -> dict[str, list[int]]:
    """Take one negation at a time out of the shipped texts; count how many of them are told.

    Returns:
        Found and tried, by language.
    """
    counts: dict[str, list[int]] = {code: [0, 0] for code in LANGUAGES}
    for key, language, source, target in own:
        if kind_of(key) in {Kind.TERM, Kind.PHRASE}:
            continue
        before: frozenset[str] | None = None
        for pattern, put in NEGATIONS[language]:
            for match in re.finditer(pattern, target):
                spoiled = target[: match.start()] + match.expand(put) + target[match.end() :]
                if match.start() == 0:
                    spoiled = spoiled[:1].upper() + spoiled[1:]
                before = tool(key, language, source, target) if before is None else before
                counts[language][0] += bool(tool(key, language, source, spoiled) - before)
                counts[language][1] += 1
    return counts


def measure_speed(entries: int = ENTRIES) -> dict[str, float]:
    """Time an update and all checks on *entries* texts in three languages."""
    known = list(messages(Catalogue.load()))
    wanted = [_copy(known[number % len(known)], number // len(known)) for number in range(entries)]
    texts = list(own_texts())
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        _copy_sets(root)
        for code in LANGUAGES:
            own = {key: target for key, language, _, target in texts if language == code}
            domains: dict[str, polib.POFile] = {}
            for message in wanted:
                file = domains.setdefault(message.domain, polib.POFile(wrapwidth=0))
                target = own[message.key.partition(".copy-")[0]]
                file.append(polib.POEntry(msgctxt=message.key, msgid=message.source, msgstr=target))
            for domain, file in domains.items():
                (root / code / "clauses" / f"{domain}.po").write_text(str(file) + "\n", "utf-8")
        first = plan_update(root, wanted, LANGUAGES)
        for place, text in first.files.items():
            (root / place).parent.mkdir(parents=True, exist_ok=True)
            (root / place).write_text(text, "utf-8")
        times = {}
        changed = [Message(m.key, f"{m.source} Indeed.", m.domain, m.note) if at % 10 == 0 else m
                   for at, m in enumerate(wanted)]  # fmt: skip
        for label, run in (
            ("update, nothing changed", lambda: plan_update(root, wanted, LANGUAGES)),
            ("update, one text in ten changed", lambda: plan_update(root, changed, LANGUAGES)),
            ("all checks", lambda: list(check_folder(root, wanted, LANGUAGES))),
        ):
            start, wall = time.process_time(), time.perf_counter()
            run()
            times[label] = time.process_time() - start
            times[f"{label}, wall clock"] = time.perf_counter() - wall
        return times


def _copy(message: Message, number: int) -> Message:
    """Return the message itself, or a copy of it under another key."""
    key = f"{message.key}.copy-{number}" if number else message.key
    return Message(key, message.source, message.domain, message.note)


def _copy_sets(root: Path) -> None:
    source = Path(str(templates_root()))
    for code in ("en", *LANGUAGES):
        for name in ("terms.toml", "grammar.toml", "checks.toml"):
            target = root / code / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((source / code / name).read_bytes())
        (root / code / "clauses").mkdir(exist_ok=True)


def main() -> None:
    """Run the benchmark and print a table, or data with ``--json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print data")
    parser.add_argument("--quick", action="store_true", help="few texts, to try it out")
    chosen = parser.parse_args()
    cases = yaml.safe_load(DEFECTS.read_text("utf-8"))
    own = list(own_texts())
    if chosen.quick:
        cases, own = cases[::10], own[::50]
    scores: dict[str, Score] = {}
    absent: dict[str, str] = {}
    for name, load in TOOLS.items():
        try:
            tool = load()
        except ImportError as error:
            absent[name] = str(error)
            continue
        scores[name] = score(tool, cases, own)
    negations = {
        name: measure_negations(TOOLS[name](), own) for name in scores if "only" not in name
    }
    speed = measure_speed(90 if chosen.quick else ENTRIES)
    if chosen.json:
        data = {name: {field: getattr(one, field) for field in Score.__slots__}
                for name, one in scores.items()}  # fmt: skip
        data = {"tools": data, "negations": negations, "absent": absent, "speed": speed}
        json.dump(data, sys.stdout, indent=2)
        print()
        return
    languages = ("en", "es", "fr", "pt")
    print(f"{len(cases)} seeded defects; {len(own)} texts of the project\n")
    print(
        "| tool | found | "
        + " | ".join(languages)
        + " | right versions flagged | own texts flagged |"
    )
    print("|---|---|" + "---|" * (len(languages) + 2))
    for name, one in scores.items():
        total = f"{sum(one.found.values())} of {sum(one.seeded.values())}"
        each = " | ".join(f"{one.found.get(c, 0)} of {one.seeded.get(c, 0)}" for c in languages)
        print(f"| {name} | {total} | {each} | {one.right} | {one.alarms} of {one.texts} "
              f"({one.alarms / max(1, one.texts):.1%}) |")  # fmt: skip
    for name, reason in absent.items():
        print(f"\n{name} is not installed ({reason}) and was left out.")
    print("\nOne negation taken out of the project's own texts, found:")
    for name, counts in negations.items():
        each = ", ".join(f"{code} {found} of {tried}" for code, (found, tried) in counts.items())
        total = [sum(column) for column in zip(*counts.values(), strict=True)]
        print(f"  {name}: {total[0]} of {total[1]} ({each})")
    print()
    for label, seconds in speed.items():
        print(f"{label}: {seconds:.2f} s")


if __name__ == "__main__":
    main()
