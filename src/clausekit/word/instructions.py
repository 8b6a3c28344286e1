"""The fields of a frame: which kinds may stand there, and where their links may lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.word.markup import local_name

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["LINKS", "check_instructions"]

LINKS: Final = ("http://", "https://", "mailto:")
"""Where a link may lead."""

_OUTSIDE: Final = frozenset({
    "ADDIN", "AUTOTEXT", "AUTOTEXTLIST", "CONTROL", "DATABASE", "DDE", "DDEAUTO", "EMBED",
    "GLOSSARY", "HTMLACTIVEX", "HTMLCONTROL", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT",
    "LINK", "MACROBUTTON", "MERGEFIELD", "PRINT", "RD",
})  # fmt: skip
"""Fields that bring in, start or print something."""
_KNOWN: Final = frozenset({
    "=", "AUTHOR", "COMMENTS", "COMPARE", "CREATEDATE", "DATE", "DOCPROPERTY", "DOCVARIABLE",
    "EDITTIME", "EQ", "FILENAME", "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "HYPERLINK", "IF",
    "INDEX", "KEYWORDS", "LASTSAVEDBY", "LISTNUM", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS",
    "PAGE", "PAGEREF", "PRINTDATE", "QUOTE", "REF", "REVNUM", "SAVEDATE", "SECTION",
    "SECTIONPAGES", "SEQ", "SET", "STYLEREF", "SUBJECT", "SYMBOL", "TA", "TC", "TIME", "TITLE",
    "TOA", "TOC", "XE",
})  # fmt: skip
"""Fields that work with the document alone (ECMA-376 part 1, 17.16.5)."""
_NAME: Final = re.compile(r"\s*([A-Za-z]+|=|\S?)")
_WORD: Final = re.compile(r'"[^"]*"?|\S+')
_WITH_ARGUMENT: Final = ("\\l", "\\o", "\\t")


@dataclass(slots=True)
class _Field:
    """A field that is being read: its own words, and whether others stand among them."""

    words: list[str] = field(default_factory=list)
    nested: bool = False
    separated: bool = False


def check_instructions(root: etree._Element, where: str) -> Iterator[Fault]:
    """Yield a fault for each field that a frame must not have.

    The name of a field must stand there in letters. A field inside the name could spell another
    one; that is how files hide a command from those who look for its name.
    """
    for words, nested in _fields(root):
        name = _name(words)
        if name in _OUTSIDE:
            yield Fault(
                "frame.external",
                f"A field of the kind {name} brings in other files.",
                where,
                "Put its result there as text, and take the field out.",
            )
        elif name not in _KNOWN and (name or nested):
            yield Fault(
                "frame.field",
                f"A template cannot have a field of the kind {name[:40]!r}.",
                where,
                "Put its result there as text, and take the field out.",
            )
        elif name == "HYPERLINK" and not _leads_well(words):
            yield Fault(
                "frame.external",
                "A link leads to something other than a web or mail address.",
                where,
                "Only links to web and mail addresses may lead outside.",
            )


def _fields(root: etree._Element) -> Iterator[tuple[str, bool]]:
    """Yield the own words of each field, and whether others stand among them.

    Elements are told by their local names: a part may come in either form of WordprocessingML.
    """
    open_: list[_Field] = []
    for element in root.iter("{*}instrText", "{*}delInstrText", "{*}fldChar", "{*}fldSimple"):
        name = local_name(element)
        if name == "fldSimple":
            yield _attribute(element, "instr"), False
        elif name != "fldChar":
            if not open_:
                open_.append(_Field())
            if not open_[-1].separated:
                open_[-1].words.append(element.text or "")
        else:
            kind = _attribute(element, "fldCharType")
            if kind == "begin":
                if open_ and not open_[-1].separated:
                    open_[-1].nested = True
                open_.append(_Field())
            elif open_ and kind == "separate":
                open_[-1].separated = True
            elif open_:
                ended = open_.pop()
                yield "".join(ended.words), ended.nested
    for left in open_:
        yield "".join(left.words), left.nested


def _attribute(element: etree._Element, name: str) -> str:
    found = (value for key, value in element.attrib.items() if str(key).endswith(f"}}{name}"))
    return str(next(found, ""))


def _name(words: str) -> str:
    found = _NAME.match(words)
    return found[1].upper() if found else ""


def _leads_well(words: str) -> bool:
    """Tell whether a HYPERLINK leads to the web, to a mail address or into the document."""
    inside, skip = False, False
    for word in _WORD.findall(words)[1:]:
        if skip:
            skip = False
        elif word.startswith("\\"):
            skip = word.casefold() in _WITH_ARGUMENT
            inside = inside or word.casefold() == "\\l"
        else:
            return str(word).strip('"').strip().casefold().startswith(LINKS)
    return inside
