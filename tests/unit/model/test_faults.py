"""What is said of bad facts, letter by letter, and where."""

from __future__ import annotations

from typing import Literal

import pytest

from clausekit import NonConformity
from clausekit.errors import Fault, InputError
from clausekit.model.base import Model
from clausekit.model.faults import LONGEST_TEXT, fields_at, pointer, read_json
from clausekit.model.mapping import FrozenMapping
from clausekit.model.money import Money
from clausekit.model.tender import Code, Tender
from clausekit.model.wording import Source
from facts import tender_facts
from refusals import told


def broken(text: str | bytes, called: str = "file") -> Fault:
    """Return what is wrong with a text."""
    fault = read_json(text, called)
    assert isinstance(fault, Fault)
    return fault


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('\ufeff{\n "a": 1e-400}', "line 2, column 7"),
        ('\n\n{"a": 1e-400}', "line 3, column 7"),
        ('{"a":\n1e-400}', "line 2, column 1"),
        ('\ufeff{"a": 1, "a": 2}', "line 1, column 10"),
        ('\ufeff{"a": 1,\n"a": 2}', "line 2, column 1"),
        ('{"a": 1, "a"\n : 2}', "line 1, column 10"),
        ('{"a": 1, "a" : 2, "b": "a"}', "line 1, column 10"),
        ('{"(": 1, "(": 2}', "line 1, column 10"),
        ('{"x": 12, "a": 1e-400, "b": 1e-400}', "line 1, column 16"),
    ],
)
def test_the_place_is_counted_from_one_and_without_a_mark(text: str, where: str) -> None:
    assert broken(text).where == where


@pytest.mark.parametrize("called", ["file", "job", "text", "zone"])
def test_a_line_of_jobs_stands_whole_on_a_line(called: str) -> None:
    fault = broken("{", called)
    assert fault.message.startswith(f"The {called} is not JSON: ")
    ending = " In a file of jobs, each stands whole on one line." if called == "job" else ""
    assert fault.hint == f"Check the commas, quotes and brackets just before that place.{ending}"


def test_a_number_of_a_hundred_letters_is_looked_at() -> None:
    text = "1." + "0" * 98
    assert len(text) == 100
    assert read_json(text) == (text, 1.0)
    fault = broken(text + "0")
    assert fault.code == "tender.inexact-number"
    assert fault.message.endswith("cannot be kept exactly: most programs read it as 1.0.")


@pytest.mark.parametrize("text", ["0.1", "1e2", "1E+2", "-0.0", "1.50", "123456789.123456"])
def test_a_number_that_is_kept_exactly_is_no_fault(text: str) -> None:
    assert read_json(text) == (text, float(text))


@pytest.mark.parametrize("text", ["0.10000000000000000001", "123456789012.1234567"])
def test_a_number_that_would_become_another_is_refused(text: str) -> None:
    assert broken(f'{{"a": {text}}}').where == "line 1, column 7"


def test_what_is_shown_is_cut_at_sixty_letters() -> None:
    for length, shown in ((58, f"'{'x' * 58}'"), (59, f"'{'x' * 56}...")):
        (fault,) = told(tender_facts(sector="x" * length))
        assert fault.message == f"{shown} is not a known sector."


def test_a_step_of_a_place_is_cut_at_a_hundred_letters() -> None:
    assert pointer(("x" * 100, 7)) == f"/{'x' * 100}/7"
    assert pointer(("x" * 101,)) == f"/{'x' * 97}..."
    assert pointer(("a/b", "c~d", 0)) == "/a~1b/c~0d/0"
    assert pointer(()) == ""


def test_a_hundred_faults_are_told_and_the_next_is_counted() -> None:
    (*_, last) = told(tender_facts(origins=["XX"] * 100))
    assert last.code == "tender.unknown-country"
    (*_, last) = told(tender_facts(origins=["XX"] * 101))
    assert (last.code, last.message) == ("tender.more-faults", "1 more thing is wrong.")
    (*_, last) = told(tender_facts(origins=["XX"] * 102))
    assert last.message == "2 more things are wrong."


@pytest.mark.parametrize(
    ("country", "meant"),
    [
        ("uk", "GB"), (" EL ", "GR"), ("Grèce", "GR"), ("ALEMANIA", "DE"), ("Côte d'Ivoire", "CI"),
        ("Cote dIvoire", "CI"), ("Estados Unidos", "US"), ("Eurozone", ""), ("World", ""),
        ("Atlantis", ""), ("Chile" + " " * 200, "CL"), (" " * 100 + "Chile", ""),
        (" " * 95 + "Chile", "CL"),
    ],
)  # fmt: skip
def test_a_country_is_known_by_its_name_in_four_languages(country: str, meant: str) -> None:
    (fault,) = told(tender_facts(buyer={"name": "City", "country": country}))
    general = "Write an ISO 3166-1 code, such as CL or CHL."
    assert fault.hint == (f"Did you mean '{meant}'? {general}" if meant else general)


def test_fields_are_found_through_lists_mappings_and_choices() -> None:
    assert fields_at(Tender, ()) == list(Tender.model_fields)
    assert fields_at(Tender, ("codes", 3)) == ["scheme", "code"]
    assert fields_at(Tender, ("buyer", "contact")) == ["office", "email", "telephone", "address"]
    assert fields_at(Tender, ("title", "x")) == []
    assert fields_at(Tender, ("nowhere", "codes", 0)) == ["scheme", "code"]


def test_the_last_field_of_a_place_gives_its_name_to_the_code() -> None:
    faults = told(tender_facts(languages=["es", ""], terms={"supplier": ""}, title=""))
    assert {(fault.code, fault.where) for fault in faults} == {
        ("tender.invalid-languages", "/languages/1"),
        ("tender.invalid-terms", "/terms/supplier"),
        ("tender.invalid-title", "/title"),
    }


def test_a_line_has_five_hundred_letters_at_most() -> None:
    assert len(Tender.model_validate(tender_facts(title="x" * 500)).title) == 500
    (fault,) = told(tender_facts(title="x" * 501))
    assert fault.message == "The text has 501 characters; 500 is the most."


def test_a_code_in_one_long_word_is_not_taken_apart() -> None:
    for between, ending in ((":" * 29, "write 'CPV 18110000'."), (":" * 60, "2 to 8 digits.")):
        (fault,) = told(tender_facts(codes=[f"CPV{between}18110000"]))
        assert fault.message.endswith(ending)


def test_the_fields_of_the_first_of_several_models_are_told() -> None:
    class Outer(Model):
        inner: Money | Code | None

    assert fields_at(Outer, ("inner",)) == ["amount", "currency"]


def test_the_byte_that_is_no_utf8_is_counted_from_one() -> None:
    for start in (0, 1, 5):
        fault = read_json(b"x" * start + b"\xff")
        assert isinstance(fault, Fault)
        assert f"byte {start + 1} cannot be read" in fault.message


def test_a_text_that_is_too_long_is_told_with_the_limit() -> None:
    fault = read_json(" " * (LONGEST_TEXT + 1))
    assert isinstance(fault, Fault)
    assert fault.message.startswith("The file is larger than 4 MB; ")
    for text in (" " * (LONGEST_TEXT - 1) + "1", " " * (LONGEST_TEXT - 2) + "1 "):
        assert read_json(text) == (text, 1)


def test_a_message_begins_with_a_capital() -> None:
    with pytest.raises(InputError) as caught:
        Tender.model_validate({"title": "a\nb", "period": {"start": "2027-01-02"}})
    messages = [fault.message for fault in caught.value.faults]
    assert "Character U+000A at position 2 cannot stand in a line of a document." in messages


def test_lines_of_jobs_are_spoken_of_where_there_are_jobs() -> None:
    with pytest.raises(InputError) as caught:
        Tender.model_validate_json('{"title": }')
    assert "jobs" not in str(caught.value)


def test_a_name_that_stands_three_times_has_no_place() -> None:
    for text, where in (
        ('{"a": 1, "a": 2}', "line 1, column 10"),
        ('{"a": 1, "\\u0061": 2}', ""),
        ('{"a": 1, "b": {"a": 1}, "a": 2}', ""),
    ):
        fault = read_json(text)
        assert not isinstance(fault, tuple)
        assert (fault.code, fault.where) == ("tender.double-name", where)


def test_findings_of_other_kinds_are_told_in_their_own_way() -> None:
    class Own(Model):
        fields: tuple[int, ...] = ()
        where: Literal["x"] = "x"
        notes: FrozenMapping[str, Source] = {}

    assert fields_at(Own, ("notes", "any", "instrument")) == []
    assert fields_at(Own, ("notes", "any")) == ["instrument", "pinpoint"]
    with pytest.raises(InputError) as caught:
        NonConformity.model_validate(
            {"clause": "x", "facts": [], "known": "2027-03-01", "served": "2027-03-05"}
        )
    (fault,) = caught.value.faults
    assert fault.message.endswith("has too few entries; it needs at least 1.")
    with pytest.raises(InputError) as caught:
        NonConformity.model_validate(
            {"clause": "x", "facts": ["", 7], "known": "2027-03-01", "served": "2027-03-05"}
        )
    assert [fault.where for fault in caught.value.faults] == ["/facts/0", "/facts/1"]
