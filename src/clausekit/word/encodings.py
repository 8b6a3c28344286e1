"""How a part begins: as programs write it, in UTF-8 or UTF-16, and in nothing else.

What is counted before a part is parsed is counted in its bytes. A parser that took another encoding
from a declaration would find letters and markup there that nobody has counted.

Source:
    ECMA-376 part 2, 6.2.5 (encodings); XML 1.0, 2.8 (``XMLDecl``) and appendix F.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_unicode"]

_LONGEST: Final = 200
"""Letters of a declaration; the longest that a program writes has sixty."""
_DECLARATION: Final = re.compile(
    r"<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*([\"'])1\.0\1"
    r"(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*([\"'])(?P<encoding>[A-Za-z][A-Za-z0-9._-]*)\2)?"
    r"(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*([\"'])(?:yes|no)\4)?[ \t\r\n]*\?>"
)
_UNDECLARED: Final = re.compile(r"[ \t\r\n]*<(?!\?xml[ \t\r\n])[^\0]")
_MARKED: Final = b"\xef\xbb\xbf"
_SIXTEEN: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_ALLOWED: Final = {
    "marked": frozenset({"utf-8"}),
    "eight": frozenset({"utf-8", "ascii", "us-ascii"}),
    "sixteen": frozenset({"utf-16"}),
}
"""What may be declared, by the bytes with which a part begins."""


def is_unicode(content: bytes) -> bool:
    """Tell whether a part is in UTF-8 or UTF-16, and says so or nothing.

    Args:
        content: The part.

    Example:
        >>> is_unicode(b'<?xml version="1.0" encoding="UTF-8"?><a/>'), is_unicode(b"<a/>")
        (True, True)
        >>> is_unicode(b'<?xml version="1.0" encoding="UTF-7"?><a/>')
        False
    """
    said, allowed = _beginning(content)
    if found := _DECLARATION.match(said):
        return found["encoding"] is None or found["encoding"].casefold() in _ALLOWED[allowed]
    return _UNDECLARED.match(said) is not None


def _beginning(content: bytes) -> tuple[str, str]:
    """Return how a part begins, behind its mark of an order of bytes, and what it may declare."""
    if content.startswith(_MARKED):
        return content[len(_MARKED) :][:_LONGEST].decode("latin-1"), "marked"
    if order := _SIXTEEN.get(content[:2]):  # with 32 bits for each letter the next is a zero
        return content[2 : 2 + 2 * _LONGEST].decode(order, "replace"), "sixteen"
    return content[:_LONGEST].decode("latin-1"), "eight"
