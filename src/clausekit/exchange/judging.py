"""Judges a text that came back: may it be taken, and what should somebody look at?

The checks of translations are used through this file alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from clausekit.exchange.codes import fault
from clausekit.exchange.returned import Problem, Returned, clip
from clausekit.exchange.units import State, Unit, stamp
from clausekit.language.checks.finding import Issue, Severity
from clausekit.language.checks.foreign import check_overlong
from clausekit.language.checks.pair import Pair
from clausekit.language.checks.registry import CODES, examine
from clausekit.language.checks.terms import find_terms
from clausekit.language.checks.tongue import Tongue, load_tongue
from clausekit.language.checks.waivers import NEVER_WAIVED, read_waivers

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["Judge", "find_overtaken", "find_reasons", "is_term"]

_GARBLED = re.compile("[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac|\ufffd")
"""What UTF-8 looks like when it was read as Latin-1, and the sign for a lost letter."""
_ENGLISH = "unchanged-short"
"""The finding of a text of few words that reads as in English."""
_OVERLONG = "overlong"
_BLANKS = 1_000
"""Letters of white space with which a tool may lay out a wording, beside as many as it has."""


def is_term(key: str) -> bool:
    """Tell whether the text names a defined term, which other texts are checked against."""
    return key.startswith("definition.") and key.endswith("/term")


class Judge:
    """Checks translations into one language.

    Args:
        root: The folder of the template sets.
        language: The language.
        terms: English wording and translation of the defined terms, by key.
    """

    def __init__(
        self, root: Traversable, language: str, terms: Mapping[str, tuple[str, str]]
    ) -> None:
        self._tongue: Tongue = load_tongue(language, root)
        self._waivers = tuple(
            waiver for waiver in read_waivers(root, language) if waiver.code not in NEVER_WAIVED
        )
        self.set_terms(terms)

    def set_terms(self, terms: Mapping[str, tuple[str, str]]) -> None:
        """Let the defined terms be these."""
        self._tongue = self._tongue.with_terms(find_terms(terms))

    def find_overlong(self, returned: Returned, unit: Unit) -> Iterator[Problem]:
        """Yield a reason where the translation is longer than any can be, unless that is waived.

        This comes before all that brings letters together or hashes them, which takes many seconds
        for a text of millions of letters; what is waived or stands already is not told here.
        """
        waived = any((one.code, one.key) == (_OVERLONG, unit.key) for one in self._waivers)
        if waived or returned.problems or returned.target == unit.target:
            return
        for issue in check_overlong(Pair(unit.key, unit.source, returned.target), self._tongue):
            yield _tell(issue, *CODES[issue.code])

    def examine(self, unit: Unit, target: str) -> Iterator[Problem]:
        """Yield what the checks say of *target*, but for what is waived; an error is fatal."""
        waived = {
            waiver.code
            for waiver in self._waivers
            if waiver.key == unit.key and waiver.fits(unit.source, target)
        }
        for issue in examine(Pair(unit.key, unit.source, target), self._tongue):
            severity, hint = CODES[issue.code]
            if issue.code == _ENGLISH:
                # Tools copy the English into what is empty; it takes no translation's place.
                severity = Severity.ERROR if unit.target.strip() else Severity.WARNING
            if severity is Severity.INFORMATION or issue.code in waived:
                continue
            yield _tell(issue, severity, hint)


def _tell(issue: Issue, severity: Severity, hint: str) -> Problem:
    fatal = severity is Severity.ERROR
    message = "The check found an error." if fatal else "Somebody should look at this."
    return Problem(issue.code, message, hint, clip(issue.found), clip(issue.expected), fatal)


def find_reasons(returned: Returned, unit: Unit, *, unfinished: bool) -> Iterator[Problem]:
    """Yield why a text cannot be taken, whatever it says.

    Args:
        returned: What came back.
        unit: The text as it stands.
        unfinished: Whether texts may be taken that the file marks as not finished.
    """
    yield from returned.problems
    if returned.problems:
        return
    # The stamp tells of another version of the catalogue; without it, the wording itself does.
    if returned.stamp and returned.stamp != stamp(unit.source):
        yield fault(
            "exchange.other-version",
            "The English wording has changed since the file was made.",
            "Export the text again, and have the change translated.",
            found=returned.source,
            expected=unit.source,
        )
    elif _is_other(returned.source, unit.source):
        yield fault(
            "exchange.other-source",
            "The English wording beside the translation is not that of the catalogue.",
            "Translate the catalogue's wording; to change that, edit the clause.",
            found=returned.source,
            expected=unit.source,
        )
    if not returned.target.strip():
        yield fault(
            "exchange.emptied",
            "The file has no translation where one stands.",
            "Give the translation; nothing is taken away by an import.",
        )
    elif (broken := _GARBLED.search(returned.target)) and broken[0] not in unit.target:
        yield fault(
            "exchange.garbled",
            "Letters were lost: the text went through a wrong encoding.",
            "Have it sent again as UTF-8.",
            found=returned.target[max(0, broken.start() - 20) : broken.end() + 20],
        )
    elif returned.state is State.INITIAL and not unfinished:
        yield fault(
            "exchange.unfinished",
            "The file marks the text as not finished.",
            "Confirm the text in your tool, or add --unfinished.",
        )


def _is_other(source: str, wording: str) -> bool:
    """Tell whether *source* is not *wording*, whatever its spaces; what is far longer is not."""
    if len(source) > _BLANKS + 2 * len(wording):
        return True
    return stamp(" ".join(source.split())) != stamp(wording)


def find_overtaken(returned: Returned, unit: Unit) -> Iterator[Problem]:
    """Yield a reason where somebody changed the translation after the file was made.

    Two people may have a file out at a time. What one of them left as it was says nothing against
    the work of the other, and what both changed is for somebody to put together.
    """
    if returned.problems or not returned.sent:
        return
    if stamp(unit.target) not in {returned.sent, stamp(returned.target)}:
        yield fault(
            "exchange.overtaken",
            "Somebody changed the translation after the file was made.",
            "Bring the two together in a file of today, or take this one with --overwrite.",
            found=returned.target,
            expected=unit.target,
        )
