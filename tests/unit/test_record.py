"""A record is what a frozen dataclass with slots is, wherever the two are used."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from typing import Any

import pytest

from clausekit.record import record


@record
class Ours:
    """Two fields."""

    a: int
    b: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """Two fields."""

    a: int
    b: tuple[str, ...] = ()


@record
class One:
    a: object


@record(eq=False)
class Alone:
    """Equal to itself only."""

    a: int


@record(repr=False)
class Unshown:
    """Shows no field."""

    a: int


@record
class Own:
    """Judges, shows and hashes on its own."""

    a: int

    def __post_init__(self) -> None:
        if self.a < 0:
            raise ValueError("below nought")

    def __repr__(self) -> str:
        return "own"

    def __hash__(self) -> int:
        return 7


def outcome(call: Any) -> str:
    """Return what a call gives or raises, in words."""
    try:
        found = call()
    except Exception as error:
        found = (type(error), str(error))
    return repr(found).replace("Theirs", "Ours")


@pytest.mark.parametrize(
    "use",
    [
        lambda kind: kind(1),
        lambda kind: kind(1, ("x",)),
        lambda kind: kind(b=(), a=2),
        lambda kind: kind(),
        lambda kind: kind(1, (), 3),
        lambda kind: kind(1, c=3),
        lambda kind: kind(1) == kind(1, ()),
        lambda kind: kind(1) == kind(2),
        lambda kind: kind(1) == (1, ()),
        lambda kind: kind(1) != kind(1),
        lambda kind: hash(kind(1)) == hash(kind(1)),
        lambda kind: hash(kind([])),
        lambda kind: kind(1) < kind(2),
        lambda kind: setattr(kind(1), "a", 2),
        lambda kind: delattr(kind(1), "a"),
        lambda kind: dataclasses.replace(kind(1), b=("y",)),
        lambda kind: dataclasses.replace(kind(1), c=1),
        lambda kind: dataclasses.asdict(kind(1)),
        lambda kind: [field.name for field in dataclasses.fields(kind)],
        lambda kind: kind.__match_args__,
        lambda kind: kind.__slots__,
        lambda kind: kind.__doc__,
        lambda kind: str(inspect.signature(kind)),
        lambda kind: hasattr(kind(1), "__dict__"),
        lambda kind: copy.copy(kind(1)),
        lambda kind: copy.deepcopy(kind([1])),
        lambda kind: pickle.loads(pickle.dumps(kind(1, ("x",)))),
        lambda kind: dataclasses.is_dataclass(kind),
    ],
)
def test_a_record_does_what_a_dataclass_does(use: Any) -> None:
    assert outcome(lambda: use(Ours)) == outcome(lambda: use(Theirs))


def test_no_other_attribute_can_be_set() -> None:
    # A frozen dataclass with slots refuses too, by an error about itself.
    with pytest.raises(dataclasses.FrozenInstanceError, match="'other'"):
        Ours(1).other = 2  # type: ignore[attr-defined, misc]


def test_records_of_different_classes_differ() -> None:
    assert Ours(1) != Theirs(1)
    assert One((1,)) != Ours(1)


def test_one_field_is_compared_like_several() -> None:
    assert One((1, 2)) == One((1, 2))
    assert hash(One("a")) == hash(One("a"))
    assert One(1) != 1


def test_without_comparison_each_is_its_own() -> None:
    one = Alone(1)
    assert one == one
    assert one != Alone(1)
    assert len({one, Alone(1)}) == 2


def test_without_representation_no_field_is_shown() -> None:
    assert "a=" not in repr(Unshown(1))


def test_what_a_class_says_itself_stands() -> None:
    assert (repr(Own(1)), hash(Own(1))) == ("own", 7)
    assert Own(1) == Own(1)
    with pytest.raises(ValueError, match="below nought"):
        Own(-1)


def test_what_only_a_dataclass_can_do_is_refused() -> None:
    with pytest.raises(TypeError, match="only dataclass can make"):

        @record
        class Wrong:
            a: list[int] = dataclasses.field(default_factory=list)
