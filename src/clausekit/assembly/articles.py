"""The parts of a document and their articles."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import partial

from clausekit.assembly.composer import Composer
from clausekit.assembly.definitions import definition_paragraphs, used_definitions
from clausekit.assembly.outline import Article, Outline
from clausekit.assembly.verification import inline_verification
from clausekit.model.blueprint import Blueprint, VerificationPlace
from clausekit.model.clause import Clause
from clausekit.model.definition import Definition
from clausekit.model.document import Block, Heading, HeadingLevel, Line, Paragraph, ParagraphRole
from clausekit.model.ordinals import alphabetic
from clausekit.model.quantity import Quantity
from clausekit.model.wording import Provision
from clausekit.selection.selection import Selection

__all__ = ["article_blocks", "preamble_blocks"]

ENDING = "end.terminate"
"""The article that lists the grounds of termination of all clauses."""


def preamble_blocks(plan: Blueprint, composer: Composer) -> tuple[Block, ...]:
    """Return the heading of the preamble and its recitals."""
    return composer.remember("preamble", lambda: _preamble(plan, composer))


def _preamble(plan: Blueprint, composer: Composer) -> Iterator[Block]:
    key = f"document.{plan.id.value}"
    yield Heading(level=HeadingLevel.PLAIN, content=composer.text(f"{key}/preamble.title"))
    for index, recital in enumerate(plan.preamble.recitals, start=1):
        yield Paragraph(
            role=ParagraphRole.RECITAL,
            number=alphabetic(index),
            content=composer.line(f"{key}/recital.{recital.id}", sources=recital.sources),
        )


def article_blocks(
    selection: Selection, plan: Blueprint, outline: Outline, composer: Composer
) -> tuple[Block, ...]:
    """Return every part with its articles: the same values, where the outline is the same."""
    return composer.remember(
        ("articles", outline), partial(_parts, selection, plan, outline, composer)
    )


def _parts(
    selection: Selection, plan: Blueprint, outline: Outline, composer: Composer
) -> Iterator[Block]:
    key = f"document.{plan.id.value}"
    for number, part, articles in outline.parts:
        yield from composer.remember(
            ("part", part.id, number), partial(_part, f"{key}/part.{part.id}", number, composer)
        )
        for article in articles:
            provision = article.provision
            if provision is None:
                used = used_definitions(selection.catalogue, outline.wording)
                yield from composer.remember(
                    ("definitions", article.number, tuple(definition.id for definition in used)),
                    partial(_definitions, used, plan, article, composer),
                )
            else:
                yield from composer.remember(
                    (article.id, article.number, *_circumstances(selection, article.id)),
                    partial(_article, selection, plan, article, provision, composer),
                )


def _circumstances(selection: Selection, name: str) -> tuple[Hashable, ...]:
    """Return all of a selection that the wording of an article depends on."""
    own = (selection.small, selection.depth(name))
    if name != ENDING:
        return own
    return (*own, *((clause.id, selection.depth(clause.id)) for clause in _ended_by(selection)))


def _part(key: str, number: str, composer: Composer) -> Iterator[Block]:
    yield Heading(level=HeadingLevel.PART, content=composer.text(key), number=number)


def _article(
    selection: Selection,
    plan: Blueprint,
    article: Article,
    provision: Provision,
    composer: Composer,
) -> Iterator[Block]:
    yield _heading(article, composer.text(f"{provision.id}/title"))
    values = _values(provision, selection)
    for number, paragraph in article.paragraphs:
        key = f"{provision.id}/paragraph.{paragraph.id}"
        yield Paragraph(
            role=ParagraphRole.NUMBERED,
            number=number,
            anchor=f"{provision.id}/{paragraph.id}",
            content=composer.line(key, values, sources=paragraph.sources),
        )
        for index in range(1, len(paragraph.items) + 1):
            yield _item(index, composer.line(f"{key}.item.{index}", values))
    following = len(article.paragraphs) + 1
    if provision.id == ENDING:
        yield from _grounds(selection, f"{article.number}.{following}", composer)
        following += 1
    if isinstance(provision, Clause):
        yield Paragraph(
            role=ParagraphRole.NUMBERED,
            number=f"{article.number}.{following}",
            content=composer.line(
                "phrase.clause.remedy", targets={"ladder": f"ladder.{provision.remedy.id}"}
            ),
        )
        if plan.verification is VerificationPlace.INLINE:
            yield inline_verification(provision, selection.verifications(provision), composer)


def _grounds(selection: Selection, number: str, composer: Composer) -> Iterator[Block]:
    clauses = _ended_by(selection)
    if not clauses:
        return
    yield Paragraph(
        role=ParagraphRole.NUMBERED,
        number=number,
        content=composer.line("phrase.termination.grounds"),
    )
    grounds = [
        composer.text(f"{clause.id}/termination.ground", _values(clause, selection))
        for clause in clauses
    ]
    middle = composer.phrase("list.middle")
    ends = [middle] * len(clauses)
    ends[-1] = composer.phrase("list.last")
    if len(grounds) > 1:
        ends[-2] = f"{middle} {composer.language.conjunction(grounds[-1], word='or')}"
    for index, (clause, ground, end) in enumerate(zip(clauses, grounds, ends, strict=True), 1):
        line = composer.line(
            "phrase.termination.ground", {"ground": ground}, targets={"article": clause.id}
        )
        yield _item(index, (*line, end))


def _ended_by(selection: Selection) -> list[Clause]:
    """Return the clauses whose breach may at last end the contract."""
    return [clause for clause in selection.clauses if clause.termination is not None]


def _definitions(
    used: Iterable[Definition], plan: Blueprint, article: Article, composer: Composer
) -> Iterator[Block]:
    key = f"document.{plan.id.value}"
    yield _heading(article, composer.text(f"{key}/definitions.title"))
    yield Paragraph(
        role=ParagraphRole.NUMBERED,
        number=f"{article.number}.1",
        content=composer.line(f"{key}/definitions.intro"),
    )
    yield from definition_paragraphs(used, composer)


def _heading(article: Article, title: str) -> Heading:
    return Heading(
        level=HeadingLevel.ARTICLE, content=title, number=article.number, anchor=article.id
    )


def _item(index: int, content: Line) -> Paragraph:
    return Paragraph(role=ParagraphRole.ITEM, number=alphabetic(index).lower(), content=content)


def _values(provision: Provision, selection: Selection) -> Mapping[str, Quantity]:
    small, tier = selection.small, selection.depth(provision.id)
    return {name: value.of(small=small, tier=tier) for name, value in provision.values.items()}
