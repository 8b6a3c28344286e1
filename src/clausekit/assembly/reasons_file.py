"""The reasons file: findings, clauses in and out with their reasons, and the work they ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clausekit.assembly.account import finding_in_words, risks_in_words
from clausekit.assembly.fill_in import lines_cell
from clausekit.assembly.reasons import decided, figure, strengthened
from clausekit.assembly.setting import Setting
from clausekit.assembly.tables import cell
from clausekit.assembly.verification import capital
from clausekit.model.clause import Clause
from clausekit.model.document import Cell
from clausekit.selection.effort import KNOWN_SIZES
from clausekit.selection.evidence import Subject, answered_by

__all__ = [
    "write_excluded",
    "write_findings",
    "write_hours",
    "write_included",
    "write_risks",
    "write_small_supplier",
]

_LABELS = 30
"""Width of the labels beside the reasons, in per cent."""


def write_small_supplier(setting: Setting) -> None:
    """Write that the lighter wording applies, where it does."""
    if setting.selection.small:
        setting.sheet.paragraph((setting.composer.text("rule.small-supplier"),))


def write_findings(setting: Setting) -> None:
    """Write what each source says of the goods, the services and the sector, numbered."""
    entries = setting.evidence
    if not any(entry.subject is Subject.GOOD for entry in entries):
        setting.sheet.paragraph((setting.word("origins.none"),))
    if not entries:
        return
    rows = []
    for entry in entries:
        told = finding_in_words(entry, setting.composer)
        rows.append(
            (
                cell(str(entry.number)),
                _lines(told.subject),
                cell(told.presence),
                _lines(told.reported),
                _lines(told.source),
            )
        )
    setting.sheet.table(
        setting.columns(
            ("number", 12), ("subject", 19), ("finding", 16), ("reported", 30), ("source", 23)
        ),
        rows,
        title=setting.word("table.findings"),
        description=setting.word("table.findings-description"),
    )


def write_risks(setting: Setting) -> None:
    """Write each risk with the findings that point to it and the articles that answer it."""
    composer, entries = setting.composer, setting.evidence
    found = dict.fromkeys(risk for entry in entries for risk in entry.risks)
    if not found:
        setting.sheet.paragraph((setting.word("risks.none"),))
        return
    rows = []
    for risk in found:
        pointing = [str(entry.number) for entry in entries if risk in entry.risks]
        articles = [
            composer.annex_number(clause.id)
            for _, clause in setting.clauses()
            if risk in clause.applies.risks
        ]
        rows.append(
            (
                cell(capital(composer.name("risk", risk.value))),
                cell(composer.language.join(pointing)),
                cell(composer.language.join(articles) or setting.word("risks.unanswered")),
            )
        )
    setting.sheet.table(
        setting.columns(("risk", 46), ("findings", 20), ("articles", 34)),
        rows,
        title=setting.word("table.risks"),
        description=setting.word("table.risks-description"),
    )


def write_included(setting: Setting) -> None:
    """Write the reasons for each clause of the annex, as an article of its own."""
    for _, clause in setting.clauses():
        setting.sheet.heading(setting.titled(clause.id))
        setting.sheet.table(
            [("", _LABELS), ("", 100 - _LABELS)],
            [
                (cell(setting.word(f"row.{name}")), content)
                for name, content in _reasons(clause, setting)
            ],
            title=setting.word("table.clause"),
            description=setting.word("table.clause-description"),
            headed=False,
        )


def _reasons(clause: Clause, setting: Setting) -> Iterator[tuple[str, Cell]]:
    composer, selection = setting.composer, setting.selection
    decision = selection.decision(clause.id)
    yield "binds", cell(capital(composer.name("obligor", clause.obligor.value)))
    protected = [composer.name("holder", holder.value) for holder in clause.rights_holders]
    yield "protects", cell(capital(composer.language.join(protected)))
    yield "decision", cell(decided(decision, composer))
    answered = answered_by(setting.evidence, clause.applies.risks)
    if answered:
        yield "risks", _lines(risks_in_words(answered.items(), composer))
    depth = capital(composer.name("tier", selection.depth(clause.id).value))
    yield "depth", _lines(filter(None, (depth, strengthened(decision, composer))))
    if clause.note is None:
        yield "why", cell(composer.text(f"{clause.id}/drafting-note"))
    else:
        for name in ("why", "link", "proportion", "watch"):
            yield name, cell(composer.text(f"{clause.id}/note.{name}"))
    basis = composer.citations(clause.legal_basis)
    if basis:
        yield "basis", lines_cell(*((citation,) for citation in basis))
    yield "sources", lines_cell(*((citation,) for citation in composer.citations(clause.sources)))
    if clause.effort is not None and clause.effort.asks(selection.tender.supplier_size):
        size = selection.tender.supplier_size
        hours = {"start": clause.effort.start.of(size), "yearly": clause.effort.yearly.of(size)}
        written = {name: figure(amount, composer) for name, amount in hours.items()}
        yield "hours", cell(capital(setting.word("hours", written)))


def write_excluded(setting: Setting) -> None:
    """Write the clauses of the library that were left out, with the reason."""
    composer, selection = setting.composer, setting.selection
    rows = [
        (cell(composer.text(f"{decision.clause}/title")), cell(decided(decision, composer)))
        for decision in selection.decisions
        if not decision.included
    ]
    if not rows:
        setting.sheet.paragraph((setting.word("excluded.none"),))
        return
    setting.sheet.table(
        setting.columns(("clause", 38), ("why-out", 62)),
        rows,
        title=setting.word("table.excluded"),
        description=setting.word("table.excluded-description"),
    )


def write_hours(setting: Setting) -> None:
    """Write the estimated hours of the whole set, for each size of supplier."""
    composer = setting.composer
    period = setting.selection.tender.period
    expected = setting.selection.tender.supplier_size
    rows = []
    for size in KNOWN_SIZES:
        name = capital(composer.name("size", size.value))
        if size is expected:
            name = setting.word("hours.expected", {"size": name})
        # For another size the set is another: a small supplier is spared some clauses.
        load = setting.selection.effort(size)
        hours = [load.start, load.yearly]
        if load.total is not None:
            hours.append(load.total)
        rows.append((cell(name), *(cell(figure(amount, composer)) for amount in hours)))
    columns = (("size", 40), ("start", 20), ("yearly", 20), ("total", 20))
    short = (("size", 50), ("start", 25), ("yearly", 25))
    setting.sheet.table(
        setting.columns(*(short if period is None else columns)),
        rows,
        title=setting.word("table.hours"),
        description=setting.word("table.hours-description"),
    )


def _lines(lines: Iterable[str]) -> Cell:
    written = [(line,) for line in lines]
    return lines_cell(*written) if written else cell()
