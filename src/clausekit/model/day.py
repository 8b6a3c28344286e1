"""A day of the calendar, as facts state it."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

__all__ = ["Day"]

_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _as_written(value: Any) -> Any:
    # Pydantic takes numbers, and digits in a text, for seconds since 1970.
    if isinstance(value, str) and _WRITTEN.fullmatch(value):
        return value
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    raise PydanticCustomError("date_parsing", "no date")


Day = Annotated[datetime.date, BeforeValidator(_as_written)]
"""A day, written ``2026-12-31`` (ISO 8601), and in no other way."""
