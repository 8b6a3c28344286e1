"""A PO file is read to the letter, or refused with the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausekit.errors import TranslationError
from clausekit.language.merging import merge
from clausekit.language.po import LARGEST, parse_po, read_po

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
GOOD = [
    'msgctxt "a"\nmsgid "One"\nmsgstr "Uno"\n',
    'msgctxt "a"\nmsgid ""\n"One "\n"two"\nmsgstr ""\n"Uno "\n"dos"\n',
    '# A remark with "quotes\n#. Note\n#: file\n#, fuzzy\n#| msgid "Old"\n'
    'msgctxt "a"\nmsgid "One"\nmsgstr "Uno \\"dos\\" \\\\"\n',
    'msgctxt "a"\r\nmsgid "One"\r\nmsgstr "Uno"\r\n',
    'msgctxt "a"\nmsgid "One"\nmsgstr "Uno"\n\n#~ msgctxt "b"\n#~ msgid "Two"\n#~ msgstr "Dos"\n',
]


@pytest.mark.parametrize("entry", GOOD)
def test_what_tools_write_is_read(entry: str, tmp_path: Path) -> None:
    file = tmp_path / "good.po"
    file.write_bytes((HEAD + entry).encode())
    assert [one.msgctxt for one in read_po(file) if not one.obsolete] == ["a"]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ('msgstr "Uno', 7),
        ("msgstr Uno", 7),
        ('msgstr "Uno "dos""', 7),
        ('msgstr "Uno\\"', 7),
        ("msgstr “Uno”", 7),
        ('msgstr "U\x00no"', 7),
        ('msgstr "U\x1fno"', 7),
        ("#. a bell \x07", 7),
        ("# none \uffff", 7),
    ],
)
def test_a_line_with_a_wrong_quote_is_told(line: str, number: int, tmp_path: Path) -> None:
    file = tmp_path / "bad.po"
    file.write_text(HEAD + f'msgctxt "a"\nmsgid "One"\n{line}\n', "utf-8")
    with pytest.raises(TranslationError) as caught:
        read_po(file)
    (fault,) = caught.value.faults
    assert fault.code == "translation.malformed-po"
    assert fault.where == f"bad.po, line {number}"


@pytest.mark.parametrize("letter", ["\x07", "\x1d", "\x85", "\u2028", "\u2029", "\ufffe"])
@pytest.mark.parametrize("line", ["# a{}b", "#. a{}# b", 'msgstr "a{}b"'])
def test_a_character_that_nobody_sees_is_named(letter: str, line: str) -> None:
    # polib ends a line at some of them, and would tell of the rest as one that fits nowhere.
    with pytest.raises(TranslationError) as caught:
        parse_po(f'{HEAD}msgctxt "a"\nmsgid "One"\n{line.format(letter)}\n', "bad.po")
    (fault,) = caught.value.faults
    assert (fault.code, fault.where) == ("translation.malformed-po", "bad.po, line 7")
    assert f"U+{ord(letter):04X}" in fault.message
    assert f"character {line.index('{') + 1} of the line" in fault.hint


@pytest.mark.parametrize(
    ("content", "number", "told"),
    [
        (f"\ufeff{HEAD}{GOOD[0]}", 1, "without that mark"),
        (f'{HEAD}{GOOD[0]}msgstr "Dos"\n', 8, "in this order"),
        (f'{HEAD}msgctxt "a"\nmsgstr "Uno"\n', 6, "in this order"),
    ],
)
def test_a_line_that_stands_where_it_cannot_is_told(
    content: str, number: int, told: str, tmp_path: Path
) -> None:
    file = tmp_path / "bad.po"
    file.write_text(content, "utf-8")
    with pytest.raises(TranslationError) as caught:
        read_po(file)
    (fault,) = caught.value.faults
    assert (fault.code, fault.where) == ("translation.malformed-po", f"bad.po, line {number}")
    assert told in fault.hint


@pytest.mark.parametrize("line", ["##: a remark", "##, another", "##:", "#  : x", "# plain"])
def test_remarks_at_the_head_of_a_file_stay_remarks(line: str, tmp_path: Path) -> None:
    # Found by fuzzing: "##: x" was written as "#: x", the place of an entry.
    file = tmp_path / "head.po"
    file.write_text(f"{line}\n{HEAD}{GOOD[0]}", "utf-8")
    once = merge(read_po(file), (), language="es")
    assert once.startswith("# ")
    file.write_text(once, "utf-8")
    assert merge(read_po(file), (), language="es") == once


def test_a_text_parsed_again_is_as_it_was() -> None:
    content = 'msgctxt "a"\nmsgid "x"\nmsgstr "y"\n'
    parse_po(content, "a.po")[0].msgstr = "changed"
    assert parse_po(content, "a.po")[0].msgstr == "y"


def test_a_file_of_remarks_is_not_parsed(tmp_path: Path) -> None:
    file = tmp_path / "long.po"
    sound = (HEAD + GOOD[0]).encode()
    file.write_bytes(sound + b"\n" * (LARGEST - len(sound)))
    assert len(read_po(file)) == 1
    file.write_bytes(sound + b"# a\n" * LARGEST)
    with pytest.raises(TranslationError) as caught:
        read_po(file)
    assert [(fault.code, fault.where) for fault in caught.value.faults] == [
        ("translation.too-large", "long.po")
    ]
