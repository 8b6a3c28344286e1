"""Bad facts get an answer that teaches: a stable code, a JSON pointer, the nearest valid value."""

from __future__ import annotations

import contextlib
import json
import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausekit.errors import InputError
from clausekit.model.tender import Money, Period, Tender, Tier
from facts import tender_facts, tenders

LONG = "x" * 1_000_000


def _faults(facts: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(InputError) as caught:
        Tender.model_validate(facts)
    return [(fault.code, fault.where, fault.hint) for fault in caught.value.faults]


def _buyer(**changes: Any) -> dict[str, Any]:
    return {"buyer": {"name": "City", "country": "CL", **changes}}


def _money(amount: Any, currency: Any = "CLP") -> dict[str, Any]:
    return {"value": {"amount": amount, "currency": currency}}


def _period(start: Any, end: Any) -> dict[str, Any]:
    return {"period": {"start": start, "end": end}}


# changed facts -> code, JSON pointer, a part of the hint
ONE_FAULT = [
    # names that are not in a list
    ({"sector": "textile"}, "tender.unknown-sector", "/sector", "'textiles'"),
    ({"sector": "Printing"}, "tender.unknown-sector", "/sector", "'printing'"),
    ({"sector": "zzz"}, "tender.unknown-sector", "/sector", "Valid values: agency-staff"),
    ({"sector": 3}, "tender.unknown-sector", "/sector", ""),
    ({"sector": LONG}, "tender.unknown-sector", "/sector", ""),
    ({"procurement": "good"}, "tender.unknown-procurement", "/procurement", "'goods'"),
    ({"tier": "Basic"}, "tender.unknown-tier", "/tier", "'basic'"),
    ({"stage": "awards"}, "tender.unknown-stage", "/stage", "'award'"),
    ({"supplier_size": "tiny"}, "tender.unknown-supplier-size", "/supplier_size", "micro"),
    ({"paper": "a5"}, "tender.unknown-paper", "/paper", "a4, letter"),
    ({"codes": ["CVP 18"]}, "tender.unknown-scheme", "/codes/0/scheme", "'CPV'"),
    (_buyer(country="XX"), "tender.unknown-country", "/buyer/country", "ISO 3166-1"),
    (_buyer(country="Chile"), "tender.unknown-country", "/buyer/country", "Did you mean 'CL'?"),
    (_buyer(country="etats-unis"), "tender.unknown-country", "/buyer/country", "'US'"),
    (_buyer(country="España "), "tender.unknown-country", "/buyer/country", "'ES'"),
    (_buyer(country="UK"), "tender.unknown-country", "/buyer/country", "'GB'"),
    ({"origins": ["BD", "CN", "XY"]}, "tender.unknown-country", "/origins/2", ""),
    (_money("1", "CLPP"), "tender.unknown-currency", "/value/currency", "'CLP'"),
    (_money("1", "Peso"), "tender.unknown-currency", "/value/currency", "ISO 4217"),
    (_money("1", "clp"), "tender.unknown-currency", "/value/currency", "'CLP'"),
    # fields that are not there
    ({"secter": "printing"}, "tender.unknown-field", "/secter", "'sector'"),
    (_buyer(contct={}), "tender.unknown-field", "/buyer/contct", "'contact'"),
    (_buyer(contact={"office": "A", "mail": "a"}), "tender.unknown-field", "/buyer/contact/mail",
     "'email'"),
    ({"a/b~c": 1}, "tender.unknown-field", "/a~1b~0c", "Valid values"),
    ({LONG: 1}, "tender.unknown-field", f"/{'x' * 97}...", "Valid values"),
    ({"title": None}, "tender.missing", "/title", "Add it."),
    ({"buyer": {"country": "CL"}}, "tender.missing", "/buyer/name", "Add it."),
    ({"value": {"amount": 1}}, "tender.missing", "/value/currency", "Add it."),
    # amounts
    (_money("-1"), "tender.too-small", "/value/amount", ""),
    (_money("-0.01"), "tender.too-small", "/value/amount", ""),
    (_money("1000000000000"), "tender.too-large", "/value/amount", ""),
    (_money("1e400"), "tender.too-large", "/value/amount", ""),
    (_money("NaN"), "tender.not-a-number", "/value/amount", ""),
    (_money("Infinity"), "tender.not-a-number", "/value/amount", ""),
    (_money(float("nan")), "tender.not-a-number", "/value/amount", ""),
    (_money(float("-inf")), "tender.not-a-number", "/value/amount", ""),
    (_money("a lot"), "tender.not-a-number", "/value/amount", ""),
    (_money("1.000,50"), "tender.not-a-number", "/value/amount", "nothing between thousands"),
    (_money(True), "tender.not-a-number", "/value/amount", ""),
    (_money([1]), "tender.not-a-number", "/value/amount", ""),
    (_money("1.000"), "tender.money-decimals", "/value/amount", "leave it out"),
    (_money("1234567.5"), "tender.money-decimals", "/value/amount", "never rounds"),
    (_money("1.005", "EUR"), "tender.money-decimals", "/value/amount", "write 2 of them"),
    # dates
    (_period("2027-01-02", "2027-01-01"), "tender.invalid-period", "/period", ""),
    (_period("2027-01-02", "2207-01-01"), "tender.invalid-period", "/period", ""),
    (_period("2027-13-01", "2028-01-01"), "tender.not-a-date", "/period/start", ""),
    (_period("2027-01-01", "2027-02-29"), "tender.not-a-date", "/period/end", ""),
    (_period("01/02/2027", "2027-12-31"), "tender.not-a-date", "/period/start", ""),
    (_period("2027-01-01T09:00:00", "2027-12-31"), "tender.not-a-date", "/period/start", ""),
    ({"dated": "yesterday"}, "tender.not-a-date", "/dated", ""),
    # texts that cannot stand in a document
    ({"title": "bell \x07"}, "tender.invalid-title", "/title", ""),
    ({"title": "two\nlines"}, "tender.invalid-title", "/title", ""),
    ({"title": "tab\t"}, "tender.invalid-title", "/title", ""),
    ({"title": "line\u2028separator"}, "tender.invalid-title", "/title", ""),
    ({"title": "half a pair \ud83d"}, "tender.invalid-title", "/title", ""),
    ({"title": "no character \uffff"}, "tender.invalid-title", "/title", ""),
    ({"title": ""}, "tender.invalid-title", "/title", ""),
    ({"title": " \u00a0 "}, "tender.invalid-title", "/title", ""),
    ({"title": LONG}, "tender.invalid-title", "/title", ""),
    (_buyer(name="a\x00b"), "tender.invalid-name", "/buyer/name", ""),
    (_buyer(contact={"office": ""}), "tender.invalid-office", "/buyer/contact/office", ""),
    ({"languages": ["es", "\ud800"]}, "tender.invalid-languages", "/languages/1", ""),
    ({"languages": [LONG]}, "tender.invalid-languages", "/languages/0", ""),
    ({"terms": {"supplier": "\ud800"}}, "tender.invalid-terms", "/terms/supplier", ""),
    ({"terms": {"supplier": "a\nb"}}, "tender.invalid-terms", "/terms/supplier", ""),
    ({"terms": {"two\nlines": "x"}}, "tender.invalid-terms", "/terms/two\nlines", ""),
    # wrong types
    ({"title": 5}, "tender.not-text", "/title", "quotes"),
    (_buyer(country=56), "tender.not-text", "/buyer/country", ""),
    ({"supplier": True}, "tender.not-text", "/supplier", "quotes"),
    ({"buyer": "City"}, "tender.not-an-object", "/buyer", "braces"),
    ({"codes": "CPV 18"}, "tender.not-a-list", "/codes", "brackets"),
    ({"codes": [18]}, "tender.not-an-object", "/codes/0", ""),
    ({"codes": ["CPV eighteen"]}, "tender.invalid-code", "/codes/0/code", ""),
    # Nothing that stands behind a code is dropped without a word.
    ({"codes": ["CPV 18110000-3-9"]}, "tender.invalid-code", "/codes/0/code", ""),
    ({"codes": ["UNSPSC 53102700-1"]}, "tender.invalid-code", "/codes/0/code", ""),
    ({"codes": ["CPV 18110000-x; CPV 44000000"]}, "tender.invalid-code", "/codes/0/code", ""),
    ({"codes": [" " * 100_000 + "x"]}, "tender.invalid-codes", "/codes/0", ""),
    # What only Python takes for a number, or for a country.
    (_money("1_000"), "tender.not-a-number", "/value/amount", "digits"),
    (_money("١٢٣"), "tender.not-a-number", "/value/amount", "digits"),
    ({"origins": ["ß"]}, "tender.unknown-country", "/origins/0", ""),
    ({"codes": ["18110000-3"]}, "tender.invalid-codes", "/codes/0", ""),
    ({"codes": ["CPV"]}, "tender.invalid-codes", "/codes/0", ""),
    ({"codes": [LONG]}, "tender.invalid-codes", "/codes/0", ""),
    ({"codes": ["CPV 18"] * 101}, "tender.too-many", "/codes", ""),
    ({"languages": ["es"] * 101}, "tender.too-many", "/languages", ""),
    ({"terms": {str(n): "x" for n in range(101)}}, "tender.too-many", "/terms", ""),
    ({"languages": "es"}, "tender.not-a-list", "/languages", ""),
    ({"terms": {"supplier": 1}}, "tender.not-text", "/terms/supplier", ""),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "where", "hint"), ONE_FAULT)
def test_a_bad_fact_is_named_with_its_place(
    changes: dict[str, Any], code: str, where: str, hint: str
) -> None:
    ((found, place, told),) = _faults(tender_facts(**changes))
    assert (found, place) == (code, where)
    assert hint in told


@pytest.mark.parametrize(("changes", "code", "where", "hint"), ONE_FAULT)
def test_an_answer_is_short_and_says_what_was_written(
    changes: dict[str, Any], code: str, where: str, hint: str
) -> None:
    with pytest.raises(InputError) as caught:
        Tender.model_validate(tender_facts(**changes))
    assert len(str(caught.value)) < 1500
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("18110000-3", "write 'CPV 18110000' or 'UNSPSC 18110000'."),
        ("cpv:18110000", "write 'CPV 18110000'."),
        ("UNSPSC53102700", "write 'UNSPSC 53102700'."),
        ("uniforms", "write the classification, a space and 2 to 8 digits."),
    ],
)
def test_a_code_in_one_word_is_told_as_it_is_to_be_written(code: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        Tender.model_validate(tender_facts(codes=[code]))
    assert caught.value.message.endswith(told)


def test_no_value_is_told_as_json_writes_it() -> None:
    with pytest.raises(InputError) as caught:
        Tender.model_validate({**tender_facts(), "title": None, "procurement": False})
    assert [str(fault) for fault in caught.value.faults] == [
        "/title: null is not a text. Give a value, or leave the field out where it is not needed. "
        "[tender.not-text]",
        "/procurement: false is not a known procurement. Valid values: goods, services, works. "
        "[tender.unknown-procurement]",
    ]


def test_an_unknown_country_is_told_as_it_was_written() -> None:
    with pytest.raises(InputError, match="Unknown country 'Wakanda'"):
        Tender.model_validate(tender_facts(**_buyer(country="Wakanda")))


def test_what_stands_twice_counts_once() -> None:
    tender = Tender.model_validate(
        tender_facts(
            codes=["CPV 18110000", "CPV 18", "CPV 18110000-3"],
            origins=["BD", "CN", "BGD"],
            languages=["es", "es"],
        )
    )
    assert [str(code) for code in tender.codes] == ["CPV 18110000", "CPV 18"]
    assert (tender.origins, tender.languages) == (("BD", "CN"), ("es",))


@pytest.mark.parametrize(
    "notice",
    [
        {"ocid": "ocds-213czf-1", "id": "1", "tag": ["tender"], "tender": {"title": "x"}},
        {"uri": "http://x.example", "version": "1.1", "releases": []},
        {"version": "1.1", "records": [{"ocid": "ocds-213czf-1", "compiledRelease": {}}]},
        [{"ocid": "ocds-213czf-1", "tag": ["tender"]}],
        [{"uri": "http://x.example", "releases": []}] * 2,
    ],
)
def test_a_notice_of_another_standard_is_told_in_one_sentence(notice: Any, tmp_path: Path) -> None:
    path = tmp_path / "release.json"
    path.write_text(json.dumps(notice), "utf-8")
    for read in (lambda: Tender.model_validate(notice), lambda: Tender.read(path)):
        with pytest.raises(InputError) as caught:
            read()
        assert [fault.code for fault in caught.value.faults] == ["tender.ocds"]
        assert "reference, title, buyer" in caught.value.hint


def test_what_lies_too_deep_is_told() -> None:
    deep: Any = "x"
    for _ in range(5_000):
        deep = [deep]
    for field in ("title", "codes", "other"):
        assert _faults({**tender_facts(), field: deep})


def test_what_cannot_be_shown_is_told_by_its_type() -> None:
    class Shy:
        def __repr__(self) -> str:
            raise ValueError

    with pytest.raises(InputError, match="A value of the type 'Shy' is not a text"):
        Tender.model_validate({**tender_facts(), "title": Shy()})


@pytest.mark.parametrize("facts", [None, [], "text", 5, True])
def test_what_is_no_object_is_told(facts: object) -> None:
    assert [code for code, _, _ in _faults(facts)] == ["tender.not-an-object"]


@pytest.mark.parametrize(
    "facts",
    [
        {f"field{number}": 1 for number in range(2_000)},
        {"origins": [f"X{number}" for number in range(2_000)]},
        {"codes": ["CVP 1"] * 2_000},
        {"terms": {str(number): 5 for number in range(2_000)}},
    ],
)
def test_more_faults_than_anybody_reads_are_counted(facts: dict[str, Any]) -> None:
    # Each fault looks for near names: without a limit, a megabyte keeps a machine busy for minutes.
    found = _faults({**tender_facts(), **facts})
    assert len(found) == 101
    assert found[-1] == (
        "tender.more-faults", "", "Mend these first; the others are told then."
    )  # fmt: skip


def test_all_faults_come_together() -> None:
    faults = _faults(
        tender_facts(
            sector="textile",
            procurement="good",
            tier="top",
            secter="x",
            title="",
            origins=["CL", "XX"],
            **_buyer(country="ZZ"),
            **_money("-5", "ZZZ"),
            **_period("2027-12-31", "2027-01-01"),
        )
    )
    assert sorted((code, where) for code, where, _ in faults) == [
        ("tender.invalid-period", "/period"),
        ("tender.invalid-title", "/title"),
        ("tender.too-small", "/value/amount"),
        ("tender.unknown-country", "/buyer/country"),
        ("tender.unknown-country", "/origins/1"),
        ("tender.unknown-currency", "/value/currency"),
        ("tender.unknown-field", "/secter"),
        ("tender.unknown-procurement", "/procurement"),
        ("tender.unknown-sector", "/sector"),
        ("tender.unknown-tier", "/tier"),
    ]


# Any text of one line comes back letter by letter; nothing in it is read as anything else.
HOSTILE = [
    "Smith & Sons <Ltd>",
    "{{ 7*6 }}",
    "{% for x in y %}",
    "{supplier}",
    "]]>",
    "l’Office «X»",
    "_x000D_",
    "=1+1",
    "\u202eright to left",
    "ﷺ 中文 עברית",
    "a\u0301 (NFD)",
    "  spaces kept  ",
    "😀",
    "x" * 500,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    tender = Tender.model_validate(
        tender_facts(title=text, reference=text, supplier=text, **_buyer(name=text))
    )
    assert (tender.title, tender.buyer.name, tender.supplier) == (text, text, text)
    again = Tender.model_validate_json(tender.model_dump_json())
    assert again == tender


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2027-01-01", "2027-01-01", 1),
        ("2027-01-01", "2027-01-31", 1),
        ("2027-01-15", "2027-02-14", 1),
        ("2027-01-15", "2027-02-15", 2),
        ("2027-01-31", "2027-02-28", 1),
        ("2027-01-01", "2027-12-31", 12),
        ("2027-01-04", "2028-12-31", 24),
        ("2027-01-04", "2029-01-03", 24),
    ],
)
def test_months_of_a_contract(start: str, end: str, months: int) -> None:
    period = Period.model_validate({"start": start, "end": end})
    assert period.months == months


def test_tiers_are_ordered() -> None:
    assert [tier.rank for tier in (Tier.BASIC, Tier.INTERMEDIATE, Tier.ADVANCED)] == [0, 1, 2]


@pytest.mark.parametrize(
    ("amount", "kept"),
    [
        ("8923.94", "8923.94"),
        (8923.94, "8923.94"),
        (0, "0"),
        ("999999999999.99", "999999999999.99"),
    ],
)
def test_money_keeps_its_cents(amount: Any, kept: str) -> None:
    money = Money.model_validate({"amount": amount, "currency": "CAD"})
    assert money.amount == Decimal(kept)


@given(tender=tenders())
def test_a_tender_reads_back_as_it_was_written(tender: Tender) -> None:
    assert Tender.model_validate_json(tender.model_dump_json()) == tender
    assert Tender.model_validate(tender.model_dump(mode="json")) == tender
    assert pickle.loads(pickle.dumps(tender)) == tender


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)


@given(data=st.data())
def test_nothing_but_our_errors_comes_out_of_any_value(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*Tender.model_fields, "other"]))
    facts = {**tender_facts(), name: data.draw(_JSON)}
    for read in (
        lambda: Tender.model_validate(facts),
        lambda: Tender.model_validate_json(json.dumps(facts)),
    ):
        with contextlib.suppress(InputError):
            read()


@given(text=st.text(max_size=60) | st.binary(max_size=60))
def test_nothing_but_our_errors_comes_out_of_any_text(text: str | bytes) -> None:
    with pytest.raises(InputError):
        Tender.model_validate_json(text)
