"""How a part begins: in UTF-8 or UTF-16, with a declaration as programs write it."""

from __future__ import annotations

import base64
import re

import pytest
from word_faults import faults
from word_frames import frame_parts, zip_parts

from clausekit.word.check import check_docx
from clausekit.word.encodings import is_unicode
from clausekit.word.frame import Frame
from clausekit.word.markup import EncodingError, parse_part

MAIN = "word/document.xml"
UTF_8, UTF_16 = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
BLANKS = " " * 200


@pytest.mark.parametrize(
    "start",
    [
        "",
        " \r\n",
        '<?xml version="1.0"?>',
        "<?xml version='1.0' encoding='utf-8' standalone='no' ?>\n",
        '<?xml  version="1.0" encoding="UTF-8" standalone="yes"?>\r\n',
        '<?xml version = "1.0" encoding = "us-ascii"?>',
    ],
)
def test_parts_begin_as_programs_write_them(start: str) -> None:
    content = f"{start}<a/>".encode()
    assert is_unicode(content)
    assert parse_part(content).tag == "a"
    if "ascii" not in start:
        assert is_unicode(UTF_8 + content)
    wide = re.sub("(?i)utf-8|us-ascii", "UTF-16", f"{start}<a>é</a>")
    for mark, order in zip(UTF_16, ("utf-16-le", "utf-16-be"), strict=True):
        assert is_unicode(mark + wide.encode(order))
        assert parse_part(mark + wide.encode(order)).text == "é"


@pytest.mark.parametrize(
    "content",
    [
        f'<?xml version="1.0"{BLANKS}encoding="UTF-7"?><a/>'.encode(),
        f'<?xml{BLANKS}version="1.0" encoding="UTF-7"?><a/>'.encode(),
        f'{BLANKS}<?xml version="1.0" encoding="UTF-7"?><a/>'.encode(),
        b'\n<?xml version="1.0" encoding="UTF-7"?><a/>',
        b'<?xml version="1.1"?><a/>',
        b'<?xml version="1.0" encoding="UTF-16"?><a/>',
        b'<?xml version="1.0" standalone="yes" encoding="UTF-7"?><a/>',
        b'<?xml version="1.0" x=\'>\' encoding="UTF-7"?><a/>',
        b'<?xml encoding="UTF-7"?><a/>',
        UTF_8 + b'<?xml version="1.0" encoding="us-ascii"?><a/>',
        UTF_8 + f'<?xml version="1.0"{BLANKS}encoding="UTF-7"?><a/>'.encode(),
        UTF_8 + UTF_8 + b"<a/>",
        UTF_16[0] + '<?xml version="1.0" encoding="UTF-7"?><a/>'.encode("utf-16-le"),
        UTF_16[1] + f'<?xml version="1.0"{BLANKS}encoding="x"?><a/>'.encode("utf-16-be"),
        "<a/>".encode("utf-16-le"),
        "<a/>".encode("utf-16-be"),
        "<a/>".encode("utf-32"),
        "<a/>".encode("utf-32-be"),
        "<a/>".encode("cp037"),
    ],
)
def test_a_part_that_begins_otherwise_is_not_parsed(content: bytes) -> None:
    assert not is_unicode(content)
    with pytest.raises(EncodingError):
        parse_part(content)
    parts = {**frame_parts(), "word/other.xml": content}
    assert faults(zip_parts(parts)) == [("malformed-xml", "house.docx, word/other.xml")]


@pytest.mark.parametrize("part", [MAIN, "[Content_Types].xml", "_rels/.rels"])
def test_a_flood_that_a_late_encoding_hides_is_refused_before_it_is_read(part: str) -> None:
    """Each tag of the flood is written without a sign that means markup in UTF-8."""
    flood = base64.b64encode(("<w:p/>" * 300_000).encode("utf-16-be")).decode().rstrip("=")
    parts = dict(frame_parts())
    text = re.sub(r"<\?xml.*?\?>", "", str(parts[part])).replace(">", f">+{flood}-", 1)
    parts[part] = f'<?xml version="1.0"{BLANKS}encoding="UTF-7"?>{text}'
    assert faults(zip_parts(parts)) == [("malformed-xml", f"house.docx, {part}")]


def test_a_document_with_such_a_part_is_not_sound() -> None:
    parts = dict(frame_parts())
    assert Frame.compile(zip_parts(parts), name="house.docx")
    text = re.sub(r"<\?xml.*?\?>", "", str(parts[MAIN]))
    parts[MAIN] = f'<?xml version="1.0"{BLANKS}encoding="UTF-7"?>{text}'
    assert "document.malformed-xml" in {fault.code for fault in check_docx(zip_parts(parts))}
