"""Hours of work by size."""

from __future__ import annotations

import pytest

from clausekit.model.effort import Effort, Hours
from clausekit.model.tier import SupplierSize


@pytest.mark.parametrize(
    ("size", "hours"), [("micro", 1), ("small", 2), ("medium", 6), ("large", 12), ("unknown", 6)]
)
def test_hours_by_size(size: str, hours: int) -> None:
    assert Hours(micro=1, small=2, medium=6, large=12).of(SupplierSize(size)) == hours


@pytest.mark.parametrize("hours", [(2, 1, 6, 12), (1, 7, 6, 12), (1, 2, 13, 12)])
def test_a_smaller_supplier_has_no_more_hours(hours: tuple[int, ...]) -> None:
    names = ("micro", "small", "medium", "large")
    with pytest.raises(ValueError, match="no more hours"):
        Hours(**dict(zip(names, hours, strict=True)))
    assert Hours(micro=3, small=3, medium=3, large=3).large == 3


def test_a_clause_without_hours_for_a_size_asks_none_of_it() -> None:
    none, some = (Hours(micro=0, small=0, medium=0, large=large) for large in (0, 2))
    for effort in (Effort(start=some, yearly=none), Effort(start=none, yearly=some)):
        assert effort.asks(SupplierSize.LARGE)
        assert not effort.asks(SupplierSize.SMALL)
        assert not effort.asks(SupplierSize.UNKNOWN)
    assert not Effort(start=none, yearly=none).asks(SupplierSize.LARGE)


@pytest.mark.parametrize(("hours", "asks"), [((0, 0), False), ((1, 0), True), ((0, 1), True)])
def test_one_hour_is_asked_for(hours: tuple[int, int], asks: bool) -> None:
    start, yearly = (dict.fromkeys(("micro", "small", "medium", "large"), one) for one in hours)
    assert (
        Effort.model_validate({"start": start, "yearly": yearly}).asks(SupplierSize.MICRO) is asks
    )


def test_two_sizes_are_small() -> None:
    assert [size.value for size in SupplierSize if size.is_small] == ["micro", "small"]
