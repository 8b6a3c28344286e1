"""YAML in, models out; a fault is told with its file and line."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from clausekit.errors import CatalogueError, Fault, nearest
from clausekit.model.faults import expected_values, fields_at

__all__ = ["Faults", "line_of", "read_yaml", "validated"]

# Pydantic's kinds of finding -> our stable code.
_CODES = {
    "enum": "catalogue.unknown-value",
    "extra_forbidden": "catalogue.unknown-field",
    "missing": "catalogue.missing-field",
    "value_error": "catalogue.broken-rule",
}

# The loader in C reads the same, only faster; not every platform has it.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_Model = TypeVar("_Model", bound=BaseModel)
Place = tuple[str | int, ...]


class _Loader(_Base):  # type: ignore[misc]  # which loader it is shows at run time
    """A safe loader that refuses a name standing twice in one mapping."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen: set[Any] = set()
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(
                    None, None, "a name is a text, not a list or a mapping", key.start_mark
                )
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the name {key.value!r} stands twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            # Such as 2026-02-30, which is read as a date.
            raise yaml.constructor.ConstructorError(
                None, None, f"the value cannot be read: {error}", node.start_mark
            ) from None


class Faults:
    """Collects faults, to raise them together."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, code: str, message: str, where: str = "", hint: str = "") -> None:
        """Add a fault."""
        self._faults.append(Fault(code, message, where, hint))

    def extend(self, faults: Iterable[Fault]) -> None:
        """Add several faults."""
        self._faults.extend(faults)

    def raise_if_any(self) -> None:
        """Raise ``CatalogueError`` if anything was added."""
        if self._faults:
            raise CatalogueError(*self._faults)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._faults)

    def __bool__(self) -> bool:
        return bool(self._faults)


def read_yaml(file: Traversable, faults: Faults) -> Any:
    """Return the content of a YAML file, or None after adding a fault."""
    content = None
    try:
        content = pickle.loads(_packed(file.read_text("utf-8")))  # noqa: S301 (packed right here)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{file.name}, line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        faults.add(
            "catalogue.malformed-yaml",
            f"{(error.problem or 'no YAML').capitalize()}.",
            place or file.name,
        )
    except OSError as error:
        reason = error.strerror or type(error).__name__
        faults.add("catalogue.unreadable", f"The file cannot be read: {reason}.", file.name)
    except UnicodeDecodeError as error:
        message = f"The file is not UTF-8: byte {error.start + 1} cannot be read."
        faults.add("catalogue.unreadable", message, file.name, "Save it as UTF-8.")
    except (yaml.YAMLError, RecursionError):
        faults.add("catalogue.unreadable", "The file is no YAML.", file.name)
    else:
        if content is None:
            faults.add("catalogue.no-record", "The file is empty.", file.name)
    return content


@lru_cache(maxsize=64)  # a catalogue has some forty files
def _packed(text: str) -> bytes:
    """Return what a YAML text says, packed: each who unpacks it has data of his own.

    To parse is most of the work of loading; a process that loads again parses only what is new.
    """
    return pickle.dumps(yaml.load(text, Loader=_Loader))  # noqa: S506 (a safe loader)


def validated(
    model: type[_Model], data: Any, faults: Faults, file: Traversable, place: Place = ()
) -> _Model | None:
    """Return *data* as *model*, or None after adding a fault for each finding.

    Args:
        model: What the data should be.
        data: What stands in the file.
        faults: Where findings go.
        file: The file, named in the findings.
        place: Path of the data inside the file; it leads to the line.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for finding in error.errors():
            path = (*place, *(step for step in finding["loc"] if not _is_internal(step)))
            message = finding["msg"].removeprefix("Value error, ")
            name, hint = _name_of(data), ""
            if finding["type"] == "enum":
                # The message of pydantic lists every value; the nearest one helps more.
                hint = nearest(str(finding["input"]), expected_values(finding))
                message = f"there is no {finding['input']!r}"
            elif finding["type"] == "extra_forbidden":
                message = "is not a field here"
                hint = nearest(str(path[-1]), fields_at(model, finding["loc"][:-1]))
            elif finding["type"] == "missing":
                message = "is missing"
            faults.add(
                _CODES.get(finding["type"], "catalogue.invalid-value"),
                f"{name}{'/'.join(map(str, finding['loc'])) or 'record'}: {message}.",
                f"{file.name}, line {line_of(file, path)}",
                hint,
            )
    return None


def _is_internal(step: str | int) -> bool:
    return isinstance(step, str) and step.startswith("function-")


def _name_of(data: Any) -> str:
    return f"{data['id']}: " if isinstance(data, dict) and "id" in data else ""


@lru_cache(maxsize=4)
def _compose(text: str) -> Any:
    """Return where everything stands in a text, which may have many faults."""
    return yaml.compose(text, Loader=_Loader)


def line_of(file: Traversable, path: Place) -> int:
    """Return the line where *path* stands in the file, or that of its nearest ancestor."""
    node = _compose(file.read_text("utf-8"))
    line = node.start_mark.line if node else 0
    for step in path:
        child = _child(node, step)
        if child is None:
            break
        node, line = child, child.start_mark.line
    return int(line) + 1


def _child(node: Any, step: str | int) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None
