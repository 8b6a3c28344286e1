"""The shipped descriptions of languages, read and judged once, in files of JSON beside the code.

What a language's two or three files of TOML say is the same for everybody. A package carries what
came of them, and it is taken from there as long as every letter of the files is the same, and all
code that judges them. Else, or where the compiled file is damaged, the TOML is read as ever, and a
fault in it is told as ever.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from clausekit.catalogue.packing import pack, unpack
from clausekit.language.compiled import FOLDER
from clausekit.language.data import LanguageData
from clausekit.resources import digest

if TYPE_CHECKING:
    from clausekit.language.files import LanguageFiles

__all__ = ["data_file", "known_data", "pack_data", "unpack_data"]

_CODE: Final = (
    "errors.py",
    "record.py",
    "resources.py",
    "catalogue/packing.py",
    "language/data.py",
    "language/files.py",
    "language/noun.py",
    "language/questions.py",
    "language/toml.py",
    "model",
)
"""The code that decides what the files say, and whether they are sound."""


def data_file(tag: str) -> str:
    """Return the name of the compiled file of a language or a variant."""
    return f"{tag}.data.json"


def known_data(texts: LanguageFiles) -> LanguageData | None:
    """Return what the files of a language say; None where the package does not know it."""
    file = files("clausekit.language") / FOLDER / data_file(texts.tag)
    return unpack_data(file.read_bytes(), texts) if file.is_file() else None


def pack_data(texts: LanguageFiles, data: LanguageData) -> bytes:
    """Return what the files of a language say, as a package carries it.

    Args:
        texts: The files.
        data: What came of them.
    """
    body = pack({"data": data}, tables=True)
    return _head(texts, body) + body


def unpack_data(content: bytes, texts: LanguageFiles) -> LanguageData | None:
    """Return what was packed; None where other files or other code made it, or it is damaged."""
    head, line, body = content.partition(b"\n")
    if head + line != _head(texts, body):
        return None
    data = unpack(body)["data"]
    return data if isinstance(data, LanguageData) else None


def _head(texts: LanguageFiles, body: bytes) -> bytes:
    said = json.dumps(astuple(texts)).encode()
    return f"{_code()} {_hash(said)} {_hash(body)}\n".encode()


@cache
def _code() -> str:
    package = files("clausekit")
    return digest((name, package.joinpath(*name.split("/")), ".py") for name in _CODE)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
