"""Dates written in full; a date in figures alone is read differently from country to country."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from clausekit.language.conventions import conventions_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from clausekit.language.data import DateRules

__all__ = ["is_weekend", "weekday_name", "write_date"]


def write_date(date: datetime.date, rules: DateRules, locale: str) -> str:
    """Return *date* in full, with the month's name from the Unicode CLDR.

    Example:
        >>> import datetime
        >>> from clausekit.language.data import DateRules
        >>> rules = DateRules(pattern="{day} {month} {year}", first="1er")
        >>> write_date(datetime.date(2026, 3, 1), rules, "fr-FR")
        '1er mars 2026'
    """
    day = rules.first if date.day == 1 else str(date.day)
    month = conventions_of(locale).months[date.month - 1]
    return rules.pattern.format(day=day, month=month, year=date.year)


@lru_cache(maxsize=512)
def _weekend(country: str) -> frozenset[int]:
    """Return the days of the weekend, Monday being 0; Saturday and Sunday where none is known."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(f"und_{country}")
    except (UnknownLocaleError, ValueError):
        return frozenset({5, 6})
    length = (locale.weekend_end - locale.weekend_start) % 7 + 1
    return frozenset((locale.weekend_start + day) % 7 for day in range(length))


def is_weekend(date: datetime.date, country: str) -> bool:
    """Tell whether *date* belongs to the weekend of *country*, by the Unicode CLDR.

    Example:
        >>> import datetime
        >>> friday = datetime.date(2027, 3, 5)
        >>> is_weekend(friday, "CL"), is_weekend(friday, "EG")
        (False, True)
    """
    return date.weekday() in _weekend(country)


def weekday_name(date: datetime.date, locale: str) -> str:
    """Return the name of the day of the week.

    Example:
        >>> import datetime
        >>> weekday_name(datetime.date(2026, 3, 1), "fr-FR")
        'dimanche'
    """
    return _weekdays(locale)[date.weekday()]


@lru_cache(maxsize=64)
def _weekdays(locale: str) -> Mapping[int, str]:
    from babel import Locale
    from babel.dates import get_day_names

    return dict(get_day_names("wide", locale=Locale.parse(locale, sep="-")))
