"""Findings that somebody looked at and let stand, each with its reason: ``waivers.toml``.

A waiver holds for one finding on one text as it is. When either wording changes, the finding is
told again, and so is the waiver that no longer fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from clausekit.errors import Fault, InputError, LanguageError, nearest
from clausekit.language.checks.finding import Finding, Issue
from clausekit.language.ledger import fingerprint
from clausekit.language.toml import check_toml, read_toml
from clausekit.model.base import Model
from clausekit.record import record

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "NEVER_WAIVED",
    "Waiver",
    "apply_waivers",
    "read_waivers",
    "refuse_unwaivable",
    "write_waivers",
]

NEVER_WAIVED = frozenset(
    {
        "missing", "stale", "unknown-key", "unreadable", "syntax", "placeholder", "reference",
        "render", "no-tables", "question", "waiver-expired", "waiver-unused", "ambiguous-source",
    }
)  # fmt: skip
"""Codes of findings that nobody can let stand: the text could not be printed, or is not there."""


class _Row(Model):
    """A waiver as it stands in the file."""

    code: str
    key: str
    reason: str
    by: str
    source: str
    target: str


class _File(Model):
    waiver: tuple[_Row, ...] = ()


@record
class Waiver:
    """A finding that stands for a reason.

    Args:
        code: The code of the finding.
        key: The key of the text.
        reason: Why it stands.
        by: Who says so.
        source: The hash of the English wording.
        target: The hash of the translation.
        line: The line of the file where it begins.
    """

    code: str
    key: str
    reason: str
    by: str
    source: str
    target: str
    line: int = 0

    def fits(self, source: str, target: str) -> bool:
        """Tell whether the two wordings are those that were looked at."""
        return (self.source, self.target) == (fingerprint(source), fingerprint(target))


def read_waivers(root: Traversable, code: str) -> tuple[Waiver, ...]:
    """Read the waivers of the language *code*; none where it has no such file.

    Raises:
        LanguageError: The file is not sound, or a waiver gives no reason.
    """
    file, place = root / code / "waivers.toml", f"{code}/waivers.toml"
    if not file.is_file():
        return ()
    content = read_toml(file, place)
    lines = [number for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
             if line.strip() == "[[waiver]]"]  # fmt: skip
    rows = check_toml(content, place, _File, said="The waivers are").waiver
    faults = [
        Fault("language.bad-data", f"The waiver of {row.code!r} gives {lacks}.",
              f"{place}, line {line}", "Say why the finding stands, and who says so.")
        for row, line in zip(rows, lines, strict=False)
        for lacks in (("no reason",) if not row.reason.strip() else ())
        + (("no name",) if not row.by.strip() else ())
    ]  # fmt: skip
    if faults:
        raise LanguageError(*faults)
    numbers = [*lines, *[0] * (len(rows) - len(lines))]
    return tuple(Waiver(**row.model_dump(), line=line)
                 for row, line in zip(rows, numbers, strict=False))  # fmt: skip


def write_waivers(waivers: Iterable[Waiver]) -> str:
    """Return the text of the file, sorted by key and code."""
    head = (
        "# Findings that somebody looked at and let stand. A waiver holds while both wordings\n"
        "# stay as they are; `clausekit templates waive` writes one.\n"
    )
    blocks = [
        "\n[[waiver]]\n"
        + "".join(f"{name} = {_quoted(getattr(waiver, name))}\n"
                  for name in ("code", "key", "reason", "by", "source", "target"))
        for waiver in sorted(waivers, key=lambda one: (one.key, one.code, one.target))
    ]  # fmt: skip
    return head + "".join(blocks)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda sign: f"\\u{ord(sign[0]):04x}", escaped) + '"'


def refuse_unwaivable(code: str, known: Iterable[str]) -> None:
    """Raise an error where nobody can waive *code*.

    Raises:
        InputError: There is no such code, or it is none that can be let stand.
    """
    if code not in known:
        message = f"There is no finding {code!r}."
        hint = nearest(code, (name for name in known if name not in NEVER_WAIVED))
        hint = hint or "It stands in brackets in the finding."
        raise InputError(Fault("templates.unknown-code", message, hint=hint))
    if code in NEVER_WAIVED:
        raise InputError(
            Fault(
                "templates.not-waivable",
                f"A finding {code!r} cannot be waived: the text could not be printed.",
                hint="Mend the text.",
            )
        )


def apply_waivers(
    findings: Iterable[Finding],
    waivers: Iterable[Waiver],
    texts: Mapping[tuple[str, str], tuple[str, str]],
    place: str,
    *,
    whole: bool = True,
) -> Iterator[Finding | tuple[Issue, str, int, str]]:
    """Yield the findings that no waiver covers, then the waivers that cover nothing.

    Args:
        findings: What the checks told.
        waivers: The waivers of the language.
        texts: English and translation by file and key.
        place: The file of the waivers.
        whole: Whether all files could be read; of a text that was not, nothing is told.
    """
    known = {key for _, key in texts}
    by_finding: dict[tuple[str, str], list[Waiver]] = {}
    for waiver in waivers:
        by_finding.setdefault((waiver.code, waiver.key), []).append(waiver)
    used: set[Waiver] = set()
    for finding in findings:
        pair = texts.get((finding.file, finding.key))
        fitting = [] if pair is None or finding.code in NEVER_WAIVED else [
            waiver for waiver in by_finding.get((finding.code, finding.key), ())
            if waiver.fits(*pair)
        ]  # fmt: skip
        used.update(fitting)
        if not fitting:
            yield finding
    for waiver in (one for rows in by_finding.values() for one in rows):
        if waiver not in used and (whole or waiver.key in known):
            changed = not any(
                waiver.fits(*pair) for (_, key), pair in texts.items() if key == waiver.key
            )
            code = "waiver-expired" if changed else "waiver-unused"
            yield Issue(code, waiver.code), place, waiver.line, waiver.key
