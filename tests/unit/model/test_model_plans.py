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
from clausekit.model.award import AwardCriteria, SocialBounds
from clausekit.model.base import Model, value
from clausekit.model.burden import Burden
from clausekit.model.faults import expected_values
from clausekit.model.form import Entry, Form, GridPiece
from clausekit.model.ordinals import roman_value
from clausekit.model.tier import SupplierSize, Tier
from facts import shipped

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
