"""The fields of a frame: which kinds may stand there, and where their links may lead.

A field is read as strictly as a validator would: its marks stand in runs, the runs in a paragraph,
and between its beginning and its result there is text and nothing else. Readers differ in what
they pass over anywhere else, and each could take another instruction out of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from clausekit.errors import Fault
from clausekit.word.marks import Field, read_fields

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["LINKS", "check_instructions"]

LINKS: Final = ("http://", "https://", "mailto:", "tel:")
"""Where a link may lead."""

_OUTSIDE: Final = frozenset({
    "ADDIN", "AUTOTEXT", "AUTOTEXTLIST", "CONTROL", "DATABASE", "DDE", "DDEAUTO", "EMBED",
    "GLOSSARY", "HTMLACTIVEX", "HTMLCONTROL", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT",
    "LINK", "MACROBUTTON", "MERGEFIELD", "PRINT", "RD",
})  # fmt: skip
"""Fields that bring in, start or print something."""
_KNOWN: Final = frozenset({
    "=", "ADVANCE", "AUTHOR", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BIBLIOGRAPHY",
    "BIDIOUTLINE", "CITATION", "COMMENTS", "COMPARE", "CREATEDATE", "DATE", "DISPLAYBARCODE",
    "DOCPROPERTY", "DOCVARIABLE", "EDITTIME", "EQ", "FILENAME", "FILESIZE", "FORMCHECKBOX",
    "FORMDROPDOWN", "FORMTEXT", "FTNREF", "HYPERLINK", "IF", "INDEX",
    "KEYWORDS", "LASTSAVEDBY", "LISTNUM", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE",
    "PAGEREF", "PRINTDATE", "QUOTE", "REF", "REVNUM", "SAVEDATE", "SECTION", "SECTIONPAGES",
    "SEQ", "SET", "SHAPE", "STYLEREF", "SUBJECT", "SYMBOL", "TA", "TC", "TEMPLATE", "TIME",
    "TITLE", "TOA", "TOC", "USERADDRESS", "USERINITIALS", "USERNAME", "XE",
})  # fmt: skip
"""Fields that work with the document alone (ECMA-376 part 1, 17.16.5)."""
_NAME: Final = re.compile(r"\s*([A-Za-z]+|=|\S?)")
_WHOLE_NAME: Final = re.compile(r"\s*(?:[A-Za-z]+\s|=)")
_LINK: Final = re.compile(r"[ \t\r\n]*HYPERLINK(?=[ \t\r\n\"\\])", re.IGNORECASE)
_WORD: Final = re.compile(
    r"""[ \t\r\n]*(?:\\(?P<plain>[hmn])(?=[ \t\r\n\\]|$)
    |(?:\\(?P<switch>[lot])[ \t\r\n]*)?(?:"(?P<quoted>(?:[^"\\]|\\")*)"|(?P<bare>[^\s"\\]+))
    (?=[ \t\r\n\\]|$))""",
    re.VERBOSE,
)
"""A switch, with what goes with it, whole in straight quotes or without a space; or an address."""
_CURLY: Final = re.compile("[“”„‟]")
_CURLED: Final = re.compile("“[^“”„‟]*”")
_PLACE: Final = re.compile(r"[:/\\]")
_BRACES: Final = re.compile(r"\{[{%#]")
_MOST: Final = 100
_OUT: Final = "Put its result there as text, and take the field out."


def check_instructions(root: etree._Element, where: str) -> Iterator[Fault]:
    """Yield a fault for each field that a frame must not have.

    The name of a field must stand there in letters. A field inside the name could spell another
    one; that is how files hide a command from those who look for its name.
    """
    found = read_fields(root)
    for odd in found.odd:
        yield Fault(
            "frame.field",
            f"A piece of a field stands where no field can: {odd}.",
            where,
            "In Word: press Alt+F9 to see the fields, and make that one anew.",
        )
    faults = (fault for field in found.fields for fault in _judge(field, where))
    yield from islice(faults, _MOST)


def _judge(field: Field, where: str) -> Iterator[Fault]:
    words = "".join(field.words)
    name = _name(words)
    if name in _OUTSIDE:
        yield Fault(
            "frame.external", f"A field of the kind {name} brings in other files.", where, _OUT
        )
    elif field.odd:
        yield Fault(
            "frame.field",
            f"Something other than text stands in the instruction of a field: {field.odd}.",
            where,
            _OUT,
        )
    elif field.split:
        yield Fault(
            "frame.field",
            "A field begins outside a choice between two forms and goes on inside it.",
            where,
            _OUT,
        )
    elif field.nested and not _WHOLE_NAME.match("".join(field.before)):
        yield Fault("frame.field", "A field stands in the name of another one.", where, _OUT)
    elif not field.nested and not "".join(field.region).strip():
        return  # it says nothing, and does nothing
    elif name not in _KNOWN:
        kind = f"A template cannot have a field of the kind {name[:40]!r}."
        yield Fault("frame.field", kind if name else "A field has no name.", where, _OUT)
    elif _BRACES.search("".join(field.region)):
        yield Fault(
            "frame.tag-place",
            f"A tag stands where the instruction of a field goes: {''.join(field.region)[:200]}",
            where,
            "Tags work in text, not in field codes.",
        )
    elif name == "HYPERLINK" and (field.nested or not _leads_well(words)):
        yield Fault(
            "frame.external",
            "A link leads to something other than a web or mail address.",
            where,
            "Only links to web and mail addresses may lead outside.",
        )


def _name(words: str) -> str:
    found = _NAME.match(words)
    return found[1].upper() if found else ""


def _leads_well(words: str) -> bool:
    """Tell whether a HYPERLINK leads to the web, to a mail address or into the document.

    Readers part its words in different ways; so it must be written in the plainest one.
    """
    found, targets, inside = _LINK.match(words), [], False
    at = found.end() if found else 0
    end = len(words.rstrip(" \t\r\n"))
    while found and at < end:
        found = _WORD.match(words, at, end)
        if found is None:
            break
        at, said = found.end(), found["quoted"] or found["bare"] or ""
        if '\\"' in said and _PLACE.search(said.replace('\\"', "")):
            return False  # who does not know quotes within quotes sees an address there
        if _CURLY.search(found["bare"] or "") and (found["switch"] or not _CURLED.fullmatch(said)):
            return False  # they part words for some readers, and for others they do not
        inside |= found["switch"] == "l"
        if not found["plain"] and not found["switch"]:
            targets.append(said.strip(" “”").casefold())
    if found is None or len(targets) > 1:
        return False
    return targets[0].startswith(LINKS) if targets else inside
