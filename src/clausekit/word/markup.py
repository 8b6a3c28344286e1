"""The namespaces of WordprocessingML, and the safe way to parse a part."""

from __future__ import annotations

import re
from typing import Any, Final, TypeVar

from lxml import etree

from clausekit.word.names import CONTENT_TYPES, REL, RELATIONSHIPS, WP, W

__all__ = [
    "CONTENT_TYPES",
    "REL",
    "RELATIONSHIPS",
    "WP",
    "DoctypeError",
    "W",
    "local_name",
    "parse_part",
    "serialise_part",
    "w",
    "whole",
]

_WHOLE: Final = re.compile(r"-?[0-9]{1,10}")
"""As long as a 32-bit number: what Word itself writes."""
_Default = TypeVar("_Default")


class DoctypeError(ValueError):
    """A part declares a document type; no part of a Word file needs one."""


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
        lxml.etree.XMLSyntaxError: The part is not well-formed.

    Example:
        >>> parse_part(b"<a>one<!-- or two --></a>").text
        'one'
    """
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
