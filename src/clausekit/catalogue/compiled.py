"""The shipped catalogue, read and checked once, in a file of JSON beside its code.

To read the YAML, to judge every record and to run the checks takes longer than to make a document,
and none of it hangs on who asks. So a package carries what came of it, and a catalogue is taken
from there as long as every byte that it was made from is the same: the files of the catalogue, and
the code that judges them. If one differs, or the file itself is damaged, the YAML is read and
checked as ever.

What no subclass may relax is judged once more when it is taken from there: ladders, hearings, and
all that comes before a termination.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from clausekit.catalogue.packing import pack, unpack
from clausekit.resources import digest

__all__ = ["COMPILED", "TITLES", "compiled_file", "digest_of", "read_compiled", "write_compiled"]

COMPILED: Final = "compiled.json"
TITLES: Final = "cpv-2008"
"""The folder with the titles of codes."""
_CODE: Final = ("errors.py", "record.py", "resources.py", "catalogue", "model")
"""The code that decides whether a catalogue is sound."""


def compiled_file() -> Traversable:
    """Return where the package carries its compiled catalogue, whether or not it is there."""
    return files("clausekit.catalogue") / COMPILED


def digest_of(root: Traversable) -> str:
    """Return a digest of every file of the catalogue in *root* and of the code that judges it.

    The titles of codes are left out: they are no part of what is compiled, and are read from their
    own files when they are asked for.
    """
    package = files("clausekit")
    places = [(name, package / name, ".py") for name in _CODE]
    return digest([*places, ("data", root, "")], without=TITLES)


def write_compiled(parts: Mapping[str, Any], known: str) -> bytes:
    """Return the parts of a checked catalogue as the content of a compiled file.

    Args:
        parts: The parts, by name.
        known: What ``digest_of`` said of the files before they were read.
    """
    body = pack(parts)
    return _head(known, body) + body


def read_compiled(content: bytes, known: str) -> dict[str, Any] | None:
    """Return the parts of a catalogue; None where they were made from other files, or damaged.

    Args:
        content: The content of a compiled file.
        known: What ``digest_of`` says of the files that are there now.
    """
    head, line, body = content.partition(b"\n")
    return unpack(body) if head + line == _head(known, body) else None


def _head(known: str, body: bytes) -> bytes:
    return f"{known} {hashlib.sha256(body).hexdigest()}\n".encode()
