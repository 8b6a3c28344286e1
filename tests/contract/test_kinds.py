"""Every kind of form: in every language, tier and size, and what each of them must say."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from itertools import product

import pytest

from clausekit import (
    Document,
    DocumentKind,
    Selection,
    Tender,
    assemble,
    render_docx,
    select,
)
from clausekit.assembly.account import account_of
from clausekit.assembly.setting import annex_of
from clausekit.language.locale import load_language
from clausekit.model.clause import Obligor
from clausekit.model.document import Blank, CheckBox, Paragraph, Slot, Table
from clausekit.model.sector import Risk
from clausekit.model.tender import Stage, SupplierSize, Tier
from clausekit.word.check import check_docx
from facts import shipped, tender_facts
from readable import FORMS, case_in, golden_document, golden_file, readable

LANGUAGES = ("es", "en", "fr", "pt")
EVERYWHERE = list(product(FORMS, LANGUAGES))
PERIOD = {"start": "2027-01-04", "end": "2028-12-31"}


@cache
def _selection(tier: str = "advanced", size: str = "unknown") -> Selection:
    facts = tender_facts(
        sector="textiles", tier=tier, supplier_size=size, period=PERIOD,
        codes=["CPV 18110000"], origins=["BD", "VN", "DE"],
    )  # fmt: skip
    return select(Tender.model_validate(facts), shipped())


def _assembled(kind: DocumentKind, language: str, selection: Selection) -> Document:
    notice = kind is DocumentKind.NOTICE_OF_NON_CONFORMITY
    case = case_in(selection) if notice else None
    return assemble(selection, kind=kind, language=language, non_conformity=case)


@cache
def _document(kind: DocumentKind, language: str = "en", tier: str = "advanced") -> Document:
    return _assembled(kind, language, _selection(tier))


def _paragraphs(document: Document) -> list[Paragraph]:
    found: list[Paragraph] = []
    for block in document.blocks():
        if isinstance(block, Paragraph):
            found.append(block)
        elif isinstance(block, Table):
            found += [p for row in block.rows for cell in row for p in cell.paragraphs]
    return found


def _shape(document: Document) -> list[object]:
    """Return what must be the same in every language: kinds, numbers, cells, places, boxes."""
    return [
        *(block.kind for block in document.blocks()),
        *(
            (p.role, p.number, [piece.key for piece in p.content
                                if isinstance(piece, Blank | CheckBox)])
            for p in _paragraphs(document)
        ),
    ]  # fmt: skip


@cache
def _titles(tag: str) -> re.Pattern[str]:
    """Return a pattern of all official titles: they have their own words and years."""
    language = load_language(tag)
    known = {
        language.typeset(title)
        for instrument in shipped().instruments.values()
        for titles in (instrument.titles, instrument.brief, instrument.cite)
        for title in titles.values()
    }
    known |= {title[:1].upper() + title[1:] for title in known}  # as a cell begins
    longest = sorted(known, key=len, reverse=True)
    return re.compile("|".join(re.escape(title) for title in longest))


@pytest.mark.parametrize(("kind", "language"), EVERYWHERE)
def test_every_form_is_a_sound_word_file_in_every_language(
    kind: DocumentKind, language: str
) -> None:
    document = _document(kind, language)
    content = render_docx(document)
    assert check_docx(content) == ()
    assert content == render_docx(_assembled(kind, language, _selection()))


@pytest.mark.parametrize(("kind", "language"), EVERYWHERE)
def test_a_form_has_the_same_shape_in_every_language(kind: DocumentKind, language: str) -> None:
    assert _shape(_document(kind, language)) == _shape(_document(kind))


@pytest.mark.parametrize(("kind", "language"), EVERYWHERE)
def test_no_word_of_another_language_stands_in_a_form(kind: DocumentKind, language: str) -> None:
    foreign = {
        "en": r"(?<![-\w])(?:los|las|para|dans|avec|são|não)\b",
        "es": r"(?<![-\w])(?:the|shall|with|dans|avec|são|não)\b",
        "fr": r"(?<![-\w])(?:the|shall|with|los|para|são|não)\b",
        "pt": r"(?<![-\w])(?:the|shall|with|los|dans|avec)\b",
    }
    document = _document(kind, language)
    text = _titles(document.language).sub("", readable(document))
    assert re.findall(foreign[language], text) == []


@pytest.mark.parametrize(("kind", "language"), EVERYWHERE)
def test_every_number_of_a_form_is_the_same_in_every_language(
    kind: DocumentKind, language: str
) -> None:
    def figures(document: Document) -> list[list[str]]:
        return [
            sorted(re.findall(r"\d+", _titles(document.language).sub("", piece)))
            for p in _paragraphs(document)
            for piece in ["".join(x for x in p.content if isinstance(x, str))]
        ]

    assert figures(_document(kind, language)) == figures(_document(kind))


@pytest.mark.parametrize(("kind", "tier", "size"), list(product(FORMS, Tier, SupplierSize)))
def test_every_tier_and_size_builds(kind: DocumentKind, tier: Tier, size: SupplierSize) -> None:
    assert _assembled(kind, "en", _selection(tier.value, size.value)).sections[Slot.CLAUSES]


@pytest.mark.parametrize(
    ("kind", "stage"), list(product(FORMS, [s for s in Stage if s is not Stage.CLOSE_OUT]))
)
def test_every_stage_builds(kind: DocumentKind, stage: Stage) -> None:
    tender = Tender.model_validate(tender_facts(stage=stage.value))
    assert _assembled(kind, "en", select(tender, shipped())).title


@pytest.mark.parametrize("kind", FORMS)
def test_the_english_text_is_the_one_that_was_read(kind: DocumentKind) -> None:
    expected = golden_file(kind).read_text("utf-8")
    assert readable(golden_document(kind)) == expected, "read it; then: python tests/readable.py"


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_says_where_its_terms_are_defined(kind: DocumentKind) -> None:
    if kind is DocumentKind.BUYER_COMMITMENT:  # it uses no defined term
        return
    assert "Words with a capital initial" in readable(_document(kind))


def test_the_commitment_needs_no_definitions() -> None:
    catalogue = shipped()
    form = catalogue.forms[DocumentKind.BUYER_COMMITMENT]
    words = [text for piece in form.texts for text in (piece.text, *piece.items)]
    terms = [term for d in catalogue.definitions.values() for term in d.term.split(" | ")]
    used = [term for term in terms if re.search(rf"\b{re.escape(term)}\b", " ".join(words))]
    assert used == []


def test_the_plan_names_every_verification_once_with_who_pays() -> None:
    selection, document = _selection(), _document(DocumentKind.VERIFICATION_PLAN)
    matrix = _table(document, "Verifications by Article")
    expected = sum(len(selection.verifications(clause)) for clause in selection.clauses)
    assert len(matrix.rows) == expected
    assert {_text(row[6]) for row in matrix.rows} == {"The Buyer", "The Supplier"}


def test_the_calendar_has_real_dates_from_the_first_day_to_the_last() -> None:
    calendar = _table(_document(DocumentKind.VERIFICATION_PLAN), "Calendar of the verifications")
    days = [" ".join(_text(row[0]).split()) for row in calendar.rows]
    assert (days[0], days[-1]) == ("4 January 2027", "31 December 2028")


def test_without_a_period_the_calendar_is_to_be_filled_in() -> None:
    tender = Tender.model_validate(tender_facts())
    plan = _assembled(DocumentKind.VERIFICATION_PLAN, "en", select(tender, shipped()))
    dates = _table(plan, "Dates by frequency")
    blanks = [p for row in dates.rows for cell in row for p in cell.paragraphs
              if any(isinstance(piece, Blank) and piece.date for piece in p.content)]  # fmt: skip
    assert blanks
    assert "Calendar of the verifications" not in {
        block.title for block in plan.blocks() if isinstance(block, Table)
    }


@pytest.mark.parametrize("kind", [DocumentKind.SELF_ASSESSMENT, DocumentKind.INFORMATION_REQUEST])
def test_every_clause_that_binds_the_supplier_is_asked_about(kind: DocumentKind) -> None:
    titles = {"self-assessment": "Articles of the annex",
              "information-request": "Attributes of Request B"}  # fmt: skip
    table = _table(_document(kind), titles[kind.value])
    bound = [c for c in _selection().clauses if c.obligor is not Obligor.BUYER]
    assert len(table.rows) == len(bound)
    for row in table.rows:
        core = " ".join(_text(row[0]).split(" / ")[1:])
        assert re.search(r"\bshall\b", core), core


def test_both_requests_for_information_ask_for_the_same_lines() -> None:
    grids = shipped().forms[DocumentKind.INFORMATION_REQUEST]
    found = {piece.id: piece for section in grids.sections for piece in section.content
             if piece.kind in {"grid", "fields"}}  # fmt: skip
    assert found["cost-a"].lines == found["cost-b"].lines  # type: ignore[union-attr]
    assert found["terms-a"].fields == found["terms-b"].fields  # type: ignore[union-attr]
    assert set(found["cost-a"].lines) < set(found["comparison"].lines)  # type: ignore[union-attr]


@pytest.mark.parametrize("tier", [tier.value for tier in Tier])
def test_the_matrix_accounts_for_every_place_of_the_core_instruments(tier: str) -> None:
    document = _document(DocumentKind.ALIGNMENT_MATRIX, tier=tier)
    places = {
        "Fundamental instruments and Articles": 11,
        "Guiding Principles and Articles": 31,
        "Chapters of the OECD Guidelines and Articles": 6,
    }
    for title, count in places.items():
        table = _table(document, title)
        assert len(table.rows) == count
        for row in table.rows:
            articles, remark = _text(row[2]), _text(row[3])
            assert articles != "none" or remark, _text(row[0])
    principles = [_text(row[0]) for row in _table(document, "Guiding Principles and Articles").rows]
    assert [name.split()[-1] for name in principles] == [str(n) for n in range(1, 32)]
    chapters = _table(document, "Chapters of the OECD Guidelines and Articles").rows
    assert [_text(row[0]).split()[-1] for row in chapters] == ["II", "III", "IV", "V", "VI", "VIII"]


def test_a_notice_keeps_to_its_place_on_the_way() -> None:
    """It offers help, protects people, and says nothing of the end of the contract."""
    text = readable(_document(DocumentKind.NOTICE_OF_NON_CONFORMITY))
    assert not re.search(r"\bterminat|\bend of the Contract\b|\bpenalt(?:y|ies) of\b", text)
    for needed in ("shall not dismiss", "Right to be heard", "Support that the Buyer offers"):
        assert needed in text


@pytest.mark.parametrize(("kind", "language"), EVERYWHERE)
def test_a_letter_that_is_served_does_not_call_itself_a_model(
    kind: DocumentKind, language: str
) -> None:
    document = _document(kind, language)
    model = {
        "en": "This text is a model", "es": "Este texto es un modelo",
        "fr": "Le présent texte est un modèle", "pt": "Este texto é um modelo",
    }[language]  # fmt: skip
    content = render_docx(document)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        printed = parts.read("word/document.xml").decode()
        origin = [parts.read(n).decode() for n in parts.namelist() if n.startswith("customXml/")]
    served = kind is DocumentKind.NOTICE_OF_NON_CONFORMITY
    assert (model in " ".join(printed.split())) is not served
    assert bool(document.facts["notice"]) is not served
    # Where it comes from is told in the properties, whatever is printed.
    assert any(document.provenance.tender_hash in part for part in origin)


@pytest.mark.parametrize("clause", sorted(shipped().clauses))
def test_a_notice_can_rest_on_every_clause_that_binds_the_supplier(clause: str) -> None:
    from clausekit import NonConformity

    selection = _selection()
    found = selection.catalogue.clauses[clause]
    if found not in selection.clauses or found.obligor is Obligor.BUYER:
        pytest.skip("the clause does not stand in this annex, or binds the buyer")
    case = NonConformity.model_validate(
        {"clause": clause, "facts": ["Seen."], "known": "2027-03-01", "served": "2027-03-05"}
    )
    notice = assemble(
        selection, kind="notice-of-non-conformity", language="en", non_conformity=case
    )
    steps = _table(notice, "Steps and last days")
    assert len(steps.rows) == len(found.remedy.steps)
    assert all(re.search(r"20\d\d", _text(row[3])) for row in steps.rows)


def test_the_reasons_file_gives_each_clause_its_reason() -> None:
    selection, document = _selection(), _document(DocumentKind.REASONS_FILE)
    tables = [b for b in document.blocks() if isinstance(b, Table)]
    reasons = [table for table in tables if table.title == "Reasons for the clause"]
    assert len(reasons) == len(selection.clauses)
    for table in reasons:
        rows = {_text(row[0]): _text(row[1]) for row in table.rows}
        assert rows["Why it is in"].startswith(("This clause", "The "))
        assert rows["Standards that it follows"]


def test_the_reasons_file_names_what_was_left_out() -> None:
    document = _document(DocumentKind.REASONS_FILE, tier="basic")
    left_out = [d for d in _selection("basic").decisions if not d.included]
    assert left_out
    assert len(_table(document, "Clauses left out").rows) == len(left_out)
    # No tender calls for the whole library any more: fishing and custody never meet.
    assert "No clause of the library" not in readable(_document(DocumentKind.REASONS_FILE))


def test_a_clause_refers_to_each_finding_that_calls_for_it() -> None:
    """A reader who holds the clause against the table of findings finds each risk, and no other."""
    selection, document = _selection(), _document(DocumentKind.REASONS_FILE)
    findings = {_text(row[0]): row for row in _table(document, "Findings").rows}
    tables = [b for b in document.blocks() if isinstance(b, Table)]
    reasons = [table for table in tables if table.title == "Reasons for the clause"]
    outline = annex_of(selection)
    names = {risk: shipped().names[f"risk.{risk.value}"] for risk in Risk}
    for article, table in zip([a for a in outline.articles() if a.clause], reasons, strict=True):
        clause = article.clause
        assert clause is not None
        rows = {_text(row[0]): _text(row[1]) for row in table.rows}
        expected = {f.risk for f in selection.findings} & set(clause.applies.risks)
        lines = rows.get("Risks that it answers", "")
        assert {risk for risk, name in names.items() if name in lines.lower()} == expected
        for line in filter(None, lines.split(" / ")):
            risks, _, numbers = line.rpartition(": finding")
            for number in re.findall(r"\d+", numbers):
                reported = _text(findings[number][3]).lower()
                assert all(name in reported for name in names.values() if name in risks.lower())


def test_each_finding_names_its_source_edition_and_date_once() -> None:
    document = _document(DocumentKind.REASONS_FILE)
    rows = [[_text(cell) for cell in row] for row in _table(document, "Findings").rows]
    assert [row[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    assert len({(row[1], row[4]) for row in rows}) == len(rows)
    assert all(re.search(r"20\d\d \(\d+.[A-Z][a-z]+ 20\d\d\)", row[4]) for row in rows)
    # What a list says stands in the table alone, and not again beside each clause.
    garments = [row for row in rows if row[1].startswith("Good: Garments")]
    assert len(garments) == 1
    assert "Bangladesh" in garments[0][3]
    assert "Viet" in garments[0][3]


def test_the_table_of_risks_names_findings_and_articles() -> None:
    selection, document = _selection(), _document(DocumentKind.REASONS_FILE)
    numbers = {a.id: a.number for a in annex_of(selection).articles() if a.clause}
    for row in _table(document, "Risks").rows:
        name, findings, articles = (_text(cell) for cell in row)
        (risk,) = [r for r in Risk if shipped().names[f"risk.{r.value}"] == name.lower()]
        answering = [numbers[c.id] for c in selection.clauses if risk in c.applies.risks]
        assert set(re.findall(r"\d+", articles)) == set(answering)
        assert re.findall(r"\d+", findings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_services_are_told_as_goods_are(language: str) -> None:
    """The row of a service says why and where that is found, in the language of the document."""
    facts = tender_facts(
        sector="cleaning", procurement="services",
        codes=["CPV 90910000", "CPV 55110000", "CPV 71000000"],
    )  # fmt: skip
    selection = select(Tender.model_validate(facts), shipped())
    document = assemble(selection, kind="reasons-file", language=language)
    tables = [b for b in document.blocks() if isinstance(b, Table) and len(b.columns) == 5]
    rows = [[_text(cell) for cell in row] for row in tables[0].rows]
    service, not_listed, unknown, *profiles = rows
    assert len(profiles) == 2
    assert "CPV 90910000" in service[1]
    assert len(service[3].split(" / ")) == 4
    why = {
        "en": "so a low price is paid by the workers",
        "es": "un precio bajo lo pagan las personas trabajadoras",
        "fr": "un prix bas est donc payé par les travailleurs",
        "pt": "um preço baixo é pago pelos trabalhadores",
    }
    assert why[language] in service[3]
    assert "94" in service[3]
    assert "CPV 55110000" in not_listed[1]
    assert "CPV 71000000" in unknown[1]
    assert not_listed[3] == unknown[3] == ""
    assert not_listed[2] != unknown[2] != service[2]
    assert all("2026" in row[4] for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_explained_is_what_the_reasons_file_says(language: str) -> None:
    selection, document = _selection(), _document(DocumentKind.REASONS_FILE, language)
    account = account_of(selection, language=language)
    text = readable(document)
    for finding in account.findings:
        for line in (*finding.subject, finding.presence, *finding.reported, *finding.source):
            assert line in text
    for reason in account.reasons:
        assert reason.title in text
        for line in filter(None, (reason.text, *reason.risks, reason.strengthened)):
            assert line in text


def _table(document: Document, title: str) -> Table:
    (found,) = [b for b in document.blocks() if isinstance(b, Table) and b.title == title]
    return found


def _text(cell: object) -> str:
    paragraphs = cell.paragraphs  # type: ignore[attr-defined]
    return " / ".join(
        "".join(
            piece if isinstance(piece, str) else getattr(piece, "text", "")
            for piece in paragraph.content
        )
        for paragraph in paragraphs
    )


@pytest.mark.parametrize(("kind", "language"), EVERYWHERE)
def test_no_heading_of_a_column_is_broken_within_a_word(kind: DocumentKind, language: str) -> None:
    # Points: a hundredth of the line on A4, the margins of a cell, a letter of the bold face.
    lying = kind in {DocumentKind.ALIGNMENT_MATRIX, DocumentKind.VERIFICATION_PLAN}
    line, margins, letter = (7.0 if lying else 4.53), 9.6, 4.25
    narrow = [
        (column.header, column.share)
        for block in _document(kind, language, "intermediate").blocks()
        if isinstance(block, Table)
        for column in block.columns
        if max(map(len, column.header.split(" "))) * letter > column.share * line - margins
    ]
    assert narrow == []
