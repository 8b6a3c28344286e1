"""The shipped frames, read: their parts, paragraphs, styles, levels of lists, tags and slots."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from lxml import etree

from clausekit.model.kind import FrameName
from clausekit.resources import templates_root

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W.strip("{}")}
LANGUAGES = ("en", "es", "fr", "pt")
KINDS = tuple(name.value for name in FrameName)
FORMS = (FrameName.FORM, FrameName.MATRIX)
REFERENCE = "en"
SLOTS = {
    "supplier-code": (
        "contents",
        "preamble",
        "clauses",
        "schedules",
        "particulars",
        "signatures",
    ),
    "tender-annex": (
        "contents",
        "particulars",
        "preamble",
        "clauses",
        "schedules",
        "signatures",
    ),
    "form": ("particulars", "clauses", "signatures"),
    "matrix": ("particulars", "clauses", "signatures"),
}
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
SLOT = re.compile(r"\{\{p (\w+) \}\}")
FACT = re.compile(r"\{\{ (\w+) \}\}|\{%p? if (\w+) %\}")
every_frame = pytest.mark.parametrize(
    ("language", "kind"), [(language, kind) for kind in KINDS for language in LANGUAGES]
)
every_kind = pytest.mark.parametrize("kind", KINDS)
translated = pytest.mark.parametrize(
    ("language", "kind"),
    [(language, kind) for kind in KINDS for language in LANGUAGES if language != REFERENCE],
)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a part: the style that it names, its text, and where it stands."""

    style: str
    text: str
    parent: str


@dataclass(frozen=True)
class Level:
    """A level of a list."""

    format: str
    text: str
    style: str
    suffix: str


class Opened:
    """A frame, read."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.members = {name: archive.read(name) for name in archive.namelist()}

    def xml(self, name: str) -> Any:
        return etree.fromstring(self.members[name])

    @property
    def text_parts(self) -> list[str]:
        return sorted(
            name
            for name in self.members
            if re.fullmatch(r"word/(document|header\d+|footer\d+|footnotes)\.xml", name)
        )

    def styles(self) -> dict[str, Any]:
        found = self.xml("word/styles.xml").findall("w:style", NS)
        return {style.find("w:name", NS).get(W + "val"): style for style in found}

    def paragraphs(self, part: str) -> list[Paragraph]:
        names = {style.get(W + "styleId"): name for name, style in self.styles().items()}
        found = []
        for paragraph in self.xml(part).iter(W + "p"):
            style = paragraph.find("w:pPr/w:pStyle", NS)
            text = "".join(
                "\t" if node.tag == W + "tab" else node.text or ""
                for node in paragraph.iterfind("w:r/*", NS)
                if node.tag in (W + "t", W + "tab")
            )
            found.append(
                Paragraph(
                    names[style.get(W + "val")] if style is not None else "",
                    text,
                    etree.QName(paragraph.getparent()).localname,
                )
            )
        return found

    def levels(self, style: str) -> tuple[str, int, list[Level]]:
        """The list that a style is bound to, its level, and all levels of that list."""
        numbering = self.xml("word/numbering.xml")
        bound = self.styles()[style].find("w:pPr/w:numPr", NS)
        number = bound.find("w:numId", NS).get(W + "val")
        depth = bound.find("w:ilvl", NS)
        (num,) = numbering.xpath("w:num[@w:numId=$n]", n=number, namespaces=NS)
        abstract = num.find("w:abstractNumId", NS).get(W + "val")
        (found,) = numbering.xpath("w:abstractNum[@w:abstractNumId=$n]", n=abstract, namespaces=NS)
        ids = {element.get(W + "styleId"): name for name, element in self.styles().items()}
        levels = [
            Level(
                level.find("w:numFmt", NS).get(W + "val"),
                level.find("w:lvlText", NS).get(W + "val"),
                ids[level.find("w:pStyle", NS).get(W + "val")],
                "tab" if (suff := level.find("w:suff", NS)) is None else suff.get(W + "val"),
            )
            for level in found.findall("w:lvl", NS)
        ]
        return number, 0 if depth is None else int(depth.get(W + "val")), levels


@cache
def opened(language: str, kind: str) -> Opened:
    return Opened((templates_root() / language / f"{kind}.docx").read_bytes())


def tags_by_part(frame: Opened) -> dict[str, list[tuple[str, list[str]]]]:
    return {
        part: [
            (paragraph.style, TAG.findall(paragraph.text)) for paragraph in frame.paragraphs(part)
        ]
        for part in frame.text_parts
    }


def slots_of(frame: Opened) -> list[str]:
    return [
        slot
        for paragraph in frame.paragraphs("word/document.xml")
        for slot in SLOT.findall(paragraph.text)
    ]
