"""``clausekit clauses``: what there is in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from clausekit.cli.output import json_option, print_json, tell
from clausekit.model.ordinals import alphabetic

if TYPE_CHECKING:
    from clausekit.language.locale import Language
    from clausekit.language.translations import Texts
    from clausekit.model.clause import Clause

__all__ = ["command"]


@click.group("clauses")
def command() -> None:
    """Look at the clauses of the catalogue."""


@command.command("list", epilog="\b\nExamples:\n  clausekit clauses list\n"
                 "  clausekit clauses list --json")  # fmt: skip
@json_option
def list_clauses(as_json: bool) -> None:
    """List all clauses; as JSON, with the topics of the field and the clauses on each."""
    from clausekit import Catalogue

    catalogue = Catalogue.load()
    clauses = catalogue.clauses.values()
    if as_json:
        rows = [
            {
                "id": clause.id,
                "version": clause.version,
                "title": clause.title,
                "theme": clause.theme.value,
                "topics": list(clause.topics),
                "obligor": clause.obligor.value,
                "tier": clause.tier.value,
                "ladder": clause.remedy.id,
                "may_end_contract": clause.termination is not None,
            }
            for clause in clauses
        ]
        topics = [
            {
                **topic.model_dump(mode="json"),
                "clauses": [clause.id for clause in clauses if topic.id in clause.topics],
            }
            for topic in catalogue.topics.values()
        ]
        print_json("clauses", {"clauses": rows, "topics": topics})
        return
    for clause in clauses:
        click.echo(
            f"{clause.id:<20} {clause.version:<7} {clause.tier.value:<13} "
            f"{clause.obligor.value:<9} {clause.title}"
        )


@command.command("show", epilog="\b\nExamples:\n  clausekit clauses show fl.fees\n"
                 "  clausekit clauses show fl.fees -l es-CL --json")  # fmt: skip
@click.argument("clause_id", metavar="ID")
@click.option("-l", "--language", default="en", metavar="LANG", help="en where it is not given.")
@json_option
def show(clause_id: str, language: str, as_json: bool) -> None:
    """Show one clause: requirement, verification, remedy, termination."""
    from clausekit import Catalogue, load_language
    from clausekit.catalogue.messages import messages
    from clausekit.errors import TranslationError
    from clausekit.language.translations import Translations

    catalogue = Catalogue.load()
    clause = catalogue.clause(clause_id)
    spoken = load_language(language)
    texts = Translations.load(messages(catalogue), spoken.tag).texts()
    lines = list(_lines(clause, spoken, texts))
    if texts.faults:
        raise TranslationError(*dict.fromkeys(texts.faults))
    if as_json:
        data = clause.model_dump(mode="json")
        told = {"language": spoken.tag, "clause": data, "text": lines}
        more = {"unreviewed": list(texts.unreviewed)} if texts.unreviewed else {}
        print_json("clause", {**told, **more})
        return
    click.echo("\n".join(lines))
    if texts.unreviewed:
        tell(f"No reviewer has signed: {', '.join(texts.unreviewed)}")


def _lines(clause: Clause, language: Language, texts: Texts) -> Iterator[str]:
    values = {name: value.standard for name, value in clause.values.items()}

    def written(key: str) -> str:
        text, regional = texts.get(key)
        pieces = language.render(text, values, regional=regional)
        return "".join(p if isinstance(p, str) else f"[{p.target}]" for p in pieces)

    yield f"{clause.id} {clause.version}: {written(f'{clause.id}/title')}"
    yield f"  {clause.obligor.value}, {clause.tier.value}; {_reach(clause)}"
    for number, paragraph in enumerate(clause.paragraphs, start=1):
        key = f"{clause.id}/paragraph.{paragraph.id}"
        size = {None: "", True: " (small supplier)", False: " (standard)"}[paragraph.small]
        yield f"  {number}.{size} {written(key)}"
        for index in range(1, len(paragraph.items) + 1):
            yield f"     {alphabetic(index).lower()}) {written(f'{key}.item.{index}')}"
        if paragraph.sources:
            yield f"     [{'; '.join(map(str, paragraph.sources))}]"
    for verification in clause.verifications:
        key = f"{clause.id}/verification.{verification.id}"
        target = language.quantity(verification.metric.target, style="figures")
        yield (
            f"  {verification.method.value}, {verification.verifier.value}, "
            f"{verification.frequency.value}: {written(f'{key}.evidence')}; "
            f"{written(f'{key}.metric')} {verification.metric.comparison.value} {target} "
            f"({verification.metric.kind.value})"
        )
    ladder = f"ladder.{clause.remedy.id}"
    severity = clause.remedy.severity.value
    yield f"  {clause.remedy.id} {written(f'{ladder}/title')} ({severity}):"
    for step in clause.remedy.steps:
        period = language.quantity(step.within.standard, style="figures")
        yield f"     {written(f'{ladder}/step.{step.id}.text')} ({period})"
    if clause.termination is not None:
        yield f"  {clause.termination.after.id} -> {written(f'{clause.id}/termination.ground')}"
    if clause.note is None:
        yield f"  {written(f'{clause.id}/drafting-note')}"
        return
    for name, _ in clause.note:
        yield f"  {written(f'{clause.id}/note.{name}')}"


def _reach(clause: Clause) -> str:
    """Tell whom the clause protects, how far it is passed on and since when it is known."""
    holders = ", ".join(holder.value for holder in clause.rights_holders)
    announced = f", announced from {clause.announced_from}" if clause.announced_from else ""
    return f"for {holders}; flow-down: {clause.flow_down.value}{announced}"
