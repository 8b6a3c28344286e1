"""What is said of a model or a tender that does not hold."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from clausekit.errors import Fault, InputError
from clausekit.model.base import Model
from clausekit.model.tender import Tender


def refused(model: Model, path: tuple[str | int, ...], value: Any) -> str:
    """Return what is wrong with *model* once the place *path* holds *value*."""
    facts = model.model_dump(mode="json")
    place: Any = facts
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    try:
        type(model).model_validate(facts)
    except ValidationError as error:
        return str(error)
    return ""


def told(facts: Any) -> list[Fault]:
    """Return the faults of a tender."""
    with pytest.raises(InputError) as caught:
        Tender.model_validate(facts)
    return list(caught.value.faults)
