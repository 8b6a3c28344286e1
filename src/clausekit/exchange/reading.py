"""Reads a file that came back, whatever of our formats it is in."""

from __future__ import annotations

from typing import NoReturn

from clausekit.errors import Fault, InputError
from clausekit.exchange.markup import read_xml
from clausekit.exchange.returned import Delivery
from clausekit.exchange.xliff12 import NAMESPACES as NAMESPACES_1
from clausekit.exchange.xliff12 import read_xliff12
from clausekit.exchange.xliff20 import NAMESPACES as NAMESPACES_2
from clausekit.exchange.xliff20 import read_xliff20

__all__ = ["read_delivery"]


def read_delivery(content: bytes, name: str) -> Delivery:
    """Read an XLIFF file or a reviewed Word document.

    Args:
        content: The file.
        name: Its name, for messages.

    Raises:
        InputError: It is neither, or cannot be read.
        FrameError: It is a damaged or unsafe Word file.
    """
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        from clausekit.exchange.bilingual import read_bilingual

        return read_bilingual(content, name)
    if not content.lstrip(b"\xef\xbb\xbf\xff\xfe\xfe\xff \t\r\n\0").startswith(b"<"):
        _refuse(f"{name}", "It does not begin as XML, nor as a Word document.")
    root = read_xml(content, name)
    version = root.get("version")
    if root.name == "xliff" and root.space in NAMESPACES_2 and version.startswith("2."):
        delivery = read_xliff20(root, name)
    elif root.name == "xliff" and root.space in NAMESPACES_1 and version.startswith("1."):
        delivery = read_xliff12(root, name)
    else:
        told = f"Its root is <{root.name} version={version!r}> of the namespace {root.space!r}."
        _refuse(f"{name}, line {root.line}", told)
    return delivery


def _refuse(where: str, told: str) -> NoReturn:
    raise InputError(
        Fault(
            "exchange.unknown-format",
            f"The file is none that can be imported. {told}",
            where,
            "Give an XLIFF 1.2 or 2.0 file, or the Word document that was exported.",
        )
    )
