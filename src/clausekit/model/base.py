"""The frozen model that everything in ``model/`` is built on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

__all__ = ["Model", "Sealed"]


class Model(BaseModel):
    """A frozen, strict value.

    Pydantic leaves doors open that skip validation: ``model_construct``, ``model_copy`` and
    ``copy`` with an update, and an instance of a laxer subclass. Here all of them validate, so
    that a rule that a type states holds for every instance, whichever way it came to be.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_default=True,
        revalidate_instances="subclass-instances",
    )

    @classmethod
    def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:
        """Validate *values*; there is no way round validation."""
        return cls.model_validate(values)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with *update* applied and validated."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate({**values, **(update or {})})

    def copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:  # type: ignore[override]
        """Return ``model_copy``; the older method of pydantic would not validate."""
        return self.model_copy(update=update, deep=deep)

    def __setstate__(self, state: dict[Any, Any]) -> None:
        # Unpickling is a door too: a forged state is checked like any other input.
        type(self).model_validate(state.get("__dict__", {}))
        super().__setstate__(state)


class Sealed(Model):
    """A model that cannot be subclassed: a subclass could relax what the type promises."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        if Sealed not in cls.__bases__:
            raise TypeError(f"{cls.__mro__[1].__name__} cannot be subclassed")
        super().__pydantic_init_subclass__(**kwargs)
