"""Finds a kind of document and a paper by the names that a caller gives, or says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import partial
from typing import TypeVar

from clausekit.errors import ClausekitError, Fault, UnknownName, nearest
from clausekit.model.kind import DocumentKind
from clausekit.model.paper import Paper

__all__ = ["kind_named", "odd_names", "paper_named"]

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


def odd_names(
    *, kinds: Iterable[str] = (), languages: Iterable[str] = (), papers: Iterable[str] = ()
) -> Iterator[Fault]:
    """Yield what is wrong with names beside facts that are at fault already.

    Example:
        >>> [fault.code for fault in odd_names(kinds=["annex"], languages=["es"], papers=["a3"])]
        ['document.unknown-kind', 'document.unknown-paper']
    """
    from clausekit.language.locale import load_language

    asked: list[Callable[[], object]] = [partial(kind_named, kind) for kind in kinds]
    asked += [partial(load_language, language) for language in languages]
    asked += [partial(paper_named, paper) for paper in papers]
    for look_up in asked:
        try:
            look_up()
        except ClausekitError as error:
            yield from error.faults


def _known(name: _E | str, kind: type[_E], code: str, what: str) -> _E:
    try:
        return kind(name)
    except ValueError:
        raise UnknownName(
            Fault(code, f"There is no {what} {name!r}.", hint=nearest(str(name), list(kind)))
        ) from None
