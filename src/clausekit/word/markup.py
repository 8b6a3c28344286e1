"""The namespaces of WordprocessingML, and the safe way to parse a part."""

from __future__ import annotations

import re
from typing import Any, Final, TypeVar

from lxml import etree

from clausekit.word.encodings import is_unicode
from clausekit.word.names import CONTENT_TYPES, MC, REL, RELATIONSHIPS, WP, W

__all__ = [
    "CONTENT_TYPES",
    "MC",
    "OFF",
    "REL",
    "RELATIONSHIPS",
    "WP",
    "DoctypeError",
    "EncodingError",
    "W",
    "contradicts",
    "foreign_holders",
    "has_forms",
    "is_on",
    "local_name",
    "parse_part",
    "serialise_part",
    "w",
    "whole",
]

_WHOLE: Final = re.compile(r"-?[0-9]{1,10}")
"""As long as a 32-bit number: what Word itself writes."""
OFF: Final = ("0", "false", "off")
"""What a property says that is off (ECMA-376 part 4, 14.11.7)."""
_Default = TypeVar("_Default")


class DoctypeError(ValueError):
    """A part declares a document type; no part of a Word file needs one."""


class EncodingError(ValueError):
    """A part does not begin as XML in UTF-8 or UTF-16 does."""


def w(name: str) -> str:
    """Return the qualified name of an element or attribute of WordprocessingML.

    Example:
        >>> w("p")[-2:]
        '}p'
    """
    return f"{{{W}}}{name}"


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace.

    lxml's own ``QName`` fails on a namespace that holds a brace, which its parser may let pass.

    Example:
        >>> local_name(parse_part(b'<b:a xmlns:b="http://%}" xml:space="x"/>'))
        'a'
    """
    return str(element.tag).rpartition("}")[2]


def is_on(element: etree._Element | None) -> bool:
    """Tell whether a property stands there that is on or off, and is on.

    Source:
        ECMA-376 part 1, 17.17.4 (``boolean``); part 4, 14.11.7 (``ST_OnOff``).

    Example:
        >>> is_on(None), is_on(parse_part(b"<vanish/>"))
        (False, True)
    """
    return element is not None and element.get(w("val"), "1") not in OFF


def contradicts(element: etree._Element, *, but: str = "") -> bool:
    """Tell whether *element* has two children of one name that say different things.

    Args:
        element: The element.
        but: The name of children that may.

    Example:
        >>> contradicts(parse_part(b"<a><b/><b/></a>"))
        False
        >>> contradicts(parse_part(b"<a><b/><b c='1'/></a>"))
        True
    """
    first: dict[str, etree._Element] = {}
    return any(
        (other := first.setdefault(str(child.tag), child)) is not child and not _alike(other, child)
        for child in element.iterchildren("*")
        if str(child.tag) != but
    )


def _alike(one: etree._Element, other: etree._Element) -> bool:
    return (
        one.tag == other.tag
        and (one.text or "") == (other.text or "")
        and sorted(one.attrib.items()) == sorted(other.attrib.items())
        and len(one) == len(other)
        and all(
            (a.tail or "") == (b.tail or "") and _alike(a, b)
            for a, b in zip(one, other, strict=True)
        )
    )


def foreign_holders(element: etree._Element) -> list[etree._Element]:
    """Return the children of *element* that Word does not know, and that hold what it knows.

    Example:
        >>> foreign_holders(parse_part(b"<a><b/></a>"))
        []
    """
    own = f"{{{W}}}"
    return [
        child
        for child in element.iterchildren("*")
        if not str(child.tag).startswith(own)
        and any(str(inner.tag).startswith(own) for inner in child.iterdescendants("*"))
    ]


def has_forms(element: etree._Element) -> bool:
    """Tell whether what Word knows stands inside what is foreign to it, anywhere in *element*.

    So it does where something is written in several forms, of which each program takes another.

    Source:
        ECMA-376 part 3, 7.5 (``AlternateContent``) and 7.3 (``ProcessContent``).

    Example:
        >>> has_forms(parse_part(b"<a><b/></a>"))
        False
    """
    own = f"{{{W}}}"
    return any(
        str(inner.tag).startswith(own)
        and (parent := inner.getparent()) is not None
        and not str(parent.tag).startswith(own)
        for inner in element.iterdescendants("*")
    )


def whole(text: str | None, default: _Default) -> int | _Default:
    """Return a whole number of a stranger's file.

    Args:
        text: What stands there: anything.
        default: Returned where it is no number of up to ten digits.

    Example:
        >>> whole("-5", 0), whole("²", 0), whole("9" * 5000, None)
        (-5, 0, None)
    """
    return int(text) if text and _WHOLE.fullmatch(text) else default


def parse_part(content: bytes) -> etree._Element:
    """Parse one part without entities, network or document types, and leave out its comments.

    Word reads text as if neither comments nor processing instructions parted it.

    Raises:
        DoctypeError: The part declares a document type.
        EncodingError: It does not begin as XML in UTF-8 or UTF-16 does.
        lxml.etree.XMLSyntaxError: The part is not well-formed.

    Example:
        >>> parse_part(b"<a>one<!-- or two --></a>").text
        'one'
    """
    if not is_unicode(content):
        raise EncodingError
    # A parser holds state; one for each call keeps threads apart and costs a few microseconds.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(content, parser)
    info: Any = root.getroottree().docinfo
    if info.doctype:
        raise DoctypeError
    return root


def serialise_part(root: etree._Element) -> str:
    """Return *root* as text, without the XML declaration."""
    return etree.tostring(root, encoding="unicode")
