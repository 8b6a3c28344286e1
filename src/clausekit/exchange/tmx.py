"""A translation memory of all languages, for any CAT tool.

Source:
    TMX 1.4b (LISA OSCAR, 2005).
"""

from __future__ import annotations

from collections.abc import Mapping

from clausekit.exchange.inline import Code, number_codes
from clausekit.exchange.markup import DECLARATION, write_element, write_text
from clausekit.exchange.units import Unit

__all__ = ["write_tmx"]


def write_tmx(languages: Mapping[str, Mapping[str, Unit]], version: str) -> str:
    """Return a translation memory: a unit for each text, a variant for each language.

    A translation that is out of date stays out, so that no tool offers it.

    Args:
        languages: By language, its texts by key.
        version: The version of clausekit, for the header.
    """
    header = write_element(
        "header", creationtool="clausekit", creationtoolversion=version, segtype="block",
        o_tmf="PO", adminlang="en", srclang="en", datatype="plaintext",
    )  # fmt: skip
    keys = dict.fromkeys(key for units in languages.values() for key in units)
    entries = [entry for key in keys if (entry := _entry(key, languages))]
    body = write_element("body", "\n" + "\n".join(entries) + "\n")
    return f"{DECLARATION}{write_element('tmx', f'{header}{body}', version='1.4')}\n"


def _entry(key: str, languages: Mapping[str, Mapping[str, Unit]]) -> str:
    standing = {
        code: units[key]
        for code, units in languages.items()
        if key in units and units[key].standing.is_done
    }
    if not standing:
        return ""
    first = next(iter(standing.values()))
    notes = write_element("note", write_text(first.message.note)) if first.message.note else ""
    theme = write_element("prop", write_text(first.message.domain), type="x-theme")
    source, _ = number_codes(first.source, "")
    variants = [_variant("en", source)]
    for code, unit in standing.items():
        variants.append(_variant(code, number_codes(unit.source, unit.target)[1]))
    return write_element("tu", f"{notes}{theme}{''.join(variants)}", tuid=key)


def _variant(code: str, pieces: tuple[str | Code, ...]) -> str:
    text = "".join(
        write_text(piece)
        if isinstance(piece, str)
        else write_element("ph", write_text(piece.text), x=str(piece.number))
        for piece in pieces
    )
    return write_element("tuv", write_element("seg", text), xml__lang=code)
