"""How the functions of the models are called, and what plans and records hold."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, get_type_hints

import pytest
from pydantic import BaseModel, ValidationError

import clausekit.model
from clausekit.model.alignment import AlignedPlace
from clausekit.model.award import AwardCriteria, SocialBounds
from clausekit.model.base import Model, value
from clausekit.model.blueprint import Blueprint
from clausekit.model.burden import Burden
from clausekit.model.document import Document
from clausekit.model.effort import Effort
from clausekit.model.faults import expected_values
from clausekit.model.form import Entry, Form, GridPiece
from clausekit.model.kind import DocumentKind, FrameName
from clausekit.model.ordinals import roman_value
from clausekit.model.termination import Suspension
from clausekit.model.tier import SupplierSize, Tier
from clausekit.model.wording import Source
from facts import ladder_facts, shipped

# How functions are called.

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


def test_some_arguments_are_given_by_name() -> None:
    found = {}
    for name, function in _functions():
        parameters = inspect.signature(function).parameters.values()
        by_name = [one.name for one in parameters if one.kind is one.KEYWORD_ONLY]
        if by_name and not name.endswith(("__init__", "__replace__")):
            found[name] = by_name
        assert not [one for one in parameters if one.kind is one.POSITIONAL_ONLY], name
    assert found == BY_NAME


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


def test_a_type_checker_knows_what_a_value_is() -> None:
    told = value.__dataclass_transform__  # type: ignore[attr-defined]
    said = {**told["kwargs"], **told}  # Python 3.11 tells one of them among others
    assert (said["kw_only_default"], said["frozen_default"]) == (True, True)
    assert len(said["field_specifiers"]) == 1


def test_a_model_is_built_anew_with_the_names_of_whoever_asks() -> None:
    class Own(Model):
        other: Other

    class Other(Model):
        number: int

    def built_for_its_caller() -> bool | None:
        return Own.model_rebuild(force=True, _parent_namespace_depth=3)

    assert built_for_its_caller()
    assert Own.model_validate({"other": {"number": 1}}).other.number == 1

    class Mine(Model):
        other: Later

    class Later(Model):
        number: int

    assert Mine.model_rebuild(force=True)
    assert Mine.model_validate({"other": {"number": 2}}).other.number == 2


# Plans and records.


def _form() -> dict[str, Any]:
    return {
        "id": "declaration", "title": "D", "label": "L", "particulars": ["reference"],
        "sections": [{
            "id": "one", "title": "One",
            "content": [{"kind": "text", "id": "a", "text": "It is so."}],
        }],
    }  # fmt: skip


def _piece(**facts: Any) -> dict[str, Any]:
    form = _form()
    return {
        **form,
        "sections": [*form["sections"], {"id": "two", "title": "T", "content": [facts]}],
    }


def test_the_values_of_an_enumeration_are_read_out_of_a_finding() -> None:
    with pytest.raises(ValidationError) as caught:
        Form.model_validate({**_form(), "numbering": "none"})
    (finding,) = caught.value.errors()
    assert expected_values(finding) == ["articles", "parts"]


def test_names_stand_once_in_a_whole_form() -> None:
    computed = {"kind": "computed", "block": "findings"}
    same = {"kind": "text", "id": "a", "text": "And so."}
    assert Form.model_validate(_piece(**computed)).texts[0].id == "a"
    with pytest.raises(ValidationError, match="names stand twice: text a "):
        Form.model_validate(_piece(**same))
    form = _piece(**computed)
    form["sections"][0]["content"].append(computed)
    with pytest.raises(ValidationError, match="names stand twice: computed findings"):
        Form.model_validate(form)


def test_parts_have_texts_without_items() -> None:
    plain = {**_form(), "numbering": "parts"}
    assert Form.model_validate(plain).numbering.value == "parts"
    plain["sections"][0]["content"][0].update(text="It is:", items=["so."])
    with pytest.raises(ValidationError, match="the texts of parts have no items"):
        Form.model_validate(plain)
    assert Form.model_validate({**plain, "numbering": "articles"}).texts[0].items == ("so.",)


def test_a_choice_and_only_a_choice_has_options() -> None:
    assert Entry.model_validate({"id": "a", "label": "A"}).answer.value == "text"
    choice = {"id": "a", "label": "A", "answer": "choice", "options": {"x": "X"}}
    assert Entry.model_validate(choice).options == {"x": "X"}
    for wrong in ({**choice, "answer": "date"}, {**choice, "options": {}}):
        with pytest.raises(ValidationError, match="a choice, and only a choice, has options"):
            Entry.model_validate(wrong)


def test_a_grid_fills_the_width_and_has_rows() -> None:
    def grid(*shares: int, **more: Any) -> dict[str, Any]:
        columns = [
            {"id": f"c{place}", "header": "H", "share": share} for place, share in enumerate(shares)
        ]
        return {"kind": "grid", "id": "g", "title": "G", "columns": columns, "rows": 1, **more}

    assert GridPiece.model_validate(grid(40, 60)).rows == 1
    assert GridPiece.model_validate(grid(40, 60, rows=0, lines={"a": "A"})).lines == {"a": "A"}
    for shares, total in (((40, 59), 99), ((41, 60), 101)):
        with pytest.raises(ValidationError, match=f"the shares of the columns sum to {total}"):
            GridPiece.model_validate(grid(*shares))
    with pytest.raises(ValidationError, match="it has no rows"):
        GridPiece.model_validate(grid(40, 60, rows=0))


def test_a_budget_is_whole_and_grows() -> None:
    plain = shipped().burden.model_dump(mode="json")
    burden = Burden.model_validate(plain)
    tier, size = Tier.BASIC, SupplierSize
    assert burden.cap(size.UNKNOWN, tier) == burden.cap(size.MEDIUM, tier)
    assert burden.cap(size.LARGE, Tier.ADVANCED) == plain["yearly"]["large"]["advanced"]

    def changed(size: str, **hours: int) -> dict[str, Any]:
        return {**plain, "yearly": {**plain["yearly"], size: {**plain["yearly"][size], **hours}}}

    level = {"basic": 5, "intermediate": 5, "advanced": 5}
    same = {"yearly": dict.fromkeys(plain["yearly"], level), "metrics": level}
    assert Burden.model_validate({**plain, **same}).cap(size.MICRO, tier) == 5
    less = {name: hours for name, hours in plain["yearly"].items() if name != "micro"}
    unknown = {**plain["yearly"], "unknown": level}
    for wrong, said in (
        ({**plain, "yearly": less}, "give the hours for micro"),
        ({**plain, "yearly": unknown}, "give the hours for micro"),
        (changed("micro", basic=10_000), "no smaller budget|no larger budget"),
        (changed("large", intermediate=0), "no smaller budget"),
        (changed("large", advanced=0), "no smaller budget"),
        (changed("large", basic=0), "no larger budget"),
        ({**plain, "metrics": {**plain["metrics"], "advanced": 0}}, "no smaller budget"),
    ):
        with pytest.raises(ValidationError, match=said):
            Burden.model_validate(wrong)


def test_a_pinpoint_is_found_by_its_name_alone() -> None:
    for instrument in shipped().instruments.values():
        for place in instrument.pinpoints:
            assert instrument.pinpoint(place.ref) is place
        for unknown in ("", "0", "zzz", "art. 0"):
            assert instrument.pinpoint(unknown) is None


def test_a_place_covers_what_lies_inside_it() -> None:
    place = AlignedPlace.model_validate({"id": "p", "source": "UNGP principle 1"})
    for cited, inside in (
        ("UNGP principle 1", True), ("UNGP principle 1(a)", True), ("UNGP principle 1, b", True),
        ("UNGP principle 11", False), ("UNGP (a)", False), ("UNGP", False), ("OECD", False),
        ("UNGP ,", False), ("OECD principle 1", False), ("VGGT principle 1", False),
    ):  # fmt: skip
        assert place.covers(Source.model_validate(cited)) is inside, cited
    whole = AlignedPlace.model_validate({"id": "p", "source": "UNGP"})
    assert whole.covers(Source.model_validate("UNGP principle 31"))
    assert not whole.covers(Source.model_validate("OECD"))


def test_each_kind_has_its_frame() -> None:
    wide = {DocumentKind.VERIFICATION_PLAN, DocumentKind.ALIGNMENT_MATRIX}
    for kind in DocumentKind:
        if kind.binds:
            assert kind.frame.value == kind.value
        else:
            assert kind.frame is (FrameName.MATRIX if kind in wide else FrameName.FORM)


@pytest.mark.parametrize("schedules", [[], ["ladders"], ["blanks", "ladders"]])
def test_the_last_schedule_lists_what_is_to_be_completed(schedules: list[str]) -> None:
    plan = shipped().blueprints[DocumentKind.TENDER_ANNEX]
    facts = {**plan.model_dump(mode="json"), "schedules": schedules}
    with pytest.raises(ValidationError, match="the last schedule lists the places"):
        Blueprint.model_validate(facts)
    assert Blueprint.model_validate({**facts, "schedules": [*schedules, "blanks"]})


def test_what_is_left_to_fill_in_is_found_in_every_place() -> None:
    def line(key: str) -> dict[str, Any]:
        return {"role": "body", "content": ["x", {"kind": "blank", "key": key, "label": "X"}]}

    table = {
        "kind": "table", "title": "T", "description": "", "columns": [{"header": "", "share": 100}],
        "rows": [[{"paragraphs": [line("b"), line("c")]}], [{"paragraphs": [line("a")]}]],
    }  # fmt: skip
    names = [["Name", [{"kind": "blank", "key": "d", "label": "X"}]], ["Place", ["y"]]]
    signatures = {
        "kind": "signatures", "title": "S", "signatories": [{"role": "R", "lines": names}] * 2,
    }  # fmt: skip
    plain = {"kind": "heading", "level": "plain", "content": "H"}
    document = Document.model_validate(
        {
            "kind": "tender-annex", "language": "en", "word_language": "en-GB", "title": "T",
            "facts": {}, "paper": "a4", "contents_title": "C", "author": "A", "subject": "S",
            "sections": {
                "signatures": [signatures],
                "clauses": [plain, {"kind": "paragraph", **line("a")}, table, plain],
            },
            "provenance": {"library": "0", "clauses": [], "tender_hash": "", "text_hash": ""},
        }
    )  # fmt: skip
    assert [blank.key for blank in document.blanks] == ["a", "b", "c", "d"]
    assert [heading.content for heading in document.headings] == ["H", "H"]


@pytest.mark.parametrize(("hours", "asks"), [((0, 0), False), ((1, 0), True), ((0, 1), True)])
def test_one_hour_is_asked_for(hours: tuple[int, int], asks: bool) -> None:
    start, yearly = (dict.fromkeys(("micro", "small", "medium", "large"), one) for one in hours)
    assert (
        Effort.model_validate({"start": start, "yearly": yearly}).asks(SupplierSize.MICRO) is asks
    )


def test_two_sizes_are_small() -> None:
    assert [size.value for size in SupplierSize if size.is_small] == ["micro", "small"]


@pytest.mark.parametrize(
    ("days", "sound"), [("0 days", False), ("1 day", True), ("60 days", True), ("61 days", False)]
)
def test_a_suspension_lasts_a_day_to_sixty(days: str, sound: bool) -> None:
    facts = {"at_most": days, "renewals": 0, "followed_by": ladder_facts()}
    if sound:
        assert str(Suspension.model_validate(facts).at_most) == days
        return
    with pytest.raises(ValidationError, match="a suspension lasts 1 to 60 days"):
        Suspension.model_validate(facts)


def test_a_plain_offer_needs_no_social_criterion() -> None:
    assert SocialBounds() == SocialBounds.model_validate({"at_least": 0, "at_most": 100})
    assert AwardCriteria.model_fields["bounds"].get_default() == SocialBounds()


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("I", 1), ("II", 2), ("IIII", 4), ("IV", 4), ("MM", 2000), ("MCM", 1900)],
)
def test_a_numeral_that_is_written_out_is_read_too(numeral: str, number: int) -> None:
    assert roman_value(numeral) == number


def test_every_type_can_be_described() -> None:
    # A name that only a type checker imports would fail in whoever asks for the hints.
    for info in pkgutil.iter_modules(clausekit.model.__path__):
        module = import_module(f"clausekit.model.{info.name}")
        for kind in vars(module).values():
            if isinstance(kind, type) and kind.__module__ == module.__name__:
                assert get_type_hints(kind, include_extras=True) is not None
                if issubclass(kind, BaseModel):
                    assert kind.model_json_schema()
