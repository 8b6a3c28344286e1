"""What a frame leaves behind: nothing of it belongs into the documents of others.

Word keeps a good deal beside the text: who changed it and on which printer, the house template it
was made from, forms and data of other programs. What a document does not need is taken away before
anything is judged, so that only what stays has to be safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clausekit.word.markup import w
from clausekit.word.properties import APP_PROPERTIES, PROVENANCE
from clausekit.word.relations import letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from clausekit.word.workbench import Workbench

__all__ = ["leave_behind"]

_LINKS: Final = ("attachedtemplate", "digitalsignature", "origin")
"""To a house template, which every file made from one has; and to signatures, which do not fit any
more once a tag is filled in."""
_SETTINGS: Final = (
    w("updateFields"), w("attachedTemplate"), w("saveThroughXslt"), w("smartTagType"),
    "{*}schemaLibrary",
)  # fmt: skip
"""What asks or fetches something when a document is opened."""
_PACKED: Final = "{urn:schemas-microsoft-com:office:office}gfxdata"
"""A drawing once more, as a whole package in letters that only Word reads."""
_PROGRAMS: Final = ("customXsn", "customPropertyEditors", "Receivers", "Sources")
"""Data of programs that would be started: panels of forms, events, styles of bibliographies."""


def leave_behind(bench: Workbench) -> None:
    """Take away what the documents of a frame must not have."""
    bench.unlink(lambda link: letters(link) in _LINKS)
    bench.remove(*_pictures(bench), *_signatures(bench), *_data(bench))
    if people := bench.related("people"):  # who once commented or changed it
        bench.remove(people)
    if app := bench.related("extended-properties", ""):  # names of people and companies
        bench.replace(app, APP_PROPERTIES)
    for name, root in bench.trees.items():
        if root.tag == w("settings"):
            _drop(bench, name, list(root.iter(*_SETTINGS)))
        packed = [element for element in root.iter("*") if _PACKED in element.attrib]
        for element in packed:
            del element.attrib[_PACKED]
        if packed:
            bench.store(name)
    for name in bench.stories():
        # What a field keeps for itself may name another target than its instruction does.
        root = bench.trees[name]
        _drop(bench, name, [*_cursor(root), *root.iter(w("fldData"))])
    bench.drop_types()


def _pictures(bench: Workbench) -> Iterator[str]:
    """Yield the small pictures of the file that a folder shows."""
    for link in bench.links(""):
        if link.kind == "thumbnail" and link.target not in bench.trees:
            yield link.target


def _signatures(bench: Workbench) -> Iterator[str]:
    for name in bench.members:
        if "digital-signature" in bench.types.of(name):
            yield name


def _data(bench: Workbench) -> Iterator[str]:
    """Yield the parts with data to which no content control is bound, and those of programs.

    A document that clausekit made may serve as a frame; it leaves its origin behind, too.
    """
    bound = {
        value.casefold()
        for root in bench.trees.values()
        for binding in root.iter(w("dataBinding"))
        if (value := binding.get(w("storeItemID")))
    }
    for link in bench.links(bench.main):
        root = bench.trees.get(link.target)
        if link.kind != "customXml" or root is None or link.target == bench.main:
            continue
        properties = bench.related("customXmlProps", link.target)
        ids = {
            str(value).casefold()
            for key, value in (bench.trees[properties].attrib.items() if properties else ())
            if str(key).rpartition("}")[2] == "itemID"
        }
        program = str(root.tag).rpartition("}")[2] in _PROGRAMS
        if program or root.tag == f"{{{PROVENANCE}}}provenance" or not ids & bound:
            yield link.target
            if properties:
                yield properties


def _cursor(root: etree._Element) -> list[etree._Element]:
    """Return the marks of where Word's cursor stood last, which two programs may have noted."""
    marks = list(root.iter(w("bookmarkStart")))
    starts = [mark for mark in marks if mark.get(w("name")) == "_GoBack"]
    ids = {mark.get(w("id")) for mark in starts}
    ids -= {mark.get(w("id")) for mark in marks if mark.get(w("name")) != "_GoBack"}
    ends = [mark for mark in root.iter(w("bookmarkEnd")) if mark.get(w("id")) in ids]
    return [mark for mark in (*starts, *ends) if not mark.tail] if ids else []


def _drop(bench: Workbench, name: str, elements: list[etree._Element]) -> None:
    for element in elements:
        if (parent := element.getparent()) is not None:
            parent.remove(element)
    if elements:
        bench.store(name)
