"""The verification plan: a matrix of what is verified, and a calendar."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from clausekit.assembly.calendar import due_dates
from clausekit.assembly.fill_in import lines_cell
from clausekit.assembly.setting import Setting
from clausekit.assembly.tables import cell
from clausekit.assembly.verification import capital, evidence_of, metric_of, target_of
from clausekit.model.clause import Clause
from clausekit.model.document import Blank, Cell
from clausekit.model.tender import Period
from clausekit.model.verification import Frequency, Verification, Verifier

__all__ = ["write_date_calendar", "write_frequency_calendar", "write_matrix"]


def write_matrix(setting: Setting) -> None:
    """Write a row for each verification of each clause."""
    composer = setting.composer
    rows = []
    for _, clause, verification in _verifications(setting):
        payer = "supplier" if verification.verifier is Verifier.SUPPLIER else "buyer"
        values = {
            "metric": capital(metric_of(clause, verification, composer)),
            "target": target_of(verification, composer),
        }
        rows.append(
            (
                cell(setting.titled(clause.id)),
                cell(composer.phrase(f"method.{verification.method.value}")),
                cell(capital(evidence_of(clause, verification, composer))),
                cell(composer.phrase("verification.metric", values)),
                cell(capital(composer.phrase(f"frequency.{verification.frequency.value}"))),
                cell(capital(composer.phrase(f"verifier.{verification.verifier.value}"))),
                cell(capital(composer.name("obligor", payer))),
            )
        )
    setting.sheet.table(
        setting.columns(
            ("article", 15),
            ("method", 12),
            ("evidence", 19),
            ("metric", 20),
            ("frequency", 12),
            ("verifier", 12),
            ("cost", 10),
        ),
        rows,
        title=setting.word("table.matrix"),
        description=setting.word("table.matrix-description"),
    )


def write_frequency_calendar(setting: Setting) -> None:
    """Write the first, the further and the last date of each frequency that the set uses."""
    composer, period = setting.composer, setting.selection.tender.period
    rows = []
    for frequency, articles in _by_frequency(setting).items():
        name = cell(capital(composer.phrase(f"frequency.{frequency.value}")))
        if frequency in {Frequency.EACH_CASE, Frequency.CONTINUOUS}:
            dates = [cell(setting.word("no-date")), cell(), cell()]
        elif period is None:
            dates = list(_blanks(frequency, setting))
        else:
            dates = list(_known(due_dates(frequency, period), frequency, setting))
        rows.append((name, cell(composer.language.join(articles)), *dates))
    setting.sheet.table(
        setting.columns(
            ("frequency", 18), ("articles", 28), ("first", 18), ("then", 18), ("last", 18)
        ),
        rows,
        title=setting.word("table.frequencies"),
        description=setting.word("table.frequencies-description"),
    )


def write_date_calendar(setting: Setting) -> None:
    """Write what is due on each day, with places for what came of it; a period must be known."""
    composer, period = setting.composer, setting.selection.tender.period
    if period is None:
        return
    due: dict[datetime.date, dict[Frequency, set[str]]] = {}
    for frequency, articles in _by_frequency(setting).items():
        for date in due_dates(frequency, period):
            told = _told_on(date, frequency, period)
            due.setdefault(date, {}).setdefault(told, set()).update(articles)
    rows = [
        (
            cell(composer.language.date(date)),
            lines_cell(*((line,) for line in _due(due[date], setting))),
            cell(Blank(key=f"done.{date}", label=setting.word("blank.done"), date=True)),
            cell(Blank(key=f"result.{date}", label=setting.word("blank.result"))),
        )
        for date in sorted(due)
    ]
    setting.sheet.table(
        setting.columns(("date", 18), ("due", 42), ("done", 16), ("result", 24)),
        rows,
        title=setting.word("table.dates"),
        description=setting.word("table.dates-description"),
    )


def _told_on(date: datetime.date, frequency: Frequency, period: Period) -> Frequency:
    """Return as what a verification is told on a date: a double frequency is one of its halves."""
    if frequency is not Frequency.AT_START_AND_YEARLY:
        return frequency
    return Frequency.AT_START if date == period.start else Frequency.YEARLY


def _due(found: Mapping[Frequency, set[str]], setting: Setting) -> Iterator[str]:
    for frequency in Frequency:
        if frequency in found:
            articles = sorted(found[frequency], key=int)
            values = {
                "frequency": capital(setting.composer.phrase(f"frequency.{frequency.value}")),
                "articles": setting.composer.language.join(articles),
            }
            yield setting.word("due", values)


def _verifications(setting: Setting) -> Iterator[tuple[str, Clause, Verification]]:
    for article, clause in setting.clauses():
        for verification in setting.selection.verifications(clause):
            yield article.number, clause, verification


def _by_frequency(setting: Setting) -> dict[Frequency, list[str]]:
    """Return the numbers of the articles of each frequency, from the rarest fixed one on."""
    found: dict[Frequency, list[str]] = {}
    for number, _, verification in _verifications(setting):
        articles = found.setdefault(verification.frequency, [])
        if number not in articles:
            articles.append(number)
    return {frequency: found[frequency] for frequency in Frequency if frequency in found}


def _known(
    dates: tuple[datetime.date, ...], frequency: Frequency, setting: Setting
) -> Iterator[Cell]:
    written = [setting.composer.language.date(date) for date in dates]
    none = cell(setting.word("no-further"))
    yield cell(written[0])
    yield cell(_interval(frequency, setting)) if len(dates) > 2 else none
    yield cell(written[-1]) if len(dates) > 1 else none


def _blanks(frequency: Frequency, setting: Setting) -> Iterator[Cell]:
    def blank(name: str) -> Cell:
        key = f"{name}.{frequency.value}"
        return cell(Blank(key=key, label=setting.word(f"blank.{name}"), date=True))

    yield blank("first")
    if frequency is Frequency.AT_START:
        yield cell(setting.word("no-further"))
        yield cell(setting.word("no-further"))
    else:
        yield cell(_interval(frequency, setting))
        yield blank("last")


def _interval(frequency: Frequency, setting: Setting) -> str:
    if frequency is Frequency.AT_START_AND_YEARLY:
        frequency = Frequency.YEARLY
    return capital(setting.composer.phrase(f"frequency.{frequency.value}"))
