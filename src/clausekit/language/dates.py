"""Dates written in full; a date in figures alone is read differently from country to country."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from clausekit.language.data import DateRules

__all__ = ["write_date"]


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
    month = _months(locale)[date.month]
    return rules.pattern.format(day=day, month=month, year=date.year)


@lru_cache(maxsize=64)
def _months(locale: str) -> Mapping[int, str]:
    from babel import Locale
    from babel.dates import get_month_names

    return dict(get_month_names("wide", locale=Locale.parse(locale, sep="-")))
