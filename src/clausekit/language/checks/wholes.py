"""What only the texts of a whole language show: names used twice, terms never used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from clausekit.language.checks.finding import Finding, Issue
from clausekit.language.checks.pair import Kind, kind_of
from clausekit.language.checks.terms import find_terms

if TYPE_CHECKING:
    from clausekit.language.checks.run import Sheet

__all__ = ["Spot", "find_doubtful_sources", "find_reused", "find_unused_terms"]

_DOUBTFUL = frozenset(
    {"negation", "coordination", "condition", "modal", "inversion", "number", "party", "term"}
)
_ARTICLE = re.compile(r"^[^/]+/title$")


class Spot(NamedTuple):
    """An issue and where it stands."""

    issue: Issue
    file: str
    line: int
    key: str
    text: str


def find_reused(sheets: Iterable[Sheet]) -> Iterator[Spot]:
    """Tell of a heading of an article that translates two different headings."""
    first: dict[str, tuple[str, str]] = {}
    for sheet in sheets:
        for entry in sheet.entries:
            if not _ARTICLE.match(entry.msgctxt) or not entry.msgstr:
                continue
            key, source = first.setdefault(entry.msgstr, (entry.msgctxt, entry.msgid))
            if source != entry.msgid:
                issue = Issue("reused", entry.msgstr, f"another heading than {key}")
                yield Spot(issue, sheet.path, entry.linenum or 0, entry.msgctxt, entry.msgstr)


def find_unused_terms(sheets: Iterable[Sheet]) -> Iterator[Spot]:
    """Tell of a defined term that the English texts use and the translations never do."""
    entries = [(sheet, entry) for sheet in sheets for entry in sheet.entries if entry.msgstr]
    plain = [(entry.msgid, entry.msgstr) for _, entry in entries
             if kind_of(entry.msgctxt) is not Kind.TERM]  # fmt: skip
    english = "\n".join(source for source, _ in plain)
    whole = "\n".join(target for _, target in plain).replace("’", "'")
    terms = {
        term.id: term for term in find_terms({e.msgctxt: (e.msgid, e.msgstr) for _, e in entries})
    }
    for sheet, entry in entries:
        term = terms.get(entry.msgctxt.removeprefix("definition.").removesuffix("/term"))
        if term is None or kind_of(entry.msgctxt) is not Kind.TERM:
            continue
        if _stands(term.source, english) and not _stands(term.target, whole):
            issue = Issue("unused-term", term.target[0], f"a use of “{term.source[0]}”")
            yield Spot(issue, sheet.path, entry.linenum or 0, entry.msgctxt, entry.msgstr)


def _stands(forms: Iterable[str], text: str) -> bool:
    # The word itself goes first, for a long text is searched for it fast.
    return any(re.search(rf"{form}(?<!\w{form})(?!\w)", text) for form in map(re.escape, forms))


def find_doubtful_sources(findings: Iterable[Finding]) -> Iterator[Spot]:
    """Tell of a text with the same finding in two languages: the English may be at fault."""
    seen: dict[tuple[str, str], dict[str, Finding]] = {}
    for finding in findings:
        if finding.code in _DOUBTFUL:
            language = finding.file.split("/", maxsplit=1)[0]
            seen.setdefault((finding.code, finding.key), {}).setdefault(language, finding)
    for (code, key), told in seen.items():
        if len(told) > 1:
            first = next(iter(told.values()))
            issue = Issue("ambiguous-source", f"{code} in {', '.join(told)}")
            yield Spot(issue, first.file, first.line, key, "")
