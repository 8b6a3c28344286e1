"""Instruments and their places: found, cited, covered."""

from __future__ import annotations

from clausekit.model.alignment import AlignedPlace
from clausekit.model.wording import Source
from facts import shipped


def test_a_pinpoint_is_found_by_its_name_alone() -> None:
    for instrument in shipped().instruments.values():
        for place in instrument.pinpoints:
            assert instrument.pinpoint(place.ref) is place
        for unknown in ("", "0", "zzz", "art. 0"):
            assert instrument.pinpoint(unknown) is None


def test_a_place_covers_what_lies_inside_it() -> None:
    place = AlignedPlace.model_validate({"id": "p", "source": "UNGP principle 1"})
    for cited, inside in (
        ("UNGP principle 1", True), ("UNGP principle 1(a)", True), ("UNGP principle 1, b", True),
        ("UNGP principle 11", False), ("UNGP (a)", False), ("UNGP", False), ("OECD", False),
        ("UNGP ,", False), ("OECD principle 1", False), ("VGGT principle 1", False),
    ):  # fmt: skip
        assert place.covers(Source.model_validate(cited)) is inside, cited
    whole = AlignedPlace.model_validate({"id": "p", "source": "UNGP"})
    assert whole.covers(Source.model_validate("UNGP principle 31"))
    assert not whole.covers(Source.model_validate("OECD"))


def test_an_instrument_is_cited_everywhere_or_where_it_says() -> None:
    for instrument in shipped().instruments.values():
        cited = {country for country in ("CL", "FR", "ZZ") if instrument.is_cited_in(country)}
        own = {country for country in ("CL", "FR", "ZZ") if country in instrument.cited_in}
        assert cited == (own if instrument.cited_in else {"CL", "FR", "ZZ"})
    assert any(instrument.cited_in for instrument in shipped().instruments.values())


def test_law_of_the_european_union_names_its_parts_in_its_own_way() -> None:
    families = {
        instrument.kind.value: instrument.family for instrument in shipped().instruments.values()
    }
    assert families.pop("eu-law") == "eu-law"
    assert set(families.values()) == {""}
