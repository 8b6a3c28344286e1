"""The files in TOML that describe a language, each fault told with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from clausekit.errors import Fault, LanguageError, nearest
from clausekit.model.base import Model
from clausekit.model.faults import expected_values, fields_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from importlib.resources.abc import Traversable

    from pydantic_core import ErrorDetails

__all__ = ["check_toml", "parse_toml", "read_model", "read_text", "read_toml"]

_M = TypeVar("_M", bound=Model)
_AT = re.compile(r" \(at line (\d+), column (\d+)\)\Z")


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
    except UnicodeDecodeError as error:
        message = f"The file is not UTF-8: byte {error.start + 1} cannot be read."
        hint = "Save it as UTF-8."
        raise LanguageError(Fault("language.bad-data", message, place, hint)) from error
    except OSError as error:
        raise _unsound(error, place) from error


def parse_toml(text: str, place: str) -> dict[str, Any]:
    """Parse a text; *place* names it in the error if it is not sound."""
    import tomllib  # the shipped languages are known without it

    try:
        # Windows editors put a byte order mark before the text.
        return tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:  # a whole number may be too long to read, too
        raise _unsound(error, place) from error


def _unsound(error: Exception, place: str) -> LanguageError:
    # Python tells of its own settings there.
    said = "a whole number is too long to read" if "digits" in str(error) else str(error)
    at = _AT.search(said)
    where = f"{place}, line {at[1]}, column {at[2]}" if at else place
    message = f"This is not sound TOML: {said[: at.start()] if at else said}."
    return LanguageError(Fault("language.bad-data", message, where))


def check_toml(
    content: Mapping[str, Any],
    place: str,
    model: type[_M],
    *,
    said: str = "The description of the language is",
    locate: Callable[[Sequence[str]], str] | None = None,
) -> _M:
    """Return what a file says as *model*.

    Args:
        content: What was read.
        place: The file, for messages.
        model: What it should fit.
        said: How the message begins.
        locate: Gives the file and the place in it of a field of *model*, where *model* is put
            together from several; nothing for a field that repeats another.

    Raises:
        LanguageError: It does not fit, with each place.
    """
    try:
        return model.model_validate(content)
    except ValidationError as error:
        faults = []
        for found in error.errors():
            steps = [str(part) for part in found["loc"]]
            where = locate(steps) if locate else f"{place}: /{'/'.join(steps)}"
            message, hint = _told(found, model)
            faults += [
                Fault("language.bad-data", f"{said} not sound: {message}.", where, hint)
            ] * bool(where)
        raise LanguageError(*faults) from error


def _told(found: ErrorDetails, model: type[Model]) -> tuple[str, str]:
    """Return what is wrong, and what to write instead."""
    name = str(found["loc"][-1]) if found["loc"] else ""
    if found["type"] == "extra_forbidden":
        hint = nearest(name, fields_at(model, found["loc"][:-1]))
        return f"{name!r} is not a field here", hint
    if found["type"] == "missing":
        return f"{name!r} is missing", "Add it."
    if found["type"] in {"enum", "literal_error"}:
        given = str(found["input"])
        return f"there is no {given!r}", nearest(given, filter(None, expected_values(found)))
    return found["msg"], ""
