"""The notice of non-conformity: the facts, people first, each step with its last day."""

from __future__ import annotations

from clausekit.assembly.case import ladder_of
from clausekit.assembly.deadlines import (
    Deadline,
    Events,
    after_weekend,
    deadlines,
    period_after,
)
from clausekit.assembly.fill_in import boxes
from clausekit.assembly.setting import Setting
from clausekit.assembly.tables import cell
from clausekit.language.dates import weekday_name
from clausekit.model.document import Blank, Cell, Inline
from clausekit.model.non_conformity import NonConformity
from clausekit.model.quantity import Quantity, Unit

__all__ = [
    "write_finding",
    "write_hearing",
    "write_people",
    "write_reason",
    "write_requirement",
    "write_steps",
    "write_steps_intro",
]

_REVIEW = ("mon.cap", "review")
"""The clause and the value that say how long the buyer has to approve a plan."""
_SOURCES = ("self", "visit", "channel", "workers", "public")


def _case(setting: Setting) -> NonConformity:
    if setting.case is None:  # assemble refuses a notice without facts
        raise TypeError("this piece needs the facts of a failure")
    return setting.case


def write_reason(setting: Setting) -> None:
    """Write which article is concerned, since when, and the facts."""
    case, composer = _case(setting), setting.composer
    values = {
        "article": composer.annex_article(case.clause),
        "title": composer.text(f"{case.clause}/title"),
        "known": composer.language.date(case.known),
    }
    setting.sheet.paragraph((setting.word("reason", values),))
    if case.reported_by_supplier:
        setting.sheet.paragraph((setting.word("reason.by-supplier"),))
    setting.sheet.paragraph((setting.word("facts"),), [(fact,) for fact in case.facts])
    if case.site is not None:
        setting.sheet.paragraph((setting.word("site", {"site": case.site}),))
    if case.asked:
        setting.sheet.paragraph((setting.word("asked"),), [(point,) for point in case.asked])


def write_requirement(setting: Setting) -> None:
    """Write the paragraphs of the clause that are concerned, with their numbers in the annex."""
    case, composer = _case(setting), setting.composer
    clause = setting.selection.catalogue.clauses[case.clause]
    values = setting.clause_values(clause)
    article = setting.articles[case.clause]
    quoted = [
        (number, paragraph)
        for number, paragraph in article.paragraphs
        if not case.paragraphs or paragraph.id in case.paragraphs
    ]
    setting.sheet.paragraph(
        (setting.word("requirement", {"article": composer.annex_article(case.clause)}),)
    )
    rows = []
    for number, paragraph in quoted:
        key = f"{clause.id}/paragraph.{paragraph.id}"
        lines = composer.lettered(key, len(paragraph.items), values)
        paragraphs = tuple(cell(*line).paragraphs[0] for line in lines)
        rows.append((cell(number), Cell(paragraphs=paragraphs)))
    setting.sheet.table(
        [("", 10), ("", 90)],
        rows,
        title=setting.titled(case.clause),
        description="",
        headed=False,
    )


def write_people(setting: Setting) -> None:
    """Write who is affected, and what protects them now."""
    case = _case(setting)
    if case.people is None:
        setting.sheet.paragraph((setting.word("people.unknown"),))
    else:
        setting.sheet.paragraph((setting.word("people.known", {"people": case.people}),))
    name = "people.danger" if case.people_at_risk else "people.harm"
    setting.sheet.paragraph((setting.word(name),))


def write_steps_intro(setting: Setting) -> None:
    """Write which ladder applies, and the days from which its periods run."""
    case, composer = _case(setting), setting.composer
    ladder = ladder_of(case, setting.selection)
    values = {
        "ladder": composer.annex_number(f"ladder.{ladder.id}"),
        "title": composer.text(f"ladder.{ladder.id}/title"),
        "known": composer.language.date(case.known),
        "learnt": composer.language.date(case.learnt),
        "served": composer.language.date(case.served),
        "received": composer.language.date(case.receipt),
    }
    setting.sheet.paragraph((setting.word("steps", values),))
    if case.plan_approved is not None:
        approved = composer.language.date(case.plan_approved)
        setting.sheet.paragraph((setting.word("steps.approval", {"approved": approved}),))


def write_steps(setting: Setting) -> None:
    """Write each step of the ladder with its last day."""
    case, composer, selection = _case(setting), setting.composer, setting.selection
    ladder = ladder_of(case, selection)
    rows = []
    for deadline in deadlines(ladder, _events(setting), small=selection.small):
        key = f"ladder.{ladder.id}/step.{deadline.step.id}"
        rows.append(
            (
                cell(*composer.line(f"{key}.title")),
                cell(composer.phrase(f"actor.{deadline.step.actor.value}")),
                cell(*composer.line(f"{key}.text"), composer.phrase("list.last")),
                cell(_last_day(deadline, setting)),
            )
        )
    setting.sheet.table(
        setting.columns(("step", 19), ("actor", 14), ("action", 43), ("last-day", 24)),
        rows,
        title=setting.word("table.steps"),
        description=setting.word("table.steps-description"),
    )


def write_hearing(setting: Setting) -> None:
    """Write until when the supplier may answer."""
    case, heard = _case(setting), setting.values["heard"]
    country = setting.selection.tender.buyer.country
    day = after_weekend(period_after(case.receipt, heard), country)
    values = {"date": setting.composer.language.date(day), "heard": heard}
    setting.sheet.paragraph((setting.word("hearing", values),))


def write_finding(setting: Setting) -> None:
    """Write the finding of a plan of correction: what is known is printed, the rest left open."""
    case, composer = setting.case, setting.composer

    def row(name: str, known: str | None, *, date: bool = False) -> tuple[Cell, Cell]:
        place: Inline = Blank(key=f"finding.{name}", label=setting.word(f"blank.{name}"), date=date)
        return cell(setting.word(f"field.{name}")), cell(known if known is not None else place)

    facts = ladder = article = site = known = notice = None
    if case is not None:
        answering = ladder_of(case, setting.selection)
        number = composer.annex_number(f"ladder.{answering.id}")
        ladder = f"{number}. {composer.text(f'ladder.{answering.id}/title')}"
        article = setting.titled(case.clause)
        facts, site = " ".join(case.facts), case.site
        known, notice = composer.language.date(case.known), composer.language.date(case.receipt)
    options = [(f"finding.source.{name}", setting.word(f"source.{name}")) for name in _SOURCES]
    setting.sheet.table(
        [("", 36), ("", 64)],
        [
            row("article", article),
            row("ladder", ladder),
            row("facts", facts),
            row("site", site),
            row("known", known, date=True),
            row("notice", notice, date=True),
            (cell(setting.word("field.source")), boxes(options)),
        ],
        title=setting.word("table.finding"),
        description=setting.word("table.finding-description"),
        headed=False,
    )


def _events(setting: Setting) -> Events:
    case, selection = _case(setting), setting.selection
    clause, value = _REVIEW
    planned = selection.catalogue.clauses.get(clause)
    review = (
        planned.values[value].of(small=selection.small, tier=selection.depth(clause))
        if planned is not None and value in planned.values
        else Quantity(amount=15, unit=Unit.DAY)
    )
    period = selection.tender.period
    return Events(
        known=case.known,
        learnt=case.learnt,
        received=case.receipt,
        approved=case.plan_approved,
        start=period.start if period else None,
        country=selection.tender.buyer.country,
        review=review,
    )


def _last_day(deadline: Deadline, setting: Setting) -> str:
    if deadline.day is None:
        return setting.word("last-day.unknown")
    values = {
        "date": setting.composer.language.date(deadline.day),
        "weekday": weekday_name(deadline.day, setting.composer.language.conventions),
    }
    return setting.word("last-day.moved" if deadline.moved else "last-day", values)
