"""Runs of text: escaped, with Word's own elements for line breaks and tabs."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "NeedsCareError",
    "escape",
    "escape_attribute",
    "escape_text",
    "invalid_character",
    "needs_care",
    "write_run",
    "write_text",
]

_INVALID: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DELICATE: Final = bytes(range(32))
"""Breaks and tabs, which are elements in Word, and characters that XML cannot hold."""
_NOT_CHARACTERS: Final = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_SPACES: Final = re.compile(r"[\t\n\r]")
_BREAKS: Final = re.compile("(\r\n|[\r\n]|\t)")


class NeedsCareError(Exception):
    """A text holds characters that each text must be looked at for."""


def escape(text: str) -> str:
    """Return *text* as XML content or as an attribute in double quotes.

    Example:
        >>> escape('Smith & Sons <Ltd> "]]>"')
        'Smith &amp; Sons &lt;Ltd&gt; &quot;]]&gt;&quot;'
    """
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def escape_attribute(text: str) -> str:
    r"""Return *text* as an attribute in double quotes whose white space stays as it is.

    Source:
        XML 1.0, 3.3.3 (normalisation of attributes).

    Example:
        >>> escape_attribute("a&b\n")
        'a&amp;b&#10;'
    """
    return _SPACES.sub(lambda found: f"&#{ord(found[0])};", escape(text))


def escape_text(text: str) -> str:
    """Return *text* as XML content.

    Example:
        >>> escape_text('Smith & Sons <"Ltd">')
        'Smith &amp; Sons &lt;"Ltd"&gt;'
    """
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def invalid_character(text: str) -> str:
    r"""Return the first character that XML cannot hold; empty where there is none.

    Source:
        XML 1.0, production 2 (Char).

    Example:
        >>> invalid_character("tabs\tare fine"), invalid_character("a bell \a")
        ('', '\x07')
    """
    found = _INVALID.search(text)
    return found[0] if found else ""


def needs_care(content: bytes) -> bool:
    r"""Tell whether texts were written that each must be looked at.

    Args:
        content: Markup in UTF-8 in which texts stand as they are.

    Example:
        >>> needs_care(b"<w:t>plain</w:t>"), needs_care(b"<w:t>a\ttab</w:t>")
        (False, True)
    """
    return len(content.translate(None, _DELICATE)) != len(content) or (
        b"\xef" in content and any(one in content for one in _NOT_CHARACTERS)
    )


def write_text(text: str) -> str:
    r"""Return the content of a run: text, line breaks and tabs.

    Example:
        >>> write_text("one\ntwo")
        '<w:t xml:space="preserve">one</w:t><w:br/><w:t xml:space="preserve">two</w:t>'
    """
    escaped = escape_text(text)
    if "\n" not in text and "\t" not in text and "\r" not in text:
        return f'<w:t xml:space="preserve">{escaped}</w:t>'
    return "".join(
        ("<w:tab/>" if piece == "\t" else "<w:br/>")
        if index % 2
        else f'<w:t xml:space="preserve">{piece}</w:t>'
        for index, piece in enumerate(_BREAKS.split(escaped))
    )


def write_run(text: str, properties: str = "") -> str:
    """Return a run; nothing for an empty text.

    Args:
        text: What it says.
        properties: The content of ``w:rPr``.

    Example:
        >>> write_run("&", '<w:b/>')
        '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">&amp;</w:t></w:r>'
    """
    if not text:
        return ""
    if properties:
        return f"<w:r><w:rPr>{properties}</w:rPr>{write_text(text)}</w:r>"
    return f"<w:r>{write_text(text)}</w:r>"
