"""Small frames for the tests of the writer, built part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace

from clausekit.word import Frame
from clausekit.word.drafts import Drafts
from clausekit.word.styles import STYLE_NAMES

PNG = b"\x89PNG\r\n\x1a\n"
"""How a picture begins; nobody looks further."""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

LISTS = {
    1: (("heading 1", "upperRoman", "Part %1."),),
    2: (
        ("heading 2", "decimal", "%1."),
        ("Clause Paragraph", "decimal", "%1.%2"),
        ("Clause Item", "lowerLetter", "(%3)"),
    ),
    3: (
        ("Schedule Heading", "upperLetter", "%1."),
        ("Ladder Heading", "decimal", "%1.%2"),
        ("Ladder Step", "decimal", "%3."),
    ),
    4: (("Recital", "upperLetter", "(%1)"),),
}
"""Style, format and pattern of each level of each list."""


def paragraph(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph; each text is a run of its own."""
    named = f'<w:pStyle w:val="{style_id(style)}"/>' if style else ""
    own = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    text = "".join(f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs)
    return f"<w:p>{own}{text}</w:p>"


def mark(kind: str) -> str:
    """A mark of a field: where it begins, where its result does, where it ends."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def said(text: str) -> str:
    """A piece of the instruction of a field."""
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def shown(text: str) -> str:
    """A run."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def cells(*content: str) -> str:
    """A table of one row."""
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr>{cell}</w:tc>' for cell in content
    )
    grid = '<w:gridCol w:w="1000"/>' * len(content)
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr>{written}</w:tr></w:tbl>"
    )


SLOTS = "".join(
    paragraph(f"{{{{p {slot} }}}}")
    for slot in ("contents", "particulars", "preamble", "clauses", "schedules", "signatures")
)
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" '
    'w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
)


def style_id(name: str) -> str:
    """Ids that differ from the names, as a frame's may."""
    return "s-" + name.replace(" ", "")


def style(name: str, content: str = "", *, kind: str = "paragraph", more: str = "") -> str:
    """One more style."""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"{more}><w:name w:val="{name}"/>{content}'
        "</w:style>"
    )


def styles_with(name: str, content: str) -> str:
    """A part of styles, with more in one of its styles."""
    return styles().replace(f'<w:name w:val="{name}"/>', f'<w:name w:val="{name}"/>{content}')


def styles(*, without: Iterable[str] = (), extra: str = "") -> str:
    """A part of styles."""
    numbers = {
        levels[depth][0]: (number, depth)
        for number, levels in LISTS.items()
        for depth in range(len(levels))
    }
    outlines = {"heading 1": 0, "heading 2": 1, "Schedule Heading": 1}
    written = []
    for kind, names in STYLE_NAMES.items():
        for name in names:
            if name in without:
                continue
            properties = ""
            if name in numbers:
                number, depth = numbers[name]
                properties += (
                    f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
                )
            if name in outlines:
                properties += f'<w:outlineLvl w:val="{outlines[name]}"/>'
            own = f"<w:pPr>{properties}</w:pPr>" if properties else ""
            written.append(
                f'<w:style w:type="{kind}" w:styleId="{style_id(name)}">'
                f'<w:name w:val="{name}"/>{own}</w:style>'
            )
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>'
        f"{''.join(written)}{extra}</w:styles>"
    )


def numbering(lists: Mapping[int, tuple[tuple[str, str, str], ...]] | None = None) -> str:
    """A part of numbering."""
    lists = LISTS if lists is None else lists
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        + "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>'
            f'<w:pStyle w:val="{style_id(style)}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for depth, (style, format_, text) in enumerate(levels)
        )
        + "</w:abstractNum>"
        for number, levels in lists.items()
    )
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in lists
    )
    return f"<w:numbering {NAMESPACES}>{abstract}{nums}</w:numbering>"


def relationships(*entries: tuple[str, str, str], external: Iterable[str] = ()) -> str:
    """A part of relationships, from ids, kinds and targets."""
    outside = set(external)
    written = ""
    for key, kind, target in entries:
        full = kind if "/" in kind else f"{R}/{kind}"
        mode = ' TargetMode="External"' if key in outside else ""
        written += f'<Relationship Id="{key}" Type="{full}" Target="{target}"{mode}/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{written}</Relationships>'


def frame_parts(
    body: str = SLOTS,
    *,
    section: str = SECTION,
    header: str = "",
    footer: str = "",
    footnotes: str = "",
    custom: str = "",
    style_part: str | None = None,
    numbering_part: str | None = None,
    links: Iterable[tuple[str, str, str]] = (),
    external: Iterable[str] = (),
    settings: str = "",
) -> dict[str, str | bytes]:
    """The parts of a frame, by name."""
    parts: dict[str, str | bytes] = {}
    types = [
        ("word/document.xml", f"{WORD}.document.main+xml"),
        ("word/styles.xml", f"{WORD}.styles+xml"),
        ("word/numbering.xml", f"{WORD}.numbering+xml"),
    ]
    entries = [("rId1", "styles", "styles.xml"), ("rId2", "numbering", "numbering.xml")]
    top = [("rId1", "officeDocument", "word/document.xml")]
    stories = (
        ("header", header, "hdr"),
        ("footer", footer, "ftr"),
        ("footnotes", footnotes, "footnotes"),
    )
    references = ""
    for kind, content, tag in stories:
        if not content:
            continue
        parts[f"word/{kind}1.xml"] = f"<w:{tag} {NAMESPACES}>{content}</w:{tag}>"
        types.append((f"word/{kind}1.xml", f"{WORD}.{kind}+xml"))
        entries.append((f"rId-{kind}", kind, f"{kind}1.xml"))
        if kind != "footnotes":
            references += f'<w:{kind}Reference w:type="default" r:id="rId-{kind}"/>'
    if settings:
        parts["word/settings.xml"] = f"<w:settings {NAMESPACES}>{settings}</w:settings>"
        types.append(("word/settings.xml", f"{WORD}.settings+xml"))
        entries.append(("rId-settings", "settings", "settings.xml"))
    if custom:
        parts["docProps/custom.xml"] = (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
            'docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" '
            f'name="Buyer"><vt:lpwstr>{custom}</vt:lpwstr></property></Properties>'
        )
        types.append(
            (
                "docProps/custom.xml",
                "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            )
        )
        top.append(("rId2", "custom-properties", "docProps/custom.xml"))
    section = section.replace("<w:sectPr>", f"<w:sectPr>{references}", 1)
    parts["word/document.xml"] = (
        f"<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"
    )
    parts["word/styles.xml"] = styles() if style_part is None else style_part
    parts["word/numbering.xml"] = numbering() if numbering_part is None else numbering_part
    parts["word/_rels/document.xml.rels"] = relationships(*entries, *links, external=external)
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types
    )
    head = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{overrides}</Types>',
        "_rels/.rels": relationships(*top),
    }
    return {**head, **parts}


def zip_parts(parts: Mapping[str, str | bytes]) -> bytes:
    """Pack parts into a file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def small_frame(body: str = SLOTS, **options: object) -> bytes:
    """A frame as a file."""
    return zip_parts(frame_parts(body, **options))  # type: ignore[arg-type]


def unzip(content: bytes) -> dict[str, bytes]:
    """The parts of a file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def anew(frame: Frame) -> Frame:
    """The same frame, which has written nothing yet."""
    return replace(frame, layout=replace(frame.layout, drafts=Drafts()))
