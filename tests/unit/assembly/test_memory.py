"""What is kept of a document is bounded, and used only where the same would come out."""

from __future__ import annotations

import pytest

from clausekit import Tender, assemble, select
from clausekit.assembly import memory as module
from clausekit.assembly.memory import KEPT, Memory, Reading, memory_of, write_block
from clausekit.model.document import Heading, HeadingLevel
from facts import shipped, tender_facts


def _headings(count: int) -> tuple[Heading, ...]:
    return tuple(
        Heading(level=HeadingLevel.PLAIN, content=f"Heading {number}") for number in range(count)
    )


def test_the_newest_readings_of_a_key_are_kept_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_READINGS", 3)
    memory = Memory()
    for number in range(5):
        memory.keep("key", Reading(result=(number,)))
    assert [reading.result for reading in memory.readings("key")] == [(4,), (3,), (2,)]
    assert memory.readings("another") == ()


def test_a_full_memory_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KEPT, "most", 200_000)
    monkeypatch.setattr(KEPT, "taken", 0)
    memory_of.cache_clear()
    forgotten = 0
    for country in ("CL", "MX", "CO", "BR", "CL", "MX"):
        tender = Tender.model_validate(tender_facts(buyer={"name": "City", "country": country}))
        chosen = select(tender, shipped())
        for kind in ("tender-annex", "supplier-code"):
            first = assemble(chosen, kind=kind, language="en")
            assert assemble(chosen, kind=kind, language="en") == first
            forgotten += memory_of.cache_info().currsize == 0
            assert KEPT.taken <= 200_000
    assert forgotten
    monkeypatch.undo()
    memory_of.cache_clear()


def test_what_is_kept_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KEPT, "taken", 0)
    memory = Memory()
    memory.keep("key", Reading(numbers={"a": "1"}, cites={"un"}, result=("x", "y")))
    assert KEPT.taken == 5 * 200
    heading = Heading(level=HeadingLevel.PLAIN, content="A heading")
    (text,) = memory.write([heading])
    assert KEPT.taken == 6 * 200 + 3 * len(text)
    memory.write([heading])
    memory.find_open([heading])
    assert KEPT.taken == 6 * 200 + 3 * len(text)


def test_texts_of_blocks_are_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[object] = []

    def write(block: Heading) -> str:
        written.append(block)
        return write_block(block)

    monkeypatch.setattr(module, "write_block", write)
    memory, blocks = Memory(), _headings(20)
    first = list(memory.write(blocks))
    assert first == [write_block(block).encode() for block in blocks]
    written.clear()
    assert list(memory.write(blocks)) == first
    assert written == []


@pytest.mark.parametrize(
    ("numbers", "cited", "stands"),
    [
        ({"a": "1"}, {"ilo"}, True),
        ({"a": "1", "c": "9"}, {"ilo", "un"}, True),
        ({"a": "2"}, {"ilo"}, False),
        ({"a": "1", "b": "2"}, {"ilo"}, False),
        ({"a": "1"}, set(), False),
        ({"a": "1"}, {"ilo", "oecd"}, False),
    ],
)
def test_a_reading_stands_where_the_same_would_be_read(
    numbers: dict[str, str], cited: set[str], stands: bool
) -> None:
    reading = Reading(numbers={"a": "1", "b": None}, cited={"ilo": True, "oecd": False})
    assert reading.stands(numbers, cited) is stands
    reading.among = numbers
    assert reading.stands(numbers, {"ilo"})


def test_a_reading_takes_what_its_parts_read() -> None:
    whole = Reading(numbers={"a": "1"}, cited={"un": False}, cites={"un"})
    part = Reading(
        numbers={"a": "2", "b": "3"},
        cited={"un": True, "ilo": False},
        cites={"ilo"},
        unreviewed={"key": None},
    )
    whole.take(part)
    assert whole.numbers == {"a": "1", "b": "3"}
    assert whole.cited == {"un": False, "ilo": False}, "what the whole cites itself is its own"
    assert whole.cites == {"un", "ilo"}
    assert list(whole.unreviewed) == ["key"]
