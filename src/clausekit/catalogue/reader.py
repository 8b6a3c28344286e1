"""The files of a catalogue, read and joined."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Self, TypeVar

from pydantic import Field, model_validator

from clausekit.catalogue.reading import Faults, line_of, read_yaml, validated
from clausekit.catalogue.risk import Listing, RiskList
from clausekit.catalogue.services import ServiceTable
from clausekit.catalogue.texts import read_names, read_texts
from clausekit.errors import nearest
from clausekit.model.alignment import Alignment
from clausekit.model.base import Model
from clausekit.model.blueprint import Blueprint
from clausekit.model.burden import Burden
from clausekit.model.clause import Clause, Theme
from clausekit.model.definition import Definition
from clausekit.model.form import Form
from clausekit.model.instrument import Instrument
from clausekit.model.kind import DocumentKind
from clausekit.model.mapping import Frozen, FrozenMapping
from clausekit.model.money import Currency, Money
from clausekit.model.quantity import Quantity
from clausekit.model.remedy import RemedyLadder
from clausekit.model.safeguard import Safeguard
from clausekit.model.sector import SectorProfile
from clausekit.model.termination import ExitAssessment, Hearing, Suspension, Termination
from clausekit.model.topic import Topic

__all__ = ["Ending", "Reader"]

_M = TypeVar("_M", bound=Model)
_P = TypeVar("_P", Blueprint, Form)
_Placed = tuple[Traversable, int, _M]
"""A record with its file and its position there."""


class Ending(Model):
    """What precedes every termination, whatever its ground.

    Args:
        hearing: The supplier is heard.
        exit_assessment: What the end does to people is weighed.
        notice: From decision to end.
        suspension: The longest suspension and how often it may be renewed.
    """

    hearing: Hearing
    exit_assessment: ExitAssessment
    notice: Quantity
    suspension: FrozenMapping[str, str | int]


class _Size(Model):
    """Below which amount a contract is small, and from which it is large."""

    currency: Currency
    small_below: Decimal = Field(ge=0, lt=Decimal(10) ** 12)
    large_from: Decimal = Field(ge=0, lt=Decimal(10) ** 12)

    @model_validator(mode="after")
    def _small_ends_before_large(self) -> Self:
        if self.large_from < self.small_below:
            raise ValueError("a contract cannot be small and large at once")
        return self


class Reader:
    """Reads the files of a catalogue and joins what they say apart."""

    def __init__(self, root: Traversable, faults: Faults) -> None:
        self.root = root
        self.faults = faults

    def parts(self) -> dict[str, Any] | None:
        """Return the parts of the catalogue by name; None where a fault was added."""
        ladders = self._keyed(self._models(RemedyLadder, "ladders.yaml"))
        ending = self._model(Ending, "ending.yaml")
        instruments = self._keyed(self._models(Instrument, "instruments.yaml"))
        definitions = self._keyed(self._models(Definition, "definitions.yaml"))
        profiles = self._models(SectorProfile, "sectors.yaml")
        blueprints = [self._plan(Blueprint, kind) for kind in DocumentKind if kind.binds]
        forms = [self._plan(Form, kind) for kind in DocumentKind if not kind.binds]
        alignment = self._keyed(self._models(Alignment, "alignment.yaml"))
        phrases = read_texts(self.root / "phrases.yaml", self.faults)
        rules = read_texts(self.root / "rules.yaml", self.faults)
        names = read_names(self.root / "names.yaml", self.faults)
        lists = self._keyed(self._models(Listing, "risk/lists.yaml"))
        thresholds, risks = self._thresholds(), self._risks(lists)
        services = self._model(ServiceTable, "risk/services.yaml")
        topics = self._keyed(self._models(Topic, "topics.yaml"))
        safeguards = self._keyed(self._models(Safeguard, "safeguards.yaml"))
        burden = self._model(Burden, "burden.yaml")
        if ending is None or self.faults:
            return None
        clauses = self._clauses(ladders, ending)
        suspension = validated(
            Suspension,
            {**ending.suspension, "followed_by": ladders.get("L3")},
            self.faults,
            self.root / "ending.yaml",
            ("suspension",),
        )
        if self.faults or suspension is None or risks is None:
            return None
        if services is None or burden is None:
            return None
        return {
            "clauses": Frozen(clauses),
            "ladders": Frozen(ladders),
            "definitions": Frozen(definitions),
            "blueprints": Frozen({plan.id: plan for plan in blueprints if plan}),
            "forms": Frozen({form.id: form for form in forms if form}),
            "alignment": Frozen(alignment),
            "instruments": Frozen(instruments),
            "sectors": Frozen({profile.sector: profile for _, _, profile in profiles}),
            "phrases": Frozen(phrases),
            "names": Frozen(names),
            "rules": Frozen(rules),
            "thresholds": Frozen(thresholds),
            "risks": risks,
            "suspension": suspension,
            "services": services,
            "lists": Frozen(lists),
            "topics": Frozen(topics),
            "burden": burden,
            "safeguards": Frozen(safeguards),
        }

    def _clauses(self, ladders: Mapping[str, RemedyLadder], ending: Ending) -> dict[str, Clause]:
        folder = self.root / "clauses"
        themes = {f"{theme.value}.yaml": theme for theme in Theme}
        for file in sorted(folder.iterdir(), key=lambda item: item.name) if folder.is_dir() else ():
            if file.name not in themes:
                message = f"{file.name!r} is not the name of a theme."
                hint = nearest(file.name, themes)
                self.faults.add("catalogue.unknown-theme", message, f"clauses/{file.name}", hint)
        found: list[_Placed[Clause]] = []
        for name, theme in themes.items():
            file = folder / name
            if not file.is_file():
                continue
            for index, record in enumerate(self._records(file)):
                joined = self._joined(record, theme, ladders, ending, file, index)
                if joined is not None:
                    clause = validated(Clause, joined, self.faults, file, (index,))
                    found.extend([(file, index, clause)] if clause else [])
        return self._keyed(found)

    def _joined(
        self,
        record: Any,
        theme: Theme,
        ladders: Mapping[str, RemedyLadder],
        ending: Ending,
        file: Traversable,
        index: int,
    ) -> dict[str, Any] | None:
        """Return the record of a clause with its theme, ladder and ending put in."""
        if not isinstance(record, dict):
            place = f"{file.name}, line {line_of(file, (index,))}"
            self.faults.add("catalogue.no-record", "A clause is a mapping.", place)
            return None
        named = str(record.get("remedy"))
        ladder = ladders.get(named)
        if ladder is None:
            self.faults.add(
                "catalogue.unknown-ladder",
                f"{record.get('id')}: there is no ladder {named!r}.",
                f"{file.name}, line {line_of(file, (index, 'remedy'))}",
                nearest(named, ladders),
            )
            return None
        joined = {**record, "theme": theme, "remedy": ladder}
        if "termination" in record:
            own = record["termination"]
            ground = validated(
                Termination,
                {
                    **(own if isinstance(own, dict) else {}),
                    "after": ladder,
                    "hearing": ending.hearing,
                    "exit_assessment": ending.exit_assessment,
                    "notice": ending.notice,
                },
                self.faults,
                file,
                (index, "termination"),
            )
            if ground is None:
                return None
            joined["termination"] = ground
        return joined

    def _model(self, model: type[_M], name: str) -> _M | None:
        file = self.root / name
        data = read_yaml(file, self.faults)
        return None if data is None else validated(model, data, self.faults, file)

    def _plan(self, model: type[_P], kind: DocumentKind) -> _P | None:
        name = f"documents/{kind.value}.yaml"
        plan = self._model(model, name)
        if plan is not None and plan.id is not kind:
            self.faults.add(
                "catalogue.invalid-value",
                f"id: this file is the plan of {kind.value!r}, not of {plan.id.value!r}.",
                f"{kind.value}.yaml, line {line_of(self.root / name, ('id',))}",
            )
        return plan

    def _models(self, model: type[_M], name: str) -> list[_Placed[_M]]:
        """Return the records of a file, each with its place."""
        file = self.root / name
        found: list[_Placed[_M]] = []
        for index, record in enumerate(self._records(file)):
            item = validated(model, record, self.faults, file, (index,))
            if item is not None:
                found.append((file, index, item))
        return found

    def _records(self, file: Traversable) -> list[Any]:
        data = read_yaml(file, self.faults)
        if data is None or isinstance(data, list):
            return data or []
        self.faults.add("catalogue.no-record", "The file is a list of records.", file.name)
        return []

    def _thresholds(self) -> dict[str, tuple[Money, Money]]:
        file = self.root / "thresholds.yaml"
        data = read_yaml(file, self.faults)
        if not isinstance(data, dict):
            if data is not None:
                message = "The file maps currencies to amounts."
                self.faults.add("catalogue.no-record", message, file.name)
            return {}
        found = {}
        for currency, row in data.items():
            read = {**row, "currency": currency} if isinstance(row, dict) else row
            size = validated(_Size, read, self.faults, file, (currency,))
            if size is not None:
                found[currency] = (
                    Money(amount=size.small_below, currency=size.currency),
                    Money(amount=size.large_from, currency=size.currency),
                )
        return found

    def _risks(self, lists: Mapping[str, Listing]) -> RiskList | None:
        for name in ("ilab-goods", "services", "sectors"):
            if name not in lists and not self.faults:
                message = f"There is no list {name!r}."
                self.faults.add("catalogue.missing-list", message, "risk/lists.yaml")
        if "ilab-goods" not in lists:
            return None
        try:
            return RiskList.load(self.root / "risk", lists["ilab-goods"])
        except OSError as error:
            name = Path(str(error.filename)).name
            self.faults.add("catalogue.unreadable", "The file cannot be read.", f"risk/{name}")
        except KeyError as error:
            self.faults.add("catalogue.missing-field", f"There is no column {error}.", "risk")
        except UnicodeDecodeError:
            self.faults.add("catalogue.unreadable", "A file is not UTF-8.", "risk")
        except csv.Error as error:
            self.faults.add("catalogue.unreadable", f"A file is no CSV: {error}.", "risk")
        return None

    def _keyed(self, items: Iterable[_Placed[Any]]) -> dict[Any, Any]:
        keyed: dict[Any, Any] = {}
        for file, index, item in items:
            if item.id in keyed:
                place = f"{file.name}, line {line_of(file, (index, 'id'))}"
                self.faults.add(
                    "catalogue.duplicate-id",
                    f"The id {item.id!r} stands twice.",
                    place,
                    "Give one of the two another id.",
                )
            keyed[item.id] = item
        return keyed
