"""What a check tells: one finding, as data."""

from __future__ import annotations

from enum import StrEnum

from clausekit.record import record

__all__ = ["Finding", "Issue", "Severity"]


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """The text must not be printed as it stands."""
    WARNING = "warning"
    """Somebody should look."""
    INFORMATION = "information"
    """Good to know."""


@record
class Issue:
    """What a check saw in a text, before it is told where the text stands.

    Args:
        code: The code of the finding.
        found: What stands in the translation.
        expected: What was expected in its place; empty where nobody can tell.
        at: The words of the translation that the finding is about; its column is theirs.
    """

    code: str
    found: str = ""
    expected: str = ""
    at: str = ""


@record
class Finding:
    """One thing about a translation that somebody should look at.

    Args:
        code: Stable identifier; it has a section of its own in the documentation.
        severity: How much it weighs.
        file: The PO file.
        line: The line where its entry begins, from one; zero where there is no entry.
        key: The key of the text.
        column: Where in the translation, from one; zero where no place can be named.
        found: What stands there.
        expected: What was expected.
        hint: What to do.

    Example:
        >>> finding = Finding("missing", Severity.ERROR, "es/clauses/buyer.po", 11,
        ...     "buy.commit/title", 0, "", "Commitment", "Translate the text.")
        >>> print(finding)
        es/clauses/buyer.po:11: error[missing] buy.commit/title: expected “Commitment”
    """

    code: str
    severity: Severity
    file: str
    line: int
    key: str
    column: int
    found: str
    expected: str
    hint: str

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        told = " ".join(
            f"{name} “{text}”"
            for name, text in (("found", self.found), ("expected", self.expected))
            if text
        )
        line = f":{self.line}" if self.line else ""
        place = f"{self.file}{line}: {self.severity}[{self.code}] {self.key}{column}".rstrip()
        return f"{place}: {told}" if told else place
