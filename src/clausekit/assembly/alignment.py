"""The alignment matrix: clauses against instruments, and instruments against clauses."""

from __future__ import annotations

from collections.abc import Iterable

from clausekit.assembly.commitment import group_of
from clausekit.assembly.fill_in import lines_cell
from clausekit.assembly.setting import Setting
from clausekit.assembly.tables import cell
from clausekit.assembly.verification import capital
from clausekit.language.citations import sort_pinpoints
from clausekit.model.alignment import AlignedPlace, CoreInstrument
from clausekit.model.clause import Clause
from clausekit.model.document import Cell
from clausekit.model.wording import Source

__all__ = ["write_alignment_clauses", "write_coverage"]

_SDG = "UN-AGENDA-2030"
_COLUMNS = ("ungp", "oecd", "ilo", "sdg", "un", "regional")


def write_alignment_clauses(setting: Setting) -> None:
    """Write a row for each clause, with the places that it follows by group of instruments."""
    rows = []
    for _, clause in setting.clauses():
        groups: dict[str, list[Source]] = {name: [] for name in _COLUMNS}
        for source in clause.sources:
            groups[_column(source)].append(source)
        cells = [_places(name, groups[name], setting) for name in _COLUMNS]
        rows.append((cell(setting.titled(clause.id)), *cells))
    setting.sheet.table(
        setting.columns(
            ("article", 15),
            ("ungp", 12),
            ("oecd", 21),
            ("ilo", 17),
            ("sdg", 10),
            ("un", 13),
            ("regional", 12),
        ),
        rows,
        title=setting.word("table.clauses"),
        description=setting.word("table.clauses-description"),
    )


def write_coverage(setting: Setting, instrument: CoreInstrument) -> None:
    """Write a row for each place of a core instrument: the articles that serve it, and a remark."""
    composer = setting.composer
    rows = []
    for row in setting.selection.catalogue.alignment[instrument].rows:
        key = f"alignment.{instrument}/{row.id}"
        if row.subject:
            place, subject = _short(row, setting), composer.text(f"{key}.subject")
        else:
            place = composer.places([Source(instrument=row.source.instrument)])[0]
            subject = composer.titles([row.source.instrument])[0]
        chosen = [c for _, c in setting.clauses() if _serves(c, row)]
        mark = f"{composer.phrase('list.middle')} "
        articles = mark.join(setting.titled(clause.id) for clause in chosen)
        remarks = [composer.text(f"{key}.remark")] if row.remark else []
        if not chosen and not row.remark:
            remarks += filter(None, [_beyond(row, setting)])
        rows.append(
            (
                cell(capital(place)),
                cell(subject),
                cell(articles or setting.word("none")),
                cell(*remarks),
            )
        )
    setting.sheet.table(
        setting.columns(("place", 12), ("subject", 25), ("articles", 33), ("remark", 30)),
        rows,
        title=setting.word(f"table.{instrument}"),
        description=setting.word("table.coverage-description"),
    )


def _column(source: Source) -> str:
    if source.instrument == "UNGP":
        return "ungp"
    if source.instrument == _SDG:
        return "sdg"
    group = group_of(source.instrument)
    return "un" if group == "other" else group


def _places(column: str, sources: Iterable[Source], setting: Setting) -> Cell:
    composer = setting.composer
    if column in {"ungp", "sdg"}:
        # The heading of the column names the instrument.
        pinpoints = sort_pinpoints(source.pinpoint for source in sources)
        places = [composer.language.citation(pinpoint) for pinpoint in pinpoints]
        return (
            lines_cell(*((capital(place),) for place in dict.fromkeys(places)))
            if places
            else cell()
        )
    lines = composer.places(sources)
    return lines_cell(*((capital(line),) for line in lines)) if lines else cell()


def _short(row: AlignedPlace, setting: Setting) -> str:
    return setting.composer.language.citation(row.source.pinpoint)


def _serves(clause: Clause, row: AlignedPlace) -> bool:
    return clause.id in row.served_by or any(row.covers(source) for source in clause.sources)


def _beyond(row: AlignedPlace, setting: Setting) -> str:
    """Say which clauses of the library, not selected here, serve a place."""
    titles = [
        setting.composer.language.quote(setting.composer.text(f"{clause.id}/title"))
        for clause in setting.selection.catalogue.clauses.values()
        if _serves(clause, row)
    ]
    if not titles:  # a catalogue that loads has served or explained the place
        return ""
    return setting.word("beyond", {"clauses": setting.composer.language.join(titles)})
