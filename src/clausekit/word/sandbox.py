"""The Jinja environment that frames run in: sandboxed, strict, and small."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from clausekit.word.text import write_text

__all__ = ["FILTERS", "environment"]

FILTERS: Final = ("default", "lower", "title", "trim", "upper")
"""The filters that a frame may use."""
_ESCAPE_LIKE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@cache
def environment(*, properties: bool = False) -> ImmutableSandboxedEnvironment:
    """Return the environment for parts of text, or for parts of properties.

    Values are escaped always; a value is never read as a template.

    Example:
        >>> template = environment().from_string("<w:t>{{ buyer_name }}</w:t>")
        >>> template.render(buyer_name="{{ A & B }}")
        '<w:t>{{ A &amp; B }}</w:t>'
    """
    engine = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        finalize=_print_property if properties else _print_value,
    )
    engine.globals.clear()
    engine.tests.clear()
    for name in set(engine.filters) - set(FILTERS):
        del engine.filters[name]
    return engine


def _print_value(value: Any) -> Any:
    if (
        isinstance(value, str)
        and not isinstance(value, Markup)
        and ("\n" in value or "\t" in value)
    ):
        # Inside w:t already: leave it for the break, and come back.
        inner = write_text(value).removeprefix('<w:t xml:space="preserve">').removesuffix("</w:t>")
        return Markup(inner)  # noqa: S704 -- write_text escapes
    return value


def _print_property(value: Any) -> Any:
    # Word reads _x000D_ in a property as a character; the first underscore is written in its
    # own code instead (ECMA-376 part 1, 22.9.2.19 ST_Xstring, and 22.4.2.33 lpwstr).
    return _ESCAPE_LIKE.sub("_x005F_", value) if isinstance(value, str) else value
