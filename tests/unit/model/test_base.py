"""The frozen model: built, copied and validated like any other input."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from pydantic import ValidationError

from clausekit.model.base import Model, value
from clausekit.model.tender import Tender
from facts import tender_facts


def test_a_type_checker_knows_what_a_value_is() -> None:
    told = vars(value)["__dataclass_transform__"]
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


def test_a_copy_is_a_shallow_one_where_nothing_else_is_asked() -> None:
    tender = Tender.model_validate(tender_facts())
    assert tender.copy().buyer is tender.buyer
    assert tender.copy(deep=True).buyer is not tender.buyer
    assert copy.copy(tender).buyer is tender.buyer


def test_a_default_is_validated_like_any_other_value() -> None:
    odd: Any = "x"

    class Own(Model):
        number: int = odd

    with pytest.raises(ValidationError):
        Own()
