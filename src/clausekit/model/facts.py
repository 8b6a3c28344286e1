"""Facts that strangers hand in: read with every fault told, and with nothing but our errors."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Self

from pydantic import ValidationError

from clausekit.errors import Fault, InputError
from clausekit.model.base import Model
from clausekit.model.faults import LONGEST_TEXT, faults_of, malformed

__all__ = ["Facts"]


class Facts(Model):
    """A model whose values come from outside, out of a program or out of JSON.

    Whatever is wrong with them comes out as one ``InputError`` with all its faults; their codes
    begin with ``_prefix``.
    """

    _prefix: ClassVar[str] = "tender"

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """Validate *obj*; raise ``InputError`` with all its faults."""
        try:
            return super().model_validate(obj, **options)
        except ValidationError as error:
            raise InputError(*faults_of(error, cls, prefix=cls._prefix)) from None

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Validate a JSON text; raise ``InputError`` with all its faults."""
        fault = malformed(json_data)
        if fault is not None:
            raise InputError(replace(fault, code=fault.code.replace("tender.", f"{cls._prefix}.")))
        # Windows editors put a byte order mark before the text.
        text = json_data if isinstance(json_data, str) else bytes(json_data).decode("utf-8-sig")
        text = text.removeprefix("\ufeff")
        try:
            return super().model_validate_json(text, **options)
        except ValidationError as error:
            if error.errors()[0]["type"] == "json_invalid":
                # Half a surrogate pair: Python reads it, so the field that holds it can be named.
                return cls.model_validate(json.loads(text), **options)
            raise InputError(*faults_of(error, cls, prefix=cls._prefix)) from None

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
            raise InputError(Fault(f"{cls._prefix}.unreadable", message, str(path))) from None
        try:
            return cls.model_validate_json(content)
        except InputError as error:
            raise InputError(
                *(replace(found, where=f"{path}#{found.where}") for found in error.faults)
            ) from None
