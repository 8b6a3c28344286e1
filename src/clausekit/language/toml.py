"""The files in TOML that describe a language, each fault told with its place."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from clausekit.errors import Fault, LanguageError
from clausekit.model.base import Model

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

__all__ = ["check_toml", "parse_toml", "read_model", "read_text", "read_toml"]

_M = TypeVar("_M", bound=Model)


def read_model(file: Traversable, place: str, model: type[_M]) -> _M:
    """Read a file that a language may do without: what is usual stands in *model*.

    Raises:
        LanguageError: The file is not sound.
    """
    return check_toml(read_toml(file, place), place, model) if file.is_file() else model()


def read_toml(file: Traversable, place: str) -> dict[str, Any]:
    """Read one TOML file; *place* names it in the error if it is not sound."""
    return parse_toml(read_text(file, place), place)


def read_text(file: Traversable, place: str) -> str:
    """Read the text of a file; *place* names it in the error if it cannot be read."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unsound(error, place) from error


def parse_toml(text: str, place: str) -> dict[str, Any]:
    """Parse a text; *place* names it in the error if it is not sound."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _unsound(error, place) from error


def _unsound(error: Exception, place: str) -> LanguageError:
    return LanguageError(
        Fault("language.bad-data", f"This is not sound TOML: {error}.", where=place)
    )


def check_toml(
    content: Mapping[str, Any],
    place: str,
    model: type[_M],
    *,
    said: str = "The description of the language is",
) -> _M:
    """Return what a file says as *model*.

    Args:
        content: What was read.
        place: The file, for messages.
        model: What it should fit.
        said: How the message begins.

    Raises:
        LanguageError: It does not fit, with each place.
    """
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise LanguageError(
            *(
                Fault(
                    "language.bad-data",
                    f"{said} not sound: {found['msg']}.",
                    f"{place}: /{'/'.join(str(part) for part in found['loc'])}",
                )
                for found in error.errors()
            )
        ) from error
