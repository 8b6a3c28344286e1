"""The shipped frames keep what the writer relies on, and say the same in four languages."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import Any

import docx
import pytest
from lxml import etree

from clausekit.language import available_languages, load_language
from clausekit.model.document import FACT_NAMES
from clausekit.model.kind import FrameName
from clausekit.resources import templates_root

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W.strip("{}")}
LANGUAGES = ("en", "es", "fr", "pt")
KINDS = tuple(name.value for name in FrameName)
FORMS = (FrameName.FORM, FrameName.MATRIX)
REFERENCE = "en"

PARAGRAPH_STYLES = (
    "heading 1",
    "heading 2",
    "Schedule Heading",
    "Ladder Heading",
    "Plain Heading",
    "Body Text",
    "Recital",
    "Clause Paragraph",
    "Clause Item",
    "Definition",
    "Verification Note",
    "Ladder Step",
    "Small Print",
    "Table Heading",
    "Table Text",
    "TOC Heading",
    "toc 1",
    "toc 2",
    "footnote text",
)
HEADINGS = ("heading 1", "heading 2", "Schedule Heading", "Ladder Heading", "Plain Heading")
CHARACTER_STYLES = ("footnote reference", "Hyperlink", "Placeholder Text", "Strong")
TABLE_STYLES = ("Clause Table", "Signature Table")
STYLES = {"paragraph": PARAGRAPH_STYLES, "character": CHARACTER_STYLES, "table": TABLE_STYLES}

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
# On a form the particulars say the rest.
FORM_FACTS = {
    "buyer_name", "document_label", "document_title", "notice", "tender_reference", "tender_title",
}  # fmt: skip
PART_LABELS = {"en": "Part %1.", "es": "Parte %1.", "fr": "Partie %1.", "pt": "Parte %1."}
WORD_LANGUAGES = {"en": "en-GB", "es": "es-CL", "fr": "fr-FR", "pt": "pt-BR"}
SCHEDULE_LABELS = {
    "en": "Schedule %1.",
    "es": "Apéndice %1.",
    "fr": "Appendice %1.",
    "pt": "Apêndice %1.",
}
LABELS = {
    "en": ("Page # of #",),
    "es": ("Página # de #",),
    "fr": ("Page # sur #",),
    "pt": ("Página # de #",),
}
"""Every word that a reader sees and no fact brings; # stands for a number."""

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


@every_frame
def test_a_word_reader_opens_it(language: str, kind: str) -> None:
    document = docx.Document(io.BytesIO(opened(language, kind).content))

    assert document.paragraphs


@every_frame
def test_slots_stand_alone_in_the_body_each_once_and_in_order(language: str, kind: str) -> None:
    frame = opened(language, kind)
    body = frame.paragraphs("word/document.xml")

    assert tuple(slots_of(frame)) == SLOTS[kind]
    for paragraph in body:
        if SLOT.search(paragraph.text):
            assert SLOT.fullmatch(paragraph.text)
            assert paragraph.parent == "body"
    for part in frame.text_parts:
        if part != "word/document.xml":
            assert not any(SLOT.search(paragraph.text) for paragraph in frame.paragraphs(part))


@every_frame
def test_only_known_facts_are_named_and_all_of_them(language: str, kind: str) -> None:
    frame = opened(language, kind)
    named = set()
    for part in frame.text_parts:
        for paragraph in frame.paragraphs(part):
            for tag in TAG.findall(paragraph.text):
                if SLOT.fullmatch(tag) or tag == "{%p endif %}":
                    continue
                fact = FACT.fullmatch(tag)
                assert fact, tag
                named.add(fact[1] or fact[2])

    assert named == (FORM_FACTS if kind in FORMS else set(FACT_NAMES))


@translated
def test_tags_slots_and_paragraph_styles_are_the_same_in_all_languages(
    language: str, kind: str
) -> None:
    assert tags_by_part(opened(language, kind)) == tags_by_part(opened(REFERENCE, kind))


@translated
def test_styles_and_lists_are_the_same_in_all_languages(language: str, kind: str) -> None:
    frame, reference = opened(language, kind), opened(REFERENCE, kind)

    def described(one: Opened) -> dict[str, tuple[str, ...]]:
        return {
            name: tuple(
                etree.tostring(node, method="c14n").decode() for node in style if looks(node)
            )
            for name, style in one.styles().items()
        }

    def looks(node: Any) -> bool:
        return etree.QName(node).localname in ("basedOn", "pPr", "rPr", "tblPr", "tblStylePr")

    assert described(frame) == described(reference)
    for row in NUMBERED:
        ours, theirs = frame.levels(row[0])[2], reference.levels(row[0])[2]
        assert [(one.format, one.style, one.suffix) for one in ours] == [
            (one.format, one.style, one.suffix) for one in theirs
        ]


@every_frame
@pytest.mark.parametrize("sort", STYLES)
def test_every_style_that_the_writer_uses_is_there(language: str, kind: str, sort: str) -> None:
    styles = opened(language, kind).styles()
    sorts = {name: style.get(W + "type") for name, style in styles.items()}

    assert [name for name in STYLES[sort] if sorts.get(name) != sort] == []


@every_frame
def test_headings_stay_with_the_text_that_follows(language: str, kind: str) -> None:
    styles = opened(language, kind).styles()

    for name in HEADINGS:
        assert styles[name].find("w:pPr/w:keepNext", NS) is not None, name
        assert styles[name].find("w:pPr/w:outlineLvl", NS) is not None, name


@every_frame
def test_entries_of_the_contents_look_like_text_not_like_links(language: str, kind: str) -> None:
    link = opened(language, kind).styles()["Hyperlink"]

    assert link.find("w:rPr/w:u", NS) is None
    assert link.find("w:rPr/w:color", NS) is None


NUMBERED = (
    ("heading 1",),
    ("heading 2", "Clause Paragraph", "Clause Item"),
    ("Schedule Heading", "Ladder Heading", "Ladder Step"),
    ("Recital",),
)
"""Each row is a list of its own, from the highest level down."""


def expected_levels(language: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    item = "(%3)" if language == "en" else "%3)"
    return (
        (("upperRoman", PART_LABELS[language]),),
        (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", item)),
        (("upperLetter", SCHEDULE_LABELS[language]), ("decimal", "%1.%2"), ("decimal", "%3.")),
        (("upperLetter", "(%1)"),),
    )


@every_frame
def test_a_cell_letters_items_as_the_list_does(language: str, kind: str) -> None:
    (level,) = (
        one for one in opened(language, kind).levels("Clause Item")[2] if one.style == "Clause Item"
    )

    for tag in available_languages():
        if tag.split("-")[0] == language:
            assert load_language(tag).letter(2) == level.text.replace("%3", "b")


@every_frame
def test_lists_are_bound_to_styles(language: str, kind: str) -> None:
    frame = opened(language, kind)
    lists = set()
    for row, formats in zip(NUMBERED, expected_levels(language), strict=True):
        numbers = set()
        for depth, style in enumerate(row):
            number, level, levels = frame.levels(style)
            numbers.add(number)
            assert level == depth, style
            assert tuple(one.style for one in levels) == row
            assert tuple((one.format, one.text) for one in levels) == formats
        assert len(numbers) == 1
        lists |= numbers

    assert len(lists) == len(NUMBERED)


@every_frame
def test_one_list_has_one_definition_and_no_special_restart(language: str, kind: str) -> None:
    numbering = opened(language, kind).xml("word/numbering.xml")

    assert len(numbering.findall("w:num", NS)) == len(NUMBERED)
    assert len(numbering.findall("w:abstractNum", NS)) == len(NUMBERED)
    for tag in ("lvlRestart", "isLgl", "lvlOverride"):
        assert not list(numbering.iter(W + tag))


@every_frame
def test_visible_words_are_those_of_the_language(language: str, kind: str) -> None:
    frame = opened(language, kind)
    seen = []
    for part in frame.text_parts:
        for paragraph in frame.paragraphs(part):
            text = re.sub(r"\d+", "#", TAG.sub("", paragraph.text)).strip()
            if text:
                seen.append(text)

    assert tuple(sorted(seen)) == tuple(sorted(LABELS[language]))


@every_frame
def test_the_language_for_spelling_is_set(language: str, kind: str) -> None:
    frame = opened(language, kind)
    (default,) = frame.xml("word/styles.xml").xpath(
        "w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val", namespaces=NS
    )

    assert default == WORD_LANGUAGES[language]
    for part in frame.text_parts:
        assert not list(frame.xml(part).iter(W + "lang"))


@every_frame
def test_pages_are_a4_and_only_schedules_and_matrices_lie(language: str, kind: str) -> None:
    body = opened(language, kind).xml("word/document.xml").find("w:body", NS)
    slots: list[str] = []
    lying: list[str] = []
    for element in body:
        text = "".join(element.itertext(W + "t"))
        slots += SLOT.findall(text)
        for section in element.iter(W + "sectPr"):
            size = section.find("w:pgSz", NS)
            width, height = int(size.get(W + "w")), int(size.get(W + "h"))
            assert sorted((width, height)) == [11906, 16838]
            assert (size.get(W + "orient") == "landscape") == (width > height)
            lying += slots if width > height else []
            slots = []

    expected = {"tender-annex": ["schedules"], "matrix": list(SLOTS["matrix"])}
    assert lying == expected.get(kind, [])


@every_frame
def test_pages_are_counted_by_fields(language: str, kind: str) -> None:
    frame = opened(language, kind)
    fields = []
    for part in frame.text_parts:
        root = frame.xml(part)
        fields += [node.text.strip() for node in root.iter(W + "instrText")]
        kinds = [node.get(W + "fldCharType") for node in root.iter(W + "fldChar")]
        assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)

    assert fields == ["PAGE", "NUMPAGES"]


@every_frame
def test_footnotes_have_their_separators(language: str, kind: str) -> None:
    notes = opened(language, kind).xml("word/footnotes.xml").findall("w:footnote", NS)

    assert [(note.get(W + "id"), note.get(W + "type")) for note in notes] == [
        ("-1", "separator"),
        ("0", "continuationSeparator"),
    ]


@every_frame
def test_nothing_foreign_is_inside(language: str, kind: str) -> None:
    frame = opened(language, kind)
    names = "\n".join(frame.members).lower()
    types = frame.members["[Content_Types].xml"].lower()
    settings = frame.xml("word/settings.xml")

    for unwanted in ("styleswitheffects", "vba", "embeddings", "thumbnail"):
        assert unwanted not in names
    assert b"macro" not in types
    for name, content in frame.members.items():
        if name.endswith(".rels"):
            assert b"TargetMode" not in content, name
        assert b"<!DOCTYPE" not in content, name
    for tag in ("updateFields", "attachedTemplate", "docVars", "mailMerge"):
        assert settings.find(f"w:{tag}", NS) is None, tag


@every_frame
def test_no_person_is_named(language: str, kind: str) -> None:
    frame = opened(language, kind)
    people = ("docprops/custom.xml", "word/comments.xml", "word/people.xml")
    properties = {
        etree.QName(node).localname: node.text or ""
        for part in ("docProps/core.xml", "docProps/app.xml")
        for node in frame.xml(part)
    }

    assert not {name.lower() for name in frame.members} & set(people)
    assert properties["title"] == "{{ document_title }}"
    assert properties["subject"] == "{{ document_label }}"
    assert properties["creator"] == "{{ buyer_name }}"
    for name in ("lastModifiedBy", "Company", "Manager"):
        assert not properties.get(name), name
    for part in frame.text_parts:
        for tag in ("ins", "del", "commentReference"):
            assert not list(frame.xml(part).iter(W + tag))


@every_kind
def test_the_languages_are_complete(kind: str) -> None:
    root = templates_root()

    assert all((root / language / f"{kind}.docx").is_file() for language in LANGUAGES)


@every_frame
def test_two_checkers_find_nothing(
    language: str, kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    audit = pytest.importorskip("openxml_audit")
    integrity = pytest.importorskip("ooxml_integrity")
    path = tmp_path_factory.mktemp("frame") / f"{kind}.docx"
    path.write_bytes(opened(language, kind).content)

    result = audit.OpenXmlValidator().validate(path)

    assert [str(error) for error in result.errors] == []
    assert [str(finding) for finding in integrity.check(path)] == []
