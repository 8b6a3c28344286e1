"""The catalogue: every clause, ladder, definition, document plan, instrument and risk list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Self

from clausekit.catalogue.compiled import (
    TITLES,
    compiled_file,
    digest_of,
    read_compiled,
    write_compiled,
)
from clausekit.catalogue.labels import CodeLabels
from clausekit.catalogue.risk import Listing, RiskList
from clausekit.catalogue.services import ServiceTable
from clausekit.errors import CatalogueError, Fault, UnknownName, nearest
from clausekit.model.clause import Clause
from clausekit.record import record
from clausekit.resources import catalogue_root

if TYPE_CHECKING:
    from clausekit.model.alignment import Alignment, CoreInstrument
    from clausekit.model.blueprint import Blueprint
    from clausekit.model.burden import Burden
    from clausekit.model.definition import Definition
    from clausekit.model.form import Form
    from clausekit.model.instrument import Instrument
    from clausekit.model.kind import DocumentKind
    from clausekit.model.money import Money
    from clausekit.model.remedy import RemedyLadder
    from clausekit.model.safeguard import Safeguard
    from clausekit.model.sector import Sector, SectorProfile
    from clausekit.model.termination import Suspension
    from clausekit.model.topic import Topic

__all__ = ["Catalogue"]


@record(eq=False, repr=False)
class Catalogue:
    """Everything that documents are made from. Immutable; safe to share between threads.

    Attributes:
        clauses: By id, in the order of the files.
        ladders: By id.
        definitions: By id.
        blueprints: The plan of each kind that binds the parties.
        forms: The plan of each other kind.
        alignment: What the alignment matrix accounts for.
        instruments: By id.
        sectors: The profile of each sector.
        phrases: Fixed phrases of documents, by key.
        names: What risks, sectors, tiers and the like are called, by ``risk.safety`` and so on.
        rules: What each rule of selection says, by key.
        thresholds: Currency -> (small contract below, large contract from).
        risks: Public lists of goods and origins.
        suspension: The limits of every suspension.
        services: Risks in services and works.
        lists: The lists that findings come from, by id.
        labels: What codes are called.
        topics: The topic map, by id.
        burden: How much work the documents may ask of a supplier.
        safeguards: The paragraphs that hold each promise to people.

    Example:
        >>> catalogue = Catalogue.load()
        >>> catalogue.clause("fl.fees").title
        'No recruitment fees'
    """

    clauses: Mapping[str, Clause]
    ladders: Mapping[str, RemedyLadder]
    definitions: Mapping[str, Definition]
    blueprints: Mapping[DocumentKind, Blueprint]
    forms: Mapping[DocumentKind, Form]
    alignment: Mapping[CoreInstrument, Alignment]
    instruments: Mapping[str, Instrument]
    sectors: Mapping[Sector, SectorProfile]
    phrases: Mapping[str, str]
    names: Mapping[str, str]
    rules: Mapping[str, str]
    thresholds: Mapping[str, tuple[Money, Money]]
    risks: RiskList
    suspension: Suspension
    services: ServiceTable
    lists: Mapping[str, Listing]
    labels: CodeLabels
    topics: Mapping[str, Topic]
    burden: Burden
    safeguards: Mapping[str, Safeguard]

    @classmethod
    def load(cls, folder: str | Path | Traversable | None = None) -> Self:
        """Read and check a catalogue; it loads whole or not at all.

        Args:
            folder: Where the files are; the shipped catalogue where it is None.

        Raises:
            CatalogueError: Every fault of every file, with file, line and code.

        Example:
            >>> catalogue = Catalogue.load()
            >>> catalogue.clause("fl.fees").title
            'No recruitment fees'
        """
        if folder is None:
            return cls._shipped()
        return cls._read(Path(folder) if isinstance(folder, str) else folder)

    @classmethod
    def _shipped(cls) -> Self:
        """Return the shipped catalogue: as it was compiled, if it is still the same; else read."""
        root, file = catalogue_root(), compiled_file()
        if file.is_file():
            parts = read_compiled(file.read_bytes(), digest_of(root))
            if parts is not None:
                risks = RiskList(*parts.pop("risks"))
                return cls(labels=_labels(root), risks=risks, **parts)
        return cls._read(root)

    @classmethod
    def _read(cls, root: Traversable) -> Self:
        # Whoever takes the compiled catalogue needs neither the reader nor the checks.
        from clausekit.catalogue.checks import check
        from clausekit.catalogue.places import place_of
        from clausekit.catalogue.reader import Reader
        from clausekit.catalogue.reading import Faults

        if not root.is_dir():
            raise CatalogueError(
                Fault(
                    "catalogue.unreadable",
                    "There is no such folder with a catalogue.",
                    str(root),
                    "Name the folder that holds clauses, ladders.yaml and the rest.",
                )
            )
        faults = Faults()
        parts = Reader(root, faults).parts()
        faults.raise_if_any()
        if parts is None:  # the reader adds a fault wherever it gives up
            raise CatalogueError(Fault("catalogue.unreadable", "The catalogue cannot be read."))
        catalogue = cls(labels=_labels(root), **parts)
        faults.extend(
            replace(fault, where=place_of(fault.where, catalogue.clauses, root))
            for fault in check(catalogue)
        )
        faults.raise_if_any()
        return catalogue

    @classmethod
    def compile(cls) -> bytes:
        """Read and check the shipped catalogue, and return it as a package carries it.

        Raises:
            CatalogueError: As ``load``.
        """
        root = catalogue_root()
        digest = digest_of(root)
        catalogue = cls._read(root)
        names = [field.name for field in fields(cls) if field.name not in {"labels", "risks"}]
        parts = {name: getattr(catalogue, name) for name in names}
        return write_compiled({**parts, "risks": catalogue.risks.parts}, digest)

    def __repr__(self) -> str:
        return f"Catalogue({len(self.clauses)} clauses)"

    def clause(self, name: str) -> Clause:
        """Return the clause *name*.

        Raises:
            UnknownName: There is none; the nearest id is named.
        """
        try:
            return self.clauses[name]
        except KeyError:
            raise UnknownName(
                Fault(
                    "catalogue.unknown-clause",
                    f"There is no clause {name!r}.",
                    hint=nearest(name, self.clauses),
                )
            ) from None


def _labels(root: Traversable) -> CodeLabels:
    return CodeLabels(root / "risk" / TITLES)
