"""The fields of a frame: which kinds may stand there, and where their links may lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.word.markup import W, local_name

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
    "=", "ADVANCE", "AUTHOR", "AUTONUM", "BIBLIOGRAPHY", "CITATION", "COMMENTS", "COMPARE",
    "CREATEDATE", "DATE", "DOCPROPERTY", "DOCVARIABLE", "EDITTIME", "EQ", "FILENAME",
    "FILESIZE", "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "HYPERLINK", "IF", "INDEX",
    "KEYWORDS", "LASTSAVEDBY", "LISTNUM", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE",
    "PAGEREF", "PRINTDATE", "QUOTE", "REF", "REVNUM", "SAVEDATE", "SECTION", "SECTIONPAGES",
    "SEQ", "SET", "SHAPE", "STYLEREF", "SUBJECT", "SYMBOL", "TA", "TC", "TEMPLATE", "TIME",
    "TITLE", "TOA", "TOC", "USERNAME", "XE",
})  # fmt: skip
"""Fields that work with the document alone (ECMA-376 part 1, 17.16.5)."""
_TEXTS: Final = ("t", "delText")
_STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_PARTS: Final = tuple(
    f"{{{space}}}{name}"
    for space in (W, _STRICT, "")
    for name in ("instrText", "delInstrText", "fldChar", "fldSimple", "sym", *_TEXTS)
)
"""Elements of other namespaces are none of Word's, whatever they are called."""
_RESULTS: Final = (*_TEXTS, "sym")
_BOXES: Final = ("{*}txbxContent",)
_CHOICES: Final = ("{*}Choice", "{*}Fallback")
_NAME: Final = re.compile(r"\s*([A-Za-z]+|=|\S?)")
_WORD: Final = re.compile(r'\\[A-Za-z*@#!]|["“”](?:\\.|[^"“”\\])*["“”]?|[^\s"“”]+')
_BRACES: Final = re.compile(r"\{[{%#]")
_WITH_ARGUMENT: Final = ("\\l", "\\o", "\\t")


@dataclass(slots=True)
class _Field:
    """A field that is being read: its own words, and whether others stand among them.

    What stands in the place of its words as plain text counts among them. Of a choice for newer
    and older readers each shows one; a field must stand whole in it.
    """

    begun: bool = False
    choice: etree._Element | None = None
    words: list[str] = field(default_factory=list)
    split: bool = False
    nested: bool = False
    separated: bool = False
    told: list[str] = field(default_factory=list)
    """Those of its words in which a tag is told as standing in a field code."""


def check_instructions(root: etree._Element, where: str) -> Iterator[Fault]:
    """Yield a fault for each field that a frame must not have.

    The name of a field must stand there in letters. A field inside the name could spell another
    one; that is how files hide a command from those who look for its name.
    """
    for found in _fields(root):
        words = "".join(found.words)
        name = _name(words)
        if found.split:
            yield Fault(
                "frame.field",
                "A field begins outside a choice between two forms and goes on inside it.",
                where,
                "Put its result there as text, and take the field out.",
            )
        elif name in _OUTSIDE:
            yield Fault(
                "frame.external",
                f"A field of the kind {name} brings in other files.",
                where,
                "Put its result there as text, and take the field out.",
            )
        elif name not in _KNOWN and (name or found.nested):
            yield Fault(
                "frame.field",
                f"A template cannot have a field of the kind {name[:40]!r}.",
                where,
                "Put its result there as text, and take the field out.",
            )
        elif _BRACES.search(words) and not any(map(_BRACES.search, found.told)):
            yield Fault(
                "frame.tag-place",
                f"A tag stands where the instruction of a field goes: {words[:200]}",
                where,
                "Tags work in text, not in field codes.",
            )
        elif name == "HYPERLINK" and (found.nested or not _leads_well(words)):
            yield Fault(
                "frame.external",
                "A link leads to something other than a web or mail address.",
                where,
                "Only links to web and mail addresses may lead outside.",
            )


def _fields(root: etree._Element) -> Iterator[_Field]:
    """Yield each field. A text box in the midst of a field is a text of its own."""
    stacks: dict[etree._Element | None, list[_Field]] = {}
    for element in root.iter(*_PARTS):
        name = local_name(element)
        kinds = _attributes(element, "fldCharType") if name == "fldChar" else []
        open_ = stacks.setdefault(next(element.iterancestors(*_BOXES), None), [])
        if name == "fldSimple":
            if open_ and not open_[-1].separated:
                open_[-1].nested = True
            for said in _attributes(element, "instr"):
                yield _Field(words=[said])
            continue
        if not open_ and name in _RESULTS:
            continue
        choice = next(element.iterancestors(*_CHOICES), None)
        if "begin" in kinds or not open_:
            if open_ and not open_[-1].separated:
                open_[-1].nested = True
            open_.append(_Field("begin" in kinds, choice))
        current = open_[-1]
        if current.begun and not current.separated:
            current.split |= choice is not current.choice or name == "sym" or len(kinds) > 1
        if name != "fldChar":
            # Word takes any text for the instruction that stands before the result.
            if not current.separated and (current.begun or name not in _RESULTS):
                said_here = [element.text or "", *(child.tail or "" for child in element)]
                current.words += said_here
                if name not in _RESULTS:
                    current.told += said_here
        elif "separate" in kinds:
            current.separated = True
        elif "begin" not in kinds:
            yield open_.pop()
    for left in stacks.values():
        yield from left


def _attributes(element: etree._Element, name: str) -> list[str]:
    """Return the values of all attributes with a name, in whatever namespace."""
    return [
        str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name
    ]


def _name(words: str) -> str:
    found = _NAME.match(words)
    return found[1].upper() if found else ""


def _leads_well(words: str) -> bool:
    """Tell whether a HYPERLINK leads to the web, to a mail address or into the document."""
    inside, skip = False, False
    targets: list[str] = []
    for word in _WORD.findall(words)[1:]:
        if skip:
            skip = False
        elif word.startswith("\\"):
            skip = word.casefold() in _WITH_ARGUMENT
            inside = inside or word.casefold() == "\\l"
        else:
            targets.append(word.strip('"“”').strip().casefold())
    return (inside and not targets) or (len(targets) == 1 and targets[0].startswith(LINKS))
