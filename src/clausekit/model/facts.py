"""Facts that strangers hand in: read with every fault told, and with nothing but our errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Final, Self, TypeVar

from pydantic import ValidationError

from clausekit.errors import ClausekitError, Fault, InputError
from clausekit.model.base import Model
from clausekit.model.faults import LONGEST_TEXT, faults_of, pointer, read_json

__all__ = ["Facts", "in_file"]

_E = TypeVar("_E", bound=ClausekitError)
_MOST_VALUES: Final = 10_000
"""In all lists and objects together; the largest job that is allowed has a thousand."""
_HALVES: Final = {"json_invalid", "string_unicode"}
"""What pydantic finds in a text with half a surrogate pair, escaped or as it is: Python has read
the text, so the field that holds it can be named."""
_STEPS: Final = 3
"""As deep as facts have lists; what lies deeper is told by the place around it."""


def in_file(error: _E, path: str | Path) -> _E:
    """Return *error* with the file *path* before the place of each fault.

    Example:
        >>> in_file(InputError(Fault("a.b", "Wrong.", "/title")), "tender.json").where
        'tender.json#/title'
        >>> in_file(InputError(Fault("a.b", "Wrong.", "line 2, column 1")), "tender.json").where
        'tender.json, line 2, column 1'
    """

    def place(where: str) -> str:
        if where.startswith("/"):
            return f"{path}#{where}"
        return f"{path}, {where}" if where else str(path)

    return type(error)(*(replace(fault, where=place(fault.where)) for fault in error.faults))


class Facts(Model):
    """A model whose values come from outside, out of a program or out of JSON.

    Whatever is wrong with them comes out as one ``InputError`` with all its faults; their codes
    begin with ``_prefix``.
    """

    _prefix: ClassVar[str] = "tender"
    _called: ClassVar[str] = "file"

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """Validate *obj*; raise ``InputError`` with all its faults."""
        cls._bound(obj)
        try:
            return super().model_validate(obj, **options)
        except ValidationError as error:
            raise cls._refuse(error, obj) from None
        except RecursionError:
            message = f"The {cls._called} is nested too deeply."
            hint = "No fact holds more than a few levels."
            raise cls._named(Fault("tender.malformed-json", message, "/", hint)) from None

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Validate a JSON text; raise ``InputError`` with all its faults."""
        found = read_json(json_data, cls._called)
        if isinstance(found, Fault):
            raise cls._named(found)
        text, obj = found
        if len(text) > 2 * _MOST_VALUES:  # in a shorter one, so many have no room
            cls._bound(obj)
        try:
            return super().model_validate_json(text, **options)
        except ValidationError as error:
            if error.errors()[0]["type"] in _HALVES:
                return cls.model_validate(obj, **options)
            raise cls._refuse(error, obj) from None

    @classmethod
    def _bound(cls, obj: Any) -> None:
        """Refuse more values than any facts have.

        Pydantic makes a finding of each wrong value before the first can be told, and a million of
        them fill gigabytes. So they are counted before; no list that is too long is gone through.
        """
        left = _MOST_VALUES
        waiting: list[tuple[tuple[int | str, ...], Any]] = [((), obj)]
        while waiting:
            place, value = waiting.pop()
            if isinstance(value, (str, bytes, bytearray)):
                continue
            if not isinstance(value, (Mapping, Sequence, Set)):
                continue
            try:
                left -= len(value)
            except OverflowError:  # a range may be longer than Python can say
                left = -1
            if left < 0:
                raise cls._flooded(obj, place)
            entries = value.items() if isinstance(value, Mapping) else enumerate(value)
            waiting += (((*place, step)[:_STEPS], one) for step, one in entries)

    @classmethod
    def _flooded(cls, obj: Any, place: tuple[int | str, ...]) -> InputError:
        stranger = cls._recognise(obj)
        if stranger is not None:
            return InputError(stranger)
        return cls._named(
            Fault(
                "tender.too-many",
                f"The {cls._called} has more than {_MOST_VALUES:,} values in its lists and "
                "objects; with all that is allowed it has some thousand.",
                pointer(place) or "/",
                "Look here first, and keep the entries that say most.",
            )
        )

    @classmethod
    def _named(cls, fault: Fault) -> InputError:
        """Return the error of a fault that all facts share, under the code of these."""
        return InputError(replace(fault, code=fault.code.replace("tender.", f"{cls._prefix}.")))

    @classmethod
    def _refuse(cls, error: ValidationError, obj: Any) -> InputError:
        stranger = cls._recognise(obj)
        if stranger is not None:
            return InputError(stranger)
        return InputError(*faults_of(error, cls, prefix=cls._prefix))

    @classmethod
    def _recognise(cls, obj: Any) -> Fault | None:
        """Return the fault of what is something else as a whole, and not a wrong one of these."""
        return None

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read the facts from a JSON file in UTF-8.

        Raises:
            InputError: The file cannot be read, or its facts are at fault; each place is the
                file and a JSON pointer.
        """
        path = Path(path)
        try:
            with path.open("rb") as stream:
                content = stream.read(LONGEST_TEXT + 1)
        except (OSError, ValueError) as error:  # a path with a NUL is a ValueError
            reason = getattr(error, "strerror", None) or type(error).__name__
            message = f"The file cannot be read: {reason}."
            hint = "Check the path and the rights."
            fault = Fault(f"{cls._prefix}.unreadable", message, str(path), hint)
            raise InputError(fault) from None
        try:
            return cls.model_validate_json(content)
        except InputError as error:
            raise in_file(error, path) from None
