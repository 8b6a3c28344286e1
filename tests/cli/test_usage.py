"""Help, version and bad usage are the same for every command."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from clausekit.cli.app import cli

Write = Callable[..., Path]


def _command(path: tuple[str, ...]) -> click.Command:
    command: click.Command = cli
    for name in path:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), name)
        assert found is not None
        command = found
    return command


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("clauses", "show", "fl.fee"), "catalogue.unknown-clause"),
        (("clauses", "show", "fl.fees", "-l", "xx"), "language.unknown"),
        (("clauses", "show"), "usage.wrong"),
        (("clauses", "lst"), "usage.wrong"),
        (("biuld",), "usage.wrong"),
        (("explain",), "usage.wrong"),
    ],
)
def test_bad_usage_is_told_as_json(run: Any, arguments: tuple[str, ...], code: str) -> None:
    done = run(*arguments, "--json")
    assert (done.exit_code, done.codes, done.out) == (2, [code], "")


def test_bad_usage_is_told_to_people(run: Any) -> None:
    done = run("biuld")
    assert done.exit_code == 2
    assert "No such command 'biuld'" in done.err


def _commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    context = click.Context(group)
    found: list[tuple[str, ...]] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            found += _commands(command, (*path, name))
        else:
            found.append((*path, name))
    return found


def test_click_does_not_open_files() -> None:
    files = [
        parameter.type
        for path in _commands(cli)
        for parameter in _command(path).params
        if isinstance(parameter.type, click.Path) and parameter.type.file_okay
    ]
    assert len(files) >= 6
    assert not [kind for kind in files if kind.readable], "its own message would have no code"


@pytest.mark.parametrize("command", _commands(cli), ids=" ".join)
def test_help_has_an_example_and_json(run: Any, command: tuple[str, ...]) -> None:
    done = run(*command, "--help")
    assert (done.exit_code, done.err) == (0, "")
    assert re.search(rf"Examples?:\n\s+clausekit {' '.join(command)}", done.out)
    assert "--json" in done.out
    assert run(*command, "-h").out == done.out


def test_help_names_the_exit_codes_and_what_this_is_not(run: Any) -> None:
    done = run("--help")
    assert done.exit_code == 0
    said = " ".join(done.out.split())
    assert "0 done, 1 findings, 2 bad usage or input, 101 a fault of clausekit" in said
    assert "no legal advice" in said


def test_version(run: Any) -> None:
    done = run("--version")
    assert done.exit_code == 0
    assert re.fullmatch(r"\d+(\.\d+)*\S*\n", done.out)


def test_a_fault_of_ours_is_told_as_such(
    run: Any, tender: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr("clausekit.select", broken, raising=False)
    done = run("explain", tender())
    assert done.exit_code == 101
    assert done.out == ""
    assert "ZeroDivisionError: of ours" in done.err
    assert "not of your input" in done.err
