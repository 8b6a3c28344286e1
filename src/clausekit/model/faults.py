"""From pydantic's findings to faults that teach: place, nearest valid value, what to do."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from clausekit.errors import Fault, nearest
from clausekit.model.codes import CURRENCIES, TERRITORIES
from clausekit.model.money import TOO_FINE

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

__all__ = ["LONGEST_TEXT", "expected_values", "faults_of", "fields_at", "pointer", "read_json"]

# Pydantic's kinds of finding -> our stable code and what is said of the value.
_DATE = ("not-a-date", "is not a date; write it as 2026-12-31")
_TOLD = {
    "date_from_datetime_inexact": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_parsing": _DATE,
    "date_type": _DATE,
    "decimal_parsing": ("not-a-number", "is not a number"),
    "decimal_type": ("not-a-number", "is not a number"),
    "dict_type": ("not-an-object", "is not an object with names and values"),
    "finite_number": ("not-a-number", "is not a number"),
    "greater_than_equal": ("too-small", "is too small"),
    "less_than": ("too-large", "is too large"),
    "model_type": ("not-an-object", "is not an object with names and values"),
    "string_type": ("not-text", "is not a text"),
    "string_unicode": ("not-text", "is not a text"),
    "too_long": ("too-many", "has too many entries"),
    "tuple_type": ("not-a-list", "is not a list"),
}
_HINTS = {
    "not-a-list": "Put what it holds into brackets, even one value: [...].",
    "not-a-number": "Write digits, with a point before the decimals and nothing between thousands: "
    '"1234567.50".',
    "not-an-object": 'Write names and values in braces: {"name": "value"}.',
    "not-text": "Put it into quotes.",
    "too-many": "Keep those that say most.",
}
_NO_VALUE = "Give a value, or leave the field out where it is not needed."
# What else can be said better than by pydantic: of the value, and what to do.
_UNFIT = {
    "bool_parsing": ("is neither true nor false", "Write true or false, without quotes."),
    "bool_type": ("is neither true nor false", "Write true or false, without quotes."),
    "too_short": ("has too few entries; it needs at least {min_length}", "Add what is missing."),
}
LONGEST_TEXT = 4 * 1024 * 1024
"""Bytes or characters of a tender; the largest one that is allowed needs far less."""
_LONGEST_NAME = 100
# As JSON reads them, and never going back: a quote that nothing closes holds all that follows.
_QUOTED_OR_NUMBER = re.compile(
    r'"(?:[^"\\]++|\\.)*+"?|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?', re.DOTALL
)
_MOST = 100
"""As many faults as are told of one input; to look for near names takes time for each."""


def read_json(text: str | bytes | bytearray, called: str = "file") -> tuple[str, Any] | Fault:
    """Return a JSON text, and what it says; or what is wrong with it, with its line and column.

    Names that stand twice in one object are a fault as well: JSON readers keep the last and say
    nothing.

    Args:
        text: The text; Windows editors put a byte order mark before it, which is left out.
        called: What it is called in the message.
    """
    if len(text) > LONGEST_TEXT:
        return Fault(
            "tender.too-long",
            f"The {called} is larger than {LONGEST_TEXT // 1024 // 1024} MB; a tender has a few "
            "kilobytes.",
            hint=f"Check that it is the right {called}.",
        )
    try:
        decoded = text if isinstance(text, str) else bytes(text).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Fault(
            "tender.not-utf8",
            f"The {called} is not UTF-8: byte {error.start + 1} cannot be read.",
            hint="Save it as UTF-8.",
        )
    try:
        if not decoded.strip("\ufeff \t\r\n"):
            return Fault("tender.malformed-json", f"The {called} is empty.", "line 1, column 1")
        plain = decoded.removeprefix("\ufeff")
        said = json.loads(plain, object_pairs_hook=_unique, parse_float=_exactly, parse_int=_whole)
    except json.JSONDecodeError as error:
        return Fault(
            "tender.malformed-json",
            f"The {called} is not JSON: {error.msg}.",
            where=f"line {error.lineno}, column {error.colno}",
            hint="Check the commas, quotes and brackets just before that place."
            + (" In a file of jobs, each stands whole on one line." if called == "job" else ""),
        )
    except RecursionError:
        return Fault("tender.malformed-json", f"The {called} is nested too deeply.")
    except _DoubleName as error:
        return Fault(
            "tender.double-name",
            f"The name {_shown(error.args[0])} stands twice in one object.",
            _second(decoded, error.args[0]),
            "Keep one of the two.",
        )
    except _InexactNumber as error:
        return Fault(
            "tender.inexact-number",
            f"The number {_shown(error.args[0])} cannot be kept exactly: most programs read it as "
            f"{float(error.args[0])}.",
            _standing(decoded, error.args[0]),
            "Put it into quotes.",
        )
    except _LongNumber as error:
        return Fault(
            "tender.malformed-json",
            f"The {called} holds a number that is too long to read.",
            _standing(decoded, error.args[0]),
        )
    return plain, said


def _second(text: str, name: str) -> str:
    """Return where a name stands for the second time, if there are no more than two of it."""
    found = list(re.finditer(rf"{re.escape(json.dumps(name, ensure_ascii=False))}\s*:", text))
    if len(found) != 2:
        return ""
    return _line_and_column(text, found[1].start())


def _standing(text: str, number: str) -> str:
    """Return where a number stands for the first time, outside of all quotes."""
    for found in _QUOTED_OR_NUMBER.finditer(text):
        if found[0] == number:
            return _line_and_column(text, found.start())
    return ""


def _line_and_column(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    # A byte order mark is no character of the text.
    column = at - text.rfind("\n", 0, at) - (line == 1 and text.startswith("\ufeff"))
    return f"line {line}, column {column}"


class _DoubleName(ValueError):
    pass


class _InexactNumber(ValueError):
    pass


class _LongNumber(ValueError):
    pass


def _exactly(text: str) -> float:
    found = float(text)
    if not math.isfinite(found):
        return found
    try:
        exact = len(text) <= _LONGEST_NAME and Decimal(text) == Decimal(repr(found))
    except InvalidOperation:  # an exponent that not even this module of Python holds
        exact = False
    if not exact:
        raise _InexactNumber(text)
    return found


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:  # Python reads no whole number of more than 4300 digits
        raise _LongNumber(text) from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _DoubleName(name)
        found[name] = value
    return found


def faults_of(error: ValidationError, model: type[BaseModel], *, prefix: str) -> Iterator[Fault]:
    """Yield a fault for each finding of *error*.

    Args:
        error: What pydantic found.
        model: The model that was validated; its field names serve as nearest valid values.
        prefix: The first part of the codes, such as ``tender``.
    """
    findings = list(_told_once(error.errors(include_url=False)))
    for finding in findings[:_MOST]:
        yield _fault(finding, model, prefix)
    if len(findings) > _MOST:
        more = len(findings) - _MOST
        yield Fault(
            "tender.more-faults",
            "1 more thing is wrong." if more == 1 else f"{more} more things are wrong.",
            hint="Mend these first; the others are told then.",
        )


def _told_once(findings: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Yield the findings, but for lists that are too short since one of their entries is wrong."""
    around = {
        place[:length] for place in (one["loc"] for one in findings) for length in range(len(place))
    }
    for finding in findings:
        if finding["type"] != "too_short" or finding["loc"] not in around:
            yield finding


def expected_values(finding: ErrorDetails) -> list[str]:
    """Return the values of the enumeration that *finding*, one of kind ``enum``, asks for."""
    listed = finding["ctx"]["expected"].replace(" or ", ", ")
    return [value.strip(" '") for value in listed.split(",")]


def _fault(finding: ErrorDetails, model: type[BaseModel], prefix: str) -> Fault:
    # Pydantic's own steps: a validator, and the name rather than the value in a mapping.
    place = tuple(
        step for step in finding["loc"] if step != "[key]" and not str(step).startswith("function-")
    )
    where = pointer(place)
    name = next((str(step) for step in reversed(place) if isinstance(step, str)), "value")
    kind, given, context = finding["type"], finding["input"], finding.get("ctx", {})
    if kind == "missing":
        return Fault(f"{prefix}.missing", f"'{name}' is missing.", where or "/", "Add it.")
    if kind == "extra_forbidden":
        hint = nearest(name, fields_at(model, place[:-1]))
        return Fault(f"{prefix}.unknown-field", f"{_shown(name)} is not a field here.", where, hint)
    if kind == "enum":
        label = name.replace("_", " ").removesuffix("s")
        return Fault(
            f"{prefix}.unknown-{name.replace('_', '-')}",
            f"{_shown(given)} is not a known {label}.",
            where,
            nearest(str(given), expected_values(finding)),
        )
    if kind == TOO_FINE:
        return Fault(
            f"{prefix}.money-decimals", context["said"], f"{where}/amount", context["hint"]
        )
    if kind == "value_error":
        return _own(finding, prefix, _field(model, place, name), where)
    code, said = _TOLD.get(kind, ("", ""))
    if not said:
        code = f"{prefix}.invalid-{_field(model, place, name).replace('_', '-')}"
        said, hint = _UNFIT.get(kind, ("", ""))
        said = said.format(**context) or f"does not fit here: {finding['msg']}"
        return Fault(code, f"{_shown(given)} {said}.", where or "/", hint)
    bounds = ("ge", "lt", "max_length")
    limit = next((f" (the limit is {context[key]})" for key in bounds if key in context), "")
    hint = _HINTS.get(code, "") if given is not None else _NO_VALUE
    return Fault(f"{prefix}.{code}", f"{_shown(given)} {said}{limit}.", where or "/", hint)


def _own(finding: ErrorDetails, prefix: str, name: str, where: str) -> Fault:
    given, message = finding["input"], finding["msg"].removeprefix("Value error, ")
    if message.startswith("unknown country"):
        hint = _country_hint(str(given))
        code = f"{prefix}.unknown-country"
    elif message.startswith("unknown currency"):
        hint = nearest(str(given), CURRENCIES) or "Write an ISO 4217 code, such as CLP."
        code = f"{prefix}.unknown-currency"
    else:
        hint, code = "", f"{prefix}.invalid-{name.replace('_', '-')}"
    return Fault(code, f"{message[:1].upper()}{message[1:]}.", where or "/", hint)


_NOT_ISO = {"UK": "GB", "EL": "GR"}
"""Codes that the European Union writes for two countries."""


def _country_hint(given: str) -> str:
    general = "Write an ISO 3166-1 code, such as CL or CHL."
    code = _NOT_ISO.get(given.strip().upper()) or _country_called(given)
    return f"Did you mean '{code}'? {general}" if code else general


def _country_called(name: str) -> str:
    """Return the code of the country with this name in one of the shipped languages, or none."""
    from babel import Locale  # loaded for a wrong name alone

    wanted = _plain(name)
    for language in ("en", "es", "fr", "pt"):
        for code, known in Locale(language).territories.items():
            if code in TERRITORIES and _plain(known) == wanted:
                return str(code)
    return ""


def _plain(text: str) -> str:
    """Return the letters of *text* without capitals and accents."""
    parted = unicodedata.normalize("NFD", text[:_LONGEST_NAME].casefold())
    return "".join(letter for letter in parted if letter.isalpha())


def _field(model: type[BaseModel], place: tuple[int | str, ...], default: str) -> str:
    """Return the last step of *place* that is a field: a name out of the input makes no code."""
    for length in range(len(place), 0, -1):
        step = place[length - 1]
        if isinstance(step, str) and step in fields_at(model, place[: length - 1]):
            return step
    return default


def fields_at(model: type[BaseModel], place: tuple[int | str, ...]) -> list[str]:
    """Return the names of the fields at *place* below *model*."""
    current: Any = model
    for step in place:
        if isinstance(step, int):
            continue
        field = current.model_fields.get(step)
        if field is None:  # a name out of a mapping that holds models
            continue
        inner = _models_in(field.annotation)
        if not inner:
            return []
        current = inner[0]
    return list(current.model_fields)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in get_args(annotation) for found in _models_in(part)]


def pointer(place: tuple[int | str, ...]) -> str:
    """Return *place* as a JSON pointer, with long names cut; that of the whole is empty."""
    return "".join(f"/{_step(step)}" for step in place)


def _step(step: int | str) -> str:
    text = str(step)
    text = text if len(text) <= 100 else f"{text[:97]}..."
    return text.replace("~", "~0").replace("/", "~1")


def _shown(value: Any) -> str:
    # Those who write JSON do not know None, True and False.
    try:
        text = json.dumps(value) if value is None or isinstance(value, bool) else repr(value)
    except Exception:  # a value of a program's own, or one that holds too much inside itself
        text = f"A value of the type {type(value).__name__!r}"
    return text if len(text) <= 60 else f"{text[:57]}..."
