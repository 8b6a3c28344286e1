"""The frozen model that everything in ``model/`` is built on."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar, cast, dataclass_transform

from pydantic import BaseModel, ConfigDict, Field
from pydantic.dataclasses import dataclass

from clausekit.record import freeze

if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass
else:
    # Pydantic gives the type of its classes no public name.
    ModelMetaclass = type(BaseModel)

__all__ = ["Model", "Sealed", "value"]

_T = TypeVar("_T")
_STRICT: Final = ConfigDict(
    extra="forbid", validate_default=True, revalidate_instances="subclass-instances"
)
_BUILDING: Final = RLock()


class Model(BaseModel):
    """A frozen, strict value.

    Pydantic leaves doors open that skip validation: ``model_construct``, ``model_copy`` and
    ``copy`` with an update, and an instance of a laxer subclass. Here all of them validate, so
    that a rule that a type states holds for every instance, whichever way it came to be.
    """

    model_config = {**_STRICT, "frozen": True, "defer_build": True}

    @classmethod
    def model_rebuild(cls, *, _parent_namespace_depth: int = 2, **options: Any) -> bool | None:
        """Build what validates; pydantic asks for it where a class is used for the first time.

        One thread builds at a time, and the others wait for it: releases of pydantic before 2.12
        would let them see a class half built.
        """
        with _BUILDING:
            return super().model_rebuild(
                _parent_namespace_depth=_parent_namespace_depth + 1, **options
            )

    @classmethod
    def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:
        """Validate *values*; there is no way round validation."""
        return cls.model_validate(values)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with *update* applied and validated."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        if deep:
            values = copy.deepcopy(values)
        return type(self).model_validate({**values, **(update or {})})

    # Pydantic's older method takes two arguments more, which here would do nothing.
    def copy(  # type: ignore[override]
        self, *, update: Mapping[str, Any] | None = None, deep: bool = False
    ) -> Self:
        """Return ``model_copy``; the older method of pydantic would not validate."""
        return self.model_copy(update=update, deep=deep)

    def __setstate__(self, state: dict[Any, Any]) -> None:
        # Unpickling is a door too: a forged state is checked like any other input, and what
        # validation made of it is kept.
        checked = type(self).model_validate(state.get("__dict__", {}))
        super().__setstate__({**state, **checked.__getstate__()})


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(Field,))
def value(cls: type[_T]) -> type[_T]:
    """Make *cls* a frozen, strict value of a document tree: a model in a fifth of the memory.

    A large document has a hundred thousand of them, so they have slots in place of a dictionary.
    """
    kind: Any = cls
    kind.__reduce__ = _reduce
    made: Any = dataclass(slots=True, kw_only=True, repr=False, eq=False, config=_STRICT)(cls)
    return cast("type[_T]", freeze(made))


def _reduce(self: Any) -> tuple[Any, ...]:
    """Let a copy, or what was pickled, be validated like any other input."""
    values = {name: getattr(self, name) for name in self.__slots__}
    return _rebuild, (type(self), values)


def _rebuild(kind: type[_T], values: dict[str, Any]) -> _T:
    return kind(**values)


class _SealedType(ModelMetaclass):
    """Refuses a subclass before it exists, so that no method of it can have a say."""

    def __new__(cls, name: str, bases: tuple[type, ...], *rest: Any, **options: Any) -> Any:
        for base in bases:
            if isinstance(base, _SealedType) and base is not Sealed:
                raise TypeError(f"{base.__name__} cannot be subclassed")
        return super().__new__(cls, name, bases, *rest, **options)


class Sealed(Model, metaclass=_SealedType):
    """A model that cannot be subclassed: a subclass could relax what the type promises."""
