"""Compiles templates that hold one thing as often, as deep or as long as the limits allow.

See ``make floods``. A time that grows with a square shows here,
and hardly where inputs are changed at random. With words: only floods whose names hold one of them.
"""

from __future__ import annotations

import gzip
import resource
import sys
import time
from collections.abc import Iterator

from word_drawings import IMAGE, comment, drawing, emf, plus
from word_frames import (
    SLOTS,
    cells,
    frame_parts,
    mark,
    numbering,
    paragraph,
    said,
    shown,
    styles,
    zip_parts,
)
from word_samples import sample_document

from clausekit import ClausekitError, render_docx
from clausekit.word import Frame

_SECONDS = 20
"""Of a processor; a flood that takes longer is a find, and so is one that takes more memory."""
_MEGABYTES = 2_000
_TAGS = 185_000
"""Somewhat fewer than the limit of 200,000, since the frame has some of its own."""
_LETTERS = 8_000_000
_MILLION = 1_000_000
_BOUNDS = (("fldChar", 29_000), ("fldSimple", 29_000), ("bookmark", 19_000), ("perm", 19_000),
           ("otnote", 19_000), ("{{", 1_900), ("{%", 1_900), ("<w:sectPr", 1_900),
           ("Alternate", 1_900), ("%61", 9_000))  # fmt: skip
"""What else is counted, and how much of it passes."""
_SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def _field(words: str) -> str:
    return f"{mark('begin')}{said(words)}{mark('separate')}{shown('1')}{mark('end')}"


def _box(inside: str) -> str:
    box = f"<v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox>"
    return f"<w:r><w:pict><v:shape>{box}</v:shape></w:pict></w:r>"


def _control(properties: str, inside: str) -> str:
    held = f"<w:sdtContent>{inside}</w:sdtContent>"
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr>{held}</w:sdt>"


def _row(inside: str, properties: str = "") -> str:
    return f"<w:tr><w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc></w:tr>"


_X = shown("x")
_RUNS = {
    "text": _X,
    "tag": shown("{{ notice }}"),
    "filter": shown("{{ notice|upper }}"),
    "condition": shown("{% if notice %}") + _X + shown("{% endif %}"),
    "brace": shown("{"),
    "private": shown("\ue000\ue001"),
    "tab": "<w:r><w:tab/></w:r>",
    "break": '<w:r><w:br w:type="page"/></w:r>',
    "page": _field(" PAGE "),
    "reference": _field(" REF b@ "),
    "address": _field(' HYPERLINK "http://example.org/@" '),
    "begin": mark("begin"),
    "separate": mark("separate"),
    "end": mark("end"),
    "instruction": said("x"),
    "simple": f'<w:fldSimple w:instr=" PAGE ">{_X}</w:fldSimple>',
    "link": f'<w:hyperlink w:anchor="b@">{_X}</w:hyperlink>',
    "bookmark": '<w:bookmarkStart w:id="@" w:name="b@"/><w:bookmarkEnd w:id="@"/>',
    "open-bookmark": '<w:bookmarkStart w:id="7" w:name="b"/>',
    "permission": '<w:permStart w:id="@"/><w:permEnd w:id="@"/>',
    "control": _control('<w:id w:val="@"/>', _X),
    "bound": _control('<w:dataBinding w:xpath="/a" w:storeItemID="{@}"/><w:text/>', _X),
    "choice": '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:pict/></mc:Choice>'
    "<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>",
    "box": _box(paragraph("x")),
    "box-tag": _box(paragraph("{{ notice }}")),
    "shape": '<w:r><w:pict><v:shape href="http://a.b" style="visibility:hidden"/></w:pict></w:r>',
    "path": '<w:r><w:pict><v:shape><v:textpath string="abc"/></v:shape></w:pict></w:r>',
    "drawing": '<w:r><w:drawing><wp:inline><wp:docPr id="@" name="a"/></wp:inline></w:drawing>'
    "</w:r>",
    "note": '<w:r><w:footnoteReference w:id="@"/></w:r>',
    "language": '<w:r><w:rPr><w:lang w:val="en-US"/></w:rPr></w:r>',
    "style": '<w:r><w:rPr><w:rStyle w:val="s@"/></w:rPr><w:t>x</w:t></w:r>',
    "hidden": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>",
    "web-hidden": "<w:r><w:rPr><w:webHidden/></w:rPr><w:t>x</w:t></w:r>",
    "equation": "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
    "ruby": f"<w:r><w:ruby><w:rt>{_X}</w:rt><w:rubyBase>{_X}</w:rubyBase></w:ruby></w:r>",
    "sign": '<w:r><w:sym w:font="a" w:char="F0@"/></w:r>',
    "proof": '<w:proofErr w:type="spellStart"/>',
    "unknown": "<w:zzz/>",
}  # fmt: skip
_BLOCKS = {
    "paragraph": paragraph("x"),
    "empty": "<w:p/>",
    "styled": paragraph("x", properties='<w:pStyle w:val="s@"/>'),
    "numbered": paragraph("x", properties='<w:numPr><w:numId w:val="@"/></w:numPr>'),
    "framed": paragraph("x", properties='<w:framePr w:w="1"/>'),
    "section": paragraph(
        properties='<w:sectPr><w:headerReference w:type="default" r:id="rId-header"/></w:sectPr>'
    ),
    "section-alone": paragraph(properties="<w:sectPr/>"),
    "condition": paragraph("{%p if notice %}") + paragraph("x") + paragraph("{%p endif %}"),
    "remark": paragraph("{#p x #}"),
    "table": cells(paragraph("x")),
    "control": _control("", paragraph("x")),
    "xml": f'<w:customXml w:uri="u" w:element="e">{paragraph("x")}</w:customXml>',
}
_ROWS = {
    "row": _row(paragraph("x")),
    "merged": _row(paragraph("x"), "<w:vMerge/>"),
    "condition": _row(paragraph("{%tr if notice %}"))
    + _row(paragraph("x"))
    + _row(paragraph("{%tr endif %}")),
}
_STYLES = {
    "style": '<w:style w:type="paragraph" w:styleId="q@"><w:name w:val="q@"/></w:style>',
    "chain": '<w:style w:type="paragraph" w:styleId="q@@"><w:name w:val="q@@"/>'
    '<w:basedOn w:val="q@"/></w:style>',
    "namesake": '<w:style w:type="paragraph" w:styleId="q@"><w:name w:val="same"/></w:style>',
    "default": '<w:style w:type="paragraph" w:default="1" w:styleId="q@"><w:name w:val="Normal"/>'
    "</w:style>",
}
_LEVEL = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/>'
    "</w:lvl>"
)
_LISTS = {
    "list": f'<w:abstractNum w:abstractNumId="9@">{_LEVEL}</w:abstractNum>',
    "number": '<w:num w:numId="9@"><w:abstractNumId w:val="1"/></w:num>',
    "override": '<w:num w:numId="9@"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>',
}
_DEEP = {
    "control": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 200),
    "link": ('<w:hyperlink w:anchor="a">', "</w:hyperlink>", 200),
    "simple": ('<w:fldSimple w:instr=" TITLE ">', "</w:fldSimple>", 200),
    "group": ("<w:r><w:pict><v:group>", "</v:group></w:pict></w:r>", 80),
    "box": ("<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>",
            "</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>", 35),
    "field": (mark("begin") + said("QUOTE ") + mark("separate"), mark("end"), 15),
    "instruction": (mark("begin") + said("IF "), mark("separate") + mark("end"), 15),
    "choice": ('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:pict>',
               "</w:pict></mc:Choice></mc:AlternateContent></w:r>", 5),
}  # fmt: skip
_WORDS = {
    "letters": "a", "words": "ab ", "blanks": " ", "lines": "\n", "braces": "{ ", "marks": "&gt;",
    "quotes": "&quot; ", "data": "data:image/png;base64,AAAA ", "calls": "url(", "back": "\\",
    "numbers": "1", "options": "\\l ", "user": " (user)",
}  # fmt: skip
_LONG = {
    "text": paragraph("@"),
    "beside-tags": "<w:p>" + shown("@{{notice}}") * 50 + "</w:p>",
    "between": f"{paragraph('x')}@{paragraph('x')}",
    "instruction": f"<w:p>{_field('@')}</w:p>",
    "simple": f'<w:p><w:fldSimple w:instr="@">{_X}</w:fldSimple></w:p>',
    "default": paragraph("{{ notice|default('@') }}"),
    "anchor": f'<w:p><w:hyperlink w:anchor="@">{_X}</w:hyperlink></w:p>',
    "tip": f'<w:p><w:hyperlink w:anchor="a" w:tooltip="@">{_X}</w:hyperlink></w:p>',
    "bookmark": '<w:p><w:bookmarkStart w:id="1" w:name="@"/><w:bookmarkEnd w:id="1"/></w:p>',
    "path": '<w:p><w:r><w:pict><v:shape><v:textpath string="@"/></v:shape></w:pict></w:r></w:p>',
    "shape": '<w:p><w:r><w:pict><v:shape style="@"/></w:pict></w:r></w:p>',
    "source": '<w:p><w:r><w:pict><v:fill src="@"/></w:pict></w:r></w:p>',
    "description": '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="@"/>'
    "</wp:inline></w:drawing></w:r></w:p>",
    "needs": '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="@"><w:pict/></mc:Choice>'
    "<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    "bound": _control('<w:dataBinding w:xpath="/a" w:storeItemID="@"/><w:text/>', paragraph("x")),
    "style": paragraph("x", properties='<w:pStyle w:val="@"/>'),
    "number": paragraph("x", properties='<w:numPr><w:numId w:val="@"/></w:numPr>'),
    "margins": paragraph(properties='<w:sectPr><w:pgMar w:left="@"/></w:sectPr>'),
    "mark": '<w:p><w:r><w:fldChar w:fldCharType="@"/></w:r></w:p>',
}


def _many(unit: str, tags: int = _TAGS) -> str:
    most = min(
        tags // unit.count("<"),
        _LETTERS // (len(unit) + 8),
        *(bound // unit.count(what) for what, bound in _BOUNDS if what in unit),
    )
    if "@@" in unit:
        return "".join(unit.replace("@@", str(at + 1)).replace("@", str(at)) for at in range(most))
    return "".join(unit.replace("@", str(at)) for at in range(100, most + 100))


def floods() -> Iterator[tuple[str, bytes]]:
    """Yield each flood by its name."""
    for name, unit in _RUNS.items():
        yield f"one paragraph, {name}", _frame(f"<w:p>{_many(unit)}</w:p>")
        yield f"paragraphs, {name}", _frame(_many(f"<w:p>{unit}</w:p>"))
        words = shown("ab " * (_LETTERS // 6))
        few = _many(unit)[: _LETTERS // 2]
        yield f"beside text, {name}", _frame(f"<w:p>{words}{few[: few.rfind(unit[-9:]) + 9]}</w:p>")
        crowd = "<w:proofErr/>" * (_TAGS // 2)
        yield f"crowded paragraph, {name}", _frame(f"<w:p>{crowd}{_many(unit, _TAGS // 2)}</w:p>")
    for name, text in {"tags": "{{ notice }}", "conditions": "{% if notice %}{% endif %}"}.items():
        for crowd in ("<w:br/>", "<w:tab/>", "<w:t>x</w:t>"):
            run = f"{crowd * (_TAGS // 3)}<w:t>{text * (1_900 // text.count('{'))}</w:t>"
            yield f"crowded run, {name}, {crowd}", _frame(f"<w:p><w:r>{run}</w:r></w:p>")
    for name in ("dataBinding", "id", "text", "docPartObj"):
        ties = f'<w:{name} w:xpath="/a" w:storeItemID="{{1}}" w:val="7"/>' * 100_000
        yield f"crowded control, {name}", _frame(_control(ties, paragraph("x")))
    for name, unit in _BLOCKS.items():
        yield f"blocks, {name}", _frame(_many(unit))
    for name, unit in _ROWS.items():
        rows = cells(paragraph("x")).replace("</w:tbl>", f"{_many(unit)}</w:tbl>")
        yield f"rows, {name}", _frame(rows + paragraph(""))
    for name, unit in _STYLES.items():
        yield f"styles, {name}", zip_parts(frame_parts(style_part=styles(extra=_many(unit))))
    for name, unit in _LISTS.items():
        before, more = numbering().split("<w:num ", 1)
        lists = f"{before}{_many(unit)}<w:num {more}"
        if "<w:num " in unit:
            lists = numbering().replace("</w:numbering>", f"{_many(unit)}</w:numbering>")
        yield f"lists, {name}", zip_parts(frame_parts(numbering_part=lists))
    marks = _many(_RUNS["note"].replace("@", "1@"))[: 18_000 * 48]
    notes = _many('<w:footnote w:id="1@"><w:p/></w:footnote>')
    yield "notes", _frame(f"<w:p>{marks[: marks.rfind('<w:r>')]}</w:p>", footnotes=notes)
    for name, (before, after, deep) in _DEEP.items():
        for words, unit in _WORDS.items():
            long = shown(unit * (_LETTERS // len(unit) // 2))
            yield (
                f"deep, {name}, {words}",
                _frame(f"<w:p>{before * deep}{long}{after * deep}</w:p>"),
            )
        each = (before + shown("x" * 20_000)) * deep + after * deep
        yield f"deep, {name}, everywhere", _frame(f"<w:p>{each}</w:p>")
    for name, unit in _LONG.items():
        for words, piece in _WORDS.items():
            room = _LETTERS // len(piece) // unit.count("@")
            yield f"long, {name}, {words}", _frame(unit.replace("@", piece * room))
    for words, piece in _WORDS.items():
        long = piece * (_LETTERS // len(piece))
        link = [("rId9", "hyperlink", long)]
        yield f"address, {words}", zip_parts(frame_parts(links=link, external=["rId9"]))
        yield f"property, {words}", zip_parts(frame_parts(custom=long))
        tagged = long[: 8 * _MILLION] + "{{ notice }}" * 1_900
        yield f"property with tags, {words}", zip_parts(frame_parts(custom=tagged))
        named = f'<w:style w:type="paragraph" w:styleId="q"><w:name w:val="a{long}"/></w:style>'
        yield f"name of a style, {words}", zip_parts(frame_parts(style_part=styles(extra=named)))

    yield from _packed()


def _packed() -> Iterator[tuple[str, bytes]]:
    """Yield drawings of Windows that are nearly nothing when they are packed, one in another."""
    large = gzip.compress(emf(more=bytes(31 * _MILLION)), 9)
    for name, held in {"packed": large, "twice": gzip.compress(large, 9)}.items():
        many = emf(*[comment(b"EMF+", plus(IMAGE, drawing(held)))] * 900)
        for pack in (False, True):
            content = gzip.compress(many, 9) if pack else many
            yield f"drawings in one, {name}, {pack}", _pictures([content])
        yield f"drawings, {name}", _pictures([held] * 1_500)


def _pictures(contents: list[bytes]) -> bytes:
    names = [f"media/{number}.emf" for number in range(len(contents))]
    parts = frame_parts(links=[(f"n{at}", "image", name) for at, name in enumerate(names)])
    types = str(parts["[Content_Types].xml"])
    default = '<Default Extension="emf" ContentType="image/x-emf"/></Types>'
    parts["[Content_Types].xml"] = types.replace("</Types>", default)
    return zip_parts(
        parts | {f"word/{name}": content for name, content in zip(names, contents, strict=True)}
    )


def _frame(body: str, *, footnotes: str = "") -> bytes:
    parts = frame_parts(body + SLOTS, header=paragraph("Header"), footnotes=footnotes)
    document = str(parts["word/document.xml"])
    parts["word/document.xml"] = document.replace("<w:document ", f"<w:document {_SPACES} ", 1)
    return zip_parts(parts)


def main() -> int:
    """Compile each flood, and fill in those that are frames; return how many are finds."""
    document = sample_document(articles=1)
    slowest, count, finds = (0.0, ""), 0, 0
    for name, content in floods():
        if sys.argv[1:] and not any(word in name for word in sys.argv[1:]):
            continue
        begun, told = time.process_time(), "filled in"
        try:
            render_docx(document, Frame.compile(content, name="flood.docx"))
        except ClausekitError as error:
            told = error.faults[0].code
        except Exception as error:
            told, finds = repr(error)[:200], finds + 1
        taken = time.process_time() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        slowest, count = max(slowest, (taken, name)), count + 1
        finds += taken > _SECONDS or peak > _MEGABYTES
        print(f"{taken:6.1f} s {peak:5} MB  {name}: {told}", flush=True)  # noqa: T201
    print(  # noqa: T201
        f"{count} floods, the slowest in {slowest[0]:.1f} s ({slowest[1]}); {finds} finds"
    )
    return min(finds, 1)


if __name__ == "__main__":
    sys.exit(main())
