"""Where the shipped template sets and the catalogue are found."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from clausekit.errors import Fault, UnknownName

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["catalogue_root", "templates_root"]


def templates_root() -> Traversable:
    """Return the folder with the shipped template sets.

    An installed package carries them inside; a checkout keeps them at its top.
    """
    packaged = files("clausekit") / "templates"
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).resolve().parents[2] / "templates"
    if checkout.is_dir():
        return checkout
    raise UnknownName(
        Fault(
            "resources.no-templates",
            "The template sets that belong to clausekit are not installed.",
            hint="Install the package again.",
        )
    )


def catalogue_root() -> Traversable:
    """Return the folder with the shipped clauses, ladders and code lists."""
    return files("clausekit.catalogue") / "data"
