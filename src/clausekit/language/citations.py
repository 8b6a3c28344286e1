"""Places in an instrument, from the short form of the catalogue to each language's legal form.

The catalogue writes ``art. 2(1)(a)``; a Spanish contract prints *artículo 2, párrafo 1, letra a)*.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clausekit.errors import Fault, LanguageError, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clausekit.language.data import CitationRules
    from clausekit.language.typography import Typography

__all__ = ["write_citation"]

_UNITS: Mapping[str, str] = {
    "art.": "article",
    "arts.": "article",
    "para.": "paragraph",
    "paras.": "paragraph",
    "principle": "principle",
    "principles": "principle",
    "guideline": "guideline",
    "guidelines": "guideline",
    "rule": "rule",
    "rules": "rule",
    "recital": "recital",
    "recitals": "recital",
    "target": "target",
    "targets": "target",
    "goal": "goal",
    "goals": "goal",
    "cl.": "clause",
    "cls.": "clause",
    "ch.": "chapter",
    "chs.": "chapter",
    "section": "section",
    "sections": "section",
    "sec.": "section",
    "secs.": "section",
    "step": "step",
    "steps": "step",
    "annex": "annex",
    "annexes": "annex",
    "Standard": "standard",
    "part": "part",
    "PS": "performance-standard",
    "ESS": "environmental-social-standard",
    "ESPS": "environmental-social-performance-standard",
}
_NUMBER = r"(?:[A-Z]?\d+(?:\.\d+)*|[A-Z]+\.\d+(?:\.\d+)*|[IVXLCDM]+|[A-Z])"
_SEGMENT = re.compile(
    rf"(?:(?P<unit>[A-Za-z]+\.?)\s?)?"
    rf"(?:(?P<first>{_NUMBER})(?:[-–](?P<last>{_NUMBER}))?(?P<subs>(?:\(\w+\))*)"
    rf"|“(?P<name>[^”]+)”|(?P<ordinal>[a-z]+))"
)
_ROMAN = re.compile(r"[ivx]+")


def write_citation(pinpoint: str, rules: CitationRules, typography: Typography) -> str:
    """Return *pinpoint* in its long legal form; empty for the whole instrument.

    Args:
        pinpoint: The canonical form, such as ``art. 2(1)(a)`` or ``ch. V, para. 1(a)``; several
            are parted by semicolons.
        rules: The words of the language.
        typography: The quotation marks of the locale.

    Raises:
        LanguageError: The pinpoint cannot be read, or a quoted name has no translation.
    """
    pinpoint = pinpoint.strip()
    if pinpoint == "whole":
        return ""
    places = [
        ", ".join(
            _write_segment(segment.strip(), pinpoint, rules, typography)
            for segment in place.split(",")
        )
        for place in pinpoint.split(";")
    ]
    return "; ".join(places)


def _write_segment(
    segment: str, pinpoint: str, rules: CitationRules, typography: Typography
) -> str:
    if segment == "preamble":
        return rules.preamble
    read = _SEGMENT.fullmatch(segment)
    unit = _UNITS.get(read["unit"] or "") if read else None
    if read is None or (read["unit"] and unit is None):
        raise LanguageError(
            Fault(
                "language.bad-citation",
                f"Cannot read {segment!r} as a place in an instrument.",
                where=pinpoint,
                hint="Write it like 'art. 2(1)(a)', 'ch. V, para. 1' or 'whole'.",
            )
        )
    if read["name"]:
        number = typography.quote(_translate(read["name"], rules, pinpoint))
    elif read["ordinal"]:
        number = _look_up(read["ordinal"], rules.ordinals, pinpoint)
    elif read["last"]:
        number = rules.range.format(read["first"], read["last"])
    else:
        number = read["first"]
    if unit is None:
        return number
    arabic = not read["last"] and number.isdigit()
    pattern = rules.units[unit]
    if read["last"]:
        pattern = rules.many.get(unit, pattern)
    elif arabic:
        pattern = rules.units.get(f"{unit}-arabic", pattern)
    return pattern.format(number) + _write_subs(read["subs"] or "", unit, rules)


def _write_subs(written: str, unit: str, rules: CitationRules) -> str:
    parts: list[str] = []
    above = ""
    for sub in re.findall(r"\((\w+)\)", written):
        if sub.isdigit():
            kind = "number"
        elif _ROMAN.fullmatch(sub) and (above == "letter" or len(sub) > 1):
            # A lone (i) is the letter unless it stands below a letter: art. 27(1)(i), art. 7(a)(i).
            kind = "roman"
        else:
            kind = "letter"
        above = kind
        pattern = rules.subs.get(f"{unit}-{kind}", rules.subs[kind])
        parts.append(f"{rules.sub_joiner}{pattern.format(sub)}")
    return "".join(parts)


def _translate(name: str, rules: CitationRules, pinpoint: str) -> str:
    return name if rules.own_names else _look_up(name, rules.names, pinpoint)


def _look_up(name: str, known: Mapping[str, str], pinpoint: str) -> str:
    found = known.get(name)
    if found is None:
        raise LanguageError(
            Fault(
                "language.citation-name",
                f"The name {name!r} in a citation has no translation.",
                where=pinpoint,
                hint=nearest(name, known) or "Add it to the citations in grammar.toml.",
            )
        )
    return found
