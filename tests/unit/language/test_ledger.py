"""The ledger of reviews: what stands in its place, and what its lines may hold."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from clausekit.errors import TranslationError
from clausekit.language.ledger import Ledger, Record, ledger_path, read_ledger


def _folder(path: Path) -> None:
    path.mkdir()


def _dead_link(path: Path) -> None:
    path.symlink_to("nowhere")


def _pipe(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    os.mkfifo(path)


@pytest.mark.parametrize("put", [_folder, _dead_link, _pipe])
def test_what_is_no_file_does_not_pass_for_no_ledger(
    put: Callable[[Path], None], tmp_path: Path
) -> None:
    path = tmp_path / ledger_path("fr-CA")
    assert not read_ledger(tmp_path, "fr-CA")
    path.parent.mkdir(parents=True)
    assert not read_ledger(tmp_path, "fr-CA")
    put(path)
    with pytest.raises(TranslationError) as caught:
        read_ledger(tmp_path, "fr-CA")
    (fault,) = caught.value.faults
    assert (fault.code, fault.where) == ("translation.bad-ledger", "fr/ledger/fr-CA.jsonl")
    assert not read_ledger(tmp_path, "fr")


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\x1c", "\x0b"])
def test_a_name_may_hold_what_ends_a_line_elsewhere(end: str, tmp_path: Path) -> None:
    path = tmp_path / ledger_path("es")
    path.parent.mkdir(parents=True)
    record = Record("a", "b", f"A.{end}Reader")
    path.write_text(Ledger({"x.y/title": record}).write(), "utf-8")
    assert read_ledger(tmp_path, "es").signed == {"x.y/title": record}
