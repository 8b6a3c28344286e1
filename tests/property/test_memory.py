"""What was composed before is what would be composed now, whatever came in between."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given, settings
from hypothesis import strategies as st

from clausekit import Tender, assemble, render_docx, select
from clausekit.assembly.composer import Composer
from clausekit.assembly.memory import Memory, Reading, memory_of
from clausekit.catalogue.messages import messages
from clausekit.language.locale import load_language
from clausekit.language.translations import Translations
from clausekit.model.document import Slot
from clausekit.model.kind import DocumentKind as Kind
from clausekit.model.tender import Stage
from clausekit.model.wording import Source
from facts import WITHOUT_CASE, shipped, tender_facts, tenders

TENDERS = tenders(
    stage=st.sampled_from([stage.value for stage in Stage if stage is not Stage.CLOSE_OUT])
)


DRAWN = st.tuples(TENDERS, st.sampled_from(WITHOUT_CASE))


@given(drawn=st.lists(DRAWN, min_size=2, max_size=4))
@settings(max_examples=25)
def test_a_document_reads_the_same_with_and_without_memory(
    drawn: list[tuple[Tender, Kind]],
) -> None:
    selections = [(select(tender, shipped()), kind) for tender, kind in drawn]
    # The memory holds all that earlier examples left behind.
    warm = [assemble(chosen, kind=kind, language="en") for chosen, kind in selections]
    again = [assemble(chosen, kind=kind, language="en") for chosen, kind in selections]
    assert again == warm
    for (chosen, kind), document in zip(selections, warm, strict=True):
        memory_of.cache_clear()
        assert assemble(chosen, kind=kind, language="en") == document


def test_tenders_with_the_same_outline_share_their_articles() -> None:
    one, other = (
        select(Tender.model_validate(tender_facts(reference=reference)), shipped())
        for reference in ("1-2026", "2-2026")
    )
    for kind in (Kind.TENDER_ANNEX, Kind.SUPPLIER_CODE):
        first, second = (assemble(chosen, kind=kind, language="en") for chosen in (one, other))
        assert first.sections[Slot.CLAUSES] is second.sections[Slot.CLAUSES]
        memory_of.cache_clear()
        assert assemble(other, kind=kind, language="en") == second


def composer(memory: Memory, numbers: dict[str, str]) -> Composer:
    language = load_language("en")
    texts = Translations.load(messages(shipped()), "en").texts()
    return Composer(
        shipped(), language, texts, numbers, kind="tender-annex", country="CL", memory=memory
    )


def test_what_was_read_decides_what_is_composed_anew() -> None:
    memory, count = Memory(), 0
    found = shipped().instruments.values()
    name = next(one.id for one in found if one.brief and one.is_cited_in("CL"))
    source = Source(instrument=name, pinpoint="whole")

    def compose(writer: Composer) -> list[object]:
        nonlocal count
        count += 1
        return [writer.reference("fl.fees", where="x"), writer.note([source])]

    def remember(writer: Composer) -> tuple[object, ...]:
        return writer.remember("key", lambda: compose(writer))

    first = remember(composer(memory, {"fl.fees": "4"}))
    assert remember(composer(memory, {"fl.fees": "4", "fl.ban": "9"})) == first
    assert count == 1, "another number that nobody asked for changes nothing"
    assert remember(composer(memory, {"fl.fees": "5"})) != first
    assert count == 2, "the number is another"
    writer = composer(memory, {"fl.fees": "4"})
    writer.note([source])
    assert remember(writer)[1] != first[1]
    assert count == 3, "the instrument was cited before"
    writer = composer(memory, {"fl.fees": "4"})
    assert remember(writer) == first
    assert count == 3
    assert writer.note([source]) != first[1], "what was remembered counts as cited"


def test_what_is_at_fault_is_not_remembered() -> None:
    memory = Memory()

    def compose(writer: Composer) -> None:
        assert writer.remember("key", lambda: [writer.reference("fl.fees", where="x")]) == ("",)
        assert len(writer._faults) == 1

    for _ in range(2):
        compose(composer(memory, {}))
    assert memory.readings("key") == ()


def test_what_is_part_of_another_is_read_by_it_too() -> None:
    memory = Memory()

    def compose(writer: Composer) -> None:
        writer.remember(
            "outer",
            lambda: writer.remember("inner", lambda: [writer.reference("fl.fees", where="x")]),
        )

    for _ in range(2):
        compose(composer(memory, {"fl.fees": "4"}))
    (reading,) = memory.readings("outer")
    assert reading.numbers == {"fl.fees": "4"}
    assert not reading.stands({"fl.fees": "5"}, set())
    other = Reading(cited={"ILO-C181": True}, cites={"ILO-C181"})
    reading.take(other)
    assert not reading.stands({"fl.fees": "4"}, set())


def test_a_part_of_a_part_is_read_after_what_stands_before_it() -> None:
    found = shipped().instruments.values()
    name = next(one.id for one in found if one.brief and one.is_cited_in("CL"))
    source = Source(instrument=name, pinpoint="whole")

    def compose(writer: Composer) -> tuple[object, ...]:
        def inner() -> tuple[object, ...]:
            return writer.remember("inner", lambda: [writer.note([source])])

        def middle() -> tuple[object, ...]:
            return writer.remember("middle", lambda: [writer.note([source]), *inner()])

        return writer.remember("outer", middle)

    memory = Memory()
    first = compose(composer(memory, {}))
    (reading,) = memory.readings("outer")
    assert reading.cited == {name: False}
    assert compose(composer(memory, {})) == first
    for known in (memory, Memory()):
        writer = composer(known, {})
        writer.note([source])
        assert compose(writer) == (first[1], first[1])


def test_readings_of_one_key_are_bounded() -> None:
    memory = Memory()
    for number in range(20):
        memory.keep("same", Reading(result=(number,)))
    assert [reading.result for reading in memory.readings("same")] == [
        (number,) for number in range(19, 11, -1)
    ]


def test_sixteen_threads_give_the_bytes_of_one() -> None:
    catalogue = shipped()
    facts = [
        tender_facts(reference=f"{number}-2026", supplier=f"Firm & Sons {number}",
                     sector=("other", "textiles", "construction")[number % 3])
        for number in range(8)
    ]  # fmt: skip

    def build(number: int) -> bytes:
        tender = Tender.model_validate(facts[number % len(facts)])
        kind = list(Kind)[number % 2]
        return render_docx(assemble(select(tender, catalogue), kind=kind, language="en"))

    alone = [build(number) for number in range(16)]
    for _ in range(3):
        memory_of.cache_clear()
        with ThreadPoolExecutor(16) as pool:
            assert list(pool.map(build, range(16))) == alone
