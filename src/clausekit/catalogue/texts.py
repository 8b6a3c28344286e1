"""Files that map keys to texts: phrases, rules, names."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from typing import Any

from clausekit.catalogue.reading import Faults, read_yaml

__all__ = ["read_names", "read_texts"]


def read_texts(file: Traversable, faults: Faults) -> dict[str, str]:
    """Return the texts of a file by their keys, or nothing after adding a fault."""
    data = read_yaml(file, faults)
    if data is None:
        return {}
    if not _maps_to_texts(data):
        faults.add("catalogue.no-record", "The file maps keys to texts.", file.name)
        return {}
    return dict(data)


def read_names(file: Traversable, faults: Faults) -> dict[str, str]:
    """Return the names of all groups of a file, each with its group before it."""
    data = read_yaml(file, faults)
    if data is None:
        return {}
    if not isinstance(data, dict) or not all(_maps_to_texts(names) for names in data.values()):
        message = "The file maps groups to names, and names to texts."
        faults.add("catalogue.no-record", message, file.name)
        return {}
    return {
        f"{group}.{name}": text for group, names in data.items() for name, text in names.items()
    }


def _maps_to_texts(data: Any) -> bool:
    return isinstance(data, dict) and all(isinstance(text, str) for text in data.values())
