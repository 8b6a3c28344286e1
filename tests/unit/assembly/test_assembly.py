"""One document tree from the selected clauses: complete, numbered, resolved, always the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from clausekit import Catalogue, Document, Noun, Tender, assemble, load_language, select
from clausekit.errors import DocumentError, UnknownName
from clausekit.model.document import (
    Blank,
    Block,
    CrossReference,
    Footnote,
    Heading,
    HeadingLevel,
    Inline,
    Paragraph,
    ParagraphRole,
    SignatureBlock,
    Slot,
    Strong,
    Table,
)
from clausekit.model.quantity import Unit
from clausekit.model.tender import Paper
from facts import tender_facts

LANGUAGES = ("es", "en", "fr", "pt")
KINDS = ("supplier-code", "tender-annex")


def _tender(**changes: Any) -> Tender:
    return Tender.model_validate(tender_facts(**changes))


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    for block in document.blocks():
        yield from _inside(block)


def _inside(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                yield from cell.paragraphs


def _inlines(document: Document) -> Iterator[Inline]:
    for paragraph in _paragraphs(document):
        yield from paragraph.content


def _plain(content: Inline) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, Footnote):
        return "".join(_plain(piece) for piece in content.content)
    return getattr(content, "text", getattr(content, "number", getattr(content, "label", "")))


def _text(document: Document) -> str:
    lines = ["".join(_plain(piece) for piece in line.content) for line in _paragraphs(document)]
    return "\n".join([heading.content for heading in document.headings] + lines)


def _notes(document: Document) -> str:
    return "\n".join(_plain(piece) for piece in _inlines(document) if isinstance(piece, Footnote))


def _headings(document: Document, level: HeadingLevel) -> list[Heading]:
    return [heading for heading in document.headings if heading.level is level]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", ["micro", "large"])
def test_a_document_is_complete(templates: Any, kind: str, language: str, size: str) -> None:
    tender = _tender(tier="advanced", sector="textiles", supplier_size=size)
    document = templates.assemble(tender, kind=kind, language=language)
    articles = _headings(document, HeadingLevel.ARTICLE)
    assert [heading.number for heading in articles] == [
        str(index) for index in range(1, len(articles) + 1)
    ]
    anchors = {block.anchor: block.number for block in document.headings if block.anchor}
    anchors |= {line.anchor: line.number for line in _paragraphs(document) if line.anchor}
    references = [piece for piece in _inlines(document) if isinstance(piece, CrossReference)]
    assert references
    assert all(anchors[piece.target] == piece.number for piece in references)
    assert document.sections[Slot.PREAMBLE]
    assert document.sections[Slot.SCHEDULES]
    assert isinstance(document.sections[Slot.SIGNATURES][-1], SignatureBlock)
    plan = templates.catalogue.blueprints[document.kind]
    assert bool(document.sections[Slot.PARTICULARS]) is plan.particulars
    assert not re.search(r"[{}]", _text(document))


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_of_paragraphs_follow_their_article(templates: Any, kind: str) -> None:
    document = templates.assemble(_tender(tier="advanced"), kind=kind, language="en")
    article, count, items = "", 0, 0
    for block in document.sections[Slot.CLAUSES]:
        if isinstance(block, Heading) and block.level is HeadingLevel.ARTICLE:
            article, count = block.number, 0
        elif isinstance(block, Paragraph) and block.role is ParagraphRole.NUMBERED:
            count, items = count + 1, 0
            assert block.number == f"{article}.{count}"
        elif isinstance(block, Paragraph) and block.role is ParagraphRole.ITEM:
            items += 1
            assert block.number == chr(ord("a") + items - 1)


def test_each_clause_has_requirement_verification_and_ladder(templates: Any) -> None:
    tender = _tender(tier="advanced")
    annex = templates.assemble(tender, kind="tender-annex", language="en")
    clauses = select(tender, templates.catalogue).clauses
    articles = {heading.anchor for heading in _headings(annex, HeadingLevel.ARTICLE)}
    assert {clause.id for clause in clauses} <= articles
    plan = next(b for b in annex.sections[Slot.SCHEDULES] if isinstance(b, Table))
    assert len(plan.rows) == sum(len(clause.verifications) for clause in clauses)
    answered = [
        piece.target for piece in _inlines(annex)
        if isinstance(piece, CrossReference) and piece.target.startswith("ladder.")
    ]  # fmt: skip
    assert {f"ladder.{clause.remedy.id}" for clause in clauses} <= set(answered)
    code = templates.assemble(tender, kind="supplier-code", language="en")
    verified = [p for p in _paragraphs(code) if p.role is ParagraphRole.VERIFICATION]
    assert len(verified) == len(clauses)


def test_a_ladder_names_one_article_in_the_singular(templates: Any) -> None:
    annex = templates.assemble(
        _tender(tier="advanced", sector="guarding"), kind="tender-annex", language="en"
    )
    found = re.findall(
        r"^(Articles?) whose last numbered paragraph names this Ladder: (.+)[.]$",
        _text(annex),
        re.MULTILINE,
    )
    told = {(name, len(numbers.split(", ")) == 1) for name, numbers in found}
    assert told == {("Article", True), ("Articles", False)}


def test_termination_lists_every_ground_and_only_those(templates: Any) -> None:
    tender = _tender()
    annex = templates.assemble(tender, kind="tender-annex", language="en")
    grounds = [
        clause.termination.ground
        for clause in select(tender, templates.catalogue).clauses
        if clause.termination is not None
    ]
    items = [
        "".join(_plain(piece) for piece in paragraph.content)
        for paragraph in _paragraphs(annex)
        if paragraph.role is ParagraphRole.ITEM
    ]
    listed = [item for item in items if re.search(r"\(Article\s\d+\)[;.]$", item)]
    assert [re.sub(r" \(Article\s\d+\)[;.]$", "", item) for item in listed] == grounds
    assert listed[-1].endswith(".")
    assert all(item.endswith(";") for item in listed[:-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_document_twice_is_equal(templates: Any, language: str) -> None:
    tender = _tender(sector="textiles", codes=["CPV 18110000"], origins=["BD", "VN"])
    first = templates.assemble(tender, kind="tender-annex", language=language)
    second = templates.assemble(tender, kind="tender-annex", language=language)
    assert first == second
    assert first.provenance == second.provenance
    other = templates.assemble(_tender(), kind="tender-annex", language=language)
    assert other.provenance.tender_hash != first.provenance.tender_hash
    assert other.provenance.text_hash != first.provenance.text_hash


def test_a_document_reads_back_from_json(templates: Any) -> None:
    document = templates.assemble(_tender(), kind="tender-annex", language="fr")
    assert Document.model_validate_json(document.model_dump_json()) == document


def test_a_document_knows_where_it_comes_from(templates: Any) -> None:
    tender = _tender()
    document = templates.assemble(tender, kind="tender-annex", language="en")
    selected = {
        (clause.id, clause.version) for clause in select(tender, templates.catalogue).clauses
    }
    assert set(document.provenance.clauses) == selected


def _definition_headwords(document: Document) -> list[str]:
    return [
        paragraph.content[0].text
        for paragraph in _paragraphs(document)
        if paragraph.role is ParagraphRole.DEFINITION and isinstance(paragraph.content[0], Strong)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_definitions_stand_in_the_order_of_the_language(own_templates: Any, language: str) -> None:
    # Terms that only a dictionary of the language puts in the right order.
    terms = ["Zona", "Ñandú", "Nube", "Éter", "Eco", "Ética", "Ábaco"]
    names = list(own_templates.catalogue.definitions)[: len(terms)]
    if language == "en":
        document = own_templates.assemble(_tender(), kind="tender-annex", language="en")
    else:
        for name, term in zip(names, terms, strict=True):
            own_templates.edit(
                language, f"definition.{name}/term", lambda e, t=term: setattr(e, "msgstr", t)
            )
        document = own_templates.assemble(_tender(), kind="tender-annex", language=language)
    found = _definition_headwords(document)
    assert found == sorted(found, key=load_language(language).sort_key)
    if language == "es":
        mixed = [word for word in found if word in terms]
        order = ["Ábaco", "Eco", "Éter", "Ética", "Nube", "Ñandú", "Zona"]
        assert mixed == [word for word in order if word in mixed]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_defines_the_same_terms(templates: Any, language: str) -> None:
    document = templates.assemble(_tender(), kind="tender-annex", language=language)
    english = templates.assemble(_tender(), kind="tender-annex", language="en")
    assert len(_definition_headwords(document)) == len(_definition_headwords(english))
    assert {"Worker", "Remedy", "Contract"} <= set(_definition_headwords(english))


def test_a_small_supplier_gets_longer_periods_and_never_shorter_ones(catalogue: Catalogue) -> None:
    longer = 0
    for clause in catalogue.clauses.values():
        for value in clause.values.values():
            standard, small = value.of(small=False), value.of(small=True)
            if value.small is None:
                continue
            if standard.unit is Unit.COUNT:
                assert small.amount < standard.amount, "fewer meetings, not more"
            else:
                assert small.amount > standard.amount
                longer += 1
    for ladder in catalogue.ladders.values():
        for step in ladder.steps:
            small = step.within.of(small=True)
            assert small.amount >= step.within.of(small=False).amount
            if step.actor.value == "buyer" and step.kind.value not in {"extend", "withhold"}:
                assert step.within.small is None, "the buyer has no more time with a small supplier"
    assert longer >= 5


@pytest.mark.parametrize("kind", KINDS)
def test_the_lighter_document_prints_the_lighter_periods(templates: Any, kind: str) -> None:
    value = templates.catalogue.clauses["fl.fees"].values["repayment"]
    for size in ("micro", "large"):
        document = templates.assemble(_tender(supplier_size=size), kind=kind, language="en")
        printed = load_language("en").quantity(value.of(small=size == "micro"))
        other = load_language("en").quantity(value.of(small=size != "micro"))
        line = next(
            "".join(_plain(piece) for piece in paragraph.content)
            for paragraph in _paragraphs(document)
            if paragraph.anchor == "fl.fees/repay"
        )
        assert printed in line
        assert other not in line


def test_a_reference_to_a_clause_that_is_not_selected_is_told(catalogue: Catalogue) -> None:
    selection = select(_tender(), catalogue)
    without = tuple(
        replace(decision, included=False) if decision.clause == "fl.ban" else decision
        for decision in selection.decisions
    )
    ban = catalogue.clauses["fl.ban"]
    referring = ban.model_copy(
        update={
            "id": "fl.docs",
            "values": {},
            "paragraphs": (
                ban.paragraphs[0].model_copy(
                    update={"text": "See Article {ref:fl.ban} and Article {ref:no.where}."}
                ),
            ),
        }
    )
    changed = replace(catalogue, clauses={**catalogue.clauses, "fl.docs": referring})
    broken = replace(selection, catalogue=changed, decisions=without)
    with pytest.raises(DocumentError) as caught:
        assemble(broken, kind="tender-annex", language="en")
    told = {
        (fault.code, fault.where, fault.hint.partition(" ")[0])
        for fault in caught.value.faults
        if "fl.docs" in fault.where
    }
    place = f"en, tender-annex, fl.docs/paragraph.{ban.paragraphs[0].id}"
    assert ("document.unresolved-reference", place, "Select") in told
    assert len({fault.message for fault in caught.value.faults}) >= 2


@pytest.mark.parametrize("kind", KINDS)
def test_at_close_out_nothing_is_drafted_any_more(catalogue: Catalogue, kind: str) -> None:
    selection = select(_tender(stage="close-out"), catalogue)
    with pytest.raises(DocumentError) as caught:
        assemble(selection, kind=kind, language="en")
    assert (caught.value.code, caught.value.where) == ("document.too-late", "/stage")


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
    notes = _notes(templates.assemble(tender, kind=kind, language="en"))
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
    notes = _notes(templates.assemble(_tender(), kind="tender-annex", language=language))
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


@pytest.mark.parametrize(
    ("options", "code", "hint"),
    [
        ({"kind": "tender-anex"}, "document.unknown-kind", "'tender-annex'"),
        ({"kind": "code"}, "document.unknown-kind", "supplier-code"),
        ({"language": "ess"}, "language.unknown", "es"),
        ({"language": "de"}, "language.unknown", "en"),
        ({"paper": "a3"}, "document.unknown-paper", "a4"),
        ({"parties": {"suplier": "company"}}, "language.unknown-party", "'supplier'"),
        ({"parties": {"supplier": "compani"}}, "language.unknown-choice", "'company'"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(
    catalogue: Catalogue, options: dict[str, Any], code: str, hint: str
) -> None:
    wanted = {"kind": "tender-annex", "language": "en", **options}
    with pytest.raises(UnknownName) as caught:
        assemble(select(_tender(), catalogue), **wanted)
    assert caught.value.code == code
    assert hint in caught.value.hint


def test_parties_go_by_the_names_that_are_chosen(templates: Any) -> None:
    tender = _tender(terms={"supplier": "contractor"})
    selection = select(tender, templates.catalogue)
    by_tender = assemble(selection, kind="tender-annex", language="en")
    assert "Contractor" in _text(by_tender)
    assert "Supplier shall" not in _text(by_tender)
    noun = Noun(form="Vendor", plural="Vendors")
    by_call = assemble(selection, kind="tender-annex", language="en", parties={"supplier": noun})
    assert "Vendor" in _text(by_call)
    assert "Contractor" not in _text(by_call)


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
        "".join(_plain(piece) for piece in paragraph.content)
        for paragraph in _inside(table)
    ]  # fmt: skip
    assert sum(fact in line for line in lines) >= 7


def test_what_is_not_known_is_a_blank_to_fill_in(templates: Any) -> None:
    document = templates.assemble(_tender(), kind="tender-annex", language="en")
    blanks = {piece.key: piece for piece in _inlines(document) if isinstance(piece, Blank)}
    assert set(blanks) == {"supplier", "value", "period", "office", "grievance-channel", "date"}
    assert blanks["date"].date
    assert all(blank.label for blank in blanks.values())


def test_after_the_item_z_comes_aa_as_in_word(catalogue: Catalogue) -> None:
    ban = catalogue.clauses["fl.ban"]
    listing = ban.paragraphs[0].model_copy(
        update={"text": "The {supplier} shall act:", "items": ("it acts.",) * 28}
    )
    longer = ban.model_copy(update={"paragraphs": (listing, *ban.paragraphs[1:])})
    changed = replace(catalogue, clauses={**catalogue.clauses, "fl.ban": longer})
    document = assemble(select(_tender(), changed), kind="tender-annex", language="en")
    items = [p.number for p in _paragraphs(document) if p.role is ParagraphRole.ITEM]
    start = items.index("z")
    assert items[start - 25 : start + 3] == [*"abcdefghijklmnopqrstuvwxyz", "aa", "bb"]


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
