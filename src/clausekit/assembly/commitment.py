"""The public commitment: the instruments, the salient risks, and where to raise a concern."""

from __future__ import annotations

from clausekit.assembly.fill_in import lines_cell
from clausekit.assembly.reasons import points_to
from clausekit.assembly.setting import Setting
from clausekit.assembly.tables import cell
from clausekit.assembly.verification import capital
from clausekit.model.document import Blank, Inline

__all__ = ["group_of", "write_channel", "write_instruments", "write_salient_risks"]

_REGIONAL = ("ADHR", "ACHR", "SAN", "BELEM", "IACAC", "ESCAZU", "CIRDI", "CIADDIS", "ADRIP",
             "IACHR", "OAS", "EU")  # fmt: skip
_OTHER = ("ISO", "IFC", "WB", "IDB", "VPSHR", "ICOC", "MONTREUX", "WTO")
_GROUPS = ("un", "ilo", "oecd", "regional", "other")


def group_of(instrument: str) -> str:
    """Return who adopted an instrument: ``un``, ``ilo``, ``oecd``, ``regional`` or ``other``.

    Example:
        >>> group_of("ILO-C029"), group_of("UNGP"), group_of("ESCAZU-2018")
        ('ilo', 'un', 'regional')
    """
    first = instrument.split("-")[0]
    if first in {"ILO", "OECD"}:
        return first.lower()
    if first in _REGIONAL:
        return "regional"
    return "other" if first in _OTHER else "un"


def write_instruments(setting: Setting) -> None:
    """Write the official titles of all instruments that the clauses follow, by who adopted them."""
    composer = setting.composer
    cited = {source.instrument for _, clause in setting.clauses() for source in clause.sources}
    rows = []
    for group in _GROUPS:
        titles = [
            title
            for name in setting.selection.catalogue.instruments
            if name in cited and group_of(name) == group
            for title in composer.titles([name])
        ]
        if titles:
            rows.append((cell(setting.word(f"group.{group}")), lines_cell(*((t,) for t in titles))))
    setting.sheet.table(
        setting.columns(("group", 28), ("instruments", 72)),
        rows,
        title=setting.word("table.instruments"),
        description=setting.word("table.instruments-description"),
    )


def write_salient_risks(setting: Setting) -> None:
    """Write each risk with all that points to it."""
    composer = setting.composer
    entries = setting.evidence
    found = dict.fromkeys(risk for entry in entries for risk in entry.risks)
    if not found:
        setting.sheet.paragraph((setting.word("risk.none"),))
        return
    rows = [
        (
            cell(capital(composer.name("risk", risk.value))),
            lines_cell(*((line,) for line in points_to(risk, entries, composer))),
        )
        for risk in found
    ]
    setting.sheet.table(
        setting.columns(("risk", 30), ("reason", 70)),
        rows,
        title=setting.word("table.risks"),
        description=setting.word("table.risks-description"),
    )


def write_channel(setting: Setting) -> None:
    """Write where a concern can be raised; what is not known is a place to fill in."""
    composer, buyer = setting.composer, setting.selection.tender.buyer
    contact = buyer.contact
    channel = buyer.grievance_channel or Blank(
        key="grievance-channel", label=composer.phrase("blank.grievance-channel")
    )
    office: Inline = Blank(key="office", label=composer.phrase("blank.office"))
    if contact is not None:
        known = (contact.office, contact.address, contact.telephone, contact.email)
        office = ", ".join(filter(None, known))
    setting.sheet.table(
        [("", 36), ("", 64)],
        [
            (cell(setting.word("field.channel")), cell(channel)),
            (cell(setting.word("field.office")), cell(office)),
        ],
        title=setting.word("table.channel"),
        description=composer.phrase("table.fields-description"),
        headed=False,
    )
