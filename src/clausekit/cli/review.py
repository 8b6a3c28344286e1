"""``clausekit templates review``: a reviewer signs what was read."""

from __future__ import annotations

from pathlib import Path

import click

from clausekit.cli.changing import changing
from clausekit.cli.output import Words, json_option, print_json, printable

__all__ = ["review"]

_HOW = ("translated", "adapted", "machine-assisted")
_SHOWN = 10


@click.command(
    "review",
    epilog="\b\nExamples:\n"
    '  clausekit templates review templates -l fr --reviewer "A. Reader"\n'
    '  clausekit templates review templates -l es --theme forced-labour --reviewer "A. Reader"\n'
    '  clausekit templates review templates fl.fees/title -l pt --reviewer "A. Reader"',
)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("-l", "--language", "languages", multiple=True, metavar="LANG",
              help="es, fr or pt; may be repeated. Without it, all.")  # fmt: skip
@click.option("--theme", "themes", multiple=True, metavar="THEME",
              help="Sign this file only; may be repeated.")  # fmt: skip
@click.option("--reviewer", required=True, type=Words(), metavar="NAME",
              help="Who read English and translation side by side.")  # fmt: skip
@click.option("--how", type=click.Choice(_HOW), default=_HOW[0],
              help="How the translations were made.")  # fmt: skip
@json_option
def review(
    folder: Path,
    keys: tuple[str, ...],
    languages: tuple[str, ...],
    themes: tuple[str, ...],
    reviewer: str,
    how: str,
    as_json: bool,
) -> None:
    """Sign translations that were read beside their English wording.

    Without KEY or --theme, everything that stands is signed. What is stale, missing or cannot be
    printed is passed over and told. A stale text that is named by its KEY is signed too: the
    reviewer says that it renders the new English as well. A signature holds until one of the two
    wordings changes.
    """
    from clausekit import Catalogue
    from clausekit.catalogue.messages import messages
    from clausekit.language.checks.run import find_languages
    from clausekit.language.reviewing import plan_review

    with changing(folder) as save:
        codes = find_languages(folder, languages)
        plan = plan_review(
            folder, messages(Catalogue.load()), codes,
            reviewer=reviewer, how=how, themes=themes, keys=keys,
        )  # fmt: skip
        save({folder / place: text.encode() for place, text in plan.files.items()})
    if as_json:
        passed_over = {
            "stale": list(plan.stale),
            "missing": list(plan.missing),
            "unsound": list(plan.unsound),
        }
        print_json("templates-review", {"signed": plan.signed, "kept": plan.kept, **passed_over})
        return
    texts = "text" if plan.signed == 1 else "texts"
    click.echo(f"{plan.signed} {texts} signed by {printable(reviewer)}.")
    if plan.kept:
        click.echo(f"{plan.kept} signed already; that signature stands.")
    for name, passed in (
        ("stale", plan.stale),
        ("missing", plan.missing),
        ("with placeholders at fault", plan.unsound),
    ):
        if passed:
            more = f" and {len(passed) - _SHOWN} more" if len(passed) > _SHOWN else ""
            click.echo(f"{len(passed)} {name}, not signed: {', '.join(passed[:_SHOWN])}{more}")
