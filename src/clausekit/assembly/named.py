"""Finds a kind of document and a paper by the names that a caller gives."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from clausekit.errors import Fault, UnknownName, nearest
from clausekit.model.kind import DocumentKind
from clausekit.model.paper import Paper

__all__ = ["kind_named", "paper_named"]

_E = TypeVar("_E", bound=StrEnum)


def kind_named(name: DocumentKind | str) -> DocumentKind:
    """Return the kind of document of that name.

    Raises:
        UnknownName: There is none; the error says which is near.
    """
    return _known(name, DocumentKind, "document.unknown-kind", "kind of document")


def paper_named(name: Paper | str) -> Paper:
    """Return the paper of that name.

    Raises:
        UnknownName: There is none; the error says which is near.
    """
    return _known(name, Paper, "document.unknown-paper", "paper")


def _known(name: _E | str, kind: type[_E], code: str, what: str) -> _E:
    try:
        return kind(name)
    except ValueError:
        raise UnknownName(
            Fault(code, f"There is no {what} {name!r}.", hint=nearest(str(name), list(kind)))
        ) from None
