"""Rules that hold over all types of the model: their bounds, their defaults, how they are asked."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, get_type_hints

import pytest
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

import clausekit.model
from clausekit.model.award import AwardCriteria
from clausekit.model.base import Model
from clausekit.model.blueprint import Blueprint
from clausekit.model.clause import Clause
from clausekit.model.form import Form
from clausekit.model.kind import DocumentKind
from clausekit.model.remedy import RemedyLadder
from clausekit.model.wording import Provision
from facts import clause_facts, ladder_facts, shipped

KINDS = ("min_length", "max_length", "ge", "gt", "le", "lt", "pattern")


BOUNDS = {
    "Blueprint.title": "min_length 1",
    "Blueprint.label": "min_length 1",
    "Blueprint.parts": "min_length 1",
    "DefinitionsPlan.title": "min_length 1",
    "DefinitionsPlan.intro": "min_length 1",
    "Part.id": "pattern ^[a-z][a-z0-9-]*$",
    "Part.title": "min_length 1",
    "Part.articles": "min_length 1",
    "Preamble.title": "min_length 1",
    "Preamble.recitals": "min_length 1",
    "Recital.id": "pattern ^[a-z][a-z0-9-]*$",
    "Recital.text": "min_length 1",
    "SignaturesPlan.title": "min_length 1",
    "SignaturesPlan.signatories": "min_length 1",
    "Applicability.months_from": "ge 1",
    "Clause.id": "pattern ^[a-z]+\\.[a-z][a-z0-9-]*$",
    "Clause.title": "min_length 1",
    "Clause.paragraphs": "min_length 1",
    "Clause.version": "pattern ^\\d+\\.\\d+\\.\\d+$",
    "Clause.stages": "min_length 1",
    "Clause.rights_holders": "min_length 1",
    "Clause.verifications": "min_length 1",
    "DraftingNote.why": "min_length 1",
    "DraftingNote.watch": "min_length 1",
    "DraftingNote.link": "min_length 1",
    "DraftingNote.proportion": "min_length 1",
    "Definition.id": "pattern ^[a-z][a-z0-9-]*$",
    "Definition.term": "min_length 1",
    "Definition.text": "min_length 1",
    "Cell.paragraphs": "min_length 1",
    "Column.share": "ge 1, le 100",
    "SignatureBlock.signatories": "min_length 1",
    "Table.columns": "min_length 1",
    "Hours.micro": "ge 0, le 10000",
    "Hours.small": "ge 0, le 10000",
    "Hours.medium": "ge 0, le 10000",
    "Hours.large": "ge 0, le 10000",
    "Instrument.id": "pattern ^[A-Z0-9][A-Z0-9-]*$",
    "Pinpoint.ref": "min_length 1",
    "Quantity.amount": "ge 0, le 999999999",
    "RemedyLadder.id": "pattern ^L[0-9]$",
    "RemedyLadder.title": "min_length 1",
    "RemedyLadder.purpose": "min_length 1",
    "RemedyLadder.steps": "min_length 3",
    "Step.id": "pattern ^[a-z][a-z0-9-]*$",
    "Step.title": "min_length 1",
    "Step.text": "min_length 1",
    "SectorProfile.level": "pattern ^(critical|high|medium|low)$",
    "SectorProfile.basis": "min_length 1",
    "Money.amount": "ge 0, lt 1000000000000",
    "Tender.codes": "max_length 100",
    "Tender.origins": "max_length 250",
    "Tender.languages": "max_length 100",
    "Tender.terms": "max_length 100",
    "ExitAssessment.weighs": "min_length 1",
    "Suspension.renewals": "ge 0, le 1",
    "Termination.ground": "min_length 1",
    "Metric.text": "min_length 1",
    "Verification.id": "pattern ^[a-z][a-z0-9-]*$",
    "Verification.evidence": "min_length 1",
    "Paragraph.id": "pattern ^[a-z][a-z0-9-]*$",
    "Paragraph.text": "min_length 1",
    "Provision.id": "pattern ^[a-z]+\\.[a-z][a-z0-9-]*$",
    "Provision.title": "min_length 1",
    "Provision.paragraphs": "min_length 1",
    "Source.instrument": "pattern ^[A-Z0-9][A-Z0-9-]*$",
    "AlignedPlace.id": "pattern ^[a-z][a-z0-9-]*$",
    "Alignment.rows": "min_length 1",
    "SocialBounds.at_least": "ge 0, le 100",
    "SocialBounds.at_most": "ge 0, le 100",
    "Criterion.id": "pattern ^[a-z][a-z0-9-]*$",
    "Criterion.title": "min_length 1",
    "Criterion.weight": "ge 1, le 100",
    "Criterion.scoring": "min_length 1",
    "Criterion.evidence": "min_length 1",
    "Criterion.link": "min_length 1",
    "AwardCriteria.criteria": "min_length 1",
    "Burden.lighter_from": "ge 1",
    "TextPiece.id": "pattern ^[a-z][a-z0-9-]*$",
    "TextPiece.text": "min_length 1",
    "Entry.id": "pattern ^[a-z][a-z0-9-]*$",
    "Entry.label": "min_length 1",
    "FieldsPiece.id": "pattern ^[a-z][a-z0-9-]*$",
    "FieldsPiece.title": "min_length 1",
    "FieldsPiece.fields": "min_length 1",
    "Question.id": "pattern ^[a-z][a-z0-9-]*$",
    "Question.title": "min_length 1",
    "Question.text": "min_length 1",
    "QuestionsPiece.id": "pattern ^[a-z][a-z0-9-]*$",
    "QuestionsPiece.title": "min_length 1",
    "QuestionsPiece.questions": "min_length 1",
    "GridColumn.id": "pattern ^[a-z][a-z0-9-]*$",
    "GridColumn.header": "min_length 1",
    "GridColumn.share": "ge 1, le 100",
    "GridPiece.id": "pattern ^[a-z][a-z0-9-]*$",
    "GridPiece.title": "min_length 1",
    "GridPiece.columns": "min_length 2",
    "GridPiece.rows": "ge 0, le 20",
    "Section.id": "pattern ^[a-z][a-z0-9-]*$",
    "Section.title": "min_length 1",
    "Section.content": "min_length 1",
    "Form.title": "min_length 1",
    "Form.label": "min_length 1",
    "Form.particulars": "min_length 1",
    "Form.sections": "min_length 1",
    "NonConformity.facts": "min_length 1, max_length 50",
    "NonConformity.paragraphs": "max_length 50",
    "NonConformity.asked": "max_length 20",
    "Safeguard.paragraphs": "min_length 1",
    "Topic.id": "pattern ^T(0[1-9]|[1-4]\\d|5[0-6])$",
    "Topic.name": "min_length 1",
}
"""What may be how long or how large: a change here is a change of what is accepted."""


DEFAULTS = {
    "Applicability.core": False,
    "Applicability.large_contract": False,
    "Applicability.small_contract": True,
    "Applicability.small_supplier": True,
    "Blank.date": False,
    "Criterion.social": False,
    "ExitAssessment.consults_workers": True,
    "GridPiece.rows": 0,
    "NonConformity.people_at_risk": False,
    "NonConformity.reported_by_supplier": False,
    "SocialBounds.at_least": 0,
    "SocialBounds.at_most": 100,
    "Table.headed": True,
}
"""What holds where nothing is said: a change here is a change of what a document says."""


def _fields() -> Iterator[tuple[str, FieldInfo]]:
    for info in pkgutil.iter_modules(clausekit.model.__path__):
        module = import_module(f"clausekit.model.{info.name}")
        for name, kind in vars(module).items():
            if isinstance(kind, type) and kind.__module__ == module.__name__:
                fields: dict[str, FieldInfo] = getattr(kind, "__pydantic_fields__", {})
                yield from ((f"{name}.{field}", told) for field, told in fields.items())


def _bounds() -> dict[str, str]:
    said = {
        name: [
            f"{bound} {getattr(one, bound)}"
            for one in told.metadata
            for bound in KINDS
            if getattr(one, bound, None) is not None
        ]
        for name, told in _fields()
    }
    return {name: ", ".join(bounds) for name, bounds in said.items() if bounds}


BY_NAME = {
    "base.Model.copy": ["update", "deep"],
    "base.Model.model_copy": ["update", "deep"],
    "base.Model.model_rebuild": ["_parent_namespace_depth"],
    "faults.faults_of": ["prefix"],
    "wording.Paragraph.stands": ["small", "tier"],
    "wording.Value.of": ["small", "tier"],
}
"""Arguments that are given by their name alone, since `stands(True)` says nothing."""


def _functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    for info in pkgutil.iter_modules(clausekit.model.__path__):
        module = import_module(f"clausekit.model.{info.name}")
        for name, found in [*vars(module).items()]:
            if getattr(found, "__module__", "") != module.__name__:
                continue
            if inspect.isfunction(found):
                yield f"{info.name}.{name}", found
            elif inspect.isclass(found):
                for inner, method in [*vars(found).items()]:
                    plain = getattr(method, "__func__", method)
                    if inspect.isfunction(plain) and plain.__module__ == module.__name__:
                        yield f"{info.name}.{name}.{inner}", plain


WITHOUT_BRACKETS = {
    "award.AwardCriteria.social_weight",
    "clause.Clause.sources",
    "document.Document.blanks",
    "document.Document.headings",
    "form.Form.texts",
    "instrument.Instrument.family",
    "kind.DocumentKind.binds",
    "kind.DocumentKind.frame",
    "kind.DocumentKind.served",
    "non_conformity.NonConformity.learnt",
    "non_conformity.NonConformity.receipt",
    "remedy.RemedyLadder.corrective_steps",
    "remedy.RemedyLadder.ways",
    "remedy.StepKind.corrects",
    "remedy.StepKind.takes_money",
    "tender.Code.of_goods",
    "tender.Period.months",
    "tier.SupplierSize.is_small",
    "tier.Tier.rank",
}
"""A method in the place of one of these would be true, whatever it has to say."""


def test_what_holds_where_nothing_is_said_is_laid_down() -> None:
    found = {
        name: told.default
        for name, told in _fields()
        if not told.is_required() and isinstance(told.default, bool | int)
    }
    assert found == DEFAULTS


def test_the_bounds_of_every_type_are_those_that_were_laid_down() -> None:
    assert _bounds() == BOUNDS


def test_some_arguments_are_given_by_name() -> None:
    found = {}
    for name, function in _functions():
        parameters = inspect.signature(function).parameters.values()
        by_name = [one.name for one in parameters if one.kind is one.KEYWORD_ONLY]
        if by_name and not name.endswith(("__init__", "__replace__")):
            found[name] = by_name
        assert not [one for one in parameters if one.kind is one.POSITIONAL_ONLY], name
    assert found == BY_NAME


def test_what_a_value_says_of_itself_is_asked_without_brackets() -> None:
    found = {
        f"{info.name}.{kind.__name__}.{name}"
        for info in pkgutil.iter_modules(clausekit.model.__path__)
        for kind in vars(import_module(f"clausekit.model.{info.name}")).values()
        if isinstance(kind, type) and kind.__module__ == f"clausekit.model.{info.name}"
        for name, member in vars(kind).items()
        if isinstance(member, property)
    }
    assert found == WITHOUT_BRACKETS


def test_every_type_can_be_described() -> None:
    # A name that only a type checker imports would fail in whoever asks for the hints.
    for info in pkgutil.iter_modules(clausekit.model.__path__):
        module = import_module(f"clausekit.model.{info.name}")
        for kind in vars(module).values():
            if isinstance(kind, type) and kind.__module__ == module.__name__:
                assert get_type_hints(kind, include_extras=True) is not None
                if issubclass(kind, BaseModel):
                    assert kind.model_json_schema()


def test_all_names_that_stand_twice_are_told_and_no_others() -> None:
    def told(kind: type[Model], facts: dict[str, Any]) -> str:
        with pytest.raises(ValidationError) as caught:
            kind.model_validate(facts)
        return str(caught.value)

    def paragraphs(*names: str) -> list[dict[str, Any]]:
        return [{"id": name, "text": "So."} for name in names]

    provision = {"id": "gen.a", "title": "A", "paragraphs": paragraphs("b", "c", "a", "b", "a")}
    assert "paragraph ids stand twice: a, b " in told(Provision, provision)
    plan = shipped().blueprints[DocumentKind.TENDER_ANNEX].model_dump(mode="json")
    part = plan["parts"][0]
    twice = {**part, "id": "again", "articles": part["articles"][:1]}
    expected = f"articles stand twice: {part['articles'][0]} "
    assert expected in told(Blueprint, {**plan, "parts": [*plan["parts"], twice]})
    form = shipped().forms[DocumentKind.SELF_ASSESSMENT].model_dump(mode="json")
    first = form["sections"][0]
    again = {**first, "content": [{"kind": "text", "id": "alone", "text": "So."}]}
    expected = f"names stand twice: section {first['id']} "
    assert expected in told(Form, {**form, "sections": [*form["sections"], again]})
    step = ladder_facts()["steps"]
    assert "two steps share an id" in told(RemedyLadder, ladder_facts(steps=[*step, step[0]]))


def test_two_ids_are_never_fewer_than_one() -> None:
    criterion = {
        "id": "a", "title": "A", "weight": 50, "scoring": "S", "evidence": "E", "link": "L",
    }  # fmt: skip
    with pytest.raises(ValidationError, match="two criteria share an id"):
        AwardCriteria.model_validate({"criteria": [criterion, criterion]})
    check = clause_facts()["verifications"][0]
    with pytest.raises(ValidationError, match="two verifications share an id"):
        Clause.model_validate(clause_facts(verifications=[check, check]))
