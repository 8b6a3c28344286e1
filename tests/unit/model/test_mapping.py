"""What a frozen model holds stays as it is: mappings too."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from clausekit import Catalogue, Document, Tender, assemble, select
from clausekit.model.base import Model
from clausekit.model.mapping import Frozen, FrozenMapping
from facts import tender_facts

FACTS = tender_facts(sector="textiles", terms={"supplier": "contractor"})


@pytest.fixture(scope="module")
def document(catalogue: Catalogue) -> Document:
    """Return a document of the shipped catalogue."""
    selection = select(Tender.model_validate(FACTS), catalogue)
    return assemble(selection, kind="tender-annex", language="en")


def _mappings(catalogue: Catalogue, document: Document) -> dict[str, Mapping[Any, Any]]:
    tender = Tender.model_validate(FACTS)
    selection = select(tender, catalogue)
    return {
        "clauses": catalogue.clauses,
        "values": catalogue.clauses["fl.fees"].values,
        "titles": catalogue.instruments["ILO-C029"].titles,
        "terms": tender.terms,
        "facts": document.facts,
        "sections": document.sections,
        "decision": selection.decisions[0].facts,
        "finding": selection.findings[0].facts,
    }


@pytest.mark.parametrize(
    "name",
    ["clauses", "values", "titles", "terms", "facts", "sections", "decision", "finding"],
)
def test_a_mapping_that_is_handed_out_cannot_be_changed(
    catalogue: Catalogue, document: Document, name: str
) -> None:
    mapping: Any = _mappings(catalogue, document)[name]
    key = next(iter(mapping))
    with pytest.raises(TypeError):
        mapping[key] = None
    with pytest.raises(TypeError):
        del mapping[key]
    for method in ("clear", "pop", "popitem", "setdefault", "update"):
        assert not hasattr(mapping, method)


def test_the_mapping_that_was_given_can_change_without_harm() -> None:
    terms = {"supplier": "contractor"}
    tender = Tender.model_validate(tender_facts(terms=terms))
    terms["supplier"] = "zzz"
    assert tender.terms == {"supplier": "contractor"}


def test_equal_tenders_have_equal_hashes() -> None:
    one, other = Tender.model_validate(FACTS), Tender.model_validate(FACTS)
    assert (one, hash(one)) == (other, hash(other))
    assert hash(Frozen({"a": 1, "b": 2})) == hash(Frozen({"b": 2, "a": 1}))


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))]
)
def test_copies_and_pickles_are_equal(
    again: Callable[[Any], Any], catalogue: Catalogue, document: Document
) -> None:
    assert again(document) == document
    assert hash(again(document)) == hash(document)
    assert again(catalogue).clauses == catalogue.clauses


def test_json_is_that_of_a_plain_mapping(document: Document) -> None:
    tender = Tender.model_validate(FACTS)
    assert json.loads(tender.model_dump_json())["terms"] == {"supplier": "contractor"}
    assert type(tender.model_dump()["terms"]) is dict
    assert Document.model_validate_json(document.model_dump_json()) == document


def test_it_reads_as_a_mapping() -> None:
    assert (repr(Frozen({"a": 1})), len(Frozen({"a": 1}))) == ("{'a': 1}", 1)


class _Inner(Model):
    notes: FrozenMapping[str, int] = {}


class _Outer(Model):
    inner: _Inner


def test_a_deep_copy_shares_nothing() -> None:
    outer = _Outer(inner=_Inner())
    assert outer.model_copy().inner is outer.inner
    deep = outer.model_copy(deep=True)
    assert deep == outer
    assert deep.inner is not outer.inner
