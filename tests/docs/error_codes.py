"""Every error code that the source can raise, found in its syntax trees.

A code stands whole where its fault is made. A few end in the name of a field or a list; those come
from the models.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

import clausekit
from clausekit.model.tender import Tender

__all__ = ["raised_codes"]

_ROOT = Path(clausekit.__file__).parent
_CODE = re.compile(r"[a-z]+\.(?:[a-z0-9]+-)*[a-z0-9]+")
_HALF = re.compile(r"[a-z]+(?:-[a-z]+)*")
# Functions that make a fault, and the place of the code among their arguments.
_MAKERS = {"Fault": 0, "Remark": 0, "add": 0, "fault": 0, "_fault": 0, "_known": 2}


@cache  # reads every file of the source
def raised_codes() -> frozenset[str]:
    """Return all codes; ``tender.invalid-…`` stands for one code of each field."""
    codes: set[str] = {f"tender.unknown-{name}" for name in _enumerations(Tender)}
    for path in sorted(_ROOT.rglob("*.py")):
        place = path.relative_to(_ROOT).as_posix()
        found = set(_codes_in(ast.parse(path.read_text("utf-8")), place))
        codes |= found
        if place == "word/package.py":
            # ``check_docx`` tells of a document what the reader of archives tells of a frame.
            codes |= {code.replace("frame.", "document.", 1) for code in found}
    return frozenset(codes)


def _codes_in(tree: ast.Module, place: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            texts = [_text(argument) for argument in node.args]
            if name in _MAKERS:
                yield from filter(_CODE.fullmatch, texts[_MAKERS[name] :][:1])
            elif name == "get" and place == "catalogue/reading.py":
                yield from filter(_CODE.fullmatch, texts[-1:])
            elif name == "_missing" and texts[-1]:
                yield f"catalogue.missing-{texts[-1].replace(' ', '-')}"
        elif isinstance(node, ast.Dict) and place == "catalogue/reading.py":
            yield from filter(_CODE.fullmatch, map(_text, node.values))
        elif isinstance(node, ast.Tuple) and len(node.elts) == 2:
            code, message = map(_text, node.elts)
            if " " in message and place == "word/story.py" and _CODE.fullmatch(code):
                yield code
            elif " " in message and place == "model/faults.py" and _HALF.fullmatch(code):
                yield f"tender.{code}"
        elif isinstance(node, ast.JoinedStr) and place == "model/faults.py":
            pieces = [_text(value) for value in node.values]
            if _CODE.fullmatch(f"tender{pieces[-1]}"):
                yield f"tender{pieces[-1]}"
            elif ".invalid-" in pieces:
                yield "tender.invalid-…"
        elif isinstance(node, ast.JoinedStr) and place == "model/facts.py":
            # Facts of a tender and facts of a failure are read from a file in the same way.
            codes = [f"{prefix}{_text(node.values[-1])}" for prefix in ("case", "tender")]
            yield from filter(_CODE.fullmatch, codes)


def _text(node: ast.expr) -> str:
    """Return the text of a constant, or the first text of an f-string."""
    if isinstance(node, ast.JoinedStr):
        return next((text for value in node.values if (text := _text(value))), "")
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _enumerations(model: type[BaseModel]) -> Iterator[str]:
    """Yield the names of the fields whose values are a list."""
    for name, field in model.model_fields.items():
        for kind in _types_in(field.annotation):
            if issubclass(kind, BaseModel):
                yield from _enumerations(kind)
            elif issubclass(kind, StrEnum):
                yield name.replace("_", "-")


def _types_in(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type):
        yield annotation
    for part in get_args(annotation):
        yield from _types_in(part)
