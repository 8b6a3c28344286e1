"""The Jinja environment that frames run in: sandboxed, strict, and small."""

from __future__ import annotations

from functools import cache
from typing import Final

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from clausekit.word.filling import print_property, print_value

__all__ = ["FILTERS", "environment"]

FILTERS: Final = ("default", "lower", "title", "trim", "upper")
"""The filters that a frame may use."""


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
        finalize=print_property if properties else print_value,
    )
    engine.globals.clear()
    engine.tests.clear()
    for name in set(engine.filters) - set(FILTERS):
        del engine.filters[name]
    return engine
