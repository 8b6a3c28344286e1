"""A tender out of a text or a file: what cannot be read is told with its line, or with its file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from clausekit.errors import InputError
from clausekit.model.tender import Tender
from facts import tender_facts

MALFORMED = [
    # text -> code, place
    ("", "tender.malformed-json", "line 1, column 1"),
    ("{", "tender.malformed-json", "line 1, column 2"),
    ('{\n  "title": "x",\n  y}', "tender.malformed-json", "line 3, column 3"),
    ('{\n  "title": "x"\n  "sector": "y"\n}', "tender.malformed-json", "line 3, column 3"),
    ("{'title': 'x'}", "tender.malformed-json", "line 1, column 2"),
    ("{} {}", "tender.malformed-json", "line 1, column 4"),
    ('{"title": "a\nb"}', "tender.malformed-json", "line 1, column 13"),
    ("\x00", "tender.malformed-json", "line 1, column 1"),
    ("[" * 100_000, "tender.malformed-json", ""),
    ('{"value": ' + "1" * 5000 + "}", "tender.malformed-json", "line 1, column 11"),
    ('{"title": "1e-400",\n "x": [2, -1e-400]}', "tender.inexact-number", "line 2, column 11"),
    ('{"a\\"1e-400": 1e-400}', "tender.inexact-number", "line 1, column 15"),
    ('\ufeff{"a": 1e-400}', "tender.inexact-number", "line 1, column 7"),
    ('{"a": 1e-99999999999999999999}', "tender.inexact-number", "line 1, column 7"),
    ('{"a": 0e99999999999999999999}', "tender.inexact-number", "line 1, column 7"),
    ('{"a": [0, 1e-400-, 1]}', "tender.inexact-number", "line 1, column 11"),
    ('{"a": 1e-400.5}', "tender.inexact-number", "line 1, column 7"),
    ('{\n"ñ": 1,\n  "ñ" : 2}', "tender.double-name", "line 3, column 3"),
    ('{"a": 1, "a": 2, "a": 3}', "tender.double-name", ""),
    ('{"title": "x", "title": "y"}', "tender.double-name", "line 1, column 16"),
    ('{"buyer": {"name": "x", "name": "y"}}', "tender.double-name", "line 1, column 25"),
    (b"\xff\xfe{\x00}\x00", "tender.not-utf8", ""),
    (b'{"title": "\xe9"}', "tender.not-utf8", ""),
]


@pytest.mark.parametrize(("text", "code", "where"), MALFORMED)
def test_a_text_that_is_not_json_is_told_with_line_and_column(
    text: str | bytes, code: str, where: str
) -> None:
    with pytest.raises(InputError) as caught:
        Tender.model_validate_json(text)
    (fault,) = caught.value.faults
    assert (fault.code, fault.where) == (code, where)


@pytest.mark.parametrize(
    ("number", "code"),
    [("1e-400", "tender.inexact-number"), ("1" * 5000, "tender.malformed-json")],
)
@pytest.mark.parametrize("behind", ["", "-", ".", "e", "-1"])
def test_what_stands_behind_a_number_is_not_gone_through_to_find_it(
    number: str, code: str, behind: str
) -> None:
    # To begin anew at each of these quotes would take hours.
    text = f'{{"a":{number}{behind},"' + '\\"' * 1_000_000
    with pytest.raises(InputError) as caught:
        Tender.model_validate_json(text)
    (fault,) = caught.value.faults
    assert (fault.code, fault.where) == (code, "line 1, column 6")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_only_python_calls_a_number_is_refused_in_json(number: str) -> None:
    text = json.dumps(tender_facts(value={"amount": "AMOUNT", "currency": "CLP"})).replace(
        '"AMOUNT"', number
    )
    with pytest.raises(InputError) as caught:
        Tender.model_validate_json(text)
    assert (caught.value.code, caught.value.where) == ("tender.not-a-number", "/value/amount")


@pytest.mark.parametrize("escaped", [True, False])
def test_a_lone_surrogate_in_json_is_told_with_its_field(escaped: bool) -> None:
    text = json.dumps(tender_facts(title="half \ud83d"), ensure_ascii=escaped)
    with pytest.raises(InputError) as caught:
        Tender.model_validate_json(text)
    (fault,) = caught.value.faults
    assert (fault.code, fault.where) == ("tender.invalid-title", "/title")
    assert "U+D83D at position 6" in fault.message


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("encode", [str, str.encode, lambda text: bytearray(text.encode())])
def test_json_is_read_with_and_without_a_byte_order_mark(mark: str, encode: Any) -> None:
    facts = tender_facts(title="Évaluation «X» — ñandú 𝒳 عربى")
    text = mark + json.dumps(facts, ensure_ascii=False)
    assert Tender.model_validate_json(encode(text)) == Tender.model_validate(facts)


def test_a_file_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as stream:
        stream.truncate(10**11)  # it takes no room on the disk, and would fill the memory
    with pytest.raises(InputError, match=r"huge\.json.*tender\.too-long"):
        Tender.read(path)


def test_a_path_that_no_system_knows_is_told() -> None:
    with pytest.raises(InputError, match=r"tender\.unreadable"):
        Tender.read("a\0b.json")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.json", tmp_path / "none" / "x.json"):
        with pytest.raises(InputError) as caught:
            Tender.read(path)
        assert (caught.value.code, caught.value.where) == ("tender.unreadable", str(path))


def test_faults_of_a_file_name_file_and_pointer(tmp_path: Path) -> None:
    path = tmp_path / "tender.json"
    path.write_text(json.dumps(tender_facts(sector="textile", tier="top")), "utf-8")
    with pytest.raises(InputError) as caught:
        Tender.read(path)
    assert [fault.where for fault in caught.value.faults] == [f"{path}#/sector", f"{path}#/tier"]


@pytest.mark.parametrize(
    ("content", "place", "told"),
    [
        (b"{", ", line 1, column 2", "The file is not JSON"),
        (b"", ", line 1, column 1", "The file is empty."),
        (b"\xef\xbb\xbf\r\n", ", line 1, column 1", "The file is empty."),
        (b"\xff", "", "The file is not UTF-8"),
    ],
)
def test_faults_of_a_file_that_is_no_json_name_its_line(
    tmp_path: Path, content: bytes, place: str, told: str
) -> None:
    path = tmp_path / "tender.json"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        Tender.read(path)
    assert caught.value.where == f"{path}{place}"
    assert caught.value.message.startswith(told)
