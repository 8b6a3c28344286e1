"""Every kind of change that was tracked is found, wherever it stands."""

from __future__ import annotations

import pytest
from word_faults import faults
from word_frames import NAMESPACES, SLOTS, frame_parts, numbering, small_frame, styles, zip_parts

WHO = 'w:id="90" w:author="Ana"'
RANGES = [
    f"{kind}Range"
    for kind in ("customXmlDel", "customXmlIns", "customXmlMoveFrom", "customXmlMoveTo",
                 "moveFrom", "moveTo")
]  # fmt: skip


@pytest.mark.parametrize("half", ["Start", "End"])
@pytest.mark.parametrize("name", RANGES)
def test_a_range_that_was_changed_is_refused(name: str, half: str) -> None:
    # The end of a range names nobody, and only an accepted change has none.
    body = f'<w:p><w:{name}{half} w:id="90"/></w:p>'
    for content in (small_frame(body + SLOTS), small_frame(header=body)):
        assert [code for code, _ in faults(content)] == ["tracked"]


@pytest.mark.parametrize(
    "body",
    [
        f'<w:p><w:customXmlInsRangeStart {WHO}/><w:customXmlInsRangeEnd w:id="90"/></w:p>',
        '<w:tbl><w:tblPr/><w:tblGrid><w:tblGridChange w:id="90"><w:tblGrid/></w:tblGridChange>'
        "</w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr><w:cellMerge {WHO}/></w:tcPr><w:p/>"
        "</w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:ins {WHO}/></w:trPr><w:tc><w:p/></w:tc>"
        "</w:tr></w:tbl>",
        "<w:p><w:r><w:rPr><x:conflictIns xmlns:x="
        f'"http://schemas.microsoft.com/office/word/2010/wordml" {WHO}/></w:rPr></w:r></w:p>',
    ],
)
def test_a_change_is_found_in_properties_and_of_later_kinds(body: str) -> None:
    assert {code for code, _ in faults(small_frame(body + SLOTS))} == {"tracked"}


def test_changes_are_found_in_styles_and_numbers() -> None:
    change = f"<w:rPr><w:rPrChange {WHO}><w:rPr/></w:rPrChange></w:rPr>"
    style = f'<w:style w:type="character" w:styleId="x"><w:name w:val="x"/>{change}</w:style>'
    changed = numbering().replace("</w:lvl>", f"{change}</w:lvl>", 1)
    for content in (
        small_frame(style_part=styles(extra=style)),
        small_frame(numbering_part=changed),
        zip_parts({**frame_parts(), "word/x.xml": f"<w:x {NAMESPACES}>{change}</w:x>"}),
    ):
        assert [code for code, _ in faults(content)] == ["tracked"]
