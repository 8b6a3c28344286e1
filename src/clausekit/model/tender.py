"""The facts of a tender: what a public buyer knows before the contract is drafted."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Annotated, Any, Self, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from clausekit.errors import Fault
from clausekit.model.base import Model
from clausekit.model.codes import TERRITORIES, alpha2
from clausekit.model.day import Day
from clausekit.model.facts import Facts
from clausekit.model.mapping import FrozenMapping
from clausekit.model.money import Money
from clausekit.model.paper import Paper
from clausekit.model.sector import Sector
from clausekit.model.tier import SupplierSize, Tier

__all__ = [
    "Buyer",
    "Code",
    "CodeScheme",
    "Contact",
    "Money",
    "Paper",
    "Period",
    "Procurement",
    "Stage",
    "SupplierSize",
    "Tender",
    "Tier",
]

_T = TypeVar("_T")

_LONGEST_LINE = 500
_LONGEST_CODE = 40
_LONGEST_YEARS = 100
# Line and paragraph breaks, tabs and controls have no place in a name; lone surrogates and
# non-characters have no place in XML.
_FORBIDDEN = {"Cc", "Cs", "Zl", "Zp"}
_CHECKED = re.compile(r"([0-9]{2,8})-[0-9]")


def _one_line(value: str) -> str:
    if len(value) > _LONGEST_LINE:  # first, since a megabyte is not read letter by letter
        raise ValueError(f"the text has {len(value)} characters; {_LONGEST_LINE} is the most")
    # What can be printed is no control, break or surrogate, and no character that there is not.
    for position, character in enumerate("" if value.isprintable() else value):
        if unicodedata.category(character) in _FORBIDDEN or character in "\ufffe\uffff":
            raise ValueError(
                f"character U+{ord(character):04X} at position {position + 1} "
                "cannot stand in a line of a document"
            )
    if not value.strip():
        raise ValueError("the text is empty")
    return value


def _clipped(value: str) -> str:
    return value if len(value) <= _LONGEST_CODE else f"{value[:_LONGEST_CODE]}..."


def _digits(value: str) -> str:
    if not re.fullmatch(r"[0-9]{2,8}", value):
        raise ValueError(f"{_clipped(value)!r} is not a code: write 2 to 8 digits")
    return value


def _unparted(value: str) -> str:
    """Return what is wrong with a code that is written in one word."""
    found = None
    if len(value) <= _LONGEST_CODE:
        found = re.fullmatch(r"(?i)(CPV|UNSPSC)?\W*([0-9]{2,8})(?:-[0-9])?", value)
    shown = _clipped(value)
    if found is None:
        return f"{shown!r} is not a code; write the classification, a space and 2 to 8 digits"
    schemes = [found[1].upper()] if found[1] else ["CPV", "UNSPSC"]
    meant = " or ".join(repr(f"{scheme} {found[2]}") for scheme in schemes)
    return f"{shown!r} is not a code with its classification before it; write {meant}"


def _once(values: tuple[_T, ...]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(values))


def _country(value: Any) -> Any:
    return alpha2(value) if isinstance(value, str) else value


def _known_country(value: str) -> str:
    if value not in TERRITORIES:
        raise ValueError(f"unknown country {value!r}")
    return value


Line = Annotated[str, AfterValidator(_one_line)]
"""One line of text that comes back letter by letter in the document."""
Country = Annotated[str, BeforeValidator(_country), AfterValidator(_known_country)]
"""ISO 3166-1 alpha-2; alpha-3 is understood."""


class Procurement(StrEnum):
    """What is bought (OCDS ``mainProcurementCategory``)."""

    GOODS = "goods"
    SERVICES = "services"
    WORKS = "works"


class Stage(StrEnum):
    """A stage of a procurement, from market dialogue to close-out."""

    MARKET_DIALOGUE = "market-dialogue"
    TECHNICAL_SPECIFICATION = "technical-specification"
    SELECTION = "selection"
    AWARD = "award"
    CONTRACT_PERFORMANCE = "contract-performance"
    MONITORING = "monitoring"
    CLOSE_OUT = "close-out"


class CodeScheme(StrEnum):
    """Classifications of goods and services."""

    CPV = "CPV"
    UNSPSC = "UNSPSC"


class Code(Model):
    """A code of the goods, services or works bought, written ``CPV 18110000``.

    Example:
        >>> Code.model_validate("CPV 18110000-3")
        Code(scheme=<CodeScheme.CPV: 'CPV'>, code='18110000')
    """

    scheme: CodeScheme
    code: Annotated[str, AfterValidator(_digits)]

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, str):
            scheme, parted, code = value.strip().partition(" ")
            if not parted:
                raise ValueError(_unparted(value.strip()))
            scheme, code = scheme.upper(), code.strip()
            # CPV codes are often published with a check digit; those of the UNSPSC have none.
            checked = _CHECKED.fullmatch(code) if scheme == CodeScheme.CPV else None
            return {"scheme": scheme, "code": checked[1] if checked else code}
        return value

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"

    @property
    def of_goods(self) -> bool:
        """Whether its classification counts it among goods, and not services or works.

        In the CPV, divisions 03 to 44 and 48 are goods; in the UNSPSC, the segments below 70.

        Example:
            >>> Code.model_validate("CPV 18110000").of_goods
            True

        Source:
            Regulation (EC) No 213/2008, annex I; UNSPSC, segments.
        """
        group = int(self.code[:2])
        if self.scheme is CodeScheme.CPV:
            return group < 45 or group == 48
        return group < 70


class Period(Model):
    """The time a contract runs.

    Args:
        start: First day.
        end: Last day.
    """

    start: Day
    end: Day

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.end < self.start:
            raise ValueError(
                f"the contract ends ({self.end}) before it starts ({self.start}); "
                "exchange the two dates or mend one"
            )
        if self.end.year - self.start.year > _LONGEST_YEARS:
            raise ValueError(
                f"the contract runs from {self.start} to {self.end}, longer than "
                f"{_LONGEST_YEARS} years; mend the year that is wrong"
            )
        return self

    @property
    def months(self) -> int:
        """Months that have begun, at least one."""
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        return months + (1 if self.end.day >= self.start.day else 0)


class Contact(Model):
    """Where an office is reached; no person is named.

    Args:
        office: Its name.
        email: Of the office.
        telephone: Of the office.
        address: Postal address in one line.
    """

    office: Line
    email: Line | None = None
    telephone: Line | None = None
    address: Line | None = None


class Buyer(Model):
    """The public body that buys.

    Args:
        name: Its official name.
        country: Where it sits.
        contact: The office in charge of the contract.
        grievance_channel: Where workers and communities can turn to: an address, a telephone
            number or a site.
    """

    name: Line
    country: Country
    contact: Contact | None = None
    grievance_channel: Line | None = None


class Tender(Facts):
    """The facts of a tender.

    ``Tender.model_validate`` and ``Tender.read`` raise ``InputError`` with every fault of the
    input, its JSON pointer and the nearest valid value.

    Args:
        reference: The number of the procedure.
        title: What is bought, as announced.
        buyer: Who buys.
        procurement: Goods, services or works.
        sector: The sector, ``other`` where none fits.
        codes: Codes of what is bought (CPV, UNSPSC); one that stands twice counts once.
        origins: Countries where it is made or work is done, as far as known; each counts once.
        value: Estimated value without taxes.
        period: The contract period.
        tier: How demanding the set is.
        supplier_size: Expected or known.
        stage: The stage for which documents are drafted.
        supplier: The supplier's name, once it is known.
        dated: The date that the document carries; a blank where it is None.
        languages: The languages of the documents, where the command line names none.
        terms: How the parties are called: ``{"supplier": "contractor"}``.
        paper: A4 or Letter; by the buyer's country where it is None.

    Source:
        Codes: CPV of 2008 (Regulation (EC) No 213/2008) and UNSPSC. Countries: ISO 3166-1.
        Currencies: ISO 4217. Dates: ISO 8601.

    Example:
        >>> tender = Tender.model_validate({
        ...     "reference": "2451-17-LP26", "title": "Uniformes", "procurement": "goods",
        ...     "sector": "textiles",
        ...     "buyer": {"name": "Municipalidad de Ejemplo", "country": "CL"},
        ... })
        >>> tender.tier.value, tender.supplier_size.is_small
        ('basic', False)
    """

    reference: Line
    title: Line
    buyer: Buyer
    procurement: Procurement
    sector: Sector
    codes: Annotated[tuple[Code, ...], Field(max_length=100), AfterValidator(_once)] = ()
    origins: Annotated[tuple[Country, ...], Field(max_length=250), AfterValidator(_once)] = ()
    value: Money | None = None
    period: Period | None = None
    tier: Tier = Tier.BASIC
    supplier_size: SupplierSize = SupplierSize.UNKNOWN
    stage: Stage = Stage.CONTRACT_PERFORMANCE
    supplier: Line | None = None
    dated: Day | None = None
    languages: Annotated[tuple[Line, ...], Field(max_length=100), AfterValidator(_once)] = ()
    terms: FrozenMapping[Line, Line] = Field(default={}, max_length=100)
    paper: Paper | None = None

    @classmethod
    def _recognise(cls, obj: Any) -> Fault | None:
        # The field that only an OCDS release or record has, and those of a package of them.
        signs = {"ocid", "releases", "records", "compiledRelease"}
        notice = obj[0] if isinstance(obj, list) and obj else obj
        if not isinstance(notice, dict) or not signs.intersection(notice):
            return None
        return Fault(
            "tender.ocds",
            "This is a notice in the Open Contracting Data Standard; clausekit reads the facts of "
            "a tender in fields of its own.",
            "/",
            "Write a file with the facts, five at the least: reference, title, buyer, procurement, "
            "sector.",
        )
