"""The reasons file: findings, clauses in and out with their reasons, and the work they ask."""

from __future__ import annotations

from collections.abc import Iterator

from clausekit.assembly.composer import Composer
from clausekit.assembly.fill_in import lines_cell
from clausekit.assembly.reasons import decided, further_reasons, points_to, risks_found
from clausekit.assembly.setting import Setting
from clausekit.assembly.tables import cell
from clausekit.assembly.verification import capital
from clausekit.catalogue.messages import good_key
from clausekit.model.clause import Clause
from clausekit.model.document import Cell
from clausekit.model.quantity import Quantity
from clausekit.selection.effort import KNOWN_SIZES
from clausekit.selection.findings import origin_findings

__all__ = [
    "write_excluded",
    "write_hours",
    "write_included",
    "write_origins",
    "write_risks",
    "write_small_supplier",
]

_LABELS = 30
"""Width of the labels beside the reasons, in per cent."""


def write_small_supplier(setting: Setting) -> None:
    """Write that the lighter wording applies, where it does."""
    if setting.selection.small:
        setting.sheet.paragraph((setting.composer.text("rule.small-supplier"),))


def write_origins(setting: Setting) -> None:
    """Write what public lists say of each code and origin, with the source."""
    composer, selection = setting.composer, setting.selection
    findings = list(origin_findings(selection.tender, selection.catalogue))
    if not findings:
        setting.sheet.paragraph((setting.word("origins.none"),))
        return
    rows = []
    for finding in findings:
        goods = []
        for good in finding.goods:
            names = [composer.name("risk", risk.value) for risk in good.risks]
            values = {
                "good": composer.text(f"good.{good_key(good.good)}"),
                "risks": composer.language.join(names),
            }
            goods.append((setting.word("good", values),))
        rows.append(
            (
                cell(str(finding.code)),
                cell(composer.language.babel.territories[finding.country]),
                cell(capital(composer.name("presence", finding.presence.value))),
                lines_cell(*goods) if goods else cell(),
                cell(
                    f"{composer.source_title(finding.source)} "
                    f"({composer.language.date(finding.date)})"
                ),
            )
        )
    setting.sheet.table(
        setting.columns(
            ("code", 15), ("country", 15), ("finding", 16), ("reported", 24), ("source", 30)
        ),
        rows,
        title=setting.word("table.origins"),
        description=setting.word("table.origins-description"),
    )


def write_risks(setting: Setting) -> None:
    """Write each risk with all that points to it."""
    composer = setting.composer
    found = risks_found(setting.selection)
    if not found:
        setting.sheet.paragraph((setting.word("risks.none"),))
        return
    setting.sheet.table(
        setting.columns(("risk", 30), ("reason", 70)),
        [
            (
                cell(capital(composer.name("risk", risk.value))),
                lines_cell(*((points_to(finding, composer),) for finding in findings)),
            )
            for risk, findings in found.items()
        ],
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
    reasons = [decided(decision, composer), *further_reasons(decision, selection, composer)]
    yield "decision", lines_cell(*((reason,) for reason in reasons))
    yield "depth", cell(capital(composer.name("tier", selection.depth(clause.id).value)))
    if clause.note is None:
        yield "why", cell(composer.text(f"{clause.id}/drafting-note"))
    else:
        for name in ("why", "link", "proportion", "watch"):
            yield name, cell(composer.text(f"{clause.id}/note.{name}"))
    basis = composer.citations(clause.legal_basis)
    if basis:
        yield "basis", lines_cell(*((citation,) for citation in basis))
    yield "sources", lines_cell(*((citation,) for citation in composer.citations(clause.sources)))
    if clause.effort is not None:
        size = selection.tender.supplier_size
        hours = {"start": clause.effort.start.of(size), "yearly": clause.effort.yearly.of(size)}
        written = {name: _figure(composer, amount) for name, amount in hours.items()}
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
        rows.append((cell(name), *(cell(_figure(composer, amount)) for amount in hours)))
    columns = (("size", 40), ("start", 20), ("yearly", 20), ("total", 20))
    short = (("size", 50), ("start", 25), ("yearly", 25))
    setting.sheet.table(
        setting.columns(*(short if period is None else columns)),
        rows,
        title=setting.word("table.hours"),
        description=setting.word("table.hours-description"),
    )


def _figure(composer: Composer, amount: int) -> str:
    return composer.language.quantity(Quantity(amount=amount), style="figures")
