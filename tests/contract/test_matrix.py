"""Every sector in every tier and language: code and annex build, pass, and say the same.

The whole matrix has 26 sectors, 3 tiers, 4 languages and 2 documents: 624. `make test` assembles
a share that reaches each sector, tier, language and kind; ``.ci/run`` builds all of it in Word.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product

import pytest

from clausekit import Document, Selection, Tender, assemble, load_language, render_docx, select
from clausekit.language.checks.tongue import load_tongue
from clausekit.model.document import Block, CrossReference, Footnote, Paragraph, Table
from clausekit.model.sector import Sector
from clausekit.model.tier import SupplierSize, Tier
from clausekit.word.check import check_docx
from facts import shipped, tender_facts

KINDS = ("supplier-code", "tender-annex")
LANGUAGES = ("en", "es", "fr", "pt")
# Services to the public beside the 26 sectors of the field; the others are for what is left.
PUBLIC = [Sector.HEALTH, Sector.EDUCATION, Sector.WATER_SUPPLY, Sector.PASSENGER_TRANSPORT]
SECTORS = [
    sector
    for sector in Sector
    if sector not in {*PUBLIC, Sector.PRINTING, Sector.PROFESSIONAL_SERVICES, Sector.OTHER}
]
WORKS = {Sector.CONSTRUCTION}
SERVICES = {
    Sector.CATERING, Sector.CLEANING, Sector.GUARDING, Sector.TRANSPORT_AND_POST,
    Sector.DATA_SERVICES, Sector.SOCIAL_CARE, Sector.DETENTION, Sector.WASTE,
    Sector.AGENCY_STAFF, Sector.LANDSCAPING, *PUBLIC,
}  # fmt: skip
WHOLE = list(product(SECTORS, Tier))
WHOLE_PUBLIC = list(product(PUBLIC, Tier))
# Each sector once; tiers, kinds, languages and sizes change along, out of step with each other.
COMBINED = list(product(Tier, KINDS, LANGUAGES[1:]))
SHARE = [
    (sector, *COMBINED[index * 7 % len(COMBINED)])
    for index, sector in enumerate((*SECTORS, *PUBLIC))
]


def test_there_are_26_sectors() -> None:
    assert len(SECTORS) == 26
    assert len(WHOLE) == 78


@cache
def _selection(sector: Sector, tier: Tier) -> Selection:
    catalogue = shipped()
    profile = catalogue.sectors[sector]
    procurement = "works" if sector in WORKS else "services" if sector in SERVICES else "goods"
    sizes = list(SupplierSize)
    facts = tender_facts(
        sector=sector.value,
        tier=tier.value,
        procurement=procurement,
        codes=[f"CPV {prefix.ljust(8, '0')}" for prefix in profile.cpv[:3]],
        origins=["BR", "CN", "BD"],
        supplier_size=sizes[(*SECTORS, *PUBLIC).index(sector) % len(sizes)].value,
        value={"amount": "123456.78", "currency": "USD"},
        period={"start": "2027-03-01", "end": "2029-02-28"},
        dated="2026-12-01",
        # Names that are words of no language.
        title="Lotum 7",
        buyer={"name": "Exempla", "country": "US"},
    )
    return select(Tender.model_validate(facts), catalogue)


@cache
def _document(sector: Sector, tier: Tier, kind: str, language: str) -> Document:
    return assemble(_selection(sector, tier), kind=kind, language=language)


def _paragraphs(block: Block) -> list[Paragraph]:
    if isinstance(block, Paragraph):
        return [block]
    if isinstance(block, Table):
        return [line for row in block.rows for cell in row for line in cell.paragraphs]
    return []


def _text(paragraph: Paragraph, *, notes: bool = True) -> str:
    pieces = []
    for piece in paragraph.content:
        if isinstance(piece, str):
            pieces.append(piece)
        elif isinstance(piece, CrossReference):
            pieces.append(piece.number)
        elif isinstance(piece, Footnote):
            pieces.append("".join(map(str, piece.content)) if notes else "")
        else:
            pieces.append(getattr(piece, "text", ""))
    return "".join(pieces)


# What differs by custom: separators of numbers, the order of a date, an ordinal after a day.
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d{1,2})?(?!\d)")


def _numbers(text: str) -> list[str]:
    return sorted(re.sub(r"\D", "", figure) for figure in _NUMBER.findall(text))


def _shape(document: Document) -> list[tuple[str, str, list[str], list[str]]]:
    """Return, of each line outside the definitions, what no language may change."""
    found = []
    for block in document.blocks():
        for line in _paragraphs(block):
            if line.role.value == "definition":
                continue
            targets = sorted(p.target for p in line.content if isinstance(p, CrossReference))
            notes = [str(bool(p)) for p in line.content if isinstance(p, Footnote)]
            numbers = _numbers(_text(line, notes=False))
            found.append((line.role.value, line.number, numbers, targets + notes))
    return found


def _check(sector: Sector, tier: Tier, kind: str, *languages: str) -> None:
    english = _document(sector, tier, kind, "en")
    shape = _shape(english)
    for language in languages:
        other = _document(sector, tier, kind, language)
        differing = [
            (ours, theirs)
            for ours, theirs in zip(shape, _shape(other), strict=True)
            if ours != theirs
        ]
        assert differing == [], language


def _foreign(document: Document, language: str) -> list[str]:
    """Return words of another language in what the catalogue says, titles of sources aside."""
    from clausekit.language.checks.rules import compile_words

    side = load_tongue(language).target
    words = compile_words(side.rules.foreign)
    assert words is not None, language
    return [
        match
        for block in document.blocks()
        for line in _paragraphs(block)
        for match in words.findall(_text(line, notes=False))
        # Amounts are spelled out: "dos" is two in Spanish, and "of the" in Portuguese.
        if match.lower() not in side.spelled
    ]


@pytest.mark.parametrize(
    ("sector", "tier", "kind", "language"), SHARE, ids=lambda value: getattr(value, "value", value)
)
def test_a_share_builds_and_says_the_same(
    sector: Sector, tier: Tier, kind: str, language: str
) -> None:
    assert _document(sector, tier, kind, language).provenance.clauses
    assert _foreign(_document(sector, tier, kind, language), language) == []
    _check(sector, tier, kind, language)


def test_the_share_reaches_every_tier_kind_and_language() -> None:
    reached = {(tier, kind, language) for _, tier, kind, language in SHARE}
    assert reached == set(product(Tier, KINDS, LANGUAGES[1:]))


def test_every_place_that_is_cited_has_the_same_numbers_in_every_language() -> None:
    # Official titles differ: one language dates a convention, another gives its number first.
    catalogue = shipped()
    places = {source.pinpoint for clause in catalogue.clauses.values() for source in clause.sources}
    assert len(places) > 50
    for place in sorted(places - {"whole"}):
        said = {code: _numbers(load_language(code).citation(place)) for code in LANGUAGES}
        assert len(set(map(tuple, said.values()))) == 1, (place, said)


@pytest.mark.parametrize("index", range(4))
def test_a_sample_passes_the_document_checks(index: int) -> None:
    sector, tier, kind, _ = SHARE[index * 7]
    document = _document(sector, tier, kind, LANGUAGES[index])
    assert list(check_docx(render_docx(document))) == []


@pytest.mark.matrix
@pytest.mark.parametrize(
    ("sector", "tier"), WHOLE + WHOLE_PUBLIC, ids=lambda value: getattr(value, "value", value)
)
def test_the_whole_matrix_passes(sector: Sector, tier: Tier) -> None:
    for kind in KINDS:
        _check(sector, tier, kind, *LANGUAGES[1:])
        for language in LANGUAGES:
            document = _document(sector, tier, kind, language)
            if language != "en":
                assert _foreign(document, language) == [], (kind, language)
            assert list(check_docx(render_docx(document))) == [], (kind, language)
    _document.cache_clear()


@pytest.mark.parametrize("sector", [Sector.TEXTILES, Sector.CLEANING, Sector.CONSTRUCTION])
def test_a_small_supplier_has_fewer_duties_more_time_and_fewer_hours(sector: Sector) -> None:
    selection = _selection(sector, Tier.INTERMEDIATE)
    small, large = (
        select(selection.tender.model_copy(update={"supplier_size": size}), selection.catalogue)
        for size in (SupplierSize.MICRO, SupplierSize.LARGE)
    )
    assert {c.id for c in small.clauses} <= {c.id for c in large.clauses}
    assert small.effort().yearly < large.effort().yearly
    duties = [
        sum(
            paragraph.stands(small=chosen.small, tier=chosen.depth(clause.id))
            for clause in chosen.clauses
            for paragraph in clause.paragraphs
        )
        for chosen in (small, large)
    ]
    assert duties[0] < duties[1]
    steps = [
        (step.within.of(small=True).amount, step.within.of(small=False).amount)
        for ladder in selection.catalogue.ladders.values()
        for step in ladder.steps
    ]
    assert all(longer >= standard for longer, standard in steps)
    assert any(longer > standard for longer, standard in steps)
