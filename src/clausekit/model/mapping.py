"""A mapping that stays as it is, for the fields of frozen models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, SerializerFunctionWrapHandler, WrapSerializer

__all__ = ["Frozen", "FrozenMapping"]

_K = TypeVar("_K")
_V = TypeVar("_V", covariant=True)
_Value = TypeVar("_Value")


class Frozen(Mapping[_K, _V]):
    """A mapping without any way to change it; it can be hashed, copied and pickled.

    Args:
        items: What it holds; later changes to *items* do not reach it.

    Example:
        >>> frozen = Frozen({"supplier": "contractor"})
        >>> frozen == {"supplier": "contractor"}, hash(frozen) == hash(Frozen(frozen))
        (True, True)
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[_K, _V] = MappingProxyType({})) -> None:
        self._items = MappingProxyType(dict(items))

    def __getitem__(self, key: _K) -> _V:
        return self._items[key]

    def __iter__(self) -> Iterator[_K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(dict(self._items))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self._items),)


def _thawed(value: Mapping[Any, Any], write: SerializerFunctionWrapHandler) -> Any:
    # Pydantic writes a dict; of another mapping it knows nothing.
    return write(dict(value))


FrozenMapping = Annotated[Mapping[_K, _Value], AfterValidator(Frozen), WrapSerializer(_thawed)]
"""The type of a field that holds a mapping: ``FrozenMapping[str, Value]``."""
