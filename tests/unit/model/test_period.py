"""Days and periods of the calendar."""

from __future__ import annotations

import datetime

import pytest
from pydantic import ValidationError

from clausekit.model.tender import Period


@pytest.mark.parametrize(
    ("start", "end", "months"), [("0001-01-01", "0003-01-01", 25), ("2026-03-10", "2027-02-09", 11)]
)
def test_months_of_any_year(start: str, end: str, months: int) -> None:
    assert Period.model_validate({"start": start, "end": end}).months == months


@pytest.mark.parametrize(
    ("end", "sound"),
    [("2026-12-31", False), ("2027-01-01", True), ("2127-12-31", True), ("2128-01-01", False)],
)
def test_a_contract_runs_a_hundred_years_at_most(end: str, sound: bool) -> None:
    facts = {"start": "2027-01-01", "end": end}
    if sound:
        assert str(Period.model_validate(facts).end) == end
        return
    with pytest.raises(ValidationError):
        Period.model_validate(facts)


@pytest.mark.parametrize("given", [datetime.date(2027, 1, 4), "2027-01-04"])
def test_a_day_is_a_day(given: object) -> None:
    assert Period.model_validate({"start": given, "end": given}).months == 1


@pytest.mark.parametrize("given", [datetime.datetime(2027, 1, 4), 20270104, None, "20270104", b""])
def test_what_has_an_hour_or_is_a_number_is_no_day(given: object) -> None:
    with pytest.raises(ValidationError, match="no date"):
        Period.model_validate({"start": given, "end": "2027-01-04"})


def test_a_hundred_years_are_counted_from_any_year() -> None:
    with pytest.raises(ValidationError, match="longer than 100 years"):
        Period.model_validate({"start": "0050-01-01", "end": "0200-01-01"})
