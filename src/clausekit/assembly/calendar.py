"""Real dates for verifications: the period of a contract divided by their frequency."""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections.abc import Iterator

from clausekit.model.tender import Period
from clausekit.model.verification import Frequency

__all__ = ["INTERVALS", "add_months", "due_dates"]

INTERVALS = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
    Frequency.AT_START_AND_YEARLY: 12,
}
"""Months between two verifications."""

_AT_START = (Frequency.AT_START, Frequency.AT_START_AND_YEARLY)


def due_dates(frequency: Frequency, period: Period) -> tuple[datetime.date, ...]:
    """Return the days on which a verification is due; none where no day is fixed.

    A verification that recurs is due on the last day of each of its periods, and the last one on
    the last day of the contract.

    Example:
        >>> dates = due_dates(Frequency.YEARLY, Period(start="2027-01-04", end="2028-12-31"))
        >>> [str(date) for date in dates]
        ['2028-01-03', '2028-12-31']
    """
    dates = [period.start] if frequency in _AT_START else []
    if frequency in INTERVALS:
        dates += _recurrences(INTERVALS[frequency], period)
    return tuple(dict.fromkeys(dates))


def _recurrences(months: int, period: Period) -> Iterator[datetime.date]:
    count = 0
    while True:
        count += months
        try:
            last = _last_day(period.start, count)
        except ValueError:  # past the year 9999
            last = datetime.date.max
        if last >= period.end:
            yield period.end
            return
        yield last


def _last_day(start: datetime.date, months: int) -> datetime.date:
    """Return the last day of a period of *months* that begins with the day *start*.

    It is the day before the one with the same number; where the month has none, its own last day.
    """
    after = add_months(start, months)
    return after - datetime.timedelta(days=1) if after.day == start.day else after


def add_months(date: datetime.date, months: int) -> datetime.date:
    """Return the same day so many months later; the last of the month where it has no such day.

    Example:
        >>> add_months(datetime.date(2027, 1, 31), 1)
        datetime.date(2027, 2, 28)
    """
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        raise ValueError("the date lies beyond the calendar")
    return datetime.date(year, month + 1, min(date.day, monthrange(year, month + 1)[1]))
