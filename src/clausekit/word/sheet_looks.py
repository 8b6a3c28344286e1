"""How the text of a table that comes back is seen: struck through, hidden, raised or numbered.

Source:
    ECMA-376 part 1, 17.7.2 (the order in which styles count), 17.7.3 (properties that toggle).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from clausekit.word.markup import W, is_on, w, whole

__all__ = ["HIDDEN", "NUMBER", "SIGN", "Looks", "Styles", "looks_of"]

SIGN: Final = "a sign of a symbol font"
HIDDEN: Final = "text that is hidden"
NUMBER: Final = "the number or the bullet of a list"
_STRUCK: Final = "text that is struck through"
_LOOKS: Final = {
    "strike": _STRUCK, "dstrike": _STRUCK,
    "vanish": HIDDEN, "specVanish": HIDDEN, "webHidden": HIDDEN,
    "rFonts": SIGN,
    "vertAlign": "figures that are raised or lowered",
    "numPr": NUMBER,
}  # fmt: skip
"""Properties by which a reader sees something else than the letters say."""
_TOGGLES: Final = frozenset({"strike", "vanish"})
"""A style does not take away what a style of another kind gives; by hand alone it goes."""
_SYMBOL_FONTS: Final = frozenset(
    {"symbol", "webdings", "wingdings", "wingdings 2", "wingdings 3", "marlett"}
)

Looks = frozenset[str]
"""The names of the properties that hold for a text."""


class Styles:
    """The looks that styles give to text; those of a style it is based on count.

    Args:
        root: The part with the styles; None where the document has none.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._known: dict[str, Mapping[str, bool]] = {}
        self._usual: dict[str, str] = {}
        self._defaults: Looks = frozenset()
        if root is None:
            return
        for kind in ("pPr", "rPr"):
            properties = root.find(f"{w('docDefaults')}/{w(f'{kind}Default')}/{w(kind)}")
            self._defaults |= _by_hand(frozenset(), properties)
        styles = {style.get(w("styleId"), ""): style for style in root.iter(w("style"))}
        for identity, style in styles.items():
            if style.get(w("default")) in {"1", "true", "on"}:
                self._usual[style.get(w("type"), "")] = identity
            self._learn(identity, styles)

    def _learn(self, identity: str, styles: Mapping[str, etree._Element]) -> None:
        chain: list[str] = []
        at = identity
        while at in styles and at not in self._known:
            chain.append(at)
            self._known[at] = {}  # of a style that is based on itself
            at = _named(styles[at], "basedOn")
        states = self._known.get(at, {})
        for one in reversed(chain):
            for properties in styles[one].iterchildren(w("pPr"), w("rPr")):
                states = {**states, **_states(properties)}
            for part in styles[one].iterchildren(w("tblStylePr")):
                # Which rows and columns it is for, the table says; it counts for all.
                for properties in part.iterchildren(w("pPr"), w("rPr")):
                    given = _states(properties)
                    states = {**states, **{look: True for look in given if given[look]}}
            self._known[one] = states

    def of_table(self, properties: etree._Element | None) -> Looks:
        """Return the looks of the text of a table with *properties*, by its style."""
        return self._by_style(self._defaults, "table", _named(properties, "tblStyle"))

    def of_paragraph(self, properties: etree._Element | None, around: Looks) -> Looks:
        """Return the looks of a paragraph with *properties* in a table with the looks *around*."""
        looks = self._by_style(around, "paragraph", _named(properties, "pStyle"))
        return _by_hand(looks, properties)

    def of_run(self, properties: etree._Element | None, around: Looks) -> Looks:
        """Return the looks of a run with *properties* in a paragraph with the looks *around*."""
        looks = self._by_style(around, "character", _named(properties, "rStyle"))
        return _by_hand(looks, properties)

    def _by_style(self, looks: Looks, kind: str, named: str) -> Looks:
        """Return *looks* as the style leaves them, or the usual one of its *kind*."""
        identity = named if named in self._known else self._usual.get(kind, "")
        states = self._known.get(identity, {})
        given = frozenset(look for look, state in states.items() if state)
        return (looks - (states.keys() - _TOGGLES)) | given


def looks_of(text: str, looks: Looks) -> dict[str, None]:
    """Return how *text* with *looks* is seen.

    Letters may stand higher, and blanks may be struck through: they say the same.
    """
    seen = {
        **dict.fromkeys(_LOOKS, text.strip()),
        **dict.fromkeys(("vanish", "specVanish", "webHidden"), text),
        "vertAlign": "".join(filter(str.isdecimal, text)),
        "numPr": "",
    }
    return {name: None for look, name in _LOOKS.items() if look in looks and seen[look]}


def _named(element: etree._Element | None, child: str) -> str:
    found = element.find(w(child)) if element is not None else None
    return found.get(w("val"), "") if found is not None else ""


def _by_hand(looks: Looks, properties: etree._Element | None) -> Looks:
    """Return *looks* as *properties* leave them: each adds its own, or takes it away."""
    states = _states(properties) if properties is not None else {}
    return (looks - states.keys()) | {look for look, state in states.items() if state}


def _states(properties: etree._Element) -> dict[str, bool]:
    """Return which looks *properties* give, and which they take away."""
    states: dict[str, bool] = {}
    for child in properties:
        look = str(child.tag).removeprefix(f"{{{W}}}")
        if look in _LOOKS and (state := _state(look, child)) is not None:
            states[look] = state
    return states


def _state(look: str, element: etree._Element) -> bool | None:
    """Tell whether a property gives its look or takes it away; None where it says nothing of it."""
    if look == "rFonts":
        fonts = [font for name in ("ascii", "hAnsi") if (font := element.get(w(name)))]
        themed = element.get(w("asciiTheme")) or element.get(w("hAnsiTheme"))
        shows = any(font.strip().lower() in _SYMBOL_FONTS for font in fonts)
        return shows if fonts or themed else None
    if look == "vertAlign":
        return element.get(w("val")) in {"superscript", "subscript"}
    if look == "numPr":
        number = _named(element, "numId")
        return whole(number, 0) != 0 if number else None
    return is_on(element)
