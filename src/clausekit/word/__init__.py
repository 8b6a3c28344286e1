"""From the document tree to Word: the only package that knows WordprocessingML.

The names are imported when they are first used: lxml and jinja2 cost more than all the
rest of clausekit.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clausekit.word.check import check_docx
    from clausekit.word.frame import Frame, load_frame
    from clausekit.word.render import render_docx

__all__ = ["Frame", "check_docx", "load_frame", "render_docx"]

_HOMES = {
    "Frame": "frame",
    "check_docx": "check",
    "load_frame": "frame",
    "render_docx": "render",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'clausekit.word' has no attribute {name!r}")
    return getattr(import_module(f"clausekit.word.{_HOMES[name]}"), name)
