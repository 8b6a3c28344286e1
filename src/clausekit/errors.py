"""Every error that clausekit raises on purpose.

An error says what is wrong, where, and what to do. Its code is stable and has a paragraph of its
own in the documentation (``docs/reference/errors.md``). Faults of one input are collected and
raised together, so that nobody mends a file one line at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from clausekit.record import record

__all__ = [
    "CatalogueError",
    "ClausekitError",
    "DocumentError",
    "Fault",
    "FrameError",
    "InputError",
    "LanguageError",
    "TranslationError",
    "UnknownName",
    "nearest",
]


_LONGEST = 2000
_LONGEST_NAME = 100
_MOST_NAMES = 5_000
"""As much of a name as is compared with others."""
_NEAR = 0.65
"""How like two names are. What is less so is no slip of the pen, and the list says more."""


@record
class Fault:
    """One thing that is wrong in an input.

    Args:
        code: Stable identifier, for example ``tender.unknown-sector``.
        message: What is wrong, in one sentence.
        where: The place: a JSON pointer, a file with its part and paragraph, a clause id.
        hint: What to do about it; empty where the message says it all.

    Example:
        >>> str(Fault("demo.code", "Something is wrong.", "/buyer", "Mend it."))
        '/buyer: Something is wrong. Mend it. [demo.code]'
    """

    code: str
    message: str
    where: str = ""
    hint: str = ""

    def __post_init__(self) -> None:
        # What the user wrote is told back; a megabyte of it would bury what is wrong with it.
        for name in ("message", "where", "hint"):
            object.__setattr__(self, name, _bounded(getattr(self, name)))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{place}{self.message}{hint} [{self.code}]"


class ClausekitError(Exception):
    """The root of all errors of clausekit.

    Attributes:
        faults: All that is wrong, at least one.

    Example:
        >>> error = ClausekitError(Fault("demo.code", "Something is wrong.", where="/buyer"))
        >>> error.code, error.where
        ('demo.code', '/buyer')
    """

    def __init__(self, *faults: Fault) -> None:
        if not faults:
            raise TypeError("an error needs at least one fault")
        self.faults: tuple[Fault, ...] = faults
        super().__init__("\n".join(str(fault) for fault in faults))

    @property
    def code(self) -> str:
        """The code of the first fault."""
        return self.faults[0].code

    @property
    def message(self) -> str:
        """The message of the first fault."""
        return self.faults[0].message

    @property
    def hint(self) -> str:
        """The hint of the first fault."""
        return self.faults[0].hint

    @property
    def where(self) -> str:
        """The place of the first fault."""
        return self.faults[0].where

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), self.faults)


class InputError(ClausekitError, ValueError):
    """The facts of a tender are malformed or contradict each other."""


class UnknownName(ClausekitError, LookupError):
    """A name (clause, document kind, language, template) that does not exist."""


class LanguageError(ClausekitError, ValueError):
    """A text cannot be written in the language asked for."""


class TranslationError(LanguageError):
    """A translation is missing, out of date or malformed."""


class CatalogueError(ClausekitError, ValueError):
    """The catalogue of clauses is not sound."""


class DocumentError(ClausekitError, ValueError):
    """A document could not be put together, or failed the check that follows."""


class FrameError(ClausekitError, ValueError):
    """A Word template cannot be used."""


def _bounded(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint that names the valid value nearest to *name*.

    Args:
        name: What the user wrote.
        known: All valid values.

    Returns:
        A sentence; the whole list where it is short and nothing is near; nothing where there is no
        valid value.

    Example:
        >>> nearest("textile", ["cleaning", "textiles"])
        "Did you mean 'textiles'?"
        >>> nearest("zzz", ["en", "es"])
        'Valid values: en, es.'
    """
    # A stranger's file may hold any number of names of any length.
    values = sorted(value for value in islice(known, _MOST_NAMES) if len(value) <= _LONGEST_NAME)
    name = name[:_LONGEST_NAME]
    folded = {value.casefold(): value for value in values}
    letters = sorted(name.casefold())
    for key, value in folded.items():
        if sorted(key) == letters:  # two letters changed places
            return f"Did you mean '{value}'?"
    # Only where something is wrong; its import takes longer than most of what is right.
    import difflib

    near = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=_NEAR)
    if near:
        return f"Did you mean '{folded[near[0]]}'?"
    if 0 < len(values) <= 40:
        return f"Valid values: {', '.join(values)}."
    return ""
