"""Links written so that no reader who puts them together anew parts them in another way.

Source:
    ECMA-376 part 1, 17.16.5.25 (HYPERLINK) and 17.16.22 (``hyperlink``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from clausekit.word.marks import LONGEST
from clausekit.word.markup import w
from clausekit.word.relations import LINK, relationships_name

if TYPE_CHECKING:
    from lxml import etree

    from clausekit.word.workbench import Workbench

__all__ = ["plain_links"]

_SIGNS: Final = {ord('"'): "”", ord("\\"): "/"}
_ESCAPES: Final = {ord(sign): f"%{ord(sign):02X}" for sign in '" \t\r\n\\<>'}
_MARK, _SAID, _SIMPLE = w("fldChar"), w("instrText"), w("fldSimple")
_PIECES: Final = (_MARK, _SAID, w("delInstrText"), _SIMPLE)
_KIND, _INSTRUCTION = w("fldCharType"), w("instr")
_QUOTED: Final = r'"[^"\\\s]+(?: +[^"\\\s:]+)*"'
"""No word after a space could be taken for an address of its own."""
_WORDS: Final = re.compile(_QUOTED)
_LEADS: Final = re.compile(
    rf"(?P<leads>\s*HYPERLINK +{_QUOTED}(?: +\\l +{_QUOTED})?)(?P<frame> +\\n +_\w+)?(?=\s*$| +\\)",
    re.IGNORECASE,
)
"""How a link leads out of the document: to an address, to a place there, in a frame of a browser.
LibreOffice writes spaces where the address has ``%20``, and names the frame, which is none of the
words that the switch has."""


def plain_links(bench: Workbench, name: str) -> None:
    """Write the links of a part with text plainly; what they lead to stays the same."""
    root = bench.trees[name]
    if _plain_elements(root) | _plain_fields(root):
        bench.store(name)
    _plain_targets(bench, relationships_name(name))


def _plain_elements(root: etree._Element) -> bool:
    changed = False
    for link in root.iter(w("hyperlink")):
        for key, value in link.attrib.items():
            plain = str(value).translate(_SIGNS)
            if plain != value:
                link.set(str(key), plain)
                changed = True
    return changed


def _plain_targets(bench: Workbench, links: str) -> None:
    changed = False
    for entry in bench.trees.get(links, ()):
        target = entry.get("Target", "")
        plain = target.strip().translate(_ESCAPES)
        followed = entry.get("Type") == LINK and entry.get("TargetMode") == "External"
        if followed and plain != target:
            entry.set("Target", plain)
            changed = True
    if changed:
        bench.store(links)


def _plain_fields(root: etree._Element) -> bool:
    """Write the addresses in fields without spaces, where an instruction stands in one piece."""
    changed = False
    pieces = list(root.iter(*_PIECES))
    for before, piece, after in zip([None, *pieces], pieces, [*pieces[1:], None], strict=False):
        simple = piece.tag == _SIMPLE
        whole = _kind(before) == "begin" and _kind(after) in ("separate", "end")
        said = piece.get(_INSTRUCTION, "") if simple else piece.text or ""
        plain = _escape(said) if simple or (whole and piece.tag == _SAID) else said
        if plain == said:
            continue
        if simple:
            piece.set(_INSTRUCTION, plain)
        else:
            piece.text = plain
        changed = True
    return changed


def _kind(piece: etree._Element | None) -> str:
    return piece.get(_KIND, "") if piece is not None and piece.tag == _MARK else ""


def _escape(said: str) -> str:
    """Write an instruction without spaces in where it leads, and without the name of a frame."""
    found = _LEADS.match(said) if len(said) <= LONGEST else None
    if found is None:
        return said
    words = _WORDS.sub(lambda word: word[0].replace(" ", "%20"), found["leads"])
    return words + (r" \n" if found["frame"] else "") + said[found.end() :]
