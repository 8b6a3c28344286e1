"""What public lists say of goods and the countries they come from.

The list of goods is the US Department of Labor's (ILAB, 2024 edition). A row means that there is
reason to believe that the good is made with child or forced labour in that country; a missing row
means nothing. So a finding has three values, and none of them names a supplier or bars an origin.
"""

from __future__ import annotations

import csv
import datetime
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import Field

from clausekit.model.base import Model
from clausekit.model.codes import alpha2
from clausekit.model.mapping import Frozen
from clausekit.model.sector import Risk
from clausekit.model.tender import Code, CodeScheme

__all__ = ["ListedGood", "Listing", "OriginFinding", "Presence", "RiskList"]


class Presence(StrEnum):
    """Whether a list names what is asked for."""

    LISTED = "listed"
    NOT_LISTED = "not-listed"
    """The list covers things of this kind, and does not name this one: that clears nothing."""
    UNKNOWN = "unknown"
    """Nothing on the list corresponds to the code: nothing can be said."""


class Listing(Model):
    """A list from which findings come.

    Args:
        id: Such as ``ilab-goods``.
        title: Its title.
        publisher: Who publishes it.
        edition: Which edition was read.
        date: The date of that edition.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    edition: str = Field(min_length=1)
    date: datetime.date

    def __str__(self) -> str:
        return f"{self.publisher}, {self.title}, {self.edition}"


class ListedGood(Model):
    """A row of the list.

    Args:
        good: Its name on the list.
        country: ISO 3166-1 alpha-2.
        risks: Child labour, forced labour or both.
    """

    good: str
    country: str
    risks: tuple[Risk, ...]


class OriginFinding(Model):
    """What the list says of a code and an origin; it names no supplier and bars no origin.

    Args:
        code: What is bought.
        country: Where from.
        presence: Listed, not listed or unknown.
        goods: The goods of the list that correspond, with their risks, where listed.
        source: The list.
        edition: Its edition.
        date: The date of the edition.
    """

    code: Code
    country: str
    presence: Presence
    goods: tuple[ListedGood, ...] = ()
    source: str
    edition: str
    date: datetime.date


class RiskList:
    """The list of goods and the crosswalk from codes to goods."""

    def __init__(
        self,
        listed: Mapping[tuple[str, str], ListedGood],
        crosswalk: Mapping[tuple[CodeScheme, str], tuple[str, ...]],
        listing: Listing,
    ) -> None:
        self.listing = listing
        self._listed = dict(listed)
        self._crosswalk = dict(crosswalk)
        self._order = {key: place for place, key in enumerate(self._crosswalk)}

    @classmethod
    def load(cls, folder: Traversable, listing: Listing) -> RiskList:
        """Read the list and the crosswalk from *folder*; *listing* is what it is called."""
        listed = {}
        for row in _rows(folder / "ilab-tvpra-goods-2024.csv"):
            risks = tuple(
                risk
                for risk, columns in (
                    (Risk.CHILD_LABOUR, ("child_labor", "forced_child_labor")),
                    (Risk.FORCED_LABOUR, ("forced_labor", "forced_child_labor")),
                )
                if any(row[column] == "1" for column in columns)
            )
            good = ListedGood(good=_clean(row["good"]), country=alpha2(row["iso3"]), risks=risks)
            listed[_key(good.good), good.country] = good
        crosswalk: dict[tuple[CodeScheme, str], tuple[str, ...]] = {}
        for row in _rows(folder / "crosswalk-ilab-cpv-unspsc.csv"):
            goods = tuple(_key(good) for good in row["ilab_goods"].split("|"))
            for scheme, column in (
                (CodeScheme.CPV, "cpv_prefix"),
                (CodeScheme.UNSPSC, "unspsc_prefix"),
            ):
                for prefix in filter(None, row[column].split("|")):
                    known = crosswalk.get((scheme, prefix), ())
                    crosswalk[scheme, prefix] = (*known, *goods)
        return cls(listed, crosswalk, listing)

    @property
    def parts(self) -> tuple[Mapping[Any, ListedGood], Mapping[Any, tuple[str, ...]], Listing]:
        """What the list is made from, in the order in which the class takes it."""
        return Frozen(self._listed), Frozen(self._crosswalk), self.listing

    @property
    def goods(self) -> tuple[str, ...]:
        """The names of the goods that a finding can tell, in order."""
        reached = {good for goods in self._crosswalk.values() for good in goods}
        return tuple(
            sorted({row.good for (good, _), row in self._listed.items() if good in reached})
        )

    def finding(self, code: Code, country: str) -> OriginFinding:
        """Return what the list says of *code* from *country*."""
        goods = self._goods(code)
        rows = tuple(
            dict.fromkeys(
                self._listed[good, country] for good in goods if (good, country) in self._listed
            )
        )
        presence = Presence.LISTED if rows else Presence.NOT_LISTED if goods else Presence.UNKNOWN
        return OriginFinding(
            code=code,
            country=country,
            presence=presence,
            goods=rows,
            source=str(self.listing),
            edition=self.listing.edition,
            date=self.listing.date,
        )

    def _goods(self, code: Code) -> tuple[str, ...]:
        prefixes = ((code.scheme, code.code[:end]) for end in range(1, len(code.code) + 1))
        known = sorted(filter(self._order.__contains__, prefixes), key=self._order.__getitem__)
        return tuple(good for prefix in known for good in self._crosswalk[prefix])


def _rows(file: Traversable) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text("utf-8").splitlines(), restval=""))


def _clean(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _key(name: str) -> str:
    return _clean(name).casefold()
