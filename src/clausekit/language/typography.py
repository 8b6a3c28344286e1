"""The spacing, quotation marks and apostrophes of a locale, on wording of our own.

Facts of a tender never pass through here: they are inserted afterwards, letter by letter.
Sources: the French *Lexique des règles typographiques*; the *Guide du rédacteur* of the
Government of Canada; the Spanish *Ortografía*; the EU Interinstitutional Style Guide.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clausekit.record import record

if TYPE_CHECKING:
    from clausekit.language.data import TypographyRules

__all__ = ["NO_BREAK", "Typography", "build_typography"]

NO_BREAK = "\u00a0"
_SPACES = "[ \u00a0\u202f]"
_OPENING, _CLOSING = "«“„", "»”"
_QUOTES = re.compile(f"[{_OPENING}{_CLOSING}]")
# Private characters stand for the places where facts go, while the wording around them is set.
_SLOTS = "\ue000-\uf8ff"
_APOSTROPHE = re.compile(f"(?<=[^\\W\\d_])'|(?<=[{_SLOTS}])'")

_Change = tuple[re.Pattern[str], re.Pattern[str], str]
"""What a text must hold for a change to be thinkable, the places to change, and what goes there."""


@record(eq=False)
class Typography:
    """Sets running text by the rules of one locale; setting it twice changes nothing."""

    rules: TypographyRules
    changes: tuple[_Change, ...]

    def set_text(self, text: str) -> str:
        """Return *text* with the locale's spaces, quotation marks and apostrophes."""
        text = self._set_quotes(_APOSTROPHE.sub("’", text) if "'" in text else text)
        for sign, pattern, put in self.changes:
            # A sign is found, or not, in a fraction of the time that the places round it take.
            if sign.search(text):
                text = pattern.sub(put, text)
        return text

    def quote(self, text: str) -> str:
        """Return *text* between the locale's quotation marks."""
        opening, closing = self.rules.quotes
        space = self.rules.inside_quotes
        return f"{opening}{space}{text}{space}{closing}"

    def _set_quotes(self, text: str) -> str:
        if not _QUOTES.search(text):
            return text
        depth = 0
        out: list[str] = []
        for letter in text:
            if letter in _OPENING:
                depth += 1
                out.append(self.rules.quotes[0] if depth < 2 else self.rules.inner_quotes[0])
            elif letter in _CLOSING:
                out.append(self.rules.quotes[1] if depth < 2 else self.rules.inner_quotes[1])
                depth = max(0, depth - 1)
            else:
                out.append(letter)
        return "".join(out)


def build_typography(rules: TypographyRules) -> Typography:
    """Prepare the changes that a locale's rules ask for."""
    changes: list[_Change] = []

    def add(sign: str, pattern: str, put: str) -> None:
        changes.append((re.compile(sign), re.compile(pattern), put))

    # Angle quotes carry a space inside in French only; the wording may come from either habit.
    add("«", f"(?<=«){_SPACES}*(?=\\S)", rules.inside_quotes)
    add("»", f"(?<=\\S){_SPACES}*(?=»)", rules.inside_quotes)
    add("[“”]", f"(?<=“){_SPACES}+|{_SPACES}+(?=”)", "")
    for signs, before in rules.before.items():
        # A sign inside an address or a time of day (https://, 12:30) is no punctuation.
        own = f"[{re.escape(signs)}]"
        sign = f"{own}[!?]*(?:[\\s»”’)\\],.;…]|$)"
        add(own, f"(?<=[^\\s!?;:]){_SPACES}*(?={sign})", before)
    add("%", f"(?<=[\\d{_SLOTS}]){_SPACES}*(?=%)", rules.percent)
    if rules.keep:
        words = "|".join(sorted(map(re.escape, rules.keep), key=len, reverse=True))
        add(r" [\dIVXLC]", f"((?<!\\w)(?i:{words})) (?=[\\dIVXLC])", rf"\1{NO_BREAK}")
    add(r"\(", r"(\(\d[\d.,]*\)) (?=\w)", rf"\1{NO_BREAK}")
    return Typography(rules, tuple(changes))
