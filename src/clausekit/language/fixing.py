"""Mends what can be mended without a thought: spaces, quotation marks, signs nobody sees.

No repair changes a letter, a figure or the order of anything, so a signature stays valid.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clausekit.language.checks.letters import INVISIBLE
from clausekit.language.checks.run import read_sheets
from clausekit.language.composing import compose
from clausekit.language.files import find_tags
from clausekit.language.ledger import fingerprint
from clausekit.language.locale import load_language
from clausekit.language.merging import write_po
from clausekit.language.po import read_po

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

    from clausekit.language.locale import Language

__all__ = ["FIXED", "fix_text", "plan_fixes"]

FIXED = ("invisible", "quotes", "spacing")
"""The codes of the findings that a repair may do away with."""

_STRAIGHT = re.compile(r'(?<!\w)"(?=\S)([^"]*?)(?<=\S)"(?!\w)')
_SPACE = "[ \u00a0\u202f]"


def fix_text(text: str, language: Language) -> str:
    r"""Return *text* with its spaces and quotation marks in order.

    Example:
        >>> spanish = load_language("es")
        >>> fix_text("El  {supplier} pagará , sin \"demora\" .\u200b", spanish)
        'El {supplier} pagará, sin “demora”.'
    """
    if not any(map(str.isalnum, text)):
        return text  # signs that stand between words, with the spaces they need there
    fixed = INVISIBLE.sub("", compose(text))
    fixed = re.sub(rf"(?:{_SPACE}|\t){{2,}}|\t", " ", fixed).strip(" \u00a0\u202f")
    fixed = re.sub(rf"{_SPACE}+(?=[,.)\]](?:[\s,.;]|$))", "", fixed)
    spaced = [sign for sign in ";:?!" if language.typeset(f"abc{sign}") != f"abc{sign}"]
    for sign in (sign for sign in ";:?!" if sign not in spaced):
        fixed = re.sub(rf"(?<=\S){_SPACE}+(?={re.escape(sign)})", "", fixed)
    if fixed.count('"') % 2 == 0:
        fixed = _STRAIGHT.sub(lambda found: language.quote(found[1]), fixed)
    # What would be more than form is left alone.
    return fixed if fingerprint(fixed) == fingerprint(text) else text


def plan_fixes(root: Traversable, languages: Iterable[str]) -> tuple[dict[str, str], int]:
    """Return the PO files with everything mended that can be, and how many texts that are.

    A file that cannot be read is left alone, and so is a language that is not whole.
    """
    known = find_tags(root)
    files: dict[str, str] = {}
    count = 0
    for code in (code for code in languages if code in known):
        for sheet in read_sheets(root, code, []):
            language = load_language(sheet.tag if sheet.domain == "" else code, root=root)
            mended = {
                entry.msgctxt: fixed
                for entry in sheet.entries
                if (fixed := fix_text(entry.msgstr, language)) != entry.msgstr
            }
            if not mended:
                continue
            file = read_po(root / sheet.path)
            for entry in file:
                if not entry.obsolete and entry.msgctxt in mended:
                    entry.msgstr = mended[entry.msgctxt]
            files[sheet.path] = write_po(file)
            count += len(mended)
    return files, count
