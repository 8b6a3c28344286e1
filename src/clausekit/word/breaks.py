"""Page and section breaks that share a paragraph with a tag.

Word keeps a section break in the paragraph before it, and writes a page break into the paragraph
where the cursor stood. A tag that replaces its paragraph would take the break with it; so the
break gets a paragraph of its own.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from clausekit.word.markup import w

__all__ = ["free_breaks", "is_break"]

_PAGE: Final = ("page", "column")


def is_break(run: etree._Element) -> bool:
    """Tell whether a run is a page break and nothing else."""
    content = [child for child in run if child.tag not in (w("rPr"), w("lastRenderedPageBreak"))]
    return bool(content) and all(
        child.tag == w("br") and child.get(w("type")) in _PAGE for child in content
    )


def free_breaks(paragraph: etree._Element) -> None:
    """Move the breaks of a paragraph into paragraphs before and after it."""
    parent = paragraph.getparent()
    if parent is None:
        return
    seen_text = False
    after = paragraph
    for run in list(paragraph.iterchildren(w("r"))):
        if is_break(run):
            alone = etree.Element(w("p"))
            alone.append(run)
            if seen_text:
                after.addnext(alone)
                after = alone
            else:
                paragraph.addprevious(alone)
        elif run.find(w("t")) is not None:
            seen_text = True
    section = paragraph.find(f"{w('pPr')}/{w('sectPr')}")
    if section is not None:
        alone = etree.Element(w("p"))
        properties = etree.SubElement(alone, w("pPr"))
        properties.append(section)
        after.addnext(alone)
