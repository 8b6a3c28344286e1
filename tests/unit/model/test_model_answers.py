"""What the models say of bad facts, letter by letter, and how they are called."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from clausekit.errors import Fault, InputError
from clausekit.model import facts as facts_module
from clausekit.model.base import Model
from clausekit.model.codes import CURRENCIES
from clausekit.model.facts import Facts, in_file
from clausekit.model.faults import fields_at, pointer, read_json
from clausekit.model.money import Money, too_fine
from clausekit.model.tender import Code, Tender
from facts import tender_facts


def told(facts: Any) -> list[Fault]:
    """Return the faults of a tender."""
    with pytest.raises(InputError) as caught:
        Tender.model_validate(facts)
    return list(caught.value.faults)


def broken(text: str | bytes, called: str = "file") -> Fault:
    """Return what is wrong with a text."""
    fault = read_json(text, called)
    assert isinstance(fault, Fault)
    return fault


# Where a text is wrong.


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


# Floods, files and kinds.


def test_each_value_counts_once_and_what_it_holds_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = tender_facts()
    values = len(facts) + len(facts["buyer"])
    monkeypatch.setattr(facts_module, "_MOST_VALUES", values)
    assert Tender.model_validate(facts).title == facts["title"]
    assert Tender.model_validate_json(json.dumps(facts)).title == facts["title"]
    monkeypatch.setattr(facts_module, "_MOST_VALUES", values - 1)
    for read in (
        Tender.model_validate,
        lambda facts: Tender.model_validate_json(json.dumps(facts)),
    ):
        with pytest.raises(InputError) as caught:
            read(facts)
        (fault,) = caught.value.faults
        assert (fault.code, fault.where) == ("tender.too-many", "/buyer")


def test_a_short_text_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[object] = []
    monkeypatch.setattr(Tender, "_bound", classmethod(lambda cls, obj: counted.append(obj)))
    text = json.dumps(tender_facts())
    for room in (10_000, 20_000):
        Tender.model_validate_json(text + " " * (room - len(text)))
    assert not counted
    Tender.model_validate_json(text + " " * (20_001 - len(text)))
    assert len(counted) == 1


@pytest.mark.parametrize("where", ["/title", "line 2", ""])
def test_faults_are_placed_in_their_file(where: str) -> None:
    error = in_file(InputError(Fault("a.b", "Wrong.", where), Fault("a.c", "Too.")), "f.json")
    first = {"/title": "f.json#/title", "line 2": "f.json, line 2", "": "f.json"}[where]
    assert [fault.where for fault in error.faults] == [first, "f.json"]


def test_facts_of_ones_own_have_codes_of_their_own() -> None:
    class Own(Facts):
        _prefix = "own"
        _called = "record"
        number: int

    assert Own.model_validate({"number": 1}).number == 1
    for read, code in (
        (lambda: Own.model_validate({}), "own.missing"),
        (lambda: Own.model_validate_json("{"), "own.malformed-json"),
        (lambda: Own.model_validate_json('{"number": "x"}'), "own.invalid-number"),
        (lambda: Own.model_validate({"number": [1] * 20_000}), "own.too-many"),
        (lambda: Own.read("/nowhere/at/all.json"), "own.unreadable"),
    ):
        with pytest.raises(InputError) as caught:
            read()
        assert [fault.code for fault in caught.value.faults] == [code]


# Amounts.


@pytest.mark.parametrize(
    ("amount", "places", "said"),
    [
        (f"1.{'0' * 20}", 2, ""),
        (f"1.{'0' * 21}", 2, "The amount has more than 20 decimals."),
        ("1.000", 0, "The amount 1.000 has three decimals, more than EUR, which has none."),
        ("1.000", 2, "The amount 1.000 has three decimals, more than EUR, which has 2."),
        ("1.005", 3, ""),
        ("1000.000", 0, ""),
        ("0.500", 0, "The amount 0.500 has more decimals than EUR, which has none."),
        ("1E+3", 0, ""),
        ("0", 0, ""),
        ("2.50", 0, "The amount 2.50 has more decimals than EUR, which has none."),
        ("NaN", 2, None),
    ],
)
def test_decimals_are_those_of_the_currency(amount: str, places: int, said: str | None) -> None:
    if said is None:
        assert Decimal(amount).as_tuple().exponent == "n"
        return
    found = too_fine(Decimal(amount), "EUR", places)
    assert (found[0] if found else "") == said


@pytest.mark.parametrize(
    ("written", "sound"),
    [
        ("1", True), ("+1", True), ("-0", True), ("1.", True), (".5", True), ("1e2", True),
        ("1E+2", True), (" 1 ", True), ("1,5", False), ("1 000", False), ("1__0", False),
        ("e2", False), (".", False), ("1e", False), ("0x1", False), ("１", False),
    ],
)  # fmt: skip
def test_a_number_is_written_in_one_way(written: str, sound: bool) -> None:
    if sound:
        assert Money.model_validate({"amount": written, "currency": "EUR"}).amount >= 0
        return
    with pytest.raises(ValidationError, match="not a number"):
        Money.model_validate({"amount": written, "currency": "EUR"})


def test_a_currency_is_one_of_iso_4217() -> None:
    assert len(CURRENCIES) == len({Money(amount=0, currency=one).currency for one in CURRENCIES})
    for wrong in ("EURO", "eur", "DEM", ""):
        with pytest.raises(ValidationError, match="unknown currency"):
            Money.model_validate({"amount": "1", "currency": wrong})


@pytest.mark.parametrize(
    ("written", "told_of"),
    [
        ("x" * 40, "x" * 40), ("x" * 41, f"{'x' * 40}..."),
        ("CPV " + "1" * 40, "1" * 40), ("CPV " + "1" * 41, f"{'1' * 40}..."),
    ],
)  # fmt: skip
def test_a_code_is_shown_to_forty_letters(written: str, told_of: str) -> None:
    with pytest.raises(ValidationError, match=f"'{told_of}' is not a code"):
        Code.model_validate(written)


def test_a_line_has_five_hundred_letters_at_most() -> None:
    assert len(Tender.model_validate(tender_facts(title="x" * 500)).title) == 500
    (fault,) = told(tender_facts(title="x" * 501))
    assert fault.message == "The text has 501 characters; 500 is the most."


def test_a_code_in_one_long_word_is_not_taken_apart() -> None:
    for between, ending in ((":" * 29, "write 'CPV 18110000'."), (":" * 60, "2 to 8 digits.")):
        (fault,) = told(tender_facts(codes=[f"CPV{between}18110000"]))
        assert fault.message.endswith(ending)


def test_a_check_digit_is_one_of_the_cpv_alone() -> None:
    assert Code.model_validate("CPV 18110000-3").code == "18110000"
    for scheme, faults in (("AAA", 2), ("ZZZ", 2), ("UNSPSC", 1)):
        with pytest.raises(ValidationError) as caught:
            Code.model_validate(f"{scheme} 18110000-3")
        assert caught.value.error_count() == faults, scheme


def test_what_is_too_deep_for_python_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def deep(*_: Any, **__: Any) -> None:
        raise RecursionError

    monkeypatch.setattr(BaseModel, "model_validate", classmethod(deep))
    (fault,) = told(tender_facts())
    assert (fault.code, fault.where) == ("tender.malformed-json", "/")
    assert fault.message == "The file is nested too deeply."


def test_the_fields_of_the_first_of_several_models_are_told() -> None:
    class Outer(Model):
        inner: Money | Code | None

    assert fields_at(Outer, ("inner",)) == ["amount", "currency"]
