"""Parts whose tags Word has left whole: they need no normaliser.

docxtpl puts tags together that Word has cut into runs. Its import takes longer than all else that
a frame needs; where every tag stands in one text, as in the frames that clausekit ships, there is
nothing to put together, and only the paragraphs that a tag replaces must go.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from clausekit.word.markup import serialise_part, w

__all__ = ["is_tidy", "tidy"]

_WHOLE: Final = re.compile(r"\{\{[^<>{}%#&]*\}\}|\{%[^<>{}%#&]*%\}")
_ODD_FORM: Final = re.compile(r"\{[{%](?:r|tc|tr|colspan|cellbg|hm|vm)\b|\{[{%]\s*(?:hm|vm)\s")
_REPLACING: Final = re.compile(r"(\{\{|\{%)p (.*)", re.DOTALL)
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def is_tidy(text: str) -> bool:
    """Tell whether every tag of a part stands in one piece, and is of a kind that is known here.

    Example:
        >>> is_tidy("<w:t>{{ title }}</w:t>"), is_tidy("<w:t>{{ ti</w:t><w:t>tle }}</w:t>")
        (True, False)
    """
    rest = _WHOLE.sub("", text)
    return "{" not in rest and "}" not in rest and _ODD_FORM.search(text) is None


def tidy(root: etree._Element) -> str:
    """Return a tidy part as text, with tags in the place of the paragraphs that they replace.

    Args:
        root: The part; it is changed.
    """
    for element in root.iter(w("t")):
        if element.text and ("{{" in element.text or "{%" in element.text):
            element.set(_SPACE, "preserve")
    for paragraph in list(root.iter(w("p"))):
        words = "".join(element.text or "" for element in paragraph.iter(w("t"))).strip()
        if found := _REPLACING.fullmatch(words):
            _replace(paragraph, f"{found[1]} {found[2]}")
    return serialise_part(root)


def _replace(paragraph: etree._Element, tag: str) -> None:
    parent = paragraph.getparent()
    if parent is None:
        return
    previous = paragraph.getprevious()
    text = tag + (paragraph.tail or "")
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text
    parent.remove(paragraph)
