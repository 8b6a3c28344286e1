"""``clausekit templates new-language`` and ``new-variant``: files full of questions."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from clausekit.cli.changing import changing
from clausekit.cli.output import json_option, print_json, tell
from clausekit.cli.sets import own_sets
from clausekit.cli.writing import write_all

__all__ = ["new_language", "new_variant"]

Place = tuple[Path, str]
"""The folder of the template sets, and the name of what begins there."""


def _place(_context: click.Context, parameter: click.Parameter, words: tuple[str, ...]) -> Place:
    """Read ``[FOLDER] NAME``."""
    if len(words) > 2:
        raise click.UsageError(f"Got {len(words)} words where {parameter.human_readable_name} go.")
    folder = Path(words[0]) if len(words) == 2 else None
    if folder is not None and not folder.is_dir():
        raise click.BadParameter(f"Directory {str(folder)!r} does not exist.")
    return own_sets(folder), words[-1]


@click.command(
    "new-language",
    epilog="\b\nExamples:\n  clausekit templates new-language it\n"
    "  clausekit templates new-language templates it",
)
@click.argument("place", nargs=-1, required=True, metavar="[FOLDER] CODE", callback=_place)
@json_option
def new_language(place: Place, as_json: bool) -> None:
    """Begin the language CODE: frames, empty PO files, and questions of grammar to answer.

    Nothing can be printed in the language until every question is answered, every text translated
    and the Word templates freed of their marks; `clausekit templates check` tells what is left.
    Without FOLDER, the files are put into the checkout that clausekit runs from.
    """
    from clausekit import Catalogue
    from clausekit.catalogue.messages import messages
    from clausekit.language.scaffolding import scaffold_language, word_tag_of
    from clausekit.resources import templates_root
    from clausekit.word.marking import mark_frame

    folder, code = place
    catalogue = Catalogue.load()
    titles = [(one.id, one.titles["en"]) for one in catalogue.instruments.values()]
    own = folder / "en"
    source = own if any(own.glob("*.docx")) else templates_root() / "en"
    files: dict[Path, bytes] = {}
    with changing(folder):
        scaffold = scaffold_language(folder, code, messages(catalogue), titles=titles)
        for frame in sorted(source.iterdir(), key=lambda item: item.name):
            if frame.name.endswith(".docx"):
                files[folder / code / frame.name] = mark_frame(
                    frame.read_bytes(), name=frame.name, word_language=word_tag_of(code)
                )
        # Behind the frames: what comes last tells that the language is whole.
        files |= {folder / place: text.encode() for place, text in scaffold.items()}
        write_all(files, overwrite=False)
    _tell(files, f"{quote(str(folder))} -l {code}", as_json)


@click.command(
    "new-variant",
    epilog="\b\nExamples:\n  clausekit templates new-variant es-PE\n"
    "  clausekit templates new-variant templates es-PE",
)
@click.argument("place", nargs=-1, required=True, metavar="[FOLDER] TAG", callback=_place)
@json_option
def new_variant(place: Place, as_json: bool) -> None:
    """Begin the national variant TAG, such as es-PE: the words in which it differs.

    Without FOLDER, the file is put into the checkout that clausekit runs from.
    """
    from clausekit.language.scaffolding import scaffold_variant

    folder, tag = place
    with changing(folder):
        scaffold = scaffold_variant(folder, tag)
        files = {folder / place: text.encode() for place, text in scaffold.items()}
        write_all(files, overwrite=False)
    # A variant is checked with its language.
    _tell(files, f"{quote(str(folder))} -l {tag.partition('-')[0]}", as_json)


def _tell(files: dict[Path, bytes], checked: str, as_json: bool) -> None:
    from clausekit.language.questions import find_open

    texts = [text.decode() for path, text in files.items() if path.suffix == ".toml"]
    questions = sum(1 for text in texts for _ in find_open(text))
    if as_json:
        print_json(
            "templates-new", {"files": [str(path) for path in files], "questions": questions}
        )
        return
    for path in files:
        click.echo(path)
    waiting = f"{questions} questions wait for an answer"
    tell(f"{waiting}: `clausekit templates check {checked}` lists them.")
