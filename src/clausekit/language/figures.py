"""Numbers in figures, with the separators of the locale.

Separators are taken from the Unicode CLDR through Babel. Two things are done here: the shortest
number that is parted (Babel leaves out ``minimumGroupingDigits``), and no rounding, ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clausekit.language.conventions import conventions_of
from clausekit.record import record

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["Figures"]


@record
class Figures:
    """Writes figures by the conventions of one locale."""

    locale: str
    minimum_grouping: int = 1

    def whole(self, number: int) -> str:
        """Return a whole number, parted in thousands."""
        digits = str(number)
        if len(digits) < 3 + self.minimum_grouping:
            return digits
        group = conventions_of(self.locale).group
        head = len(digits) % 3 or 3
        parts = [digits[:head], *(digits[at : at + 3] for at in range(head, len(digits), 3))]
        return group.join(parts)

    def decimal(self, number: Decimal, places: int) -> str:
        """Return a number with exactly *places* decimals; it must not have more."""
        whole, _, rest = f"{number:f}".partition(".")
        rest = rest.rstrip("0").ljust(places, "0")
        if not places:
            return self.whole(int(whole))
        return self.whole(int(whole)) + conventions_of(self.locale).decimal + rest
