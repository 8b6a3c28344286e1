"""The data that a template carries, and which of it its content controls are bound to.

Readers find data by its id. Where two parts have one id, or one has the id of data that every
document has, each reader shows what it finds first; none of these stays.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from clausekit.word.properties import PROVENANCE, PROVENANCE_ID
from clausekit.word.relations import is_links, letters, source_name
from clausekit.word.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from clausekit.word.workbench import Workbench

__all__ = ["data_parts", "loose_bindings", "spare_data"]

_INK: Final = "{http://www.w3.org/2003/InkML}ink"
_PROGRAMS: Final = ("customXsn", "customPropertyEditors", "Receivers", "Sources")
"""Data of programs that would be started: panels of forms, events, styles of bibliographies."""
_PARTS: Final = frozenset(role.root for role in ROLES.values())
_BINDING: Final = "{*}dataBinding"
_FRAMING: Final = re.compile(r"[^0-9a-z]")
"""What stands around and between the figures of an id, which some readers forgive."""
_TAKEN: Final = Counter(
    _FRAMING.sub("", one.casefold())
    for one in (
        PROVENANCE_ID,
        "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}",
        "{6668398D-A668-4E3E-A5EB-62B293D839F1}",
    )
)
"""The ids of what clausekit writes itself, and of the two parts of properties as Word binds to
them."""


def spare_data(bench: Workbench) -> Iterator[str]:
    """Yield the parts with data to which no content control is bound, and those of programs.

    A document that clausekit made may serve as a frame; it leaves its origin behind, too.

    Source:
        ECMA-376 part 1, 15.2.5 and 15.2.6 (custom XML data and its properties), 17.5.2.6
        (``dataBinding``), 22.5.2.1 (``itemID``).
    """
    bound = {
        store
        for root in bench.trees.values()
        for binding in root.iter(_BINDING)
        for store in _ids(binding, "storeItemID")
    }
    stores = _stores(bench)
    for name in data_parts(bench):
        root = bench.trees[name]
        # What has the shape of a part of a document, a program might take for one.
        program = str(root.tag).rpartition("}")[2] in _PROGRAMS or root.tag in _PARTS
        used = stores.get(name) in bound
        if program or root.tag == f"{{{PROVENANCE}}}provenance" or not used:
            yield name
            if properties := bench.related("customXmlProps", name):
                yield properties


def loose_bindings(bench: Workbench) -> dict[str, list[etree._Element]]:
    """Return the ties of content controls to data that is not in the file, by part."""
    kept = set(_stores(bench).values())
    return {
        name: [one for one in root.iter(_BINDING) if not _ids(one, "storeItemID") & kept]
        for name, root in bench.trees.items()
    }


def data_parts(bench: Workbench) -> list[str]:
    """Return the parts with data, in order; drawings in ink are linked like them."""
    linked = (
        link.target
        for name in bench.members
        if is_links(name)
        for link in bench.links(source_name(name))
        if letters(link) == "customxml" and not link.external
    )
    return [
        name
        for name in dict.fromkeys(linked)
        if name in bench.trees and bench.trees[name].tag != _INK
    ]


def _stores(bench: Workbench) -> dict[str, str]:
    """Return the ids of the data in the file that one part alone has, by the names of the parts."""
    found: dict[str, str] = {}
    for name in data_parts(bench):
        properties = bench.related("customXmlProps", name)
        ids = _ids(bench.trees[properties], "itemID") if properties else set()
        if len(ids) == 1:
            found[name] = ids.pop()
    held = Counter(found.values()) + _TAKEN
    return {name: store for name, store in found.items() if held[store] == 1}


def _ids(element: etree._Element, name: str) -> set[str]:
    return {
        _FRAMING.sub("", str(value).casefold())
        for key, value in element.attrib.items()
        if str(key).rpartition("}")[2] == name
    }
