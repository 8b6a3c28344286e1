"""In Portugal an article has an ordinal: artigo 4.º."""

from __future__ import annotations

import re

import pytest

from clausekit import Catalogue, DocumentKind, Selection, Tender, assemble, select
from facts import tender_facts
from readable import case_in, readable


@pytest.fixture(scope="module")
def selection() -> Selection:
    tender = Tender.model_validate(tender_facts(sector="textiles"))
    return select(tender, Catalogue.load())


def _text(selection: Selection, kind: str, language: str) -> str:
    case = case_in(selection) if kind == "notice-of-non-conformity" else None
    return readable(
        assemble(selection, kind=DocumentKind(kind), language=language, non_conformity=case)
    )


@pytest.mark.parametrize(
    "kind",
    ["tender-annex", "alignment-matrix", "verification-plan", "notice-of-non-conformity"],
)
def test_articles_have_ordinals_in_portugal(selection: Selection, kind: str) -> None:
    text = _text(selection, kind, "pt-PT")
    assert re.search(r"(?i)\bartigo\s\d+\.º", text)
    assert not re.findall(r"(?i)\bartigos?\s\d+(?!\d|\.º|\.\d).*", text)


def test_only_portugal_writes_them_so(selection: Selection) -> None:
    patterns = {"pt-PT": r"do artigo \d+\.º do anexo", "pt-BR": r"do artigo \d+ do anexo"}
    for language, pattern in patterns.items():
        assert re.search(pattern, _text(selection, "notice-of-non-conformity", language))


def test_a_ladder_lists_articles_by_their_ordinals(selection: Selection) -> None:
    text = _text(selection, "tender-annex", "pt-PT")
    assert re.search(r"esta Escala: (\d+\.º, )+\d+\.º e \d+\.º\.$", text, re.MULTILINE)
