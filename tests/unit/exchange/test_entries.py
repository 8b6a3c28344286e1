"""An import writes the entries of what was taken, and leaves every other letter of a file alone."""

from __future__ import annotations

import polib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clausekit.catalogue.messages import Message
from clausekit.exchange.entries import put_entries

HEADER = (
    "# Ours",
    'msgid ""',
    'msgstr ""',
    '"Language: es\\n"',
    '"Content-Type: text/plain; charset=UTF-8\\n"',
)
OTHERS = (
    ('msgctxt "b"', 'msgid "B"', 'msgstr "Be"'),
    ('#. "a note"', "# ours", 'msgctxt "c"', 'msgid ""', '"long"', 'msgstr ""', '"C "', '"D"'),
    ("#, fuzzy", '#| msgid "Former"', 'msgctxt  "d"', 'msgid "D"', 'msgstr ""'),
    ('#~ msgctxt "a"', '#~ msgid "Old"', '#~ msgstr "Viejo"', '#~ " y más"'),
    ("# kept", '#~| msgid "Older"', '#~ msgctxt "z"', '#~ msgid "Z"', '#~ msgstr "z"'),
    ('msgctxt "e"', 'msgid "E"', 'msgid_plural "Es"', 'msgstr[0] "e"', 'msgstr[1] "es"'),
)
WANTED = ("# by hand", "#: a.py:1", 'msgctxt "a"', 'msgid "A"', 'msgstr "{}"')
BLANKS = ("", "\n", " \n", "\n\n", "\u00a0\n")
MESSAGE = Message("a", "A", "theme")


@given(
    others=st.lists(st.sampled_from(OTHERS), unique=True, max_size=6),
    at=st.integers(0, 6),
    blanks=st.lists(st.sampled_from(BLANKS), min_size=9, max_size=9),
    ends=st.lists(st.sampled_from(("\n", "\r\n")), min_size=1, max_size=7),
    header=st.booleans(),
)
@example(others=list(OTHERS), at=0, blanks=[""] * 9, ends=["\n"], header=True)
@example(others=list(OTHERS), at=6, blanks=[" \n"] * 9, ends=["\n", "\n", "\r\n"], header=True)
def test_whatever_stands_around_an_entry_stays(
    others: list[tuple[str, ...]], at: int, blanks: list[str], ends: list[str], header: bool
) -> None:
    entries: list[tuple[str, ...]] = [*others[:at], WANTED, *others[at:]]
    entries = [HEADER, *entries] if header else entries
    number = 0

    def write(lines: tuple[str, ...], end: str = "") -> str:
        nonlocal number
        written = ""
        for line in lines:
            written += line + (end or ends[number % len(ends)])
            number += 1
        return written

    before = after = ""
    for entry, blank in zip(entries, blanks, strict=False):
        # Each line has the end that it had; those of the entry have that of its first.
        end = ends[number % len(ends)] if entry is WANTED else ""
        written = write(entry, end)
        before += written.replace("{}", "Antes") + blank
        after += written.replace("{}", "Después") + blank
    assert put_entries(before, {"a": (MESSAGE, "Después")}, language="es") == after
    parsed = polib.pofile(before)
    known = put_entries(before, {"a": (MESSAGE, "Después")}, language="es", parsed=parsed)
    assert known == after


def _entry(*lines: str) -> str:
    return "\n".join((*HEADER, "", *lines)) + "\n"


@pytest.mark.parametrize(
    "lines",
    [
        ('msgctxt ""', '"a"', 'msgid "A"', 'msgstr "x"'),
        ('msgctxt "a"', "", 'msgid "A"', " ", 'msgstr "x"', "", '"y"'),
        ('  msgctxt "a"  ', '\tmsgid "A"', 'msgstr "x"'),
        ('msgctxt "a"', 'msgid ""', 'msgstr "x"'),
        ("#, fuzzy", '#| msgid "Old"', 'msgctxt "a"', 'msgid "Old"', 'msgstr ""'),
    ],
)
def test_an_entry_is_found_however_it_is_written(lines: tuple[str, ...]) -> None:
    written = put_entries(_entry(*lines), {"a": (MESSAGE, "Nuevo")}, language="es")
    assert written == _entry('msgctxt "a"', 'msgid "A"', 'msgstr "Nuevo"')
    parsed = polib.pofile(_entry(*lines))
    again = put_entries(_entry(*lines), {"a": (MESSAGE, "Nuevo")}, language="es", parsed=parsed)
    assert again == written


def test_an_entry_that_was_not_parsed_before_is_found() -> None:
    text = _entry('msgctxt "a\\t"', 'msgid "A"', 'msgstr "x"').removeprefix("\n".join(HEADER))
    written = put_entries(text, {"a\t": (MESSAGE, "Nuevo")}, language="es", parsed=())
    assert written == text.replace('"x"', '"Nuevo"')


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_new_entry_ends_its_lines_as_the_file_does(end: str) -> None:
    before = _entry('msgctxt "b"', 'msgid "B"', 'msgstr "Be"').replace("\n", end)
    written = put_entries(before, {"a": (MESSAGE, "Nuevo")}, language="es")
    added = f'{end}msgctxt "a"{end}msgid "A"{end}msgstr "Nuevo"{end}'
    assert written == before + added
    assert len(polib.pofile(written)) == 2


def test_a_file_without_a_last_line_end_keeps_its_other_entries() -> None:
    before = _entry('msgctxt "a"', 'msgid "A"', 'msgstr "x"', "", 'msgctxt "b"', 'msgid "B"')
    before += 'msgstr "y"'
    written = put_entries(before, {"a": (MESSAGE, "Nuevo")}, language="es")
    assert written == before.replace('msgstr "x"', 'msgstr "Nuevo"')
