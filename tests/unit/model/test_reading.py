"""A long document is read by stretches: what comes of it is what pydantic makes of the whole."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

import pytest
from pydantic import ValidationError
from word_samples import sample_document

from clausekit.model import document as documents
from clausekit.model import reading
from clausekit.model.document import (
    Block,
    Document,
    Heading,
    HeadingLevel,
    Paragraph,
    ParagraphRole,
    Slot,
)
from facts import document_facts

SAMPLE: Final = sample_document(articles=12)
JSON: Final = SAMPLE.model_dump_json().encode()
START: Final = b'"clauses":['
HEADING: Final = b',{"kind":"heading",'
BITS: Final = (
    *(b"", b"[", b"]", b"{", b"}", b",", b'"', b"\\", b":", b" ", b"\xff", b"\xe2\x80", b"\\ud800"),
    *(START, HEADING, b'],"clauses":[', b'],"schedules":[', b'"anchor":"x",', b'"other":1,'),
    *(b"],", b",[", b"null", b"[]", b"{}", b'"kind":"table",', b"NaN", b"\0"),
)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_LONG", 1000)
    monkeypatch.setattr(reading, "_STRETCH", 500)


def as_a_whole(content: bytes | str) -> Document:
    return Document.__pydantic_validator__.validate_json(content)  # type: ignore[no-any-return]


def faults(read: Callable[[], Document]) -> list[object]:
    with pytest.raises(ValidationError) as caught:
        read()
    return [*caught.value.errors(include_url=False)]


def test_a_long_document_is_read_by_stretches() -> None:
    asked: list[int] = []

    def read(content: bytes) -> Document:
        asked.append(len(content))
        return as_a_whole(content)

    found = reading.read_long(JSON, read)
    assert found == as_a_whole(JSON) == SAMPLE
    assert asked[0] < len(JSON) / 2, "the rest is short"
    assert found.model_fields_set == as_a_whole(JSON).model_fields_set
    assert hash(found) == hash(SAMPLE)
    assert [*found.sections] == [*SAMPLE.sections]
    assert found.model_dump_json().encode() == JSON


@pytest.mark.parametrize("form", [bytes, bytearray, bytes.decode])
def test_a_text_may_come_in_any_form(
    form: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[Document | None] = []
    real = reading.read_long

    def read_long(content: bytes, read: Callable[[bytes], Document]) -> Document | None:
        done.append(real(content, read))
        return done[-1]

    monkeypatch.setattr(reading, "read_long", read_long)
    assert Document.model_validate_json(form(JSON)) is done[0]
    assert done == [SAMPLE]


def test_other_ways_to_write_it_are_read_as_a_whole() -> None:
    text = SAMPLE.model_dump_json(indent=2)
    assert reading.read_long(text.encode(), as_a_whole) is None
    assert Document.model_validate_json(text) == SAMPLE


def test_sections_may_stand_in_any_order() -> None:
    turned = SAMPLE.model_copy(update={"sections": dict([*SAMPLE.sections.items()][::-1])})
    text = turned.model_dump_json().encode()
    assert [*turned.sections] != [*SAMPLE.sections]
    assert reading.read_long(text, as_a_whole) == turned


def test_only_the_last_of_two_sections_of_one_name_counts() -> None:
    short = START + JSON.partition(START)[2].partition(HEADING)[0] + b"]"
    twice = JSON.replace(b'"sections":{', b'"sections":{' + short + b",")
    assert Document.model_validate_json(twice) == as_a_whole(twice) == SAMPLE
    end = JSON.index(b'},"provenance":')
    twice = JSON[:end] + b"," + short + JSON[end:]
    assert reading.read_long(twice, as_a_whole) is None
    assert len(Document.model_validate_json(twice).sections[Slot.CLAUSES]) == 2


def test_options_and_subclasses_go_the_way_of_pydantic(monkeypatch: pytest.MonkeyPatch) -> None:
    class Own(Document):
        pass

    monkeypatch.setattr(reading, "read_long", None)
    assert type(Own.model_validate_json(JSON)) is Own
    assert Document.model_validate_json(JSON, context={}) == SAMPLE


def test_a_fault_is_told_as_ever() -> None:
    for broken in (
        JSON.replace(b'"level":"article"', b'"level":"none"'),
        JSON[:-1],
        JSON[: len(JSON) // 2],
        JSON.replace(START, START + b","),
        JSON.replace(START, START + b" " * 600 + b","),
        JSON.replace(b'"role":"numbered"', b'"role":7', 1),
        b"\xef\xbb\xbf" + JSON,
        JSON.replace(b'"title":"', b'"title":"\xff'),
    ):
        assert broken != JSON
        expected = faults(lambda text=broken: as_a_whole(text))  # type: ignore[misc]
        assert faults(lambda text=broken: Document.model_validate_json(text)) == expected  # type: ignore[misc]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_broken_both_ways_agree(seed: int) -> None:
    chance = random.Random(seed)
    read = 0
    for _ in range(200):
        broken = bytearray(JSON)
        for _ in range(chance.choice((1, 1, 2))):
            at = chance.randrange(len(broken))
            if chance.random() < 0.6:
                at = max(0, broken.find(chance.choice((HEADING, START, b"{", b"]", b",")), at))
            if chance.random() < 0.4:
                del broken[at : at + chance.choice((1, 2, 5, 30, 300))]
            elif chance.random() < 0.3:
                broken[at:at] = broken[(start := chance.randrange(len(broken))) : start + 900]
            else:
                broken[at:at] = chance.choice(BITS)
        try:
            whole = as_a_whole(bytes(broken))
        except ValidationError:
            assert reading.read_long(bytes(broken), as_a_whole) is None
        else:
            read += 1
            found = reading.read_long(bytes(broken), as_a_whole)
            assert found is None or found == whole
    assert read, "some changes are harmless"


def test_only_blocks_are_put_into_a_document() -> None:
    made = sample_document()
    bare = made.model_copy(update={"sections": {}})
    assert reading.put_blocks(bare, made.sections) == made
    assert bare.sections == made.sections
    bare = made.model_copy(update={"sections": {}})
    for sections in (
        {Slot.CLAUSES: ({"kind": "heading", "level": "plain", "content": "x"},)},
        {Slot.CLAUSES: (made,)},
        {"clauses": made.sections[Slot.CLAUSES]},
    ):
        with pytest.raises(TypeError, match="No blocks"):
            reading.put_blocks(bare, sections)  # type: ignore[arg-type]
        assert not bare.sections


def test_any_blocks_in_any_slot_are_put_into_a_document() -> None:
    document = Document.model_validate(document_facts())
    heading = Heading(level=HeadingLevel.PLAIN, content="H")
    body = Paragraph(role=ParagraphRole.BODY, content=("x",))
    choices: tuple[dict[Slot, tuple[Block, ...]], ...] = (
        {}, {Slot.CLAUSES: (heading,)}, {Slot.CLAUSES: (heading, body)},
    )  # fmt: skip
    for sections in choices:
        assert reading.put_blocks(document, sections).sections == sections
