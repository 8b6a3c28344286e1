"""One document tree from the selected clauses: complete, numbered, resolved, always the same."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from clausekit import Catalogue, Document, Tender, assemble, load_language, select
from clausekit.errors import DocumentError, UnknownName
from clausekit.model.document import (
    CrossReference,
    Heading,
    HeadingLevel,
    Paragraph,
    ParagraphRole,
    SignatureBlock,
    Slot,
    Strong,
    Table,
)
from clausekit.model.quantity import Unit
from facts import tender_facts
from reading import headings_of, inlines_of, paragraphs_of, plain, text_of

LANGUAGES = ("es", "en", "fr", "pt")
KINDS = ("supplier-code", "tender-annex")


def _tender(**changes: Any) -> Tender:
    return Tender.model_validate(tender_facts(**changes))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", ["micro", "large"])
def test_a_document_is_complete(templates: Any, kind: str, language: str, size: str) -> None:
    tender = _tender(tier="advanced", sector="textiles", supplier_size=size)
    document = templates.assemble(tender, kind=kind, language=language)
    articles = headings_of(document, HeadingLevel.ARTICLE)
    assert [heading.number for heading in articles] == [
        str(index) for index in range(1, len(articles) + 1)
    ]
    anchors = {block.anchor: block.number for block in document.headings if block.anchor}
    anchors |= {line.anchor: line.number for line in paragraphs_of(document) if line.anchor}
    references = [piece for piece in inlines_of(document) if isinstance(piece, CrossReference)]
    assert references
    assert all(anchors[piece.target] == piece.number for piece in references)
    assert document.sections[Slot.PREAMBLE]
    assert document.sections[Slot.SCHEDULES]
    assert isinstance(document.sections[Slot.SIGNATURES][-1], SignatureBlock)
    plan = templates.catalogue.blueprints[document.kind]
    assert bool(document.sections[Slot.PARTICULARS]) is plan.particulars
    assert not re.search(r"[{}]", text_of(document))


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
    articles = {heading.anchor for heading in headings_of(annex, HeadingLevel.ARTICLE)}
    assert {clause.id for clause in clauses} <= articles
    plan = next(b for b in annex.sections[Slot.SCHEDULES] if isinstance(b, Table))
    assert len(plan.rows) == sum(len(clause.verifications) for clause in clauses)
    answered = [
        piece.target for piece in inlines_of(annex)
        if isinstance(piece, CrossReference) and piece.target.startswith("ladder.")
    ]  # fmt: skip
    assert {f"ladder.{clause.remedy.id}" for clause in clauses} <= set(answered)
    code = templates.assemble(tender, kind="supplier-code", language="en")
    verified = [p for p in paragraphs_of(code) if p.role is ParagraphRole.VERIFICATION]
    assert len(verified) == len(clauses)


def test_a_ladder_names_one_article_in_the_singular(templates: Any) -> None:
    annex = templates.assemble(
        _tender(tier="advanced", sector="guarding"), kind="tender-annex", language="en"
    )
    found = re.findall(
        r"^(Articles?) whose last numbered paragraph names this Ladder: (.+)[.]$",
        text_of(annex),
        re.MULTILINE,
    )
    told = {(name, numbers.isdigit()) for name, numbers in found}
    assert told == {("Article", True), ("Articles", False)}
    for name, numbers in found:
        assert name == "Article" or re.fullmatch(r"(\d+, )*\d+ and \d+", numbers)


@pytest.mark.parametrize(
    ("language", "both", "either"),
    [("en", "and", "or"), ("es", "y", "o"), ("fr", "et", "ou"), ("pt", "e", "ou")],
)
def test_the_last_item_of_a_list_has_its_conjunction(
    templates: Any, language: str, both: str, either: str
) -> None:
    text = text_of(
        templates.assemble(_tender(tier="advanced"), kind="tender-annex", language=language)
    )
    assert len(re.findall(rf": (?:\d+, )*\d+ {both} \d+\.$", text, re.MULTILINE)) >= 3
    assert len(re.findall(rf"\([^()]*\)\s?; {either}$", text, re.MULTILINE)) == 1


def test_termination_lists_every_ground_and_only_those(templates: Any) -> None:
    tender = _tender()
    annex = templates.assemble(tender, kind="tender-annex", language="en")
    grounds = [
        clause.termination.ground
        for clause in select(tender, templates.catalogue).clauses
        if clause.termination is not None
    ]
    items = [
        "".join(plain(piece) for piece in paragraph.content)
        for paragraph in paragraphs_of(annex)
        if paragraph.role is ParagraphRole.ITEM
    ]
    end = r" \(Article\s\d+\)(\.|;|; or)$"
    listed = [item for item in items if re.search(end, item)]
    assert [re.sub(end, "", item) for item in listed] == grounds
    assert listed[-1].endswith(".")
    assert listed[-2].endswith("; or")
    assert all(item.endswith(";") for item in listed[:-2])


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
        for paragraph in paragraphs_of(document)
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
            "".join(plain(piece) for piece in paragraph.content)
            for paragraph in paragraphs_of(document)
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


def test_all_names_that_do_not_exist_are_told_at_once(catalogue: Catalogue) -> None:
    selection = select(_tender(terms={"buyer": "minister", "supplier": "x"}), catalogue)
    with pytest.raises(UnknownName) as caught:
        assemble(
            selection, kind="annex", language="en", paper="a3", parties={"supplier": "y", "z": "x"}
        )
    assert [(fault.code, fault.where) for fault in caught.value.faults] == [
        ("document.unknown-kind", ""),
        ("language.unknown-choice", "/terms/buyer"),
        ("language.unknown-choice", "supplier"),
        ("language.unknown-party", "z"),
        ("document.unknown-paper", ""),
    ]


def test_after_the_item_z_comes_aa_as_in_word(catalogue: Catalogue) -> None:
    ban = catalogue.clauses["fl.ban"]
    listing = ban.paragraphs[0].model_copy(
        update={"text": "The {supplier} shall act:", "items": ("it acts.",) * 28}
    )
    longer = ban.model_copy(update={"paragraphs": (listing, *ban.paragraphs[1:])})
    changed = replace(catalogue, clauses={**catalogue.clauses, "fl.ban": longer})
    document = assemble(select(_tender(), changed), kind="tender-annex", language="en")
    items = [p.number for p in paragraphs_of(document) if p.role is ParagraphRole.ITEM]
    start = items.index("z")
    assert items[start - 25 : start + 3] == [*"abcdefghijklmnopqrstuvwxyz", "aa", "bb"]
