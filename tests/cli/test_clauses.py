"""``clausekit clauses``: the library, read on a terminal."""

from __future__ import annotations

import re
from typing import Any

import pytest


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
