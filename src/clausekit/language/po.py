"""Reads a PO file to the letter, or refuses it with the line.

polib parses; what it would pass over in silence is looked for before.
"""

from __future__ import annotations

import errno
import pickle
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from clausekit.errors import Fault, TranslationError

if TYPE_CHECKING:
    import polib

__all__ = ["parse_po", "read_po", "read_text"]

LARGEST = 1_000_000
"""Bytes of a file, ten times the largest of ours: the time that polib takes for a remark of many
lines grows with their square."""
_MOST = 100
"""As many broken lines as are told of one file."""

_LINE = re.compile(
    r"\s*|#(?![~|]).*|#[~|]*\s*|(?:#[~|]+\s*)?(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"
    r'"(?:[^"\\]|\\.)*"\s*'
)

_LINE_END = re.compile("\r\n?")
_MARK = "\ufeff"
_AT_LINE = re.compile(r"\(line (\d+)\)")

# No XML, and so no document, can hold these; at the last three polib ends the line.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\x85\u2028\u2029]")


def read_po(file: Traversable) -> polib.POFile:
    """Read a PO file.

    Raises:
        TranslationError: It cannot be read, is no PO file or not UTF-8, or a key stands in it
            twice.
    """
    return parse_po(read_text(file), file.name)


def read_text(file: Traversable) -> str:
    """Read the text of a PO file, lines ended as on Unix.

    Raises:
        TranslationError: It cannot be read, is too large or not UTF-8.
    """
    try:
        if isinstance(file, Path) and file.exists() and not (file.is_file() or file.is_dir()):
            raise OSError(errno.EINVAL, "it is no file")  # a pipe would keep us waiting
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
        if len(content) <= LARGEST:
            return _LINE_END.sub("\n", content.decode("utf-8"))
        fault = Fault(
            "translation.too-large",
            f"The file is larger than {LARGEST // 1_000_000} MB.",
            file.name,
            "Take out what tools have added, or divide it.",
        )
    except OSError as error:
        reason = error.strerror or type(error).__name__
        fault = Fault(
            "translation.unreadable",
            f"The file cannot be read: {reason}.",
            file.name,
            "Check the path and the rights.",
        )
    except UnicodeDecodeError as error:
        fault = Fault(
            "translation.not-utf8",
            f"Byte {error.start + 1} is not UTF-8.",
            file.name,
            "Save the file as UTF-8.",
        )
    raise TranslationError(fault)


def parse_po(content: str, name: str) -> polib.POFile:
    """Parse the text of a PO file.

    Args:
        content: The text.
        name: What its faults call it.

    Raises:
        TranslationError: It is no PO file, or a key stands in it twice.
    """
    # Whoever unpacks it may change it; to parse the same text again takes ten times as long.
    parsed: polib.POFile = pickle.loads(_packed(content, name))  # noqa: S301 (packed right here)
    return parsed


def _find_broken_lines(content: str, name: str) -> Iterator[Fault]:
    has_controls = bool(_CONTROL.search(content))
    for number, line in enumerate(content.split("\n"), start=1):
        where = f"{name}, line {number}"
        if has_controls and (control := _CONTROL.search(line)):
            yield Fault(
                "translation.malformed-po",
                f"The character U+{ord(control[0]):04X} cannot stand in a PO file.",
                where,
                f"Take it out; it is character {control.start() + 1} of the line, and may not be "
                "seen.",
            )
        elif not _LINE.fullmatch(line):
            yield Fault(
                "translation.malformed-po",
                "The line is none that a PO file can hold.",
                where,
                "Write a keyword and a text in straight quotes, a backslash before a quote inside.",
            )


@lru_cache(maxsize=128)  # a set has some thirty files
def _packed(content: str, name: str) -> bytes:
    # Where the shipped files are known already, nothing is parsed.
    import polib

    # polib cuts the last letter off a line whose closing quote is missing, and says nothing.
    broken = list(islice(_find_broken_lines(content.removeprefix(_MARK), name), _MOST))
    if content.startswith(_MARK):
        # The tools of gettext refuse it as well.
        message = "The file begins with a byte order mark."
        hint = "Save it as UTF-8 without that mark."
        broken.insert(0, Fault("translation.malformed-po", message, f"{name}, line 1", hint))
    if not content.strip():
        # An empty file says that nothing is translated, which its ledger would then forget.
        hint = "Take it back from a copy; or delete it, and templates update writes it anew."
        broken = [Fault("translation.malformed-po", "The file is empty.", name, hint)]
    if broken:
        raise TranslationError(*broken)
    try:
        parsed = polib.pofile(content, encoding="utf-8", wrapwidth=0)
    except (OSError, ValueError, IndexError) as error:
        line = _AT_LINE.search(str(error))
        raise TranslationError(
            Fault(
                "translation.malformed-po",
                "The line does not fit to those before it."
                if line
                else f"The file is no PO file: {error}.",
                f"{name}, line {line[1]}" if line else name,
                "An entry has one msgctxt, one msgid and one msgstr, in this order.",
            )
        ) from None
    seen: set[str] = set()
    faults = []
    for entry in parsed:
        if entry.obsolete:
            continue
        if not entry.msgctxt:
            faults.append(
                Fault(
                    "translation.no-key",
                    f"An entry has no msgctxt: {entry.msgid[:60]!r}.",
                    f"{name}, line {entry.linenum}",
                    "Run `clausekit templates update`, and move the text to its entry.",
                )
            )
        elif entry.msgctxt in seen:
            faults.append(
                Fault(
                    "translation.duplicate-key",
                    f"The key {entry.msgctxt!r} stands twice.",
                    f"{name}, line {entry.linenum}",
                    "Keep one of the two entries.",
                )
            )
        seen.add(entry.msgctxt or "")
    if faults:
        raise TranslationError(*faults)
    return pickle.dumps(parsed)
