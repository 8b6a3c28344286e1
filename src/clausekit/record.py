"""Frozen values, made as a class in a fifth of the time that ``dataclass`` takes.

A program that writes one document spends a tenth of its time on making such classes, where each
gets functions of its own out of texts that Python compiles. Here they share all but one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar, cast, dataclass_transform, overload

__all__ = ["freeze", "record"]

_T = TypeVar("_T")


@overload
def record(cls: type[_T], /) -> type[_T]: ...
@overload
def record(*, eq: bool = ..., repr: bool = ...) -> Callable[[type[_T]], type[_T]]: ...
@dataclass_transform(frozen_default=True)
def record(cls: Any = None, /, *, eq: bool = True, repr: bool = True) -> Any:  # noqa: A002
    """Make *cls* what ``dataclass(frozen=True, slots=True)`` makes it.

    Fields may have defaults, and the class a ``__post_init__``, a representation or a comparison
    of its own; no other feature of ``dataclasses`` is used. ``fields`` and ``replace`` work on it.

    Args:
        cls: A class with annotations.
        eq: Whether values are compared and hashed; else each is only equal to itself.
        repr: Whether it gets a representation that shows its fields.

    Example:
        >>> @record
        ... class Point:
        ...     x: int
        ...     y: int = 0
        >>> Point(1), Point(1) == Point(1, 0), hash(Point(1)) == hash(Point(1))
        (Point(x=1, y=0), True, True)
        >>> Point(1).x = 2
        Traceback (most recent call last):
        dataclasses.FrozenInstanceError: cannot assign to field 'x'
    """
    return _make(cls, eq, repr) if cls is not None else lambda found: _make(found, eq, repr)


def _make(cls: type[Any], eq: bool, shown: bool) -> type[Any]:
    if not cls.__doc__:
        cls.__doc__ = cls.__name__  # else dataclass works out a signature
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    made.__init__ = _initialiser(made, dataclasses.fields(made))
    made.__getstate__ = _get_state
    made.__setstate__ = _set_state
    return freeze(made, eq=eq, repr=shown)


def freeze(made: type[_T], *, eq: bool = True, repr: bool = True) -> type[_T]:  # noqa: A002
    """Let nothing change the values of a dataclass with slots, which has an initialiser alone.

    Args:
        made: The class.
        eq: As in `record`.
        repr: As in `record`.
    """
    shared: dict[str, Any] = {"__repr__": _show} if repr else {}
    if eq:
        shared |= _comparison(tuple(field.name for field in dataclasses.fields(cast("Any", made))))
    for name, function in shared.items():
        if made.__dict__.get(name) is None:
            setattr(made, name, function)
    kind: Any = made
    kind.__setattr__ = _refuse_to_set
    kind.__delattr__ = _refuse_to_delete
    return made


def _initialiser(made: type[Any], fields: tuple[dataclasses.Field[Any], ...]) -> Any:
    known: dict[str, Any] = {}
    head, body = ["self"], []
    for field in fields:
        name = field.name
        if field.default_factory is not dataclasses.MISSING or not field.init:
            raise TypeError(f"{made.__name__}.{name} is a field that only dataclass can make")
        # The descriptor of a slot sets it past __setattr__, which refuses.
        known[f"_set_{name}"] = getattr(made, name).__set__
        body.append(f"_set_{name}(self,{name})")
        if field.default is not dataclasses.MISSING:
            known[f"_default_{name}"] = field.default
            name = f"{name}=_default_{name}"
        head.append(name)
    if hasattr(made, "__post_init__"):
        body.append("self.__post_init__()")
    text = f"def __init__({','.join(head)}):{';'.join(body) or 'pass'}"
    exec(text, known)  # noqa: S102 -- of names in our own code, as dataclass does
    function = known["__init__"]
    function.__qualname__ = f"{made.__qualname__}.__init__"
    function.__module__ = made.__module__
    function.__annotations__ = {field.name: field.type for field in fields} | {"return": None}
    return function


def _comparison(names: tuple[str, ...]) -> dict[str, Any]:
    values: Any = attrgetter(*names) if names else lambda _: ()

    def equal(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    def hashed(self: Any) -> int:
        return hash(values(self))

    return {"__eq__": equal, "__hash__": hashed}


def _show(self: Any) -> str:
    fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in _names(self))
    return f"{type(self).__qualname__}({fields})"


def _names(self: Any) -> list[str]:
    return [field.name for field in dataclasses.fields(self)]


def _refuse_to_set(self: Any, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in _names(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(_names(self), state, strict=True):
        object.__setattr__(self, name, value)
