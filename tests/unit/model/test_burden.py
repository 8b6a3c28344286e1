"""The budget of work: whole, growing with size and tier."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from clausekit.model.burden import Burden
from clausekit.model.tier import SupplierSize, Tier
from facts import shipped
from refusals import refused


def test_a_budget_is_above_zero() -> None:
    burden: Burden = shipped().burden
    assert not refused(burden, ("lighter_from",), 1)
    assert "greater than or equal to 1" in refused(burden, ("lighter_from",), 0)


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


def test_a_budget_has_a_figure_for_each_tier() -> None:
    burden: Burden = shipped().burden
    whole = burden.model_dump(mode="json")["metrics"]
    assert not refused(burden, ("metrics",), whole)
    for tier in Tier:
        less = {name: figure for name, figure in whole.items() if name != tier.value}
        assert "give a figure for each tier" in refused(burden, ("metrics",), less)
