"""Amounts of money, in figures and in words.

In figures the ISO 4217 code stands before the amount, because a sign such as $ belongs to many
currencies. Nothing is ever rounded: an amount finer than its currency is refused.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from clausekit.errors import Fault, LanguageError, nearest
from clausekit.language.conventions import conventions_of
from clausekit.language.numbers import LIMIT
from clausekit.language.quantities import link_millions
from clausekit.language.typography import NO_BREAK
from clausekit.model.codes import decimals
from clausekit.model.money import too_fine
from clausekit.record import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from clausekit.language.data import GrammarRules
    from clausekit.language.figures import Figures
    from clausekit.language.numbers import Speller

__all__ = ["Amounts"]


@record(eq=False)
class Amounts:
    """Writes money in one language."""

    rules: GrammarRules
    speller: Speller
    figures: Figures
    locale: str
    starts_with_vowel: Callable[[str], bool]

    def write(self, amount: Decimal | int, currency: str) -> str:
        """Return the ISO code and the amount in figures."""
        amount, places = self._check(amount, currency)
        figure = self.figures.decimal(amount, places)
        pair = (figure, currency) if self.rules.money.code_after else (currency, figure)
        return NO_BREAK.join(pair)

    def spell(self, amount: Decimal | int, currency: str) -> str:
        """Return the amount in words, with the currency's name."""
        amount, places = self._check(amount, currency)
        whole = int(amount)
        cents = int((amount - whole).scaleb(places))
        name = self._name(whole, currency)
        genders = self.rules.genders
        feminine = "f" in genders and currency in self.rules.money.feminine
        gender = "f" if feminine else next(iter(genders), "")
        link = link_millions(whole, name, self.rules, self.starts_with_vowel)
        text = f"{self.speller.spell(whole, gender=gender)} {link}{name}"
        if places and (cents or self.rules.money.always):
            text = f"{text} {self.rules.money.link} {self._cents(cents, places, currency)}"
        return text

    def _cents(self, cents: int, places: int, currency: str) -> str:
        words = self.rules.money.cents.get(currency)
        if self.rules.money.style == "fraction" or words is None:
            return f"{cents:0{places}d}/{10**places}"
        gender = words.gender or next(iter(self.rules.genders), "")
        name = words.one if cents in self.rules.quantities.singular else words.many
        return f"{self.speller.spell(cents, gender=gender)} {name}"

    def _name(self, whole: int, currency: str) -> str:
        own = self.rules.money.names.get(currency)
        one = whole in self.rules.quantities.singular
        if own is not None:
            return own.one if one else own.many
        name = conventions_of(self.locale).currencies[currency][0 if one else 1]
        # Some locales print the name like a heading (pt-BR "Pesos chilenos"); English keeps its
        # capital, which is that of a country.
        if name == currency or not self.rules.genders:  # CLDR has no name for some
            return name
        return name[:1].lower() + name[1:]

    def _check(self, amount: Decimal | int, currency: str) -> tuple[Decimal, int]:
        places = _places(currency, self.locale)
        try:
            value = Decimal(amount)
        except (ArithmeticError, TypeError, ValueError):
            value = Decimal("NaN")
        if not value.is_finite() or value < 0:
            raise LanguageError(
                Fault(
                    "language.money-amount",
                    f"{amount} is no amount that a contract can state.",
                    hint="Give a positive amount.",
                )
            )
        if value >= LIMIT + 1:
            raise LanguageError(
                Fault(
                    "language.number-range",
                    f"The amount {value:.3E} cannot be written in words.",
                    hint=f"Use at most {LIMIT}.",
                )
            )
        fine = too_fine(value, currency, places)
        if fine is not None:
            raise LanguageError(Fault("language.money-decimals", fine[0], hint=fine[1]))
        return value, places


def _places(currency: str, locale: str) -> int:
    known = conventions_of(locale).currencies
    if currency not in known:
        raise LanguageError(
            Fault(
                "language.unknown-currency",
                f"{currency!r} is not a currency code of ISO 4217.",
                hint=nearest(currency, known) or "Use three capital letters, such as EUR.",
            )
        )
    return decimals(currency)
