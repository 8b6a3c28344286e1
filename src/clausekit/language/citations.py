"""Places in an instrument, from the short form of the catalogue to each language's legal form.

The catalogue writes ``art. 2(1)(a)``; a Spanish contract prints *artículo 2, párrafo 1, letra a)*.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clausekit.errors import Fault, LanguageError, nearest
from clausekit.model.ordinals import roman_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from clausekit.language.data import CitationRules
    from clausekit.language.typography import Typography

__all__ = ["sort_pinpoints", "write_citation", "write_places"]

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
# A lone C, D, L or M is the letter of an annex or a section; no place is counted so far.
_NUMBERS = re.compile(r"(\d+|\b(?:[IVX]|[IVXLCDM]{2,})\b)")
_LONGEST = 200
"""Letters of a pinpoint; the catalogue's have some thirty at the most."""


def write_places(
    pinpoints: Iterable[str],
    rules: CitationRules,
    typography: Typography,
    join: Callable[[Sequence[str]], str],
    family: str = "",
) -> str:
    """Return several places of one instrument as a list, by their numbers.

    Places of one kind share its name, *principles 11, 14 and 22*, unless one of them goes into
    paragraphs: *article 2, paragraph 1, and article 8* would be read in two ways.

    Args:
        pinpoints: The canonical forms.
        rules: The words of the language.
        typography: The quotation marks of the locale.
        join: Joins the items of a list.
        family: The family of the instrument; see ``CitationRules.families``.

    Raises:
        LanguageError: A pinpoint cannot be read.
    """
    ordered = sort_pinpoints(pinpoints)
    shared = _share(ordered, rules)
    if shared is not None:
        name, numbers = shared
        return rules.many[name].format(join(numbers))
    places = [write_citation(one, rules, typography, family) for one in ordered]
    return join([place for place in places if place])


def sort_pinpoints(pinpoints: Iterable[str]) -> list[str]:
    """Return *pinpoints* once each, by their numbers, Arabic and Roman.

    Raises:
        LanguageError: One is longer than any place is written.

    Example:
        >>> sort_pinpoints(["principle 17(b)", "principle 9", "principle 17(a)", "principle 9"])
        ['principle 9', 'principle 17(a)', 'principle 17(b)']
        >>> sort_pinpoints(["ch. IX", "ch. VIII", "ch. V, para. 1"])
        ['ch. V, para. 1', 'ch. VIII', 'ch. IX']
    """
    once = dict.fromkeys(pinpoints)
    for long in (one for one in once if len(one) > _LONGEST):
        raise LanguageError(_unreadable(long[:_LONGEST], long[:_LONGEST]))
    return sorted(once, key=_order)


def _order(pinpoint: str) -> list[tuple[int, int, str]]:
    # What stands between the numbers comes first, and every second piece is a number.
    return [
        (0, int(part) if part.isdigit() else roman_value(part), "") if place % 2 else (1, 0, part)
        for place, part in enumerate(_NUMBERS.split(pinpoint))
    ]


def _share(pinpoints: Sequence[str], rules: CitationRules) -> tuple[str, list[str]] | None:
    """Return the name and the numbers of places that are all of one kind and go no deeper."""
    read = [_SEGMENT.fullmatch(pinpoint) for pinpoint in pinpoints]
    plain = [one for one in read if one and one["first"] and not one["last"]]
    units = {_UNITS.get(one["unit"] or "") for one in plain}
    if len(plain) < max(2, len(read)) or len(units) != 1:
        return None
    unit = units.pop()
    deep = any(one["subs"] for one in plain) and bool(rules.sub_joiner)
    if unit is None or unit not in rules.many or f"{unit}-arabic" in rules.units or deep:
        return None
    return unit, [one["first"] + one["subs"] for one in plain]


def write_citation(
    pinpoint: str, rules: CitationRules, typography: Typography, family: str = ""
) -> str:
    """Return *pinpoint* in its long legal form; empty for the whole instrument.

    Args:
        pinpoint: The canonical form, such as ``art. 2(1)(a)`` or ``ch. V, para. 1(a)``; several
            are parted by semicolons.
        rules: The words of the language.
        typography: The quotation marks of the locale.
        family: The family of the instrument; see ``CitationRules.families``.

    Raises:
        LanguageError: The pinpoint cannot be read, or a quoted name has no translation.
    """
    pinpoint = pinpoint.strip()
    if pinpoint == "whole":
        return ""
    places = [
        ", ".join(
            _write_segment(segment.strip(), pinpoint, rules, typography, family)
            for segment in place.split(",")
        )
        for place in pinpoint.split(";")
    ]
    return "; ".join(places)


def _write_segment(
    segment: str, pinpoint: str, rules: CitationRules, typography: Typography, family: str
) -> str:
    if segment == "preamble":
        return rules.preamble
    read = _SEGMENT.fullmatch(segment)
    unit = _UNITS.get(read["unit"] or "") if read else None
    if read is None or (read["unit"] and unit is None):
        raise LanguageError(_unreadable(segment, pinpoint))
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
    own = rules.families.get(family, {})
    return pattern.format(number) + _write_subs(read["subs"] or "", unit, rules, own)


def _write_subs(written: str, unit: str, rules: CitationRules, own: Mapping[str, str]) -> str:
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
        pattern = own.get(kind) or rules.subs.get(f"{unit}-{kind}", rules.subs[kind])
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


def _unreadable(segment: str, pinpoint: str) -> Fault:
    return Fault(
        "language.bad-citation",
        f"Cannot read {segment!r} as a place in an instrument.",
        where=pinpoint,
        hint="Write it like 'art. 2(1)(a)', 'ch. V, para. 1' or 'whole'.",
    )
