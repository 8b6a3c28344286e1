"""Runs the command line in this process, as a user would call it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from clausekit import Catalogue
from clausekit.catalogue.messages import Message, messages
from clausekit.cli import main
from facts import tender_facts
from sets import FEW_THEMES


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    exit_code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What was printed on stdout, as JSON."""
        return json.loads(self.out)

    @property
    def codes(self) -> list[str]:
        """The codes of the faults that were told as JSON on stderr."""
        return [fault["code"] for fault in json.loads(self.err)["error"]["faults"]]


Run = Callable[..., Outcome]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], catalogue: Catalogue
) -> Run:
    """Return a function that runs ``clausekit`` with its arguments.

    The shipped catalogue is that of all tests: loaded once, with what was composed from it.
    """
    load = Catalogue.load
    monkeypatch.setattr(
        Catalogue, "load", lambda folder=None: catalogue if folder is None else load(folder)
    )

    def call(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["clausekit", *map(str, arguments)])
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        else:
            code = 0
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return call


@pytest.fixture
def few_texts(monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue) -> frozenset[str]:
    """Let the commands know the texts of a few themes alone; return those.

    The shipped catalogue is read once for all of them.
    """
    few = tuple(message for message in messages(catalogue) if message.domain in FEW_THEMES)

    def some(_: Catalogue) -> Iterator[Message]:
        return iter(few)

    monkeypatch.setattr("clausekit.catalogue.messages.messages", some)
    monkeypatch.setattr(Catalogue, "load", lambda: catalogue)
    return FEW_THEMES


@pytest.fixture
def tender(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a tender file with changed facts."""

    def write(**changes: Any) -> Path:
        path = tmp_path / "tender.json"
        path.write_text(json.dumps(tender_facts(**changes), ensure_ascii=False), "utf-8")
        return path

    return write
