"""Models are built when they first validate: by one thread, whole, and with all their rules."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from pydantic import ValidationError

from clausekit.model.base import Model


def test_a_class_is_not_built_before_it_is_used() -> None:
    class Own(Model):
        number: int

    assert not Own.__pydantic_complete__
    assert Own(number=1).number == 1
    assert Own.__pydantic_complete__


def test_threads_that_come_first_together_all_see_it_whole() -> None:
    for _ in range(20):

        class Own(Model):
            number: int
            text: str = "x"

        assert not Own.__pydantic_complete__
        start = Barrier(16)

        def use(place: int, kind: type[Model] = Own, start: Barrier = start) -> str:
            start.wait()
            with pytest.raises(ValidationError):
                kind.model_validate({"number": "no", "other": 1})
            return kind.model_validate({"number": place}).model_dump_json()

        with ThreadPoolExecutor(16) as pool:
            found = list(pool.map(use, range(16)))
        assert found == [f'{{"number":{place},"text":"x"}}' for place in range(16)]


ASK = """
import hashlib, sys
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from threading import Barrier
from clausekit import Catalogue, Tender, assemble, render_docx, select
facts = (files("clausekit.cli") / "tenders" / "chile-uniforms.json").read_bytes()
count = int(sys.argv[1])
start, catalogue = Barrier(count), Catalogue.load()
def build(_):
    start.wait()
    tender = Tender.model_validate_json(facts)
    document = assemble(select(tender, catalogue), kind="supplier-code", language="en")
    return hashlib.sha256(render_docx(document)).hexdigest()
with ThreadPoolExecutor(count) as pool:
    print(*set(pool.map(build, range(count))))
"""


def test_sixteen_threads_that_start_a_process_give_the_bytes_of_one() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", ASK, count], capture_output=True, text=True, check=True
        ).stdout
        for count in ("1", "16")
    }
    assert len(told) == 1
    assert len(told.pop().split()) == 1
