"""The conventions of a locale, as the Unicode CLDR has them through Babel.

Babel reads the whole data of a locale and of its parents where one name is asked for. So a package
carries the little that nearly every document asks for, in a file of JSON for each locale, and Babel
is left alone as long as it has the same version as when that file was made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Any, Final

from clausekit.errors import Fault, UnknownName, nearest
from clausekit.language.compiled import FOLDER
from clausekit.record import record

__all__ = [
    "Conventions",
    "conventions_file",
    "conventions_of",
    "pack_conventions",
    "unpack_conventions",
]

_CODE: Final = "conventions.py"


@record(eq=False)
class Conventions:
    """What is asked of a locale.

    Args:
        territories: The names of countries, by code.
        months: The names of the months in full, from January.
        group: What parts thousands.
        decimal: What parts decimals.
        currencies: The name of one of each currency, and that of several.
    """

    territories: Mapping[str, str]
    months: tuple[str, ...]
    group: str
    decimal: str
    currencies: Mapping[str, tuple[str, str]]

    def country(self, code: str) -> str:
        """Return the name of a country by its code; see ``Language.country``."""
        if code in self.territories:
            return self.territories[code]
        countries = [one for one in self.territories if len(one) == 2]
        raise UnknownName(
            Fault(
                "language.unknown-country",
                f"There is no country with the code {code[:100]!r}.",
                hint=nearest(code[:100], countries),
            )
        )


@lru_cache(maxsize=64)
def conventions_of(locale: str) -> Conventions:
    """Return the conventions of a locale, such as ``es-419``.

    Example:
        >>> conventions_of("fr-CA").territories["CL"], conventions_of("pt-BR").months[2]
        ('Chili', 'março')
    """
    file = files("clausekit.language") / FOLDER / conventions_file(locale)
    known = unpack_conventions(file.read_bytes()) if file.is_file() else None
    return known or Conventions(**_ask(locale))


def conventions_file(locale: str) -> str:
    """Return the name of the compiled file of a locale."""
    return f"{locale}.conventions.json"


def pack_conventions(locale: str) -> bytes:
    """Return the conventions of a locale as a package carries them."""
    body = json.dumps(_ask(locale), ensure_ascii=False, separators=(",", ":")).encode()
    return _head(body) + body


def unpack_conventions(content: bytes) -> Conventions | None:
    """Return what was packed; None where another Babel or other code made it, or it is damaged."""
    head, line, body = content.partition(b"\n")
    if not line or head + line != _head(body):
        return None
    told = json.loads(body)
    names = {code: (one, many) for code, (one, many) in told["currencies"].items()}
    return Conventions(**{**told, "months": tuple(told["months"]), "currencies": names})


def _ask(locale: str) -> dict[str, Any]:
    from babel import Locale
    from babel.dates import get_month_names
    from babel.numbers import (
        get_currency_name,
        get_decimal_symbol,
        get_group_symbol,
        list_currencies,
    )

    found = Locale.parse(locale, sep="-")
    months = get_month_names("wide", locale=found)
    codes = sorted(list_currencies())
    return {
        "territories": dict(found.territories),
        "months": tuple(months[month] for month in range(1, 13)),
        "group": get_group_symbol(found),
        "decimal": get_decimal_symbol(found),
        "currencies": {
            code: tuple(get_currency_name(code, count=count, locale=found) for count in (1, 2))
            for code in codes
        },
    }


def _head(body: bytes) -> bytes:
    return f"{_made_by()} {hashlib.sha256(body).hexdigest()}\n".encode()


@cache
def _made_by() -> str:
    """Return which Babel and which code of ours tell the conventions."""
    try:
        babel = version("babel")
    except PackageNotFoundError:
        babel = "?"
    code = files("clausekit.language") / _CODE
    source = code.read_bytes() if code.is_file() else b""
    return f"{babel} {hashlib.sha256(source).hexdigest()}"
