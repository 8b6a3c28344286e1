"""The words of forms: what each computed piece prints round the facts, and which facts it gives.

A word that is missing would be found only by the tender that needs it, and a word that nothing
prints would be translated for nobody. So the words of a form are held against its pieces when it is
read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from clausekit.catalogue.placeholders import placeholders
from clausekit.errors import Fault, nearest
from clausekit.model.form import Computed, ComputedPiece, Form
from clausekit.model.kind import DocumentKind
from clausekit.model.mapping import Frozen

if TYPE_CHECKING:
    from clausekit.catalogue.catalogue import Catalogue

__all__ = ["WORDS", "check_words", "words_of"]

_PARTIES = frozenset({"supplier", "buyer"})


def _words(*plain: str, **filled: str) -> Mapping[str, frozenset[str]]:
    """Return words without facts, and words with theirs; an underscore stands for a dot there."""
    return Frozen(
        {name: frozenset[str]() for name in plain}
        | {name.replace("_", "."): frozenset(facts.split()) for name, facts in filled.items()}
    )


def _table(name: str, *columns: str) -> tuple[str, ...]:
    return (
        f"table.{name}",
        f"table.{name}-description",
        *(f"column.{column}" for column in columns),
    )


def _coverage(instrument: str) -> Mapping[str, frozenset[str]]:
    columns = ("column.place", "column.subject", "column.articles", "column.remark")
    return _words(
        f"table.{instrument}", "table.coverage-description", "none", *columns, beyond="clauses"
    )


_FIELDS = ("article", "ladder", "facts", "site", "known", "notice")
_SOURCES = ("self", "visit", "channel", "workers", "public")
_ROWS = ("binds", "protects", "decision", "risks", "depth", "why", "link", "proportion", "watch",
         "basis", "sources", "hours")  # fmt: skip
_HOURS = {"hours": "start yearly", "hours_total": "total", "hours_budget": "cap"}

WORDS: Final[Mapping[Computed, Mapping[str, frozenset[str]]]] = Frozen(
    {
        Computed.VERIFICATION_MATRIX: _words(
            *_table("matrix", "article", "method", "evidence", "metric", "frequency"),
            "column.verifier", "column.cost",
        ),
        Computed.FREQUENCY_CALENDAR: _words(
            *_table("frequencies", "frequency", "articles", "first", "then", "last"),
            "no-date", "no-further", "blank.first", "blank.last",
        ),
        Computed.DATE_CALENDAR: _words(
            *_table("dates", "date", "due", "done", "result"), "blank.done", "blank.result",
            due="frequency articles",
        ),
        Computed.CLAUSE_QUESTIONS: _words(*_table("requirements", "article", "answer", "evidence")),
        Computed.FINDING: _words(
            *_table("finding"), "field.source",
            *(f"field.{name}" for name in _FIELDS), *(f"blank.{name}" for name in _FIELDS),
            *(f"source.{name}" for name in _SOURCES),
        ),
        Computed.INSTRUMENTS: _words(
            *_table("instruments", "group", "instruments"),
            "group.un", "group.ilo", "group.oecd", "group.regional", "group.other",
        ),
        Computed.SALIENT_RISKS: _words(*_table("risks", "risk", "reason"), "risk.none"),
        Computed.GRIEVANCE_CHANNEL: _words("table.channel", "field.channel", "field.office"),
        Computed.ALIGNMENT_CLAUSES: _words(
            *_table("clauses", "article", "ungp", "oecd", "ilo", "sdg", "un", "regional")
        ),
        Computed.ALIGNMENT_ILO: _coverage("ilo"),
        Computed.ALIGNMENT_UNGP: _coverage("ungp"),
        Computed.ALIGNMENT_OECD: _coverage("oecd"),
        Computed.NOTICE_REASON: _words(
            "reason.by-supplier", "facts", "asked", reason="article title known", site="site"
        ),
        Computed.NOTICE_REQUIREMENT: _words(requirement="article"),
        Computed.NOTICE_PEOPLE: _words(
            "people.unknown", "people.danger", "people.harm", people_known="people"
        ),
        Computed.NOTICE_STEPS_INTRO: _words(
            steps="ladder title known learnt served received", steps_approval="approved"
        ),
        Computed.NOTICE_STEPS: _words(
            *_table("steps", "step", "actor", "action", "last-day"), "last-day.unknown",
            **{"last-day": "date weekday", "last-day.moved": "date weekday"},
        ),
        Computed.NOTICE_HEARING: _words(hearing="date heard"),
        Computed.ATTRIBUTES: _words(*_table("attributes", "attribute", "met", "once", "yearly")),
        Computed.SMALL_SUPPLIER: _words(),
        Computed.FINDINGS: _words(
            *_table("findings", "number", "subject", "finding", "reported", "source"),
            "origins.none", "subject.good.unnamed", "subject.service.unnamed", "subject.stated",
            subject_good="name", subject_service="name", subject_sector="name",
            reported_origin="origins risks", reported_service="risk why source",
            source="title date", basis="sources",
        ),
        Computed.RISK_FINDINGS: _words(
            *_table("risks", "risk", "findings", "articles"), "risks.none", "risks.unanswered"
        ),
        Computed.INCLUDED: _words(
            *_table("clause"), *(f"row.{name}" for name in _ROWS), risk="name",
            answers_one="risks numbers", answers_many="risks numbers", **_HOURS,
        ),
        Computed.EXCLUDED: _words(*_table("excluded", "clause", "why-out"), "excluded.none"),
        Computed.HOURS: _words(
            *_table("hours", "size", "start", "yearly", "total"), hours_expected="size"
        ),
    }
)  # fmt: skip
"""For each computed piece its words, each with the facts that it may name in braces."""

# ``explain`` tells with the words of the reasons file, whatever pieces that file has.
_ALWAYS: Final = Frozen(
    {DocumentKind.REASONS_FILE: (Computed.FINDINGS, Computed.INCLUDED, Computed.HOURS)}
)


def words_of(form: Form) -> Mapping[str, frozenset[str]]:
    """Return the words that *form* needs, each with the facts that it may name."""
    blocks = [
        piece.block
        for section in form.sections
        for piece in section.content
        if isinstance(piece, ComputedPiece)
    ]
    needed: dict[str, frozenset[str]] = {}
    for block in (*blocks, *_ALWAYS.get(form.id, ())):
        needed |= WORDS[block]
    return needed


def check_words(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield what the words of the forms lack, have for nothing, or cannot fill."""
    for form in catalogue.forms.values():
        needed = words_of(form)
        where = f"document.{form.id.value}/word"
        for name in needed:
            if name not in form.words:
                message = f"A computed piece of this form prints the word {name!r}; there is none."
                hint = "Write it under `words`."
                yield Fault("catalogue.missing-word", message, f"{where}.{name}", hint)
        for name, text in form.words.items():
            if name not in needed:
                message = f"No piece of this form prints the word {name!r}."
                hint = nearest(name, needed) if needed else "Take it out."
                yield Fault("catalogue.unknown-word", message, f"{where}.{name}", hint)
                continue
            for fact in placeholders(text).names:
                if fact not in _PARTIES | needed[name]:
                    message = f"The word {name!r} knows no fact {fact!r}."
                    hint = nearest(fact, _PARTIES | needed[name])
                    yield Fault("catalogue.unknown-placeholder", message, f"{where}.{name}", hint)
