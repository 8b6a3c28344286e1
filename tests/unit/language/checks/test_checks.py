"""Seeded defects: the right translation gives no error, the wrong one gives its code."""

from __future__ import annotations

from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pytest
import yaml

from clausekit.catalogue.messages import messages
from clausekit.language.checks.editing import find_vocabulary, refusals
from clausekit.language.checks.finding import Severity
from clausekit.language.checks.pair import Pair
from clausekit.language.checks.registry import CODES, examine
from clausekit.language.checks.run import read_sheets
from clausekit.language.checks.terms import find_terms
from clausekit.language.checks.tongue import Tongue, load_tongue
from clausekit.resources import templates_root
from facts import shipped

CASES: list[dict[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "defects.yaml").read_text("utf-8")
)
CAUGHT = [case for case in CASES if not case.get("missed")]
MISSED = [case for case in CASES if case.get("missed")]


@cache
def _tongue(tag: str) -> Tongue:
    root: Traversable = templates_root()
    entries = [entry for sheet in read_sheets(root, tag) for entry in sheet.entries]
    return load_tongue(tag, root).with_terms(
        find_terms({entry.msgctxt: (entry.msgid, entry.msgstr) for entry in entries})
    )


@cache
def _vocabulary() -> frozenset[str]:
    return find_vocabulary(message.source for message in messages(shipped()))


def _codes(case: dict[str, str], text: str) -> set[str]:
    if case["lang"] == "en":
        told = refusals(case["source"], text, _tongue("es"), _vocabulary())
        return {"editorial"} if told else set()
    pair = Pair(case.get("key", "x.y/paragraph.a"), case["source"], text)
    return {issue.code for issue in examine(pair, _tongue(case["lang"]))}


def _name(case: Any) -> str:
    return f"{case['lang']}-{case['code']}"


@pytest.mark.parametrize("sign", ["x", "1", " ", "a ", "(", ". ", "l'", "{{"])
def test_a_text_that_no_translation_is_long_enough_for_is_not_looked_at(sign: str) -> None:
    case = {"lang": "es", "source": "No fees."}
    assert _codes(case, "A" + sign * 1_000_000) == {"overlong"}
    assert "overlong" not in _codes(case, ("Sin cobros. " * 40)[:240])
    assert _codes(case, "S" * 241) == {"overlong"}


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_the_right_translation_gives_no_error(case: dict[str, str]) -> None:
    told = _codes(case, case["good"])
    assert case["code"] not in told
    assert {code for code in told if CODES[code][0] is Severity.ERROR} == set()


@pytest.mark.parametrize("case", CAUGHT, ids=_name)
def test_the_wrong_translation_gives_its_code(case: dict[str, str]) -> None:
    assert case["code"] in _codes(case, case["bad"])


@pytest.mark.parametrize("case", MISSED, ids=_name)
def test_what_the_documentation_says_is_missed_is_missed(case: dict[str, str]) -> None:
    assert case["code"] not in _codes(case, case["bad"])


def test_the_table_is_wide_enough() -> None:
    assert len(CAUGHT) >= 60
    assert {case["lang"] for case in CAUGHT} == {"en", "es", "fr", "pt"}


def test_the_tables_of_all_languages_name_the_same_classes() -> None:
    english = _tongue("es").source.rules
    named = {*english.wanted, *(name for pair in english.opposites for name in pair)}
    for tag in ("es", "fr", "pt"):
        rules = _tongue(tag).target.rules
        assert set(rules.classes) == set(english.classes) >= named
        assert set(rules.units) == set(english.units)
