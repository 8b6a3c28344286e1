"""XML of strangers: refused where it is a danger or broken, with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausekit.errors import InputError
from clausekit.exchange.inline import Code, number_codes, split_wording
from clausekit.exchange.markup import read_xml, write_element, write_text
from clausekit.exchange.reading import read_delivery

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<xliff version="2.0">&b;</xliff>"""
OUTSIDE = b"""<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<xliff version="2.0">&a;</xliff>"""
PARAMETER = b"""<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><xliff version="2.0"/>"""


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        (BOMB, "exchange.doctype", "f.xlf, line 2"),
        (OUTSIDE, "exchange.doctype", "f.xlf, line 2"),
        (PARAMETER, "exchange.doctype", "f.xlf, line 1"),
        (b"<xliff>\n<file>\n</xliff>", "exchange.malformed-xml", "f.xlf, line 3"),
        (b"<xliff>\n<file>", "exchange.malformed-xml", "f.xlf, line 2"),
        (b"<xliff>&nbsp;</xliff>", "exchange.malformed-xml", "f.xlf, line 1"),
        (b"<xliff>\x07</xliff>", "exchange.malformed-xml", "f.xlf, line 1"),
        ("<x>\n\né</x>".encode("latin-1"), "exchange.encoding", "f.xlf, line 3"),
        (b'<?xml version="1.0" encoding="utf-16"?><x/>', "exchange.encoding", "f.xlf, line 1"),
        (b'<?xml version="1.0" encoding="no-such"?><x/>', "exchange.encoding", "f.xlf"),
        (b"<a>" * 70 + b"</a>" * 70, "exchange.too-large", "f.xlf, line 1"),
        (b"key;source;target", "exchange.unknown-format", "f.xlf"),
        (b"", "exchange.unknown-format", "f.xlf"),
        (b"<html/>", "exchange.unknown-format", "f.xlf, line 1"),
        (b'<xliff version="9.9"/>', "exchange.unknown-format", "f.xlf, line 1"),
        (b"PK\x03\x04 no archive", "frame.not-docx", "f.xlf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .doc", "frame.encrypted", "f.xlf"),
    ],
    ids=lambda value: value[:24] if isinstance(value, bytes) else None,
)
def test_what_cannot_be_read_is_told_with_its_line(content: bytes, code: str, where: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        read_delivery(content, "f.xlf")
    assert (caught.value.code, caught.value.where) == (code, where)  # type: ignore[attr-defined]


def test_a_file_of_another_encoding_that_says_so_is_read() -> None:
    text = '<?xml version="1.0" encoding="{}"?><a>é</a>'
    for encoding in ("iso-8859-1", "utf-16", "windows-1252"):
        assert read_xml(text.format(encoding).encode(encoding), "a").text == "é"


@pytest.mark.parametrize(
    "start",
    [
        '<?xml version="1.0"' + " " * 300 + 'encoding="iso-8859-1"?>',
        '<?xml version="1.0" encoding = "iso-8859-1"?><!-- and not utf-8 -->',
    ],
)
def test_an_encoding_is_found_wherever_the_declaration_names_it(start: str) -> None:
    assert read_xml(f"{start}<a>é</a>".encode("latin-1"), "a").text == "é"


@pytest.mark.parametrize("encoding", ["utf-7", "cp037", "shift_jis", "utf-32"])
def test_an_encoding_that_could_hide_markup_is_refused(encoding: str) -> None:
    text = f'<?xml version="1.0"{" " * 300}encoding="{encoding}"?><a>+ADw-b/+AD4-</a>'
    with pytest.raises(InputError) as caught:
        read_xml(text.encode(), "a")
    assert caught.value.code == "exchange.encoding"


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clausekit.exchange.markup.LARGEST", 10)
    with pytest.raises(InputError, match="too large"):
        read_xml(b"<a>0123456789</a>", "a")


XML_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"],
                                 exclude_characters="\ufffe\uffff"))  # fmt: skip


@given(XML_TEXT)
def test_text_and_attributes_come_back_letter_by_letter(text: str) -> None:
    written = write_element("a", write_text(text), note=text)
    node = read_xml(written.encode(), "a")
    assert (node.text, node.get("note")) == (text, text)


@given(st.text(st.sampled_from("ab {}:|/supplier"), max_size=40))
def test_pieces_make_up_the_wording(text: str) -> None:
    assert "".join(piece.text for piece in split_wording(text)) == text
    for side in number_codes("{supplier} {buyer}", text):
        assert side is not None
    _, target = number_codes("{supplier} {buyer}", text)
    assert "".join(p.text if isinstance(p, Code) else p for p in target) == text
    numbers = [piece.number for piece in target if isinstance(piece, Code)]
    assert len(numbers) == len(set(numbers))
