"""What each kind of form must say."""

from __future__ import annotations

import re

import pytest

from clausekit import DocumentKind, Tender, assemble, select
from clausekit.assembly.account import account_of
from clausekit.assembly.setting import annex_of
from clausekit.model.clause import Obligor
from clausekit.model.document import Blank, Table
from clausekit.model.sector import Risk
from clausekit.model.tender import Tier
from facts import shipped, tender_facts
from forms import assembled, form_document, rich_selection
from readable import FORMS, golden_document, golden_file, readable
from reading import cell_text, table_of

LANGUAGES = ("es", "en", "fr", "pt")


@pytest.mark.parametrize("kind", FORMS)
def test_the_english_text_is_the_one_that_was_read(kind: DocumentKind) -> None:
    expected = golden_file(kind).read_text("utf-8")
    assert readable(golden_document(kind)) == expected, "read it; then: python tests/readable.py"


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_says_where_its_terms_are_defined(kind: DocumentKind) -> None:
    if kind is DocumentKind.BUYER_COMMITMENT:  # it uses no defined term
        return
    assert "Words with a capital initial" in readable(form_document(kind))


def test_the_commitment_needs_no_definitions() -> None:
    catalogue = shipped()
    form = catalogue.forms[DocumentKind.BUYER_COMMITMENT]
    words = [text for piece in form.texts for text in (piece.text, *piece.items)]
    terms = [term for d in catalogue.definitions.values() for term in d.term.split(" | ")]
    used = [term for term in terms if re.search(rf"\b{re.escape(term)}\b", " ".join(words))]
    assert used == []


def test_the_plan_names_every_verification_once_with_who_pays() -> None:
    selection, document = rich_selection(), form_document(DocumentKind.VERIFICATION_PLAN)
    matrix = table_of(document, "Verifications by Article")
    expected = sum(len(selection.verifications(clause)) for clause in selection.clauses)
    assert len(matrix.rows) == expected
    assert {cell_text(row[6]) for row in matrix.rows} == {"The Buyer", "The Supplier"}


def test_the_calendar_has_real_dates_from_the_first_day_to_the_last() -> None:
    calendar = table_of(
        form_document(DocumentKind.VERIFICATION_PLAN), "Calendar of the verifications"
    )
    days = [" ".join(cell_text(row[0]).split()) for row in calendar.rows]
    assert (days[0], days[-1]) == ("4 January 2027", "31 December 2028")


def test_without_a_period_the_calendar_is_to_be_filled_in() -> None:
    tender = Tender.model_validate(tender_facts())
    plan = assembled(DocumentKind.VERIFICATION_PLAN, "en", select(tender, shipped()))
    dates = table_of(plan, "Dates by frequency")
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
    table = table_of(form_document(kind), titles[kind.value])
    bound = [c for c in rich_selection().clauses if c.obligor is not Obligor.BUYER]
    assert len(table.rows) == len(bound)
    for row in table.rows:
        core = " ".join(cell_text(row[0]).split(" / ")[1:])
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
    document = form_document(DocumentKind.ALIGNMENT_MATRIX, tier=tier)
    places = {
        "Fundamental instruments and Articles": 11,
        "Guiding Principles and Articles": 31,
        "Chapters of the OECD Guidelines and Articles": 6,
    }
    for title, count in places.items():
        table = table_of(document, title)
        assert len(table.rows) == count
        for row in table.rows:
            articles, remark = cell_text(row[2]), cell_text(row[3])
            assert articles != "none" or remark, cell_text(row[0])
    principles = [
        cell_text(row[0]) for row in table_of(document, "Guiding Principles and Articles").rows
    ]
    assert [name.split()[-1] for name in principles] == [str(n) for n in range(1, 32)]
    chapters = table_of(document, "Chapters of the OECD Guidelines and Articles").rows
    assert [cell_text(row[0]).split()[-1] for row in chapters] == [
        "II",
        "III",
        "IV",
        "V",
        "VI",
        "VIII",
    ]


def test_a_notice_keeps_to_its_place_on_the_way() -> None:
    """It offers help, protects people, and says nothing of the end of the contract."""
    text = readable(form_document(DocumentKind.NOTICE_OF_NON_CONFORMITY))
    assert not re.search(r"\bterminat|\bend of the Contract\b|\bpenalt(?:y|ies) of\b", text)
    for needed in ("shall not dismiss", "Right to be heard", "Support that the Buyer offers"):
        assert needed in text


@pytest.mark.parametrize("clause", sorted(shipped().clauses))
def test_a_notice_can_rest_on_every_clause_that_binds_the_supplier(clause: str) -> None:
    from clausekit import NonConformity

    selection = rich_selection()
    found = selection.catalogue.clauses[clause]
    if found not in selection.clauses or found.obligor is Obligor.BUYER:
        pytest.skip("the clause does not stand in this annex, or binds the buyer")
    case = NonConformity.model_validate(
        {"clause": clause, "facts": ["Seen."], "known": "2027-03-01", "served": "2027-03-05"}
    )
    notice = assemble(
        selection, kind="notice-of-non-conformity", language="en", non_conformity=case
    )
    steps = table_of(notice, "Steps and last days")
    assert len(steps.rows) == len(found.remedy.steps)
    assert all(re.search(r"20\d\d", cell_text(row[3])) for row in steps.rows)


def test_the_reasons_file_gives_each_clause_its_reason() -> None:
    selection, document = rich_selection(), form_document(DocumentKind.REASONS_FILE)
    tables = [b for b in document.blocks() if isinstance(b, Table)]
    reasons = [table for table in tables if table.title == "Reasons for the clause"]
    assert len(reasons) == len(selection.clauses)
    for table in reasons:
        rows = {cell_text(row[0]): cell_text(row[1]) for row in table.rows}
        assert rows["Why it is in"].startswith(("This clause", "The "))
        assert rows["Standards that it follows"]


def test_the_reasons_file_names_what_was_left_out() -> None:
    document = form_document(DocumentKind.REASONS_FILE, tier="basic")
    left_out = [d for d in rich_selection("basic").decisions if not d.included]
    assert left_out
    assert len(table_of(document, "Clauses left out").rows) == len(left_out)
    # No tender calls for the whole library any more: fishing and custody never meet.
    assert "No clause of the library" not in readable(form_document(DocumentKind.REASONS_FILE))


def test_a_clause_refers_to_each_finding_that_calls_for_it() -> None:
    """A reader who holds the clause against the table of findings finds each risk, and no other."""
    selection, document = rich_selection(), form_document(DocumentKind.REASONS_FILE)
    findings = {cell_text(row[0]): row for row in table_of(document, "Findings").rows}
    tables = [b for b in document.blocks() if isinstance(b, Table)]
    reasons = [table for table in tables if table.title == "Reasons for the clause"]
    outline = annex_of(selection)
    names = {risk: shipped().names[f"risk.{risk.value}"] for risk in Risk}
    for article, table in zip([a for a in outline.articles() if a.clause], reasons, strict=True):
        clause = article.clause
        assert clause is not None
        rows = {cell_text(row[0]): cell_text(row[1]) for row in table.rows}
        expected = {f.risk for f in selection.findings} & set(clause.applies.risks)
        lines = rows.get("Risks that it answers", "")
        assert {risk for risk, name in names.items() if name in lines.lower()} == expected
        for line in filter(None, lines.split(" / ")):
            risks, _, numbers = line.rpartition(": finding")
            for number in re.findall(r"\d+", numbers):
                reported = cell_text(findings[number][3]).lower()
                assert all(name in reported for name in names.values() if name in risks.lower())


def test_each_finding_names_its_source_edition_and_date_once() -> None:
    document = form_document(DocumentKind.REASONS_FILE)
    rows = [[cell_text(cell) for cell in row] for row in table_of(document, "Findings").rows]
    assert [row[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    assert len({(row[1], row[4]) for row in rows}) == len(rows)
    assert all(re.search(r"20\d\d \(\d+.[A-Z][a-z]+ 20\d\d\)", row[4]) for row in rows)
    # What a list says stands in the table alone, and not again beside each clause.
    garments = [row for row in rows if row[1].startswith("Good: Garments")]
    assert len(garments) == 1
    assert "Bangladesh" in garments[0][3]
    assert "Viet" in garments[0][3]


def test_the_table_of_risks_names_findings_and_articles() -> None:
    selection, document = rich_selection(), form_document(DocumentKind.REASONS_FILE)
    numbers = {a.id: a.number for a in annex_of(selection).articles() if a.clause}
    for row in table_of(document, "Risks").rows:
        name, findings, articles = (cell_text(cell) for cell in row)
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
    rows = [[cell_text(cell) for cell in row] for row in tables[0].rows]
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
    selection, document = rich_selection(), form_document(DocumentKind.REASONS_FILE, language)
    account = account_of(selection, language=language)
    text = readable(document)
    for finding in account.findings:
        for line in (*finding.subject, finding.presence, *finding.reported, *finding.source):
            assert line in text
    for reason in account.reasons:
        assert reason.title in text
        for line in filter(None, (reason.text, *reason.risks, reason.strengthened)):
            assert line in text
