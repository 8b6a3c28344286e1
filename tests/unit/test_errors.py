"""Errors tell all that is wrong, and travel between processes whole."""

from __future__ import annotations

import pickle

import pytest

from clausekit import errors
from clausekit.errors import ClausekitError, Fault, InputError, UnknownName, nearest

FAULTS = (
    Fault("a.one", "The first thing.", "/buyer", "Do this."),
    Fault("a.two", "The second thing."),
)


def test_an_error_tells_every_fault() -> None:
    error = InputError(*FAULTS)
    assert str(error) == "/buyer: The first thing. Do this. [a.one]\nThe second thing. [a.two]"
    assert (error.code, error.message, error.where, error.hint) == (
        "a.one",
        "The first thing.",
        "/buyer",
        "Do this.",
    )


def test_an_error_without_a_fault_cannot_be() -> None:
    with pytest.raises(TypeError):
        ClausekitError()


@pytest.mark.parametrize("name", [name for name in errors.__all__ if name[0].isupper()])
def test_errors_survive_pickling(name: str) -> None:
    kind = getattr(errors, name)
    if not issubclass(kind, ClausekitError):
        return
    again = pickle.loads(pickle.dumps(kind(*FAULTS)))
    assert type(again) is kind
    assert again.faults == FAULTS


def test_errors_are_also_those_of_python() -> None:
    assert issubclass(InputError, ValueError)
    assert issubclass(UnknownName, LookupError)


@pytest.mark.parametrize(
    ("name", "known", "hint"),
    [
        ("textile", ["cleaning", "textiles"], "Did you mean 'textiles'?"),
        ("TEXTILES", ["textiles"], "Did you mean 'textiles'?"),
        ("zzz", ["b", "a"], "Valid values: a, b."),
        ("zzz", [f"name-{index}" for index in range(41)], ""),
        ("", [], ""),
        ("version", ["period", "title"], "Valid values: period, title."),
        ("phone", ["telephone", "office"], "Did you mean 'telephone'?"),
    ],
)
def test_the_nearest_valid_value(name: str, known: list[str], hint: str) -> None:
    assert nearest(name, known) == hint
