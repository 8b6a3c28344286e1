"""What a frame leaves behind: nothing of it belongs into the documents of others.

Word keeps a good deal beside the text: who changed it and on which printer, the house template it
was made from, forms and data of other programs. What a document does not need is taken away before
anything is judged, so that only what stays has to be safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.word.bookmarks import spare_bookmarks
from clausekit.word.extensions import spare_extensions
from clausekit.word.markup import local_name, w
from clausekit.word.plain_links import plain_links
from clausekit.word.properties import APP_PROPERTIES
from clausekit.word.relations import TYPES, is_links, letters, source_name
from clausekit.word.roles import ROLES
from clausekit.word.stores import loose_bindings, spare_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from clausekit.word.workbench import Workbench

__all__ = ["leave_behind"]

_LINKS: Final = ("attachedtemplate", "digitalsignature", "origin")
"""To a house template, which every file made from one has; and to signatures, which do not fit any
more once a tag is filled in."""
_SETTINGS: Final = (
    w("updateFields"), w("attachedTemplate"), w("linkStyles"), w("saveThroughXslt"),
    w("smartTagType"), "{*}schemaLibrary",
)  # fmt: skip
"""What asks or fetches something when a document is opened."""
_WEB: Final = w("webHidden")
"""It hides text in a browser (ECMA-376 part 1, 17.3.2.44), and other readers hide it everywhere."""
_PRINTER: Final = w("printerSettings")
_CHOICES: Final = (w("comboBox"), w("dropDownList"))
_BLOCKS: Final = tuple(map(w, ("p", "sdt", "tbl", "tc", "tr")))
_PACKED: Final = "{urn:schemas-microsoft-com:office:office}gfxdata"
"""A drawing once more, as a whole package in letters that only Word reads."""
_OF_FIELDS: Final = (w("fldData"), w("entryMacro"), w("exitMacro"))
"""What a field keeps for itself, which may name another target than its instruction does; and what
a form field runs, which is not there."""


def leave_behind(bench: Workbench) -> list[Fault]:
    """Take away what the documents of a frame must not have.

    Returns:
        Faults for what cannot go, since something stands in it or letters behind it.
    """
    faults: list[Fault] = []
    bench.unlink(lambda link: letters(link) in _LINKS)
    bench.remove(*_signatures(bench), *spare_data(bench), *_spare_properties(bench))
    bench.remove(*_strays(bench), *_printers(bench))
    _drop_pictures(bench)
    if people := bench.related("people"):  # who once commented or changed it
        bench.remove(people)
    if app := bench.related("extended-properties", ""):  # names of people and companies
        bench.replace(app, APP_PROPERTIES)
    loose = loose_bindings(bench)
    for name, root in bench.trees.items():
        if root.tag == w("settings"):
            for library in root.iter("{*}schemaLibrary"):
                del library[:]
            faults += _drop(bench, name, list(root.iter(*_SETTINGS)))
        faults += _drop(bench, name, [*root.iter(_WEB, _PRINTER, *_OF_FIELDS), *loose[name]])
        idle = [choice for control in root.iter(w("sdt")) for choice in _idle_choices(control)]
        for choice in idle:
            del choice[:]
        faults += _drop(bench, name, idle)
        packed = [element for element in root.iter("*") if _PACKED in element.attrib]
        for element in packed:
            del element.attrib[_PACKED]
        if packed:
            bench.store(name)
    stories = list(dict.fromkeys([bench.main, *bench.stories()]))
    bookmarks = spare_bookmarks([bench.trees[name] for name in stories])
    for name, marks in zip(stories, bookmarks, strict=True):
        faults += _drop(bench, name, list(marks))
        plain_links(bench, name)
    for name in bench.trees:  # last, since what goes may have stood in one
        _drop_extensions(bench, name)
    bench.drop_types()
    return faults


def _idle_choices(control: etree._Element) -> list[etree._Element]:
    """Return the lists of choices of a control that holds anything but runs with some text.

    LibreOffice prints the first choice then, in the next place where text can stand.
    """
    content = control.find(w("sdtContent"))
    if (
        content is not None
        and next(content.iter(*_BLOCKS), None) is None
        and any(text.text for text in content.iter(w("t")))
    ):
        return []
    return [choice for name in _CHOICES for choice in control.iterfind(f"{w('sdtPr')}/{name}")]


def _drop_pictures(bench: Workbench) -> None:
    """Take away the small pictures that a folder shows, but for those that the text shows too."""
    shown = {link.target for link in bench.links("") if link.kind == "thumbnail"} - {*bench.trees}
    bench.unlink(lambda link: link.kind == "thumbnail")
    bench.remove(*(shown - _linked(bench)))


def _strays(bench: Workbench) -> set[str]:
    """Return the parts that would play a role if anything led to them.

    Some program may take the notes in one for those of the document.
    """
    kinds = {(role.type, role.root) for role in ROLES.values()}
    found = {
        name for name, root in bench.trees.items() if (bench.types.of(name), root.tag) in kinds
    }
    return found - _linked(bench)


def _printers(bench: Workbench) -> Iterator[str]:
    """Yield what a printer of the house keeps about itself."""
    for name in bench.members:
        if bench.types.of(name).endswith("printersettings") and name not in bench.trees:
            yield name


def _linked(bench: Workbench) -> set[str]:
    """Return the parts to which a link leads."""
    return {
        link.target
        for name in bench.members
        if is_links(name)
        for link in bench.links(source_name(name))
    }


def _spare_properties(bench: Workbench) -> Iterator[str]:
    """Yield all parts of properties but the first; Word keeps those of other programs."""
    first = bench.related("core-properties", "")
    for link in bench.links(""):
        if link.type in ROLES["core-properties"].links and link.target != first:
            yield link.target


def _signatures(bench: Workbench) -> Iterator[str]:
    for name in bench.members:
        if "digital-signature" in bench.types.of(name) and not (
            name in (TYPES, bench.main) or is_links(name)
        ):
            yield name


def _drop_extensions(bench: Workbench, name: str) -> None:
    spare = list(spare_extensions(bench.trees[name]))
    for extension in spare:
        if (parent := extension.getparent()) is not None:
            parent.remove(extension)
    if spare:
        bench.store(name)


def _drop(bench: Workbench, name: str, elements: list[etree._Element]) -> list[Fault]:
    """Take elements away that hold nothing; return a fault for each kind of those that do."""
    full: dict[str, None] = {}
    spare = False
    for element in elements:
        parent = element.getparent()
        if len(element) or (element.tail or "").strip():
            full[local_name(element)] = None
        elif parent is not None:
            parent.remove(element)
            spare = True
    if spare:
        bench.store(name)
    return [
        Fault(
            "frame.misplaced",
            f"Something stands in {kind!r} or behind it, which goes into no document.",
            bench.place(name),
            "Open the file in Word and save it again.",
        )
        for kind in full
    ]
