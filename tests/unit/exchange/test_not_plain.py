"""What a reader of the Word document sees otherwise than plain text says is never taken unseen."""

from __future__ import annotations

import pytest
from lxml import etree

from clausekit.exchange.export import Format, prepare, write_shipment
from clausekit.exchange.reading import read_delivery
from clausekit.exchange.returned import Returned
from clausekit.exchange.taking import Outcome, take
from clausekit.word.markup import MC, W, w
from clausekit.word.sheet_reading import read_tables
from exchange_samples import (
    Edit,
    Sets,
    edit_document,
    find_paragraph,
    find_row,
    parse_runs,
    replace_parts,
    say,
)

KEY = "buy.commit/title"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
BOX = "<w:pict><w:txbxContent><w:p><w:r><w:t>no</w:t></w:r></w:p></w:txbxContent></w:pict>"
STRUCK = "text that is struck through"
HIDDEN = "text that is hidden"
SIGN = "a sign of a symbol font"
DRAWN = "a picture, a text box or something else that is drawn"
RAISED = "figures that are raised or lowered"
NUMBER = "the number or the bullet of a list"
TURNED = "text whose direction was set by hand"
BUTTON = "a button with a text of its own"


def _field(*pieces: str, result: str = "") -> str:
    """Return a field with its instruction in *pieces*; XML stands as it is."""
    said = "".join(
        piece if piece.startswith("<") else f"<w:r><w:instrText>{piece}</w:instrText></w:r>"
        for piece in pieces
    )
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return f"{begin}{said}{separate}{result}{end}"


def _run(properties: str, content: str = "<w:t>letras</w:t>") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>"


@pytest.fixture
def document(sets: Sets) -> bytes:
    """Return a document as it goes out."""
    shipment = prepare(sets.root, sets.messages, "es", themes=["buyer"])
    return write_shipment(shipment, Format.DOCX, sets.root)


def _unit(content: bytes) -> Returned:
    units = read_delivery(content, "f.docx").units
    assert all(not unit.problems for unit in units if unit.key != KEY)
    return next(unit for unit in units if unit.key == KEY)


def _told(content: bytes) -> list[str]:
    """Return what the row holds beside its text."""
    told = []
    for problem in _unit(content).problems:
        assert problem.code == "exchange.not-plain"
        told.append(
            problem.message.removeprefix("The translation holds what plain text does not say: ")
        )
    return told


UNSAID = {
    "strike": (_run("<w:strike/>"), STRUCK),
    "dstrike": (_run('<w:dstrike w:val="1"/>'), STRUCK),
    "vanish": (_run("<w:b/><w:vanish/>", "<w:t> y secretos</w:t>"), HIDDEN),
    "symbol": ('<w:r><w:sym w:font="Wingdings" w:char="0041"/></w:r>', SIGN),
    "half a character": ('<w:r><w:sym w:font="Symbol" w:char="D800"/></w:r>', SIGN),
    "symbol font": (_run('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), SIGN),
    "raised figure": (_run('<w:vertAlign w:val="superscript"/>', "<w:t>2</w:t>"), RAISED),
    "box": (f"<w:r>{BOX}</w:r>", DRAWN),
    "drawing": ("<w:r><w:t>a</w:t><w:drawing/></w:r>", DRAWN),
    "two forms": (f'<w:r><c:AlternateContent xmlns:c="{MC}"/></w:r>', DRAWN),
    "foreign": ('<w:r><x:sign xmlns:x="urn:x"/></w:r>', DRAWN),
    "EQ": (r"<w:r><w:instrText> eq \f(1;2)</w:instrText></w:r>", DRAWN),
    "simple EQ": (r'<w:fldSimple w:instr="EQ \f(1;2)"/>', DRAWN),
    "equation": (f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>45</m:t></m:r></m:oMath>', "an equation"),
    "footnote": ('<w:r><w:footnoteReference w:id="2"/></w:r>', "the mark of a note"),
    "endnote": ('<w:r><w:endnoteReference w:id="2"/></w:r>', "the mark of a note"),
    "ruby": ("<w:r><w:ruby><w:rt><w:r><w:t>a</w:t></w:r></w:rt></w:ruby></w:r>",
             "text with other text above it"),
    "date": ("<w:r><w:yearLong/></w:r>", "text that Word puts in itself"),
    "direction": ('<w:bdo w:val="rtl"><w:r><w:t>on</w:t></w:r></w:bdo>',
                  TURNED),
    "direction of other letters": ('<w:dir w:val="ltr"><w:r><w:t>\u05d0\u05d1</w:t></w:r></w:dir>',
                                   TURNED),
    "inner direction": ('<w:bdo w:val="ltr"><w:bdo w:val="rtl"><w:r><w:t>on</w:t></w:r></w:bdo>'
                        "</w:bdo>", TURNED),
    "specVanish": (_run("<w:specVanish/>"), HIDDEN),
    "webHidden": (_run("<w:webHidden/>"), HIDDEN),
    "hidden blank": (_run("<w:vanish/>", "<w:t> </w:t>"), HIDDEN),
    "EQ in pieces": (_field(" E", r"Q \s(a,b)"), DRAWN),
    "EQ around a field": (_field(_field("QUOTE", result="<w:r><w:instrText>E</w:instrText></w:r>"),
                                 r"Q \f(1;2)"), DRAWN),
    "EQ after a result": (_field("PAGE", result="<w:r><w:t>1</w:t></w:r>") + _field("EQ x"), DRAWN),
    "FORMCHECKBOX": (_field(" FORMCHECKBOX "), DRAWN),
    "text in an instruction": (_field("PAGE", "<w:r><w:t>no</w:t></w:r>"), HIDDEN),
    "MACROBUTTON": (_field(" MACROBUTTON Nothing seen text"), BUTTON),
    "GOTOBUTTON": ('<w:fldSimple w:instr="GOTOBUTTON a seen text"/>', BUTTON),
    **{name: (_field(f" {name.lower()} \\l 1 "), NUMBER)
       for name in ("LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT")},
    "deep": (f'<w:ins w:id="1"><w:hyperlink>{_run("<w:strike/>")}</w:hyperlink></w:ins>', STRUCK),
    "both": (_run("<w:vanish/><w:strike/>"), f"{STRUCK}, {HIDDEN}"),
}  # fmt: skip


@pytest.mark.parametrize(("runs", "told"), UNSAID.values(), ids=UNSAID)
def test_what_plain_text_cannot_say_is_told_with_its_row(
    document: bytes, runs: str, told: str
) -> None:
    assert _told(edit_document(document, say(KEY, f"<w:r><w:t>Uno </w:t></w:r>{runs}"))) == [
        f"{told}."
    ]


PLAIN = {
    "looks": _run('<w:b/><w:i/><w:u w:val="single"/><w:color w:val="FF0000"/><w:caps/>'
                  '<w:highlight w:val="yellow"/><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'),
    "switched off": _run('<w:strike w:val="0"/><w:dstrike w:val="false"/><w:vanish w:val="off"/>'
                         '<w:vertAlign w:val="baseline"/>'),
    "raised letters": _run('<w:vertAlign w:val="superscript"/>', "<w:t>er</w:t>"),
    "without letters": _run("<w:strike/><w:vanish/>", "<w:lastRenderedPageBreak/>"),
    "struck blank": _run("<w:strike/><w:dstrike/>", "<w:t> \u00a0</w:t>"),
    "direction of these letters": '<w:bdo w:val="ltr"><w:r><w:t>a</w:t></w:r></w:bdo>'
                                  '<w:dir w:val="ltr"><w:r><w:t> 1</w:t></w:r></w:dir>',
    "field with a result": _field("RE", "F x", result="<w:r><w:t>EQ</w:t></w:r>"),
    "end of no field": '<w:r><w:fldChar w:fldCharType="end"/><w:t>EQ</w:t></w:r>',
    "comment": '<w:r><w:commentReference w:id="1"/></w:r>',
    "deleted": f'<w:del w:id="1"><w:r>{BOX}<w:delText>x</w:delText></w:r></w:del>',
    "former looks": _run('<w:b/><w:rPrChange w:id="1"><w:rPr><w:strike/></w:rPr></w:rPrChange>'),
    "field": '<w:r><w:instrText> EQUIPO </w:instrText></w:r><w:fldSimple w:instr="PAGE"/>',
    "link": '<w:hyperlink><w:r><w:rPr><w:rStyle w:val="Gone"/></w:rPr><w:t>a</w:t></w:r>'
            "</w:hyperlink>",
    "marks": '<w:bookmarkStart w:id="1" w:name="a"/><w:proofErr w:type="spellStart"/>',
}  # fmt: skip


@pytest.mark.parametrize("runs", PLAIN.values(), ids=PLAIN)
def test_looks_that_leave_the_words_as_they_are_pass(document: bytes, runs: str) -> None:
    assert _told(edit_document(document, say(KEY, f"<w:r><w:t>Uno</w:t></w:r>{runs}"))) == []


def _styles(*styles: str) -> dict[str, bytes]:
    return {"word/styles.xml": f'<w:styles xmlns:w="{W}">{"".join(styles)}</w:styles>'.encode()}


def _style(identity: str, properties: str, *, based: str = "", more: str = "") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:styleId="{identity}"{more}>{base}<w:rPr>{properties}</w:rPr></w:style>'


@pytest.mark.parametrize(
    ("styles", "own", "told"),
    [
        ((_style("S", "<w:strike/>"),), "", [STRUCK]),
        ((_style("S", "<w:b/>", based="T"), _style("T", "<w:vanish/>")), "", [HIDDEN]),
        ((_style("T", "<w:vanish/>"), _style("S", '<w:vanish w:val="0"/>', based="T")), "", []),
        ((_style("S", "<w:strike/>"),), '<w:strike w:val="0"/>', []),
        ((_style("S", '<w:rFonts w:hAnsi="Symbol"/>'),), "", [SIGN]),
        ((_style("S", '<w:rFonts w:hAnsi="Symbol"/>'),), '<w:rFonts w:ascii="Arial"/>', []),
        ((_style("S", "<w:strike/>", based="T"), _style("T", "", based="S")), "", [STRUCK]),
        ((_style("S", "<w:b/>", based="S"),), "", []),
        ((_style("TableText", "<w:strike/>"),), "", [STRUCK]),
        ((_style("TableText", "<w:strike/>"),), '<w:strike w:val="0"/>', []),
        ((_style("N", "<w:vanish/>", more=' w:type="paragraph" w:default="1"'),
          _style("TableText", "")), "", []),
    ],
)  # fmt: skip
def test_the_style_of_a_run_or_its_paragraph_counts(
    document: bytes, styles: tuple[str, ...], own: str, told: list[str]
) -> None:
    edited = edit_document(document, say(KEY, _run(f'<w:rStyle w:val="S"/>{own}')))
    units = read_delivery(replace_parts(edited, _styles(*styles)), "f.docx").units
    (unit,) = (unit for unit in units if unit.key == KEY)
    assert [problem.message.partition(": ")[2] for problem in unit.problems] == [
        f"{one}." for one in told
    ]


def test_the_style_of_all_paragraphs_counts_where_none_is_named(document: bytes) -> None:
    def unname(root: etree._Element) -> None:
        properties = find_paragraph(root, KEY)[0]
        properties.remove(properties[0])

    style = _style("N", "<w:vanish/>", more=' w:type="paragraph" w:default="1"')
    content = replace_parts(
        edit_document(document, unname), _styles(style, _style("TableText", ""))
    )
    assert _told(content) == [f"{HIDDEN}."]


def _defaults(properties: str) -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{properties}</w:rPr></w:rPrDefault></w:docDefaults>"
    )


TABLE = ' w:type="table"'
USUAL = f'{TABLE} w:default="1"'
ROW = '<w:style w:styleId="ReviewTable"><w:tblStylePr><w:rPr>{}</w:rPr></w:tblStylePr></w:style>'
SYMBOL, ARIAL = (f'<w:rFonts w:ascii="{font}"/>' for font in ("Symbol", "Arial"))


@pytest.mark.parametrize(
    ("styles", "own", "told"),
    [
        ((_defaults("<w:strike/>"),), "", [STRUCK]),
        ((_defaults("<w:vanish/>"), _style("TableText", '<w:vanish w:val="0"/>')), "", [HIDDEN]),
        ((_defaults("<w:strike/>"),), '<w:strike w:val="0"/>', []),
        ((_defaults(SYMBOL),), "", [SIGN]),
        ((_defaults(SYMBOL), _style("TableText", ARIAL)), "", []),
        ((_style("ReviewTable", "<w:vanish/>", more=TABLE),), "", [HIDDEN]),
        ((_style("ReviewTable", "<w:vanish/>", more=TABLE),), '<w:vanish w:val="0"/>', []),
        ((_style("ReviewTable", "", based="T"), _style("T", "<w:strike/>", more=USUAL)),
         "", [STRUCK]),
        ((_style("T", "<w:strike/>", more=USUAL),), "", [STRUCK]),
        ((_style("ReviewTable", ""), _style("T", "<w:strike/>", more=USUAL)), "", []),
        ((ROW.format("<w:strike/>"),), "", [STRUCK]),
        ((ROW.format('<w:strike w:val="0"/>'),), "", []),
        ((_style("C", "<w:strike/>", more=' w:type="character" w:default="1"'),), "", [STRUCK]),
    ],
)  # fmt: skip
def test_the_style_of_the_table_and_what_holds_for_all_text_count(
    document: bytes, styles: tuple[str, ...], own: str, told: list[str]
) -> None:
    edited = edit_document(document, say(KEY, _run(own)))
    units = read_delivery(replace_parts(edited, _styles(*styles)), "f.docx").units
    (unit,) = (unit for unit in units if unit.key == KEY)
    assert [problem.message.partition(": ")[2] for problem in unit.problems] == [
        f"{one}." for one in told
    ]


@pytest.mark.parametrize("mark", ["<w:cellDel/>", '<w:cellMerge w:vMerge="cont"/>', "<w:hMerge/>"])
def test_a_cell_that_was_deleted_or_merged_with_changes_tracked_does_not_stand(
    document: bytes, mark: str
) -> None:
    def edit(root: etree._Element) -> None:
        find_row(root, KEY).findall(w("tc"))[2][0].append(parse_runs(mark)[0])

    assert [problem.code for problem in _unit(edit_document(document, edit)).problems] == [
        "exchange.cut-row"
    ]


def test_a_row_whose_cells_were_all_deleted_is_gone(sets: Sets, document: bytes) -> None:
    def edit(root: etree._Element) -> None:
        for cell in find_row(root, KEY).findall(w("tc")):
            cell[0].append(parse_runs("<w:cellDel/>")[0])

    delivery = read_delivery(edit_document(document, edit), "f.docx")
    report = take(delivery, sets.root, sets.messages)
    verdict = next(verdict for verdict in report.verdicts if verdict.key == KEY)
    assert verdict.outcome is Outcome.MISSING


def test_fields_in_each_other_without_end_are_read_at_once(document: bytes) -> None:
    begin, separate = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate")
    )
    runs = (begin + separate) * 20_000 + "<w:r><w:instrText>EQ x </w:instrText></w:r>" * 20_000
    assert _told(edit_document(document, say(KEY, begin + runs))) == [f"{DRAWN}."]


@pytest.mark.parametrize(("number", "is_told"), [("3", True), ("0", False)])
def test_the_number_of_a_list_is_told(document: bytes, number: str, is_told: bool) -> None:
    def number_it(root: etree._Element) -> None:
        listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        find_paragraph(root, KEY)[0].append(parse_runs(listed)[0])

    told = _told(edit_document(document, number_it))
    assert told == ["the number or the bullet of a list."] * is_told


@pytest.mark.parametrize("column", [0, 1, 3, 4])
def test_other_cells_may_hold_anything(document: bytes, column: int) -> None:
    def strike(root: etree._Element) -> None:
        find_paragraph(root, KEY, column).append(parse_runs(_run("<w:strike/>", f"<w:t/>{BOX}"))[0])

    assert _told(edit_document(document, strike)) == []


def test_a_text_that_is_not_plain_stays_as_it_was(sets: Sets, document: bytes) -> None:
    """Also where its letters are those that stand."""
    runs = _run("<w:strike/>", f"<w:t>{sets.units()[KEY].target}</w:t>")
    report = take(
        read_delivery(edit_document(document, say(KEY, runs)), "f"), sets.root, sets.messages
    )
    verdict = next(verdict for verdict in report.verdicts if verdict.key == KEY)
    assert (verdict.outcome, verdict.problems[0].code) == (Outcome.REFUSED, "exchange.not-plain")
    assert report.count()[Outcome.REFUSED] == 1


# --- comments


def _comments(*texts: str) -> dict[str, bytes]:
    written = "".join(
        f'<w:comment w:id="{at}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
        for at, text in enumerate(texts)
    )
    return {"word/comments.xml": f'<w:comments xmlns:w="{W}">{written}</w:comments>'.encode()}


def _refer(*ids: int) -> str:
    return "".join(f'<w:r><w:commentReference w:id="{one}"/></w:r>' for one in ids)


def test_a_comment_is_told_once_for_its_row(document: bytes) -> None:
    def comment(root: etree._Element) -> None:
        for column in (1, 2):
            find_paragraph(root, KEY, column).extend(list(parse_runs(_refer(1, 0, 1, 7))))

    content = replace_parts(edit_document(document, comment), _comments("Sure?", "No."))
    assert _unit(content).remark == "No.; Sure?"
    rows = [row for table in read_tables(content, "f").tables for row in table]
    assert [row.cells[1].comments for row in rows if row.cells[1].comments] == [("No.", "Sure?")]


def test_a_long_comment_in_many_places_is_kept_with_its_beginning(document: bytes) -> None:
    long = "z" * 1_000_000

    def comment(root: etree._Element) -> None:
        for paragraph in root.iter(f"{{{W}}}p"):
            paragraph.extend(list(parse_runs(_refer(*range(10)))))

    content = replace_parts(edit_document(document, comment), _comments(*[long] * 10))
    remarks = [unit.remark for unit in read_delivery(content, "f.docx").units]
    assert remarks
    assert all(remark.startswith("zzz") and len(remark) < 4_100 for remark in remarks)
    content = edit_document(document, say(KEY, _refer(*[0] * 20_000)))
    assert len(_unit(replace_parts(content, _comments(long))).remark) == 2_000


def test_a_comment_inside_another_one_is_none(document: bytes) -> None:
    depth = 3
    opened = "".join(
        f'<w:comment w:id="{at}"><w:p><w:r><w:t>No.</w:t></w:r>' for at in range(depth)
    )
    nested = f'<w:comments xmlns:w="{W}">{opened}{"</w:p></w:comment>" * depth}</w:comments>'
    for one in range(depth):
        content = edit_document(document, say(KEY, _refer(one)))
        unit = _unit(replace_parts(content, {"word/comments.xml": nested.encode()}))
        assert unit.remark == ("" if one else "No." * depth)


def _add_tables(depth: int, inside: str) -> Edit:
    """Put tables into the translation, each in a cell of the next, and *inside* in all cells."""
    opened, closed = f"<w:tbl><w:tr><w:tc>{inside}", "</w:tc></w:tr></w:tbl>"

    def edit(root: etree._Element) -> None:
        cell = find_row(root, KEY).findall(w("tc"))[2]
        cell.extend(list(parse_runs(opened * depth + closed * depth)))

    return edit


def test_a_comment_on_a_table_in_a_cell_is_told(document: bytes) -> None:
    content = edit_document(document, _add_tables(1, f"<w:p>{_refer(0)}</w:p>"))
    unit = _unit(replace_parts(content, _comments("Why a table?")))
    assert unit.remark == "Why a table?"
    assert [problem.code for problem in unit.problems] == ["exchange.cut-row"]


def test_what_stands_in_tables_in_tables_is_not_gone_through_for_each_of_them(
    document: bytes,
) -> None:
    depth, many = 70, 10
    tags = '<w:sdt><w:sdtPr><w:tag w:val="a"/></w:sdtPr></w:sdt>' * many
    content = edit_document(document, _add_tables(depth, tags + f"<w:p>{_refer(0)}</w:p>"))
    rows = [row for table in read_tables(content, "f").tables for row in table]
    found = [cell.tags.count("a") for row in rows for cell in row.cells if "a" in cell.tags]
    assert sorted(found) == [many, many, *[2 * many] * (depth - 1)]
    assert sum(cell.joined for row in rows for cell in row.cells) == depth
