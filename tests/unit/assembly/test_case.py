"""The facts of a failure, held against the selection: what does not fit is refused and told."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from clausekit import Catalogue, NonConformity, Tender, assemble, select
from clausekit.errors import DocumentError
from clausekit.model.clause import Obligor
from clausekit.model.document import Paragraph, ParagraphRole, Table
from clausekit.model.mapping import Frozen
from clausekit.model.quantity import Quantity, Unit
from facts import tender_facts
from reading import plain

NOTICE = "notice-of-non-conformity"


def _refused(
    catalogue: Catalogue, kind: str = NOTICE, period: Any = None, **case: Any
) -> DocumentError:
    facts = {
        "clause": "fl.fees",
        "facts": ["Seen."],
        "known": "2027-03-01",
        "served": "2027-03-05",
        **case,
    }
    tender = Tender.model_validate(tender_facts(sector="textiles", period=period))
    with pytest.raises(DocumentError) as caught:
        assemble(
            select(tender, catalogue),
            kind=kind,
            language="en",
            non_conformity=NonConformity.model_validate(facts),
        )
    return caught.value


def test_a_notice_needs_its_facts(catalogue: Catalogue) -> None:
    selection = select(Tender.model_validate(tender_facts()), catalogue)
    with pytest.raises(DocumentError) as caught:
        assemble(selection, kind=NOTICE, language="en")
    assert caught.value.code == "document.case-missing"
    assert "--facts" in caught.value.hint


@pytest.mark.parametrize("kind", ["tender-annex", "declaration", "verification-plan"])
def test_other_kinds_take_no_facts(catalogue: Catalogue, kind: str) -> None:
    assert _refused(catalogue, kind).code == "document.case-not-used"


def test_a_clause_that_does_not_exist_is_refused(catalogue: Catalogue) -> None:
    error = _refused(catalogue, clause="fl.feez")
    assert (error.code, error.where) == ("case.unknown-clause", "/clause")
    assert "'fl.fees'" in error.hint


def test_a_clause_that_is_not_in_the_annex_is_refused_with_the_reason(
    catalogue: Catalogue,
) -> None:
    error = _refused(catalogue, clause="pay.living")
    assert error.code == "case.clause-not-selected"
    assert "advanced" in error.message


def test_a_duty_of_the_buyer_alone_is_no_matter_for_this_notice(catalogue: Catalogue) -> None:
    bound = next(c.id for c in catalogue.clauses.values() if c.obligor is Obligor.BUYER)
    error = _refused(catalogue, clause=bound)
    assert error.code == "case.binds-buyer"
    assert "supplier" in error.hint


def test_facts_known_before_the_contract_are_refused(catalogue: Catalogue) -> None:
    error = _refused(catalogue, period={"start": "2027-03-02", "end": "2027-12-31"})
    assert (error.code, error.where) == ("case.before-contract", "/known")


def test_a_paragraph_that_does_not_stand_is_refused(catalogue: Catalogue) -> None:
    error = _refused(catalogue, paragraphs=["repai"])
    assert (error.code, error.where) == ("case.unknown-paragraph", "/paragraphs/0")


def test_a_ladder_that_the_clause_does_not_name_is_refused(catalogue: Catalogue) -> None:
    error = _refused(catalogue, ladder="L1")
    assert (error.code, error.where) == ("case.wrong-ladder", "/ladder")
    assert "L3" in error.hint


def test_all_faults_are_told_at_once(catalogue: Catalogue) -> None:
    error = _refused(
        catalogue,
        ladder="L1",
        paragraphs=["nowhere"],
        period={"start": "2028-01-01", "end": "2028-12-31"},
    )
    assert [fault.code for fault in error.faults] == [
        "case.before-contract",
        "case.unknown-paragraph",
        "case.wrong-ladder",
    ]


def test_a_plan_of_correction_prints_the_facts_that_are_known(catalogue: Catalogue) -> None:
    tender = Tender.model_validate(tender_facts(sector="textiles"))
    case = NonConformity.model_validate(
        {
            "clause": "fl.fees",
            "facts": ["Two agencies charged fees."],
            "known": "2027-03-01",
            "served": "2027-03-05",
        }
    )
    selection = select(tender, catalogue)
    kind = "corrective-action-plan"
    filled = assemble(selection, kind=kind, language="en", non_conformity=case)
    empty = assemble(selection, kind=kind, language="en")
    assert "Two agencies charged fees." in filled.model_dump_json()
    assert "Two agencies" not in empty.model_dump_json()


def test_a_paragraph_is_quoted_with_all_its_items_and_no_other_is(catalogue: Catalogue) -> None:
    clause = catalogue.clauses["fl.ban"]
    listed = next(paragraph for paragraph in clause.paragraphs if len(paragraph.items) > 2)
    facts = {
        "clause": clause.id, "facts": ["Seen."], "known": "2027-03-01", "served": "2027-03-05",
        "paragraphs": [listed.id],
    }  # fmt: skip
    notice = assemble(
        select(Tender.model_validate(tender_facts(sector="textiles")), catalogue),
        kind=NOTICE,
        language="en",
        non_conformity=NonConformity.model_validate(facts),
    )
    (quoted,) = (
        block
        for block in notice.blocks()
        if isinstance(block, Table) and clause.title in block.title
    )
    (row,) = quoted.rows
    lines = ["".join(map(str, paragraph.content)) for paragraph in row[1].paragraphs]
    letters = "abcdefghijklmnop"[: len(listed.items)]
    assert lines[1:] == [
        f"({letter})\N{NO-BREAK SPACE}{item}"
        for letter, item in zip(letters, listed.items, strict=True)
    ]


@pytest.mark.parametrize(
    ("language", "letters"),
    [
        ("en", ["(a)", "(b)", "(c)"]),
        ("es", ["a)", "b)", "c)"]),
        ("fr", ["a)", "b)", "c)"]),
        ("pt", ["a)", "b)", "c)"]),
    ],
)
@pytest.mark.parametrize("kind", [NOTICE, "self-assessment", "information-request"])
def test_an_item_in_a_cell_has_the_letter_that_the_annex_gives_it(
    catalogue: Catalogue, kind: str, language: str, letters: list[str]
) -> None:
    clause = catalogue.clauses["fl.ban"]
    selection = select(Tender.model_validate(tender_facts(sector="textiles")), catalogue)
    case = NonConformity.model_validate(
        {"clause": clause.id, "facts": ["Seen."], "known": "2027-03-01", "served": "2027-03-05"}
    )
    document = assemble(
        selection,
        kind=kind,
        language=language,
        non_conformity=case if kind == NOTICE else None,
    )
    annex = assemble(selection, kind="tender-annex", language=language)
    items = {
        (block.number, "".join(map(plain, block.content)))
        for block in annex.blocks()
        if isinstance(block, Paragraph) and block.role is ParagraphRole.ITEM
    }
    printed = [
        "".join(map(plain, paragraph.content))
        for block in document.blocks()
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        for paragraph in cell.paragraphs
    ]
    lettered = [
        line.partition("\N{NO-BREAK SPACE}")[::2]
        for line in printed
        if re.match(r"\(?[a-z]\)\N{NO-BREAK SPACE}", line)
    ]
    assert [letter for letter, _ in lettered[:3]] == letters
    assert {(letter.strip("()"), text) for letter, text in lettered} <= items
    assert not {text for _, text in items} & set(printed)


def _last_days(catalogue: Catalogue) -> list[str]:
    facts = {"clause": "fl.fees", "facts": ["Seen."], "known": "2027-03-01", "served": "2027-03-05"}
    period = {"start": "2027-01-04", "end": "2028-12-31"}
    tender = Tender.model_validate(tender_facts(sector="textiles", period=period))
    document = assemble(
        select(tender, catalogue),
        kind=NOTICE,
        language="en",
        non_conformity=NonConformity.model_validate(facts),
    )
    tables = [block for block in document.blocks() if isinstance(block, Table)]
    cells = [cell for table in tables for row in table.rows for cell in row]
    texts = ["".join(map(plain, line.content)) for cell in cells for line in cell.paragraphs]
    return [text for text in texts if re.search(r"\b20\d\d\b", text)]


def test_the_review_takes_as_long_as_the_clause_on_plans_gives_it(catalogue: Catalogue) -> None:
    clause = catalogue.clauses["mon.cap"]
    longer = clause.values["review"].model_copy(
        update={"standard": Quantity(amount=40, unit=Unit.DAY)}
    )
    changed = clause.model_copy(update={"values": {**clause.values, "review": longer}})
    slow = replace(catalogue, clauses=Frozen({**catalogue.clauses, "mon.cap": changed}))
    before, after = _last_days(catalogue), _last_days(slow)
    assert len(before) == len(after)
    assert before != after


@pytest.mark.parametrize("kind", ["declaration", "self-assessment", "corrective-action-plan"])
def test_a_blank_for_a_date_says_so(catalogue: Catalogue, kind: str) -> None:
    tender = Tender.model_validate(tender_facts(sector="textiles", tier="advanced"))
    document = assemble(select(tender, catalogue), kind=kind, language="en")
    label = catalogue.phrases["blank.date"]
    assert document.blanks
    assert all(blank.date == (blank.label == label) for blank in document.blanks)
