"""How a review document looks: landscape paper, quiet tables, placeholders that stand out."""

from __future__ import annotations

from typing import Final

from clausekit.word.markup import W

__all__ = ["PAGE", "STYLES", "TEXT_WIDTH"]

TEXT_WIDTH: Final = 14_968
"""Between the margins, in twentieths of a point; it fits A4 and letter paper."""
PAGE: Final = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="850" w:right="935" w:bottom="850" w:left="935" w:header="500" '
    'w:footer="450" w:gutter="0"/></w:sectPr>'
)


def _style(
    identity: str, name: str, *, kind: str = "paragraph", based: str = "Normal", ppr: str = "",
    rpr: str = "", default: bool = False,
) -> str:  # fmt: skip
    first = ' w:default="1"' if default else ""
    base = "" if default or not based else f'<w:basedOn w:val="{based}"/>'
    ppr = f"<w:pPr>{ppr}</w:pPr>" if ppr else ""
    rpr = f"<w:rPr>{rpr}</w:rPr>" if rpr else ""
    return (
        f'<w:style w:type="{kind}"{first} w:styleId="{identity}"><w:name w:val="{name}"/>'
        f"{base}{ppr}{rpr}</w:style>"
    )


def _spacing(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"'
_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="ReviewTable">'
    '<w:name w:val="Review Table"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    f"<w:top {_LINE}/><w:bottom {_LINE}/><w:insideH {_LINE}/><w:insideV {_LINE}/>"
    '</w:tblBorders><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>'
    '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tcPr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/></w:tcPr></w:tblStylePr></w:style>'
)
STYLES: Final = (
    f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:eastAsia="Cambria" w:cs="Cambria"/>'
    f'{_size(20)}<w:lang w:val="LANGUAGE"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    f"{_spacing(0, 100)}</w:pPr></w:pPrDefault></w:docDefaults>"
    + _style("Normal", "Normal", default=True)
    + _style("DefaultParagraphFont", "Default Paragraph Font", kind="character", default=True)
    + _style(
        "Title", "Title", ppr=f"<w:keepNext/>{_spacing(0, 160)}",
        rpr=f'<w:b/><w:color w:val="1F3A5F"/>{_size(34)}',
    )
    + _style(
        "Heading1", "heading 1",
        ppr=f'<w:keepNext/>{_spacing(320, 120)}<w:outlineLvl w:val="0"/>',
        rpr=f'<w:b/><w:color w:val="1F3A5F"/>{_size(26)}',
    )
    + _style("Footer", "footer", ppr=f'{_spacing(0, 0)}<w:jc w:val="center"/>',
             rpr=f'<w:color w:val="595959"/>{_size(16)}')
    + _style("TableText", "Table Text", ppr=_spacing(0, 0))
    + _style("TableHeading", "Table Heading", based="TableText",
             ppr="<w:keepNext/>", rpr=f"<w:b/>{_size(18)}")
    + _style("Tick", "Tick", based="TableText", ppr='<w:jc w:val="center"/>')
    + _style("Key", "Key", based="TableText", ppr='<w:jc w:val="left"/>',
             rpr=f'<w:color w:val="595959"/>{_size(15)}')
    + _style("KeyLabel", "Key Label", based="Key",
             ppr=_spacing(40, 0), rpr='<w:b/><w:color w:val="9C5700"/>')
    + _style("Former", "Former", based="TableText", ppr=_spacing(60, 0),
             rpr=f'<w:i/><w:color w:val="7F7F7F"/>{_size(17)}')
    + _style("Placeholder", "Placeholder", kind="character", based="DefaultParagraphFont",
             rpr='<w:color w:val="1F4E79"/><w:shd w:val="clear" w:color="auto" w:fill="E4EEF8"/>')
    + _TABLE
    + "</w:styles>"
)  # fmt: skip
