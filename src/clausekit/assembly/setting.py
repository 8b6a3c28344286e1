"""What the computed pieces of a form are written from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from clausekit.assembly.composer import Composer
from clausekit.assembly.outline import Article, Outline, outline_of
from clausekit.assembly.sheet import Sheet
from clausekit.model.blueprint import Blueprint
from clausekit.model.clause import Clause
from clausekit.model.form import Form
from clausekit.model.kind import DocumentKind
from clausekit.model.non_conformity import NonConformity
from clausekit.model.quantity import Quantity
from clausekit.selection.evidence import Evidence, evidence_of
from clausekit.selection.selection import Selection

__all__ = ["Setting", "annex_of"]


@dataclass(frozen=True, eq=False)
class Setting:
    """A form in the making.

    Args:
        selection: The facts and the clauses.
        form: The plan.
        annex: The outline of the annex, whose numbers the form names.
        sheet: Where it is written.
        case: The facts of a possible failure, where the form is about one.
    """

    selection: Selection
    form: Form
    annex: Outline
    sheet: Sheet
    case: NonConformity | None = None

    @property
    def composer(self) -> Composer:
        """Turns wording into text."""
        return self.sheet.composer

    @property
    def key(self) -> str:
        """The owner of the keys of the form's texts."""
        return f"document.{self.form.id.value}"

    @cached_property
    def values(self) -> Mapping[str, Quantity]:
        """The amounts that the texts print."""
        small, tier = self.selection.small, self.selection.tender.tier
        return {n: value.of(small=small, tier=tier) for n, value in self.form.values.items()}

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """What public sources say of the facts, numbered."""
        return evidence_of(self.selection.tender, self.selection.catalogue)

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """The articles of the annex that are clauses, by id, in its order."""
        return {article.id: article for article in self.annex.articles() if article.clause}

    def clauses(self) -> Iterator[tuple[Article, Clause]]:
        """Yield every article of the annex that is a clause, with the clause."""
        for article in self.articles.values():
            if article.clause is not None:
                yield article, article.clause

    def clause_values(self, clause: Clause) -> Mapping[str, Quantity]:
        """Return the amounts that the wording of *clause* prints."""
        small, tier = self.selection.small, self.selection.depth(clause.id)
        return {n: value.of(small=small, tier=tier) for n, value in clause.values.items()}

    def titled(self, clause: str) -> str:
        """Return "Article 4. No recruitment fees"."""
        return self.composer.phrase(
            "annex.article-title",
            {
                "number": self.composer.annex_article(clause),
                "title": self.composer.text(f"{clause}/title"),
            },
        )

    def word(self, name: str, values: Mapping[str, object] | None = None) -> str:
        """Return what the form says round a fact."""
        return self.composer.word(name, values)

    def columns(self, *columns: tuple[str, int]) -> list[tuple[str, int]]:
        """Return columns with the headings that the form gives them."""
        return [(self.word(f"column.{name}"), share) for name, share in columns]


def annex_of(selection: Selection) -> Outline:
    """Return the outline of the annex that the same facts give."""
    plan: Blueprint = selection.catalogue.blueprints[DocumentKind.TENDER_ANNEX]
    return outline_of(selection, plan)
