"""Reads the pages of the documentation and does what they tell the reader to do.

A ``python`` block is run, as a doctest where it has prompts. A ``console`` block is run command by
command, and what follows a command is what it prints; ``...`` stands for anything. A block with a
caption is a file: it is written, a ``diff`` is applied, a ``po`` entry replaces its namesake.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

import polib

from clausekit import Catalogue
from clausekit.cli import main
from facts import shipped

__all__ = ["Block", "read_blocks", "run_block"]

_FENCE = re.compile(r"^```(?P<info>.*)$")
_DIRECTIVE = re.compile(r"\{code-block\}\s*(?P<language>\S+)")
_CAPTION = re.compile(r"^:caption:\s*(?P<caption>.+)$")
# A command that ends in a fault prints its code in brackets, or as JSON.
_FAULT = re.compile(r'\[[a-z]+\.[a-z0-9-]+\]$|^  "error": ', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code on a page.

    Args:
        language: What it is written in.
        caption: The file that it stands for; empty for none.
        text: What it says.
        line: Where it begins.
    """

    language: str
    caption: str
    text: str
    line: int

    @property
    def runs(self) -> bool:
        """Whether there is anything to do; the other blocks are there to be read."""
        return bool(self.caption) or self.language in {"python", "console", "po"}


def read_blocks(page: Path) -> Iterator[Block]:
    """Yield the blocks of a page in order."""
    info: str | None = None
    lines: list[str] = []
    start = 0
    for number, line in enumerate(page.read_text("utf-8").splitlines(), start=1):
        fence = _FENCE.match(line)
        if fence is None:
            lines.append(line)
        elif info is None:
            info, lines, start = fence["info"].strip(), [], number
        else:
            yield _block(info, lines, start)
            info = None


def _block(info: str, lines: list[str], start: int) -> Block:
    directive = _DIRECTIVE.match(info)
    caption = ""
    while directive and lines and (not lines[0].strip() or lines[0].startswith(":")):
        found = _CAPTION.match(lines[0])
        caption = found["caption"].strip() if found else caption
        lines = lines[1:]
    return Block(
        directive["language"] if directive else info, caption, "\n".join(lines) + "\n", start
    )


def run_block(block: Block, names: dict[str, Any], page: str) -> None:
    """Do what a block tells, in the current folder.

    Args:
        block: The block.
        names: The Python names of the page so far.
        page: Its name, for messages.
    """
    if not block.runs:
        return
    if block.caption:
        _write(block)
    elif block.language == "python":
        _run_python(block, names, page)
    elif block.language == "console":
        _run_console(block, page)
    elif block.language == "po":
        _find_entries(block, page)


def _run_python(block: Block, names: dict[str, Any], page: str) -> None:
    place = f"{page}, line {block.line}"
    if ">>>" not in block.text:
        exec(compile(block.text, place, "exec"), names)
        return
    test = doctest.DocTestParser().get_doctest(block.text, names, place, page, block.line)
    report = io.StringIO()
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(
        test, out=report.write, clear_globs=False
    )
    names.update(test.globs)
    assert not result.failed, report.getvalue()


def _run_console(block: Block, page: str) -> None:
    command, expected = "", []
    for line in [*block.text.splitlines(), "$ "]:
        if not line.startswith("$ "):
            expected.append(line)
            continue
        if command:
            _run_command(command, "\n".join(expected).rstrip("\n"), f"{page}, line {block.line}")
        command, expected = line[2:], []


def _run_command(command: str, expected: str, place: str) -> None:
    words = shlex.split(command)
    if words[0] == "cp":
        shutil.copy(words[1], words[2])
        return
    if words == ["make", "demo"]:
        words = ["clausekit", "demo", "-o", "out"]
    assert words[0] == "clausekit", f"{place}: no test knows how to run {command!r}"
    printed = io.StringIO()
    status: object = 0
    with contextlib.ExitStack() as stack:
        stack.enter_context(mock.patch.object(sys, "argv", words))
        stack.enter_context(mock.patch.object(Catalogue, "load", _loader()))
        # click takes the name of the program from here.
        stack.enter_context(mock.patch.object(sys.modules["__main__"], "__package__", None))
        stack.enter_context(contextlib.redirect_stdout(printed))
        stack.enter_context(contextlib.redirect_stderr(printed))
        try:
            main()
        except SystemExit as end:
            status = end.code or 0
    got = printed.getvalue().rstrip("\n") + "\n"
    assert status == (2 if _FAULT.search(expected) else 0), f"{place}: {command}\n{got}"
    if expected:
        fits = doctest.OutputChecker().check_output(expected + "\n", got, doctest.ELLIPSIS)
        assert fits, f"{place}: {command}\nexpected:\n{expected}\ngot:\n{got}"


def _loader() -> Callable[..., Catalogue]:
    """Return what loads the shipped catalogue without reading it.

    It is another one each time, since what is composed from a catalogue is kept with it, and the
    templates of each page differ.
    """
    load, whole = Catalogue.load, shipped()
    return lambda folder=None: replace(whole) if folder is None else load(folder)


def _write(block: Block) -> None:
    path = Path(block.caption)
    if block.language == "po":
        _replace_entries(path, block.text)
    elif block.language == "diff":
        _apply(path, block.text)
    elif path.exists() and block.language == "yaml":
        path.write_text(path.read_text("utf-8") + block.text, "utf-8")
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, "utf-8")


def _apply(path: Path, text: str) -> None:
    lines = text.splitlines()
    before = "\n".join(line[1:] for line in lines if line[:1] in {" ", "-"})
    after = "\n".join(line[1:] for line in lines if line[:1] in {" ", "+"})
    content = path.read_text("utf-8")
    assert content.count(before) == 1, f"{path} does not hold, once: {before}"
    path.write_text(content.replace(before, after), "utf-8")


def _replace_entries(path: Path, text: str) -> None:
    catalogue = polib.pofile(str(path), encoding="utf-8", wrapwidth=0)
    for new in polib.pofile(text, wrapwidth=0):
        old = next(entry for entry in catalogue if entry.msgctxt == new.msgctxt)
        old.msgid, old.msgstr, old.flags = new.msgid, new.msgstr, new.flags
        old.previous_msgid = new.previous_msgid
    path.write_text(f"{catalogue}\n", "utf-8")


def _find_entries(block: Block, page: str) -> None:
    """See that the entries shown stand in the PO files as they are now."""
    entries = {
        entry.msgctxt: entry
        for path in sorted(Path("templates").glob("es/clauses/*.po"))
        for entry in polib.pofile(str(path), encoding="utf-8", wrapwidth=0)
    }
    for shown in polib.pofile(block.text, wrapwidth=0):
        stands = entries[shown.msgctxt]
        same = (shown.msgid, shown.msgstr, shown.flags, shown.previous_msgid) == (
            stands.msgid, stands.msgstr, stands.flags, stands.previous_msgid,
        )  # fmt: skip
        assert same, f"{page}, line {block.line}: {shown.msgctxt} reads differently: {stands}"
