"""What the facts of a tender change: what is cited, the paper, names, particulars and blanks."""

from __future__ import annotations

import re
from typing import Any

import pytest

from clausekit import Catalogue, Noun, Tender, assemble, load_language, select
from clausekit.model.document import Blank, Slot, Table
from clausekit.model.tender import Paper
from facts import tender_facts
from reading import inlines_of, notes_of, paragraphs_in, plain, text_of

LANGUAGES = ("es", "en", "fr", "pt")
KINDS = ("supplier-code", "tender-annex")


def _tender(**changes: Any) -> Tender:
    return Tender.model_validate(tender_facts(**changes))


EU = {
    "ES": True, "PT": True, "FR": True, "DE": True,
    "CL": False, "MX": False, "CO": False, "BR": False, "CA": False, "US": False,
}  # fmt: skip


@pytest.mark.parametrize(("country", "cited"), EU.items())
@pytest.mark.parametrize("kind", KINDS)
def test_european_law_is_cited_only_where_it_applies(
    templates: Any, kind: str, country: str, cited: bool
) -> None:
    tender = _tender(buyer={"name": "Body", "country": country}, tier="advanced")
    notes = notes_of(templates.assemble(tender, kind=kind, language="en"))
    titles = [
        instrument.titles["en"]
        for instrument in templates.catalogue.instruments.values()
        if instrument.id.startswith("EU-")
    ]
    assert titles
    assert any(title in notes for title in titles) is cited


@pytest.mark.parametrize("language", LANGUAGES)
def test_instruments_are_cited_by_their_title_in_the_language(
    templates: Any, language: str
) -> None:
    notes = notes_of(templates.assemble(_tender(), kind="tender-annex", language=language))
    spoken = load_language(language, country="CL")
    for name in ("ILO-C029", "UDHR"):
        titles = templates.catalogue.instruments[name].titles
        own = spoken.typeset(titles["pt_BR" if language == "pt" else language])
        assert own in notes
        for other in {"es", "en", "fr"} - {language}:
            assert titles[other] not in notes


@pytest.mark.parametrize(
    ("country", "own", "wanted", "paper"),
    [
        ("CL", None, None, Paper.LETTER),
        ("BR", None, None, Paper.A4),
        ("CL", "a4", None, Paper.A4),
        ("BR", "a4", "letter", Paper.LETTER),
        ("CL", None, Paper.A4, Paper.A4),
    ],
)
def test_paper_follows_the_country_and_can_be_chosen(
    templates: Any, country: str, own: str | None, wanted: str | None, paper: Paper
) -> None:
    tender = _tender(buyer={"name": "B", "country": country}, paper=own)
    document = assemble(
        select(tender, templates.catalogue), kind="tender-annex", language="en", paper=wanted
    )
    assert document.paper is paper


def test_parties_go_by_the_names_that_are_chosen(templates: Any) -> None:
    tender = _tender(terms={"supplier": "contractor"})
    selection = select(tender, templates.catalogue)
    by_tender = assemble(selection, kind="tender-annex", language="en")
    assert "Contractor" in text_of(by_tender)
    assert "Supplier shall" not in text_of(by_tender)
    noun = Noun(form="Vendor", plural="Vendors")
    by_call = assemble(selection, kind="tender-annex", language="en", parties={"supplier": noun})
    assert "Vendor" in text_of(by_call)
    assert "Contractor" not in text_of(by_call)


HOSTILE = ["Smith & Sons <Ltd>", "{{ 7*6 }}", "{supplier}", "]]>", "l’Office «X»", "a  'b' \"c\" …"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", HOSTILE)
def test_facts_come_back_letter_by_letter(templates: Any, language: str, fact: str) -> None:
    buyer = {
        "name": fact,
        "country": "CA",
        "contact": {"office": fact, "email": fact, "address": fact},
        "grievance_channel": fact,
    }
    tender = _tender(buyer=buyer, title=fact, reference=fact, supplier=fact)
    document = templates.assemble(tender, kind="tender-annex", language=language)
    for name in ("buyer_name", "supplier_name", "tender_reference", "tender_title"):
        assert document.facts[name] == fact
    assert (document.author, document.subject, document.keywords) == (fact, fact, (fact,))
    (table,) = [b for b in document.sections[Slot.PARTICULARS] if isinstance(b, Table)]
    lines = [
        "".join(plain(piece) for piece in paragraph.content)
        for paragraph in paragraphs_in(table)
    ]  # fmt: skip
    assert sum(fact in line for line in lines) >= 7


def test_what_is_not_known_is_a_blank_to_fill_in(templates: Any) -> None:
    document = templates.assemble(_tender(), kind="tender-annex", language="en")
    blanks = {piece.key: piece for piece in inlines_of(document) if isinstance(piece, Blank)}
    assert set(blanks) == {"supplier", "value", "period", "office", "grievance-channel", "date"}
    assert blanks["date"].date
    assert all(blank.label for blank in blanks.values())


def _particulars(catalogue: Catalogue, language: str, **facts: Any) -> str:
    """Return what the cells say, a star for a note or a blank, without French spaces."""
    selection = select(Tender.model_validate(tender_facts(**facts)), catalogue)
    document = assemble(selection, kind="tender-annex", language=language)
    said = "\n".join(
        "".join(piece if isinstance(piece, str) else "*" for piece in line.content)
        for block in document.sections[Slot.PARTICULARS]
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        for line in cell.paragraphs
    )
    return re.sub(r"[\u00a0\u202f]", " ", said).replace(" ;", ";")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Occupational clothing"),
        ("es", "Indumentaria de trabajo"),
        ("fr", "Vêtements professionnels"),
        ("pt", "Vestuário profissional"),
    ],
)
def test_a_code_stands_with_its_title_and_one_note(
    catalogue: Catalogue, language: str, title: str
) -> None:
    codes = ["UNSPSC 53102700", "CPV 18110000-3", "CPV 90910000", "CPV 99999999"]
    said = _particulars(catalogue, language, codes=codes)
    assert f"UNSPSC 53102700; CPV 18110000 ({title})*; CPV 90910000 (" in said
    assert said.count(")*") == 1
    assert "; CPV 99999999\n" in said


def test_bare_codes_have_no_note(catalogue: Catalogue) -> None:
    assert "UNSPSC 53102700\n" in _particulars(catalogue, "en", codes=["UNSPSC 53102700"])


def test_the_work_of_the_supplier_is_printed_where_its_size_is_known(catalogue: Catalogue) -> None:
    period = {"start": "2027-01-01", "end": "2028-12-31"}
    known = _particulars(catalogue, "en", supplier_size="small", period=period)
    assert "Estimated work of the Supplier" in known
    facts = tender_facts(supplier_size="small", period=period)
    load = select(Tender.model_validate(facts), catalogue).effort()
    assert f"{load.start} hour" in known
    assert f"in total {load.total} hour" in known
    assert "in total" not in _particulars(catalogue, "en", supplier_size="large")
    assert "Estimated work" not in _particulars(catalogue, "en")


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
def test_the_schedule_of_blanks_names_every_blank_of_text_tables_and_signatures(
    language: str, catalogue: Catalogue
) -> None:
    tender = Tender.model_validate(tender_facts())
    document = assemble(select(tender, catalogue), kind="tender-annex", language=language)
    table = [block for block in document.sections[Slot.SCHEDULES] if isinstance(block, Table)][-1]
    said = " ".join(
        piece
        for row in table.rows
        for paragraph in row[1].paragraphs
        for piece in paragraph.content
        if isinstance(piece, str)
    ).casefold()
    labels = {blank.label.casefold() for blank in document.blanks}
    assert len(labels) > 5
    assert not [label for label in labels if label not in said]
