"""Models as JSON and back, for values that were validated before they were packed.

A model is written with its class, so that nothing is guessed when it is read: ``{"7": [...]}`` is
the seventh kind of the table with the values of its fields. What stands several times is written
once. Only models and enums of this package are read.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from importlib import import_module
from typing import Any, Final

from clausekit.model.base import Model, Sealed
from clausekit.model.mapping import Frozen

__all__ = ["pack", "unpack"]

_PLAIN: Final = (str, int, float, bool, type(None))
_SHARE, _SHARED = "=", "@"


def pack(values: Mapping[str, Any], *, tables: bool = False) -> bytes:
    """Return *values* as two lines of JSON: the kinds of things in it, and the things.

    Args:
        values: The values, by name.
        tables: Whether a dictionary may stand among them, as it never does in a catalogue.

    Example:
        >>> from clausekit.model.quantity import Quantity
        >>> packed = pack({"notice": Quantity.model_validate("60 days")})
        >>> unpack(packed)["notice"] == Quantity.model_validate("60 days")
        True
    """
    packer = _Packer(values, tables)
    things = [packer.shared(), list(values), [packer.pack(value) for value in values.values()]]
    return b"\n".join(
        json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        for content in (packer.kinds, things)
    )


def unpack(content: bytes) -> dict[str, Any]:
    """Return what was packed."""
    kinds, _, things = content.partition(b"\n")
    shared: list[Any] = []

    def keep(value: Any) -> Any:
        shared.append(value)
        return value

    makers: dict[str, Callable[[Any], Any]] = {_SHARE: keep, _SHARED: shared.__getitem__}
    for number, (kind, *details) in enumerate(json.loads(kinds)):
        if kind == "model":
            name, fields, given, inner = details
            within = [(place, makers[other]) for place, other in inner]
            makers[str(number)] = _model_maker(name, fields, given, within)
        elif kind == "enum":
            members = {member.value: member for member in _class(details[0], Enum)}
            makers[str(number)] = members.__getitem__
        else:
            makers[str(number)] = _MAKERS[kind]

    def make(found: list[tuple[str, Any]]) -> Any:
        ((kind, value),) = found
        return makers[kind](value)

    names, values = json.loads(things, object_pairs_hook=make)[1:]
    return dict(zip(names, values, strict=True))


class _Packer:
    """Writes values, and remembers which kinds it met."""

    def __init__(self, values: Mapping[str, Any], tables: bool) -> None:
        self._tables = tables
        self.kinds: list[list[Any]] = []
        self._numbers: dict[str, int] = {}
        self._places: dict[int, int] = {}
        self._kept: list[Any] = []
        seen: set[int] = set()
        for value in values.values():
            self._find_shared(value, seen)

    def _find_shared(self, value: Any, seen: set[int]) -> None:
        """Find the models that stand several times, the inner ones first."""
        if isinstance(value, Model):
            if id(value) in seen:
                if id(value) not in self._places:
                    self._places[id(value)] = -1
                return
            seen.add(id(value))
        for inner in _inside(value):
            self._find_shared(inner, seen)
        if isinstance(value, Model):
            self._kept.append(value)

    def shared(self) -> list[Any]:
        """Return the models that stand several times."""
        found: list[Any] = []
        for value in self._kept:
            if id(value) in self._places:
                packed = self._pack_model(value)
                self._places[id(value)] = len(found)
                found.append({_SHARE: packed})
        return found

    def pack(self, value: Any) -> Any:
        """Return *value* in the words of JSON."""
        if type(value) in _PLAIN:
            return value
        if isinstance(value, Model):
            place = self._places.get(id(value), -1)
            return self._pack_model(value) if place < 0 else {_SHARED: place}
        if isinstance(value, Enum):
            return self._of(["enum", _name(type(value))], value.value)
        if isinstance(value, tuple):
            return self._of(["tuple"], [self.pack(item) for item in value])
        if isinstance(value, frozenset):
            return self._of(["set"], [self.pack(item) for item in sorted(value)])
        if isinstance(value, Frozen) or (self._tables and type(value) is dict):
            pairs = (half for pair in value.items() for half in pair)
            kind = "mapping" if isinstance(value, Frozen) else "table"
            return self._of([kind], [self.pack(half) for half in pairs])
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return self._of(["date"], value.isoformat())
        if isinstance(value, Decimal):
            return self._of(["decimal"], str(value))
        raise TypeError(f"a {type(value).__name__} cannot be packed")

    def _pack_model(self, value: Model) -> Any:
        fields = list(type(value).model_fields)
        if list(vars(value)) != fields or value.__pydantic_private__ or value.__pydantic_extra__:
            raise TypeError(f"a {type(value).__name__} holds more than its fields")
        given = sorted(value.model_fields_set)
        packed, kinds = [], {}
        for place, name in enumerate(fields):
            inner = self.pack(getattr(value, name))
            if isinstance(inner, dict):
                ((kind, bare),) = inner.items()
                # What a field holds in every such model need not be said in each.
                if kind != _SHARED and self.kinds[int(kind)][0] != "model":
                    inner, kinds[place] = bare, kind
            packed.append(inner)
        return self._of(["model", _name(type(value)), fields, given, list(kinds.items())], packed)

    def _of(self, kind: list[Any], value: Any) -> dict[str, Any]:
        number = self._numbers.setdefault(json.dumps(kind), len(self.kinds))
        if number == len(self.kinds):
            self.kinds.append(kind)
        return {str(number): value}


def _inside(value: Any) -> Iterator[Any]:
    if isinstance(value, Model):
        yield from vars(value).values()
    elif isinstance(value, (Frozen, dict)):
        yield from value.values()
    elif isinstance(value, tuple):
        yield from value


def _name(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _class(name: str, base: type) -> Any:
    module, _, own = name.partition(":")
    if not module.startswith("clausekit."):
        raise TypeError(f"{name} is no class of a catalogue")
    found = getattr(import_module(module), own)
    if not (isinstance(found, type) and issubclass(found, base)):
        raise TypeError(f"{name} is no {base.__name__}")
    return found


def _model_maker(
    name: str,
    fields: list[str],
    given: list[str],
    within: list[tuple[int, Callable[[Any], Any]]],
) -> Callable[[list[Any]], Any]:
    """Return what makes a model of the values of its fields.

    Args:
        name: Its class.
        fields: The names of the fields, in order.
        given: Those that were given when the model was made, and are no defaults.
        within: By place, what makes the value of a field that is written bare.
    """
    made = _class(name, Model)
    if fields != list(made.model_fields):
        raise TypeError(f"{name} has other fields now")
    told = frozenset(given)
    create, put = made.__new__, object.__setattr__

    def judge(values: list[Any]) -> Any:
        for place, maker in within:
            values[place] = maker(values[place])
        found = zip(fields, values, strict=True)
        return made.model_validate({field: value for field, value in found if field in told})

    def make(values: list[Any]) -> Any:
        for place, maker in within:
            values[place] = maker(values[place])
        model = create(made)
        put(model, "__dict__", dict(zip(fields, values, strict=True)))
        put(model, "__pydantic_fields_set__", set(told))
        put(model, "__pydantic_extra__", None)
        put(model, "__pydantic_private__", None)
        return model

    return judge if issubclass(made, Sealed) else make


def _mapping(halves: list[Any]) -> Frozen[Any, Any]:
    return Frozen(_table(halves))


def _table(halves: list[Any]) -> dict[Any, Any]:
    return dict(zip(halves[::2], halves[1::2], strict=True))


_MAKERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "date": datetime.date.fromisoformat,
    "decimal": Decimal,
    "mapping": _mapping,
    "set": frozenset,
    "table": _table,
    "tuple": tuple,
}
