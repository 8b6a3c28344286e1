"""``clausekit templates parties``: each text with other names of the parties, side by side."""

from __future__ import annotations

from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clausekit.cli.output import json_option, print_json, tell
from clausekit.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

    from clausekit.errors import Fault
    from clausekit.language.noun import Noun
    from clausekit.language.pseudoparties import Difference

__all__ = ["parties"]


@record
class _Reading:
    """What is seen of one text."""

    language: str
    key: str
    differences: Mapping[str, tuple[Difference, ...]]
    fixed: tuple[tuple[str, str], ...]


@click.command(
    "parties",
    epilog="\b\nExamples:\n  clausekit templates parties -l fr fl.fees\n"
    "  clausekit templates parties -l es 'mon.*' --json\n"
    "  clausekit templates parties --suspects",
)
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("-l", "--language", "languages", multiple=True, metavar="LANG",
              help="en, es, fr or pt; may be repeated. Without it, all but en.")  # fmt: skip
@click.option("--templates", "folder", metavar="FOLDER",
              type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="Folder of template sets. Without it, the shipped ones.")  # fmt: skip
@click.option("--suspects", is_flag=True,
              help="Only texts with a word that should change and does not.")  # fmt: skip
@json_option
def parties(
    keys: tuple[str, ...], languages: tuple[str, ...], folder: Path | None, suspects: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Show what changes in a text when the parties go by other names.

    Each text is printed with a masculine, a feminine, a plural and a vowel-initial name of each
    party. Only the words that differ are shown, and those that follow: what should have changed
    there, and has not, is a mistake of agreement. KEY is the key of a text, a clause such as
    fl.fees, or a pattern; without it, all texts are shown.
    """
    from clausekit.language.locale import load_language
    from clausekit.language.pseudoparties import choose_names
    from clausekit.resources import templates_root

    root = folder or templates_root()
    found = list(_read(root, languages, keys))
    if suspects:
        found = [reading for reading in found if reading.fixed]
    names = {
        code: {
            party: choose_names(language, party) for party in language.parties
        }
        for code in dict.fromkeys(reading.language for reading in found)
        for language in (load_language(code, root=root),)
    }  # fmt: skip
    if as_json:
        print_json("templates-parties", {"names": _named(names), "texts": list(map(_data, found))})
        return
    for at, reading in enumerate(found):
        if at:
            click.echo()
        _print(reading)
    count = sum(bool(reading.fixed) for reading in found)
    texts = "1 text" if len(found) == 1 else f"{len(found)} texts"
    tell(f"{texts}, {count} with a word to look at.")


def _read(
    root: Traversable, languages: tuple[str, ...], keys: tuple[str, ...]
) -> Iterator[_Reading]:
    from clausekit.errors import LanguageError
    from clausekit.language.locale import load_language
    from clausekit.language.pseudoparties import (
        choose_names,
        compare_names,
        find_fixed_words,
        read_hints,
    )

    faults: list[Fault] = []
    for code, texts in _choose_texts(root, languages, keys):
        language = load_language(code, root=root)
        hints = read_hints(root, code)
        names = {party: choose_names(language, party) for party in language.parties}
        for key, (place, text) in texts.items():
            try:
                differences = {
                    party: compare_names(text, language, party, nouns)
                    for party, nouns in names.items()
                    if f"{{{party}" in text
                }
                fixed = tuple(find_fixed_words(text, language, hints)) if differences else ()
            except LanguageError as error:
                faults += (
                    replace(one, where=", ".join(filter(None, (place, one.where))))
                    for one in error.faults
                )
                continue
            if differences:
                yield _Reading(code, key, differences, fixed)
    if faults:
        raise LanguageError(*faults)


def _choose_texts(
    root: Traversable, languages: tuple[str, ...], keys: tuple[str, ...]
) -> Iterator[tuple[str, dict[str, tuple[str, str]]]]:
    """Yield the texts of each language that are wanted, each after the place where it stands.

    A text without a translation is passed.
    """
    from clausekit import Catalogue
    from clausekit.catalogue.messages import messages
    from clausekit.errors import Fault, UnknownName, nearest
    from clausekit.language.checks.run import find_languages, read_sheets
    from clausekit.language.translations import SOURCE_LANGUAGE

    sources = {message.key: message.source for message in messages(Catalogue.load())}
    wanted = [key for key in sources if not keys or any(_fits(key, one) for one in keys)]
    lost = [one for one in keys if not any(_fits(key, one) for key in sources)]
    if lost:
        known = {*sources, *(key.partition("/")[0] for key in sources)}
        raise UnknownName(
            *(
                Fault(
                    "translation.unknown-key",
                    f"The catalogue has no text {one!r}.",
                    hint=nearest(one, known),
                )
                for one in lost
            )
        )
    others = [code for code in languages if code != SOURCE_LANGUAGE]
    codes = find_languages(root, others) if others or not languages else ()
    if SOURCE_LANGUAGE in languages:
        yield SOURCE_LANGUAGE, {key: (f"{SOURCE_LANGUAGE}, {key}", sources[key]) for key in wanted}
    for code in codes:
        written = {
            entry.msgctxt: (f"{sheet.path}, line {entry.linenum}, {entry.msgctxt}", entry.msgstr)
            for sheet in read_sheets(root, code)
            if sheet.tag == code
            for entry in sheet.entries
        }
        yield code, {key: written[key] for key in wanted if written.get(key, ("", ""))[1]}


def _fits(key: str, wanted: str) -> bool:
    return key == wanted or key.startswith(f"{wanted}/") or fnmatchcase(key, wanted)


def _named(names: Mapping[str, Mapping[str, Mapping[str, Noun]]]) -> dict[str, Any]:
    return {
        code: {
            party: {kind: noun.named() for kind, noun in nouns.items()}
            for party, nouns in by_party.items()
        }
        for code, by_party in names.items()
    }


def _data(reading: _Reading) -> dict[str, Any]:
    return {
        "language": reading.language,
        "key": reading.key,
        "parties": {
            party: [{"words": dict(one.words), "following": one.following} for one in found]
            for party, found in reading.differences.items()
        },
        "suspects": [{"party": party, "words": words} for party, words in reading.fixed],
    }


def _print(reading: _Reading) -> None:
    click.echo(f"{reading.language} {reading.key}")
    for party, differences in reading.differences.items():
        if not differences:
            continue
        kinds = list(differences[0].words)
        rows = [[*kinds, ""]]
        rows += [
            [*one.words.values(), f"… {one.following}" if one.following else ""]
            for one in differences
        ]
        widths = [max(len(row[at]) for row in rows) for at in range(len(kinds))]
        click.echo(f"  {{{party}}}")
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
            click.echo(f"    {'  '.join([*cells, row[-1]])}".rstrip())
    for _, words in reading.fixed:
        click.echo(f"  look at: “{words}” has one form only")
