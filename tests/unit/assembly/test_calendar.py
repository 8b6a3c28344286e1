"""Dates of verifications: first, each recurrence, last, whatever the contract period."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausekit.assembly.calendar import INTERVALS, add_months, due_dates
from clausekit.model.tender import Period
from clausekit.model.verification import Frequency

D = datetime.date
YEAR = Period(start=D(2027, 1, 31), end=D(2027, 12, 31))
periods = st.tuples(st.dates(D(2000, 1, 1), D(2080, 1, 1)), st.integers(0, 4000)).map(
    lambda drawn: Period(start=drawn[0], end=drawn[0] + datetime.timedelta(days=drawn[1]))
)


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        (Frequency.AT_START, ["2027-01-31"]),
        (Frequency.QUARTERLY, ["2027-04-30", "2027-07-30", "2027-10-30", "2027-12-31"]),
        (Frequency.HALF_YEARLY, ["2027-07-30", "2027-12-31"]),
        (Frequency.YEARLY, ["2027-12-31"]),
        (Frequency.AT_START_AND_YEARLY, ["2027-01-31", "2027-12-31"]),
        (Frequency.EACH_CASE, []),
        (Frequency.CONTINUOUS, []),
    ],
)
def test_the_contract_is_divided_by_the_frequency(
    frequency: Frequency, expected: list[str]
) -> None:
    assert [str(date) for date in due_dates(frequency, YEAR)] == expected


def test_monthly_dates_begin_a_month_after_the_start_and_end_with_the_contract() -> None:
    dates = due_dates(Frequency.MONTHLY, YEAR)
    assert [str(date) for date in dates[:2]] == ["2027-02-28", "2027-03-30"]
    assert dates[-1] == YEAR.end
    assert len(dates) == 12


def test_a_contract_that_begins_on_a_leap_day_ends_its_year_once() -> None:
    year = Period(start=D(2028, 2, 29), end=D(2029, 2, 28))
    assert due_dates(Frequency.YEARLY, year) == (year.end,)
    assert due_dates(Frequency.QUARTERLY, year)[0] == D(2028, 5, 28)


@given(period=periods, frequency=st.sampled_from(Frequency))
def test_dates_lie_inside_the_contract_in_order_and_the_last_is_its_end(
    period: Period, frequency: Frequency
) -> None:
    dates = due_dates(frequency, period)
    assert list(dates) == sorted(set(dates))
    assert all(period.start <= date <= period.end for date in dates)
    if frequency in INTERVALS:
        assert dates[-1] == period.end


@given(period=periods, frequency=st.sampled_from(list(INTERVALS)))
def test_no_part_of_the_contract_is_longer_than_the_interval(
    period: Period, frequency: Frequency
) -> None:
    days = [period.start - datetime.timedelta(days=1), *due_dates(frequency, period)]
    for before, after in itertools.pairwise(days):
        assert (after - before).days <= 31 * INTERVALS[frequency]


def test_a_month_without_the_day_ends_with_its_last() -> None:
    assert add_months(D(2028, 1, 31), 1) == D(2028, 2, 29)
    assert add_months(D(2027, 12, 31), 2) == D(2028, 2, 29)


def test_a_contract_until_the_end_of_the_calendar_has_dates() -> None:
    period = Period(start=D(9998, 6, 1), end=D.max)
    assert due_dates(Frequency.YEARLY, period)[-1] == D.max
