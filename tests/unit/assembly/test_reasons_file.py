"""What the reasons file leaves out, and in which order it names things."""

from __future__ import annotations

import re
from typing import Any

import pytest

from clausekit import Tender, select
from facts import tender_facts
from readable import readable


def _tender(**facts: object) -> Tender:
    return Tender.model_validate(tender_facts(**facts))


@pytest.mark.parametrize("size", ["micro", "large"])
def test_hours_stand_only_where_a_clause_asks_some(templates: Any, size: str) -> None:
    tender = _tender(sector="textiles", supplier_size=size)
    text = readable(templates.assemble(tender, kind="reasons-file", language="en"))
    rows = re.findall(r"^Estimated hours \| (.+)$", text, re.MULTILINE)
    asking = [
        clause
        for clause in select(tender, templates.catalogue).clauses
        if clause.effort is not None and clause.effort.asks(tender.supplier_size)
    ]
    assert len(rows) == len(asking) > 0
    assert not [row for row in rows if not re.search(r"[1-9]", row)]


@pytest.mark.parametrize("kind", ["reasons-file", "buyer-commitment"])
def test_countries_stand_in_the_order_of_a_dictionary(templates: Any, kind: str) -> None:
    tender = _tender(sector="textiles", codes=["CPV 18110000"], origins=["BD", "VN", "CN"])
    text = readable(templates.assemble(tender, kind=kind, language="es"))
    assert "Bangladés, China y Vietnam" in text
    assert "Vietnam y China" not in text


def test_the_table_of_services_is_not_told_for_goods(templates: Any) -> None:
    tender = _tender(sector="textiles", codes=["CPV 18110000"], origins=["BD"])
    text = readable(templates.assemble(tender, kind="reasons-file", language="en"))
    assert "Services or works" not in text
