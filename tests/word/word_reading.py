"""What a written document holds, for the tests of the writer."""

from __future__ import annotations

from lxml import etree
from word_frames import style_id, unzip

__all__ = ["W", "lines", "styled", "tree"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tree(content: bytes, part: str = "word/document.xml") -> etree._Element:
    """Parse a part of a document."""
    return etree.fromstring(unzip(content)[part])


def lines(content: bytes) -> list[tuple[str, str]]:
    """Style and text of every paragraph of the body, tables included."""
    found = []
    for element in tree(content).iter(f"{W}p"):
        style = element.find(f"{W}pPr/{W}pStyle")
        text = "".join(run.text or "" for run in element.iter(f"{W}t"))
        found.append((style.get(f"{W}val", "") if style is not None else "", text))
    return found


def styled(content: bytes, name: str) -> list[str]:
    """The text of every paragraph of the body in a style."""
    return [text for style, text in lines(content) if style == style_id(name)]
