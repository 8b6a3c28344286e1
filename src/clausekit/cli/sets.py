"""Which template sets a command writes into."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["is_installed", "own_sets"]


def own_sets(folder: Path | None) -> Path:
    """Return *folder*, or without one the sets of the checkout that clausekit runs from.

    Raises:
        InputError: No folder is named, and the sets belong to an installed package, where the next
            update would overwrite what is written.
    """
    from clausekit.errors import Fault, InputError
    from clausekit.resources import templates_root

    if folder is not None:
        return folder
    root = templates_root()
    if isinstance(root, Path) and not is_installed(root):
        return root
    raise InputError(
        Fault(
            "templates.no-folder",
            "The template sets that belong to clausekit itself are not written into.",
            hint="Name the folder of your own template sets; see `clausekit templates --help`.",
        )
    )


def is_installed(root: Traversable) -> bool:
    """Tell whether *root* lies inside the package."""
    return isinstance(root, Path) and (root.parent / "py.typed").is_file()
