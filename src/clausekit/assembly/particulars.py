"""The particulars of the contract: what is known is printed, what is not is a blank to fill in."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator

from clausekit.assembly.composer import Composer
from clausekit.assembly.tables import cell
from clausekit.errors import LanguageError
from clausekit.model.blueprint import SignaturesPlan
from clausekit.model.document import (
    Blank,
    Block,
    Cell,
    Column,
    Footnote,
    Heading,
    HeadingLevel,
    Inline,
    Paragraph,
    ParagraphRole,
    Signatory,
    SignatureBlock,
    Table,
)
from clausekit.model.quantity import Quantity, Unit
from clausekit.model.tender import Contact, Tender
from clausekit.model.tier import SupplierSize
from clausekit.selection.selection import Selection

__all__ = ["particulars_blocks", "signature_blocks"]


def particulars_blocks(
    selection: Selection,
    composer: Composer,
    names: Collection[str] | None = None,
    *,
    dated: datetime.date | None = None,
) -> Iterator[Block]:
    """Yield the heading and the table of particulars.

    Args:
        selection: The facts and what they select.
        composer: Turns wording into text.
        names: The rows that are wanted; all where it is None.
        dated: The date of the document, over that of the tender.
    """
    title = composer.phrase("particulars.title")
    yield Heading(level=HeadingLevel.PLAIN, content=title)
    yield Table(
        title=title,
        description=composer.phrase("particulars.description"),
        columns=(Column(header="", share=32), Column(header="", share=68)),
        rows=tuple(
            (cell(composer.phrase(f"particulars.{name}")), content)
            for name, content in _rows(selection, composer, dated or selection.tender.dated)
            if names is None or name in names
        ),
        headed=False,
    )


def _rows(
    selection: Selection, composer: Composer, day: datetime.date | None
) -> Iterator[tuple[str, Cell]]:
    tender = selection.tender
    language, buyer = composer.language, tender.buyer
    yield "reference", cell(tender.reference)
    yield "subject", cell(tender.title)
    yield "procurement", cell(composer.phrase(f"procurement.{tender.procurement.value}"))
    yield "buyer", cell(buyer.name)
    yield "supplier", cell(_known(tender.supplier, "supplier", composer))
    if tender.codes:
        yield "codes", _codes(tender, composer)
    if tender.origins:
        names = [language.country(code) for code in tender.origins]
        yield "origins", cell(language.join(sorted(names, key=language.sort_key)))
    yield "value", _value(tender, composer)
    yield "period", _period(tender, composer)
    yield "office", _office(buyer.contact, composer)
    channel = _known(buyer.grievance_channel, "grievance-channel", composer)
    yield "grievance-channel", cell(channel)
    yield "tier", cell(composer.phrase(f"tier.{tender.tier.value}"))
    if tender.supplier_size is not SupplierSize.UNKNOWN:
        yield "effort", cell(_effort(selection, composer))
    dated = language.date(day) if day else None
    yield "date", cell(_known(dated, "date", composer, date=True))


def _codes(tender: Tender, composer: Composer) -> Cell:
    """Return the codes with their titles; the note says whose titles they are."""
    language, labels = composer.language, composer.catalogue.labels
    middle = f"{composer.phrase('list.middle')} "
    pieces: list[Inline] = []
    for position, code in enumerate(tender.codes):
        title = labels.find(code, language.code)
        facts = {"code": str(code), "title": language.typeset(title or "")}
        written = composer.phrase("particulars.code", facts) if title else str(code)
        pieces.append(f"{middle if position else ''}{written}")
        if title and not any(isinstance(piece, Footnote) for piece in pieces):
            pieces.append(Footnote(content=(composer.phrase("particulars.code-source"),)))
    return cell(*pieces)


def _value(tender: Tender, composer: Composer) -> Cell:
    if tender.value is None:
        return cell(_known(None, "value", composer))
    amount, currency = tender.value.amount, tender.value.currency
    try:
        figure = composer.language.money(amount, currency)
        return cell(f"{figure} ({composer.language.money_words(amount, currency)})")
    except LanguageError as error:
        composer.keep(error, "/value/amount")
        return cell()


def _period(tender: Tender, composer: Composer) -> Cell:
    period = tender.period
    if period is None:
        return cell(_known(None, "period", composer))
    start, end = composer.language.date(period.start), composer.language.date(period.end)
    return cell(composer.phrase("particulars.period-value", {"start": start, "end": end}))


def _effort(selection: Selection, composer: Composer) -> str:
    """Return the hours of work that the set asks of a supplier of the size that is known."""
    load = selection.effort()
    amounts = {"start": load.start, "yearly": load.yearly, "total": load.total}
    facts = {
        name: composer.language.quantity(Quantity(amount=amount, unit=Unit.HOUR), style="figures")
        for name, amount in amounts.items()
        if amount is not None
    }
    key = "particulars.effort-value" if load.total is None else "particulars.effort-total"
    return composer.phrase(key, facts)


def _office(contact: Contact | None, composer: Composer) -> Cell:
    if contact is None:
        return cell(_known(None, "office", composer))
    known = [
        (contact.address, "address"),
        (contact.telephone, "telephone"),
        (contact.email, "email"),
    ]
    lines = [contact.office] + [
        composer.phrase(
            "particulars.labelled",
            {"label": composer.phrase(f"particulars.{name}"), "value": value},
        )
        for value, name in known
        if value
    ]
    return Cell(
        paragraphs=tuple(Paragraph(role=ParagraphRole.BODY, content=(line,)) for line in lines)
    )


def _known(value: str | None, blank: str, composer: Composer, *, date: bool = False) -> Inline:
    if value is not None:
        return value
    return Blank(key=blank, label=composer.phrase(f"blank.{blank}"), date=date)


def signature_blocks(plan: SignaturesPlan, title: str, composer: Composer) -> Iterator[Block]:
    """Yield the places to sign under *title*."""
    yield from composer.remember("signatures", lambda: _signatures(plan, title, composer))


def _signatures(plan: SignaturesPlan, title: str, composer: Composer) -> Iterator[Block]:
    lines = ("name", "position", "place-and-date", "signature")
    yield SignatureBlock(
        title=title,
        signatories=tuple(
            Signatory(
                role=composer.phrase(f"signature.for-{party}"),
                lines=tuple(
                    (composer.phrase(f"signature.{name}"), _line(party, name, composer))
                    for name in lines
                ),
            )
            for party in plan.signatories
        ),
    )


def _line(party: str, name: str, composer: Composer) -> tuple[Inline, ...]:
    if name == "signature":
        return ()
    return (Blank(key=f"{party}.{name}", label=composer.phrase(f"blank.{name}")),)
