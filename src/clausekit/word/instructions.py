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
_WHOLE_NAME: Final = re.compile(r"\s*(?:[A-Za-z]+\s|=)")
_LINK: Final = re.compile(
    r"""[ ]*HYPERLINK(?P<words>(?:[ ]+
    (?:\\[hmn](?=[ ]|$)|(?:\\[lot][ ]+)?(?:"[^"\\]*"|[^\s"\\“”„‟]+)))*)[ ]*""",
    re.IGNORECASE | re.VERBOSE,
)
"""Switches and words with spaces between, and each word whole in straight quotes or without any."""
_WORD: Final = re.compile(r'\\[hlmnot]|"[^"\\]*"|[^\s"]+')
_SCHEME: Final = re.compile(r"\W*([a-z][a-z0-9+.-]*:)\S")
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
    name = field.kind
    if name in _OUTSIDE:
        yield Fault(
            "frame.external",
            f"A template cannot have a field of the kind {name}: such fields bring in, start or "
            "print something.",
            where,
            _OUT,
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
            "A link leads to something other than a web or mail address, or is written so that "
            "programs would differ in where it leads.",
            where,
            "In Word: select the link, press Ctrl+K, and enter address and screen tip anew, "
            "without quotation marks inside.",
        )


def _leads_elsewhere(word: str) -> bool:
    scheme = _SCHEME.match(word)
    return scheme is not None and not word[scheme.start(1) :].startswith(LINKS)


def _leads_well(words: str) -> bool:
    """Tell whether a HYPERLINK leads to the web, to a mail address or into the document.

    Readers part its words in different ways; so it must be written in the plainest one, and no
    word of it may be an address that leads elsewhere.
    """
    found, targets, inside, switch = _LINK.fullmatch(words), list[str](), False, ""
    for word in _WORD.findall(found["words"]) if found else ():
        said = word.strip('"').casefold()
        if word.startswith("\\"):
            switch = word[1:] if word[1:] in "lot" else ""
            inside |= word == "\\l"
            if word != word.lower():
                return False  # some know switches in small letters only
            continue
        if said != said.strip() or any(map(_leads_elsewhere, said.split())):
            return False
        if not switch:
            targets.append(said)
        switch = ""
    if not found or len(targets) > 1 or (targets and " " in targets[0]):
        return False
    return targets[0].startswith(LINKS) if targets else inside
